package read

import (
	"context"
	"io"
	"math"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/capture"
)

// Input is one thing to read. R is read once, to its end.
type Input struct {
	Name string
	R    io.Reader
	// Live is set when R waits for more where a file would end: its events are
	// then given as soon as what came so far tells them, and the encoding is told
	// from the first bytes that come.
	Live bool
}

// Options is what the caller knows beforehand.
type Options struct {
	// Key is the run key for card tokens, 32 random bytes.
	Key []byte
	// Dialect overrides guessing; "" guesses.
	Dialect string
	// Currency is the ISO 4217 code of amounts of cash-register protocols that
	// state none; may be empty.
	Currency string

	// Bytes keeps with each message its masked bytes, for showing. It costs
	// memory, so only what shows single payments asks for it.
	Bytes bool

	book capture.Book
}

// Events reads all inputs and calls emit for each event: in order within a
// source, and across sources by time where times are known. An event without a
// day takes the last time known of its source; on a tie the earlier input comes
// first. It stops early when emit gives an error or ctx ends, and gives that
// error. Trouble with one source is in its Source.Stopped and does not stop the
// others. Memory does not grow with the length of an input or of a line.
func Events(ctx context.Context, inputs []Input, opts Options, emit func(transcripts.Event) error) ([]transcripts.Source, error) {
	all := make([]*source, len(inputs))
	for i, in := range inputs {
		all[i] = newSource(ctx, i, in, opts)
	}
	err := merge(ctx, all, emit)
	out := make([]transcripts.Source, len(all))
	for i, s := range all {
		out[i] = s.summary()
	}
	return out, err
}

// head is the next event of a source and the time by which it is ordered.
type head struct {
	ev   transcripts.Event
	at   int64
	done bool
}

// merge hands the events of all sources over, always the earliest of their next
// ones.
func merge(ctx context.Context, all []*source, emit func(transcripts.Event) error) error {
	heads := make([]head, len(all))
	for i := range heads {
		heads[i].at = math.MinInt64
		if err := heads[i].advance(ctx, all[i]); err != nil {
			return err
		}
	}
	for {
		first := -1
		for i := range heads {
			if !heads[i].done && (first < 0 || heads[i].at < heads[first].at) {
				first = i
			}
		}
		if first < 0 {
			return nil
		}
		if err := emit(heads[first].ev); err != nil {
			return err
		}
		if err := heads[first].advance(ctx, all[first]); err != nil {
			return err
		}
	}
}

func (h *head) advance(ctx context.Context, s *source) error {
	ev, ok, err := s.next(ctx)
	if err != nil {
		return err
	}
	h.ev, h.done = ev, !ok
	if ok && ev.At.HasDay() {
		h.at = ev.At.Time.Unix()*1000 + int64(ev.At.Time.Nanosecond())/1e6
	}
	return nil
}
