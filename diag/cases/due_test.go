package cases

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/posdoctor/posdoctor/diag/guide"
)

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestWeekdays(t *testing.T) {
	// The Chinese National Day week of 2026 with an invented make-up Saturday.
	w := Weekdays{Holidays: []time.Time{day("2026-10-01"), day("2026-10-02"), day("2026-10-05")}, Workdays: []time.Time{day("2026-10-10"), day("2026-10-05")}}
	for _, tt := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-11-23", 0, "2026-11-23"}, // a Monday
		{"2026-11-21", 0, "2026-11-23"}, // a Saturday
		{"2026-11-23", 5, "2026-11-30"},
		{"2026-11-27", 1, "2026-11-30"}, // a Friday
		{"2026-09-30", 1, "2026-10-06"}, // over the holidays; one told both ways is none
		{"2026-10-09", 1, "2026-10-10"}, // the make-up Saturday
		{"2026-12-31", 1, "2027-01-01"}, // nobody told of New Year
	} {
		if got := w.Add(day(tt.from), tt.n).Format(time.DateOnly); got != tt.want {
			t.Errorf("%s and %d business days: got %s, want %s", tt.from, tt.n, got, tt.want)
		}
	}
}

// short is what a test says of an item.
type short struct {
	task Task
	day  string
	due  bool
	late int
}

func shorts(items []Item) []short {
	var out []short
	for _, i := range items {
		out = append(out, short{i.Task, i.Day.Format(time.DateOnly), i.Due, i.Late})
	}
	return out
}

