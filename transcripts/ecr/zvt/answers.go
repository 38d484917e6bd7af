package zvt

import (
	"fmt"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
)

// terminal takes what the terminal sends. Lines to print are passed over: what
// a receipt says is no witness of the money.
func (c *conversation) terminal(a *apdu) []transcripts.Event {
	if c.now != nil {
		c.now.last = a.code
	}
	switch {
	case a.code[0] == 0x80 || a.code[0] == 0x84 && a.code[1] == 0:
		if c.aside {
			c.aside = false
		} else if c.now != nil {
			c.now.accepted = true
		}
		return nil
	case a.code[0] == 0x84:
		return c.refused(a)
	case a.code == statusInfo:
		return c.status(a)
	case a.code == progressInfo:
		return c.progress(a)
	case a.code == completion:
		return c.completed(a)
	case a.code == abortInfo:
		return c.aborted(a)
	case a.code == hostClock:
		day, _ := a.bmp("AA")
		at, _ := a.bmp("0C")
		if t := clock("060102150405", digits(day)+digits(at)); t.Known() {
			return []transcripts.Event{deviceEvent(transcripts.Device{Protocol: protocolID, Clock: t})}
		}
	}
	return nil
}

// answer begins the answer to the open turn, or one that stands alone.
func (c *conversation) answer(a *apdu) transcripts.Message {
	m := transcripts.Message{Protocol: protocolID, Function: transcripts.Answer}
	if c.now != nil {
		m.Talk, m.Kind, m.Original = c.now.talk, c.now.request.Kind, c.now.request.Original
	} else {
		m.Talk = c.talks.Next()
	}
	m.Class = class(m.Kind)
	c.r.fill(&m, a)
	c.r.result(&m, a)
	return m
}

// refused takes 84 xx: the terminal does not carry out the command.
func (c *conversation) refused(a *apdu) []transcripts.Event {
	if c.aside {
		c.aside = false
		return nil
	}
	m := c.answer(a)
	if m.ResponseCode == "" {
		m.ResponseCode, m.Book = fmt.Sprintf("%02X", a.code[1]), protocolID
	}
	m.HostCode = ""
	c.now = nil
	return []transcripts.Event{c.event(m)}
}

// status takes 04 0F, the result of a command before its completion.
func (c *conversation) status(a *apdu) []transcripts.Event {
	if c.now != nil && c.now.code == lastResult {
		return []transcripts.Event{c.event(c.repeated(a))}
	}
	m := c.answer(a)
	m.Interim = true
	c.approvedAmount(&m)
	if c.now == nil {
		// A result after its command was completed tells more about it
		// (PA00P015 2.2.6); which command it was nobody saw.
		return []transcripts.Event{c.event(m)}
	}
	c.now.result, c.now.refused = &m, false
	out := []transcripts.Event{c.event(m)}
	if c.now.code == totals || c.now.code == endOfDay {
		if t := c.sums(a, m.Amount); !t.IsZero() {
			out = append(out, deviceEvent(transcripts.Device{Protocol: protocolID, Terminal: m.Terminal, Totals: t}))
		}
	}
	return out
}

// approvedAmount compares the amount of a result, which is what was really
// authorised, with what was asked for.
func (c *conversation) approvedAmount(m *transcripts.Message) {
	if c.now == nil || !m.Kind.MovesMoney() || m.ResponseCode != codeOK {
		return
	}
	asked := c.now.request.Amount
	switch {
	case c.now.code == partUndo:
		m.Amount = asked // it may repeat what was released, which is not what is booked
	case asked.Known && m.Amount.Known && asked.Minor != m.Amount.Minor:
		m.Additional = m.Amount
	}
}

