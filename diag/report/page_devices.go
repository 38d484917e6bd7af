package report

import (
	"slices"
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
)

var (
	deviceSays   = codes.Text{EN: "Terminal %[1]s: %[2]s", ZH: "终端 %[1]s：%[2]s"}
	deviceAlone  = codes.Text{EN: "The terminal: %[1]s", ZH: "终端：%[1]s"}
	deviceThere  = codes.Text{EN: "The terminal answers.", ZH: "终端有应答。"}
	deviceReady  = codes.Text{EN: "ready", ZH: "可以工作"}
	deviceNot    = codes.Text{EN: "not ready", ZH: "不能工作"}
	deviceSilent = codes.Text{EN: "it answers, but does not say whether it can work", ZH: "有应答，但没有说能不能工作"}
	deviceWhy    = codes.Text{EN: "%[1]s (%[2]s)", ZH: "%[1]s（%[2]s）"}
	deviceModel  = codes.Text{EN: "model %[1]s", ZH: "型号 %[1]s"}
	deviceSoft   = codes.Text{EN: "software %[1]s", ZH: "软件 %[1]s"}
	deviceClock  = codes.Text{EN: "its clock is %[1]s", ZH: "时钟%[1]s"}
	deviceHolds  = codes.Text{EN: "a reversal is waiting in it", ZH: "里面还有待发的冲正"}
)

// shownDevices is how many terminals the first screen tells of.
const shownDevices = 2

// devices says in a line how each terminal is, and what its record holds.
func (p *page) devices() {
	all := p.r.Devices
	if len(all) == 0 && slices.ContainsFunc(p.r.Checks, func(c diag.Check) bool { return c.ID == "cable.link" && c.State == diag.CheckOK }) {
		p.paragraph(Good, p.say(deviceThere))
	}
	if !p.o.Verbose && len(all) > shownDevices {
		all = all[:shownDevices]
	}
	for _, d := range all {
		text, tone := p.device(d)
		p.paragraph(tone, text)
	}
	p.recalled()
}

// recalled lists the payments that a terminal told of when it was asked, as far
// as they are not listed for another reason.
func (p *page) recalled() {
	var list []listedPayment
	for i := range p.r.Transactions {
		t := &p.r.Transactions[i]
		if t.Root().Recalled() && !slices.ContainsFunc(p.rows, func(l listedPayment) bool { return l.t == t }) {
			list = append(list, listedPayment{t: t, why: why[t.Verdict.Reason]})
		}
	}
	if len(list) > 0 {
		p.add(p.table(list))
	}
}

func (p *page) device(s diag.DeviceSeen) (string, Tone) {
	d, tone := s.Device, Plain
	state := deviceSilent
	switch {
	case d.Ready != nil && *d.Ready:
		state, tone = deviceReady, Good
	case d.Ready != nil:
		state, tone = deviceNot, Caution
	}
	if why := d.Meaning; !why.IsZero() && p.say(why) != p.say(state) {
		state = deviceWhy.With(state, why)
	} else if d.Status != "" && d.Ready == nil {
		state = deviceWhy.With(state, codes.Same(d.Status))
	}
	parts := []codes.Text{state}
	if d.Model != "" {
		parts = append(parts, deviceModel.With(d.Model))
	}
	if d.Software != "" {
		parts = append(parts, deviceSoft.With(d.Software))
	}
	if s.SkewKnown && s.Skew.Abs() >= time.Minute {
		parts = append(parts, deviceClock.With(s.Off()))
	}
	if d.Pending != nil && *d.Pending {
		parts, tone = append(parts, deviceHolds), Bad
	}
	if !d.Totals.IsZero() {
		parts = append(parts, d.Totals)
	}
	said := make([]string, len(parts))
	for i, t := range parts {
		said[i] = p.say(t)
	}
	sep, end := "; ", "."
	if p.o.Lang == codes.Chinese {
		sep, end = "；", "。"
	}
	list := strings.Join(said, sep) + end
	if d.Terminal == "" {
		return p.say(deviceAlone.With(list)), tone
	}
	return p.say(deviceSays.With(d.Terminal, list)), tone
}
