package iso

import (
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/emv"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// card names the card from field 2, else from the number part of track 2. The
// clear number lives in this call only.
func (r *record) card(masker *redact.Masker) transcripts.Card {
	if b := r.vals[2]; len(b) > 0 {
		return cardOf(b, masker)
	}
	if b := trackNumber(r.vals[35]); b != nil && !r.trackEncrypted() {
		return cardOf(b, masker)
	}
	return transcripts.Card{}
}

// trackEncrypted reads digit 3 of field 53 of the Chinese dialect (pos8583,
// section 4): the track is then no card number, whatever it looks like.
func (r *record) trackEncrypted() bool {
	b := r.vals[53]
	return r.lay.id == "cnpos" && len(b) >= 3 && b[2] != '0'
}

// trackNumber gives what stands before the separator of track 2, nil when that
// cannot be a card number.
func trackNumber(b []byte) []byte {
	if len(b) > 0 && b[0] == ';' {
		b = b[1:]
	}
	for i, c := range b {
		if c == '=' || c == 'D' || c == 'd' {
			if i < 12 || i > 19 || !panForm(b[:i]) {
				return nil
			}
			return b[:i]
		}
		if i >= 19 {
			return nil
		}
	}
	return nil
}

// cardOf masks a number, or brings one that was masked before into the one
// form that posdoctor shows: first 6 and last 4 with stars between, no token.
func cardOf(b []byte, masker *redact.Masker) transcripts.Card {
	if len(b) < 8 {
		return transcripts.Card{}
	}
	if isDigits(b) {
		return masker.PAN(string(b))
	}
	if !panForm(b) {
		return transcripts.Card{}
	}
	head := 6
	if len(b) < 14 {
		head = 0
	}
	out := make([]byte, len(b))
	for i, c := range b {
		out[i] = c
		if isMask(c) || (i >= head && i < len(b)-4) {
			out[i] = '*'
		}
	}
	return transcripts.Card{Masked: string(out)}
}

// chipBytes gives the TLV bytes of field 55: as they are, or written as hex
// characters.
func (r *record) chipBytes() []byte {
	b := r.vals[55]
	if plain, ok := unhex(b); ok {
		return plain
	}
	return b
}

// chip fills what card and terminal decided, and the card where nothing else
// names it.
func (r *record) chip(m *transcripts.Message, masker *redact.Masker) {
	data := r.chipBytes()
	if len(data) == 0 {
		return
	}
	var buf [96]byte
	text := buf[:0]
	var parts [7][2]int // CID, TVR, TSI, AC, ATC, results, ARC
	var pan, track []byte
	keepPart := func(i int, v []byte, most int) {
		if len(v) > most {
			return
		}
		start := len(text)
		if i == 6 && isPrintable(v) {
			text = append(text, v...)
		} else {
			text = appendHex(text, v)
		}
		parts[i] = [2]int{start, len(text)}
	}
	emv.Walk(data, func(tag uint32, v []byte) bool {
		switch tag {
		case 0x9F27:
			keepPart(0, v, 1)
		case 0x95:
			keepPart(1, v, 5)
		case 0x9B:
			keepPart(2, v, 2)
		case 0x9F26:
			keepPart(3, v, 8)
		case 0x9F36:
			keepPart(4, v, 2)
		case 0x9F34:
			keepPart(5, v, 3)
		case 0x8A:
			keepPart(6, v, 2)
		case 0x5A:
			pan = v
		case 0x57:
			track = v
		}
		return true
	})
	s := string(text)
	at := func(i int) string { return s[parts[i][0]:parts[i][1]] }
	m.EMV = transcripts.EMV{CID: at(0), TVR: at(1), TSI: at(2), AC: at(3), ATC: at(4), Results: at(5), ARC: at(6)}
	if m.Card == (transcripts.Card{}) {
		m.Card = chipCard(pan, track, masker)
	}
}

func chipCard(pan, track []byte, masker *redact.Masker) transcripts.Card {
	digits := appendHex(nil, pan)
	if n := len(digits); n > 0 && digits[n-1] == 'F' && (n < 2 || digits[n-2] != 'F') {
		digits = digits[:n-1]
	}
	switch n := len(digits); {
	case n < 12 || n > 20:
	case isDigits(digits):
		return masker.PAN(string(digits))
	case isDigits(digits[:1]) && panForm(digits):
		return cardOf(digits, masker) // hidden in part by whoever wrote the log
	}
	if b := trackNumber(appendHex(nil, track)); b != nil {
		return cardOf(b, masker)
	}
	return transcripts.Card{}
}

func appendHex(dst, b []byte) []byte {
	for _, c := range b {
		p := hexPairs[c]
		dst = append(dst, p[0], p[1])
	}
	return dst
}
