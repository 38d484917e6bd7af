package capture

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/known"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// Silence is how long a line must be quiet for what was heard to be taken as
// ended.
const Silence = 200 * time.Millisecond

// Sink is where a capture is written. Sync returns when everything written is
// safe on disk; *os.File is one.
type Sink interface {
	io.Writer
	Sync() error
}

// Config is what a Writer works with.
type Config struct {
	// Header starts the file; its times, in the zone of the time told, are set by the writer. Header.Protocol is
	// overwritten by Protocol.
	Header Header
	// Protocol cuts and masks; nil when it is not known.
	Protocol *ecr.Protocol
	// Recognise, if set, is asked while Protocol is nil, each time that something
	// was heard whole. [Sure] is one.
	Recognise func(known.Sample) (known.Guess, bool)
	// Show, if set, is called with each entry once it is safe on disk, headers
	// too.
	Show func(Entry)
	// Next, if set, opens the file that the capture goes on in after LimitBytes
	// or LimitAge; 0 is no limit. The writer closes neither.
	Next       func() (Sink, error)
	LimitBytes int64
	LimitAge   time.Duration
}

// Writer writes a capture. It is used from one goroutine. After an error it
// writes nothing more, and gives that error again.
type Writer struct {
	cfg   Config
	out   Sink
	lanes [lanes]lane
	stats Stats
	heard known.Sample // what was heard while no protocol is known
	held  int          // bytes in heard

	written int64 // bytes in the file at hand
	since   time.Time
	err     error
}

// Stats counts what a capture holds.
type Stats struct {
	Records, Bytes int64 // bytes as on the line
	// Bad are frames with a wrong check sum, Loose records that are no whole frame
	// of the protocol.
	Bad, Loose int64
	Masked     int64 // records of which something is hidden
	Gaps       int64
	Files      int
	From, To   time.Time // of the first and the last record
	Protocol   string
	Sides      map[wire.Side]int64 // records by side
}

// NewWriter starts a capture in out.
func NewWriter(out Sink, at time.Time, cfg Config) (*Writer, error) {
	w := &Writer{cfg: cfg, out: out}
	w.stats.Sides = map[wire.Side]int64{}
	w.cfg.Header.Port = shown(cfg.Header.Port)
	w.begin(at)
	w.Mark(at, Started, "")
	return w, w.err
}

// Sure recognises a protocol when the bytes prove it.
func Sure(s known.Sample) (known.Guess, bool) {
	guesses := known.Recognise(s)
	if len(guesses) == 0 || !guesses[0].Sure || guesses[0].Parity != 0 || guesses[0].ForeignNAK {
		return known.Guess{}, false
	}
	return guesses[0], true
}

// begin writes a header.
func (w *Writer) begin(at time.Time) {
	h := w.cfg.Header
	h.Time, h.Offset = at, at.Format(offsetForm)
	if h.Protocol = ""; w.cfg.Protocol != nil {
		h.Protocol = w.cfg.Protocol.ID
	}
	w.stats.Protocol = h.Protocol
	for i := range w.lanes {
		if p := w.cfg.Protocol; p != nil && w.lanes[i].framer == nil {
			w.lanes[i].framer = p.NewFramer(h.Link)
		}
	}
	if w.written == 0 {
		w.since = at
		w.stats.Files++
	}
	w.put(Entry{Header: &h})
}

// Take takes bytes of one side as they came. own tells that posdoctor sent them.
func (w *Writer) Take(at time.Time, side wire.Side, own bool, b []byte) error {
	w.Tick(at)
	l := &w.lanes[laneOf(side)]
	if l.own != own {
		w.flush(l)
		l.own = own
	}
	l.side, l.last = side, at
	if l.framer != nil {
		for _, f := range l.framer.Feed(wire.Known(append([]byte(nil), b...))) {
			w.frame(l, f)
		}
		l.waits = true
		return w.err
	}
	l.held = append(l.held, b...)
	l.waits = true
	if len(l.held) >= mostHeld {
		w.flush(l)
	}
	return w.err
}

// Tick tells the time. What was heard before a silence is written; it must be
// called now and then while nothing comes.
func (w *Writer) Tick(now time.Time) error {
	for i := range w.lanes {
		if l := &w.lanes[i]; l.waits && now.Sub(l.last) >= Silence {
			w.flush(l)
		}
	}
	w.rotate(now)
	return w.err
}

// Mark writes a mark, behind everything that was heard before it.
func (w *Writer) Mark(at time.Time, sign Sign, text string) error {
	w.flushAll()
	if sign.Gap() {
		w.stats.Gaps++
	}
	w.put(Entry{Mark: &Mark{Time: at, Sign: sign, Text: shown(text)}})
	return w.err
}

// SetLine notes that the line runs with other settings from here on.
func (w *Writer) SetLine(at time.Time, line wire.Line) error {
	w.cfg.Header.Line = line.String()
	return w.Mark(at, Line, line.String())
}

// Close writes what is held and a last mark.
func (w *Writer) Close(at time.Time) error { return w.Mark(at, Stopped, "") }

// Stats tells what was written so far.
func (w *Writer) Stats() Stats { return w.stats }

func (w *Writer) flushAll() {
	for i := range w.lanes {
		if w.lanes[i].waits {
			w.flush(&w.lanes[i])
		}
	}
}

// frame writes one frame.
func (w *Writer) frame(l *lane, f wire.Frame) {
	h := w.cfg.Header
	switch {
	case f.Check == wire.CheckBad:
		w.stats.Bad++
	case f.Kind == wire.Rejected:
		w.stats.Loose++
	}
	w.record(l, mask(w.cfg.Protocol, h.Link, h.Variant, l.side, f), f.Check, f.Raw.Len())
}

func (w *Writer) record(l *lane, masked wire.Bytes, check wire.Check, n int) {
	w.stats.Records++
	w.stats.Bytes += int64(n)
	w.stats.Sides[l.side]++
	if !masked.AllKnown() {
		w.stats.Masked++
	}
	if w.stats.From.IsZero() {
		w.stats.From = l.last
	}
	w.stats.To = l.last
	w.put(Entry{Record: &Record{Time: l.last, Side: l.side, Bytes: masked, Check: check, Len: n, Own: l.own}})
}

// put writes one line, makes it safe, and only then shows it.
func (w *Writer) put(e Entry) {
	if w.err != nil {
		return
	}
	line, err := json.Marshal(e)
	if err == nil {
		// A single write, so that a crash leaves at most one half line.
		_, err = w.out.Write(append(line, '\n'))
	}
	if err == nil {
		err = w.out.Sync()
	}
	if err != nil {
		w.err = fmt.Errorf("writing the capture: %w", err)
		return
	}
	w.written += int64(len(line)) + 1
	if w.cfg.Show != nil {
		w.cfg.Show(e)
	}
}

// shown makes words fit for a file that is shared.
func shown(s string) string { return redact.Clean(redact.New(nil).Text(s)) }
