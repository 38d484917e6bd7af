package cases

import (
	"slices"
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/calendar"
	"github.com/posdoctor/posdoctor/diag/guide"
	"github.com/posdoctor/posdoctor/diag/guide/disputes"
)

// Rules are what the days of a case are counted by; none of it is in its file.
type Rules struct {
	Today time.Time      // midnight UTC
	Zone  *time.Location // of the shop, nil where nobody told it
	// Days counts business days; where it does not know the weekend that is
	// Saturday and Sunday.
	Days   calendar.Calendar
	Ladder []guide.Rung
	Limits []disputes.Deadline // those that count for the payment
}

// Task is what has to be done in a case.
type Task string

// The tasks.
const (
	TaskAnswer   Task = "answer"   // the shop must answer somebody
	TaskLimit    Task = "limit"    // a rule gives somebody a time limit
	TaskPromise  Task = "promise"  // the other side had promised to act by then
	TaskCheck    Task = "check"    // look at the account again
	TaskFollowUp Task = "followup" // nothing was heard for some time
	TaskEscalate Task = "escalate" // the next rung of the ladder
	TaskClose    Task = "close"    // a new dump suggests closing
)

const (
	// quiet is after how many business days without a word somebody asks again. It
	// is a habit that works, no legal term.
	quiet = 5
	// ahead is from how many calendar days before its last day on what the shop
	// itself can miss is due.
	ahead = 7
)

// Item is one thing to do in one case.
type Item struct {
	Case  string             `json:"case"`
	Task  Task               `json:"task"`
	Day   time.Time          `json:"day"`   // midnight UTC of the day on which to act, or of the last on which one can
	Doubt calendar.Doubt     `json:"doubt"` // of the business days of Day
	Due   bool               `json:"due"`   // it is time to act
	Late  int                `json:"late"`  // calendar days past Day
	Left  int                `json:"left"`  // calendar days to Day
	Text  codes.Text         `json:"text"`
	Rung  string             `json:"rung,omitempty"`  // of TaskEscalate
	Limit *disputes.Deadline `json:"limit,omitempty"` // of TaskLimit
}

var taskTexts = map[Task]codes.Text{
	TaskAnswer:   {EN: "answer %[2]s: the last day is %[1]s", ZH: "要答复%[2]s，最后一天是 %[1]s"},
	TaskPromise:  {EN: "ask %[2]s what came of it: it was promised by %[1]s", ZH: "向%[2]s问结果：对方答应在 %[1]s 之前处理"},
	TaskCheck:    {EN: "look at the account, and let the customer look: has the money come? (every %d business days)", ZH: "查一次账户，也请顾客查：款到了没有？（每 %d 个工作日一次）"},
	TaskFollowUp: {EN: "ask again: nothing was noted since %s", ZH: "再去催问：自 %s 起没有新记录"},
	TaskEscalate: {EN: "turn to: %s", ZH: "联系：%s"},
	TaskClose:    {EN: "look at the last recheck: it suggests closing (case close)", ZH: "看最近一次复查：建议结案（case close）"},
}

var (
	checkDaily = codes.Text{EN: "look at the account, and let the customer look: has the money come? (every business day)", ZH: "查一次账户，也请顾客查：款到了没有？（每个工作日一次）"}
	sayThem    = codes.Text{EN: "them", ZH: "对方"}
)

