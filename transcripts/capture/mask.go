package capture

import (
	"reflect"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// mask hides in a frame of a known protocol what may not be kept. A whole frame
// is masked by its structure, and what the last look finds beyond that counts
// only where no field accounts for it, or where one field by itself shows it:
// fixed-width digits side by side look like card numbers now and then. In a
// damaged frame every finding counts.
func mask(p *ecr.Protocol, link wire.Link, variant string, side wire.Side, f wire.Frame) wire.Bytes {
	if f.Kind == wire.Control && f.Fault == nil {
		return f.Raw // a sign has no content
	}
	m := masking{protocol: p, link: link, side: side, options: ecr.Options{Masker: redact.New(nil), Variant: variant}}
	out := p.Mask(f)
	base, whole := m.read(out, f.Check)
	switch {
	case f.Kind == wire.Rejected:
		out, _ = edges(f.Raw, strict(out), false)
		return sumsOut(out)
	case f.Fault != nil || f.Check == wire.CheckBad || !whole:
		return sumsOut(strict(out))
	}
	return m.sealed(f, m.settle(base, out, f.Check))
}

// settle hides what counts of what shows, until nothing new does.
func (m *masking) settle(base reading, out wire.Bytes, check wire.Check) wire.Bytes {
	for range mostRounds {
		before := out
		for _, s := range shapes(out) {
			out = m.judge(base, out, check, s)
		}
		if out.Hex() == before.Hex() {
			break
		}
		base, _ = m.read(out, check)
	}
	return out
}

// mostRounds bounds how often a frame is looked over: what is hidden in one
// round may let another number show.
const mostRounds = 4

type masking struct {
	protocol *ecr.Protocol
	link     wire.Link
	side     wire.Side
	options  ecr.Options
}

// reading is what a frame tells.
type reading struct {
	fields  []transcripts.Field
	message transcripts.Message
	events  []transcripts.Event
}

// read frames bytes again and takes them apart. whole is false when they are no
// longer one frame.
func (m *masking) read(b wire.Bytes, check wire.Check) (r reading, whole bool) {
	f, ok := m.frame(b)
	if !ok {
		return r, false
	}
	f.Check = check
	d := m.protocol.Describe(f, m.side, m.options)
	return reading{d.Fields, d.Message, m.protocol.NewConversation(m.options).Take(m.side, f)}, true
}

func (m *masking) frame(b wire.Bytes) (wire.Frame, bool) {
	framer := m.protocol.NewFramer(m.link)
	frames := append(framer.Feed(b.Clone()), framer.Flush()...)
	if len(frames) != 1 || frames[0].Kind == wire.Rejected {
		return wire.Frame{}, false
	}
	return frames[0], true
}

// judge hides what counts of one finding: all of it, or byte by byte.
func (m *masking) judge(base reading, b wire.Bytes, check wire.Check, s stretch) wire.Bytes {
	if out := b.Hide(s.from, s.to); m.spare(base, out, check) {
		return out
	}
	for i := s.from; i < s.to; {
		end := min(i/2*2+2, s.to)
		if out := b.Hide(i, end); m.spare(base, out, check) {
			b = out
		}
		i = end
	}
	return b
}

// spare reports whether hiding left all that the frame tells as it was, but for
// fields that show card data by themselves.
func (m *masking) spare(base reading, hid wire.Bytes, check wire.Check) bool {
	now, whole := m.read(hid, check)
	if !whole || len(now.fields) != len(base.fields) {
		return false
	}
	leaked := false
	for i := range base.fields {
		if reflect.DeepEqual(base.fields[i], now.fields[i]) {
			continue
		}
		if !m.leaks(base.fields[i]) {
			return false
		}
		leaked = true
	}
	return leaked || reflect.DeepEqual(base.message, now.message) && reflect.DeepEqual(base.events, now.events)
}

func (m *masking) leaks(f transcripts.Field) bool {
	if m.options.Masker.Text(f.Value) != f.Value {
		return true
	}
	for _, s := range f.Sub {
		if m.leaks(s) {
			return true
		}
	}
	return false
}

// sealed hides the check sum where anything is hidden: with most of a card
// number known, sixteen bits of a sum would tell the rest. Where it stands is
// found out on the frame as it came.
func (m *masking) sealed(f wire.Frame, out wire.Bytes) wire.Bytes {
	if out.AllKnown() || f.Check != wire.CheckOK || !f.Raw.AllKnown() {
		return out
	}
	n := f.Raw.Len()
	found := false
	for i := max(0, n-widestSum-widestEnd); i < n; i++ {
		if m.summed(f, i) {
			at := out.Len() - n + i // from the end: a doubled byte before it may have gone
			out, found = out.Hide(2*at, 2*at+2), true
		}
	}
	if !found {
		out = digitsOut(out) // a sum that is not where sums are
	}
	return out
}

// The widest check sum, and the widest sign of the end behind one, in bytes.
const (
	widestSum = 4
	widestEnd = 4
)

// summed reports whether byte i of a whole frame is of its check sum: with that
// byte changed, the frame has the same body and a bad sum.
func (m *masking) summed(f wire.Frame, i int) bool {
	changed := f.Raw.Clone()
	changed.B[i] ^= 0x01
	framer := m.protocol.NewFramer(m.link)
	frames := append(framer.Feed(changed), framer.Flush()...)
	return len(frames) == 1 && frames[0].Check == wire.CheckBad && frames[0].Body.Hex() == f.Body.Hex()
}
