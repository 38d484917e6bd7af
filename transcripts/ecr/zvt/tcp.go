package zvt

import (
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// packets cuts APDUs out of one direction of a TCP connection, where they stand
// one after the other without framing (PA00P016 chapter 4).
type packets struct {
	raw  pile
	lost bool // the place of the next APDU is not known
}

// Feed implements [wire.Framer].
func (p *packets) Feed(b wire.Bytes) []wire.Frame {
	var out []wire.Frame
	for i, c := range b.B {
		out = p.push(out, c, hid(b, i))
	}
	return out
}

// Flush implements [wire.Framer].
func (p *packets) Flush() []wire.Frame {
	lost := p.lost
	p.lost = false
	if p.raw.size() == 0 {
		return nil
	}
	raw := p.raw.take()
	if lost {
		return []wire.Frame{{Kind: wire.Rejected, Raw: raw, Fault: fault("noise", 0, textNoise)}}
	}
	return []wire.Frame{{Kind: wire.Rejected, Raw: raw, Body: raw, Fault: fault("truncated", raw.Len(), textCut)}}
}

func (p *packets) push(out []wire.Frame, c, h byte) []wire.Frame {
	p.raw.add(c, h)
	if p.lost {
		return p.seek(out)
	}
	if p.raw.size() == 1 && (h != 0 || !isClass(c)) {
		p.lost = true
		return out
	}
	if need, ok := size(p.raw.values()); ok && p.raw.size() == need {
		f := wire.Frame{Kind: wire.Data, Raw: p.raw.take(), Check: wire.CheckNone}
		f.Body = f.Raw
		if !f.Raw.AllKnown() {
			f.Check = wire.CheckHidden
		}
		out = append(out, f)
	}
	return out
}

// seek looks among bytes that are no APDU for the first two of one.
func (p *packets) seek(out []wire.Frame) []wire.Frame {
	n := p.raw.size()
	if n < 2 {
		return out
	}
	class, instr := p.raw.values()[n-2], p.raw.values()[n-1]
	switch {
	case p.raw.is(n-2, class) && p.raw.is(n-1, instr) && isStart(class, instr):
		p.lost = false
		n -= 2
	case n > maxNoise:
		n--
	default:
		return out
	}
	if n > 0 {
		out = append(out, wire.Frame{Kind: wire.Rejected, Raw: p.raw.takeFirst(n), Fault: fault("noise", 0, textNoise)})
	}
	return out
}

// size gives how long the APDU is that begins with b; false while its length
// field is not whole.
func size(b []byte) (int, bool) {
	switch {
	case len(b) < 3:
		return 0, false
	case b[2] != 0xFF:
		return 3 + int(b[2]), true
	case len(b) < 5:
		return 0, false
	}
	return 5 + int(b[3]) + int(b[4])<<8, true
}

// isClass reports whether APDUs begin with c (PA00P015 chapter 14).
func isClass(c byte) bool {
	switch c {
	case 0x04, 0x05, 0x06, 0x08, 0x0F, 0x80, 0x84:
		return true
	}
	return false
}

// isStart reports whether two bytes are a command or response that is known.
func isStart(class, instr byte) bool {
	_, known := commands()[code{class, instr}]
	return known || class == 0x80 && instr == 0 || class == 0x84
}

// lengthFault says what is wrong with the length field of an APDU that lies
// head bytes into its frame; nil if nothing is.
func lengthFault(body wire.Bytes, head int) *transcripts.Fault {
	need, ok := size(body.B)
	switch {
	case !ok:
		return fault("truncated", head+body.Len(), textShort)
	case need != body.Len():
		return fault("length_header", head+2, textLength)
	}
	return nil
}
