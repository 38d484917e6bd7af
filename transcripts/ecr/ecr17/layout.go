package ecr17

import (
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/part"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// field is a place in a text: the first character from 1, and how many; 0 is
// "up to the end".
type field struct {
	at, size int
	part.Spec
}

// command is one kind of message.
type command struct {
	code     byte
	name     codes.Text
	kind     transcripts.Kind
	class    transcripts.Class
	function transcripts.Function
	length   int    // of a request: tells it from an answer when the side is not known
	least    int    // of a longer form of an answer
	answers  string // codes of the requests that it answers
	always   []field
	ok, ko   []field // more, where the result is 00 or 01
}

// headLen is what every text begins with: terminal, a zero, and the code.
const headLen = 10

var headFields = []field{{1, 8, terminal}, {9, 1, reserved}, {10, 1, commandSpec}}

// codeOf gives the code of a text, 0 when it does not begin as one does.
func codeOf(body wire.Bytes) byte {
	if body.Len() < headLen || strings.Trim(body.Slice(0, 8).Text(), "0123456789") != "" || !body.Is(8, '0') {
		return 0
	}
	c, known := body.At(9)
	if letter := c|0x20 >= 'a' && c|0x20 <= 'z'; !known || !letter {
		return 0
	}
	return c
}

// find gives the command of a text. Most letters are a request from the till and
// another message from the terminal; where the side is not known the length of
// the request tells.
func find(body wire.Bytes, side wire.Side) *command {
	code := codeOf(body)
	var near *command
	for i := range commands {
		c := &commands[i]
		request := c.function == asks
		switch {
		case c.code != code, body.Len() < c.least:
		case code == 'U': // goes both ways
			return c
		case side == wire.FromRegister && !request, side == wire.FromTerminal && request:
		case side == wire.SideUnknown && request && c.length != 0 && c.length != body.Len():
			near = c
		default:
			return c
		}
	}
	return near
}

// split takes a text apart. What no field covers is hidden unless it is filler,
// and so is a field that is cut short.
func split(c *command, body wire.Bytes) []part.Part {
	if codeOf(body) == 0 {
		return []part.Part{{Bytes: body}}
	}
	fields := headFields
	if c != nil {
		fields = append(fields[:len(fields):len(fields)], c.always...)
		switch result := at(body, 11, 2); {
		case c.function == asks:
		case result == "00":
			fields = merge(fields, c.ok)
		case result == "01":
			fields = merge(fields, c.ko)
		}
	}
	var out []part.Part
	next := 0
	for _, f := range fields {
		from := f.at - 1
		if from >= body.Len() {
			break
		}
		out = gap(out, body, next, from)
		to := body.Len()
		if f.size > 0 {
			to = min(to, from+f.size)
		}
		p := part.Part{Spec: f.Spec, Off: from, Bytes: body.Slice(from, to)}
		if to < from+f.size {
			p.Keep = part.Drop
		}
		out = append(out, p)
		next = to
	}
	return gap(out, body, next, body.Len())
}

// gap adds what stands between two fields.
func gap(out []part.Part, body wire.Bytes, from, to int) []part.Part {
	if from >= to {
		return out
	}
	p := part.Part{Off: from, Bytes: body.Slice(from, to)}
	if strings.Trim(p.Bytes.Text(), "0 ") == "" {
		p.Spec = reserved
	}
	return append(out, p)
}

// merge puts two lists in the order of their places.
func merge(a, b []field) []field {
	out := make([]field, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0].at < b[0].at {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// at reads characters by their place from 1; "" when the text is too short.
func at(body wire.Bytes, place, size int) string {
	if body.Len() < place-1+size {
		return ""
	}
	return body.Slice(place-1, place-1+size).Text()
}
