package netprobe

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
)

func run(t *testing.T, target Target, o Options) Report {
	t.Helper()
	r, err := Run(t.Context(), []Target{target}, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func check(t *testing.T, r Report, id string) Check {
	t.Helper()
	for _, c := range append(append([]Check{}, r.Hosts[0].Checks...), r.Checks...) {
		if c.ID == id {
			return c
		}
	}
	t.Fatalf("no check %s", id)
	return Check{}
}

// problems lists the checks that ended in a problem.
func problems(r Report) string {
	var out []string
	for _, c := range append(append([]Check{}, r.Hosts[0].Checks...), r.Checks...) {
		if c.State == diag.CheckProblem {
			out = append(out, c.ID)
		}
	}
	return strings.Join(out, " ")
}

func TestCertificates(t *testing.T) {
	root := issuer(t, nil, "Bank Root")
	between := issuer(t, &root, "Bank Issuing CA")
	fetchable := func(c *x509.Certificate) { c.IssuingCertificateURL = []string{"http://ca.bank.test/issuing.cer"} }
	filter := issuer(t, nil, "FortiGate CA")
	for _, tt := range []struct {
		name    string
		parent  *authority
		change  func(*x509.Certificate)
		above   []*x509.Certificate
		trusted []*x509.Certificate
		want    string // problems
		unknown string // one check that must be unknown
	}{
		{"all is well", &between, nil, []*x509.Certificate{between.cert}, []*x509.Certificate{root.cert}, "", "net.clock"},
		{"expired", &between, func(c *x509.Certificate) { c.NotAfter = today.AddDate(0, 0, -1) }, []*x509.Certificate{between.cert}, []*x509.Certificate{root.cert}, "net.certificate_dates", ""},
		{"not yet valid", &between, func(c *x509.Certificate) { c.NotBefore = today.AddDate(0, 0, 1) }, []*x509.Certificate{between.cert}, []*x509.Certificate{root.cert}, "net.certificate_dates net.clock", ""},
		{"runs out soon", &between, func(c *x509.Certificate) { c.NotAfter = today.AddDate(0, 0, 5) }, []*x509.Certificate{between.cert}, []*x509.Certificate{root.cert}, "net.certificate_dates", ""},
		{"short-lived by design", &between, func(c *x509.Certificate) { c.NotBefore, c.NotAfter = today.AddDate(0, 0, -1), today.AddDate(0, 0, 5) }, []*x509.Certificate{between.cert}, []*x509.Certificate{root.cert}, "", ""},
		{"for another name", &between, func(c *x509.Certificate) { c.DNSNames = []string{"other.bank.test"} }, []*x509.Certificate{between.cert}, []*x509.Certificate{root.cert}, "net.certificate_name", ""},
		{"self-signed", nil, nil, nil, []*x509.Certificate{root.cert}, "net.certificate", ""},
		{"the one in between is missing", &between, fetchable, nil, []*x509.Certificate{root.cert}, "net.certificate", ""},
		{"a root that only the terminal knows", &root, nil, []*x509.Certificate{root.cert}, nil, "", "net.certificate"},
		{"an issuer that only the terminal knows", &root, nil, nil, nil, "", "net.certificate"},
		{"a filter that this machine trusts", &filter, nil, []*x509.Certificate{filter.cert}, []*x509.Certificate{filter.cert}, "net.interception", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			port, _ := serveTLS(t, issue(t, tt.parent, tt.change), tt.above, nil)
			o := testOptions()
			o.Roots = pool(tt.trusted...)
			r := run(t, Target{Host: hostname, Port: port}, o)
			if got := problems(r); got != tt.want {
				t.Errorf("problems %q, want %q", got, tt.want)
			}
			if tt.unknown != "" {
				if c := check(t, r, tt.unknown); c.State != diag.CheckUnknown {
					t.Errorf("%s is %s: %s", c.ID, c.State, c.Reason.EN)
				}
			}
			if r.Reached() != 1 {
				t.Error("not reached")
			}
		})
	}
}

// Nothing but a handshake goes to the host.
func TestNothingIsSentAfterTheHandshake(t *testing.T) {
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		port, after := serveTLS(t, issue(t, nil, nil), nil, func(c *tls.Config) { c.MaxVersion = version })
		run(t, Target{Host: hostname, Port: port}, testOptions())
		if b := <-after; len(b) != 0 {
			t.Errorf("%s: %d bytes were sent", tls.VersionName(version), len(b))
		}
	}
}

// A host that does not speak TLS is sent nothing at all.
func TestNothingIsSentWithoutTLS(t *testing.T) {
	got := make(chan []byte, 10)
	port := serve(t, func(c net.Conn) {
		b, _ := io.ReadAll(c)
		got <- b
	})
	r := run(t, Target{Host: hostname, Port: port, TLS: diag.TLSNo}, testOptions())
	for range 2 {
		if b := <-got; len(b) != 0 {
			t.Errorf("%d bytes were sent", len(b))
		}
	}
	if c := check(t, r, "net.tls"); c.State != diag.CheckSkipped || problems(r) != "" {
		t.Errorf("TLS is %s, problems %q", c.State, problems(r))
	}
}

