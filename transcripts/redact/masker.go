package redact

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"hash"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/posdoctor/posdoctor/transcripts"
)

// The most digits of a card number that may be seen, and the number of digits
// from which on the first six may be among them (PCI FAQ 1091: six and four of
// thirteen digits would leave a hundred candidates).
const (
	seenHead  = 6
	seenTail  = 4
	fullShown = 14
	shortest  = 12
	longest   = 19
)

// Masker masks under one run key. The key only tells cards apart within the
// run and is never written. A Masker may be used by several goroutines.
type Masker struct {
	key    []byte
	macs   sync.Pool // keyed digests, for they are dear to make
	counts [kinds]atomic.Int64
}

// New gives a masker; key is random and dies with the run.
func New(key []byte) *Masker { return &Masker{key: key} }

// PAN masks a primary account number: first 6 and last 4 of 14 digits and more,
// only the last 4 of 12 and 13. What no card number is as long as, or holds
// anything but digits, is all stars and carries no token.
func (m *Masker) PAN(digits string) transcripts.Card {
	if digits == "" {
		return transcripts.Card{}
	}
	m.count(kindPAN)
	if n := len(digits); n < shortest || n > longest || !allDigits(digits) {
		return transcripts.Card{Masked: strings.Repeat("*", n)}
	}
	return transcripts.Card{Masked: truncate(digits), Token: m.token(digits)}
}

// token is the keyed digest that stands for a number within the run.
func (m *Masker) token(digits string) string {
	mac, ok := m.macs.Get().(hash.Hash)
	if !ok {
		mac = hmac.New(sha256.New, m.key)
	}
	defer m.macs.Put(mac)
	mac.Reset()
	var number [longest]byte
	mac.Write(number[:copy(number[:], digits)])
	var sum [sha256.Size]byte
	return base64.RawStdEncoding.EncodeToString(mac.Sum(sum[:0])[:12])
}

// Counts says how much was masked so far, by kind: "pan", "track", "pin"
// (PINs, PIN blocks, verification codes, expiry dates), "key", "personal". Kinds
// that never came up are left out.
func (m *Masker) Counts() map[string]int64 {
	out := map[string]int64{}
	for k, name := range kindNames {
		if n := m.counts[k].Load(); n > 0 {
			out[name] = n
		}
	}
	return out
}

// DroppedTrack counts magnetic stripe data that a decoder found in its field and
// dropped whole.
func (m *Masker) DroppedTrack() { m.count(kindTrack) }

func (m *Masker) count(k kind) { m.counts[k].Add(1) }

// kind is what a masked stretch was.
type kind uint8

const (
	kindPAN kind = iota
	kindTrack
	kindPIN
	kindKey
	kindPersonal
	kinds
)

var kindNames = [kinds]string{"pan", "track", "pin", "key", "personal"}

// truncate is the one truncation format, for a number of digits and stars.
func truncate(number string) string {
	head, n := seenHead, len(number)
	if n < fullShown {
		head = 0
	}
	return number[:head] + strings.Repeat("*", n-head-seenTail) + number[n-seenTail:]
}

func allDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return true
}

func isDigit(c byte) bool { return c-'0' <= 9 }
