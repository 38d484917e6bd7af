package guide

import (
	"slices"
	"testing"

	"github.com/posdoctor/posdoctor/codes"
)

var stages = []Stage{StageTerminal, StageNetwork, StageCard, StageIssuer}

// walk follows every way from a question to its ends. It fails on a loop, on a
// step back to an earlier stage, and on an answer that leads nowhere.
func walk(t *testing.T, tree Tree, id string, way []string, open bool, reached map[string]bool) int {
	t.Helper()
	if slices.Contains(way, id) {
		t.Fatalf("loop: %v then %s", way, id)
	}
	way = append(slices.Clone(way), id)
	reached[id] = true
	if e, ok := tree.End(id); ok {
		if open && e.Pays {
			t.Errorf("%v: money may have moved, and the end asks for a payment", way)
		}
		return 1
	}
	q, ok := tree.Question(id)
	if !ok {
		t.Fatalf("%v: no question and no end", way)
	}
	if len(q.Answers) < 2 {
		t.Errorf("question %s has no choice", id)
	}
	if len(way) > 1 {
		before, _ := tree.Question(way[len(way)-2])
		if slices.Index(stages, q.Stage) < slices.Index(stages, before.Stage) {
			t.Errorf("%v goes back from %s to %s", way, before.Stage, q.Stage)
		}
	}
	n := 0
	for _, a := range q.Answers {
		n += walk(t, tree, a.Next, way, open || a.Open, reached)
	}
	return n
}

func TestEveryWayEnds(t *testing.T) {
	s := Open()
	tree := s.Triage()
	reached := map[string]bool{}
	if n := walk(t, tree, tree.Start, nil, false, reached); n < 20 {
		t.Errorf("only %d ways", n)
	}
	seen := map[string]bool{}
	for _, q := range tree.Questions {
		if !reached[q.ID] || seen[q.ID] {
			t.Errorf("question %s is not reached, or stands twice", q.ID)
		}
		seen[q.ID] = true
		if stageWords[q.Stage].IsZero() {
			t.Errorf("question %s has the stage %q", q.ID, q.Stage)
		}
	}
	for _, e := range tree.Ends {
		if !reached[e.ID] || seen[e.ID] {
			t.Errorf("end %s is not reached, or stands twice", e.ID)
		}
		seen[e.ID] = true
		if e.Kind != EndVerdict && e.Kind != EndEscalation {
			t.Errorf("end %s is a %q", e.ID, e.Kind)
		}
		if (e.Kind == EndEscalation) != (e.Sheet != "") {
			t.Errorf("end %s: an escalation, and only that, has a call sheet", e.ID)
		}
		for _, id := range append(slices.Clone(e.Related), e.Sheet) {
			if _, ok := s.entry(id); !ok && id != "" {
				t.Errorf("end %s points to %s", e.ID, id)
			}
		}
	}
}

// A cashier in a mall: terminal in order, network in order, card in order, the
// issuer names a limit and lifts it, and the next try is no duplicate.
func TestMallExample(t *testing.T) {
	tree := Open().Triage()
	say := []string{
		"Refused, and posdoctor explain says for the code that nothing was taken", "Yes", "Yes", "Yes", "Yes, only this card is refused", "Yes",
		"Contact the issuer, limit, restricted, or no reason", "It was a limit or block and is lifted now",
	}
	at := tree.Start
	var order []Stage
	for _, s := range say {
		q, ok := tree.Question(at)
		if !ok {
			t.Fatalf("%s came too early, before %q", at, s)
		}
		if len(order) == 0 || order[len(order)-1] != q.Stage {
			order = append(order, q.Stage)
		}
		i := slices.IndexFunc(q.Answers, func(a Answer) bool { return a.Say.EN == s })
		if i < 0 {
			t.Fatalf("%s has no answer %q", at, s)
		}
		at = q.Answers[i].Next
	}
	e, ok := tree.End(at)
	if !ok || e.Kind != EndVerdict || !e.Pays {
		t.Errorf("it ends at %s", at)
	}
	if !slices.Equal(order, stages) {
		t.Errorf("looked at in the order %v", order)
	}
}

func TestLostAnswerNeverEndsInAPayment(t *testing.T) {
	tree := Open().Triage()
	for _, id := range []string{"back", "app"} {
		reached := map[string]bool{}
		walk(t, tree, id, nil, true, reached)
		for end := range reached {
			if e, ok := tree.End(end); ok && e.Kind != EndEscalation {
				t.Errorf("from %s to %s: nobody looks for the money", id, end)
			}
		}
	}
}

func TestTriageIsDrawn(t *testing.T) {
	for _, lang := range []codes.Lang{codes.English, codes.Chinese} {
		golden(t, "triage."+string(lang)+".txt", text(Open().Triage().Doc(lang)))
	}
}
