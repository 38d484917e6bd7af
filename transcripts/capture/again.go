package capture

import (
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/known"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// Checker masks the records of a capture once more, as they were masked when they
// were written: of a file that a Writer wrote nothing changes, and in one that
// somebody else made nothing stays that a Writer would have hidden. The zero value
// is ready for the first line of a file.
type Checker struct {
	header   Header
	protocol *ecr.Protocol
}

// Record takes the next entry of the file and gives the bytes of a record as they
// may be kept; as many as it has. False for what is no record.
func (c *Checker) Record(e Entry) (wire.Bytes, bool) {
	if e.Header != nil {
		c.header, c.protocol = *e.Header, nil
		if p, ok := known.ByID(e.Header.Protocol); ok {
			c.protocol = &p
		}
	}
	r := e.Record
	if r == nil {
		return wire.Bytes{}, false
	}
	if c.protocol != nil {
		framer := c.protocol.NewFramer(c.header.Link)
		frames := append(framer.Feed(r.Bytes.Clone()), framer.Flush()...)
		if len(frames) == 1 && frames[0].Raw.Len() == r.Bytes.Len() {
			f := frames[0]
			f.Check = r.Check // some protocols sum in ways that only a whole conversation tells
			if out := c.frame(r.Side, f); out.Len() == r.Bytes.Len() {
				return out, true
			}
		}
	}
	out, _ := bare(r.Bytes, false)
	return out, true
}

// frame masks a frame. A check sum of a kind that the conversation before it told
// cannot be found in the frame alone, and a Writer then hides every digit; here
// the frame was recorded as whole, so that hiding where sums stand is enough.
func (c *Checker) frame(side wire.Side, f wire.Frame) wire.Bytes {
	h := c.header
	m := masking{protocol: c.protocol, link: h.Link, side: side, options: ecr.Options{Masker: redact.New(nil), Variant: h.Variant}}
	out := c.protocol.Mask(f)
	base, whole := m.read(out, f.Check)
	if f.Kind != wire.Data || f.Fault != nil || f.Check == wire.CheckBad || !whole {
		return mask(c.protocol, h.Link, h.Variant, side, f)
	}
	out = m.settle(base, out, f.Check)
	if out.Hex() == f.Raw.Hex() {
		return out
	}
	if sealed := m.sealed(f, out); m.spare(base, sealed, f.Check) {
		return sealed
	}
	const etx, etb = 0x03, 0x17
	for i := max(0, out.Len()-widestSum-1); i < out.Len(); i++ {
		if out.Is(i, etx) || out.Is(i, etb) {
			return out.Hide(2*i+2, 2*out.Len())
		}
	}
	return sumsOut(out)
}
