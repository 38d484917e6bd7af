package netprobe

import (
	"crypto/x509"
	"errors"
	"net"
	"net/netip"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/diag"
)

func TestParseAddress(t *testing.T) {
	for in, want := range map[string]string{
		"pay.bank.test:443": "pay.bank.test 443", "10.1.2.3:1": "10.1.2.3 1", "[2001:db8::1]:20007": "2001:db8::1 20007", "主机.cn:65535": "主机.cn 65535",
		"pay.bank.test": "", ":443": "", "pay.bank.test:0": "", "pay.bank.test:65536": "", "https://pay.bank.test:443": "", "2001:db8::1:443": "",
		"[pay.bank.test]:443": "", "[10.1.2.3]:443": "", "a b:1": "", "a:b": "", "": "", "user@host:1": "", "[2001:db8::1:443": "",
	} {
		got := ""
		if host, port, ok := ParseAddress(in); ok {
			got = host + " " + netip.AddrPortFrom(netip.IPv4Unspecified(), port).String()[len("0.0.0.0:"):]
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestLookingUp(t *testing.T) {
	for _, tt := range []struct {
		name  string
		names names
		want  LookupFault
	}{
		{"no such name", names{err: &net.DNSError{IsNotFound: true}}, LookupNotFound},
		{"no answer", names{err: &net.DNSError{IsTimeout: true}}, LookupTimeout},
		{"the server fails", names{err: &net.DNSError{IsTemporary: true}}, LookupFailed},
		{"something else", names{err: errors.New("x")}, LookupFailed},
		{"an empty answer", names{}, LookupNotFound},
	} {
		o := testOptions()
		o.Resolver = tt.names
		r := run(t, Target{Host: hostname, Port: 443}, o)
		if got := r.Hosts[0].Fault; got != tt.want || problems(r) != "net.name" || r.Reached() != 0 {
			t.Errorf("%s: fault %q, problems %q", tt.name, got, problems(r))
		}
		if c := check(t, r, "net.connect"); c.State != diag.CheckSkipped {
			t.Errorf("%s: connecting is %s", tt.name, c.State)
		}
	}
}

func TestAddressesTwiceAndMappedCountOnce(t *testing.T) {
	o := testOptions()
	o.Resolver = names{addresses: []netip.Addr{public, netip.AddrFrom16(public.As16()), netip.MustParseAddr("2606:2800:220:1::1")}}
	got, literal, fault := resolve(t.Context(), hostname, o)
	if len(got) != 2 || got[0] != public || literal || fault != LookupNoFault {
		t.Errorf("got %v, %t, %q", got, literal, fault)
	}
}

func TestAddressesOfPublicNames(t *testing.T) {
	for _, tt := range []struct {
		host, ip string
		want     diag.CheckState
	}{
		{"pay.bank.com", "93.184.216.34", diag.CheckOK},
		{"pay.bank.com", "10.0.0.1", diag.CheckUnknown},
		{"pay.bank.com", "100.64.1.1", diag.CheckUnknown},
		{"pay.bank.com", "fd00::1", diag.CheckUnknown},
		{"pay.bank.com", "198.18.0.7", diag.CheckProblem},
		{"pay.bank.com", "0.0.0.0", diag.CheckProblem},
		{"pay.bank.com", "127.0.0.1", diag.CheckProblem},
		{"pay.bank.com", "192.0.2.1", diag.CheckProblem},
		{"till.lan", "192.168.1.7", diag.CheckSkipped},
		{"till", "192.168.1.7", diag.CheckSkipped},
		{"gateway.bank.com.", "93.184.216.34", diag.CheckOK},
	} {
		h := Host{Facts: Facts{Target: Target{Host: tt.host}, Attempts: []Attempt{{Address: netip.MustParseAddr(tt.ip)}}}}
		if c := judgeAddresses(&h); c.State != tt.want {
			t.Errorf("%s at %s is %s, want %s", tt.host, tt.ip, c.State, tt.want)
		}
	}
}

func TestOutcomes(t *testing.T) {
	wrap := func(err error) error {
		return &net.OpError{Op: "dial", Net: "tcp", Err: &os.SyscallError{Syscall: "connect", Err: err}}
	}
	for _, tt := range []struct {
		err  error
		want Outcome
	}{
		{nil, Reached},
		{wrap(refusedErrors[0]), Refused},
		{wrap(timeoutErrors[0]), TimedOut},
		{wrap(unreachableErrors[0]), Unreachable},
		{wrap(unreachableErrors[1]), Unreachable},
		{&net.OpError{Op: "dial", Err: os.ErrDeadlineExceeded}, TimedOut},
		{wrap(os.ErrPermission), Denied},
		{errors.New("x"), Failed},
	} {
		if got := outcome(tt.err); got != tt.want {
			t.Errorf("%v is %s, want %s", tt.err, got, tt.want)
		}
	}
}

func TestSomeAddressesFail(t *testing.T) {
	v4, other, v6 := netip.MustParseAddr("93.184.216.34"), netip.MustParseAddr("93.184.216.35"), netip.MustParseAddr("2606:2800:220:1::1")
	for _, tt := range []struct {
		name     string
		attempts []Attempt
		want     diag.CheckState
	}{
		{"all answer", []Attempt{{Address: v4, Outcome: Reached}, {Address: v6, Outcome: Reached}}, diag.CheckOK},
		{"a network without IPv6", []Attempt{{Address: v6, Outcome: Unreachable}, {Address: v4, Outcome: Reached}}, diag.CheckOK},
		{"IPv6 that goes nowhere", []Attempt{{Address: v6, Outcome: TimedOut}, {Address: v4, Outcome: Reached}}, diag.CheckProblem},
		{"one of two is down", []Attempt{{Address: v4, Outcome: Reached}, {Address: other, Outcome: Refused}}, diag.CheckProblem},
		{"none answers", []Attempt{{Address: v4, Outcome: TimedOut}}, diag.CheckProblem},
	} {
		h := Host{Facts: Facts{Attempts: tt.attempts}}
		if c := judgeConnect(&h); c.State != tt.want {
			t.Errorf("%s: %s", tt.name, c.State)
		}
	}
}

func TestDelay(t *testing.T) {
	host := func(delays ...time.Duration) *Host {
		h := &Host{}
		for _, d := range delays {
			h.Repeats = append(h.Repeats, Attempt{Outcome: Reached, Delay: d})
		}
		return h
	}
	h := host(9*time.Second, 20*time.Millisecond, 10*time.Millisecond)
	h.Repeats = append(h.Repeats, Attempt{Outcome: TimedOut})
	if middle, longest := h.Delays(); middle != 20*time.Millisecond || longest != 9*time.Second {
		t.Errorf("middle %v, longest %v", middle, longest)
	}
	if c := judgeDelay(h); c.State != diag.CheckOK {
		t.Errorf("one slow connect of three is %s", c.State)
	}
	if c := judgeDelay(host(2*time.Second, 2*time.Second)); c.State != diag.CheckProblem {
		t.Errorf("slow connects are %s", c.State)
	}
}

func TestClock(t *testing.T) {
	leaf := func(from, to int) *Session {
		return &Session{Speech: SpeechTLS, Chain: []*x509.Certificate{{NotBefore: today.AddDate(0, 0, from), NotAfter: today.AddDate(0, 0, to)}}}
	}
	says := func(s *Session, skews ...time.Duration) *Session {
		for _, d := range skews {
			s.Readings = append(s.Readings, Reading{Here: today, There: today.Add(-d)})
		}
		return s
	}
	facts := func(list ...*Session) []Facts {
		var out []Facts
		for _, s := range list {
			out = append(out, Facts{Target: Target{Host: hostname}, Session: s})
		}
		return out
	}
	for _, tt := range []struct {
		name  string
		facts []Facts
		want  diag.CheckState
		part  string
	}{
		{"no witness", facts(nil), diag.CheckSkipped, "nothing stated"},
		{"certificates bound it", facts(leaf(-30, 30), leaf(-10, 90)), diag.CheckUnknown, "2026-11-12 and 2026-12-22"},
		{"a certificate of the future", facts(leaf(1, 30)), diag.CheckProblem, "it is behind"},
		{"an expired one proves nothing about the clock", facts(leaf(-30, -1)), diag.CheckSkipped, ""},
		{"two handshakes agree", facts(says(leaf(-30, 30), time.Second, 2*time.Second)), diag.CheckOK, "TLS handshake"},
		{"two handshakes agree that it is ahead", facts(says(leaf(-30, 30), 3*time.Hour, 3*time.Hour)), diag.CheckProblem, "3 h ahead"},
		{"two handshakes agree that it is behind", facts(says(leaf(-30, 30), -10*time.Minute, -10*time.Minute)), diag.CheckProblem, "10 min behind"},
		{"chance values", facts(says(leaf(-30, 30), 40*24*time.Hour, -9000*24*time.Hour)), diag.CheckUnknown, ""},
		{"one value alone", facts(says(leaf(-30, 30), 0)), diag.CheckUnknown, ""},
		{"the date of HTTP", facts(says(&Session{Speech: SpeechHTTP, HTTP: &HTTPAnswer{}}, 72*time.Hour)), diag.CheckProblem, "3 days ahead, by the date of the HTTP answer"},
		{"the limit itself", facts(says(&Session{Speech: SpeechHTTP, HTTP: &HTTPAnswer{}}, skewLimit)), diag.CheckOK, "5 min"},
	} {
		c := judgeClock(tt.facts, today).check
		if c.State != tt.want || !strings.Contains(c.Reason.EN, tt.part) {
			t.Errorf("%s: %s, %q", tt.name, c.State, c.Reason.EN)
		}
	}
}

// When a witness says that the clock is wrong, the certificate is not to blame.
func TestAWrongClockIsNotTheCertificatesFault(t *testing.T) {
	chain := []*x509.Certificate{{NotBefore: today.AddDate(0, -1, 0), NotAfter: today.AddDate(0, 3, 0)}}
	ahead := today.AddDate(1, 0, 0)
	s := &Session{Speech: SpeechTLS, Chain: chain, Readings: []Reading{{ahead, today}, {ahead, today}}}
	c := judgeClock([]Facts{{Session: s}}, ahead)
	if c.check.State != diag.CheckProblem {
		t.Errorf("the clock is %s", c.check.State)
	}
	if d := judgeDates("x", chain, c); d.State != diag.CheckOK {
		t.Errorf("the dates are %s: %s", d.State, d.Reason.EN)
	}
	if d := judgeDates("x", chain, clock{now: ahead}); d.State != diag.CheckProblem || len(d.Causes) != 2 {
		t.Errorf("without a witness it is one or the other: %s, %d causes", d.State, len(d.Causes))
	}
}

func TestProxies(t *testing.T) {
	env := map[string]string{"https_proxy": "http://till:secret@10.0.0.9:3128", "HTTPS_PROXY": "http://other:1", "ALL_PROXY": "10.0.0.8:1080"}
	got := proxies(func(k string) string { return env[k] })
	want := []Proxy{{"https_proxy", "10.0.0.9:3128"}, {"ALL_PROXY", "10.0.0.8:1080"}}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("got %v, want %v", got, want)
	}
	if c := judgeProxy(got, false); c.State != diag.CheckOK {
		t.Errorf("unused, it is %s", c.State)
	}
	if c := judgeProxy(got, true); c.State != diag.CheckProblem {
		t.Errorf("with a host that cannot be reached it is %s", c.State)
	}
}

func TestTheTableOfProducts(t *testing.T) {
	last := ""
	for _, p := range interceptors() {
		if p.mark != strings.ToLower(p.mark) || p.name == "" || kindWords[p.kind].IsZero() || p.mark <= last {
			t.Errorf("%+v", p)
		}
		last = p.mark
	}
	if len(interceptors()) < 30 {
		t.Errorf("only %d rows", len(interceptors()))
	}
}
