package logs

import (
	"bytes"

	"github.com/posdoctor/posdoctor/transcripts"
)

// format reads one kind of record. Formats keep their own state between lines
// and share nothing but the scene.
type format interface {
	// take offers a line and reports whether it belongs to this format.
	take(ln *line, sc *scene) bool
	// pass tells of a line that another format took, or none.
	pass(ln *line, sc *scene)
	// end hands over what is still open.
	end(sc *scene)
}

// scene is what the formats share: where records go, and what the lines before
// said about the ones to come.
type scene struct {
	emit    func(*Record)
	whole   func([]byte) bool
	label   label // the last label that announced a message, spent when used
	clock   clock
	channel string // the realm that the lines at hand belong to
	entry   int    // how many log entries began so far
}

// line is a line with its prefix taken apart once for all formats.
type line struct {
	Line
	at    transcripts.Stamp // as stated on this line
	body  int               // where the text after quote marks and time starts
	key   string            // thread or process that wrote it, "" when not told
	blank bool
	known bool // understood by some format without being taken
	said  bool // it states that something happened
}

// Config is what a cutter may ask its owner.
type Config struct {
	// Whole reports whether bytes read as one whole message. It is asked only
	// where rows alone do not tell where a message ends. May be nil.
	Whole func([]byte) bool
}

// Cutter cuts the lines of one input into records.
type Cutter struct {
	scene   scene
	formats []format
	words   words
	line    line
}

// NewCutter gives a cutter that hands its records to emit.
func NewCutter(cfg Config, emit func(*Record)) *Cutter {
	whole := cfg.Whole
	if whole == nil {
		whole = func([]byte) bool { return false }
	}
	return &Cutter{
		scene:   scene{emit: emit, whole: whole},
		formats: []format{newJPOS(), newFieldList(), newHexText()},
	}
}

// Use is what became of a line.
type Use int

// The uses. Unused lines were not understood.
const (
	Unused  Use = iota
	Aside       // a label, a time, a blank line, part of a log entry around a message
	Message     // part of a message
	Spoken      // it says in words what happened
)

// Line takes the next line and tells what became of it. A line taken into a
// message may still turn out, in its record, to hold none.
func (c *Cutter) Line(l Line) Use {
	ln := &c.line
	*ln = line{Line: l}
	readPrefix(ln)
	c.scene.clock.see(ln)
	if ln.blank {
		ln.known = true
	}
	taken := -1
	for i, f := range c.formats {
		if f.take(ln, &c.scene) {
			taken = i
			break
		}
	}
	// What a line says is handed over after the messages that it ends.
	ln.said = taken < 0 && c.words.look(ln)
	for i, f := range c.formats {
		if i != taken {
			f.pass(ln, &c.scene)
		}
	}
	switch {
	case taken >= 0:
		return Message
	case ln.said:
		c.words.emit(ln, &c.scene)
		return Spoken
	case ln.known:
		return Aside
	}
	return Unused
}

// End hands over what is still open at the end of the input.
func (c *Cutter) End() {
	for _, f := range c.formats {
		f.end(&c.scene)
	}
}

// At gives the time that the last line stated; unknown when it stated none.
func (c *Cutter) At() transcripts.Stamp { return c.line.at }

// clock remembers the last time seen, for lines that state none.
type clock struct {
	at    transcripts.Stamp
	line  int64
	alone bool // it stood on a line of its own, so it heads what follows
}

// near is how many lines a time written among other words still speaks for.
const near = 5

func (c *clock) see(ln *line) {
	if !ln.at.Known() {
		return
	}
	c.at, c.line = ln.at, ln.Number
	rest := bytes.Trim(ln.Text[ln.body:], " \t[]()-=*#:|")
	c.alone = len(rest) == 0
	if c.alone {
		ln.known = true
	}
}

// of gives the time of a record that starts on this line.
func (c *clock) of(ln *line) transcripts.Stamp {
	if ln.at.Known() || c.alone || ln.Number-c.line <= near {
		return c.at
	}
	return transcripts.Stamp{}
}

// span grows a place by a line.
func span(w *transcripts.Where, ln *line) {
	if w.IsZero() {
		*w = transcripts.Where{Line: ln.Number, Offset: ln.Offset, Length: ln.Length}
		return
	}
	w.Length = ln.Offset + ln.Length - w.Offset
}
