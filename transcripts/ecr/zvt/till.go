package zvt

import (
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// register takes what the till sends.
func (c *conversation) register(a *apdu, body wire.Bytes) []transcripts.Event {
	switch {
	case a.code[0] == 0x80:
		return nil
	case a.code[0] == 0x84:
		return c.refusal(a)
	case a.code == abortCommand:
		c.aside = true
		return []transcripts.Event{c.event(c.command(a, c.talks.Next()))}
	case c.sentAgain(body):
		return nil
	}
	c.ended = ""
	t := &turn{talk: c.talks.Next(), code: a.code, body: body.Hex()}
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
