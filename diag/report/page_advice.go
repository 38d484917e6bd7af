package report

import (
	"cmp"
	"slices"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
)

var (
	stepText        = codes.Text{EN: "%[1]s, %[2]s: %[3]s", ZH: "%[1]s，%[2]s：%[3]s"}
	stepNoTime      = codes.Text{EN: "%[1]s: %[2]s", ZH: "%[1]s：%[2]s"}
	stepFor         = codes.Text{EN: "%[1]s (%[2]s)", ZH: "%[1]s（%[2]s）"}
	findOut         = codes.Text{EN: "Find out: %[1]s", ZH: "查清：%[1]s"}
	checkLog        = codes.Text{EN: "Check that this is the terminal's own log; name its message format with --dialect if you know it.", ZH: "确认这是终端自己的日志；如果知道报文格式，用 --dialect 指定。"}
	dontCharge      = codes.Text{EN: "Do not charge again: %[1]s", ZH: "不要再次收款：%[1]s"}
	dontBoth        = codes.Text{EN: "Do not void or refund: %[1]s", ZH: "不要撤销，也不要退货：%[1]s"}
	dontVoid        = codes.Text{EN: "Do not void: %[1]s", ZH: "不要撤销：%[1]s"}
	dontRefund      = codes.Text{EN: "Do not refund: %[1]s", ZH: "不要退货：%[1]s"}
	dontReset       = codes.Text{EN: "Do not reset or clear the terminal: %[1]s", ZH: "不要重置或清空终端：%[1]s"}
	dontClose       = codes.Text{EN: "Do not close the batch of the terminal yet: %[1]s", ZH: "终端暂时不要结算：%[1]s"}
	dontResetIt     = codes.Text{EN: "Do not reset or clear the terminal, nor close its batch yet: %[1]s", ZH: "不要重置或清空终端，也暂时不要结算：%[1]s"}
	terminalUnnamed = codes.Text{EN: "the one without a number in the log", ZH: "日志里没有终端号的那台"}
	moreThings      = codes.Text{EN: "%[1]s and %[2]d more", ZH: "%[1]s 等 %[3]d 台"}
)

