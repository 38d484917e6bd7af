package serial

import (
	"context"
	"time"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// mirrorEvery is how often a tap looks at settings and control lines. A look may
// cost a USB transfer, so it is seldom; a pulse shorter than this is missed.
const mirrorEvery = 50 * time.Millisecond

// mirrorBoth carries settings and control lines between the sides of a tap.
//
// What can be known is little. The speed of the other end of a real cable shows
// on no wire: only settings that this program changes ([Port.SetLine]), or that
// another program sets for a device that both have (on Linux; the holder of a
// pseudo-terminal), are carried over. Of the control lines the inputs of one
// side become the outputs of the other: CTS there is RTS here, DSR there is DTR
// here. DCD and RI cannot be driven.
func mirrorBoth(ctx context.Context, ab, ba *mirror) {
	defer ab.restore()
	defer ba.restore()
	tick := time.NewTicker(mirrorEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if ab.line() || ba.line() {
			// Both sides are as told now; what was just set is no change to carry.
			ab.look()
			ba.look()
		}
		ab.signals()
		ba.signals()
	}
}

// mirror carries from one side to the other.
type mirror struct {
	from, to *Port
	set      wire.Line // as this program set it last
	driver   wire.Line // as the driver told it last
	told     bool      // whether the driver tells

	// seen are the inputs that were ever raised. A driver that knows nothing
	// reports all as lowered, and a terminal may take a lowered DTR for a register
	// that is gone: so only an input that was raised once can lower an output.
	seen     Signals
	dtr, rts bool // what was set on to; Open raises both
}

func newMirror(from, to *Port) *mirror {
	m := &mirror{from: from, to: to, dtr: true, rts: true}
	m.look()
	return m
}

func (m *mirror) look() {
	m.set = m.from.Line()
	m.driver, m.told = m.from.l.settings()
}

// line carries changed settings over and reports whether there were any.
func (m *mirror) line() bool {
	want := m.from.Line()
	changed := want != m.set
	if now, told := m.from.l.settings(); told && m.told && now != m.driver && !changed {
		changed = true
		want = changedBy(want, m.driver, now)
		m.from.mu.Lock()
		m.from.set = want
		m.from.mu.Unlock()
	}
	if changed && m.to.Line() != want {
		// A driver that refuses keeps what it had; a port that is gone shows itself
		// where it is read.
		_ = m.to.SetLine(want)
	}
	return changed
}

// changedBy gives l with whatever differs between two looks at a driver. The
// rest stays as it was told: a pseudo-terminal always says 8N1.
func changedBy(l, before, now wire.Line) wire.Line {
	if now.Baud != before.Baud {
		l.Baud = now.Baud
	}
	if now.Bits != before.Bits {
		l.Bits = now.Bits
	}
	if now.Parity != before.Parity {
		l.Parity = now.Parity
	}
	if now.Stop != before.Stop {
		l.Stop = now.Stop
	}
	return l
}

// signals carries the control lines over.
func (m *mirror) signals() {
	s, ok := m.from.Signals()
	if !ok {
		return
	}
	m.seen.CTS = m.seen.CTS || s.CTS
	m.seen.DSR = m.seen.DSR || s.DSR
	dtr, rts := s.DSR || !m.seen.DSR, s.CTS || !m.seen.CTS
	if (dtr != m.dtr || rts != m.rts) && m.to.l.raise(dtr, rts) {
		m.dtr, m.rts = dtr, rts
	}
}

// restore raises what was lowered, as an open port has it.
func (m *mirror) restore() {
	if !m.dtr || !m.rts {
		m.to.l.raise(true, true)
	}
}
