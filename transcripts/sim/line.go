package sim

import (
	"slices"
	"time"
)

// role is what a packet is for; the scenario treats each differently.
type role int

const (
	sign       role = iota // an acknowledgement or refusal
	progress               // words about what goes on
	reply                  // answer to a harmless question
	result                 // answer to a payment
	completion             // what makes a result final
	pulled                 // no packet: the cable comes out here
)

// packet is one write.
type packet struct {
	role  role
	after time.Duration // after the write before it
	bytes []byte
	// wait are the signs, in order, that the till must give before the terminal
	// goes on.
	wait []byte
}

const (
	ackAfter  = 20 * time.Millisecond // between a frame and its acknowledgement
	byteAfter = 12 * time.Millisecond // between bytes of a slow terminal
	heldFor   = 1500 * time.Millisecond
	stormSize = 5
)

// last is when the last thing that is decided happens.
func (t *Terminal) last() time.Time {
	if n := len(t.plan); n > 0 && t.plan[n-1].At.After(t.desk.now) {
		return t.plan[n-1].At
	}
	return t.desk.now
}

// acknowledge confirms a frame.
func (t *Terminal) acknowledge() {
	switch {
	case t.yes == nil:
	case t.desk.sc.Does(LateACK):
		t.held = t.yes
	default:
		t.write(packet{role: sign, after: ackAfter, bytes: t.yes})
	}
}

// release sends an acknowledgement that was held for a frame that did not come.
func (t *Terminal) release() {
	if t.held != nil {
		late := t.held
		t.held = nil
		t.write(packet{role: sign, after: heldFor, bytes: late})
	}
}

// refuse says that what came was not understood. A terminal that listens for
// another protocol does the same.
func (t *Terminal) refuse() {
	if t.no == nil {
		return
	}
	n := 1
	if t.desk.sc.Does(NAKStorm) {
		n = stormSize
	}
	for range n {
		t.write(packet{role: sign, after: ackAfter, bytes: t.no})
	}
}

// write decides on a write and gives its time. What the scenario does to bytes
// on their way is done here.
func (t *Terminal) write(p packet) time.Time {
	at := t.last().Add(p.after)
	b := slices.Clone(p.bytes)
	if p.role != sign {
		if t.desk.sc.Does(HalfFrames) {
			b = b[:len(b)/2]
		}
		b, t.held = append(slices.Clone(t.held), b...), nil
	}
	if t.desk.sc.Does(Noise) && p.role != sign {
		t.plan = append(t.plan, Action{At: at, Bytes: t.noise()})
		at = at.Add(silence + ackAfter)
	}
	step, gap := len(b), time.Duration(0)
	if t.desk.sc.Does(SlowBytes) {
		step, gap = 1, byteAfter
	}
	for part := range slices.Chunk(b, max(step, 1)) {
		t.plan = append(t.plan, Action{At: at, Bytes: part})
		at = at.Add(gap)
	}
	if at = t.last(); p.role != sign {
		t.talks = at
	}
	return at
}

// noiseBytes are what a line at the wrong speed or with a bad contact gives.
// None begins a frame of any protocol here.
var noiseBytes = []byte{0xFF, 0xFE, 0xFC, 0xF8, 0xF0, 0xE0, 0xC0, 0x80, 0x7F}

// noise gives a few bytes, other ones each time and the same ones in each run.
func (t *Terminal) noise() []byte {
	out := make([]byte, 7)
	for i := range out {
		t.shrill = t.shrill*1664525 + 1013904223
		out[i] = noiseBytes[t.shrill>>16%uint32(len(noiseBytes))]
	}
	return out
}