// urgent gives the findings in groups, in the order in which they are acted on:
// those about open money or critical ones, then those about some payment, then
// those about the log and the terminal as a whole.
func (p *page) urgent() [][]*diag.Finding {
	hot := map[string]bool{}
	for _, l := range p.rows {
		if open(l.t) {
			for _, ref := range l.t.Findings {
				hot[ref] = true
			}
		}
	}
	groups := make([][]*diag.Finding, 3)
	for i := range p.r.Findings {
		f := &p.r.Findings[i]
		g := 2
		switch {
		case hot[f.Ref] || f.Severity == diag.Critical:
			g = 0
		case len(f.Transactions) > 0:
			g = 1
		}
		groups[g] = append(groups[g], f)
	}
	for _, g := range groups {
		slices.SortStableFunc(g, func(a, b *diag.Finding) int {
			return cmp.Or(cmp.Compare(btoi(hot[b.Ref]), btoi(hot[a.Ref])), cmp.Compare(b.Severity, a.Severity))
		})
	}
	return groups
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// steps are the things to do, each once: all that cannot wait, then the rest.
func (p *page) steps() []Line {
	var out []Line
	for _, t := range p.tasks() {
		out = append(out, p.step(t.Remedy, p.stans(t.For)))
	}
	if len(out) > 0 {
		return out
	}
	seen := map[string]bool{}
	for _, l := range p.rows {
		if w := l.t.Verdict.WouldSettle; open(l.t) && !w.IsZero() && !seen[w.EN] {
			seen[w.EN] = true
			out = append(out, Line{{Text: p.say(findOut.With(w))}})
		}
	}
	if p.r.Summary.Transactions == 0 && p.r.Summary.Exchanges == 0 && len(p.r.Devices) == 0 {
		out = append(out, Line{{Text: p.say(checkLog)}})
	}
	return out
}

// tasks are the remedies of all findings that warn, each once, most urgent first.
func (p *page) tasks() []Task {
	seen := map[string]bool{}
	var out []Task
	for _, g := range p.urgent() {
		out = append(out, p.inTurn(g, seen)...)
	}
	return out
}

// inTurn takes the first remedy of every finding before the second of any.
func (p *page) inTurn(found []*diag.Finding, seen map[string]bool) []Task {
	var out []Task
	for round, some := 0, true; some; round++ {
		some = false
		for _, f := range found {
			if round >= len(f.Remedies) || f.Severity == diag.Info {
				continue
			}
			some = true
			if r := f.Remedies[round]; !seen[r.Who+r.Do.EN] {
				seen[r.Who+r.Do.EN] = true
				keys := f.Transactions
				if r.Pays {
					keys = p.payable(keys)
				}
				out = append(out, Task{r, keys})
			}
		}
	}
	return out
}

// payable leaves of some transactions those that may safely be charged again.
func (p *page) payable(keys []string) []string {
	var out []string
	for i := range p.r.Transactions {
		t := &p.r.Transactions[i]
		if t.Verdict.Guards.ChargeAgain.State == diag.Safe && slices.Contains(keys, t.Key) {
			out = append(out, t.Key)
		}
	}
	return out
}

func (p *page) step(r diag.Remedy, stans []string) Line {
	who := PersonWord(r.Who)
	t := stepText.With(who, r.By, r.Do)
	if r.By.IsZero() {
		t = stepNoTime.With(who, r.Do)
	}
	if len(stans) > 0 {
		t = stepFor.With(t, p.traces(stans))
	}
	return Line{{Text: p.say(t)}}
}

// donts say what nobody may do, the guards before the findings' own warnings.
func (p *page) donts() []Line {
	var charge, void, refund []string
	for _, l := range p.rows {
		v, root := l.t.Verdict, l.t.Root()
		name := root.Name()
		if name == "" {
			continue
		}
		if v.Guards.ChargeAgain.State != diag.Safe {
			charge = append(charge, name)
		}
		if v.Money == diag.NotCharged && v.Confidence == diag.Proved {
			continue // there is nothing to give back
		}
		if v.Guards.Void.State != diag.Safe {
			void = append(void, name)
		}
		if v.Guards.Refund.State != diag.Safe {
			refund = append(refund, name)
		}
	}
	var out []Line
	bad := func(t codes.Text, of string) { out = append(out, Line{{Text: p.say(t.With(of)), Tone: Bad}}) }
	if len(charge) > 0 {
		bad(dontCharge, p.traces(charge))
	}
	switch {
	case slices.Equal(void, refund):
		if len(void) > 0 {
			bad(dontBoth, p.traces(void))
		}
	default:
		if len(refund) > 0 {
			bad(dontRefund, p.traces(refund))
		}
		if len(void) > 0 {
			bad(dontVoid, p.traces(void))
		}
	}
	p.terminalDonts(bad)
	return append(out, p.warnings()...)
}

func (p *page) terminalDonts(bad func(codes.Text, string)) {
	var both, reset, closing []string
	for _, t := range p.r.Terminals {
		never, notYet := t.ResetTerminal.State == diag.Never, t.CloseBatch.State != diag.Safe
		switch {
		case never && notYet:
			both = append(both, t.ID)
		case never:
			reset = append(reset, t.ID)
		case notYet:
			closing = append(closing, t.ID)
		}
	}
	for _, x := range []struct {
		text codes.Text
		ids  []string
	}{{dontResetIt, both}, {dontReset, reset}, {dontClose, closing}} {
		switch n := len(x.ids); {
		case n == 1:
			bad(x.text, p.terminalName(x.ids[0]))
		case n > 1:
			bad(x.text, p.say(moreThings.With(p.terminalName(x.ids[0]), n-1, n)))
		}
	}
}

func (p *page) terminalName(id string) string {
	if id == "" {
		return p.say(terminalUnnamed)
	}
	return id
}

// warnings are what findings say not to do. Those about open money are left to
// the guards, which name the payments.
func (p *page) warnings() []Line {
	guarded := map[string]bool{}
	for _, l := range p.rows {
		if l.t.Verdict.Guards.ChargeAgain.State != diag.Safe {
			for _, ref := range l.t.Findings {
				guarded[ref] = true
			}
		}
	}
	var out []Line
	seen := map[string]bool{}
	for _, f := range slices.Concat(p.urgent()...) {
		if guarded[f.Ref] || f.Severity == diag.Info {
			continue
		}
		for _, a := range f.Avoid {
			if !seen[a.EN] {
				seen[a.EN] = true
				out = append(out, Line{{Text: p.say(a)}})
			}
		}
	}
	return out
}