func TestWhatAnswersInPlaceOfTLS(t *testing.T) {
	read := func(c net.Conn) { _, _ = c.Read(make([]byte, 1024)) }
	say := func(text string) func(net.Conn) {
		return func(c net.Conn) {
			read(c)
			_, _ = io.WriteString(c, text)
		}
	}
	for _, tt := range []struct {
		name   string
		answer func(net.Conn)
		speech Speech
		sure   string // problems where TLS is known to belong
		maybe  string // problems where it is not
	}{
		{"plain HTTP", say("HTTP/1.1 400 Bad Request\r\n\r\n"), SpeechHTTP, "net.tls net.portal", ""},
		{"a sign-in page", say("HTTP/1.1 302 Found\r\nLocation: http://login.hotel.test/?x=1\r\nContent-Length: 0\r\n\r\n"), SpeechHTTP, "net.tls net.portal", "net.portal"},
		{"a sign-in page by its status", say("HTTP/1.1 511 Sign In\r\n\r\n"), SpeechHTTP, "net.tls net.portal", "net.portal"},
		{"a redirect to itself", say("HTTP/1.1 301 Moved\r\nLocation: https://www." + hostname + "/\r\n\r\n"), SpeechHTTP, "net.tls net.portal", ""},
		{"a head that ends in the middle", say("HTTP/1.1 400 Bad"), SpeechHTTP, "net.tls net.portal", ""},
		{"another protocol", say("SSH-2.0-OpenSSH_9.6\r\n"), SpeechOther, "net.tls", ""},
		{"few bytes", say("\x15"), SpeechOther, "net.tls", ""},
		{"hangs up", read, SpeechClosed, "net.tls", ""},
		{"refuses", say("\x15\x03\x01\x00\x02\x02\x28"), SpeechAlert, "net.tls", "net.tls"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			port := serve(t, tt.answer)
			for use, want := range map[diag.TLSUse]string{diag.TLSYes: tt.sure, diag.TLSAuto: tt.maybe} {
				r := run(t, Target{Host: hostname, Port: port, TLS: use}, testOptions())
				if got := r.Hosts[0].Session.Speech; got != tt.speech {
					t.Errorf("it speaks %s, want %s", got, tt.speech)
				}
				if got := problems(r); got != want {
					t.Errorf("tls %q: problems %q, want %q", use, got, want)
				}
			}
		})
	}
	t.Run("silence", func(t *testing.T) {
		port := serve(t, func(c net.Conn) { _, _ = io.Copy(io.Discard, c) })
		o := testOptions()
		o.Timeout = time.Second
		r := run(t, Target{Host: hostname, Port: port, TLS: diag.TLSYes}, o)
		if got := r.Hosts[0].Session.Speech; got != SpeechSilent || problems(r) != "net.tls" {
			t.Errorf("it speaks %s, problems %q", got, problems(r))
		}
	})
}

func TestOldAndGuardedTLS(t *testing.T) {
	leaf := issue(t, nil, nil)
	o := testOptions()
	o.Roots = pool(leaf.cert)
	t.Run("TLS 1.0", func(t *testing.T) {
		port, _ := serveTLS(t, leaf, nil, func(c *tls.Config) { c.MaxVersion = tls.VersionTLS10 })
		if got := problems(run(t, Target{Host: hostname, Port: port}, o)); got != "net.tls" {
			t.Errorf("problems %q", got)
		}
	})
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		t.Run("a client certificate, "+tls.VersionName(version), func(t *testing.T) {
			port, _ := serveTLS(t, leaf, nil, func(c *tls.Config) {
				c.MaxVersion, c.ClientAuth = version, tls.RequireAnyClientCert
			})
			r := run(t, Target{Host: hostname, Port: port}, o)
			if s := r.Hosts[0].Session; !s.WantsCertificate || len(s.Chain) != 1 {
				t.Errorf("session %+v", s)
			}
			if got := problems(r); got != "" {
				t.Errorf("problems %q: only the terminal can show a certificate", got)
			}
		})
	}
}

// clockwork puts a time at the head of everything it gives, as hosts do that
// state the time in their handshakes.
type clockwork struct{ at time.Time }

func (c clockwork) Read(p []byte) (int, error) {
	n, err := rand.Read(p)
	if n >= 4 {
		binary.BigEndian.PutUint32(p, uint32(c.at.Unix()))
	}
	return n, err
}

