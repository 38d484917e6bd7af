package zvt

import (
	"fmt"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
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
	accepted bool
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
	turns int
	now   *turn // nil between commands
	// aside is set while the response to an abort command is awaited, which may
	// be sent in the middle of another command.
	aside bool
	// past is the last payment, by whose numbers a repeated result is known.
	past transcripts.Message
	// held are amounts of pre-authorisations by receipt number.
	held map[string]transcripts.Amount
}

func newConversation(o ecr.Options) ecr.Conversation {
	return &conversation{r: reader{o}, held: map[string]transcripts.Amount{}}
}

// maxHeld bounds the pre-authorisations that are remembered.
const maxHeld = 256

// Take implements [ecr.Conversation].
func (c *conversation) Take(side wire.Side, f wire.Frame) []transcripts.Event {
	if f.Kind == wire.Control {
		return nil
	}
	if f.Kind == wire.Rejected || f.Check == wire.CheckBad {
		return []transcripts.Event{{Kind: transcripts.EventFault, Dir: direction(side), Fault: f.Fault}}
	}
	a, ok := parse(f.Body, c.now != nil && c.now.code == stateEnquiry)
	if !ok {
		return []transcripts.Event{{Kind: transcripts.EventFault, Dir: direction(side), Fault: f.Fault}}
	}
	if side == wire.SideUnknown {
		side = c.speaker(a.code)
	}
	var out []transcripts.Event
	if side == wire.FromRegister {
		out = c.register(&a, f.Body)
	} else {
		out = c.terminal(&a)
	}
	return marked(out, side, worst(f.Fault, a.fault))
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
		out[i].Dir = direction(side)
		if fault != nil && out[i].Kind == transcripts.EventMessage {
			out[i].Kind, out[i].Fault = transcripts.EventPartial, fault
			fault = nil
		}
	}
	if fault != nil {
		out = append(out, transcripts.Event{Kind: transcripts.EventFault, Dir: direction(side), Fault: fault})
	}
	return out
}

func direction(side wire.Side) transcripts.Direction {
	switch side {
	case wire.FromRegister:
		return transcripts.Sent
	case wire.FromTerminal:
		return transcripts.Received
	}
	return transcripts.DirectionUnknown
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

// register takes what the till sends.
func (c *conversation) register(a *apdu, body wire.Bytes) []transcripts.Event {
	switch {
	case a.code[0] == 0x80:
		return nil
	case a.code[0] == 0x84:
		return c.refusal(a)
	case a.code == abortCommand:
		c.aside = true
		return []transcripts.Event{c.event(c.command(a, c.talk()))}
	case c.now != nil && !c.now.accepted && c.now.body == body.Hex():
		return nil // the block was sent again because nobody acknowledged it
	}
	t := &turn{talk: c.talk(), code: a.code, body: body.Hex()}
	t.request = c.command(a, t.talk)
	c.now, c.aside = t, false
	return []transcripts.Event{c.event(t.request)}
}

// command makes the message of a command.
func (c *conversation) command(a *apdu, talk string) transcripts.Message {
	m := transcripts.Message{Protocol: protocolID, Function: transcripts.Request, Talk: talk}
	c.r.fill(&m, a)
	m.HostText = ""
	cmd, known := commands()[a.code]
	if known && cmd.kind != kindNone {
		m.Kind = cmd.kind
	}
	if a.code == partUndo {
		c.partUndo(&m)
	}
	m.Class = class(m.Kind)
	if m.Kind.Undoes() || m.Kind == transcripts.KindCompletion || m.Kind == transcripts.KindAdjustment {
		m.Original.Receipt, m.Receipt = m.Receipt, ""
		m.Original.STAN, m.STAN = m.STAN, ""
		m.Original.AuthCode, m.AuthCode = m.AuthCode, ""
	}
	return m
}

// partUndo reads 06 23, which has three uses. With receipt number FFFF it asks
// which pre-authorisations are open. Else it books a pre-authorisation, and the
// amount is what is released of it (PA00P015 2.10): what is booked is the rest,
// known only where the pre-authorisation was seen. To call it an undo would say
// that the customer has all money back.
func (c *conversation) partUndo(m *transcripts.Message) {
	if m.Receipt == "" && !m.Amount.Known && m.STAN == "" {
		m.Kind = transcripts.KindStatus
		return
	}
	released := m.Amount
	m.Amount = transcripts.Amount{}
	held, seen := c.held[m.Receipt]
	if !seen {
		return
	}
	m.Amount = held
	if released.Known {
		m.Amount.Minor -= released.Minor
	}
	switch {
	case m.Amount.Minor == 0:
		m.Kind, m.Amount = transcripts.KindVoid, held
	case m.Amount.Minor < 0:
		m.Amount = transcripts.Amount{}
	}
}

// refusal takes a till's negative response to what the terminal sent last.
func (c *conversation) refusal(a *apdu) []transcripts.Event {
	if c.now == nil || a.code[1] == 0 || a.code[1] == responseRepeat {
		return nil
	}
	switch c.now.last {
	case statusInfo:
		if m := c.now.result; a.code[1] == responsePartly && m != nil {
			if v, ok := a.bmp("04"); ok {
				m.Additional = c.r.amount(a, v)
			}
			return nil
		}
		c.now.refused = true
	case printLine, printBlock:
		return []transcripts.Event{signal(transcripts.SignalPrinterError, textTillCannotPrint.EN)}
	}
	return nil
}

func (c *conversation) talk() string {
	c.turns++
	return fmt.Sprintf("%s#%d", protocolID, c.turns)
}

func (c *conversation) event(m transcripts.Message) transcripts.Event {
	return transcripts.Event{Kind: transcripts.EventMessage, Message: &m}
}

func signal(id transcripts.SignalID, text string) transcripts.Event {
	return transcripts.Event{Kind: transcripts.EventSignal, Signal: &transcripts.Signal{ID: id, Text: text}}
}

// textTillCannotPrint is what 84 CC from the till means.
var textTillCannotPrint = codes.Text{EN: "the till cannot print the receipt", ZH: "收银机无法打印凭证"}
