package hypercom

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/allow"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/bcdlen"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// BodyAt is where the body starts in its frame: behind 02 and two bytes of
// length.
const BodyAt = 3

// Framing says how a frame with a body is framed.
func Framing(f wire.Frame) transcripts.Framing {
	if f.Body.Len() == 0 {
		return transcripts.Framing{Length: "none", Stated: -1}
	}
	stated := 0
	for _, c := range f.Raw.B[1:BodyAt] {
		stated = 100*stated + 10*int(c>>4) + int(c&0x0F)
	}
	return transcripts.Framing{Length: "stx", Stated: stated, Actual: f.Body.Len(), Skipped: BodyAt}
}

// DamagedTranscript is the warning on a message that was read from a frame
// which lost bytes when it was copied.
const DamagedTranscript = "damaged_transcript"

// Warnings gives the warnings that a frame itself asks for, as ids and in words.
func Warnings(f wire.Frame) ([]string, []codes.Text) {
	if !bcdlen.Damaged(f) {
		return nil, nil
	}
	return []string{DamagedTranscript}, []codes.Text{f.Fault.What}
}

// HeaderFault is the fault of a frame whose body has no header of the protocol.
func HeaderFault() *transcripts.Fault {
	return &transcripts.Fault{ID: "field", Byte: BodyAt, Field: "header", What: codes.Text{
		EN: "the frame does not begin with the header of this protocol",
		ZH: "报文开头不是该协议的报文头",
	}}
}

// FieldFault is the fault of a body that cannot be read from a byte on.
func FieldFault(at int) *transcripts.Fault {
	return &transcripts.Fault{ID: "field", Byte: BodyAt + at, What: codes.Text{
		EN: "the fields cannot be read from this byte on",
		ZH: "从该字节起字段无法解读",
	}}
}

// Acknowledgements of the family: a frame arrived whole, or damaged.
var (
	ack = allow.Ack{0x06}
	nak = allow.Ack{0x15}
)

// Acks are all that a dialogue may send beside its question.
func Acks() []allow.Ack { return []allow.Ack{ack, nak} }

// Dialogue waits for the frame that answers a question.
type Dialogue struct {
	// Answers reports whether a body is the answer.
	Answers func(body wire.Bytes) bool
}

// Take acknowledges only what answers the question: any other message belongs
// to somebody's payment, and its acknowledgement is not ours to give.
func (d Dialogue) Take(f wire.Frame) allow.Step {
	switch {
	case f.Kind == wire.Control && f.Sign == wire.NAK:
		return allow.Step{Resend: true}
	case f.Kind != wire.Data || !d.Answers(f.Body):
		return allow.Step{}
	case f.Check == wire.CheckBad:
		return allow.Step{Ack: nak}
	}
	return allow.Step{Ack: ack, Done: true}
}
