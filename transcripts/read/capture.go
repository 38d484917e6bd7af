package read

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/capture"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// captured makes events of the lines of a capture. It is the listener of its
// player.
type captured struct {
	s        *source
	player   *capture.Player
	protocol *ecr.Protocol
	variant  string
	talk     ecr.Conversation
	// talks counts the conversations of the source. What was asked before a gap
	// must not be answered by what comes behind it, so a gap starts a new one.
	talks int

	// What GapFree rests on.
	both, begun, ended, holes bool
}

func newCaptured(s *source) *captured {
	s.formats["capture"] = true
	c := &captured{s: s}
	c.player = capture.NewPlayer(c)
	c.player.Book = s.opts.book
	return c
}

func (c *captured) line(raw rawLine, text []byte) {
	if len(bytes.TrimSpace(text)) == 0 {
		return
	}
	entry, err := capture.Parse(text)
	if err != nil {
		c.s.out.Unparsed++
		c.holes = true
		c.s.watch(text)
		return
	}
	c.player.Entry(entry, transcripts.Where{Source: c.s.index, Line: c.s.line, Offset: raw.offset, Length: raw.length})
	c.prove(entry)
}

// prove follows what the capture says about itself.
func (c *captured) prove(e capture.Entry) {
	switch {
	case e.Header != nil:
		// Without its front a file proves nothing, nor does one that stops
		// recording both directions.
		c.holes = c.holes || c.s.line > 1 && !c.begun
		c.both = e.Header.Both && (c.both || !c.begun)
	case e.Mark != nil:
		c.s.cover(c.player.Stamp(e.Mark.Time))
		c.holes = c.holes || e.Mark.Sign.Gap() || e.Mark.Sign == capture.Started && c.begun
		c.begun = c.begun || e.Mark.Sign == capture.Started || e.Mark.Sign == capture.Rotated
		c.ended = e.Mark.Sign == capture.Stopped || e.Mark.Sign == capture.Rotated
	default:
		c.s.cover(c.player.Stamp(e.Record.Time))
		c.ended = false
	}
}

// Speak starts a conversation in a protocol.
func (c *captured) Speak(p *ecr.Protocol, variant string) {
	c.protocol, c.variant = p, variant
	c.converse()
}

func (c *captured) converse() {
	c.talks++
	c.talk = c.protocol.NewConversation(ecr.Options{Masker: c.s.masker, Variant: c.variant, Currency: c.s.opts.Currency})
}

// Frame tells what a frame means.
func (c *captured) Frame(f capture.Seen) {
	for _, ev := range c.talk.Take(f.Side, f.Frame) {
		if ev.Message != nil && c.s.opts.Bytes {
			ev.Message.Bytes = c.shown(f.Frame)
		}
		c.event(f, ev)
	}
}

// shown gives the masked bytes of a frame. Whoever made the capture may not have
// masked it, and a frame that is not whole has no structure to mask by.
func (c *captured) shown(f wire.Frame) string {
	if f.Fault != nil || f.Check == wire.CheckBad {
		return ""
	}
	return strings.ReplaceAll(redact.New(nil).Text(c.protocol.Mask(f).Hex()), "*", "x")
}

// event places an event and counts it.
func (c *captured) event(f capture.Seen, ev transcripts.Event) {
	ev.Where, ev.At = f.Where, f.At
	if ev.Dir == transcripts.DirectionUnknown {
		ev.Dir = directions[f.Side]
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

// Gap ends what was under way: between this and what comes next something may
// have happened that the file does not show.
func (c *captured) Gap(at transcripts.Stamp, where transcripts.Where) {
	c.Break()
	c.s.queue.push(transcripts.Event{Where: where, At: at, Kind: transcripts.EventGap})
}

// Break starts a new conversation: over another connection nothing answers what
// was asked before.
func (c *captured) Break() {
	if c.protocol != nil {
		c.converse()
	}
}

// Lost counts a record that nobody can read.
func (c *captured) Lost(transcripts.Where) {
	c.s.out.Unparsed++
	c.holes = true
}

// end tells what the whole file proves.
func (c *captured) end() {
	c.player.End()
	c.s.out.GapFree = c.both && c.begun && c.ended && !c.holes && c.protocol != nil
}
