package html

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts"
)

func seqs(list []moment) []int64 {
	var out []int64
	for _, m := range list {
		out = append(out, m.seq)
	}
	return out
}

func TestTheOrderWithinASourceIsNeverBroken(t *testing.T) {
	for name, tt := range map[string]struct {
		in      []moment
		want    []int64
		sources int
	}{
		"one source, clocks wrong": {[]moment{{seq: 2, at: at(9, 0, 0)}, {seq: 1, at: at(10, 0, 0)}, {seq: 3}}, []int64{1, 2, 3}, 1},
		"two sources, by the clock": {
			[]moment{{seq: 1, at: at(9, 0, 0)}, {seq: 2, at: at(9, 0, 9)}, {source: 1, seq: 71, at: at(9, 0, 5)}}, []int64{1, 71, 2}, 2,
		},
		"a time that is not known stays behind the one before it": {
			[]moment{{seq: 1, at: at(9, 0, 6)}, {seq: 2}, {source: 1, seq: 71, at: at(9, 0, 5)}, {source: 1, seq: 72, at: at(9, 0, 7)}}, []int64{71, 1, 2, 72}, 2,
		},
		"a clock that goes back": {
			[]moment{{seq: 1, at: at(9, 0, 9)}, {seq: 2, at: at(8, 0, 0)}, {source: 1, seq: 71, at: at(9, 0, 5)}}, []int64{71, 1, 2}, 2,
		},
		"nothing": {nil, nil, 0},
	} {
		got, sources := inOrder(tt.in)
		if !slices.Equal(seqs(got), tt.want) || sources != tt.sources {
			t.Errorf("%s: got %v of %d sources, want %v of %d", name, seqs(got), sources, tt.want, tt.sources)
		}
	}
}

// tried is a payment whose reversal was sent thirty times before the host
// accepted it.
func tried() diag.Transaction {
	tx := silent(1)
	undo := &tx.Legs[1]
	undo.Seen, undo.State, undo.Code, undo.Attempts = nil, diag.StateAcknowledged, "00", 30
	proof := []diag.Evidence{{Text: codes.Same("sale sent"), Where: place(0, 22)}}
	for i := range 30 {
		line := int64(30 + 10*i)
		undo.Signals = append(undo.Signals, diag.SignalSeen{Signal: transcripts.Signal{Text: "retry"}, Where: place(0, line), Seq: line, At: at(10, 16+i, 0)})
		undo.Seen = append(undo.Seen, sighting(false, "0400", "000121", "", line+1, at(10, 16+i, 1)))
		proof = append(proof,
			diag.Evidence{Text: codes.Same("retry"), Where: place(0, line), Leg: 1},
			diag.Evidence{Text: codes.Same("reversal sent"), Where: place(0, line+1), Leg: 1})
	}
	undo.Seen = append(undo.Seen, sighting(true, "0410", "000121", "00", 400, at(10, 59, 0)))
	tx.Verdict.Because = append(proof, diag.Evidence{Text: codes.Same("reversal answered: 00"), Where: place(0, 400), Leg: 1})
	return tx
}

// However many tries there were, the answer that decided is in the picture, in
// the table and in the proof, and each says where it leaves something out.
func TestALongTimelineKeepsWhatDecided(t *testing.T) {
	tx := tried()
	r := twoPayments()
	r.Transactions = []diag.Transaction{tx}
	p := (&builder{r: r, lang: codes.English, name: map[string]shown{}}).payment(1, report.Payment{Of: &tx})

	rows, left, numbers := 0, 0, []int{}
	for _, s := range p.Steps {
		if s.Left != "" {
			left++
			continue
		}
		rows++
		numbers = append(numbers, s.No)
	}
	// 1 request, 3 lines and a silence of the sale; 30 lines, 30 requests and an answer of the reversal.
	const all = 2 + 1 + 1 + 30 + 30 + 1
	if rows != mostEntries || left != 1 || p.FewerSteps != shown(fmt.Sprintf("%d more entries are not shown here.", all-rows)) || numbers[0] != 2 || numbers[rows-1] != all {
		t.Errorf("%d rows, %d gaps, numbered %v", rows, left, numbers)
	}
	if last := p.Steps[len(p.Steps)-1]; !strings.Contains(string(last.Text), "answer 00") {
		t.Errorf("the last row says %q", last.Text)
	}
	if d := p.Drawing; len(d.Breaks) != left || !strings.Contains(string(d.Arrows[len(d.Arrows)-1].Label), "answer 00") {
		t.Errorf("the picture has %d breaks and ends with %q", len(d.Breaks), d.Arrows[len(d.Arrows)-1].Label)
	}
	last := p.Proof[len(p.Proof)-1]
	if last.Text != "reversal answered: 00" || last.No != len(tx.Verdict.Because) || string(last.Place) != fmt.Sprintf("no. %d above", all) {
		t.Errorf("the last of the proof is %+v", last)
	}
}

