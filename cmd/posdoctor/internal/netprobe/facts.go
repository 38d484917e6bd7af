package netprobe

import (
	"crypto/x509"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/diag"
)

// Target is a host to be reached.
type Target struct {
	Name string // what the user calls it, "" for none
	Host string // a name or an address, without brackets
	Port uint16
	TLS  diag.TLSUse
}

// ParseAddress reads "host:port", the host a name or an address, IPv6 in
// brackets.
func ParseAddress(s string) (host string, port uint16, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 1 {
		return "", 0, false
	}
	n, err := strconv.ParseUint(s[i+1:], 10, 16)
	host = s[:i]
	if in, found := strings.CutPrefix(host, "["); found {
		host, found = strings.CutSuffix(in, "]")
		ip, parse := netip.ParseAddr(host)
		return host, uint16(n), err == nil && n > 0 && found && parse == nil && ip.Is6()
	}
	return host, uint16(n), err == nil && n > 0 && !strings.ContainsAny(host, "/: \t@[]?#")
}

// Outcome is how an attempt to connect ended.
type Outcome string

// The outcomes of connecting.
const (
	Reached     Outcome = "reached"
	Refused     Outcome = "refused"     // somebody answered that nobody listens
	TimedOut    Outcome = "timed_out"   // no answer at all
	Unreachable Outcome = "unreachable" // the network says that there is no way
	Denied      Outcome = "denied"      // this machine itself forbids it
	Failed      Outcome = "failed"      // for another reason
)

// Attempt is one attempt to connect.
type Attempt struct {
	Address netip.Addr
	Outcome Outcome
	Delay   time.Duration // until the connection stood; 0 when it never did
}

// LookupFault is why a name has no address.
type LookupFault string

// The faults of looking up. The zero value is "none".
const (
	LookupNoFault  LookupFault = ""
	LookupNotFound LookupFault = "not_found" // the name does not exist
	LookupTimeout  LookupFault = "timed_out" // the resolver did not answer
	LookupFailed   LookupFault = "failed"    // the resolver answered that it cannot say
)

// Speech is how a host answered a TLS greeting.
type Speech string

// The answers to a greeting.
const (
	SpeechTLS    Speech = "tls"    // the handshake went through
	SpeechHTTP   Speech = "http"   // a plain HTTP answer
	SpeechOther  Speech = "other"  // bytes of another protocol
	SpeechAlert  Speech = "alert"  // it speaks TLS and refused
	SpeechClosed Speech = "closed" // it hung up
	SpeechSilent Speech = "silent" // it said nothing
)

// HTTPAnswer is what a plain HTTP answer to a TLS greeting says.
type HTTPAnswer struct {
	Status   int
	Location string    // host that it sends to, "" for none
	Date     time.Time // zero when it states none
}

// Reading is the time of this machine and that of the host at one moment.
type Reading struct{ Here, There time.Time }

// Session is what a TLS greeting brought to light.
type Session struct {
	Speech Speech
	Alert  string // of SpeechAlert, the TLS library's name of it
	// Version is the TLS version, 0 when the handshake did not go through.
	Version uint16
	Chain   []*x509.Certificate // as sent, the host's own first
	// WantsCertificate reports that the host asked for a client certificate.
	WantsCertificate bool
	HTTP             *HTTPAnswer
	// Readings are times that the host stated in its handshakes.
	Readings []Reading
}

// Facts are what was found out about one target, without a judgement.
type Facts struct {
	Target  Target
	Literal bool // the target is an address: there was no name to look up
	Fault   LookupFault
	// Attempts has one attempt for each address, in the resolver's order.
	Attempts []Attempt
	// Repeats are the connects to the first address that answered, the first
	// included.
	Repeats []Attempt
	Session *Session // nil when no greeting was sent
}

// Reached reports whether any connection stood.
func (f *Facts) Reached() bool {
	_, ok := f.first()
	return ok
}

// first is the first address that answered.
func (f *Facts) first() (Attempt, bool) {
	for _, a := range f.Attempts {
		if a.Outcome == Reached {
			return a, true
		}
	}
	return Attempt{}, false
}
