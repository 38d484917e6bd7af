package read

import (
	"bufio"
	"context"
	"encoding/hex"
	"io"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/iso"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// Input is one thing to read. R is read once, to its end.
type Input struct {
	Name string
	R    io.Reader
}

// Options is what the caller knows beforehand.
type Options struct {
	// Key is the run key for card tokens, 32 random bytes.
	Key []byte
	// Dialect overrides guessing; "" guesses.
	Dialect string
}

// Events reads all inputs and calls emit for each event: in order within a
// source, and across sources by time where times are known. It stops early when
// emit gives an error, and gives that error. Trouble with one source is in its
// Source.Stopped and does not stop the others.
func Events(ctx context.Context, inputs []Input, opts Options, emit func(transcripts.Event) error) ([]transcripts.Source, error) {
	sources := make([]transcripts.Source, len(inputs))
	for i, in := range inputs {
		sources[i] = transcripts.Source{Name: in.Name}
		if err := one(in, i, &sources[i], opts, emit); err != nil {
			return sources, err
		}
	}
	return sources, nil
}

func one(in Input, index int, src *transcripts.Source, opts Options, emit func(transcripts.Event) error) error {
	r := iso.NewReader(redact.New(opts.Key), opts.Dialect)
	sc := bufio.NewScanner(in.R)
	var offset int64
	for sc.Scan() {
		line := sc.Bytes()
		src.Lines++
		where := transcripts.Where{Source: index, Line: src.Lines, Offset: offset, Length: int64(len(line))}
		offset += int64(len(line)) + 1
		raw, err := hex.DecodeString(string(line))
		if err != nil || len(raw) == 0 {
			src.Unparsed++
			continue
		}
		msg, fault := r.Read(raw)
		ev := transcripts.Event{Seq: src.Lines, Where: where, Kind: transcripts.EventMessage, Message: &msg}
		if fault != nil {
			ev = transcripts.Event{Seq: src.Lines, Where: where, Kind: transcripts.EventFault, Fault: fault}
		}
		if err := emit(ev); err != nil {
			return err
		}
	}
	return sc.Err()
}
