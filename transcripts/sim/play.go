package sim

import (
	"slices"
	"time"
)

// Side is who sent something.
type Side string

// The sides.
const (
	FromRegister Side = "register"
	FromTerminal Side = "terminal"
)

// Record is one frame, or what stands where a frame should be.
type Record struct {
	At    time.Time
	Side  Side
	Bytes []byte
	// Check is what the check sum says: "ok", "bad", or "none" where there is
	// none: a sign, bytes without a frame, a frame that breaks off.
	Check string
	// Mark is set, and the rest but At empty, where the cable came out or back:
	// "unplugged", "replugged".
	Mark string
}

// Conversation is what passed between a pretend till and a pretend terminal.
type Conversation struct {
	Scenario   Scenario
	Start, End time.Time
	Records    []Record // in the order of time
}

// till is the register's side of one protocol.
type till interface {
	// ask gives what is sent first for a step.
	ask(c call) [][]byte
	// hear gives what is said to what the terminal sent, and whether the step is
	// over.
	hear(p piece) (say [][]byte, done bool)
}

// call is a step with what a till knows when it takes it.
type call struct {
	Step
	sc   Scenario
	last Payment // the last sale in the terminal's journal
	now  time.Time
	n    int // of the step, from 1
}

// Timing of a pretend till. It is no part of any protocol.
const (
	tillAfter = 15 * time.Millisecond  // to an acknowledgement
	stepAfter = 500 * time.Millisecond // from the end of a step to the next
	stepsMost = 200_000                // a play that never ends is a fault in it
)

// Play lets the scenario's pretend till talk to the terminal, from start on, and
// gives what passes between them. Nothing waits: a play of an hour takes
// moments, and the same scenario and start always give the same conversation.
func Play(s Scenario, start time.Time) Conversation {
	p := newPlayer(s, start)
	for range stepsMost {
		if !p.move() {
			break
		}
	}
	p.flush(FromRegister)
	p.flush(FromTerminal)
	slices.SortStableFunc(p.out, func(a, b Record) int { return a.At.Compare(b.At) })
	return Conversation{Scenario: s, Start: start, End: p.now.Add(stepAfter), Records: p.out}
}

// player moves a play forward, one event at a time.
type player struct {
	s    Scenario
	t    *Terminal
	till till

	now    time.Time
	step   int
	asking bool
	next   time.Time // of the next step, or when waiting for an answer ends
	say    []Action  // what the till has still to send
	out    []Record

	held map[Side]*unfinished
}

// unfinished are the last bytes of one side that are no whole frame yet.
type unfinished struct {
	b  []byte
	at time.Time
}

func newPlayer(s Scenario, start time.Time) *player {
	p := &player{t: New(s, start), s: s, till: protocolOf(s.Protocol).till(s), now: start}
	p.held = map[Side]*unfinished{FromRegister: {}, FromTerminal: {}}
	p.between()
	return p
}

// move does the next thing that happens; false when the play is over.
func (p *player) move() bool {
	at, ok := p.t.Next()
	tillTurn := len(p.say) > 0 && (!ok || !p.say[0].At.After(at))
	stepTurn := (p.asking || p.step < len(p.s.Till)) && (!ok || p.next.Before(at)) && (len(p.say) == 0 || p.next.Before(p.say[0].At))
	switch {
	case stepTurn:
		p.now = p.next
		p.turn()
	case tillTurn:
		a := p.say[0]
		p.say, p.now = p.say[1:], a.At
		p.record(FromRegister, a.Bytes)
		p.t.Receive(p.now, a.Bytes)
	case !ok, !p.asking && p.step == len(p.s.Till) && p.over(at):
		return false
	default:
		p.now = at
		for a, ok := p.t.Do(at); ok; a, ok = p.t.Do(at) {
			p.act(a)
		}
	}
	return true
}

// over reports whether what is left are only signs of life.
func (p *player) over(at time.Time) bool { return at.After(p.next) && !p.t.beat.IsZero() }

// turn begins the next step, or gives one up.
func (p *player) turn() {
	if p.asking {
		p.asking = false
		p.between()
		return
	}
	step := p.s.Till[p.step]
	p.step++
	c := call{Step: step, sc: p.s, now: p.now, n: p.step}
	if e, ok := p.t.desk.find(func(e entry) bool { return e.Operation == Sale }); ok {
		c.last = e.Payment
	}
	at := p.now
	for _, b := range p.till.ask(c) {
		p.say = append(p.say, Action{At: at, Bytes: b})
		at = at.Add(tillAfter)
	}
	p.asking, p.next = true, p.now.Add(p.t.proto.answerWait)
}

// between sets when the next step begins.
func (p *player) between() {
	p.next = p.now.Add(stepAfter)
	if p.step < len(p.s.Till) {
		p.next = p.next.Add(p.s.Till[p.step].After)
	}
}

func (p *player) act(a Action) {
	if a.Bytes == nil {
		p.out = append(p.out, Record{At: a.At, Mark: "unplugged"}, Record{At: a.At.Add(a.Unplug), Mark: "replugged"})
		p.say, p.now, p.asking = nil, a.At.Add(a.Unplug), false
		p.between()
		return
	}
	for _, f := range p.record(FromTerminal, a.Bytes) {
		say, done := p.till.hear(f)
		at := p.now
		for _, b := range say {
			at = at.Add(tillAfter)
			p.say = append(p.say, Action{At: at, Bytes: b})
		}
		if done && p.asking {
			p.asking = false
			p.between()
		}
	}
}

// record writes down what one side sent, frame by frame.
func (p *player) record(side Side, b []byte) []piece {
	h := p.held[side]
	if len(h.b) > 0 && p.now.Sub(h.at) >= silence {
		p.flush(side)
	}
	h.b, h.at = append(h.b, b...), p.now
	var pieces []piece
	var stray []byte
	settle := func() {
		if len(stray) > 0 {
			p.out = append(p.out, Record{At: p.now, Side: side, Bytes: stray, Check: "none"})
			stray = nil
		}
	}
	for {
		f, n := p.t.cut(h.b)
		if n == 0 {
			break
		}
		raw := slices.Clone(h.b[:n])
		h.b = h.b[n:]
		if f.kind == junk {
			stray = append(stray, raw...)
			continue
		}
		settle()
		f.body = slices.Clone(f.body)
		pieces = append(pieces, f)
		p.out = append(p.out, Record{At: p.now, Side: side, Bytes: raw, Check: p.check(f)})
	}
	settle()
	return pieces
}

func (p *player) check(f piece) string {
	switch {
	case f.kind == control && !f.checked || p.t.proto.unchecked != nil && p.t.proto.unchecked(p.s):
		return "none"
	case f.kind == damaged:
		return "bad"
	}
	return "ok"
}

// flush writes down what was held and never became a frame.
func (p *player) flush(side Side) {
	h := p.held[side]
	if len(h.b) > 0 {
		p.out = append(p.out, Record{At: h.at, Side: side, Bytes: slices.Clone(h.b), Check: "none"})
		h.b = nil
	}
}
