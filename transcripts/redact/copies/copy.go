package copies

import (
	"bytes"
	"context"
	"io"
	"maps"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/capture"
	"github.com/posdoctor/posdoctor/transcripts/iso"
	"github.com/posdoctor/posdoctor/transcripts/logs"
	"github.com/posdoctor/posdoctor/transcripts/read"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// Options is what the caller of Copy knows.
type Options struct {
	// Name is what problems call the input; may be empty.
	Name string
	// Dialect overrides guessing; "" guesses.
	Dialect string
	// Key is the run key by which cards are told apart, 32 random bytes. It is
	// needed with Card only and never written.
	Key []byte
	// Card, when set, hears of each place of a card number that was masked, in no
	// certain order. An error ends copying.
	Card func(Card) error
}

// Card is a place of a card number in the copy.
type Card struct {
	// Number tells cards apart within one copy: they are counted from 1 in the
	// order in which they were found.
	Number int
	// Masked is what may be shown of it: first 6 and last 4 digits at most.
	Masked string
	Where  transcripts.Where
}

// Counts says what a copy is and what was hidden in it. It holds no data.
type Counts struct {
	Bytes int64 // of the copy; of the content where Gzip is set
	Lines int64
	// Gzip tells that the input was compressed and the copy is of its content.
	Gzip bool
	// Masked counts what was hidden, by kind: those of [redact.Masker.Counts],
	// "other" for values that nobody knows, "line" for lines hidden whole, since
	// they are longer than 1 MiB or no text. What lies where two parts of the input
	// meet may be counted twice.
	Masked map[string]int64
}

// Copy writes a copy of src to dst in which card data is hidden and everything
// else is what and where it was. Memory does not grow with the length of the
// input or of a line. Where masking is impossible the error is a
// [*codes.Problem] (input.binary, input.empty, input.read, input.unmaskable),
// and what was written until then must be thrown away. Errors of dst, of
// Options.Card and of ctx come back as they are.
func Copy(ctx context.Context, dst io.Writer, src io.Reader, o Options) (Counts, error) {
	w := &window{dst: dst}
	c := newCopier(w, o)
	text, problem := read.OpenText(o.Name, src, c)
	if problem != nil {
		return Counts{}, problem
	}
	w.wide, w.next = text.Wide(), text.Offset()
	c.counts.Gzip = text.Gzip
	for {
		if c.counts.Lines&0xFF == 0 && ctx.Err() != nil {
			return c.done(), ctx.Err()
		}
		line, ok := text.Next()
		if c.err != nil {
			return c.done(), c.err
		}
		if !ok {
			break
		}
		w.next = text.Offset()
		c.line(line)
		if err := c.pass(false); err != nil {
			return c.done(), err
		}
	}
	if p := text.Err(); p != nil {
		return c.done(), p
	}
	if ctx.Err() != nil {
		return c.done(), ctx.Err()
	}
	c.cutter.End()
	err := c.pass(true)
	return c.done(), err
}

// copier is one copy under way.
type copier struct {
	o       Options
	w       *window
	masker  *redact.Masker // of shapes; its counts are told
	quiet   *redact.Masker // of structure, which counts itself
	iso     *iso.Reader
	cutter  *logs.Cutter
	counts  Counts
	cards   map[string]int // numbers by token
	begun   bool           // a line that is not blank was seen
	capture bool           // the input is a capture
	checker capture.Checker
	class   byte  // third digit of the type of the last list of fields
	lost    bool  // a message began before the window
	err     error // what Options.Card gave
}

func newCopier(w *window, o Options) *copier {
	c := &copier{
		o: o, w: w, masker: redact.New(o.Key), quiet: redact.New(o.Key), cards: map[string]int{},
		counts: Counts{Masked: map[string]int64{}},
	}
	c.iso = iso.NewReader(c.quiet, o.Dialect)
	probe := iso.NewReader(redact.New(o.Key), o.Dialect)
	c.cutter = logs.NewCutter(logs.Config{Whole: func(raw []byte) bool {
		_, fault := probe.Read(raw)
		return fault == nil
	}}, c.record)
	return c
}

// Write takes bytes of the content as they are read, ahead of their lines.
func (c *copier) Write(p []byte) (int, error) {
	if c.w.endless() {
		for len(c.w.lines) > 0 && c.err == nil {
			c.err = c.let(len(c.w.lines))
		}
		if c.err == nil {
			c.err = c.w.spill()
		}
		if c.err != nil {
			return 0, c.err
		}
	}
	return c.w.raw.Write(p)
}

// line takes the next line.
func (c *copier) line(l read.TextLine) {
	c.counts.Lines++
	if l.Over || l.Binary {
		c.counts.Masked["line"]++
		c.w.add(l.Offset, l.Length, nil)
		return
	}
	c.w.add(l.Offset, l.Length, l.Text)
	if !c.begun {
		c.begun = len(bytes.TrimSpace(l.Text)) > 0
		c.capture = c.w.wide == read.Narrow && capture.Looks(append(bytes.Clone(l.Text), '\n'))
	}
	if c.capture && c.captured(c.w.last()) {
		return
	}
	// The cutter reads the line as it was, so that it cuts what reading cuts.
	c.cutter.Line(logs.Line{Number: c.counts.Lines, Offset: l.Offset, Length: l.Length, Text: l.Text})
	c.tags(c.w.last())
}

// pass lets go of what is settled; at the end of everything.
func (c *copier) pass(end bool) error {
	if c.err != nil {
		return c.err
	}
	for c.w.full() || end && len(c.w.lines) > 0 {
		if err := c.let(c.w.ready(end)); err != nil {
			return err
		}
	}
	if !end {
		return nil
	}
	return c.w.flush()
}

// let writes the first n lines.
func (c *copier) let(n int) error {
	if c.lost {
		return unmaskable(c.o.Name)
	}
	c.shapes(n)
	if c.err != nil {
		return c.err
	}
	return c.w.release(n)
}

// done gives the counts.
func (c *copier) done() Counts {
	out := c.counts
	out.Masked = maps.Clone(c.counts.Masked)
	for k, n := range c.masker.Counts() {
		out.Masked[k] += n
	}
	out.Bytes = c.w.written
	return out
}

// card tells of a place of a card.
func (c *copier) card(card transcripts.Card, l *line, from, to int) {
	if c.o.Card == nil || card.Masked == "" || c.err != nil {
		return
	}
	id := card.Token
	if id == "" {
		id = card.Masked
	}
	n := c.cards[id]
	if n == 0 {
		n = len(c.cards) + 1
		c.cards[id] = n
	}
	where := transcripts.Where{Line: l.number, Offset: l.offset, Length: l.length}
	if a, b, ok := c.w.place(l, from, to); ok {
		where.Offset, where.Length = a, b-a
	}
	c.err = c.o.Card(Card{Number: n, Masked: card.Masked, Where: where})
}
