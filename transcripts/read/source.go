package read

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/hex"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/capture"
	"github.com/posdoctor/posdoctor/transcripts/iso"
	"github.com/posdoctor/posdoctor/transcripts/logs"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// source reads one input and gives its events one by one.
type source struct {
	in      Input
	index   int
	out     transcripts.Source
	tally   *tally
	lines   *lineReader
	text    text
	cutter  *logs.Cutter
	iso     *iso.Reader
	masker  *redact.Masker
	queue   *queue
	formats map[string]bool
	seq     int64
	line    int64 // the line at hand
	opened  bool
	done    bool
	any     bool // a line that is not blank was seen
	// captured reads the lines of a capture; nil for everything else.
	captured *captured
	opts     Options
}

func newSource(ctx context.Context, index int, in Input, opts Options) *source {
	s := &source{
		in: in, index: index, opts: opts,
		tally: newTally(ctx, in.R), masker: redact.New(opts.Key),
		queue: newQueue(), formats: map[string]bool{},
	}
	s.out.Name = redact.Clean(in.Name)
	s.iso = iso.NewReader(s.masker, opts.Dialect)
	// Asking whether bytes are whole must not count card data twice.
	probe := iso.NewReader(redact.New(opts.Key), opts.Dialect)
	s.cutter = logs.NewCutter(logs.Config{Whole: func(raw []byte) bool {
		_, fault := probe.Read(raw)
		return fault == nil
	}}, s.record)
	return s
}

// next reads on until an event is ready.
func (s *source) next(ctx context.Context) (transcripts.Event, bool, error) {
	if !s.opened {
		s.opened = true
		s.open()
	}
	for {
		if ev, ok := s.queue.pop(); ok {
			s.seq++
			ev.Seq = s.seq
			return ev, true, nil
		}
		if s.done {
			return transcripts.Event{}, false, ctx.Err()
		}
		if s.line&0xFF == 0 && ctx.Err() != nil {
			return transcripts.Event{}, false, ctx.Err()
		}
		s.step()
	}
}

// open unpacks gzip and tells the encoding.
func (s *source) open() {
	r := bufio.NewReaderSize(s.tally, chunk)
	s.lines = newLineReader(r)
	if magic, _ := r.Peek(2); bytes.Equal(magic, []byte{0x1F, 0x8B}) {
		gz, err := gzip.NewReader(r)
		if err != nil {
			s.out.Encoding = "binary"
			s.stop(binaryInput(s.out.Name))
			return
		}
		s.lines.r = gz
	}
	if s.in.Live {
		s.lines.fill(1)
	} else {
		s.lines.fill(chunk)
	}
	front := s.lines.buf[:min(s.lines.end, chunk)]
	if len(front) == 0 {
		if s.lines.err == nil {
			s.stop(emptyInput(s.out.Name))
		}
		return
	}
	is := sniff(front)
	if is.binary {
		s.out.Encoding = "binary"
		s.stop(binaryInput(s.out.Name))
		return
	}
	s.lines.wide, s.text.wide, s.text.guess = is.wide, is.wide, is.guess
	s.lines.skip(is.mark)
	if is.wide == narrow && capture.Looks(front[is.mark:]) {
		s.captured = newCaptured(s)
	}
}

func (s *source) stop(p *codes.Problem) {
	s.done = true
	s.out.Stopped = p
}

// step takes one line.
func (s *source) step() {
	raw, ok := s.lines.next()
	if !ok {
		s.finish()
		return
	}
	s.line++
	s.out.Lines = s.line
	s.queue.passed(s.line)
	if raw.over {
		s.any = true
		s.out.Unparsed++
		s.fault(lineTooLong(), &logs.Record{Where: transcripts.Where{Line: s.line, Offset: raw.offset, Length: raw.length}})
		return
	}
	line := s.text.line(raw.bytes)
	if s.captured != nil {
		s.any = s.any || len(bytes.TrimSpace(line)) > 0
		s.captured.line(raw, line)
		return
	}
	use := s.cutter.Line(logs.Line{Number: s.line, Offset: raw.offset, Length: raw.length, Text: line})
	if !s.any && len(bytes.TrimSpace(line)) > 0 {
		s.any = true
	}
	s.cover(s.cutter.At())
	switch use {
	case logs.Unused:
		s.out.Unparsed++
		s.watch(line)
	case logs.Aside:
		s.watch(line)
	}
}

// finish ends the source: the cutter hands over what is open.
func (s *source) finish() {
	s.done = true
	s.cutter.End()
	if s.captured != nil {
		s.captured.end()
	}
	s.queue.release()
	err := s.tally.err
	if err == nil {
		err = s.lines.err
	}
	switch {
	case err != nil:
		s.out.Stopped = brokenInput(s.out.Name, err)
	case !s.any:
		s.out.Stopped = emptyInput(s.out.Name)
	}
}

// cover widens the time that the source is known to cover.
func (s *source) cover(at transcripts.Stamp) {
	if !at.Known() {
		return
	}
	// A time with more of its date wins over one with less.
	if rank(at) > rank(s.out.From) {
		s.out.From, s.out.To = at, at
	}
	if rank(at) < rank(s.out.From) {
		return
	}
	if at.Time.Before(s.out.From.Time) {
		s.out.From = at
	}
	if at.Time.After(s.out.To.Time) {
		s.out.To = at
	}
}

func rank(at transcripts.Stamp) int {
	switch {
	case !at.Known():
		return 0
	case at.NoDate:
		return 1
	case at.NoYear:
		return 2
	}
	return 3
}

// watch counts card data in lines that give no event. What is masked is thrown
// away; only the counts of the masker stay.
func (s *source) watch(line []byte) {
	if suspect(line) {
		s.masker.Text(string(line))
	}
}

// suspect is a cheap look for what card data needs: a run of 12 or more digits
// with at most one separator between two, or a word that goes before a secret.
func suspect(line []byte) bool {
	n, sep := 0, false
	for _, c := range line {
		switch {
		case c-'0' <= 9 || c|0x20 >= 'a' && c|0x20 <= 'f' && n > 0:
			if n++; n >= 12 {
				return true
			}
			sep = false
		case !sep && n > 0 && (c == ' ' || c == '-'):
			sep = true
		default:
			n, sep = 0, false
		}
	}
	for _, w := range [...]string{"pin", "PIN", "cvv", "CVV", "cvn", "CVN", "密码", "磁道", "rack"} {
		if bytes.Contains(line, []byte(w)) {
			return true
		}
	}
	return false
}

// summary gives what is known of the source, also when reading ended early.
func (s *source) summary() transcripts.Source {
	out := s.out
	out.Bytes = s.tally.n
	out.SHA256 = hex.EncodeToString(s.tally.sum.Sum(nil))
	if out.Encoding == "" {
		out.Encoding = s.text.name()
	}
	var names []string
	for _, f := range [...]string{"capture", "cnpos", "jpos", "hex", "text"} {
		if s.formats[f] && (f != "text" || len(names) == 0) {
			names = append(names, f)
		}
	}
	out.Format = strings.Join(names, "+")
	out.Masked = s.masker.Counts()
	return out
}
