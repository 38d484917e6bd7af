package disputes

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/calendar"
	"github.com/posdoctor/posdoctor/transcripts"
)

// payment is a sale without an answer on a day, "" for an unknown day.
func payment(card, day string) *diag.Transaction {
	t := &diag.Transaction{
		Method: "card", Kind: transcripts.KindSale,
		Verdict: diag.Verdict{Money: diag.MoneyUnknown, Reason: diag.ReasonNoAnswer, Amounts: diag.Amounts{Currency: "CNY", Requested: 12800, Known: true}},
		Legs:    []diag.Leg{{Kind: transcripts.KindSale, Target: -1, STAN: "000123", State: diag.StateSent, Card: transcripts.Card{Masked: card}}},
	}
	if day != "" {
		at, err := time.Parse("2006-01-02 15:04", day)
		if err != nil {
			panic(err)
		}
		t.Legs[0].At = transcripts.Stamp{Time: at}
	}
	return t
}

func ids[T any](list []T, id func(T) string) string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = id(x)
	}
	return strings.Join(out, " ")
}

func TestNetworkIsOnlyAsSureAsTheCard(t *testing.T) {
	f := Open()
	for _, c := range []struct {
		name, card, told, want string
		sure                   bool
	}{
		{"UnionPay", "622848******0019", "", "unionpay", true},
		{"Visa", "411111******1111", "", "visa", true},
		{"Mastercard", "555555******4444", "", "mastercard", true},
		{"American Express", "378282*****0005", "", "amex", true},
		{"JCB", "353011******0000", "", "jcb", true},
		{"RuPay inside Discover's range", "652200******0000", "", "rupay discover", false},
		{"only the last four", "************1111", "", "unionpay visa mastercard amex jcb discover rupay", false},
		{"no card", "", "", "unionpay visa mastercard amex jcb discover rupay", false},
		{"the user's word", "411111******1111", " RuPay ", "rupay", true},
		{"one digit of a whole mask", "4***************", "", "visa", true},
	} {
		got := f.For(payment(c.card, ""), Options{Network: c.told}).Networks
		if s := ids(got, func(c Candidate) string { return c.ID }); s != c.want || got[0].Sure != c.sure {
			t.Errorf("%s: %s, sure %v; want %s, %v", c.name, s, got[0].Sure, c.want, c.sure)
		}
		for _, x := range got {
			if x.Why.IsZero() || x.Name.IsZero() {
				t.Errorf("%s: %+v", c.name, x)
			}
		}
	}
	qr := payment("", "")
	qr.Method = "qr"
	if s := ids(f.For(qr, Options{}).Networks, func(c Candidate) string { return c.ID }); s != "unionpay wechat alipay" {
		t.Errorf("payment by code: %s", s)
	}
	qr.Legs[0].Reading.Code.Book = "wechat"
	if got := f.For(qr, Options{}).Networks; len(got) != 1 || got[0].ID != "wechat" || !got[0].Sure {
		t.Errorf("wallet: %+v", got)
	}
}

