package sim

import (
	"slices"
	"time"
)

// Action is one thing that a pretend terminal does.
type Action struct {
	At    time.Time
	Bytes []byte // to write; nil when the cable comes out
	// Unplug is how long the cable is out before it comes back.
	Unplug time.Duration
}

// Terminal is a pretend terminal. It has no clock and no port of its own: it is
// told what came and when, and asked what it does. It is not safe for several
// goroutines.
type Terminal struct {
	proto *protocol
	cut   cutter
	talk  talker
	desk  *desk

	yes, no []byte // acknowledgement and refusal

	in    []byte
	junk  bool      // bytes came that are part of no frame
	quiet time.Time // when a silence ends the bytes so far; zero: none held

	plan   []Action  // what is decided, in the order of time
	talks  time.Time // when the last of it is written that is no mere sign
	outbox []packet  // what waits for the till's word before it is sent
	wait   []byte    // signs that the till still owes for the first of the outbox
	resend time.Time // when the first of the outbox is sent again
	tries  int
	held   []byte    // an acknowledgement held back
	beat   time.Time // of the next heartbeat; zero: none
	shrill uint32    // state of the noise
}

// A silence of this length ends a frame (ZVT T1; others are no shorter).
const silence = 200 * time.Millisecond

// mostHeld bounds the bytes that may wait for the end of their frame; the longest
// frame of a till is far shorter.
const mostHeld = 1 << 13

// New makes the terminal of a scenario that [Parse] gave. now is when it is
// switched on.
func New(s Scenario, now time.Time) *Terminal {
	p := protocolOf(s.Protocol)
	t := &Terminal{proto: p, cut: p.cut(s), desk: newDesk(s, p, now), shrill: 1}
	t.talk = p.talk(s)
	t.yes, t.no = p.signs(s)
	if p.heartbeat != nil && !s.Does(Silent) && !s.Does(Echo) {
		t.beat = now.Add(p.beatEvery)
	}
	return t
}

// Receive takes what a till sent, however it was cut on the way.
func (t *Terminal) Receive(now time.Time, b []byte) {
	t.desk.now = now
	switch {
	case t.desk.sc.Does(Silent):
		return
	case t.desk.sc.Does(Echo):
		t.plan = append(t.plan, Action{At: now, Bytes: slices.Clone(b)})
		return
	}
	if t.in = append(t.in, b...); len(t.in) > mostHeld {
		t.in, t.junk = nil, true
	}
	for {
		p, n := t.cut(t.in)
		if n == 0 {
			break
		}
		t.in = t.in[n:]
		t.take(p)
	}
	if t.quiet = (time.Time{}); len(t.in) > 0 || t.junk {
		t.quiet = now.Add(silence)
	}
}

func (t *Terminal) take(p piece) {
	switch p.kind {
	case junk:
		t.junk = true
	case damaged:
		t.refuse()
	case control:
		t.junk = false
		t.heard(p.sign)
	case data:
		t.junk = false
		t.message(p.body)
	}
}

// message handles a whole frame of the till.
func (t *Terminal) message(body []byte) {
	if t.desk.sc.Does(NAKStorm) {
		t.refuse()
		return
	}
	working := t.desk.sc.Does(Busy) || len(t.outbox) > 0 || t.talks.After(t.desk.now)
	t.acknowledge()
	switch s := t.proto.signOf(body); {
	case s != 0:
		t.heard(s)
	case working:
		if t.proto.busy != nil {
			t.write(packet{role: reply, bytes: t.proto.busy(t.desk.sc)})
		}
	default:
		t.talk.take(t.desk, body)
		t.post()
	}
	t.release()
}

// heard handles a sign of the till.
func (t *Terminal) heard(s byte) {
	switch {
	case len(t.wait) > 0 && slices.Contains(t.wait, s):
		// A sign that comes early stands for those before it.
		t.wait = t.wait[slices.Index(t.wait, s)+1:]
		if len(t.wait) == 0 {
			t.outbox, t.tries = t.outbox[1:], 0
			t.next()
		}
	case s == nak:
		t.again()
	case s == ack || s == accepted:
	default:
		if t.desk.sc.Does(Busy) && s == enq {
			t.refuse()
			return
		}
		t.talk.sign(t.desk, s)
		t.post()
	}
}

// post takes over what the talker wants to say, as far as the scenario lets it.
func (t *Terminal) post() {
	idle := len(t.outbox) == 0
	for _, p := range t.desk.out {
		switch {
		case p.role == result && t.desk.sc.Does(Unplug):
			p = packet{role: pulled, after: p.after}
		case p.role >= result && t.desk.sc.Does(LostResponse), p.role == completion && t.desk.sc.Does(NoCompletion):
			continue
		}
		t.outbox = append(t.outbox, p)
	}
	t.desk.out = nil
	if idle {
		t.next()
	}
}

// next sends the outbox up to the first packet that must be confirmed.
func (t *Terminal) next() {
	for len(t.outbox) > 0 {
		p := t.outbox[0]
		if p.role == pulled {
			t.plan = append(t.plan, Action{At: t.last().Add(p.after), Unplug: cableOut})
			t.outbox, t.held, t.in, t.talks = nil, nil, nil, t.last()
			return
		}
		at := t.write(p)
		if len(p.wait) > 0 {
			t.wait, t.resend = p.wait, at.Add(t.proto.ackWait)
			return
		}
		t.outbox = t.outbox[1:]
	}
}

// again sends the first of the outbox once more, or gives up.
func (t *Terminal) again() {
	if len(t.wait) == 0 {
		return
	}
	t.wait = nil
	if t.tries++; t.tries > t.proto.repeats {
		t.outbox, t.tries = nil, 0
		return
	}
	t.outbox[0].after = 0
	t.next()
}

// cableOut is how long an unplugged cable is out.
const cableOut = 3 * time.Second

// Next says when the terminal wants to do something; false when only the till
// can make it.
func (t *Terminal) Next() (time.Time, bool) {
	var at time.Time
	for _, x := range t.times() {
		if !x.IsZero() && (at.IsZero() || x.Before(at)) {
			at = x
		}
	}
	return at, !at.IsZero()
}

func (t *Terminal) times() []time.Time {
	var first, resend time.Time
	if len(t.plan) > 0 {
		first = t.plan[0].At
	}
	if len(t.wait) > 0 {
		resend = t.resend
	}
	return []time.Time{first, resend, t.quiet, t.beat}
}

// Do gives the next thing that the terminal does at this time, and false when
// there is none.
func (t *Terminal) Do(now time.Time) (Action, bool) {
	t.desk.now = now
	due := func(x time.Time) bool { return !x.IsZero() && !x.After(now) }
	if due(t.quiet) {
		t.quiet = time.Time{}
		if len(t.in) > 0 || t.junk {
			t.in, t.junk = nil, false
			t.refuse()
		}
	}
	if len(t.wait) > 0 && due(t.resend) {
		t.again()
	}
	if due(t.beat) {
		t.beat = t.beat.Add(t.proto.beatEvery)
		if len(t.plan) == 0 {
			t.write(packet{role: reply, bytes: t.proto.heartbeat})
		}
	}
	if len(t.plan) == 0 || t.plan[0].At.After(now) {
		return Action{}, false
	}
	a := t.plan[0]
	t.plan = t.plan[1:]
	return a, true
}
