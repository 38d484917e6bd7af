package capture

import (
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/known"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
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
			if out := mask(c.protocol, c.header.Link, c.header.Variant, r.Side, f); out.Len() == r.Bytes.Len() {
				return out, true
			}
		}
	}
	out, _ := bare(r.Bytes, false)
	return out, true
}
