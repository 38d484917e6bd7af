package stamp

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// authority is a time stamp authority of this test, made by OpenSSL.
type authority struct {
	t   *testing.T
	dir string
}

const config = `
[tsa]
default_tsa = tsa1
[tsa1]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
[req]
distinguished_name = dn
[dn]
[tsa_ext]
extendedKeyUsage = critical,timeStamping
`

func newAuthority(t *testing.T, key ...string) authority {
	t.Helper()
	if _, err := exec.LookPath("openssl"); err != nil {
		t.Skip("openssl is not installed")
	}
	a := authority{t, t.TempDir()}
	a.write("tsa.cnf", config)
	a.write("serial", "01\n")
	a.run(append([]string{"req", "-config", "tsa.cnf", "-x509", "-nodes", "-subj", "/CN=Test Time Stamps", "-extensions", "tsa_ext", "-keyout", "key.pem", "-out", "cert.pem", "-days", "2"}, key...)...)
	return a
}

func (a authority) write(name, body string) {
	a.t.Helper()
	if err := os.WriteFile(filepath.Join(a.dir, name), []byte(body), 0o600); err != nil {
		a.t.Fatal(err)
	}
}

func (a authority) run(args ...string) {
	a.t.Helper()
	cmd := exec.CommandContext(a.t.Context(), "openssl", args...)
	cmd.Dir = a.dir
	if out, err := cmd.CombinedOutput(); err != nil {
		a.t.Fatalf("openssl %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// reply answers a request for a message.
func (a authority) reply(message string, query ...string) []byte {
	a.t.Helper()
	a.write("message", message)
	a.run(append([]string{"ts", "-query", "-data", "message", "-out", "q.tsq"}, query...)...)
	a.run("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "q.tsq", "-signer", "cert.pem", "-inkey", "key.pem", "-out", "r.tsr")
	b, err := os.ReadFile(filepath.Join(a.dir, "r.tsr"))
	if err != nil {
		a.t.Fatal(err)
	}
	return b
}

var keys = map[string][]string{
	"RSA":   {"-newkey", "rsa:2048"},
	"ECDSA": {"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"},
}

func TestRepliesOfOpenSSL(t *testing.T) {
	for kind, key := range keys {
		a := newAuthority(t, key...)
		for name, tt := range map[string]struct {
			query []string
			by    string
		}{
			"as posdoctor asks":       {[]string{"-sha256", "-cert", "-no_nonce"}, "Test Time Stamps"},
			"with a nonce":            {[]string{"-sha256", "-cert"}, "Test Time Stamps"},
			"another digest":          {[]string{"-sha512", "-cert"}, "Test Time Stamps"},
			"without the certificate": {[]string{"-sha256"}, ""},
		} {
			t.Run(kind+" "+name, func(t *testing.T) {
				s, err := Read(a.reply("the message", tt.query...))
				if err != nil {
					t.Fatal(err)
				}
				if !s.Covers([]byte("the message")) || s.Covers([]byte("another")) || s.Authority != tt.by || time.Since(s.Time).Abs() > time.Hour {
					t.Errorf("got %+v", s)
				}
			})
		}
	}
}

func TestRepliesThatProveNothing(t *testing.T) {
	a := newAuthority(t, keys["RSA"]...)
	good := a.reply("m", "-sha256", "-cert")
	refused := a.reply("m", "-sha1", "-cert") // not among the digests of this authority
	for name, tt := range map[string]struct {
		reply []byte
		want  error
	}{
		"nothing":        {nil, ErrForm},
		"no reply":       {[]byte("4111111111111111"), ErrForm},
		"half":           {good[:len(good)/2], ErrForm},
		"more behind it": {append(bytes.Clone(good), 0), ErrForm},
		"refused":        {refused, ErrRefused},
		"another time":   {anotherTime(t, good), ErrSignature},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Read(tt.reply); !errors.Is(err, tt.want) {
				t.Errorf("error %v, want %v", err, tt.want)
			}
		})
	}
}

// anotherTime makes the reply say the year 2009.
func anotherTime(t *testing.T, b []byte) []byte {
	t.Helper()
	year := []byte(time.Now().UTC().Format("20060102"))
	if bytes.Count(b, year) == 0 {
		t.Fatal("the reply does not tell its time")
	}
	return bytes.ReplaceAll(b, year, append([]byte("2009"), year[4:]...))
}

// TestNoByteOfAReplyCanBeChanged flips every byte: the reply is refused, or says
// the same of the message, the time and the authority.
func TestNoByteOfAReplyCanBeChanged(t *testing.T) {
	good := newAuthority(t, keys["ECDSA"]...).reply("m", "-sha256", "-cert")
	want, err := Read(good)
	if err != nil {
		t.Fatal(err)
	}
	for i := range good {
		for _, bit := range []byte{1, 0x20, 0x80} {
			b := bytes.Clone(good)
			b[i] ^= bit
			got, err := Read(b)
			if err == nil && got.Authority != "" && (!got.Time.Equal(want.Time) || got.Authority != want.Authority || !got.Covers([]byte("m"))) {
				t.Errorf("byte %d: %+v", i, got)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte{0x30, 0x03, 0x02, 0x01, 0x02})
	f.Fuzz(func(_ *testing.T, b []byte) {
		if s, err := Read(b); err == nil {
			s.Covers(nil)
		}
	})
}
