package read

import (
	"strings"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/logs"
)

// nearby is how many lines may lie between the bytes of a message and the list
// of its fields.
const nearby = 100

// gist is what tells whether a list of fields shows the same message as bytes
// beside it.
type gist struct {
	mti, stan, rrn, code, terminal, amount string
	dir                                    transcripts.Direction
	from, to                               int64 // lines
}

// gistOf takes the gist of a decoded message.
func gistOf(m *transcripts.Message, rec *logs.Record, to int64) gist {
	g := gist{mti: m.MTI, stan: m.STAN, rrn: m.RRN, code: m.ResponseCode, terminal: m.Terminal, dir: rec.Dir, from: rec.Where.Line, to: to}
	if g.code == "" {
		g.code = m.Reason
	}
	if m.Amount.Known {
		g.amount = digitsOf(m.Amount.Minor)
	}
	return g
}

// gistOfList takes the gist of a list as the log shows it.
func gistOfList(rec *logs.Record, to int64) gist {
	g := gist{mti: rec.MTI, dir: rec.Dir, from: rec.Where.Line, to: to}
	for _, f := range rec.List {
		v := strings.TrimSpace(f.Value)
		switch f.ID {
		case "4":
			g.amount = strings.TrimLeft(v, "0")
		case "11":
			g.stan = v
			if n := len(v); n > 0 && n < 6 {
				g.stan = "000000"[n:] + v
			}
		case "37":
			g.rrn = v
		case "39":
			g.code = v
		case "41":
			g.terminal = v
		}
	}
	return g
}

func digitsOf(n int64) string {
	if n == 0 {
		return ""
	}
	return digitsOf(n/10) + string(rune('0'+n%10))
}

// same reports whether two gists can be of one message: they agree on the STAN
// and contradict each other nowhere.
func (g gist) same(o gist) bool {
	if g.stan == "" || g.stan != o.stan {
		return false
	}
	for _, p := range [...][2]string{
		{g.mti, o.mti},
		{g.rrn, o.rrn},
		{g.code, o.code},
		{g.terminal, o.terminal},
		{g.amount, o.amount},
		{string(g.dir), string(o.dir)},
	} {
		if p[0] != "" && p[1] != "" && p[0] != p[1] {
			return false
		}
	}
	return true
}

// queue holds events on their way out. A list of fields waits in it until the
// lines behind have shown whether the bytes of the same message follow.
type queue struct {
	events []transcripts.Event
	first  int
	held   int  // index of the list that waits, -1 for none
	list   gist // of that list
	bytes  gist // of the last message that was given in bytes
}

func newQueue() *queue { return &queue{held: -1} }

// pop gives the next event that need not wait.
func (q *queue) pop() (transcripts.Event, bool) {
	if q.first == len(q.events) || q.first == q.held {
		return transcripts.Event{}, false
	}
	ev := q.events[q.first]
	q.events[q.first] = transcripts.Event{}
	q.first++
	if q.first == len(q.events) {
		q.events, q.first, q.held = q.events[:0], 0, -1
	}
	return ev, true
}

func (q *queue) push(ev transcripts.Event) { q.events = append(q.events, ev) }

// hold queues a list that may still turn out to repeat what follows.
func (q *queue) hold(ev transcripts.Event, g gist) {
	q.release()
	q.held, q.list = len(q.events), g
	q.push(ev)
}

// release lets a waiting list go out.
func (q *queue) release() { q.held = -1 }

// passed tells how far reading is; a list does not wait for ever.
func (q *queue) passed(line int64) {
	if q.held >= 0 && line-q.list.to > nearby {
		q.release()
	}
}

// repeats reports whether a list shows the message that was last given in
// bytes.
func (q *queue) repeats(g gist) bool {
	return q.bytes.to > 0 && g.from-q.bytes.to <= nearby && q.bytes.same(g)
}

// take gives the waiting list back when bytes turn out to be the same message.
func (q *queue) take(g gist) bool {
	if q.held < 0 || g.from-q.list.to > nearby || !q.list.same(g) {
		q.release()
		return false
	}
	q.events = append(q.events[:q.held], q.events[q.held+1:]...)
	q.release()
	return true
}