func TestTheTimeInAHandshake(t *testing.T) {
	leaf := issue(t, nil, func(c *x509.Certificate) { c.NotAfter = today.AddDate(0, 3, 0) })
	o := testOptions()
	o.Roots = pool(leaf.cert)
	for _, tt := range []struct {
		name    string
		version uint16
		skew    time.Duration // of this machine
		state   diag.CheckState
		want    string
	}{
		{"right", tls.VersionTLS12, 2 * time.Second, diag.CheckOK, ""},
		{"a year ahead", tls.VersionTLS12, 365 * 24 * time.Hour, diag.CheckProblem, "net.clock"},
		{"an hour behind", tls.VersionTLS12, -time.Hour, diag.CheckProblem, "net.clock"},
		{"TLS 1.3 has no time", tls.VersionTLS13, time.Hour, diag.CheckUnknown, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			port, _ := serveTLS(t, leaf, nil, func(c *tls.Config) { c.MaxVersion, c.Rand = tt.version, clockwork{today} })
			o.Now = func() time.Time { return today.Add(tt.skew) }
			r := run(t, Target{Host: hostname, Port: port}, o)
			if c := check(t, r, "net.clock"); c.State != tt.state || problems(r) != tt.want {
				t.Errorf("%s: %s; problems %q", c.State, c.Reason.EN, problems(r))
			}
		})
	}
	for n := range randomAt + 4 {
		if _, ok := statedTime(append([]byte{recordHandshake, 3, 3, 0, 0, serverHello}, make([]byte, 20)...)[:n], tls.VersionTLS12); ok {
			t.Errorf("%d bytes are not enough", n)
		}
	}
}

func TestConnecting(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := netip.MustParseAddrPort(l.Addr().String()).Port()
	l.Close()
	r := run(t, Target{Host: "127.0.0.1", Port: closed}, Options{Count: 1, Resolver: names{err: errors.New("not asked")}})
	if got := r.Hosts[0].Attempts[0].Outcome; got != Refused || r.Reached() != 0 || problems(r) != "net.connect" {
		t.Errorf("outcome %s, problems %q", got, problems(r))
	}
	for _, id := range []string{"net.name", "net.loss", "net.delay", "net.tls", "net.certificate", "net.clock"} {
		if c := check(t, r, id); c.State != diag.CheckSkipped || c.Reason.IsZero() {
			t.Errorf("%s is %s (%q); skipped is never ok", id, c.State, c.Reason.EN)
		}
	}
}

func TestTheContextEndsARun(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Run(ctx, []Target{{Host: hostname, Port: 443}}, testOptions()); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// An outage of some connects is loss, and each is counted.
type flaky struct {
	loopback
	calls *int
}

func (f flaky) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	if *f.calls++; *f.calls == 3 {
		return nil, context.DeadlineExceeded
	}
	return f.loopback.DialContext(ctx, network, address)
}

func TestLoss(t *testing.T) {
	port := serve(t, func(net.Conn) {})
	o := testOptions()
	o.Count, o.Dialer = 4, flaky{calls: new(int)}
	r := run(t, Target{Host: hostname, Port: port, TLS: diag.TLSNo}, o)
	if got := problems(r); got != "net.loss" || r.Hosts[0].Failed() != 1 || len(r.Hosts[0].Repeats) != 4 {
		t.Errorf("problems %q, repeats %+v", got, r.Hosts[0].Repeats)
	}
}

func TestAnAddressThatTheCertificateDoesNotKnow(t *testing.T) {
	leaf := issue(t, nil, nil)
	port, _ := serveTLS(t, leaf, nil, nil)
	o := testOptions()
	o.Roots = pool(leaf.cert)
	r := run(t, Target{Host: "127.0.0.1", Port: port}, o)
	if c := check(t, r, "net.certificate_name"); c.State != diag.CheckSkipped || !strings.Contains(c.Reason.EN, hostname) {
		t.Errorf("%s: %s", c.State, c.Reason.EN)
	}
}

// What a host says about itself cannot act on the screen.
func TestNamesOfCertificatesAreCleaned(t *testing.T) {
	leaf := issue(t, nil, func(c *x509.Certificate) { c.Subject = pkix.Name{CommonName: "a\x1b[2Jb\u202e"} })
	port, _ := serveTLS(t, leaf, nil, nil)
	o := testOptions()
	o.Roots = pool()
	if c := check(t, run(t, Target{Host: hostname, Port: port}, o), "net.certificate"); !strings.HasPrefix(c.Reason.EN, "ab signed") {
		t.Errorf("%q", c.Reason.EN)
	}
}

func TestEveryTextIsWrittenInBothLanguages(t *testing.T) {
	port := serve(t, func(c net.Conn) { fmt.Fprint(c, "HTTP/1.1 400 x\r\n\r\n") })
	seen := 0
	for _, target := range []Target{{Host: hostname, Port: port, TLS: diag.TLSYes}, {Host: "127.0.0.1", Port: 1}} {
		r := run(t, target, testOptions())
		for _, c := range append(r.Hosts[0].Checks, r.Checks...) {
			texts := append([]codes.Text{c.Title, c.Reason}, c.Causes...)
			for _, rem := range c.Remedies {
				texts = append(texts, rem.Do)
			}
			for _, text := range texts {
				seen++
				if text.EN == "" || text.ZH == "" || strings.Contains(text.EN+text.ZH, "%!") {
					t.Errorf("%s: %+v", c.ID, text)
				}
			}
			if c.State == diag.CheckProblem && (len(c.Causes) == 0 || len(c.Remedies) == 0) {
				t.Errorf("%s: a problem without causes or remedies", c.ID)
			}
		}
	}
	if seen < 50 {
		t.Errorf("only %d texts", seen)
	}
}
