package diagnose

import (
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/pairing"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/diag/rules"
	"github.com/posdoctor/posdoctor/diag/verdict"
	"github.com/posdoctor/posdoctor/transcripts"
)

// Books is the knowledge the engine asks; codes.Library is one.
type Books interface {
	Lookup(book string, class codes.Class, code string) (codes.Code, bool)
	Book(id string) (codes.Book, bool)
}

// Config is what an Engine works with.
type Config struct {
	Books   Books
	Profile diag.Profile
	// Settled, if set, is called for each transaction once nothing in reach can
	// change it any more, and at Finish for the rest. The transaction is then
	// not kept: Report.Transactions holds only those that need attention, at
	// most mostKept of them.
	Settled func(diag.Transaction)
}

// How much the engine holds. Two events a payment, so the window reaches back
// over thousands of payments; open ones wait outside it.
const (
	windowFull   = 16_000 // events at which the window is resolved and its older part let go
	windowRecent = 8_000  // events that always stay
	mostKept     = 1_000  // transactions in the report of a run that streams
	mostListed   = 10_000 // exchanges and terminals in a report
)

// Engine takes events and gives a report. It is used from one goroutine.
type Engine struct {
	cfg     Config
	judge   verdict.Judge
	rules   *rules.Set
	window  pairing.Window
	numbers pairing.Numbers
	full    int // events at which the window is next resolved

	now       transcripts.Stamp // the latest moment that any source speaks about
	cards     cards
	terminals terminals
	devices   devices
	report    diag.Report
	bookOpen  bool // a code had several readings that differ
	zoneless  bool // a time without a zone was seen
}

// New gives an engine.
func New(cfg Config) *Engine {
	return &Engine{
		cfg: cfg, judge: verdict.Judge{Books: cfg.Books, Profile: cfg.Profile}, rules: rules.New(cfg.Profile), full: windowFull,
		cards: newCards(), terminals: newTerminals(),
		report: diag.Report{Summary: diag.NewSummary()},
	}
}

// Add takes the next event.
func (e *Engine) Add(ev transcripts.Event) {
	e.assume(&ev)
	if at := ev.At; at.HasDay() && (!e.now.Known() || at.Time.After(e.now.Time)) {
		e.now = at
	}
	if ev.At.Known() && ev.At.Zone == transcripts.ZoneFloating {
		e.zoneless = true
	}
	if ev.Fault != nil {
		e.rules.Fault(diag.FaultSeen{Fault: *ev.Fault, Where: ev.Where, At: ev.At})
	}
	if ev.Device != nil {
		e.devices.see(ev, e.cfg.Profile.Zone)
	}
	if ev.Kind == transcripts.EventGap {
		e.rules.Missed(ev)
	}
	e.numbers.See(ev)
	e.window.Add(ev)
	if e.window.Len() >= e.full {
		e.turn()
	}
}

// assume fills in what the profile says and the source does not: the time zone
// and the currency.
func (e *Engine) assume(ev *transcripts.Event) {
	p := e.cfg.Profile
	if at := &ev.At; p.Zone != nil && at.HasDay() && !at.NoYear && at.Zone == transcripts.ZoneFloating {
		t := at.Time
		at.Time = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), p.Zone)
		at.Zone = transcripts.ZoneAssumed
	}
	if m := ev.Message; m != nil && m.Amount.Known && m.Amount.Currency == "" {
		m.Amount.Currency = p.Currency
	}
}

// turn resolves the window and lets the settled part of it go.
func (e *Engine) turn() {
	r := e.window.Resolve()
	j := e.round(r.Transactions)
	gone := e.window.Evict(r, windowRecent, func(i int) bool { return mayChange(j.judged(i)) })
	j.laterAttempts(gone.Transactions)
	for _, i := range gone.Transactions {
		e.settle(r.Transactions[i])
	}
	for _, i := range gone.Exchanges {
		e.exchange(r.Exchanges[i])
	}
	for _, i := range gone.Loose {
		e.rules.Signal(r.Loose[i])
	}
	e.full = max(windowFull, e.window.Len()+windowRecent)
}

// mayChange reports whether late evidence can be expected for a transaction.
func mayChange(t *diag.Transaction) bool {
	v := t.Verdict
	return v.Money.Open() || v.Stage == diag.StageStored || v.Stage == diag.StageHeld
}

// settle takes a transaction whose verdict stands into the report.
func (e *Engine) settle(t *diag.Transaction) {
	s := &e.report.Summary
	t.CardName = e.cards.name(t.Root().Card)
	e.judge.Prove(t)
	e.rules.Transaction(t)
	e.terminals.see(t)
	s.Count(t)
	for _, l := range t.Legs {
		e.bookOpen = e.bookOpen || len(l.Others) > 0
	}
	if e.cfg.Settled != nil {
		e.cfg.Settled(*t)
		if !t.NeedsAttention() && !t.Root().Recalled() || len(e.report.Transactions) >= mostKept {
			return
		}
	}
	e.report.Transactions = append(e.report.Transactions, *t)
}

func (e *Engine) exchange(x diag.Exchange) {
	e.judge.Exchange(&x)
	x.Message = nil // its words are in x by now, and thousands of them are heavy
	e.rules.Exchange(x)
	e.report.Summary.Exchanges++
	if len(e.report.Exchanges) < mostListed {
		e.report.Exchanges = append(e.report.Exchanges, x)
	}
}

// Finish settles what is left and gives the report. The engine is spent.
func (e *Engine) Finish(sources []transcripts.Source) diag.Report {
	e.window.RecallAll()
	r := e.window.Resolve()
	j := e.round(r.Transactions)
	every := make([]int, len(r.Transactions))
	for i := range every {
		every[i] = i
		j.judged(i)
	}
	j.laterAttempts(every)
	for _, t := range r.Transactions {
		e.settle(t)
	}
	for _, x := range r.Exchanges {
		e.exchange(x)
	}
	for _, s := range r.Loose {
		e.rules.Signal(s)
	}
	for _, g := range e.numbers.Gaps() {
		e.rules.Gap(g)
	}
	for i, s := range sources {
		e.rules.Source(i, s)
	}
	e.report.Devices = e.devices.list()
	for _, d := range e.report.Devices {
		e.rules.Device(d)
		e.terminals.undo(d)
	}
	e.report.Sources = sources
	e.report.Findings = e.rules.Finish()
	for _, f := range e.report.Findings {
		e.report.Summary.Findings[f.Severity]++
	}
	e.report.Terminals = e.terminals.list()
	e.report.Checks = e.checks(sources)
	e.report.Summary.Sentence = report.Sentence(e.report.Summary)
	return e.report
}
