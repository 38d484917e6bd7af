package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/netprobe"
	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/ui"
)

// oneAddress resolves every name but those that begin with "no".
type oneAddress struct{}

func (oneAddress) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	if strings.HasPrefix(host, "no") {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	return []netip.Addr{netip.MustParseAddr("93.184.216.34")}, nil
}

// ports leads well-known ports to servers of the test; other ports refuse.
type ports map[string]string

func (p ports) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	to := p[port]
	if to == "" {
		return nil, &net.OpError{Op: "dial", Err: context.DeadlineExceeded}
	}
	var d net.Dialer
	return d.DialContext(ctx, network, to)
}

var bankCertificate = &x509.Certificate{
	SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Test Bank"}, DNSNames: []string{"example.com"},
	NotBefore: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2027, 7, 1, 0, 0, 0, 0, time.UTC),
}

// hosts gives a world with a TLS host on port 8443, whose certificate is for
// example.com, and a plain web page on port 443.
func hosts(t *testing.T) func(*world) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.CreateCertificate(rand.Reader, bankCertificate, bankCertificate, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(cert)
	secure := httptest.NewUnstartedServer(http.NotFoundHandler())
	secure.Config.ErrorLog = log.New(io.Discard, "", 0) // connections without a handshake are what is tested
	secure.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
	secure.StartTLS()
	page := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(secure.Close)
	t.Cleanup(page.Close)
	return func(w *world) {
		w.Net = netprobe.Options{
			Resolver: oneAddress{}, Dialer: ports{"8443": secure.Listener.Addr().String(), "443": page.Listener.Addr().String()},
			Roots: roots, Wait: func(context.Context, time.Duration) error { return nil },
		}
	}
}

func TestNetScreens(t *testing.T) {
	for name, args := range map[string][]string{
		"net-fine":    {"example.com:8443"},
		"net-trouble": {"example.com:8443", "pay.bank.com:443", "nowhere.bank.com:8443"},
		"net-dead":    {"pay.bank.com:9000"},
	} {
		for _, way := range [][]string{{"en"}, {"zh"}, {"zh", "--plain"}} {
			file := "testdata/golden/" + name + "." + strings.Join(way, "") + ".txt"
			t.Run(file, func(t *testing.T) {
				got := runWith(t.Context(), t, hosts(t), append(append([]string{"net", "--lang"}, way...), args...)...)
				if *update {
					if err := os.WriteFile(file, []byte(got.out), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if d := cmp.Diff(string(want), got.out); d != "" {
					t.Errorf("the screen changed (-want +got):\n%s", d)
				}
				for line := range strings.Lines(got.out) {
					if len(way) == 1 && ui.Width(strings.TrimRight(line, "\n")) > 80 {
						t.Errorf("wider than 80 columns: %q", line)
					}
				}
			})
		}
	}
}

func TestNetExitCodes(t *testing.T) {
	at := hosts(t)
	for _, tt := range []struct {
		args string
		code int
		says string // on stderr
	}{
		{"example.com:8443", exitClean, ""},
		{"other.com:8443", exitAttention, ""},
		{"example.com:8443 example.com:1", exitAttention, ""},
		{"example.com:1", exitTerminal, "no host could be reached"},
		{"nowhere.com:443 --format json", exitTerminal, "no host could be reached"},
		{"", exitTerminal, "needs a host"},
		{"example.com", exitUsage, "8443"},
		{"https://example.com/", exitUsage, "no host with a port"},
		{"example.com:8443 --count 101", exitUsage, "from 1 to 100"},
		{"example.com:8443 --count 0", exitUsage, "whole number"},
	} {
		got := runWith(t.Context(), t, at, append([]string{"net"}, strings.Fields(tt.args)...)...)
		if got.code != tt.code || !strings.Contains(got.err, tt.says) || (tt.says == "") != (got.err == "") {
			t.Errorf("%q: exit code %d, stderr %q; want %d", tt.args, got.code, got.err, tt.code)
		}
	}
}

func TestNetTakesTheHostsOfTheProfile(t *testing.T) {
	dir := t.TempDir()
	profile := filepath.Join(dir, "posdoctor.yaml")
	if err := os.WriteFile(profile, []byte("hosts:\n  - {name: acquirer, address: \"example.com:8443\", tls: true}\n  - {name: plain, address: \"pay.bank.com:443\", tls: false}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	got := runWith(t.Context(), t, func(w *world) { hosts(t)(w); w.Dir = dir }, "net")
	if got.code != exitClean || !strings.Contains(got.out, "acquirer (example.com:8443)") || !strings.Contains(got.out, "plain (pay.bank.com:443)") {
		t.Errorf("exit code %d\n%s%s", got.code, got.out, got.err)
	}
	// A host that is named as in the profile is treated as the profile says.
	got = runWith(t.Context(), t, func(w *world) { hosts(t)(w); w.Dir = dir }, "net", "pay.bank.com:443")
	if got.code != exitClean || !strings.Contains(got.out, "this host does not speak TLS") {
		t.Errorf("exit code %d\n%s%s", got.code, got.out, got.err)
	}
}

func TestNetFollowsItsSchema(t *testing.T) {
	schema := compile(t, "net")
	at := hosts(t)
	for _, args := range [][]string{
		{"example.com:8443"},
		{"example.com:8443", "pay.bank.com:443", "nowhere.bank.com:8443", "pay.bank.com:9"},
	} {
		got := runWith(t.Context(), t, at, append([]string{"net", "--format", "json"}, args...)...)
		validate(t, schema, got)
	}
}

func TestNetIsInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	got := runWith(ctx, t, func(w *world) {
		hosts(t)(w)
		w.Net.Wait = func(context.Context, time.Duration) error {
			cancel()
			return errors.New("ended")
		}
	}, "net", "example.com:8443")
	if got.code != exitInterrupted || got.out != "" {
		t.Errorf("exit code %d, stdout %q", got.code, got.out)
	}
}
