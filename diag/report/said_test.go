package report

import (
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// What was answered by something that leaves it open is not called unanswered.
func TestStateWord(t *testing.T) {
	for name, tt := range map[string]struct {
		leg  diag.Leg
		want string
	}{
		"silence":                  {diag.Leg{State: diag.StateSent, Seen: []diag.Sighting{{}}}, "sent, no answer"},
		"a code that leaves it":    {diag.Leg{State: diag.StateSent, Code: "02"}, "sent, no clear answer"},
		"an answer not counted":    {diag.Leg{State: diag.StateSent, Seen: []diag.Sighting{{Answers: true, Mismatch: "amount"}}}, "sent, no clear answer"},
		"a refusal is a clear one": {diag.Leg{State: diag.StateDeclined, Code: "51"}, "declined"},
	} {
		if got := StateWord(&tt.leg).EN; got != tt.want {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
}

// The number by which a payment is named is called what it is.
func TestTitle(t *testing.T) {
	noon := transcripts.Stamp{Time: time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)}
	for want, leg := range map[string]diag.Leg{
		"Trace no. 000123":         {STAN: "000123", Receipt: "0176", RRN: "632410000123", Order: "INV-7", At: noon},
		"Receipt no. 0176":         {Receipt: "0176", RRN: "632410000123", At: noon},
		"Reference no. 63":         {RRN: "63", Order: "INV-7", At: noon},
		"Order no. INV-7":          {Order: "INV-7", At: noon},
		"Payment without a number": {At: noon},
	} {
		if got := title(&leg).EN; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