// The picture says that an answer is missing only where one is.
func TestSilenceIsOnlyDrawnWhereNothingAnswered(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*diag.Leg)
		want   bool
	}{
		"sent and not answered":           {func(*diag.Leg) {}, true},
		"answered":                        {func(l *diag.Leg) { l.Seen = append(l.Seen, sighting(true, "0210", "000121", "00", 30, at(10, 14, 9))) }, false},
		"declined":                        {func(l *diag.Leg) { l.State = diag.StateDeclined }, false},
		"no request was seen":             {func(l *diag.Leg) { l.Seen = nil }, false},
		"answered by what does not count": {func(l *diag.Leg) { l.Seen = append(l.Seen, mismatch()) }, true},
	} {
		leg := silent(1).Legs[0]
		tt.change(&leg)
		b := &builder{lang: codes.English}
		all := b.moments(&leg)
		i := slices.IndexFunc(all, func(m moment) bool { return m.silence })
		if (i >= 0) != tt.want {
			t.Errorf("%s: silence %t, want %t", name, i >= 0, tt.want)
		}
		if i >= 0 && strings.Contains(string(all[i].label), "that counts") != strings.Contains(name, "does not count") {
			t.Errorf("%s: it says %q", name, all[i].label)
		}
	}
}

func mismatch() diag.Sighting {
	s := sighting(true, "0210", "000121", "00", 30, at(10, 14, 9))
	s.Mismatch = "amount"
	return s
}

func TestAnAnswerThatDoesNotCountSaysSo(t *testing.T) {
	leg := silent(1).Legs[0]
	s := mismatch()
	b := &builder{lang: codes.English}
	if got := b.message(&leg, &s); !strings.Contains(string(got.label), "does not count") || !strings.Contains(string(got.text), "does not count") || !got.doubt {
		t.Errorf("got %q and %q", got.label, got.text)
	}
}

func TestWhoTalksToWhom(t *testing.T) {
	leg := silent(1).Legs[0]
	for _, tt := range []struct {
		protocol string
		dir      transcripts.Direction
		answers  bool
		from, to party
	}{
		{"iso8583", transcripts.Sent, false, device, host},
		{"iso8583", transcripts.Received, true, host, device},
		{"iso8583", transcripts.DirectionUnknown, true, host, device},
		{"", transcripts.DirectionUnknown, false, device, host},
		{"zvt", transcripts.Sent, false, till, device},
		{"zvt", transcripts.Received, true, device, till},
	} {
		s := sighting(tt.answers, "", "000121", "", 5, at(10, 0, 0))
		s.Message.Protocol, s.Dir = tt.protocol, tt.dir
		b := &builder{lang: codes.English}
		if m := b.message(&leg, &s); m.from != tt.from || m.to != tt.to {
			t.Errorf("%+v: from %d to %d", tt, m.from, m.to)
		}
	}
}

func TestTheClockOfAMessageIsShownOnlyIfItIsOne(t *testing.T) {
	for _, tt := range []struct{ clock, day, want string }{
		{"101404", "1120", "11-20 10:14:04"},
		{"101404", "", "10:14:04"},
		{"261120101404", "", "11-20 10:14:04"},
		{"", "1120", "–"},
		{"10140", "", "–"},
		{"1014x4", "", "–"},
		{"আ১০", "", "–"},
		{"101404", "ab12", "–"},
	} {
		if got := inside(&transcripts.Message{LocalTime: tt.clock, LocalDate: tt.day}); string(got) != tt.want {
			t.Errorf("%q %q: got %q, want %q", tt.clock, tt.day, got, tt.want)
		}
	}
}

// Nothing is drawn outside of the picture, and no label is wider than its room.
func TestThePictureHoldsWhatIsDrawn(t *testing.T) {
	b := &builder{lang: codes.Chinese}
	long := shown(strings.Repeat("等待应答超时 waiting ", 9))
	list := []moment{
		{from: till, to: device, talk: true, label: long},
		{from: device, to: till, talk: true, label: long, doubt: true},
		{from: device, to: host, talk: true, label: long},
		{from: host, to: device, talk: true, label: long, silence: true},
		{from: device, to: device, label: long},
		{from: host, to: host, label: long},
	}
	d := b.draw(&payment{}, list)
	if len(d.Lanes) != 3 || len(d.Arrows) != 4 || len(d.Marks) != 2 {
		t.Fatalf("%d lanes, %d arrows, %d marks", len(d.Lanes), len(d.Arrows), len(d.Marks))
	}
	for _, l := range d.Lanes {
		if l.X < clockEdge || l.X > d.Width || l.Bottom > d.Height {
			t.Errorf("lane %+v", l)
		}
	}
	for _, a := range d.Arrows {
		half := float64(report.Columns(string(a.Label))) * letter / 2
		if a.X1 == a.X2 || a.Y > d.Height || float64(a.LabelX)-half < float64(min(a.X1, a.X2)) || float64(a.LabelX)+half > float64(max(a.X1, a.X2)) {
			t.Errorf("arrow %+v", a)
		}
	}
	for _, m := range d.Marks {
		size := float64(report.Columns(string(m.Label))) * letter
		from, to := float64(m.TextX), float64(m.TextX)+size
		if m.Side == "left" {
			from, to = float64(m.TextX)-size, float64(m.TextX)
		}
		if from < clockEdge || to > float64(d.Width) || m.Y > d.Height || size < 20*letter {
			t.Errorf("mark %+v from %.0f to %.0f of %d", m, from, to, d.Width)
		}
	}
}
