package cases

import (
	"slices"
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/guide"
)

// Calendar counts business days. Add gives the n-th business day after a day;
// for n of 0 the day itself, or the next business day where it is none.
type Calendar interface {
	Add(day time.Time, n int) time.Time
}

// Task is what has to be done in a case.
type Task string

// The tasks.
const (
	TaskAnswer   Task = "answer"   // the shop must answer somebody
	TaskPromise  Task = "promise"  // the other side had promised to act by then
	TaskFollowUp Task = "followup" // nothing was heard for some time
	TaskEscalate Task = "escalate" // the next rung of the ladder
	TaskClose    Task = "close"    // a new dump suggests closing
)

// quiet is after how many business days without a word somebody asks again. It
// is a habit that works, no legal term.
const quiet = 5

// Item is one thing to do in one case.
type Item struct {
	Case string     `json:"case"`
	Task Task       `json:"task"`
	Day  time.Time  `json:"day"`  // midnight UTC of the day on which to act
	Due  bool       `json:"due"`  // the day is here or past
	Late int        `json:"late"` // calendar days past it
	Text codes.Text `json:"text"`
	Rung string     `json:"rung,omitempty"` // of TaskEscalate
}

var taskTexts = map[Task]codes.Text{
	TaskAnswer:   {EN: "answer them: the last day is %s", ZH: "要答复对方，最后一天是 %s"},
	TaskPromise:  {EN: "ask what came of it: they had promised it by %s", ZH: "去问结果：对方答应在 %s 之前处理"},
	TaskFollowUp: {EN: "ask again: nothing was noted since %s", ZH: "再去催问：自 %s 起没有新记录"},
	TaskEscalate: {EN: "turn to: %s", ZH: "找：%s"},
	TaskClose:    {EN: "look at the last recheck: it suggests closing", ZH: "看最近一次复查：建议结案"},
}

// Due lists what is to be done in one case, the most urgent first, both what is
// due today and what comes later. today is midnight UTC. A closed case has
// nothing to do.
func Due(s State, today time.Time, c Calendar, ladder []guide.Rung, zone *time.Location) []Item {
	if !s.Open() {
		return nil
	}
	var out []Item
	add := func(task Task, day time.Time, rung string, args ...any) {
		i := Item{Case: s.ID, Task: task, Day: day, Due: !day.After(today), Text: taskTexts[task].With(args...), Rung: rung}
		if i.Due {
			i.Late = int(today.Sub(day).Hours() / 24)
		}
		out = append(out, i)
	}
	if day, err := time.Parse(time.DateOnly, s.AnswerBy); err == nil {
		add(TaskAnswer, day, "", s.AnswerBy)
	}
	touched := Day(s.TouchedAt, zone)
	switch day, err := time.Parse(time.DateOnly, s.Promised); {
	case err == nil:
		add(TaskPromise, c.Add(day, 1), "", s.Promised)
	case s.Rung != "" && s.Suggest != AdviceClose:
		add(TaskFollowUp, c.Add(touched, quiet), "", touched.Format(time.DateOnly))
	}
	if s.Suggest == AdviceClose {
		add(TaskClose, Day(s.LastAt, zone), "")
	} else if next, ok := Next(ladder, s.Rung); ok && next.After != nil {
		add(TaskEscalate, c.Add(Day(s.OpenedAt, zone), *next.After), next.ID, next.Title)
	}
	Sort(out)
	return out
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
var taskOrder = []Task{TaskAnswer, TaskPromise, TaskEscalate, TaskFollowUp, TaskClose}

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
