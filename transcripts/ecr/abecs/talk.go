package abecs

import (
	"strings"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/say"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/tell"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

const (
	protocol = "abecs"
	book     = "abecs-status"
)

type conversation struct {
	turns   tell.Talks
	pending string // the command that waits for its answer
}

func newConversation(ecr.Options) ecr.Conversation {
	return &conversation{turns: tell.Talks{Protocol: protocol}}
}

// Take tells what a frame says.
func (c *conversation) Take(side wire.Side, f wire.Frame) []transcripts.Event {
	if e, bad := tell.Frame(side, f); bad {
		return []transcripts.Event{e}
	}
	cmd := id(f.Body)
	if f.Kind != wire.Data || cmd == "" {
		return nil
	}
	if c.answers(side, f.Body) {
		return c.answer(side, f.Body)
	}
	c.pending = cmd
	return []transcripts.Event{tell.Message(side, transcripts.Message{
		Protocol: protocol, Class: transcripts.ClassAdmin, Function: transcripts.Request,
		Kind: commands[cmd].kind, TypeCode: cmd, Talk: c.turns.Next(),
	})}
}

// answers tells an answer from a command where the side is not known: it has
// the name of the command that waits, or a name that only the pinpad uses.
func (c *conversation) answers(side wire.Side, b wire.Bytes) bool {
	cmd := id(b)
	if side != wire.SideUnknown {
		return side == wire.FromTerminal
	}
	return cmd == "ERR" || cmd == "NTM" || cmd == c.pending
}

func (c *conversation) answer(side wire.Side, b wire.Bytes) []transcripts.Event {
	cmd, kind := id(b), commands[id(b)].kind
	if cmd == "NTM" {
		return nil
	}
	if cmd == "ERR" && c.pending != "" {
		kind = commands[c.pending].kind
	}
	talk := c.turns.Now()
	if c.pending == "" || cmd != c.pending && cmd != "ERR" {
		talk = c.turns.Next()
	}
	c.pending = ""
	out := []transcripts.Event{tell.Message(side, transcripts.Message{
		Protocol: protocol, Class: transcripts.ClassAdmin, Function: transcripts.Answer, Kind: kind, TypeCode: cmd,
		Talk: talk, Book: book, ResponseCode: status(b),
	})}
	if status(b) != "000" {
		return out
	}
	data, ok := blocks(b, 6)
	switch {
	case !ok || len(data) == 0:
	case cmd == "GIN" || cmd == "GIX":
		if d, ok := device(cmd, b, data[0]); ok {
			out = append(out, tell.Device(side, d))
		}
	case cmd == "FNC" && data[0].to > data[0].from && b.Is(data[0].from, '1'):
		// 1: refused by the card, 2: the card followed the host's refusal (3.6.4).
		out = append(out, tell.Signal(side, transcripts.Signal{ID: transcripts.SignalChipDeclined, Text: "FNC 1"}))
	}
	return out
}

// status is the return code of an answer, three digits; "" when it is hidden.
func status(b wire.Bytes) string {
	if b.Len() < 6 || !b.Slice(3, 6).AllKnown() {
		return ""
	}
	for _, c := range b.B[3:6] {
		if c < '0' || c > '9' {
			return ""
		}
	}
	return string(b.B[3:6])
}

// device reads who the pinpad is.
func device(cmd string, b wire.Bytes, at block) (transcripts.Device, bool) {
	d := transcripts.Device{Protocol: protocol}
	var maker, model string
	if cmd == "GIN" {
		if at.to-at.from != 100 {
			return d, false // about one acquirer's software
		}
		field := func(i, j int) string { return say.Text(b, at.from+i, at.from+j) }
		maker, model, d.Serial = field(0, 20), field(20, 39), field(80, 100)
		d.Software = strings.TrimSpace(field(40, 60) + " " + field(64, 80))
	} else {
		each(b, at, func(tag uint16, from, to int) {
			switch s := say.Text(b, from, to); tag {
			case 0x8001:
				d.Serial = s
			case 0x8003:
				model = s
			case 0x8004:
				maker = s
			case 0x8006:
				d.Software = s
			}
		})
	}
	d.Model = strings.TrimSpace(maker + " " + model)
	return d, d.Model != "" || d.Serial != "" || d.Software != ""
}

// each walks over tags and lengths of two bytes (section 3.1.3.2).
func each(b wire.Bytes, at block, f func(tag uint16, from, to int)) {
	for i := at.from; i+4 <= at.to; {
		n := int(b.B[i+2])<<8 | int(b.B[i+3])
		if i+4+n > at.to || !b.Slice(i, i+4).AllKnown() {
			return
		}
		f(uint16(b.B[i])<<8|uint16(b.B[i+1]), i+4, i+4+n)
		i += 4 + n
	}
}
