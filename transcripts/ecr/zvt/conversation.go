package zvt

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/tell"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Codes of messages that a conversation turns on.
var (
	statusInfo   = code{0x04, 0x0F}
	progressInfo = code{0x04, 0xFF}
	hostClock    = code{0x04, 0x01}
	stateEnquiry = code{0x05, 0x01}
	abortInfo    = code{0x06, 0x1E}
	lastResult   = code{0x06, 0x20}
	partUndo     = code{0x06, 0x23}
	endOfDay     = code{0x06, 0x50}
	totals       = code{0x06, 0x10}
	abortCommand = code{0x06, 0xB0}
	printLine    = code{0x06, 0xD1}
	printBlock   = code{0x06, 0xD3}
)

// Codes that mean something of their own in responses.
const (
	codeOK         = "00"
	responseRepeat = 0x9C // to a result: send it once more
	responsePartly = 0x9D // to a result: only a part of the goods was given out
)

// turn is one command and what follows until it is completed.
type turn struct {
	talk     string
	code     code
	request  transcripts.Message
	body     string // of the command, to know it when it is sent again
	repeats  int    // how often it was
	acked    bool   // the terminal has acknowledged the block
	accepted bool   // the terminal has taken the command
	// result is the last result stated; it counts when the turn is completed.
	result *transcripts.Message
	// refused is set when the till refused an approval, on which the terminal
	// undoes it by itself (PA00P015 2.2.6).
	refused bool
	// last is what the terminal sent last, which the till's response answers.
	last code
}

// conversation implements [ecr.Conversation].
type conversation struct {
	r     reader
	talks tell.Talks
	now   *turn // nil between commands
	// heard is set once the terminal was heard: only then does a missing
	// acknowledgement mean anything.
	heard bool
	// ended is the message that ended the last command, to know it when it is
	// sent again.
	ended string
	// aside is set while the response to an abort command is awaited, which may
	// be sent in the middle of another command.
	aside bool
	// past is the last payment, by whose numbers a repeated result is known.
	past transcripts.Message
	// held are amounts of pre-authorisations by receipt number.
	held map[string]transcripts.Amount
}

func newConversation(o ecr.Options) ecr.Conversation {
	return &conversation{r: reader{o}, talks: tell.Talks{Protocol: protocolID}, held: map[string]transcripts.Amount{}}
}

// maxHeld bounds the pre-authorisations that are remembered.
const maxHeld = 256

// Take implements [ecr.Conversation].
func (c *conversation) Take(side wire.Side, f wire.Frame) []transcripts.Event {
	if f.Kind == wire.Control {
		c.sign(side, f.Sign)
		return nil
	}
	if f.Kind == wire.Rejected || f.Check == wire.CheckBad {
		return []transcripts.Event{{Kind: transcripts.EventFault, Dir: tell.Direction(side), Fault: f.Fault}}
	}
	a, ok := parse(f.Body, c.now != nil && c.now.code == stateEnquiry)
	if !ok {
		return []transcripts.Event{{Kind: transcripts.EventFault, Dir: tell.Direction(side), Fault: f.Fault}}
	}
	if side == wire.SideUnknown {
		side = c.speaker(a.code)
	}
	var out []transcripts.Event
	if side == wire.FromRegister {
		out = c.register(&a, f.Body)
	} else {
		c.heard = true
		open := c.now != nil
		if !open && c.ended == f.Body.Hex() {
			return nil // the end of a command, sent again
		}
		out = c.terminal(&a)
		if open && c.now == nil {
			c.ended = f.Body.Hex()
		}
	}
	return marked(out, side, worst(f.Fault, a.fault))
}

// sign takes an acknowledgement or a refusal of a block.
func (c *conversation) sign(side wire.Side, s wire.Sign) {
	if side == wire.FromRegister {
		return
	}
	c.heard = true
	if c.now != nil && s == wire.ACK {
		c.now.acked = true
	}
}

// sentAgain reports whether a command is the open one once more, because its
// block was not acknowledged. A till may repeat a block twice (PA00P016 3.5);
// where it was received, or nobody shows whether it was, the same command is a
// new one: better one too many than a payment missed.
func (c *conversation) sentAgain(body wire.Bytes) bool {
	t := c.now
	if t == nil || !c.heard || t.acked || t.accepted || t.last != (code{}) || t.repeats == repeats || t.body != body.Hex() {
		return false
	}
	t.repeats++
	return true
}

// worst is the fault to tell: what stops reading wins over what is odd.
func worst(frame, content *transcripts.Fault) *transcripts.Fault {
	if content != nil {
		return content
	}
	return frame
}

// marked sets the direction of events, and turns messages that could not be
// read whole into partial ones.
func marked(out []transcripts.Event, side wire.Side, fault *transcripts.Fault) []transcripts.Event {
	for i := range out {
		out[i].Dir = tell.Direction(side)
		if fault != nil && out[i].Kind == transcripts.EventMessage {
			out[i].Kind, out[i].Fault = transcripts.EventPartial, fault
			fault = nil
		}
	}
	if fault != nil {
		out = append(out, transcripts.Event{Kind: transcripts.EventFault, Dir: tell.Direction(side), Fault: fault})
	}
	return out
}

// speaker tells who sent a message on a line that shows both sides.
func (c *conversation) speaker(k code) wire.Side {
	switch {
	case k[0] == 0x80 || k[0] == 0x84:
		if c.aside || c.now != nil && !c.now.accepted {
			return wire.FromTerminal
		}
		return wire.FromRegister
	case k == printLine || k == printBlock:
		if c.now == nil {
			return wire.FromRegister
		}
		return wire.FromTerminal
	}
	if cmd, known := commands()[k]; known {
		return cmd.side
	}
	return wire.FromRegister
}

func (c *conversation) event(m transcripts.Message) transcripts.Event {
	return transcripts.Event{Kind: transcripts.EventMessage, Message: &m}
}

func signal(id transcripts.SignalID, text string) transcripts.Event {
	return transcripts.Event{Kind: transcripts.EventSignal, Signal: &transcripts.Signal{ID: id, Text: text}}
}

// textTillCannotPrint is what 84 CC from the till means.
var textTillCannotPrint = codes.Text{EN: "the till cannot print the receipt", ZH: "收银机无法打印凭证"}