func TestSituations(t *testing.T) {
	undo := diag.Leg{Kind: transcripts.KindReversal, State: diag.StateGaveUp}
	for _, c := range []struct {
		name string
		set  func(*diag.Transaction)
		want string
	}{
		{"no answer", func(*diag.Transaction) {}, "no_response failed_debited"},
		{"no answer, reversal given up", func(p *diag.Transaction) { p.Legs = append(p.Legs, undo) }, "no_response failed_debited reversal"},
		{"declined", func(p *diag.Transaction) {
			p.Verdict.Money, p.Legs[0].State, p.Legs[0].Code = diag.NotCharged, diag.StateDeclined, "01"
		}, "contact_issuer"},
		{"never sent", func(p *diag.Transaction) { p.Verdict.Money, p.Legs[0].State = diag.NotCharged, diag.StateNeverSent }, "no_response"},
		{"most likely not charged, reversal answered 25", func(p *diag.Transaction) {
			p.Verdict.Money, p.Verdict.Confidence, p.Legs = diag.NotCharged, diag.Likely, append(p.Legs, undo)
		}, "no_response reversal"},
		{"approved", func(p *diag.Transaction) {
			p.Verdict.Money, p.Legs[0].State, p.Legs[0].Code = diag.Charged, diag.StateApproved, "00"
		}, "swallowed"},
		{"approved, then the chip refused", func(p *diag.Transaction) {
			p.Verdict.Money, p.Verdict.Reason, p.Legs[0].State = diag.Charged, diag.ReasonChipRefused, diag.StateApproved
		}, "failed_debited swallowed"},
		{"returned", func(p *diag.Transaction) { p.Verdict.Money = diag.Returned }, "reversal failed_debited"},
		{"records contradict", func(p *diag.Transaction) { p.Verdict.Money, p.Legs[0].Code = diag.Conflict, "51" }, "failed_debited"},
		{"nothing seen", func(p *diag.Transaction) { p.Legs = nil }, "failed_debited no_response contact_issuer reversal swallowed"},
	} {
		p := payment("", "")
		c.set(p)
		if got := ids(Open().situationsOf(p), func(s Situation) string { return s.ID }); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func due(t *testing.T, p *diag.Transaction, o Options, id string) Deadline {
	t.Helper()
	for _, d := range Open().For(p, o).Deadlines {
		if d.ID == id {
			return d
		}
	}
	t.Fatalf("no rule %s", id)
	return Deadline{}
}

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestDueDatesFollowTheRules(t *testing.T) {
	holidays := diag.Profile{Holidays: []time.Time{day("2026-09-23"), day("2027-02-22")}}
	for _, c := range []struct {
		name, card, paid, jurisdiction, id string
		profile                            diag.Profile
		want                               string
		doubt                              calendar.Doubt
	}{
		// India: T+5, T the calendar date, weekends and holidays count.
		{"India", "411111******1111", "2026-11-20 10:14", "IN", "in.pos_failed", diag.Profile{}, "2026-11-25", ""},
		{"India, over the year's end", "411111******1111", "2026-12-28 23:59", "IN", "in.pos_failed", diag.Profile{}, "2027-01-02", ""},
		{"India, holidays do not stop calendar days", "", "2026-09-21 09:00", "IN", "in.pos_failed", holidays, "2026-09-26", ""},
		{"India, RuPay 1065", "508500******0001", "2026-11-20 10:14", "in", "in.rupay_1065", diag.Profile{}, "2026-11-25", ""},
		// Saudi Arabia: two working days; Friday and Saturday are the weekend.
		{"Saudi Arabia", "411111******1111", "2026-11-16 10:14", "SA", "sa.pos", holidays, "2026-11-18", ""},
		{"Saudi Arabia, over the weekend", "411111******1111", "2026-11-19 10:14", "SA", "sa.pos", holidays, "2026-11-23", ""},
		{"Saudi Arabia, over the national day", "411111******1111", "2026-09-22 10:14", "SA", "sa.pos", holidays, "2026-09-27", ""},
		{"Saudi Arabia, no holidays told", "411111******1111", "2026-11-16 10:14", "SA", "sa.pos", diag.Profile{}, "2026-11-18", calendar.HolidaysUnknown},
		// UnionPay in China: 180 and 120 calendar days from the payment.
		{"UnionPay, 180 days", "622848******0019", "2026-01-01 10:14", "CN", "cn.unionpay_180", diag.Profile{}, "2026-06-30", ""},
		{"UnionPay, 120 days", "622848******0019", "2026-01-01 10:14", "CN", "cn.unionpay_documents", diag.Profile{}, "2026-05-01", ""},
		{"Mastercard, 90 days at one processor", "555555******4444", "2026-11-20 10:14", "", "mastercard.duplicate_window", diag.Profile{}, "2027-02-18", ""},
	} {
		d := due(t, payment(c.card, c.paid), Options{Jurisdiction: c.jurisdiction, Profile: c.profile}, c.id)
		if !d.Due.Equal(day(c.want)) || d.Doubt != c.doubt || !strings.HasPrefix(d.DueText.EN, c.want) {
			t.Errorf("%s: %s, %q, %q; want %s", c.name, d.Due.Format(time.DateOnly), d.Doubt, d.DueText.EN, c.want)
		}
	}
}

func TestNoDateWithoutARuleForIt(t *testing.T) {
	for _, c := range []struct{ name, card, paid, jurisdiction, id, want string }{
		{"the source names no start", "411111******1111", "2026-11-20 10:14", "", "visa.files_processing", "no date: the source does not say"},
		{"it counts from a dispute", "411111******1111", "2026-11-20 10:14", "", "visa.answer", "no date: it counts from the processing day of the dispute"},
		{"sources differ", "411111******1111", "2026-11-20 10:14", "NG", "ng.pos", "no date: the source does not say"},
		{"no date in the log", "411111******1111", "", "IN", "in.pos_failed", "no date: the log does not give"},
		{"from the statement", "411111******1111", "2026-11-20 10:14", "US", "us.debit_notice", "no date: it counts from the statement"},
	} {
		d := due(t, payment(c.card, c.paid), Options{Jurisdiction: c.jurisdiction}, c.id)
		if !d.Due.IsZero() || d.Passed || !strings.HasPrefix(d.DueText.EN, c.want) || !strings.HasPrefix(d.DueText.ZH, "没有日期：") {
			t.Errorf("%s: %+v", c.name, d)
		}
	}
	p := payment("", "2026-11-20 10:14")
	p.Legs[0].At.NoYear = true
	if d := due(t, p, Options{Jurisdiction: "IN"}, "in.pos_failed"); !d.Due.IsZero() {
		t.Errorf("a date without a year: %+v", d)
	}
}

// No text of a rule gives a date of its own, or promises one.
func TestTextsPromiseNothing(t *testing.T) {
	date := regexp.MustCompile(`20\d\d-\d\d-\d\d`)
	promise := regexp.MustCompile(`(?i)\bwill be (paid|returned|credited|back)|guarantee|\bsurely\b|一定会|保证|肯定会|必定`)
	for at, x := range texts(loaded(t)) {
		if date.MatchString(x.EN+x.ZH) || promise.MatchString(x.EN+x.ZH) {
			t.Errorf("%s: %+v", at, x)
		}
	}
	for _, card := range []string{"", "411111******1111", "622848******0019"} {
		for _, place := range []string{"", "IN", "CN", "DE", "US", "SA", "NG", "ZZ"} {
			for _, d := range Open().For(payment(card, "2026-11-20 10:14"), Options{Jurisdiction: place}).Deadlines {
				if promise.MatchString(d.Rule.EN+d.Rule.ZH) || date.MatchString(d.Rule.EN) || d.DueText.IsZero() {
					t.Errorf("%s: %+v", d.ID, d)
				}
				if date.MatchString(d.DueText.EN) != !d.Due.IsZero() || !d.Due.IsZero() && (d.Counts != FromTransaction || d.Max > 0) {
					t.Errorf("%s says %q", d.ID, d.DueText.EN)
				}
				if d.Source.IsZero() || confidenceWords[d.Confidence].IsZero() || d.AsOf == "" || !strings.Contains(d.Sourced().EN, d.Source.EN) {
					t.Errorf("%s: no source, confidence or date", d.ID)
				}
			}
		}
	}
}

func TestRulesHoldOnlyWhereAndWhenTheyDo(t *testing.T) {
	f := Open()
	has := func(a Advice, id string) bool {
		return slices.ContainsFunc(a.Deadlines, func(d Deadline) bool { return d.ID == id })
	}
	p := payment("411111******1111", "2026-11-20 10:14")
	for _, c := range []struct {
		jurisdiction, id string
		want             bool
	}{
		{"IN", "in.pos_failed", true},
		{"CN", "in.pos_failed", false},
		{"", "in.pos_failed", false},
		{"DE", "eu.notify", true},
		{"EU", "eu.notify", true},
		{"CH", "eu.notify", false},
		{"GB", "eu.notify", false},
		{"IN", "in.upi_merchant", false}, // a card is no UPI payment
		{"CN", "cn.unionpay_180", false}, // another network
		{"CN", "visa.answer", true},      // a network's rule holds everywhere
	} {
		if got := has(f.For(p, Options{Jurisdiction: c.jurisdiction}), c.id); got != c.want {
			t.Errorf("%s in %q: %v", c.id, c.jurisdiction, got)
		}
	}
	if has(f.For(payment("", "2019-10-14 10:00"), Options{Jurisdiction: "IN"}), "in.pos_failed") {
		t.Error("a rule holds before it was in force")
	}
	if !has(f.For(payment("", "2019-10-15 10:00"), Options{Jurisdiction: "IN"}), "in.pos_failed") {
		t.Error("a rule does not hold on its first day")
	}
}

func TestPassedNeedsTheNextDay(t *testing.T) {
	p := payment("", "2026-11-20 10:14") // due on the 25th
	india := time.FixedZone("", 5*3600+1800)
	for now, want := range map[string]bool{"2026-11-25T18:00:00Z": false, "2026-11-25T18:30:00Z": true, "2026-11-20T00:00:00Z": false} {
		at, _ := time.Parse(time.RFC3339, now)
		d := due(t, p, Options{Jurisdiction: "IN", Now: at, Profile: diag.Profile{Zone: india}}, "in.pos_failed")
		if d.Passed != want {
			t.Errorf("at %s passed is %v", now, d.Passed)
		}
	}
}

func TestDayIsTheShops(t *testing.T) {
	p := payment("", "2026-11-20 20:00")
	p.Legs[0].At.Zone = transcripts.ZoneStated // UTC: already the 21st in India
	india := time.FixedZone("", 5*3600+1800)
	if d := due(t, p, Options{Jurisdiction: "IN", Profile: diag.Profile{Zone: india}}, "in.pos_failed"); d.DueText.EN != "2026-11-26" {
		t.Errorf("with the zone: %s", d.DueText.EN)
	}
	if d := due(t, p, Options{Jurisdiction: "IN"}, "in.pos_failed"); !strings.HasPrefix(d.DueText.EN, "2026-11-25 (the log counts in UTC") {
		t.Errorf("without the zone: %s", d.DueText.EN)
	}
	if d := due(t, p, Options{Jurisdiction: "SA"}, "sa.pos"); !strings.Contains(d.DueText.EN, "bank holidays") || !strings.Contains(d.DueText.EN, "UTC") {
		t.Errorf("two doubts: %s", d.DueText.EN)
	}
}

func TestNoRuleIsSaid(t *testing.T) {
	f := Open()
	for place, want := range map[string]string{
		"CN": "No rule found: China (mainland): No public number of days", "DE": "No rule found: European Union: No fixed number",
		"KE": "No rule found: Kenya: No rule was found.", "": "No country was told", "ZZ": "No rule found: posdoctor has no facts about ZZ",
	} {
		a := f.For(payment("411111******1111", ""), Options{Jurisdiction: place})
		if !slices.ContainsFunc(a.NoRule, func(x codes.Text) bool { return strings.HasPrefix(x.EN, want) && x.ZH != x.EN }) {
			t.Errorf("%q: %+v", place, a.NoRule)
		}
	}
	if a := f.For(payment("353011******0000", ""), Options{Jurisdiction: "IN"}); !strings.Contains(a.NoRule[0].EN, "JCB: No time limits were found") {
		t.Errorf("JCB: %+v", a.NoRule)
	}
}

func TestAskedSaysWhatIsHere(t *testing.T) {
	p := payment("411111******1111", "2026-11-20 10:14")
	p.Legs[0].Seen = []diag.Sighting{{
		Message: &transcripts.Message{EntryMode: "051", EMV: transcripts.EMV{ATC: "001A"}},
		Places:  []diag.Place{{Where: transcripts.Where{Line: 3}}},
	}}
	a := Open().For(p, Options{})
	want := map[string]struct {
		have  Have
		value string
	}{
		"card": {Here, "411111******1111"}, "amount": {Here, "CNY 128.00"}, "stan": {Here, "000123"}, "rrn": {Missing, "unknown"},
		"time": {Partly, "2026-11-20 10:14:00 (time zone unknown)"}, "arn": {Missing, "unknown"}, "terminal_log": {Here, "one message of this payment"},
		"customer_debit": {Missing, "unknown"}, "case_number": {Missing, "unknown"}, "goods_released": {Missing, "unknown"},
	}
	for _, i := range a.Asked {
		w, ok := want[i.ID]
		if ok && (i.Have != w.have || i.Value.EN != w.value) {
			t.Errorf("%s: %q, %q", i.ID, i.Have, i.Value.EN)
		}
		delete(want, i.ID)
		if i.Who.IsZero() || i.Find.IsZero() || i.Value.IsZero() {
			t.Errorf("%+v", i)
		}
	}
	if len(want) > 0 {
		t.Errorf("not asked: %v", want)
	}
	for _, i := range Open().Items(p) {
		if i.ID == "chip" && (i.Have != Partly || i.Value.EN != "9F26 unknown, 9F36 001A") || i.ID == "entry_mode" && i.Value.EN != "051" {
			t.Errorf("%+v", i)
		}
	}
}

func TestReasonsFitNetworkAndSituation(t *testing.T) {
	code := func(r ReasonCode) string { return r.Network + ":" + r.Code }
	a := Open().For(payment("622848******0019", ""), Options{})
	got := ids(a.Reasons, code)
	for _, want := range []string{"unionpay:4502", "unionpay:6302", "unionpay:9601"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s among %s", want, got)
		}
	}
	if strings.Contains(got, "visa:") || strings.Contains(got, "unionpay:9656") {
		t.Errorf("of others: %s", got)
	}
	for _, r := range a.Reasons {
		if r.Step.Name.IsZero() || r.Name.IsZero() || r.Source.IsZero() || r.AsOf == "" {
			t.Errorf("%+v", r)
		}
	}
}

func TestPages(t *testing.T) {
	f := Open()
	for _, topic := range f.Topics() {
		for _, lang := range []codes.Lang{codes.English, codes.Chinese} {
			d, ok := f.Page(topic, lang, "staff")
			if !ok || d.Title == "" || len(d.Blocks) < 4 && topic != deadlinesPage {
				t.Errorf("%s: %+v", topic, d.Title)
			}
			for _, b := range d.Blocks {
				for _, row := range b.Rows {
					for _, s := range row {
						if s.Text == "" || strings.Contains(s.Text, "%!") {
							t.Errorf("%s: empty cell in %v", topic, row)
						}
					}
				}
				for _, l := range b.Lines {
					if l[0].Text == "" || strings.Contains(l[0].Text, "%!") {
						t.Errorf("%s: %q", topic, l[0].Text)
					}
				}
			}
		}
	}
	for _, topic := range []string{"dispute.nobody", "visa", ""} {
		if _, ok := f.Page(topic, codes.English, ""); ok {
			t.Errorf("a page of %q", topic)
		}
	}
}

func TestCustomersSeeNoCodes(t *testing.T) {
	f := Open()
	staff, _ := f.Page("dispute.visa", codes.English, "")
	customer, ok := f.Page("dispute.visa", codes.English, "customer")
	if !ok || len(customer.Blocks) >= len(staff.Blocks) {
		t.Fatalf("%d of %d blocks", len(customer.Blocks), len(staff.Blocks))
	}
	for _, b := range customer.Blocks {
		if len(b.Rows) > 0 {
			t.Errorf("a customer reads %v", b.Rows)
		}
	}
}

// What a case keeps of its payment gives the same limits as the payment itself.
func TestTraitsGiveTheLimitsOfTheirPayment(t *testing.T) {
	f := Open()
	id := func(d Deadline) string { return d.ID + " " + d.DueText.EN }
	for _, card := range []string{"622848******0019", "411111******1111", "652200******0000"} {
		for _, place := range []string{"IN", "CN", "US", "DE", "SA", ""} {
			p := payment(card, "2026-11-20 10:14")
			o := Options{Jurisdiction: place}
			want := f.For(p, o)
			got, none := f.Limits(f.Traits(p, nil), o)
			if a, b := ids(want.Deadlines, id), ids(got, id); a != b || len(none) != len(want.NoRule) {
				t.Errorf("%s in %q: %s, want %s; %v", card, place, b, a, none)
			}
		}
	}
}

func TestLimitsLeaveOutTheNetworksOfAnUnknownCard(t *testing.T) {
	limits, none := Open().Limits(Open().Traits(payment("", "2026-11-20 10:14"), nil), Options{Jurisdiction: "IN"})
	if got := ids(limits, func(d Deadline) string { return d.ID }); got != "in.pos_failed" || len(none) != 1 || none[0] != sayNoNetwork {
		t.Errorf("%s; %v", got, none)
	}
	if limits, none := Open().Limits(Traits{}, Options{Jurisdiction: "IN"}); len(limits) != 0 || len(none) != 1 || none[0] != sayNoTraits {
		t.Errorf("nothing kept: %v, %v", limits, none)
	}
}

// Where a place has rules and none fits, that is said.
func TestLimitsSayThatNoRuleFits(t *testing.T) {
	settled := Traits{Method: "card", Day: "2026-11-20", Situations: []string{"swallowed"}, Networks: []string{"visa"}}
	if _, none := Open().Limits(settled, Options{Jurisdiction: "IN"}); len(none) != 1 || !strings.HasPrefix(none[0].EN, "No rule found: India: none of the rules") {
		t.Errorf("India: %v", none)
	}
	if _, none := Open().Limits(settled, Options{Jurisdiction: "SA"}); len(none) != 0 {
		t.Errorf("Saudi Arabia has one: %v", none)
	}
}

// A card that fits two networks: each of their rules says that it may not count.
func TestRulesOfOneNetworkOfSeveralAreUnsure(t *testing.T) {
	limits, _ := Open().Limits(Open().Traits(payment("652200******0000", "2026-11-20 10:14"), nil), Options{Jurisdiction: "IN"})
	for _, d := range limits {
		if d.Unsure != (d.Network != "") {
			t.Errorf("%s: unsure %v", d.ID, d.Unsure)
		}
	}
	if d := due(t, payment("411111******1111", "2026-11-20 10:14"), Options{}, "visa.answer"); d.Unsure {
		t.Error("a sure network is unsure")
	}
}

// Each rule counts from its own day, and from no other that somebody told.
func TestLimitsCountFromTheDayThatWasTold(t *testing.T) {
	all := map[From]string{
		FromStatement: "2026-11-30", FromNotice: "2026-11-23", FromDispute: "2026-12-01", FromCredit: "2026-12-02",
		FromRequest: "2026-12-03", FromDebit: "2026-11-21",
	}
	thanksgiving := diag.Profile{Holidays: []time.Time{day("2026-11-26")}}
	for _, c := range []struct{ card, place, id, want string }{
		{"411111******1111", "US", "us.debit_notice", "2027-01-29"}, // 30 November and 60 days
		{"411111******1111", "US", "us.debit_answer", "2026-12-08"}, // 10 business days from Monday the 23rd, without Thanksgiving
		{"411111******1111", "US", "us.debit_pos", "2027-02-21"},    // 23 November and 90 days
		{"411111******1111", "DE", "eu.notify", "2027-12-21"},       // 13 months from the debit
		{"411111******1111", "US", "visa.answer", "2026-12-31"},     // 30 days, the processing day itself not counted
		{"411111******1111", "US", "visa.files_processing", ""},     // no source says from when
		{"411111******1111", "NG", "ng.pos", ""},
		{"622848******0019", "CN", "cn.unionpay_reply", "2026-12-23"}, // 3 December and 20 days
		{"622848******0019", "CN", "cn.unionpay_180", "2027-05-19"},   // the payment's day, 20 November
	} {
		d := due(t, payment(c.card, "2026-11-20 10:14"), Options{Jurisdiction: c.place, Profile: thanksgiving, Started: all}, c.id)
		want := time.Time{}
		if c.want != "" {
			want = day(c.want)
		}
		if !d.Due.Equal(want) {
			t.Errorf("%s: %s, want %s", c.id, d.Due.Format(time.DateOnly), c.want)
		}
		if only := due(t, payment(c.card, ""), Options{Jurisdiction: c.place, Started: map[From]string{FromTransaction: "2026-11-20"}}, c.id); !only.Due.IsZero() {
			t.Errorf("%s: somebody told the day of a payment", c.id)
		}
	}
}

// The complaint rule of the EU gives a date once somebody tells when the complaint
// was received: 15 business days.
func TestAComplaintIsAnsweredInTime(t *testing.T) {
	o := Options{Jurisdiction: "DE", Started: map[From]string{FromComplaint: "2026-11-02"}, Profile: diag.Profile{Holidays: []time.Time{day("2027-01-01")}}}
	if d := due(t, payment("411111******1111", "2026-10-30 10:14"), o, "eu.complaint"); !d.Due.Equal(day("2026-11-23")) {
		t.Errorf("%s, %s", d.Due, d.DueText.EN)
	}
}
