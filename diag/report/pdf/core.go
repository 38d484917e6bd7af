package pdf

import (
	"slices"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts"
)

// core makes the pages.
func (p *paper) core(r diag.Report) {
	list := p.chosen(r)
	left := max(len(list)-most, 0)
	list = list[:len(list)-left]
	for _, t := range list {
		p.happened(r, t)
		p.course(r, t)
		p.proof(r, t)
	}
	p.origin(r, list, left)
}

// chosen are the payments to show.
func (p *paper) chosen(r diag.Report) []*diag.Transaction {
	var out []*diag.Transaction
	if len(p.o.Only) == 0 {
		for i := range r.Transactions {
			if t := &r.Transactions[i]; len(t.Legs) > 0 && t.NeedsAttention() {
				out = append(out, t)
			}
		}
		return out
	}
	for _, key := range p.o.Only {
		i := slices.IndexFunc(r.Transactions, func(t diag.Transaction) bool { return t.Key == key && len(t.Legs) > 0 })
		if i >= 0 {
			out = append(out, &r.Transactions[i])
		}
	}
	return out
}

// sheet begins a page about a payment, "" for all.
func (p *paper) sheet(of string) *sheet {
	p.sheets = append(p.sheets, sheet{of: of})
	return &p.sheets[len(p.sheets)-1]
}

// put adds what the page surely has room for: heads, and what room was kept for.
func (s *sheet) put(list ...[]line) {
	for _, entry := range list {
		s.lines = append(s.lines, entry...)
	}
}

// fill adds entries as far as the page has room, leaving spare points for what
// comes after them, and says how many are left out.
func (p *paper) fill(s *sheet, list [][]line, spare float64) {
	if n := len(list) - s.fits(list, spare); n > 0 {
		s.lines = append(s.lines, p.paragraph(p.say(sayMore.With(n)), false)[0])
	}
}

// happened is the first page: what an analyst must see at once.
func (p *paper) happened(r diag.Report, t *diag.Transaction) {
	root, v := t.Root(), t.Verdict
	list := [][]line{p.title(wordTitle)}
	put := func(more ...[]line) { list = append(list, more...) }
	if len(p.o.Only) == 0 {
		put(spaced(p.paragraph(free(report.Say(r, p.o.Lang).Sentence), false)))
	}
	put(p.heading(wordHappened))
	sentence := v.Sentence
	if sentence.IsZero() {
		sentence = report.MoneyWord(v)
	}
	said := sayHappened.With(p.amount(t), report.KindWord(root.Kind), p.stamp(root.At), sentence)
	put(p.paragraph(p.say(said), true))
	// The one sentence that decides stands there in both languages.
	put(p.paragraph(free(said.In(p.other())), false))
	put(spaced(p.pair(wordMoney, p.say(report.MoneyWord(v)))), p.pair(wordSure, p.say(report.ConfidenceWord(v.Confidence))))
	if text := p.say(report.AmountsText(v.Amounts)); text != "" {
		put(p.pair(wordAmounts, text))
	}
	if text := p.say(v.WouldSettle); text != "" {
		put(p.pair(wordSettle, text))
	}
	put(p.heading(wordGuards))
	put(p.guard(wordCharge, v.Guards.ChargeAgain), p.guard(wordRefund, v.Guards.Refund), p.guard(wordVoid, v.Guards.Void))
	put(p.heading(wordReferences))
	for _, x := range p.references(t) {
		put(p.pair(x.name, x.value))
	}
	p.fill(p.sheet(shown(t.Key)), list, 0)
}

// other is the language that the page is not in.
func (p *paper) other() codes.Lang {
	if p.zh {
		return codes.English
	}
	return codes.Chinese
}

func (p *paper) guard(name codes.Text, g diag.Guard) []line {
	text := report.PermissionWord(g.State)
	if !g.Reason.IsZero() {
		text = sayReason.With(text, g.Reason)
	}
	if until := report.UntilWord(g); !until.IsZero() {
		text = sayThen.With(text, until)
	}
	return p.pair(name, p.say(text))
}

// amount is what was asked for, in both languages.
func (p *paper) amount(t *diag.Transaction) codes.Text {
	minor, currency, known := t.Root().Amount.Minor, t.Root().Amount.Currency, t.Root().Amount.Known
	if a := t.Verdict.Amounts; a.Known {
		known, currency, minor = true, a.Currency, a.Requested
		if minor == 0 {
			minor = max(a.Approved, a.Captured)
		}
	}
	if !known {
		return wordNoAmount
	}
	return report.MoneyText(minor, currency)
}

// stamp is a time with what is known of its zone, in both languages.
func (p *paper) stamp(at transcripts.Stamp) codes.Text {
	if !at.Known() {
		return wordNoTime
	}
	return sayStamp.With(at.String(), zones[at.Zone])
}

// reference is a number by which others find the payment.
type reference struct {
	name  codes.Text
	value string
}

// shop is whose payment it is, which every record of a sale must show.
func (p *paper) shop() string {
	if s := p.o.Shop.Line(); s != "" {
		return free(s)
	}
	return p.say(wordShopUnknown)
}

// references lists what identifies a payment. What nobody told is called
// unknown, so that nobody takes a gap for an oversight.
func (p *paper) references(t *diag.Transaction) []reference {
	root := t.Root()
	known := func(s string) string {
		if s == "" {
			return p.say(wordUnknown)
		}
		return shown(s)
	}
	out := []reference{
		{wordTerminal, known(root.Terminal)},
		{wordShop, p.shop()},
		{wordMerchant, known(root.Merchant)},
		{wordSTAN, known(root.STAN)},
		{wordRRN, known(root.RRN)},
		{wordAuth, known(root.AuthCode)},
		// A shop has the acquirer's number of a payment from nobody else.
		{wordARN, p.say(wordAskAcquirer)},
		{wordBatch, known(root.Batch)},
		{wordCard, known(root.Card.Masked)},
	}
	for _, x := range []reference{{wordReceipt, root.Receipt}, {wordOrder, root.Order}} {
		if x.value != "" {
			out = append(out, reference{x.name, free(x.value)})
		}
	}
	return append(out, reference{wordKey, shown(t.Key)}, reference{wordAsOf, p.say(p.stamp(t.Verdict.AsOf))})
}
