package netprobe

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// maxHeard bounds what is kept of an answer, in bytes: enough for the first
// records of a handshake and the head of an HTTP answer.
const maxHeard = 8 << 10

// greet sends a TLS greeting and reads the answer. A host that states its time
// in the handshake is greeted once more: only two statements that agree are a
// clock and no chance.
func greet(ctx context.Context, t Target, at netip.AddrPort, o Options) *Session {
	s := handshake(ctx, t, at, o)
	if s.Speech == SpeechTLS && len(s.Readings) > 0 {
		s.Readings = append(s.Readings, handshake(ctx, t, at, o).Readings...)
	}
	return s
}

func handshake(ctx context.Context, t Target, at netip.AddrPort, o Options) *Session {
	raw, attempt := dial(ctx, at, o)
	if attempt.Outcome != Reached {
		return &Session{Speech: SpeechClosed}
	}
	defer raw.Close()
	ctx, cancel := context.WithTimeout(ctx, o.Timeout)
	defer cancel()
	s := &Session{}
	heard := &ear{Conn: raw}
	conn := tls.Client(heard, &tls.Config{
		ServerName: t.Host,
		// The certificate is judged afterwards, so that each thing wrong with it
		// is told; nothing is sent over this connection.
		InsecureSkipVerify: true,
		MinVersion:         tls.VersionTLS10, // to say that a host is that old
		CipherSuites:       everySuite(),
		VerifyPeerCertificate: func(chain [][]byte, _ [][]*x509.Certificate) error {
			for _, der := range chain {
				if c, err := x509.ParseCertificate(der); err == nil {
					s.Chain = append(s.Chain, c)
				}
			}
			return nil
		},
		GetClientCertificate: func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
			s.WantsCertificate = true
			return &tls.Certificate{}, nil
		},
	})
	err := conn.HandshakeContext(ctx)
	here := o.Now()
	if err == nil {
		s.Speech, s.Version = SpeechTLS, conn.ConnectionState().Version
		if there, ok := statedTime(heard.bytes, s.Version); ok {
			s.Readings = []Reading{{here, there}}
		}
		return s
	}
	var (
		remote *net.OpError
		record tls.RecordHeaderError
	)
	switch {
	case errors.As(err, &remote) && remote.Op == "remote error":
		s.Speech, s.Alert = SpeechAlert, strings.TrimPrefix(remote.Err.Error(), "tls: ")
	case errors.As(err, &record) && bytes.HasPrefix(heard.bytes, []byte("HTTP/")):
		s.Speech, s.HTTP = SpeechHTTP, httpAnswer(raw, heard.bytes, o)
		if !s.HTTP.Date.IsZero() {
			s.Readings = []Reading{{here, s.HTTP.Date}}
		}
	case errors.As(err, &record):
		s.Speech = SpeechOther
	case ctx.Err() != nil && len(heard.bytes) == 0:
		s.Speech = SpeechSilent
	case len(heard.bytes) > 0 && heard.bytes[0] == recordHandshake:
		// A handshake that this side cannot go along with.
		s.Speech = SpeechAlert
	case len(heard.bytes) > 0:
		s.Speech = SpeechOther
	default:
		s.Speech = SpeechClosed
	}
	return s
}

// everySuite names the weak ciphers too: an old host is to be recognised, not
// taken for one that does not speak TLS.
func everySuite() []uint16 {
	var ids []uint16
	for _, c := range append(tls.CipherSuites(), tls.InsecureCipherSuites()...) {
		ids = append(ids, c.ID)
	}
	return ids
}

// ear keeps what the other side said first.
type ear struct {
	net.Conn
	bytes []byte
}

func (e *ear) Read(p []byte) (int, error) {
	n, err := e.Conn.Read(p)
	e.bytes = append(e.bytes, p[:min(n, maxHeard-len(e.bytes))]...)
	return n, err
}

const (
	recordHandshake = 22 // RFC 5246, A.1
	serverHello     = 2  // RFC 5246, A.4
	randomAt        = 11 // record head 5, handshake head 4, version 2
)

// statedTime reads the time at the head of the host's random value, where TLS
// up to 1.2 has it (RFC 5246, 7.4.1.2). Many hosts put chance there instead.
func statedTime(heard []byte, version uint16) (time.Time, bool) {
	if version > tls.VersionTLS12 || len(heard) < randomAt+4 || heard[0] != recordHandshake || heard[5] != serverHello {
		return time.Time{}, false
	}
	return time.Unix(int64(binary.BigEndian.Uint32(heard[randomAt:])), 0).UTC(), true
}

// hearing is the one side of a connection that may be handed on.
type hearing func(b []byte) (int, error)

// Read implements [io.Reader].
func (h hearing) Read(b []byte) (int, error) { return h(b) }

// httpAnswer reads the head of an HTTP answer of which the beginning was heard.
func httpAnswer(raw net.Conn, heard []byte, o Options) *HTTPAnswer {
	// A host that does not finish its head is read as far as it got.
	_ = raw.SetReadDeadline(time.Now().Add(o.Timeout))
	in := bufio.NewReader(io.LimitReader(io.MultiReader(bytes.NewReader(heard), hearing(raw.Read)), maxHeard))
	out := &HTTPAnswer{}
	r, err := http.ReadResponse(in, nil)
	if err != nil {
		return out
	}
	r.Body.Close()
	out.Status = r.StatusCode
	if u, err := url.Parse(r.Header.Get("Location")); err == nil {
		out.Location = redact.Clean(u.Hostname())
	}
	if at, err := http.ParseTime(r.Header.Get("Date")); err == nil {
		out.Date = at
	}
	return out
}
