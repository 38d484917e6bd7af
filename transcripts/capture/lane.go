package capture

import (
	"time"

	"github.com/posdoctor/posdoctor/transcripts/ecr/known"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// lane holds what one side sent and no record has yet.
type lane struct {
	side   wire.Side
	own    bool
	framer wire.Framer // nil while no protocol is known
	held   []byte      // without a framer
	last   time.Time   // when the last byte came
	waits  bool        // something may be held
	open   bool        // the last record may have ended inside of a number
}

// lanes is how many sides there are, with the unknown one.
const lanes = 3

func laneOf(side wire.Side) int {
	switch side {
	case wire.FromRegister:
		return 1
	case wire.FromTerminal:
		return 2
	}
	return 0
}

// Bytes of an unknown protocol are held up to mostHeld, and up to mostHeard are
// kept in memory to recognise one.
const (
	mostHeld  = 4 << 10
	mostHeard = 32 << 10
)

// flush writes what a lane holds, as it is.
func (w *Writer) flush(l *lane) {
	l.waits = false
	if l.framer != nil {
		for _, f := range l.framer.Flush() {
			w.frame(l, f)
		}
		return
	}
	if len(l.held) == 0 || w.recognised(l) {
		return
	}
	masked, open := bare(wire.Known(l.held), l.open)
	l.open = open
	w.record(l, masked, wire.CheckNone, len(l.held))
	l.held = nil
}

// recognised asks whether what was heard so far is in a known protocol, and if so
// goes on in it: what every lane holds is cut into frames.
func (w *Writer) recognised(l *lane) bool {
	if w.cfg.Recognise == nil || w.held > mostHeard {
		return false
	}
	w.held += len(l.held)
	w.heard.Pieces = append(w.heard.Pieces, known.Piece{From: l.side, Bytes: wire.Known(l.held)}, known.Piece{From: l.side})
	guess, ok := w.cfg.Recognise(w.heard)
	if !ok {
		return false
	}
	// Bytes of a serial line may come over a network, through a converter.
	w.cfg.Protocol, w.cfg.Header.Link, w.heard = &guess.Protocol, guess.Link, known.Sample{}
	w.begin(l.last)
	for i := range w.lanes {
		o := &w.lanes[i]
		held := o.held
		o.held = nil
		for _, f := range o.framer.Feed(wire.Known(held)) {
			w.frame(o, f)
		}
		if o == l {
			for _, f := range o.framer.Flush() {
				w.frame(o, f)
			}
		}
	}
	return true
}
