package guide

import (
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts"
)

// values give the fields of a call sheet from a payment: the text, and whether
// it is known in full. No text at all means that the payment does not state it.
var values = map[string]func(*diag.Transaction) (codes.Text, bool){
	"card":      plain(func(l *diag.Leg) string { return l.Card.Masked }),
	"stan":      plain(func(l *diag.Leg) string { return l.STAN }),
	"rrn":       plain(func(l *diag.Leg) string { return l.RRN }),
	"auth_code": plain(func(l *diag.Leg) string { return l.AuthCode }),
	"terminal":  plain(func(l *diag.Leg) string { return l.Terminal }),
	"merchant":  plain(func(l *diag.Leg) string { return l.Merchant }),
	"batch":     plain(func(l *diag.Leg) string { return l.Batch }),
	"receipt":   plain(func(l *diag.Leg) string { return l.Receipt }),
	"order":     plain(func(l *diag.Leg) string { return l.Order }),
	"amount":    amount,
	"currency":  currency,
	"time":      func(t *diag.Transaction) (codes.Text, bool) { return clock(t.Root().At) },
	"response":  response,
	"undo":      undo,
}

// plain reads a value of the first leg, which is the payment itself.
func plain(of func(*diag.Leg) string) func(*diag.Transaction) (codes.Text, bool) {
	return func(t *diag.Transaction) (codes.Text, bool) {
		s := of(t.Root())
		return codes.Same(s), s != ""
	}
}

var sayApproved = codes.Text{EN: "%[1]s (approved: %[2]s)", ZH: "%[1]s（批准：%[2]s）"}

func amount(t *diag.Transaction) (codes.Text, bool) {
	v := t.Verdict.Amounts
	if !v.Known {
		if a := t.Root().Amount; a.Known {
			return report.MoneyText(a.Minor, a.Currency), true
		}
		return codes.Text{}, false
	}
	asked := report.MoneyText(v.Requested, v.Currency)
	if v.Approved > 0 && v.Approved != v.Requested {
		return sayApproved.With(asked, report.MoneyText(v.Approved, v.Currency)), true
	}
	return asked, true
}

func currency(t *diag.Transaction) (codes.Text, bool) {
	c := t.Verdict.Amounts.Currency
	if c == "" {
		c = t.Root().Amount.Currency
	}
	return codes.Same(c), c != ""
}

var (
	sayAssumed = codes.Text{EN: "%[1]s %[2]s (time zone from your profile)", ZH: "%[1]s %[2]s（时区取自您的配置）"}
	sayNoZone  = codes.Text{EN: "%[1]s (time zone unknown)", ZH: "%[1]s（时区未知）"}
	sayNoYear  = codes.Text{EN: "%[1]s (year unknown)", ZH: "%[1]s（年份未知）"}
	sayNoDate  = codes.Text{EN: "%[1]s (date unknown)", ZH: "%[1]s（日期未知）"}
)

// clock writes a moment with its zone, and says which part of it is missing.
func clock(at transcripts.Stamp) (codes.Text, bool) {
	if !at.Known() {
		return codes.Text{}, false
	}
	s := codes.Same(at.String())
	switch at.Zone {
	case transcripts.ZoneStated:
		s = codes.Same(at.String() + at.Time.Format(" -07:00"))
	case transcripts.ZoneAssumed:
		s = sayAssumed.With(at.String(), at.Time.Format("-07:00"))
	default:
		s = sayNoZone.With(s)
	}
	switch {
	case at.NoDate:
		return sayNoDate.With(s), false
	case at.NoYear:
		return sayNoYear.With(s), false
	}
	return s, at.Zone != transcripts.ZoneFloating
}

func response(t *diag.Transaction) (codes.Text, bool) {
	l := t.Root()
	if l.Code == "" && l.State == diag.StateSent {
		return sayNoneSeen, false
	}
	if l.Code == "" {
		return codes.Text{}, false
	}
	if name := l.Reading.Code.Name; !name.IsZero() {
		return sayRelated.With(l.Code, name), true
	}
	return codes.Same(l.Code), true
}

var (
	sayNoneSeen = codes.Text{EN: "none seen in the log", ZH: "日志里没有看到"}
	sayAnswered = codes.Text{EN: "answered", ZH: "已应答"}
	sayTrace    = codes.Text{EN: "trace no. %[1]s", ZH: "凭证号 %[1]s"}
	sayCode     = codes.Text{EN: "code %[1]s", ZH: "代码 %[1]s"}
)

// undo names every reversal, void and refund of the payment and how far it got.
func undo(t *diag.Transaction) (codes.Text, bool) {
	var en, zh []string
	for _, l := range t.Legs {
		word, ok := kindWords[l.Kind]
		if !ok {
			continue
		}
		parts := []codes.Text{word}
		if l.STAN != "" {
			parts = append(parts, sayTrace.With(l.STAN))
		}
		if at := l.At.String(); at != "" {
			parts = append(parts, codes.Same(at))
		}
		state, code := stateWords[l.State], sayCode.With(l.Code)
		if l.State == diag.StateAcknowledged && l.Code != "" && l.Code != "00" {
			// Terminals count 25 and others as done; whether that is so, the code says.
			state = sayAnswered
			if name := l.Reading.Code.Name; !name.IsZero() {
				code = sayRelated.With(code, name)
			}
		}
		if parts = append(parts, state); l.Code != "" {
			parts = append(parts, code)
		}
		e, z := make([]string, len(parts)), make([]string, len(parts))
		for i, p := range parts {
			e[i], z[i] = p.EN, p.ZH
		}
		en, zh = append(en, strings.Join(e, ", ")), append(zh, strings.Join(z, "，"))
	}
	if len(en) == 0 {
		return sayNoneSeen, true
	}
	return codes.Text{EN: strings.Join(en, "; "), ZH: strings.Join(zh, "；")}, true
}
