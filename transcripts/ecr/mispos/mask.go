package mispos

import (
	"strings"

	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hide"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hypercom"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

func mask(f wire.Frame) wire.Bytes { return hypercom.MaskBody(f, hideBody) }

// hideBody gives a body of which nothing is seen that may not be kept.
func hideBody(b wire.Bytes, damaged bool) wire.Bytes {
	switch notice(b) {
	case noticeDone:
		return b
	case noticeLog: // what a log says nobody knows
		return b.Hide(2*len(noticeLog), 2*b.Len())
	}
	return hideObjects(b, damaged)
}

// hideObjects gives objects of which nothing is seen that may not be kept. What cannot
// be taken apart is hidden whole.
func hideObjects(b wire.Bytes, damaged bool) wire.Bytes {
	objects, stop := split(b)
	out := b
	for _, o := range objects {
		switch r := ruleOf(o.tag); r.keep {
		case keepContainer:
			inner := hideObjects(o.value, damaged)
			out = out.Slice(0, o.from).Append(inner).Append(out.From(o.from + inner.Len()))
		case keepPAN:
			out = hideNumber(out, o)
		default:
			out = hide.Unless(out, o.from, r.seen(o.value, damaged))
		}
	}
	return out.Hide(2*stop, 2*b.Len())
}

// hideNumber hides the middle of a card number, digit by digit where two share a
// byte.
func hideNumber(b wire.Bytes, o object) wire.Bytes {
	if o.value.Len() > mostPacked {
		return hide.Unless(b, o.from, hide.Number(o.value.Text()))
	}
	digits := strings.TrimRight(o.value.Nibbles(), "F")
	for i, seen := range hide.Number(digits) {
		if at := 2*o.from + i; !seen {
			b = b.Hide(at, at+1)
		}
	}
	return b
}
