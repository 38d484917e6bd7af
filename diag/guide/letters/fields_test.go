package letters

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/guide/disputes"
	"github.com/posdoctor/posdoctor/transcripts"
)

// everything is a payment of which the records and the shop tell all that they
// ever can.
func everything() Input {
	t := debited()
	root := &t.Legs[0]
	root.RRN, root.AuthCode, root.Merchant, root.Order, root.Receipt, root.Code = "632410000124", "563939", "898000000000001", "N-88", "INV-7", "91"
	root.Reading = codes.Reading{Code: codes.Code{Value: "91", Name: codes.Text{EN: "issuer down", ZH: "发卡行故障"}}}
	root.Seen = []diag.Sighting{{Message: &transcripts.Message{EntryMode: "051", EMV: transcripts.EMV{AC: "A1B2C3D4E5F60718", ATC: "001A"}}, Places: []diag.Place{{}}}}
	in := input(t, "IN")
	in.Profile.Contacts = append(in.Profile.Contacts, diag.Contact{Role: "issuer", Name: "Example Issuer"})
	in.Complained = time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	return in
}

// fieldValues are what each field of everything must read, in both languages. A
// field without a value here is one that no record tells.
var fieldValues = map[string]string{
	"date": "2026-11-23", "shop_name": "Corner Shop", "shop_place": "Example Town", "writer": "A. Keeper", "institution": "Example Acquiring",
	"complained": "2026-11-21", "case_number": "C-2026-17", "amount": "INR 500.00", "time": "2026-11-20 18:02:41 +08:00", "card": "411111******1111",
	"terminal": "12345678", "merchant": "898000000000001", "stan": "000124", "rrn": "632410000124", "auth_code": "563939", "batch": "000007",
	"order": "N-88", "response": "91", "undo": "000124", "key": "20261120-12345678-000007-000124", "model": "X900", "serial": "SN-0001",
	"software": "3.2.1", "tool": "posdoctor 1.2.0", "time_ist": "2026-11-23 06:30 IST",
	"recipient": "Example", // who it is depends on the letter
	"arn":       "", "screen": "",
}

// Every field that a recipient needs stands in its letter beside its name: filled
// in, or marked as unknown.
func TestEveryFieldIsFilledInOrMarkedUnknown(t *testing.T) {
	s := open(t)
	all, none := everything(), Input{}
	for _, r := range recipients() {
		for _, lang := range languages {
			template := strings.Split(builtIn(t, fileName(r.ID, lang)), "\n")
			full, empty := write(t, s, r.ID, lang, all), write(t, s, r.ID, lang, none)
			unknown := words().Unknown.In(lang)
			for _, id := range r.Required {
				at := r.ID + "." + string(lang) + ", " + id
				if id == "happened" || id == "not_advice" { // sentences of their own
					continue
				}
				want, ok := fieldValues[id]
				if !ok {
					t.Errorf("%s: the table does not have it", at)
				}
				label := labelOf(template, id)
				got, bare := lineOf(full, label), lineOf(empty, label)
				switch {
				case label == "":
					t.Errorf("%s: not in the template", at)
				case want != "" && (!strings.Contains(got, want) || strings.Contains(got, unknown)):
					t.Errorf("%s: with everything %q, want %q", at, got, want)
				case want == "" && !strings.Contains(got, unknown):
					t.Errorf("%s: nothing tells it, and the letter says %q", at, got)
				case !strings.Contains(bare, unknown):
					t.Errorf("%s: with nothing %q", at, bare)
				}
			}
		}
	}
}

// labelOf is what stands before a field at the beginning of its line.
func labelOf(template []string, id string) string {
	for _, line := range template {
		label, _, ok := strings.Cut(line, "{{."+id+"}}")
		if first := strings.Index(label, "{{"); ok && first >= 0 {
			label = label[:first] // another field stands before it
		}
		if ok && label != "" {
			return label
		}
	}
	return ""
}

// lineOf is the first line of a letter that begins with a label.
func lineOf(letter, label string) string {
	for line := range strings.SplitSeq(letter, "\n") {
		if strings.HasPrefix(line, label) {
			return line
		}
	}
	return ""
}

// What the shop has to write in has room for it.
func TestFieldsWrittenByHandHaveRoom(t *testing.T) {
	text := write(t, open(t), "regulator", codes.English, Input{})
	for _, want := range []string{"From: ____________ (unknown, by hand), ", "- Institution: ____________ (unknown, by hand)\n", "- Date of our complaint to it: ____________ (unknown", "Name and signature: ____________ (unknown"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}

// Of a payment by code there is no card, and whoever is asked can find it by its
// order.
func TestAPaymentByCodeIsCalledSo(t *testing.T) {
	p := &diag.Transaction{
		Method: "qr", Verdict: diag.Verdict{Money: diag.MoneyUnknown, Reason: diag.ReasonNoAnswer},
		Legs: []diag.Leg{{Target: -1, State: diag.StateSent, Order: "QR-2026-1"}},
	}
	in := Input{Transaction: p, Advice: disputes.Open().For(p, disputes.Options{})}
	for letter, wants := range map[string][]string{
		"acquirer.en": {"trace a payment by code of", "- Card (masked): none, paid by code\n", "- Order number: QR-2026-1\n", "1. Please query the payment by its order number"},
		"acquirer.zh": {"查询一笔扫码交易，", "卡号（掩码）：无（扫码付款）\n", "1. 请按订单号查询这笔交易"},
		"issuer.en":   {"Inquiry about a payment by code of", "1. Please look the payment up by its order number"},
		"support.en":  {"1. Please tell us whether the till kept querying this same order"},
		"regulator.en": {
			"handling of a payment by code of", "- Order number: QR-2026-1\n",
		},
	} {
		to, lang, _ := strings.Cut(letter, ".")
		text := write(t, open(t), to, codes.Lang(lang), in)
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is not in\n%s", letter, want, text)
			}
		}
		if strings.Contains(text, "card payment") || strings.Contains(text, "刷卡") || strings.Contains(text, "my card") {
			t.Errorf("%s speaks of a card:\n%s", letter, text)
		}
	}
}

