package report

import (
	"slices"
	"testing"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

func TestAbridgeKeepsWhatTellsAndBothEnds(t *testing.T) {
	const w, r, x = Words, Repeated, Telling
	for name, tt := range map[string]struct {
		list []Weight
		most int
		want []int
	}{
		"room for all":                {[]Weight{w, x, r}, 3, []int{0, 1, 2}},
		"more room than entries":      {[]Weight{w, x}, 9, []int{0, 1}},
		"no room":                     {[]Weight{w, x}, 0, nil},
		"nothing":                     {nil, 4, nil},
		"words go first":              {[]Weight{w, x, w, r, w, x}, 3, []int{1, 3, 5}},
		"then the middle":             {[]Weight{r, r, r, r, r, r}, 4, []int{0, 1, 4, 5}},
		"the last before the first":   {[]Weight{r, r, r}, 1, []int{2}},
		"the answer among many tries": {[]Weight{x, r, r, x, r, r, r, r, r, x}, 4, []int{0, 3, 8, 9}},
	} {
		if got := Abridge(tt.list, tt.most); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %v, want %v", name, got, tt.want)
		}
	}
}

func TestProofWeights(t *testing.T) {
	at := func(offset int64) transcripts.Where { return transcripts.Where{Offset: offset, Length: 10} }
	seen := func(offset int64, answers bool) diag.Sighting {
		return diag.Sighting{Message: &transcripts.Message{}, Answers: answers, Places: []diag.Place{{Where: at(offset)}}}
	}
	tx := diag.Transaction{Legs: []diag.Leg{{
		Target: -1, Seen: []diag.Sighting{seen(100, false), seen(300, false), seen(400, true)},
		Signals: []diag.SignalSeen{{Where: at(200)}},
	}}}
	tx.Verdict.Because = []diag.Evidence{
		{Where: at(100)}, {Where: at(200)}, {Where: at(300)}, {Where: at(400)}, {Where: at(900)}, {},
	}
	want := []Weight{Telling, Words, Repeated, Telling, Telling, Telling}
	if got := ProofWeights(&tx); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
