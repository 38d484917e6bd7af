package part

import (
	"strings"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hide"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// Fields gives the parts for showing. Body is where the body begins in the
// frame.
func Fields(parts []Part, body int, m *redact.Masker) []transcripts.Field {
	out := make([]transcripts.Field, 0, len(parts))
	for _, p := range parts {
		f := transcripts.Field{ID: p.ID, Name: p.Name, Offset: body + p.Off, Length: p.Bytes.Len()}
		f.Value, f.Dropped = p.Show(m)
		if p.Meaning != nil && f.Value != "" {
			f.Meaning = p.Meaning(f.Value)
		}
		out = append(out, f)
	}
	return out
}

// Mask hides in a frame what may not be kept of its parts, and with it the check
// byte at the given place; check is -1 where there is none. Body is where the
// body begins in the frame.
func Mask(raw wire.Bytes, parts []Part, body, check int) wire.Bytes {
	gone := make([]bool, raw.Len())
	for _, p := range parts {
		copy(gone[body+p.Off:], p.Hidden())
	}
	out := hide.Where(raw, gone)
	if check >= 0 && !out.AllKnown() {
		out = out.Hide(2*check, 2*check+2)
	}
	return out
}

// Noise hides bytes of which nobody can tell what they hold. What begins a frame
// that did not end keeps its signs, so that it still reads as one.
func Noise(f wire.Frame, signs string) wire.Bytes {
	gone := make([]bool, f.Raw.Len())
	begun := f.Fault != nil && f.Fault.ID != "noise"
	for i := range gone {
		c, known := f.Raw.At(i)
		begun = begun && known && strings.IndexByte(signs, c) >= 0
		gone[i] = !begun
	}
	return hide.Where(f.Raw, gone)
}
