package pairing

import (
	"strconv"
	"time"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// How far apart two things may be and still be one. Within one source a
// terminal repeats an unanswered request within its own waiting times; across
// sources only days can be told apart, since clocks differ by skew and zone.
const (
	doubleLogged = 2 * time.Second
	resendWithin = 2 * time.Minute
	repeatWithin = 7 * 24 * time.Hour // undo and advice repeats wait for the next connection
	dayApart     = 26 * time.Hour
	sameCounter  = 10 * time.Minute // a repeat at the till, by amount only
)

// agree reports whether two statements can be about one thing: equal, or one
// of them does not say.
func agree(a, b string) bool { return a == "" || b == "" || a == b }

// gap is the time between two stamps; known is false when either lacks what is
// needed to tell. Stamps without a day are compared by clock only.
func gap(a, b transcripts.Stamp) (d time.Duration, known bool) {
	if !a.Known() || !b.Known() || a.NoDate != b.NoDate || a.NoYear != b.NoYear {
		return 0, false
	}
	return b.Time.Sub(a.Time).Abs(), true
}

// within reports whether two stamps are not further apart than d, or cannot be
// told apart.
func within(a, b transcripts.Stamp, d time.Duration) bool {
	g, known := gap(a, b)
	return !known || g <= d
}

// sameAmount reports whether two amounts can be one.
func sameAmount(a, b transcripts.Amount) bool {
	if !a.Known || !b.Known {
		return true
	}
	return a.Minor == b.Minor && agree(a.Currency, b.Currency)
}

// sameDay reports whether a MMDD fits the day of a stamp, give or take one day
// for midnight and time zones. An unknown or zero date fits everything.
func sameDay(mmdd string, at transcripts.Stamp) bool {
	if len(mmdd) != 4 || mmdd == "0000" || !at.HasDay() {
		return true
	}
	for d := -1; d <= 1; d++ {
		if at.Time.AddDate(0, 0, d).Format("0102") == mmdd {
			return true
		}
	}
	return false
}

// identity is everything in a message that makes it this one and no other, but
// the card, which different logs mask differently.
type identity struct {
	mti, proc, stan, rrn, auth, code, reason, batch, terminal, order, receipt string
	de7, de12, de13                                                           string
	kind                                                                      transcripts.Kind
	function                                                                  transcripts.Function
	interim                                                                   bool
	amount                                                                    int64
	original                                                                  transcripts.Original
}

func identify(m *transcripts.Message) identity {
	id := identity{
		mti: m.MTI, proc: m.ProcessingCode, stan: m.STAN, rrn: m.RRN, auth: m.AuthCode, code: m.ResponseCode,
		reason: m.Reason, batch: m.Batch, terminal: m.Terminal, order: m.Order, de7: m.Transmitted.String(),
		de12: m.LocalTime, de13: m.LocalDate, amount: -1, original: m.Original, receipt: m.Receipt, interim: m.Interim,
	}
	if m.MTI == "" {
		id.kind, id.function = m.Kind, m.Function // what an MTI says otherwise
	}
	if m.Amount.Known {
		id.amount = m.Amount.Minor
	}
	return id
}

// marked reports whether the identity names its message so well that it cannot
// come twice for two different payments.
func (id identity) marked() bool { return id.de7 != "" || id.rrn != "" }

// answerOf reports whether an answer's MTI is the one a request asks for:
// 0200 and 0201 are answered by 0210.
func answerOf(answer, request *transcripts.Message) bool {
	a, r := answer.MTI, request.MTI
	if answer.Talk != "" && answer.Talk == request.Talk {
		return isAnswer(answer) && !isAnswer(request)
	}
	if len(a) != 4 || len(r) != 4 {
		return answer.Class == request.Class && answersFunction(answer.Function) == request.Function
	}
	return a[:2] == r[:2] && a[2] == r[2]+1
}

func answersFunction(f transcripts.Function) transcripts.Function {
	switch f {
	case transcripts.Answer:
		return transcripts.Request
	case transcripts.AdviceAnswer:
		return transcripts.Advice
	}
	return transcripts.FunctionUnknown
}

func isAnswer(m *transcripts.Message) bool {
	return m.Function == transcripts.Answer || m.Function == transcripts.AdviceAnswer
}

// precedes reports whether a can have come before b: proved by a common source,
// or not disproved.
func precedes(a, b *diag.Sighting) bool {
	before, known := a.Before(b)
	return before || !known
}

func amountKey(a transcripts.Amount) string {
	if !a.Known {
		return ""
	}
	return strconv.FormatInt(a.Minor, 10)
}
