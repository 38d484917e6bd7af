package capture

import (
	"time"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/known"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Book is what a Player asks about protocols. Its zero value asks package known.
type Book struct {
	ByID      func(id string) (ecr.Protocol, bool)
	Recognise func(known.Sample) (known.Guess, bool)
}

func (b Book) byID(id string) (ecr.Protocol, bool) {
	if b.ByID == nil {
		return known.ByID(id)
	}
	return b.ByID(id)
}

func (b Book) recognise(s known.Sample) (known.Guess, bool) {
	if b.Recognise == nil {
		return Sure(s)
	}
	return b.Recognise(s)
}

// Seen is a frame in a capture.
type Seen struct {
	Frame wire.Frame
	Side  wire.Side
	Own   bool
	At    transcripts.Stamp
	Where transcripts.Where // of the record in which the frame ended
}

// Listener hears what a Player finds, in the order of the file.
type Listener interface {
	// Speak tells that frames from here on are of this protocol.
	Speak(p *ecr.Protocol, variant string)
	Frame(s Seen)
	// Gap tells that bytes may be missing here.
	Gap(at transcripts.Stamp, where transcripts.Where)
	// Break tells that what was asked before it is not answered behind it, though
	// nothing is missing.
	Break()
	// Lost is a record in no known protocol.
	Lost(where transcripts.Where)
}

// Player cuts the entries of a capture into frames. Where the capture knew its
// protocol each record is one frame; else the protocol is recognised, and
// framers put records together. It is not safe for several goroutines.
type Player struct {
	// Book may be set before the first entry.
	Book Book
	to   Listener

	header   Header
	protocol *ecr.Protocol
	cut      bool // each record is one frame
	tracks   map[wire.Side]*track
	waiting  []piece // what waits for its protocol to show
	bytes    int     // in waiting
	begun    bool
}

// piece is a record, or a break where there is none, and its place.
type piece struct {
	record *Record
	whole  bool // nothing is missing at the break
	at     transcripts.Stamp
	where  transcripts.Where
}

// track puts the records of one side together.
type track struct {
	framer wire.Framer
	last   piece
}

// How much is held to recognise a protocol by. What is beyond tells no more.
const (
	mostWaiting = 2048
	mostBytes   = 1 << 18
	mostAsked   = 32 // records up to which each one is a reason to ask
)

// NewPlayer makes a player.
func NewPlayer(to Listener) *Player {
	return &Player{to: to, header: Header{Link: wire.Serial}}
}

// Entry takes the next entry.
func (p *Player) Entry(e Entry, where transcripts.Where) {
	switch {
	case e.Header != nil:
		p.open(*e.Header)
	case e.Mark != nil:
		switch {
		case e.Mark.Sign == Started && p.begun, e.Mark.Sign.Gap():
			p.piece(piece{at: p.Stamp(e.Mark.Time), where: where})
		case e.Mark.Sign == HungUp:
			p.piece(piece{at: p.Stamp(e.Mark.Time), where: where, whole: true})
		}
		p.begun = p.begun || e.Mark.Sign == Started || e.Mark.Sign == Rotated
	default:
		p.piece(piece{record: e.Record, at: p.Stamp(e.Record.Time), where: where})
	}
}

// Stamp gives a time of the capture as the clock of the recording machine showed
// it.
func (p *Player) Stamp(at time.Time) transcripts.Stamp {
	zone, err := p.header.zone()
	if err != nil {
		zone = time.UTC // a header that was not parsed
	}
	return transcripts.Stamp{Time: at.In(zone), Zone: transcripts.ZoneStated}
}

// End tells what is held.
func (p *Player) End() {
	if p.protocol == nil && (len(p.waiting) == 0 || !p.recognised()) {
		p.drop()
	}
	p.flush()
}

// open takes a header: the first one, or the protocol that became known, or that
// of another capture in the same file.
func (p *Player) open(h Header) {
	same := p.protocol != nil && h.Protocol == p.protocol.ID && h.Variant == p.header.Variant && h.Link == p.header.Link
	p.header = h
	if same && p.cut {
		return
	}
	p.flush()
	p.protocol = nil
	if h.Protocol == "" {
		return
	}
	if protocol, ok := p.Book.byID(h.Protocol); ok {
		p.speak(&protocol)
		p.flush()
		p.cut = true
	}
}

// speak goes on in a protocol, first with what waited for one.
func (p *Player) speak(protocol *ecr.Protocol) {
	p.protocol, p.cut, p.tracks = protocol, false, map[wire.Side]*track{}
	p.to.Speak(protocol, p.header.Variant)
	waiting := p.waiting
	p.waiting, p.bytes = nil, 0
	for _, w := range waiting {
		p.piece(w)
	}
}

// piece takes what comes next.
func (p *Player) piece(x piece) {
	switch {
	case p.protocol == nil && p.header.Protocol == "":
		p.wait(x)
	case x.record == nil:
		p.flush()
		p.broken(x)
	case p.protocol == nil:
		p.to.Lost(x.where) // a protocol of another version of posdoctor
	case p.cut:
		f := p.protocol.NewFramer(p.header.Link)
		frames := append(f.Feed(x.record.Bytes), f.Flush()...)
		if len(frames) == 1 {
			frames[0] = asHeard(frames[0], x.record.Check)
		}
		p.frames(x, frames)
	default:
		p.join(x)
	}
}

func (p *Player) broken(x piece) {
	if x.whole {
		p.to.Break()
		return
	}
	p.to.Gap(x.at, x.where)
}

// join puts a record behind those of its side. As on the line itself, a silence
// ends what is held.
func (p *Player) join(x piece) {
	t := p.tracks[x.record.Side]
	switch {
	case t == nil:
		t = &track{framer: p.protocol.NewFramer(p.header.Link)}
		p.tracks[x.record.Side] = t
	case silent(t.last, x):
		p.frames(t.last, t.framer.Flush())
	}
	t.last = x
	p.frames(x, t.framer.Feed(x.record.Bytes))
}

func silent(a, b piece) bool { return b.record.Time.Sub(a.record.Time) >= Silence }

// asHeard gives a frame the check that the capture saw when its bytes were whole.
func asHeard(f wire.Frame, check wire.Check) wire.Frame {
	if f.Check != wire.CheckHidden {
		return f
	}
	f.Check = check
	if check == wire.CheckBad && f.Fault == nil {
		f.Fault = badSum(f.Raw.Len())
	}
	return f
}

func (p *Player) frames(x piece, frames []wire.Frame) {
	for _, f := range frames {
		p.to.Frame(Seen{Frame: f, Side: x.record.Side, Own: x.record.Own, At: x.at, Where: x.where})
	}
}

// wait holds a piece until the protocol shows.
func (p *Player) wait(x piece) {
	p.waiting = append(p.waiting, x)
	if x.record == nil {
		return
	}
	p.bytes += x.record.Bytes.Len()
	// Asking at every doubling keeps the work linear.
	n := len(p.waiting)
	full := n >= mostWaiting || p.bytes >= mostBytes
	if n > mostAsked && n&(n-1) != 0 && !full {
		return
	}
	if !p.recognised() && full {
		p.drop()
	}
}

func (p *Player) recognised() bool {
	s := known.Sample{}
	last := map[wire.Side]piece{}
	for _, w := range p.waiting {
		if w.record == nil {
			s.Pieces = append(s.Pieces, known.Piece{})
			continue
		}
		side := w.record.Side
		if l, ok := last[side]; ok && silent(l, w) {
			s.Pieces = append(s.Pieces, known.Piece{From: side})
		}
		last[side] = w
		s.Pieces = append(s.Pieces, known.Piece{From: side, Bytes: w.record.Bytes})
	}
	guess, ok := p.Book.recognise(s)
	if ok {
		p.header.Link = guess.Link
		p.speak(&guess.Protocol)
	}
	return ok
}

// drop gives up on what waits.
func (p *Player) drop() {
	for _, w := range p.waiting {
		if w.record == nil {
			p.broken(w)
			continue
		}
		p.to.Lost(w.where)
	}
	p.waiting, p.bytes = nil, 0
}

// flush ends what the tracks hold.
func (p *Player) flush() {
	for _, side := range []wire.Side{wire.SideUnknown, wire.FromRegister, wire.FromTerminal} {
		if t := p.tracks[side]; t != nil {
			p.frames(t.last, t.framer.Flush())
		}
	}
	p.tracks = map[wire.Side]*track{}
}
