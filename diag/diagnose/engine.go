package diagnose

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
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
	// not kept: Report.Transactions holds only those that need attention.
	Settled func(diag.Transaction)
}

// Engine takes events and gives a report.
type Engine struct {
	cfg Config
	txs []*diag.Transaction
}

// New gives an engine.
func New(cfg Config) *Engine { return &Engine{cfg: cfg} }

// Add takes the next event.
func (e *Engine) Add(ev transcripts.Event) {
	m := ev.Message
	if ev.Kind != transcripts.EventMessage {
		return
	}
	if m.Function == transcripts.Request {
		e.txs = append(e.txs, &diag.Transaction{Key: m.Terminal + "-" + m.STAN, Kind: m.Kind, Legs: []diag.Leg{{
			Kind: m.Kind, Target: -1, STAN: m.STAN, Terminal: m.Terminal, Amount: m.Amount, Card: m.Card, State: diag.StateSent,
		}}})
		return
	}
	for _, t := range e.txs {
		leg := t.Root()
		if leg.STAN != m.STAN || leg.Terminal != m.Terminal {
			continue
		}
		code, ok := e.cfg.Books.Lookup("unionpay", codes.ClassAnswer, m.ResponseCode)
		switch {
		case ok && code.Approved():
			t.Verdict = diag.Verdict{Money: diag.Charged, Stage: diag.StageCaptured, Confidence: diag.Proved}
		case ok && code.Money == codes.NotMoved:
			t.Verdict = diag.Verdict{Money: diag.NotCharged, Confidence: diag.Proved}
		}
		t.Verdict.Sentence = code.Meaning
	}
}

// Finish gives the report.
func (e *Engine) Finish(sources []transcripts.Source) diag.Report {
	r := diag.Report{Sources: sources}
	for _, t := range e.txs {
		r.Transactions = append(r.Transactions, *t)
	}
	r.Summary.Transactions = len(e.txs)
	return r
}
