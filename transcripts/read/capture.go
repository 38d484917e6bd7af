package read

import (
	"fmt"
	"time"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/capture"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/known"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// captured makes events of the lines of a capture.
type captured struct {
	s      *source
	header capture.Header
	// cut tells that each record is one frame, because the capture knew the
	// protocol; otherwise framers put records together.
	cut      bool
	protocol *ecr.Protocol
	talk     ecr.Conversation
	// talks counts the conversations of the source. What was asked before a gap
	// must not be answered by what comes behind it, so a gap starts a new one.
	talks   int
	lanes   map[wire.Side]*lane
	waiting []piece // what waits for its protocol to show
	bytes   int     // in waiting

	// What GapFree rests on.
	both, begun, ended, holes bool
}

// piece is a record, or a gap where there is none, and its place.
type piece struct {
	record *capture.Record
	at     transcripts.Stamp
	where  transcripts.Where
}

// lane puts the records of one side together.
type lane struct {
	framer wire.Framer
	last   piece
}

// How much is held to recognise a protocol by. What is beyond tells no more.
const (
	mostWaiting = 2048
	mostBytes   = 1 << 18
	mostAsked   = 32 // records up to which each one is a reason to ask
)

func newCaptured(s *source) *captured {
	s.formats["capture"] = true
	return &captured{s: s, header: capture.Header{Link: wire.Serial}, talks: 1}
}

func (c *captured) line(raw rawLine, text []byte) {
	if len(text) == 0 {
		return
	}
	entry, err := capture.Parse(text)
	if err != nil {
		c.s.out.Unparsed++
		c.holes = true
		c.s.watch(text)
		return
	}
	p := piece{where: transcripts.Where{Source: c.s.index, Line: c.s.line, Offset: raw.offset, Length: raw.length}}
	switch {
	case entry.Header != nil:
		c.open(*entry.Header)
		return
	case entry.Mark != nil:
		p.at = stated(entry.Mark.Time)
		c.s.cover(p.at)
		c.mark(*entry.Mark, p)
		return
	}
	p.record, p.at = entry.Record, stated(entry.Record.Time)
	c.s.cover(p.at)
	c.ended = false
	c.piece(p)
}

func stated(at time.Time) transcripts.Stamp {
	return transcripts.Stamp{Time: at, Zone: transcripts.ZoneStated}
}

// open takes a header: the first one, or the protocol that became known, or that
// of another capture in the same file.
func (c *captured) open(h capture.Header) {
	if c.s.line > 1 && !c.begun {
		c.holes = true // the front of the file is missing
	}
	same := c.protocol != nil && h.Protocol == c.protocol.ID && h.Variant == c.header.Variant && h.Link == c.header.Link
	c.header = h
	c.both = h.Both && (c.both || !c.begun)
	if same && c.cut {
		return
	}
	if c.protocol != nil {
		c.flush()
		c.protocol = nil
	}
	if h.Protocol == "" {
		return
	}
	p, ok := c.s.opts.book.byID(h.Protocol)
	if !ok {
		c.holes = true
		return
	}
	c.speak(&p)
	c.flush()
	c.cut = true
}

// speak goes on in a protocol, first with what waited for one.
func (c *captured) speak(p *ecr.Protocol) {
	c.protocol, c.cut, c.lanes = p, false, map[wire.Side]*lane{}
	c.converse()
	waiting := c.waiting
	c.waiting, c.bytes = nil, 0
	for _, w := range waiting {
		c.piece(w)
	}
}

func (c *captured) converse() {
	variant := c.header.Variant
	if variant == "" {
		variant = c.s.opts.Variant
	}
	c.talk = c.protocol.NewConversation(ecr.Options{Masker: c.s.masker, Variant: variant, Currency: c.s.opts.Currency})
}

// mark takes what happened to the capture itself.
func (c *captured) mark(m capture.Mark, p piece) {
	c.ended = m.Sign == capture.Stopped || m.Sign == capture.Rotated
	switch {
	case m.Sign == capture.Started && c.begun, m.Sign.Gap():
		c.holes = true
		c.piece(p)
	case m.Sign == capture.Started, m.Sign == capture.Rotated:
		c.begun = true
	}
}

// piece takes what comes next.
func (c *captured) piece(p piece) {
	switch {
	case c.protocol == nil && c.header.Protocol == "":
		c.wait(p)
	case p.record == nil:
		c.gap(p)
	case c.protocol == nil:
		c.s.out.Unparsed++ // a protocol of another version of posdoctor
	case c.cut:
		f := c.protocol.NewFramer(c.header.Link)
		frames := append(f.Feed(p.record.Bytes), f.Flush()...)
		if len(frames) == 1 {
			frames[0] = asSeen(frames[0], p.record.Check)
		}
		c.frames(p, frames)
	default:
		c.join(p)
	}
}

// gap ends what was under way: between this and what comes next something may
// have happened that the file does not show.
func (c *captured) gap(p piece) {
	if c.protocol != nil {
		c.flush()
		c.talks++
		c.converse()
	}
	c.s.queue.push(transcripts.Event{Where: p.where, At: p.at, Kind: transcripts.EventGap})
}

// join puts a record behind those of its side. As on the line itself, a silence
// ends what is held.
func (c *captured) join(p piece) {
	l := c.lanes[p.record.Side]
	switch {
	case l == nil:
		l = &lane{framer: c.protocol.NewFramer(c.header.Link)}
		c.lanes[p.record.Side] = l
	case silent(l.last, p):
		c.frames(l.last, l.framer.Flush())
	}
	l.last = p
	c.frames(p, l.framer.Feed(p.record.Bytes))
}

func silent(a, b piece) bool { return b.record.Time.Sub(a.record.Time) >= capture.Silence }

// asSeen gives a frame the check that the capture saw when its bytes were whole.
func asSeen(f wire.Frame, check wire.Check) wire.Frame {
	if f.Check != wire.CheckHidden {
		return f
	}
	f.Check = check
	if check == wire.CheckBad && f.Fault == nil {
		f.Fault = badSum(f.Raw.Len())
	}
	return f
}

func (c *captured) frames(p piece, frames []wire.Frame) {
	for _, f := range frames {
		for _, ev := range c.talk.Take(p.record.Side, f) {
			c.event(p, ev)
		}
	}
}

// event places an event and counts it.
func (c *captured) event(p piece, ev transcripts.Event) {
	ev.Where, ev.At = p.where, p.at
	if ev.Dir == transcripts.DirectionUnknown {
		ev.Dir = directions[p.record.Side]
	}
	if m := ev.Message; m != nil && m.Talk != "" && c.talks > 1 {
		m.Talk = fmt.Sprintf("%s/%d", m.Talk, c.talks)
	}
	switch ev.Kind {
	case transcripts.EventMessage:
		c.s.out.Messages++
	case transcripts.EventPartial, transcripts.EventFault:
		c.s.out.Faults++
		c.holes = true
	}
	c.s.queue.push(ev)
}

var directions = map[wire.Side]transcripts.Direction{
	wire.FromRegister: transcripts.Sent, wire.FromTerminal: transcripts.Received,
}

// wait holds a piece until the protocol shows.
func (c *captured) wait(p piece) {
	c.waiting = append(c.waiting, p)
	if p.record == nil {
		return
	}
	c.bytes += p.record.Bytes.Len()
	// Asking at every doubling keeps the work linear.
	n := len(c.waiting)
	full := n >= mostWaiting || c.bytes >= mostBytes
	if n > mostAsked && n&(n-1) != 0 && !full {
		return
	}
	if !c.recognise() && full {
		c.drop()
	}
}

func (c *captured) recognise() bool {
	s := known.Sample{Link: c.header.Link}
	last := map[wire.Side]piece{}
	for _, w := range c.waiting {
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
	p, ok := c.s.opts.book.recognise(s)
	if ok {
		c.speak(&p)
	}
	return ok
}

// drop gives up on what waits.
func (c *captured) drop() {
	for _, w := range c.waiting {
		if w.record == nil {
			c.gap(w)
			continue
		}
		c.s.out.Unparsed++
		c.holes = true
	}
	c.waiting, c.bytes = nil, 0
}

// flush ends what the lanes hold.
func (c *captured) flush() {
	for _, side := range []wire.Side{wire.SideUnknown, wire.FromRegister, wire.FromTerminal} {
		if l := c.lanes[side]; l != nil {
			c.frames(l.last, l.framer.Flush())
		}
	}
	c.lanes = map[wire.Side]*lane{}
}

// end tells what the whole file proves.
func (c *captured) end() {
	if c.protocol == nil && (len(c.waiting) == 0 || !c.recognise()) {
		c.drop()
	}
	if c.protocol != nil {
		c.flush()
	}
	c.s.out.GapFree = c.both && c.begun && c.ended && !c.holes && c.protocol != nil
}