// Where the report says that one purchase may have been charged twice, the letter
// says so and asks for one of the two, not for both.
func TestADoubleChargeIsAskedAbout(t *testing.T) {
	p := debited()
	p.Verdict.Money, p.Verdict.Confidence, p.Verdict.Reason, p.Findings = diag.Charged, diag.Proved, diag.ReasonApproved, []string{"f2"}
	in := input(p, "CN")
	in.Findings = []diag.Finding{{Ref: "f1", ID: "state.duplicate_approval"}, {Ref: "f2", ID: "response.refer_to_issuer"}}
	if text := write(t, open(t), "acquirer", codes.English, in); strings.Contains(text, "two approvals") {
		t.Errorf("the finding of another payment is told:\n%s", text)
	}
	in.Findings[1].ID = "state.duplicate_approval"
	for to, want := range map[string]string{
		"acquirer": "1. Please tell us whether both payments were cleared", "issuer": "1. Please tell me whether both amounts are posted",
		"support": "1. Please tell us whether the terminal or the till sent the payment a second time", "regulator": "two approvals that look like one purchase",
	} {
		text := write(t, open(t), to, codes.English, in)
		if !strings.Contains(text, want) || !strings.Contains(text, "two approvals that look like one purchase") || strings.Contains(text, "(by hand). The records prove") {
			t.Errorf("%s: %q is not in\n%s", to, want, text)
		}
	}
	// What the report says of the other one is told, not what it says of a third.
	here := p.Legs[0].Seen[0].Places[0].Where
	third := here
	third.Offset++
	in.Findings[1].Evidence = []diag.Evidence{{Text: codes.Same("THIRD"), Where: third}, {Text: codes.Same("the other one is trace no. 000120"), Where: here}}
	for _, to := range []string{"acquirer", "issuer", "support", "regulator"} {
		text := write(t, open(t), to, codes.English, in)
		if !strings.Contains(text, "within minutes (the other one is trace no. 000120).") || strings.Contains(text, "THIRD") {
			t.Errorf("%s:\n%s", to, text)
		}
	}
}

// A terminal that repeated a reversal for days fills no book.
func TestALongProofIsCut(t *testing.T) {
	in := input(debited(), "IN")
	one := in.Transaction.Verdict.Because[0]
	first, last := one, one
	first.Text, last.Text = codes.Same("FIRST"), codes.Same("LAST")
	in.Transaction.Verdict.Because = []diag.Evidence{first}
	for range 100_000 {
		in.Transaction.Verdict.Because = append(in.Transaction.Verdict.Because, one)
	}
	in.Transaction.Verdict.Because = append(in.Transaction.Verdict.Because, last)
	text := write(t, open(t), "acquirer", codes.English, in)
	for _, want := range []string{"1. FIRST [pos.log:20, byte 5000]\n", "21. 99962 more records, which are not listed here [the same records]\n", "41. LAST ["} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}

// A date that has passed is said to have; a rule that counts from a day which no
// record shows gives none.
func TestLettersSayWhetherADayHasPassed(t *testing.T) {
	in := input(debited(), "IN")
	in.Advice = disputes.Open().For(in.Transaction, disputes.Options{Jurisdiction: "IN", Now: in.Now.AddDate(0, 0, 9)})
	if text := write(t, open(t), "acquirer", codes.English, in); !strings.Contains(text, "Last day by this rule: 2026-11-25, which has passed.") {
		t.Errorf("not passed in\n%s", text)
	}
	in.Advice = disputes.Open().For(in.Transaction, disputes.Options{Jurisdiction: "DE"})
	if text := write(t, open(t), "regulator", codes.English, in); !strings.Contains(text, "at most 15 business days, counted from the day on which the complaint was received. (source: Directive (EU) 2015/2366, Article 101, as of 2026-11) Our records do not show the day from which it counts.") {
		t.Errorf("the rule for complaints is not in\n%s", text)
	}
}

// What the help lists is what templates may name, and the built-in ones can be
// taken to begin with.
func TestEverySlotIsListed(t *testing.T) {
	s := open(t)
	var got []string
	for _, x := range s.Slots() {
		if got = append(got, x.ID); x.Name.IsZero() || (len(x.Entries) > 0) != (lists[x.ID] != nil) {
			t.Errorf("%+v", x)
		}
	}
	if !sameWords(strings.Join(got, " "), strings.Join(s.fields, " ")) {
		t.Errorf("listed %v, a template may name %v", got, s.fields)
	}
	for _, r := range Recipients() {
		for _, name := range r.Files {
			text, ok := Template(name)
			if _, err := Open(fstest.MapFS{name: file(text)}); !ok || err != nil {
				t.Errorf("%s: %v, %v", name, ok, err)
			}
		}
	}
	for _, name := range []string{"recipients.yaml", "../data.go", "acquirer", ""} {
		if _, ok := Template(name); ok {
			t.Errorf("%q is given", name)
		}
	}
}