// repeated makes the answer to "repeat the last result". It is about an earlier
// command: which one is known only by its numbers, or by the number of the
// payment that it undid.
func (c *conversation) repeated(a *apdu) transcripts.Message {
	m := transcripts.Message{Protocol: protocolID, Function: transcripts.Answer, Repeat: true, Talk: c.talks.Next()}
	c.r.fill(&m, a)
	c.r.result(&m, a)
	switch p := c.past; {
	case p.STAN != "" && p.STAN == m.STAN && p.Receipt == m.Receipt:
		m.Kind, m.Original = p.Kind, p.Original
	case m.Original.STAN != "":
		m.Kind = transcripts.KindVoid
	}
	m.Class = class(m.Kind)
	return m
}

// progress takes 04 FF. Only what the list of signals knows is told.
func (c *conversation) progress(a *apdu) []transcripts.Event {
	v, _ := a.bmp("progress")
	state, known := first(v)
	p, listed := progresses()[state]
	if !known || !listed || p.signal == "" {
		return nil
	}
	text := p.name.EN
	if own, ok := a.object("24", "07"); ok {
		text = words(own, c.r.o.Masker)
	}
	return []transcripts.Event{signal(p.signal, text)}
}

// completed takes 06 0F.
func (c *conversation) completed(a *apdu) []transcripts.Event {
	t := c.now
	c.now = nil
	var out []transcripts.Event
	if d := device(a); a.state || d.Terminal != "" && (t == nil || !t.request.Kind.MovesMoney()) {
		out = append(out, deviceEvent(d))
	}
	if t == nil {
		if _, ok := a.bmp("27"); !ok {
			return out // of a command that nobody saw, and it says nothing of it
		}
		m := c.answer(a)
		return append(out, c.event(m))
	}
	c.now = t
	m := c.answer(a)
	c.now = nil
	if t.result != nil {
		stated := m.ResponseCode
		m = *t.result
		if t.refused && m.ResponseCode == codeOK || stated != "" && stated != m.ResponseCode {
			return out // it contradicts the result, so the result stays open
		}
		m.Interim = false
	}
	if t.code == endOfDay && m.ResponseCode == codeOK {
		out = append(out, signal(transcripts.SignalBatchSettled, textSettled.EN))
	}
	c.remember(m)
	return append([]transcripts.Event{c.event(m)}, out...)
}

// remember keeps what a later repetition or completion refers to.
func (c *conversation) remember(m transcripts.Message) {
	if !m.Kind.MovesMoney() {
		return
	}
	c.past = m
	if m.Kind == transcripts.KindPreAuth && m.ResponseCode == codeOK && m.Receipt != "" && m.Amount.Known && len(c.held) < maxHeld {
		c.held[m.Receipt] = m.Amount
	}
}

// aborted takes 06 1E, the end of a command that failed. After an approval it
// does not say whether the terminal has undone that: the approval stays open.
// Where result and abort state different codes, the one counts that says less
// about the money.
func (c *conversation) aborted(a *apdu) []transcripts.Event {
	t := c.now
	m := c.answer(a)
	c.now = nil
	if t == nil || t.result == nil {
		return []transcripts.Event{c.event(m)}
	}
	if t.result.ResponseCode == codeOK && t.request.Kind.MovesMoney() {
		s := signal(transcripts.SignalSaleFailed, m.HostText)
		s.Signal.Code = m.ResponseCode
		s.Signal.STAN = t.result.STAN
		return []transcripts.Event{s}
	}
	end := *t.result
	end.Interim = false
	if end.ResponseCode == "" || end.ResponseCode != m.ResponseCode && m.ResponseCode != "" && !declines(m) {
		end.ResponseCode, end.Book = m.ResponseCode, m.Book
	}
	if end.HostText == "" {
		end.HostText = m.HostText
	}
	return []transcripts.Event{c.event(end)}
}

// declines reports whether the book says of an answer's code that nothing was
// booked.
func declines(m transcripts.Message) bool {
	code, ok := book().Lookup(protocolID, m.CodeClass(), m.ResponseCode)
	return ok && code.Money == codes.NotMoved
}

func deviceEvent(d transcripts.Device) transcripts.Event {
	return transcripts.Event{Kind: transcripts.EventDevice, Device: &d}
}
