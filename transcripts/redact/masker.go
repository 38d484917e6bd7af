package redact

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"github.com/posdoctor/posdoctor/transcripts"
)

// Masker masks under one run key. The key only tells cards apart within the
// run and is never written.
type Masker struct{ key []byte }

// New gives a masker; key is random and dies with the run.
func New(key []byte) *Masker { return &Masker{key: key} }

// PAN masks a primary account number: first 6 and last 4 of 14 digits and more,
// only the last 4 of shorter ones (PCI FAQ 1091).
func (m *Masker) PAN(digits string) transcripts.Card {
	n := len(digits)
	if n < 8 {
		return transcripts.Card{}
	}
	head := 6
	if n < 14 {
		head = 0
	}
	mac := hmac.New(sha256.New, m.key)
	mac.Write([]byte(digits))
	return transcripts.Card{
		Masked: digits[:head] + strings.Repeat("*", n-head-4) + digits[n-4:],
		Token:  base64.RawStdEncoding.EncodeToString(mac.Sum(nil)[:12]),
	}
}
