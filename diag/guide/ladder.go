package guide

import (
	"slices"
	"sync"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/report"
)

// Rung is one step of the ladder of escalation: whom to turn to when the rung
// below did not settle it. posdoctor gives no legal advice.
type Rung struct {
	ID    string     `yaml:"id"` // "institution", "written", "scheme", "regulator", "adviser"
	Title codes.Text `yaml:"title"`
	Who   codes.Text `yaml:"who"`
	// Own is set where the shop's own institution is called, whoever acts then.
	Own  bool       `yaml:"own"`
	When codes.Text `yaml:"when"`
	// After is how many business days after the first step this rung is worth
	// turning to. It is a habit that works, no legal term; nil for a rung that
	// time alone never calls for.
	After  *int   `yaml:"after"`
	Bodies []Body `yaml:"bodies"`
}

// Body is an authority as it was known at a date. Authorities are renamed and
// merged, so the name is to be checked.
type Body struct {
	Country    string     `yaml:"country"` // ISO 3166, two letters
	Name       codes.Text `yaml:"name"`
	Source     codes.Text `yaml:"source"`
	AsOf       string     `yaml:"as_of"` // YYYY-MM
	Confidence string     `yaml:"confidence"`
}

// Ladder gives whom to turn to, the nearest first.
func (s *Shelf) Ladder() []Rung { return slices.Clone(ladder()) }

var ladder = sync.OnceValue(func() (list []Rung) {
	read("ladder.yaml", &list)
	return list
})

func (w *writer) ladder(list []Rung) {
	var steps, bodies []codes.Text
	for _, r := range list {
		steps = append(steps, sayRung.With(r.Title, r.Who, r.When))
		for _, b := range r.Bodies {
			name := sayBody.With(b.Country, b.Name)
			bodies = append(bodies, sayTime.With(name, b.Source, confidenceWords[b.Confidence], b.AsOf))
		}
	}
	w.list(headNext, report.Steps, steps)
	if len(bodies) > 0 {
		w.bullets(bodies)
	}
}
