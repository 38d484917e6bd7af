package zvt

import (
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/allow"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Waits of the specification (PA00P016 3.4, 5.2.5 and 5.2.6): for the
// acknowledgement of a block, for the response to a command, and for its
// completion, which begins anew with everything the terminal sends.
const (
	waitACK        = 5 * time.Second
	waitResponse   = 5 * time.Second
	waitCompletion = 180 * time.Second
	repeats        = 2
)

// usualPassword is what terminals leave the factory with, from experience and
// not from the specification.
var usualPassword = [3]byte{}

// queries gives the questions that may be asked. None of them registers the
// till, for that changes how the terminal prints; a terminal that wants it
// refuses with 6B.
func queries(l wire.Link, p ecr.Params) []ecr.Query {
	out := []ecr.Query{declare(l, allow.Spec{
		Name: "status", Purpose: allow.Status, Title: textAskState,
		Frame:   []byte{0x05, 0x01, 0x00},
		Effects: allow.StartsPlanned, Note: textPlanned,
	})}
	pw, own, ok := password(p.Password)
	if !ok {
		return out
	}
	note := func(t codes.Text) codes.Text {
		if own {
			return t
		}
		return sentences(t, textUsualPassword)
	}
	return append(out,
		declare(l, allow.Spec{
			Name: "details", Purpose: allow.Version, Title: textAskDetails,
			// Service byte 04: more about the state in the container. Bit 0 would
			// take the service menu away, so it stays as it is by default.
			Frame:   []byte{0x05, 0x01, 0x05, pw[0], pw[1], pw[2], 0x03, 0x04},
			Effects: allow.StartsPlanned, Note: note(textPlanned),
		}),
		declare(l, allow.Spec{
			Name: "last", Purpose: allow.Last, Title: textAskLast,
			// Service byte 03: send the result, print nothing.
			Frame: []byte{0x06, 0x20, 0x05, pw[0], pw[1], pw[2], 0x03, 0x03},
			Note:  note(textLast),
		}),
		declare(l, allow.Spec{
			Name: "totals", Purpose: allow.Totals, Title: textAskTotals,
			Frame:   []byte{0x06, 0x10, 0x03, pw[0], pw[1], pw[2]},
			Effects: allow.Prints, Note: note(textTotals),
		}),
	)
}

// password packs six digits. own tells that they are the user's; false at the
// end that they are no six digits.
func password(s string) (pw [3]byte, own, ok bool) {
	if s == "" {
		return usualPassword, false, true
	}
	if len(s) != 6 {
		return pw, true, false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return pw, true, false
		}
		pw[i/2] = pw[i/2]<<4 | (s[i] - '0')
	}
	return pw, true, true
}

// declare completes a question for a link. On a serial line each block of the
// terminal is acknowledged, and each of its messages answered with 80 00 00; on
// a connection there are no blocks.
func declare(l wire.Link, s allow.Spec) ecr.Query {
	s.Protocol, s.AckWait, s.AnswerWait = protocolID, waitACK, waitResponse
	d := dialogue{received: nil, accept: received}
	s.Acks = []allow.Ack{received}
	if l == wire.Serial {
		s.Frame = block(s.Frame)
		s.Repeats = repeats
		d = dialogue{
			received: allow.Ack{ack}, damaged: allow.Ack{nak},
			accept: append(allow.Ack{ack}, block(received)...),
		}
		s.Acks = []allow.Ack{d.received, d.damaged, d.accept}
	}
	s.Dialogue = func() allow.Dialogue {
		own := d
		return &own
	}
	return allow.Declare(s)
}

// received is the positive response to a message.
var received = allow.Ack{0x80, 0x00, 0x00}

// dialogue follows the terminal's side of one question.
type dialogue struct {
	received, damaged, accept allow.Ack
	accepted                  bool
}

// Take implements [allow.Dialogue]. Before the terminal has accepted the
// question nothing that it sends is answered: it might be the result of a
// payment that a till began, and answering it would confirm that payment.
func (d *dialogue) Take(f wire.Frame) allow.Step {
	switch {
	case f.Kind == wire.Control && f.Sign == wire.NAK:
		return allow.Step{Resend: true}
	case f.Kind == wire.Control:
		return allow.Step{Longer: waitResponse}
	case f.Kind == wire.Rejected:
		return allow.Step{}
	case f.Check == wire.CheckBad || f.Fault != nil:
		return allow.Step{Ack: d.damaged}
	}
	a, ok := parse(f.Body, false)
	switch {
	case !ok:
		return allow.Step{}
	case a.code[0] == 0x80, a.code[0] == 0x84 && a.code[1] == 0:
		d.accepted = true
		return allow.Step{Ack: d.received, Longer: waitCompletion}
	case a.code[0] == 0x84:
		return allow.Step{Ack: d.received, Refused: refusalText(&a)}
	case !d.accepted:
		return allow.Step{Refused: textBusy}
	case a.code == completion:
		return allow.Step{Ack: d.accept, Done: true}
	case a.code == abortInfo:
		return allow.Step{Ack: d.accept, Refused: refusalText(&a)}
	case a.code == statusInfo, a.code == progressInfo, a.code == hostClock,
		a.code == printLine, a.code == printBlock:
		return allow.Step{Ack: d.accept, Longer: d.patience(&a)}
	}
	return allow.Step{Ack: d.received, Refused: textWantsMore}
}

// longestWait bounds what a terminal may ask for.
const longestWait = 15 * time.Minute

// patience is how long to wait on, which progress may state in minutes.
func (d *dialogue) patience(a *apdu) time.Duration {
	v, ok := a.bmp("minutes")
	if !ok {
		return waitCompletion
	}
	c, _ := first(v)
	minutes := int(c>>4)*10 + int(c&0x0F)
	return max(waitCompletion, min(time.Duration(minutes)*time.Minute, longestWait))
}

// refusalText words a refusal by the code that it states.
func refusalText(a *apdu) codes.Text {
	c := a.code[1]
	if v, ok := a.bmp("27"); ok {
		c, _ = first(v)
	}
	name := codeName(c, codes.ClassAny)
	if name.IsZero() {
		return textRefused.With(c)
	}
	return textRefusedBecause.With(c, name)
}