// Due lists what is to be done in one case, the most urgent first, both what is
// due today and what comes later. A closed case has nothing to do, nor
// has one of which no line can be read.
func Due(s State, r Rules) []Item {
	if !s.Open() || s.Lines == 0 {
		return nil
	}
	r.Days = r.Days.Plain()
	l := list{id: s.ID, today: r.Today}
	if day, err := time.Parse(time.DateOnly, s.AnswerBy); err == nil {
		l.add(TaskAnswer, calendar.Result{Day: day}, taskTexts[TaskAnswer].With(s.AnswerBy, named(s.AnswerTo)))
		l.early()
	}
	touched := Day(s.TouchedAt, r.Zone)
	for _, d := range r.Limits {
		l.limit(d, s.Suggest == AdviceClose || s.Rung != "" && touched.After(d.Due))
	}
	switch day, err := time.Parse(time.DateOnly, s.Promised); {
	case err == nil:
		l.add(TaskPromise, r.Days.Add(day, 1), taskTexts[TaskPromise].With(s.Promised, named(s.PromisedBy)))
	case s.Rung != "" && s.Suggest != AdviceClose:
		l.add(TaskFollowUp, r.Days.Add(touched, quiet), taskTexts[TaskFollowUp].With(touched.Format(time.DateOnly)))
	}
	if s.Suggest == AdviceClose {
		l.add(TaskClose, calendar.Result{Day: Day(s.LastAt, r.Zone)}, taskTexts[TaskClose])
	} else {
		l.check(s, r)
		l.escalate(s, r)
	}
	Sort(l.items)
	return l.items
}

// list collects the items of one case.
type list struct {
	id    string
	today time.Time
	items []Item
}

func (l *list) add(task Task, on calendar.Result, text codes.Text) *Item {
	i := Item{Case: l.id, Task: task, Day: on.Day, Doubt: on.Doubt, Due: !on.Day.After(l.today), Text: text}
	if i.Due {
		i.Late = days(on.Day, l.today)
	} else {
		i.Left = days(l.today, on.Day)
	}
	l.items = append(l.items, i)
	return &l.items[len(l.items)-1]
}

// early makes the last item due some days before its day.
func (l *list) early() {
	i := &l.items[len(l.items)-1]
	i.Due = i.Due || i.Left <= ahead
}

func days(from, to time.Time) int { return int(to.Sub(from).Hours() / 24) }

// check reminds of the account in a rhythm, from the last time that somebody
// looked at it.
func (l *list) check(s State, r Rules) {
	if s.CheckEvery <= 0 {
		return
	}
	text := taskTexts[TaskCheck].With(s.CheckEvery)
	if s.CheckEvery == 1 {
		text = checkDaily
	}
	l.add(TaskCheck, r.Days.Add(Day(s.CheckedAt, r.Zone), s.CheckEvery), text)
}

func (l *list) escalate(s State, r Rules) {
	next, ok := Next(r.Ladder, s.Rung)
	if !ok || next.After == nil {
		return
	}
	on := calendar.Result{Day: Day(s.OpenedAt, r.Zone)} // what is to be done now waits for no business day
	if *next.After > 0 {
		on = r.Days.Add(on.Day, *next.After)
	}
	l.add(TaskEscalate, on, taskTexts[TaskEscalate].With(next.Title)).Rung = next.ID
}

func named(who string) codes.Text {
	if who == "" {
		return sayThem
	}
	return codes.Same(who)
}

// Next gives the rung above one, which is the lowest for "". A rung that the
// ladder does not have has none above it.
func Next(ladder []guide.Rung, rung string) (guide.Rung, bool) {
	i := -1
	if rung != "" {
		if i = slices.IndexFunc(ladder, func(r guide.Rung) bool { return r.ID == rung }); i < 0 {
			return guide.Rung{}, false
		}
	}
	if i+1 >= len(ladder) {
		return guide.Rung{}, false
	}
	return ladder[i+1], true
}

// taskOrder is how urgent tasks of one day are: first what the shop itself can
// miss.
var taskOrder = []Task{TaskAnswer, TaskLimit, TaskPromise, TaskEscalate, TaskCheck, TaskFollowUp, TaskClose}

// Sort puts items in order: by day, then by urgency, then by case.
func Sort(items []Item) {
	slices.SortStableFunc(items, func(a, b Item) int {
		if n := a.Day.Compare(b.Day); n != 0 {
			return n
		}
		if n := slices.Index(taskOrder, a.Task) - slices.Index(taskOrder, b.Task); n != 0 {
			return n
		}
		return strings.Compare(a.Case, b.Case)
	})
}
