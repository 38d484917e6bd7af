package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/diagnose"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/read"
)

// live follows one stream and says how each payment stands: the engine of both
// watch and check --follow.
type live struct {
	stream stream
	view   liveView
	lib    *codes.Library
	prof   diag.Profile
	ticks  <-chan time.Time // nil makes its own

	engine *diagnose.Engine
	told   map[string]string // what was last told of a payment, by key
	last   map[string]string // what was last seen of it
	since  map[string]time.Time
}

// liveView is where a live shows what it finds.
type liveView interface {
	// event is something that happened.
	event(ev transcripts.Event)
	// payment is a payment whose verdict settled, or changed afterwards.
	payment(t *diag.Transaction)
	// pulse comes regularly, with all payments in reach, the latest last.
	pulse(now time.Time, payments []diag.Transaction)
}

// How a live keeps time. A verdict is told once nothing about the payment has
// changed for a while: an answer may be completed a moment later, and a question
// that waits for its answer is no open case yet.
const (
	livePulse   = 250 * time.Millisecond
	settledFor  = time.Second
	unclearFor  = 30 * time.Second
	liveReach   = 200 // payments that are looked at
	eventsAhead = 256 // events that may wait
)

// run follows the stream to its end, which the context brings about, and gives
// the report over all of it.
func (l *live) run(ctx context.Context) (diag.Report, error) {
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		return diag.Report{}, err
	}
	l.engine = diagnose.New(diagnose.Config{Books: l.lib, Profile: l.prof, Settled: func(diag.Transaction) {}})
	l.told, l.last, l.since = map[string]string{}, map[string]string{}, map[string]time.Time{}
	ticks := l.ticks
	if ticks == nil {
		t := time.NewTicker(livePulse)
		defer t.Stop()
		ticks = t.C
	}
	events := make(chan transcripts.Event, eventsAhead)
	done := make(chan error, 1)
	var sources []transcripts.Source
	go func() {
		var err error
		// The stream itself ends with the context; what it gave before counts.
		sources, err = read.Events(context.WithoutCancel(ctx), []read.Input{l.stream.input},
			read.Options{Key: key, Dialect: l.prof.Dialect, Currency: l.prof.Currency},
			func(ev transcripts.Event) error { events <- ev; return nil })
		close(events)
		done <- err
	}()
	fresh, caught := true, false
	for open := true; open; {
		select {
		case ev, ok := <-events:
			if open = ok; ok {
				l.engine.Add(ev)
				l.view.event(ev)
				fresh = true
			}
		case now := <-ticks:
			caught = caught || !fresh && l.stream.caughtUp()
			l.look(now, caught)
			fresh = false
		}
	}
	if err := <-done; err != nil {
		return diag.Report{}, readProblem(err)
	}
	return l.engine.Finish(sources), l.stream.err()
}

// look tells what settled since the last look.
func (l *live) look(now time.Time, caught bool) {
	payments := l.engine.Peek(liveReach)
	for i := range payments {
		switch t := &payments[i]; {
		case !l.stream.past(t):
			l.follow(t, now)
		case caught:
			l.recall(t)
		}
	}
	l.view.pulse(now, payments)
}

// recall tells once, of a payment that was over before the view began, only
// whether somebody must act.
func (l *live) recall(t *diag.Transaction) {
	if _, told := l.told[t.Key]; told {
		return
	}
	l.told[t.Key] = verdictOf(t)
	if t.NeedsAttention() {
		l.view.payment(t)
	}
}

// follow tells a payment when its verdict stands.
func (l *live) follow(t *diag.Transaction, now time.Time) {
	seen, says := fingerprint(t), verdictOf(t)
	if l.last[t.Key] != seen {
		l.last[t.Key], l.since[t.Key] = seen, now
	}
	quiet := now.Sub(l.since[t.Key])
	before, again := l.told[t.Key]
	if before == says || quiet < settledFor || t.Verdict.Money.Open() && quiet < unclearFor {
		return
	}
	if again {
		t.Revision++
	}
	l.told[t.Key] = says
	l.view.payment(t)
}

// fingerprint changes with everything that is seen of a payment.
func fingerprint(t *diag.Transaction) string {
	n := 0
	for _, leg := range t.Legs {
		n += len(leg.Signals)
		for _, s := range leg.Seen {
			n += len(s.Places)
		}
	}
	return fmt.Sprint(len(t.Legs), " ", n, " ", verdictOf(t))
}

func verdictOf(t *diag.Transaction) string {
	v := t.Verdict
	return fmt.Sprint(v.Money, v.Stage, v.Confidence, v.Amounts, v.Reason)
}