func TestDue(t *testing.T) {
	opened := Line{At: noon, Kind: KindOpened, Opened: &Opened{Case: "c"}}
	note := func(at string, n Note) Line { return Line{At: day(at), Kind: KindNote, Note: &n} }
	up := func(at, rung string) Line {
		return Line{At: day(at), Kind: KindEscalated, Escalated: &Escalated{Rung: rung}}
	}
	for _, tt := range []struct {
		name  string
		lines []Line
		today string
		want  []short
	}{
		{"nobody was called yet", []Line{opened}, "2026-11-24", []short{{TaskEscalate, "2026-11-23", true, 1}}},
		{
			"called, nothing promised",
			[]Line{opened, note("2026-11-24", Note{Text: "x"})},
			"2026-11-25",
			[]short{{TaskEscalate, "2026-11-30", false, 0}, {TaskFollowUp, "2026-12-01", false, 0}},
		},
		{
			"a promise holds back asking again, not the ladder",
			[]Line{opened, note("2026-11-24", Note{Text: "x", Promised: "2026-11-27"})},
			"2026-11-30", // Friday was the day, so Monday is when to ask
			[]short{{TaskPromise, "2026-11-30", true, 0}, {TaskEscalate, "2026-11-30", true, 0}},
		},
		{
			"asked on the promised day",
			[]Line{opened, note("2026-11-24", Note{Text: "x", Promised: "2026-11-27"}), note("2026-11-27", Note{Text: "y"})},
			"2026-11-27",
			[]short{{TaskEscalate, "2026-11-30", false, 0}, {TaskFollowUp, "2026-12-04", false, 0}},
		},
		{
			"what the shop must answer stays until it did, the first day first",
			[]Line{opened, note("2026-11-24", Note{AnswerBy: "2026-11-26"}), note("2026-11-25", Note{AnswerBy: "2026-11-28"})},
			"2026-11-27",
			[]short{{TaskAnswer, "2026-11-26", true, 1}, {TaskEscalate, "2026-11-30", false, 0}, {TaskFollowUp, "2026-12-02", false, 0}},
		},
		{
			"answered",
			[]Line{opened, note("2026-11-24", Note{AnswerBy: "2026-11-26"}), note("2026-11-25", Note{Answered: true})},
			"2026-11-27",
			[]short{{TaskEscalate, "2026-11-30", false, 0}, {TaskFollowUp, "2026-12-02", false, 0}},
		},
		{
			"up the ladder",
			[]Line{opened, up("2026-11-30", "written")},
			"2026-12-01",
			[]short{{TaskEscalate, "2026-12-07", false, 0}, {TaskFollowUp, "2026-12-07", false, 0}},
		},
		{
			"time alone calls for no lawyer",
			[]Line{opened, up("2026-12-21", "regulator")},
			"2027-06-01",
			[]short{{TaskFollowUp, "2026-12-28", true, 155}},
		},
		{
			"a new dump suggests closing",
			[]Line{opened, note("2026-11-24", Note{}), {At: day("2026-11-25"), Kind: KindRechecked, Rechecked: &Rechecked{Found: true, Suggest: AdviceClose, After: &Snapshot{}}}},
			"2026-11-25",
			[]short{{TaskClose, "2026-11-25", true, 0}},
		},
		{"closed", []Line{opened, {At: day("2026-11-24"), Kind: KindClosed, Closed: &Closed{}}}, "2027-01-01", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := shorts(Due(Fold(tt.lines), day(tt.today), Weekdays{}, guide.Open().Ladder(), nil))
			if d := cmp.Diff(tt.want, got, cmp.AllowUnexported(short{})); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// The day of a case is the shop's: half past seven in the morning in Shanghai is
// still the day before in Greenwich.
func TestDaysAreTheShops(t *testing.T) {
	shanghai := time.FixedZone("", 8*3600)
	at := time.Date(2026, 11, 27, 7, 30, 0, 0, shanghai)
	if got := Day(at, shanghai).Format(time.DateOnly); got != "2026-11-27" {
		t.Errorf("got %s", got)
	}
	file, head := written(t, Line{At: noon, Kind: KindOpened, Opened: &Opened{Case: "c"}},
		Line{At: noon, Kind: KindNote, Note: &Note{Promised: "2026-11-27"}}, Line{At: at, Kind: KindNote, Note: &Note{}})
	if s := Fold(Read(file, head).Lines); s.Promised != "" {
		t.Errorf("asking on the promised day did not count: %q", s.Promised)
	}
}

func TestCompare(t *testing.T) {
	snap := func(money, stage, confidence string, attention bool) *Snapshot {
		return &Snapshot{Standing: Standing{money, stage, confidence}, Attention: attention}
	}
	open := Standing{"unknown", "", "open"}
	proved := Standing{"returned", "", "proved"}
	for _, tt := range []struct {
		before Standing
		after  *Snapshot
		want   Advice
	}{
		{open, nil, AdviceNotFound},
		{open, snap("unknown", "", "open", true), AdviceOpen},
		{open, snap("returned", "", "proved", false), AdviceClose},
		{open, snap("not_charged", "", "proved", false), AdviceClose},
		{open, snap("not_charged", "", "likely", true), AdviceOpen},
		{open, snap("returned", "", "likely", false), AdviceOpen}, // a likely return is not the end
		{open, snap("returned", "", "proved", true), AdviceLook},  // something else is wrong with it
		{open, snap("charged", "settled", "proved", true), AdviceLook},
		{open, snap("charged", "captured", "proved", false), AdviceCheck},
		{open, snap("charged", "held", "proved", false), AdviceOpen},
		{open, snap("charged", "stored", "proved", true), AdviceOpen},
		{open, snap("conflict", "", "proved", true), AdviceOpen},
		{open, snap("returning", "", "proved", true), AdviceOpen},
		{proved, snap("unknown", "", "open", true), AdviceWeaker},
	} {
		if got := Compare(tt.before, tt.after); got != tt.want {
			t.Errorf("%+v then %+v: got %q, want %q", tt.before, tt.after, got, tt.want)
		}
	}
	for _, a := range []Advice{AdviceClose, AdviceCheck, AdviceLook, AdviceOpen, AdviceWeaker, AdviceNotFound} {
		if a.Text().EN == "" || a.Text().ZH == "" {
			t.Errorf("%q has no words", a)
		}
	}
}

func TestMonth(t *testing.T) {
	at := func(s string) *time.Time { d := day(s); return &d }
	amount := int64(1000)
	state := func(id, opened string, closed *time.Time, o Outcome, p Snapshot) State {
		s := State{ID: id, OpenedAt: day(opened), ClosedAt: closed, Now: p}
		if closed != nil {
			s.Closed = &Closed{Outcome: o}
		}
		return s
	}
	cny := Snapshot{Currency: "CNY", Amount: &amount, Returned: 100}
	all := []State{
		state("before", "2026-10-01", at("2026-10-31"), OutcomePaid, cny),
		state("over", "2026-10-30", at("2026-11-01"), OutcomePaid, cny),
		state("in", "2026-11-01", at("2026-11-30"), OutcomeReturned, cny),
		state("later", "2026-11-30", at("2026-12-01"), OutcomeReturned, cny),
		state("still", "2026-11-02", nil, "", Snapshot{Currency: "CNY"}),
		state("foreign", "2026-09-02", nil, "", Snapshot{Currency: "BDT", Amount: &amount}),
		state("after", "2026-12-01", nil, "", cny),
		{},
	}
	m := InMonth(all, day("2026-11-01"), nil)
	ids := func(s []State) (out []string) {
		for _, x := range s {
			out = append(out, x.ID)
		}
		return out
	}
	for name, pair := range map[string][2][]string{
		"opened": {ids(m.Opened), {"in", "later", "still"}},
		"closed": {ids(m.Closed), {"over", "in"}},
		"open":   {ids(m.Open), {"later", "still", "foreign"}},
	} {
		if d := cmp.Diff(pair[1], pair[0]); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
	if m.Days != 29 || m.Ends[OutcomePaid] != 1 || m.Ends[OutcomeReturned] != 1 {
		t.Errorf("middle of %d days, ends %v", m.Days, m.Ends)
	}
	want := []Sum{{"BDT", 1000, 1, 0}, {"CNY", 900, 2, 1}}
	if d := cmp.Diff(want, m.Amounts); d != "" {
		t.Errorf("amounts (-want +got):\n%s", d)
	}
	if got := ids(Purgeable(all, day("2026-12-30"), 30, nil)); !cmp.Equal(got, []string{"before", "over", "in"}) {
		t.Errorf("purgeable after 30 days: %v", got)
	}
}
