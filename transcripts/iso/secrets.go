package iso

import (
	"errors"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/emv"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// Secret is a stretch of a message that may not be in a copy of it, in nibbles
// (half bytes) from its first byte.
type Secret struct {
	From, To int
	Kind     string // as in [redact.Masker.Counts]; "other" for values that nobody knows
	// Card names the card whose number this is a part of; zero for anything else.
	Card transcripts.Card
}

// Secrets tells what of a message a copy must hide: the middle of card numbers,
// what PCI DSS 3.3.1 forbids to keep, and every value that no rule releases.
// Length headers are never among it, so that a copy with these nibbles hidden
// (see [ParseHex]) is still a message, of the same fields. Where a message could
// not be read to its end, all that follows is secret. False means that the bytes
// are no message; then nothing is known of them. It guesses as Read does.
func (r *Reader) Secrets(raw []byte) ([]Secret, bool) {
	if len(raw) > maxMessage || r.dialect != "" && !Known(r.dialect) {
		return nil, false
	}
	defer r.rec.forget()
	g, data, ok := r.again(raw)
	if !ok {
		best, d, _, _ := r.rec.choose(raw, r.dialect, r.last.lay)
		if best == nil {
			return nil, false
		}
		data = d
		g, _ = r.rec.try(data, best.frame, best.lay)
	}
	body := data[g.frame.start:g.frame.end]
	h := hider{masker: r.masker, rec: &r.rec, lay: g.lay, base: g.frame.start, body: body, u: unpack(g.lay, body)}
	for _, id := range h.u.ids {
		h.field(id)
	}
	h.rest()
	if end := g.frame.end; g.frame.length == lengthSTX && end+1 < len(data) && len(h.out) > 0 {
		h.hide(2*end+2, 2*end+4, secretOther) // the check byte would tell two digits
	}
	if len(data) != len(raw) { // a nibble of the message is a character of hex
		for i := range h.out {
			h.out[i].From *= 2
			h.out[i].To *= 2
		}
	}
	return h.out, true
}

// ChipSecrets does for chip data that stands alone what Secrets does for a
// message.
func ChipSecrets(data []byte, masker *redact.Masker) []Secret {
	h := hider{masker: masker}
	h.chip(data, 0, 1, len(data))
	return h.out
}

// hider collects the secrets of one message.
type hider struct {
	masker *redact.Masker
	rec    *record
	lay    *layout
	base   int // where body starts
	body   []byte
	u      *unpacked
	out    []Secret
}

// The kinds of secrets, in the words of the masker.
const (
	secretPAN   = "pan"
	secretTrack = "track"
	secretPIN   = "pin"
	secretKey   = "key"
	secretOther = "other"
)

// kindOfSecret says what the fields hold that are dropped.
func kindOfSecret(id int) string {
	switch id {
	case 35, 36, 45:
		return secretTrack
	case 14, 52:
		return secretPIN
	case 34, 102, 103:
		return secretPAN
	case 62:
		return secretKey
	}
	return secretOther
}

func (h *hider) hide(from, to int, kind string) {
	if from < to {
		h.out = append(h.out, Secret{From: from, To: to, Kind: kind})
	}
}

// value hides all of a field's value.
func (h *hider) value(id int) {
	sp := h.u.spans[id]
	h.hide(2*(h.base+sp.value), 2*(h.base+sp.end), kindOfSecret(id))
}

// char gives the nibbles of character k of a field's value.
func (h *hider) char(id, k int) (from, to int) {
	s, sp, n := &h.lay.fields[id], h.u.spans[id], len(h.u.values[id])
	at := 2 * (h.base + sp.value)
	switch s.enc {
	case encBCD:
		if n%2 == 1 && skipsFirst(h.body[sp.value]>>4, h.body[sp.end-1]&15, s.right) {
			k++
		}
		return at + k, at + k + 1
	case encHex:
		return at + 4*k, at + 4*k + 4
	}
	return at + 2*k, at + 2*k + 2
}

// chars hides characters [i, j) of a field's value.
func (h *hider) chars(id, i, j int, kind string) {
	if i < j {
		from, _ := h.char(id, i)
		_, to := h.char(id, j-1)
		h.hide(from, to, kind)
	}
}

// field decides as showing does (show.go), for the same reasons.
func (h *hider) field(id int) {
	spec, v := &h.lay.fields[id], h.u.values[id]
	var class transcripts.Class
	if parts := []int{48, 44, 60, 61, 90, 95, 56}; contains(parts, id) {
		class = h.rec.message(h.masker).Class
	}
	parts := partsOf(h.lay, id, class)
	switch {
	case len(v) == 0:
	case id == 55:
		sp := h.u.spans[id]
		data, scale := h.rec.chipBytes(), 1
		if len(data) != len(v) {
			scale = 2
		}
		if len(v) != sp.end-sp.value || spec.enc == encEBCDIC {
			h.value(id) // in characters of another set: nothing is placed
			return
		}
		h.chip(data, h.base+sp.value, scale, len(data))
	case id == 35:
		h.track(id, v)
	case spec.keep == keepTruncate:
		h.number(id, v)
	case id == 53:
		// Which track and key are enciphered, and how; the reader needs it.
	case id == 54:
		if len(amountParts(v, 0)) == 0 {
			h.value(id)
		}
	case id == 63 && h.lay.id == "cnpos":
		h.texts(id, v)
	case parts != nil:
		h.parts(id, v, parts)
	case spec.keep == keepValue || spec.keep == keepText:
		h.plain(id, spec, v)
	default:
		h.value(id)
	}
}

func contains(ids []int, id int) bool {
	for _, x := range ids {
		if x == id {
			return true
		}
	}
	return false
}

// number hides the middle of a card number.
func (h *hider) number(id int, v []byte) {
	if !panForm(v) {
		h.value(id)
		return
	}
	h.middle(id, v, cardOf(v, h.masker))
}

func (h *hider) middle(id int, v []byte, card transcripts.Card) {
	head, tail := shownOf(len(v))
	n := len(h.out)
	h.chars(id, head, len(v)-tail, secretPAN)
	if len(h.out) > n {
		h.out[n].Card = card
	}
}

// shownOf is how many digits of a card number stay at its front and its end.
func shownOf(n int) (head, tail int) {
	switch {
	case n < 12 || n > 19:
		return 0, 0
	case n < 14:
		return 0, 4
	}
	return 6, 4
}

// track hides track 2, but for what a card number may show and the separator.
// An enciphered track is no number and is hidden whole.
func (h *hider) track(id int, v []byte) {
	number := trackNumber(v)
	if number == nil || h.rec.trackEncrypted() || len(v) > 0 && v[0] == ';' {
		h.value(id)
		return
	}
	h.middle(id, number, transcripts.Card{})
	h.chars(id, len(number)+1, len(v), secretTrack)
	for i := range h.out {
		if h.out[i].Card == (transcripts.Card{}) && h.rec.vals[2] == nil && h.out[i].Kind == secretPAN {
			h.out[i].Card = cardOf(number, h.masker)
		}
	}
}

// parts keeps the sub-fields that are what their place says.
func (h *hider) parts(id int, v []byte, ps []part) {
	end := 0
	for _, p := range ps {
		if len(v) < p.to {
			break
		}
		if p.digits && !isDigits(v[p.from:p.to]) {
			h.chars(id, p.from, p.to, secretOther)
		}
		end = p.to
	}
	if h.lay.fields[id].enc == encBinary && h.lay.fields[id].kind == 'b' {
		h.value(id)
		return
	}
	h.chars(id, end, len(v), secretOther)
}

// texts keeps the words of the host in field 63 of the Chinese dialect.
func (h *hider) texts(id int, v []byte) {
	for from, i := 0, 0; from < len(v); i++ {
		to := from + 20
		if i == 0 {
			to = 3
		}
		to = min(to, len(v))
		if _, ok := plainText(v[from:to]); !ok {
			h.chars(id, from, to, secretOther)
		}
		from = to
	}
	h.shapes(id, v)
}

// plain keeps what is no secret, but for what shows as card data in it.
func (h *hider) plain(id int, spec *fieldSpec, v []byte) {
	if spec.kind == 'b' {
		return
	}
	if _, ok := plainText(v); !ok && id != 39 && !masked(v) {
		h.value(id)
		return
	}
	if spec.keep == keepText || spec.max > 12 && id != 42 {
		h.shapes(id, v)
	}
}

// masked reports bytes that are hidden already.
func masked(v []byte) bool {
	for _, c := range v {
		if c == maskByte {
			return true
		}
	}
	return false
}

// shapes hides what the masker finds in the text of a field.
func (h *hider) shapes(id int, v []byte) {
	out := h.masker.Text(string(v))
	for i := 0; i < len(v); {
		if out[i] == v[i] {
			i++
			continue
		}
		j := i
		for j < len(v) && out[j] != v[j] {
			j++
		}
		h.chars(id, i, j, secretPAN)
		i = j
	}
}

// chip hides what tags hold that may not be kept. at is where the chip data
// starts, scale how many bytes of the message one of its bytes takes.
func (h *hider) chip(data []byte, at, scale, size int) {
	tlvs, err := emv.Parse(data)
	nib := func(n int) int { return 2*at + scale*n }
	var each func(list []emv.TLV)
	each = func(list []emv.TLV) {
		for _, t := range list {
			if len(t.Children) > 0 {
				each(t.Children)
				continue
			}
			h.tag(t, nib)
		}
	}
	each(tlvs)
	var e *emv.Error
	if errors.As(err, &e) {
		// Tag and length behind the break stay readable where they can.
		h.hide(nib(2*min(size, e.Byte+1)), nib(2*size), secretOther)
	}
}

// tag hides the value of one tag, by what the dictionary says of it.
func (h *hider) tag(t emv.TLV, nib func(int) int) {
	info, _ := emv.Tag(t.Tag)
	first := 2 * (t.Offset + t.Length - len(t.Value)) // in nibbles of the chip data
	digits := appendHex(nil, t.Value)
	if n := len(digits); n > 0 && digits[n-1] == 'F' && (n < 2 || digits[n-2] != 'F') {
		digits = digits[:n-1]
	}
	all := 2 * len(t.Value)
	number := digits
	if t.Tag == "57" {
		number = trackNumber(digits)
	}
	switch {
	case (info.Keep == emv.Truncate || t.Tag == "57") && len(number) > 0 && panForm(number):
		head, tail := shownOf(len(number))
		h.hide(nib(first+head), nib(first+len(number)-tail), secretPAN)
		if t.Tag == "57" {
			h.hide(nib(first+len(number)+1), nib(first+all), secretTrack)
		}
	case info.Keep == emv.KeepValue && info.Format != "t":
	case t.Tag == "56" || t.Tag == "57":
		h.hide(nib(first), nib(first+all), secretTrack)
	case t.Tag == "5F24" || t.Tag == "99" || t.Tag == "5F30":
		h.hide(nib(first), nib(first+all), secretPIN)
	default:
		h.hide(nib(first), nib(first+all), secretOther)
	}
}

// rest hides what stands where reading stopped: all but the length header of
// the field that could not be read, so that it stops there again.
func (h *hider) rest() {
	at := h.u.stop.at
	if h.u.stop.why == atEnd {
		if left := h.body[min(at, len(h.body)):]; allZero(left) || closing(left) {
			return
		}
	} else if id := h.u.stop.field; id > 1 && id <= 128 {
		if s := &h.lay.fields[id]; s.lenUnits > 0 {
			n := s.lenUnits
			if s.lenEnc == encBCD {
				n = (n + 1) / 2
			}
			at += n
		}
	}
	h.hide(2*(h.base+at), 2*(h.base+len(h.body)), secretOther)
}
