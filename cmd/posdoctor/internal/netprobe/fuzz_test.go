package netprobe

import (
	"crypto/tls"
	"net"
	"strings"
	"testing"
	"unicode"
)

// What a host answers to a greeting is anybody's bytes.
func FuzzAnswers(f *testing.F) {
	for _, seed := range []string{
		"HTTP/1.1 302 Found\r\nLocation: http://login.test/\r\nDate: Sun, 22 Nov 2026 10:00:00 GMT\r\n\r\n", "HTTP/1.1 511 x\r\n\r\n", "HTTP/", "HTTP/1.1 200 OK\r\nLocation: ://\x1b[2J\r\n\r\n",
		"\x16\x03\x03\x00\x2a\x02\x00\x00\x26\x03\x03\x69\x21\x00\x00", "",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, heard []byte) {
		a, b := net.Pipe()
		b.Close()
		defer a.Close()
		got := httpAnswer(a, heard, testOptions())
		if strings.ContainsFunc(got.Location, unicode.IsControl) {
			t.Errorf("control bytes in %q", got.Location)
		}
		_, _ = statedTime(heard, tls.VersionTLS12)
	})
}

func FuzzParseAddress(f *testing.F) {
	for _, seed := range []string{"pay.bank.test:443", "[::1]:1", "[::1", ":1", "a:b", "[fe80::1%eth0]:1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		host, port, ok := ParseAddress(s)
		if ok && (host == "" || port == 0) {
			t.Errorf("%q: host %q, port %d", s, host, port)
		}
	})
}
