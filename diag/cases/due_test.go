package cases

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/calendar"
	"github.com/posdoctor/posdoctor/diag/guide"
	"github.com/posdoctor/posdoctor/diag/guide/disputes"
)

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
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
		{"nobody was called yet", []Line{opened}, "2026-11-24", []short{{TaskEscalate, "2026-11-23", true, 1}, {TaskCheck, "2026-11-30", false, 0}}},
		{
			"called, nothing promised",
			[]Line{opened, note("2026-11-24", Note{Text: "x"})},
			"2026-11-25",
			[]short{{TaskEscalate, "2026-11-30", false, 0}, {TaskCheck, "2026-11-30", false, 0}, {TaskFollowUp, "2026-12-01", false, 0}},
		},
		{
			"a promise holds back asking again, not the ladder",
			[]Line{opened, note("2026-11-24", Note{Text: "x", Promised: "2026-11-27"})},
			"2026-11-30", // Friday was the day, so Monday is when to ask
			[]short{{TaskPromise, "2026-11-30", true, 0}, {TaskEscalate, "2026-11-30", true, 0}, {TaskCheck, "2026-11-30", true, 0}},
		},
		{
			"asked on the promised day",
			[]Line{opened, note("2026-11-24", Note{Text: "x", Promised: "2026-11-27"}), note("2026-11-27", Note{Text: "y"})},
			"2026-11-27",
			[]short{{TaskEscalate, "2026-11-30", false, 0}, {TaskCheck, "2026-11-30", false, 0}, {TaskFollowUp, "2026-12-04", false, 0}},
		},
		{
			"what the shop must answer stays until it did, the first day first",
			[]Line{opened, note("2026-11-24", Note{AnswerBy: "2026-11-26"}), note("2026-11-25", Note{AnswerBy: "2026-11-28"})},
			"2026-11-27",
			[]short{{TaskAnswer, "2026-11-26", true, 1}, {TaskEscalate, "2026-11-30", false, 0}, {TaskCheck, "2026-11-30", false, 0}, {TaskFollowUp, "2026-12-02", false, 0}},
		},
		{
			"answered",
			[]Line{opened, note("2026-11-24", Note{AnswerBy: "2026-11-26"}), note("2026-11-25", Note{Answered: true})},
			"2026-11-27",
			[]short{{TaskEscalate, "2026-11-30", false, 0}, {TaskCheck, "2026-11-30", false, 0}, {TaskFollowUp, "2026-12-02", false, 0}},
		},
		{
			"up the ladder",
			[]Line{opened, up("2026-11-30", "written")},
			"2026-12-01",
			[]short{{TaskCheck, "2026-11-30", true, 1}, {TaskEscalate, "2026-12-07", false, 0}, {TaskFollowUp, "2026-12-07", false, 0}},
		},
		{
			"time alone calls for no lawyer",
			[]Line{opened, up("2026-12-21", "regulator")},
			"2027-06-01",
			[]short{{TaskCheck, "2026-11-30", true, 183}, {TaskFollowUp, "2026-12-28", true, 155}},
		},
		{
			"what the shop must answer is due a week before its last day",
			[]Line{opened, note("2026-11-24", Note{AnswerBy: "2026-12-02", Checked: true})},
			"2026-11-25",
			[]short{{TaskEscalate, "2026-11-30", false, 0}, {TaskCheck, "2026-12-01", false, 0}, {TaskFollowUp, "2026-12-01", false, 0}, {TaskAnswer, "2026-12-02", true, 0}},
		},
		{
			"and not sooner",
			[]Line{opened, note("2026-11-24", Note{AnswerBy: "2026-12-02", CheckEvery: every(0)})},
			"2026-11-24",
			[]short{{TaskEscalate, "2026-11-30", false, 0}, {TaskFollowUp, "2026-12-01", false, 0}, {TaskAnswer, "2026-12-02", false, 0}},
		},
		{
			"the first step waits for no business day",
			[]Line{{At: day("2026-11-21"), Kind: KindOpened, Opened: &Opened{Case: "c"}}}, // a Saturday
			"2026-11-21",
			[]short{{TaskEscalate, "2026-11-21", true, 0}, {TaskCheck, "2026-11-27", false, 0}},
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
			got := shorts(Due(Fold(tt.lines), Rules{Today: day(tt.today), Ladder: guide.Open().Ladder()}))
			if d := cmp.Diff(tt.want, got, cmp.AllowUnexported(short{})); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func every(days int) *int { return &days }

// The reminder of the account comes again in its rhythm until the case is closed,
// whatever else happens; the rhythm is the one that was told.
func TestTheReminderOfTheAccountComesAgain(t *testing.T) {
	lines := []Line{{At: noon, Kind: KindOpened, Opened: &Opened{Case: "c"}}} // Monday 2026-11-23
	add := func(at string, n Note) { lines = append(lines, Line{At: day(at), Kind: KindNote, Note: &n}) }
	// An invented holiday, and a Saturday that is worked instead.
	days := calendar.New([]time.Time{day("2026-12-02")}, []time.Time{day("2026-12-05")}).In("CN")
	for _, step := range []struct {
		today string
		want  string // the day of the reminder, "" for none
		due   bool
		then  *Note // written that day
	}{
		{"2026-11-27", "2026-11-30", false, nil}, // five business days after the opening
		{"2026-11-30", "2026-11-30", true, &Note{Text: "asked", With: "the bank"}},
		{"2026-12-01", "2026-11-30", true, &Note{Text: "nothing yet", Checked: true}}, // a call is no look at the account
		{"2026-12-01", "2026-12-08", false, &Note{Text: "look every two days, they say", CheckEvery: every(2)}},
		{"2026-12-01", "2026-12-04", false, nil}, // the 2nd is a holiday
		{"2026-12-04", "2026-12-04", true, &Note{Text: "nothing", Checked: true}},
		{"2026-12-04", "2026-12-07", false, nil}, // Saturday the 5th is worked
		{"2026-12-07", "2026-12-07", true, &Note{Text: "nothing", Checked: true}},
		{"2026-12-08", "2026-12-09", false, &Note{Text: "no more", CheckEvery: every(0)}},
		{"2026-12-31", "", false, nil},
	} {
		var got *Item
		for _, i := range Due(Fold(lines), Rules{Today: day(step.today), Days: days}) {
			if i.Task == TaskCheck {
				got = &i
			}
		}
		switch {
		case got == nil && step.want != "", got != nil && (got.Day.Format(time.DateOnly) != step.want || got.Due != step.due):
			t.Errorf("on %s: %+v, want %s, due %v", step.today, got, step.want, step.due)
		}
		if step.then != nil {
			add(step.today, *step.then)
		}
	}
	add("2027-01-04", Note{CheckEvery: every(3)})
	lines = append(lines, Line{At: day("2027-01-04"), Kind: KindClosed, Closed: &Closed{}})
	if got := Due(Fold(lines), Rules{Today: day("2027-06-01"), Days: days}); len(got) > 0 {
		t.Errorf("closed, and still: %+v", got)
	}
}

// What a rule's limit asks of a shop depends on whom it binds.
func TestLimits(t *testing.T) {
	limit := func(who string, may bool, counts disputes.From) disputes.Deadline {
		return disputes.Deadline{ID: "x", Who: who, Party: codes.Text{EN: "the " + who, ZH: "对方"}, May: may, Counts: counts, What: codes.Text{EN: "acts", ZH: "处理"}, Due: day("2026-12-10"), Trust: codes.Text{EN: "not sure", ZH: "不太确定"}}
	}
	for _, tt := range []struct {
		name  string
		limit disputes.Deadline
		asked string // a note of that day
		today string
		want  []short
		text  string
	}{
		{"a duty of the bank, to the end of its last day", limit("issuer", false, disputes.FromTransaction), "", "2026-12-10", []short{{TaskLimit, "2026-12-10", false, 0}}, "the issuer acts: that time ends (not sure; it binds them, not you)"},
		{"and after it", limit("issuer", false, disputes.FromTransaction), "", "2026-12-12", []short{{TaskLimit, "2026-12-11", true, 1}}, "ask: the issuer acts; that time ended on 2026-12-10"},
		{"asked before it ended", limit("issuer", false, disputes.FromTransaction), "2026-12-10", "2026-12-11", []short{{TaskLimit, "2026-12-11", true, 0}}, "ask: the issuer acts; that time ended on 2026-12-10"},
		{"asked after it ended", limit("issuer", false, disputes.FromTransaction), "2026-12-11", "2026-12-12", nil, ""},
		{"the shop's own, a week before", limit("shop", false, disputes.FromRequest), "", "2026-12-03", []short{{TaskLimit, "2026-12-10", true, 0}}, "this time is your own (not sure)"},
		{"and eight days before", limit("shop", false, disputes.FromRequest), "", "2026-12-02", []short{{TaskLimit, "2026-12-10", false, 0}}, "this time is your own"},
		{"the shop's own, missed", limit("shop", false, disputes.FromRequest), "2026-12-11", "2026-12-12", []short{{TaskLimit, "2026-12-10", true, 2}}, "this time is your own"},
		{"an answer of the acquirer needs the shop's papers", limit("acquirer", false, disputes.FromRequest), "", "2026-12-04", []short{{TaskLimit, "2026-12-10", true, 0}}, "you have less"},
		{"a duty of the acquirer", limit("acquirer", false, disputes.FromTransaction), "", "2026-12-04", []short{{TaskLimit, "2026-12-10", false, 0}}, "binds them, not you"},
		{"a right of the customer", limit("cardholder", true, disputes.FromStatement), "", "2026-12-04", []short{{TaskLimit, "2026-12-10", true, 0}}, "tell the customer"},
		{"a right of the customer that is over", limit("cardholder", true, disputes.FromStatement), "", "2026-12-11", nil, ""},
		{"what the institution may take up", limit("institution", true, disputes.FromTransaction), "", "2026-12-03", []short{{TaskLimit, "2026-12-10", true, 0}}, "bring it up before"},
		{"a right of the bank asks for nothing", limit("issuer", true, disputes.FromTransaction), "", "2026-12-10", []short{{TaskLimit, "2026-12-10", false, 0}}, "keep the papers"},
		{"without a date", disputes.Deadline{ID: "x", Who: "issuer"}, "", "2026-12-10", nil, ""},
	} {
		lines := []Line{{At: noon, Kind: KindOpened, Opened: &Opened{Case: "c"}}}
		if tt.asked != "" {
			lines = append(lines, Line{At: day(tt.asked), Kind: KindNote, Note: &Note{Text: "x"}})
		}
		var got []Item
		for _, i := range Due(Fold(lines), Rules{Today: day(tt.today), Limits: []disputes.Deadline{tt.limit}}) {
			if i.Task == TaskLimit {
				got = append(got, i)
			}
		}
		if d := cmp.Diff(tt.want, shorts(got), cmp.AllowUnexported(short{})); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
			continue
		}
		if len(got) > 0 && (!strings.Contains(got[0].Text.EN, tt.text) || strings.Contains(got[0].Text.EN+got[0].Text.ZH, "%!") || got[0].Limit == nil) {
			t.Errorf("%s: %+v", tt.name, got[0].Text)
		}
	}
	// Opening a case is not asking the bank.
	old := limit("issuer", false, disputes.FromTransaction)
	old.Due = day("2026-11-20")
	if got := Due(Fold([]Line{{At: noon, Kind: KindOpened, Opened: &Opened{Case: "c"}}}), Rules{Today: day("2026-11-23"), Limits: []disputes.Deadline{old}}); len(got) == 0 || got[0].Task != TaskLimit || !got[0].Due {
		t.Errorf("over before the case began: %+v", got)
	}
	unsure := limit("issuer", false, disputes.FromTransaction)
	unsure.Unsure = true
	if got := Due(Fold([]Line{{At: noon, Kind: KindOpened, Opened: &Opened{Case: "c"}}}), Rules{Today: noon, Limits: []disputes.Deadline{unsure}}); !strings.Contains(got[len(got)-1].Text.EN, "only if the card is of that network") {
		t.Errorf("an unsure network: %+v", got)
	}
}

