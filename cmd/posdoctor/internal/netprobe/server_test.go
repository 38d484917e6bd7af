package netprobe

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"math/big"
	"net"
	"net/netip"
	"testing"
	"time"
)

// The day on which these tests play, and the name and the address under which
// hosts are known. The dialer leads the address to the loopback.
var (
	today  = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	public = netip.MustParseAddr("93.184.216.34")
)

const hostname = "pay.bank.test"

// authority issues certificates.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func newKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// issue makes a certificate; a nil parent signs itself.
func issue(t *testing.T, parent *authority, change func(*x509.Certificate)) authority {
	t.Helper()
	key := newKey(t)
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: hostname}, DNSNames: []string{hostname},
		NotBefore: today.AddDate(0, -2, 0), NotAfter: today.AddDate(1, 0, 0), KeyUsage: x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	if change != nil {
		change(c)
	}
	signer, signed := key, c
	if parent != nil {
		signer, signed = parent.key, parent.cert
	}
	der, err := x509.CreateCertificate(rand.Reader, c, signed, &key.PublicKey, signer)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return authority{cert, key}
}

func issuer(t *testing.T, parent *authority, name string) authority {
	t.Helper()
	return issue(t, parent, func(c *x509.Certificate) {
		c.Subject, c.DNSNames, c.ExtKeyUsage = pkix.Name{CommonName: name}, nil, nil
		c.IsCA, c.BasicConstraintsValid, c.KeyUsage = true, true, x509.KeyUsageCertSign
		c.NotBefore, c.NotAfter = today.AddDate(-5, 0, 0), today.AddDate(10, 0, 0)
	})
}

func pool(certs ...*x509.Certificate) *x509.CertPool {
	p := x509.NewCertPool()
	for _, c := range certs {
		p.AddCert(c)
	}
	return p
}

// serve answers each connection on a loopback port until the test ends.
func serve(t *testing.T, answer func(net.Conn)) uint16 {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				answer(c)
			}()
		}
	}()
	return netip.MustParseAddrPort(l.Addr().String()).Port()
}

// serveTLS answers with TLS as configured and reports every byte that comes
// after the handshake.
func serveTLS(t *testing.T, leaf authority, above []*x509.Certificate, change func(*tls.Config)) (port uint16, after chan []byte) {
	t.Helper()
	cert := tls.Certificate{Certificate: [][]byte{leaf.cert.Raw}, PrivateKey: leaf.key}
	for _, c := range above {
		cert.Certificate = append(cert.Certificate, c.Raw)
	}
	cfg := &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS10}
	if change != nil {
		change(cfg)
	}
	after = make(chan []byte, 100)
	return serve(t, func(c net.Conn) {
		s := tls.Server(c, cfg)
		if s.Handshake() != nil {
			return
		}
		b, _ := io.ReadAll(s)
		after <- b
	}), after
}

// names is a resolver of one name.
type names struct {
	addresses []netip.Addr
	err       error
}

func (n names) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	return n.addresses, n.err
}

// loopback leads public addresses to this machine.
type loopback struct{}

func (loopback) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	var d net.Dialer
	return d.DialContext(ctx, network, net.JoinHostPort("127.0.0.1", port))
}

func testOptions() Options {
	return Options{
		Count: 2, Timeout: 10 * time.Second, Resolver: names{addresses: []netip.Addr{public}}, Dialer: loopback{},
		Now: func() time.Time { return today }, Wait: func(context.Context, time.Duration) error { return nil },
	}
}
