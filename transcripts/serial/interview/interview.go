// Package interview asks a terminal how it is. Its door is [Run]: it goes
// through the harmless questions of one protocol, one after the other, and says
// of each whether it was asked and how it ended. What the terminal answers is
// not judged here: the bytes of both sides go to a recorder, and are read like
// any other capture.
package interview

import (
	"context"
	"errors"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/serial"
)

// Port is a port that can ask; serial.Port is one.
type Port interface {
	Link() wire.Link
	Ask(ctx context.Context, q ecr.Query, f wire.Framer, saw func(serial.Chunk)) (serial.Answer, error)
}

// patience is the longest that one question may take. Some terminals may wait
// minutes for a cardholder; nobody pays while the terminal is asked how it is.
const patience = 45 * time.Second

// Options say what may be asked.
type Options struct {
	Params ecr.Params
	// Allow are the effects that the user agreed to; a question with any other
	// effect is skipped.
	Allow ecr.Effect
	// Record takes every byte of both sides, at once; own is set for what was
	// sent from here. Its error ends the interview.
	Record func(at time.Time, from wire.Side, own bool, b []byte) error
	// Tell gets each step as it ends; may be nil.
	Tell func(Step)
}

// Step is one question, asked or not.
type Step struct {
	Purpose ecr.Purpose
	Title   codes.Text // of the question; empty when the protocol has none
	Asked   bool
	Outcome serial.Outcome // of a question that was asked
	// Reason says why it was not asked, or why it has no answer.
	Reason codes.Text
}

// Answered reports whether the question has its answer.
func (s Step) Answered() bool { return s.Outcome == serial.Answered }

// Run asks the questions of protocol p over port. The error is that of the
// port, the recorder or ctx; the steps until then are given with it.
func Run(ctx context.Context, port Port, p ecr.Protocol, o Options) ([]Step, error) {
	r := &run{ctx: ctx, port: port, p: p, o: o}
	err := r.all()
	return r.steps, err
}

// run is one interview under way.
type run struct {
	ctx   context.Context
	port  Port
	p     ecr.Protocol
	o     Options
	steps []Step
	// mute is why no more is asked: the terminal does not answer at all.
	mute codes.Text
}

// wanted are the purposes in the order in which they are told.
var wanted = []ecr.Purpose{ecr.Link, ecr.Status, ecr.Version, ecr.Last, ecr.Totals, ecr.Journal}

func (r *run) all() error {
	var queries []ecr.Query
	if r.p.Queries != nil {
		queries = r.p.Queries(r.port.Link(), r.o.Params)
	}
	has := map[ecr.Purpose]bool{}
	for _, q := range queries {
		s := q.Spec()
		has[s.Purpose] = true
		if err := r.one(q); err != nil {
			return err
		}
	}
	for _, purpose := range wanted {
		if has[purpose] {
			continue
		}
		switch {
		case purpose == ecr.Journal, purpose == ecr.Version, purpose == ecr.Link && len(queries) > 0:
			continue // another question tells as much
		case purpose == ecr.Last && r.o.Params.Reference == "":
			r.end(Step{Purpose: purpose, Reason: needsReference})
		default:
			r.end(Step{Purpose: purpose, Reason: noQuestion.With(r.p.Name)})
		}
	}
	return nil
}

// one asks a question, or says why not.
func (r *run) one(q ecr.Query) error {
	s := q.Spec()
	step := Step{Purpose: s.Purpose, Title: s.Title}
	switch missing := s.Effects &^ r.o.Allow; {
	case !r.mute.IsZero():
		step.Reason = r.mute
	case missing != 0:
		step.Reason = needsLeave.With(effects(missing), Words(missing))
	default:
		return r.ask(q, step)
	}
	r.end(step)
	return nil
}

func (r *run) ask(q ecr.Query, step Step) error {
	limit, stop := context.WithTimeout(r.ctx, patience)
	defer stop()
	var broken error
	answer, err := r.port.Ask(limit, q, r.p.NewFramer(r.port.Link()), func(c serial.Chunk) {
		if broken == nil {
			broken = r.o.Record(c.At, c.From, c.From == wire.FromRegister, c.Bytes)
		}
	})
	step.Asked, step.Outcome = answer.Sent > 0, answer.Outcome
	var e *serial.Error
	switch {
	case broken != nil:
		return broken
	case r.ctx.Err() != nil:
		return r.ctx.Err()
	case err == nil:
	case errors.As(err, &e) && (e.Kind == serial.Silent || e.Kind == serial.Refused):
		step.Reason = why(answer)
		if len(r.steps) == 0 && deaf(answer.Outcome) {
			r.mute = muteText
		}
	default:
		step.Reason = brokenText
		r.end(step)
		return err
	}
	r.end(step)
	return nil
}

// deaf reports whether an outcome tells that asking on is in vain.
func deaf(o serial.Outcome) bool {
	return o == serial.Nothing || o == serial.NotTaken || o == serial.Echoed || o == serial.OtherBytes || o == serial.NAKed
}

func (r *run) end(s Step) {
	r.steps = append(r.steps, s)
	if r.o.Tell != nil {
		r.o.Tell(s)
	}
}
