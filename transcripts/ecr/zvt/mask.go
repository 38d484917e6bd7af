package zvt

import (
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hide"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// mask gives the Raw of a frame with all hidden that no table lets show. In a
// block that is hidden in part the check sum is hidden too, for it would tell
// the digits; the escape of a hidden byte is gone, so it may be shorter.
func mask(f wire.Frame) wire.Bytes {
	switch {
	case f.Kind == wire.Control:
		return f.Raw.Clone()
	case f.Body.Len() == 0:
		return hide.Unknown(f.Raw)
	}
	body := cover(f.Body, f.Fault != nil)
	if f.Raw.Len() == f.Body.Len() {
		return body
	}
	if body.AllKnown() {
		return f.Raw.Clone()
	}
	n := f.Raw.Len()
	head := opened(f.Body)
	switch {
	case f.Kind == wire.Data:
		return opened(body).Append(f.Raw.From(n-4).Hide(4, 8))
	case n >= head.Len() && f.Raw.Slice(0, head.Len()).Hex() == head.Hex():
		return opened(body).Append(f.Raw.From(head.Len()))
	}
	return f.Raw.Hide(min(2*headBytes, 2*n), 2*n)
}

// headBytes are the first bytes of a damaged block that are shown: its start and
// what it was to be.
const headBytes = 5

// opened gives the beginning of a block, up to the last byte of its APDU. A
// hidden byte has no escape: nobody can say that it was a DLE.
func opened(body wire.Bytes) wire.Bytes {
	var out pile
	out.add(dle, 0)
	out.add(stx, 0)
	for i, c := range body.B {
		h := hid(body, i)
		out.add(c, h)
		if c == dle && h == 0 {
			out.add(c, h)
		}
	}
	return out.take()
}

// cover hides an APDU but for its header and the fields that may be shown. An
// APDU that cannot be taken apart is hidden from the place where that stopped. In
// a damaged one a value may be that of another field, and a digit of it stand
// where a length should, so long runs of digits are hidden wherever they are.
func cover(body wire.Bytes, damaged bool) wire.Bytes {
	out := body.Hide(0, 2*body.Len())
	a, ok := parse(body, false)
	if !ok {
		a.head = min(3, body.Len())
	}
	reveal(out, body, 0, a.head)
	uncover(out, body, a.fields)
	if damaged {
		out = out.Slice(0, a.head).Append(hide.Mixed(out.From(a.head)))
	}
	return tidy(out)
}

func uncover(out, body wire.Bytes, list []field) {
	for _, f := range list {
		from := f.at + f.head
		reveal(out, body, f.at, from)
		switch f.show {
		case showDigits, showHex, showChars:
			put(out, from, f.val)
		case showText:
			put(out, from, hide.Text(f.val))
		case showPAN:
			put(out, from, truncate(f.val))
		case showContainer, showTemplate:
			uncover(out, body, f.sub)
		}
	}
}

// reveal copies bytes i to before j of b into out, with their hidden nibbles.
func reveal(out, b wire.Bytes, i, j int) {
	for ; i < j; i++ {
		out.B[i], out.Hid[i] = b.B[i], hid(b, i)
	}
}

// put copies b into out from byte at on.
func put(out wire.Bytes, at int, b wire.Bytes) {
	for i, c := range b.B {
		out.B[at+i], out.Hid[at+i] = c, hid(b, i)
	}
}

// tidy drops the marks when nothing is hidden, so that what needs no mask is
// given as it came.
func tidy(b wire.Bytes) wire.Bytes {
	if b.AllKnown() {
		b.Hid = nil
	}
	return b
}

// truncate hides the middle digits of BMP 22. After a separator D stands the
// rest of a track, which is hidden whole; a digit that the terminal masked (E)
// stays.
func truncate(val wire.Bytes) wire.Bytes {
	number, end := cardDigits(val)
	head, tail := hide.Ends(len(number))
	out := val
	for i := head; i < len(number)-tail; i++ {
		if number[i] != 'E' {
			out = out.Hide(i, i+1)
		}
	}
	if all := 2 * val.Len(); end < all && !(end == all-1 && nibble(val, end) == 'F') {
		out = out.Hide(end+1, all)
	}
	return out
}

// cardDigits gives the nibbles of a card number up to the first that is no
// digit, no masked digit E and not hidden ('*'), and where that one stands.
func cardDigits(val wire.Bytes) (number string, end int) {
	text := val.Nibbles()
	for end < len(text) && (text[end] >= '0' && text[end] <= '9' || text[end] == 'E' || text[end] == '*') {
		end++
	}
	return text[:end], end
}

func nibble(b wire.Bytes, i int) byte { return b.Nibbles()[i] }