// A note tells from when a rule counts, and an answer ends what it counts for.
func TestStartsAreTold(t *testing.T) {
	told := time.Date(2026, 11, 24, 7, 30, 0, 0, time.FixedZone("", 8*3600))
	lines := []Line{
		{At: noon, Kind: KindOpened, Opened: &Opened{Case: "c"}},
		{At: noon.AddDate(0, 0, 2), Kind: KindNote, Note: &Note{Text: "a request", Starts: "request", When: &told}},
		{At: noon.AddDate(0, 0, 3), Kind: KindNote, Note: &Note{Text: "the customer told the bank", Starts: "notice"}},
	}
	want := map[disputes.From]string{disputes.FromRequest: "2026-11-24", disputes.FromNotice: "2026-11-26"}
	if d := cmp.Diff(want, Fold(lines).Started); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	lines = append(lines, Line{At: noon.AddDate(0, 0, 4), Kind: KindNote, Note: &Note{Answered: true}})
	delete(want, disputes.FromRequest)
	if d := cmp.Diff(want, Fold(lines).Started); d != "" {
		t.Errorf("answered (-want +got):\n%s", d)
	}
}

// A case whose first line is gone counts from the first one that is left; one
// without lines asks for nothing.
func TestDaysOfADamagedCase(t *testing.T) {
	s := Fold([]Line{{At: noon, Kind: KindNote, Note: &Note{Text: "x"}}})
	s.ID = "c" // as the folder says
	for _, i := range Due(s, Rules{Today: day("2026-11-24"), Ladder: guide.Open().Ladder()}) {
		if i.Day.Before(day("2026-11-23")) {
			t.Errorf("%+v", i)
		}
	}
	empty := Fold(nil)
	empty.ID = "c"
	if got := Due(empty, Rules{Today: day("2026-11-24"), Ladder: guide.Open().Ladder()}); len(got) > 0 {
		t.Errorf("no line, and %+v", got)
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
