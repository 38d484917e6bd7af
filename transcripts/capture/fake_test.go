package capture

import (
	"bytes"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// till is a small protocol: STX, fields with a bar between, ETX and a XOR over
// what stands behind STX. The fields are a header of ten digits and a code, a
// card number, free text.
func till() *ecr.Protocol {
	return &ecr.Protocol{
		ID: "till", Links: []wire.Link{wire.Serial, wire.TCP},
		NewFramer:       func(wire.Link) wire.Framer { return &tillFramer{} },
		NewConversation: func(ecr.Options) ecr.Conversation { return tillTalk{} },
		Describe:        describeTill,
		Mask:            maskTill,
	}
}

type tillFramer struct{ held wire.Bytes }

func (t *tillFramer) Feed(b wire.Bytes) []wire.Frame {
	t.held = t.held.Append(b)
	var out []wire.Frame
	take := func(n int, f wire.Frame) {
		f.Raw = t.held.Slice(0, n).Clone()
		t.held = t.held.From(n).Clone()
		out = append(out, f)
	}
	for t.held.Len() > 0 {
		switch {
		case t.held.Is(0, 0x06):
			take(1, wire.Frame{Kind: wire.Control, Sign: wire.ACK})
			continue
		case !t.held.Is(0, 0x02):
			n := 1
			for n < t.held.Len() && !t.held.Is(n, 0x02) && !t.held.Is(n, 0x06) {
				n++
			}
			take(n, wire.Frame{Fault: &transcripts.Fault{ID: "noise"}})
			continue
		}
		end := bytes.IndexByte(t.held.B, 0x03)
		if end < 0 || end+1 >= t.held.Len() {
			return out
		}
		body := t.held.Slice(1, end).Clone()
		f := wire.Frame{Kind: wire.Data, Body: body, Check: wire.CheckOK}
		sum, seen := t.held.At(end + 1)
		switch {
		case !seen || !body.AllKnown():
			f.Check = wire.CheckHidden
		case wire.XOR(0, t.held.B[1:end+1]) != sum:
			f.Check, f.Fault = wire.CheckBad, &transcripts.Fault{ID: "checksum"}
		}
		take(end+2, f)
	}
	return out
}

func (t *tillFramer) Flush() []wire.Frame {
	if t.held.Len() == 0 {
		return nil
	}
	f := wire.Frame{Raw: t.held, Fault: &transcripts.Fault{ID: "truncated"}}
	t.held = wire.Bytes{}
	return []wire.Frame{f}
}

// tillTalk tells nothing.
type tillTalk struct{}

func (tillTalk) Take(wire.Side, wire.Frame) []transcripts.Event { return nil }

// maskTill hides the middle of the second field and, then, the sum.
func maskTill(f wire.Frame) wire.Bytes {
	out := f.Raw
	if f.Kind != wire.Data {
		return out
	}
	parts := bytes.Split(f.Body.B, []byte("|"))
	if len(parts) < 2 || len(parts[1]) < 14 {
		return out
	}
	at := 1 + len(parts[0]) + 1
	for i := at + 6; i < at+len(parts[1])-4; i++ {
		out = out.Hide(2*i, 2*i+2)
	}
	return out.Hide(2*out.Len()-2, 2*out.Len())
}

func describeTill(f wire.Frame, _ wire.Side, o ecr.Options) transcripts.Decoded {
	d := transcripts.Decoded{Complete: f.Kind == wire.Data, Message: transcripts.Message{Protocol: "till"}}
	parts := strings.Split(f.Body.Text(), "|")
	for i, name := range []string{"head", "card", "text"} {
		if i >= len(parts) {
			break
		}
		v := parts[i]
		if name == "card" {
			v = o.Masker.Masked(v).Masked
		}
		d.Fields = append(d.Fields, transcripts.Field{ID: name, Name: codes.Same(name), Value: v})
	}
	if len(parts[0]) > 10 {
		d.Message.Receipt = parts[0][10:]
	}
	return d
}

func tillFrame(fields ...string) []byte {
	b := append([]byte{0x02}, strings.Join(fields, "|")...)
	b = append(b, 0x03)
	return append(b, wire.XOR(0, b[1:]))
}

// splitHead describes the first ten digits and the rest as two fields.
func splitHead(f wire.Frame, side wire.Side, o ecr.Options) transcripts.Decoded {
	d := describeTill(f, side, o)
	if len(d.Fields) > 0 && len(d.Fields[0].Value) > 10 {
		v := d.Fields[0].Value
		d.Fields = append(d.Fields, d.Fields[0])
		d.Fields[0].Value, d.Fields[len(d.Fields)-1].Value = v[:10], v[10:]
	}
	return d
}

// shownDigits counts how many digits of a number show in the bytes, as text or
// packed, at the place where most of them do.
func shownDigits(number string, b wire.Bytes) int {
	most := 0
	for _, view := range []string{b.Text(), b.Nibbles()} {
		for i := 0; i+len(number) <= len(view); i++ {
			n, off := 0, false
			for j := range len(number) {
				switch c := view[i+j]; {
				case c == number[j]:
					n++
				case c != '*':
					off = true
				}
			}
			if !off {
				most = max(most, n)
			}
		}
	}
	return most
}
