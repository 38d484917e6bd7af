package guide

import (
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/report"
)

// Stage is the part of the chain that a question is about.
type Stage string

// The stages, in the order in which they are looked at.
const (
	StageTerminal Stage = "terminal"
	StageNetwork  Stage = "network"
	StageCard     Stage = "card"
	StageIssuer   Stage = "issuer"
)

// EndKind says what an end is.
type EndKind string

// The kinds of ends.
const (
	EndVerdict    EndKind = "verdict"    // the cause is found
	EndEscalation EndKind = "escalation" // somebody else must look; Sheet says how
)

// Tree is the path of elimination: from the terminal over the network and the
// card to the issuer. Every way through it ends.
type Tree struct {
	Start     string     `yaml:"start"` // id of the first question
	Questions []Question `yaml:"questions"`
	Ends      []End      `yaml:"ends"`
}

// Question is one step of the path.
type Question struct {
	ID      string     `yaml:"id"`
	Stage   Stage      `yaml:"stage"`
	Ask     codes.Text `yaml:"ask"`
	Why     codes.Text `yaml:"why"` // may be empty
	Answers []Answer   `yaml:"answers"`
}

// Answer leads on.
type Answer struct {
	Say  codes.Text `yaml:"say"`
	Next string     `yaml:"next"` // id of a question or of an end
	// Open says that money may have moved: no end after it asks for a payment.
	Open bool `yaml:"open"`
}

// End is where a way ends.
type End struct {
	ID   string     `yaml:"id"`
	Kind EndKind    `yaml:"kind"`
	Say  codes.Text `yaml:"say"`
	// Pays marks an end after which another payment is in order, since nothing
	// was taken.
	Pays    bool     `yaml:"pays"`
	Sheet   string   `yaml:"sheet"` // of an escalation, "sheet.acquirer"
	Related []string `yaml:"related"`
}

// Triage gives the path of elimination.
func (s *Shelf) Triage() Tree {
	var t Tree
	read("triage.yaml", &t)
	return t
}

// Question gives a question by its id.
func (t Tree) Question(id string) (Question, bool) {
	for _, q := range t.Questions {
		if q.ID == id {
			return q, true
		}
	}
	return Question{}, false
}

// End gives an end by its id.
func (t Tree) End(id string) (End, bool) {
	for _, e := range t.Ends {
		if e.ID == id {
			return e, true
		}
	}
	return End{}, false
}

// Doc gives the whole path as a decision table in one language.
func (t Tree) Doc(lang codes.Lang) report.Doc {
	w := newWriter(lang, triageHead)
	number, letter := map[string]int{}, map[string]string{}
	for i, q := range t.Questions {
		number[q.ID] = i + 1
	}
	for i, e := range t.Ends {
		letter[e.ID] = letters(i)
	}
	for i, q := range t.Questions {
		w.heading(sayAsk.With(i+1, q.Ask, stageWords[q.Stage]))
		if !q.Why.IsZero() {
			w.paragraph(q.Why)
		}
		var rows [][]codes.Text
		for _, a := range q.Answers {
			next := sayResult.With(letter[a.Next])
			if n := number[a.Next]; n > 0 {
				next = sayGoTo.With(n)
			}
			rows = append(rows, []codes.Text{a.Say, next})
		}
		w.table([]codes.Text{colAnswer, colNext}, rows)
	}
	w.heading(headEnds)
	b := report.Block{Kind: report.Pairs}
	for _, e := range t.Ends {
		say := e.Say
		if e.Sheet != "" {
			say = sayCallBy.With(e.Say, e.Sheet)
		}
		b.Rows = append(b.Rows, []report.Span{{Text: letter[e.ID], Tone: report.Strong}, {Text: say.In(lang)}})
	}
	w.add(b)
	return w.doc
}

// letters counts A to Z, then AA, BB.
func letters(i int) string { return strings.Repeat(string(rune('A'+i%26)), i/26+1) }
