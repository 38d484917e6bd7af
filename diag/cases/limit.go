package cases

import (
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/calendar"
	"github.com/posdoctor/posdoctor/diag/guide/disputes"
)

// What a limit means for the shop: who, how sure it is, what, the last day.
var (
	limitTheirs = codes.Text{EN: "%[1]s %[3]s: that time ends (%[2]s; it binds them, not you); if nothing has come by then, ask", ZH: "%[1]s%[3]s：期限到这天为止（%[2]s；约束对方，不约束您），届时没有结果就去问"}
	limitOver   = codes.Text{EN: "ask: %[1]s %[3]s; that time ended on %[4]s (%[2]s; it binds them, not you)", ZH: "去问结果：%[1]s%[3]s，期限已于 %[4]s 到期（%[2]s；约束对方，不约束您）"}
	limitShop   = codes.Text{EN: "%[1]s %[3]s: this time is your own (%[2]s); act before it ends", ZH: "%[1]s%[3]s：这是您自己的期限（%[2]s），请提前办理"}
	limitHolder = codes.Text{EN: "%[1]s %[3]s: that time ends (%[2]s); tell the customer before", ZH: "%[1]s%[3]s：期限到这天为止（%[2]s），请提前告诉顾客"}
	limitReply  = codes.Text{EN: "%[1]s %[3]s: that time ends (%[2]s), and you have less; hand in what is asked for", ZH: "%[1]s%[3]s：期限到这天为止（%[2]s），留给您的时间更短，请尽快交齐材料"}
	limitTake   = codes.Text{EN: "%[1]s %[3]s: that time ends (%[2]s); bring it up before", ZH: "%[1]s%[3]s：期限到这天为止（%[2]s），请提前提出"}
	limitClaim  = codes.Text{EN: "%[1]s %[3]s: that time ends (%[2]s); keep the papers until then", ZH: "%[1]s%[3]s：期限到这天为止（%[2]s），在此之前请保留单据"}
	sayIfSuch   = codes.Text{EN: "%s; only if the card is of that network", ZH: "%s；前提是卡属于该卡组织"}
)

// limit adds what a rule's time limit asks for. One without a date asks for
// nothing on any day. asked is whether somebody was spoken to since it ended.
func (l *list) limit(d disputes.Deadline, asked bool) {
	if d.Due.IsZero() {
		return
	}
	passed := d.Due.Before(l.today)
	answers := d.Counts == disputes.FromDispute || d.Counts == disputes.FromRequest
	add := func(on calendar.Result, text codes.Text) {
		trust := d.Trust
		if d.Unsure {
			trust = sayIfSuch.With(trust)
		}
		l.add(TaskLimit, on, text.With(d.Party, trust, d.What, d.Due.Format(time.DateOnly))).Limit = &d
	}
	last := calendar.Result{Day: d.Due, Doubt: d.Doubt}
	switch {
	case d.May && passed: // what nobody can do any more
	case d.Who == "shop":
		add(last, limitShop)
		l.early()
	case d.Who == "cardholder":
		add(last, limitHolder)
		l.early()
	case d.May && d.Who == "institution":
		add(last, limitTake)
		l.early()
	case d.May:
		add(last, limitClaim)
		l.items[len(l.items)-1].Due = false // there is nothing to do on that day either
	case answers:
		add(last, limitReply)
		l.early()
	case !passed:
		add(last, limitTheirs)
		l.items[len(l.items)-1].Due = false // the whole last day is theirs
	case !asked:
		add(calendar.Result{Day: d.Due.AddDate(0, 0, 1), Doubt: d.Doubt}, limitOver)
	}
}
