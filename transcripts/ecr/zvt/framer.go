package zvt

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Bytes with a meaning of their own on the serial line (PA00P016 chapter 1.2).
const (
	dle = 0x10
	stx = 0x02
	etx = 0x03
	ack = 0x06
	nak = 0x15
)

// Limits that keep what a framer holds bounded. The longest block is 65535
// bytes and a header of five, each of them doubled (PA00P016 5.2.4).
const (
	maxBlock = 2*(65535+5) + 6
	maxNoise = 64
)

// state is where in a block the framer stands.
type state uint8

const (
	between state = iota // between blocks
	opening              // a DLE was seen between blocks
	inside               // in the APDU
	escape               // a DLE was seen in the APDU
	sumLow               // the first byte of the check sum is next
	sumHigh              // the second one
)

// serial cuts blocks out of one direction of a serial line. The bytes of the
// check sum are taken as they come: they may equal any control byte.
type serial struct {
	state  state
	raw    pile // the block so far, or bytes that are none
	body   pile // its APDU, unescaped
	single int  // where in raw a DLE stood that was not doubled, 0 for none
	refuse bool // the last thing was a NAK
}

// Feed implements [wire.Framer].
func (s *serial) Feed(b wire.Bytes) []wire.Frame {
	var out []wire.Frame
	for i, c := range b.B {
		out = s.push(out, c, hid(b, i))
	}
	return out
}

// Flush implements [wire.Framer].
func (s *serial) Flush() []wire.Frame {
	if s.raw.size() == 0 {
		return nil
	}
	if s.state <= opening {
		s.state = between
		return []wire.Frame{s.noise()}
	}
	return []wire.Frame{s.cut(faultCut)}
}

func (s *serial) push(out []wire.Frame, c, h byte) []wire.Frame {
	known := h == 0
	switch s.state {
	case between:
		switch {
		case known && (c == ack || c == nak):
			out = s.noiseBefore(out, 0)
			out = append(out, sign(c))
			s.refuse = c == nak
		case known && c == dle:
			s.raw.add(c, h)
			s.state = opening
		default:
			s.raw.add(c, h)
			if s.raw.size() >= maxNoise {
				out = append(out, s.noise())
			}
		}
	case opening:
		if known && c == stx {
			out = s.noiseBefore(out, 1)
			s.raw.add(dle, 0)
			s.raw.add(c, h)
			s.open()
			break
		}
		s.state = between
		if s.raw.size() >= maxNoise {
			out = append(out, s.noise())
		}
		return s.push(out, c, h)
	case inside:
		s.raw.add(c, h)
		if known && c == dle {
			s.state = escape
			break
		}
		s.body.add(c, h)
	case escape:
		s.raw.add(c, h)
		switch {
		case known && c == dle:
			s.body.add(c, h)
			s.state = inside
		case known && c == etx:
			s.state = sumLow
		case known && c == stx:
			s.raw.drop(2)
			out = append(out, s.cut(faultCut))
			s.raw.add(dle, 0)
			s.raw.add(stx, 0)
			s.open()
		default: // a DLE that lost its twin
			s.single = s.raw.size() - 2
			s.body.add(dle, 0)
			s.body.add(c, h)
			s.state = inside
		}
	case sumLow:
		s.raw.add(c, h)
		s.state = sumHigh
	case sumHigh:
		s.raw.add(c, h)
		out = append(out, s.whole())
	}
	if s.raw.size() >= maxBlock {
		out = append(out, s.cut(faultEndless))
	}
	return out
}

func (s *serial) open() { s.state, s.single = inside, 0 }

// noiseBefore gives what is held but for its last keep bytes, and holds nothing
// any more.
func (s *serial) noiseBefore(out []wire.Frame, keep int) []wire.Frame {
	s.raw.drop(keep)
	if s.raw.size() == 0 {
		s.raw.take()
		return out
	}
	return append(out, s.noise())
}

func (s *serial) noise() wire.Frame {
	raw := s.raw.take()
	f := fault("noise", 0, textNoise)
	if s.refuse && raw.Is(0, etx) && raw.Is(1, 0x69) {
		f = fault("framing", 0, textForeignNAK)
	}
	s.refuse = false
	return wire.Frame{Kind: wire.Rejected, Raw: raw, Fault: f}
}

// cut gives a block that has no end.
func (s *serial) cut(id string) wire.Frame {
	s.state = between
	raw := s.raw.take()
	text := textCut
	if id == faultEndless {
		id, text = "framing", textEndless
	}
	return wire.Frame{Kind: wire.Rejected, Raw: raw, Body: s.body.take(), Fault: fault(id, raw.Len(), text)}
}

// whole gives a block with its check sum looked at.
func (s *serial) whole() wire.Frame {
	s.state = between
	f := wire.Frame{Kind: wire.Data, Raw: s.raw.take(), Body: s.body.take(), Check: wire.CheckOK}
	n := f.Raw.Len()
	if !f.Raw.AllKnown() {
		f.Check = wire.CheckHidden
	} else if wire.Kermit(append(f.Body.Clone().B, etx)) != uint16(f.Raw.B[n-2])|uint16(f.Raw.B[n-1])<<8 {
		f.Check = wire.CheckBad
	}
	switch {
	case f.Check == wire.CheckBad:
		f.Fault = fault("checksum", n-2, textChecksum)
	case s.single > 0:
		f.Fault = fault("framing", s.single, textSingleDLE)
	default:
		f.Fault = lengthFault(f.Body, 2)
	}
	return f
}

func sign(c byte) wire.Frame {
	f := wire.Frame{Kind: wire.Control, Sign: wire.ACK, Raw: wire.Known([]byte{c})}
	if c == nak {
		f.Sign = wire.NAK
	}
	return f
}

// The ids of faults that cut gives; faultEndless is told as "framing".
const (
	faultCut     = "truncated"
	faultEndless = "endless"
)

func fault(id string, at int, what codes.Text) *transcripts.Fault {
	return &transcripts.Fault{ID: id, Byte: at, What: what}
}

// block packs an APDU for a serial line.
func block(apdu []byte) []byte {
	out := []byte{dle, stx}
	for _, c := range apdu {
		out = append(out, c)
		if c == dle {
			out = append(out, c)
		}
	}
	crc := wire.Kermit(append(append([]byte{}, apdu...), etx))
	return append(out, dle, etx, byte(crc), byte(crc>>8))
}
