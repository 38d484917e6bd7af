package guide

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

func payment() *diag.Transaction {
	return &diag.Transaction{
		Key: "k", Kind: transcripts.KindSale,
		Verdict: diag.Verdict{Amounts: diag.Amounts{Currency: "CNY", Requested: 12800, Known: true}},
		Legs: []diag.Leg{
			{
				Kind: transcripts.KindSale, Target: -1, STAN: "000123", RRN: "102030405060", AuthCode: "A1B2C3", Batch: "000007",
				Terminal: "12345678", Merchant: "898000000000001", Card: transcripts.Card{Masked: "622848******0019"}, Code: "41",
				Reading: codes.Reading{Code: codes.Code{Name: codes.Text{EN: "lost card", ZH: "挂失卡"}}},
				At:      transcripts.Stamp{Time: time.Date(2026, 11, 20, 10, 14, 3, 0, time.FixedZone("", 8*3600)), Zone: transcripts.ZoneStated},
			},
			{Kind: transcripts.KindReversal, STAN: "000123", State: diag.StateAcknowledged, Code: "25"},
		},
	}
}

func value(t *testing.T, c CallSheet, id string) SheetField {
	t.Helper()
	for _, f := range c.Have {
		if f.ID == id {
			return f
		}
	}
	t.Fatalf("%s has no %s", c.ID, id)
	return SheetField{}
}

func TestAcquirerSheetHoldsEveryReference(t *testing.T) {
	c, ok := Open().Sheet("acquirer", payment(), nil)
	if !ok {
		t.Fatal("no sheet")
	}
	for id, want := range map[string]codes.Text{
		"card": codes.Same("622848******0019"), "amount": {EN: "CNY 128.00", ZH: "128.00 元"}, "currency": codes.Same("CNY"),
		"time": codes.Same("2026-11-20 10:14:03 +08:00"), "stan": codes.Same("000123"), "rrn": codes.Same("102030405060"),
		"auth_code": codes.Same("A1B2C3"), "terminal": codes.Same("12345678"), "merchant": codes.Same("898000000000001"),
		"batch": codes.Same("000007"), "response": {EN: "41 (lost card)", ZH: "41（挂失卡）"},
		"undo": {EN: "reversal, trace no. 000123, answered, code 25", ZH: "冲正，凭证号 000123，已应答，代码 25"},
	} {
		if f := value(t, c, id); f.Value != want || !f.Known {
			t.Errorf("%s = %+v, want %+v", id, f.Value, want)
		}
	}
	if m := c.Missing(); len(m) > 0 {
		t.Errorf("missing: %v", m)
	}
}

func TestMissingReferencesReadUnknown(t *testing.T) {
	bare := &diag.Transaction{Legs: []diag.Leg{{Target: -1}}}
	for recipient := range recipients {
		for name, tx := range map[string]*diag.Transaction{"none": nil, "no legs": {}, "bare": bare} {
			c, _ := Open().Sheet(recipient, tx, nil)
			for _, f := range c.Have {
				if f.ID == "undo" && name == "bare" {
					continue // nothing undone is something known
				}
				if f.Known || f.Value != sayUnknown {
					t.Errorf("%s, %s: %s = %+v", recipient, name, f.ID, f.Value)
				}
			}
			for lang, word := range map[codes.Lang]string{codes.English: "unknown", codes.Chinese: "未知"} {
				page := text(c.Doc(lang))
				if got := strings.Count(page, word); got < len(c.Missing()) {
					t.Errorf("%s, %s: %d of %d say %s", recipient, name, got, len(c.Missing()), word)
				}
			}
		}
	}
}

func TestClockSaysWhatIsMissing(t *testing.T) {
	at := time.Date(2026, 11, 20, 10, 14, 3, 0, time.UTC)
	for _, c := range []struct {
		at    transcripts.Stamp
		want  string
		known bool
	}{
		{transcripts.Stamp{Time: at}, "2026-11-20 10:14:03 (time zone unknown)", false},
		{transcripts.Stamp{Time: at, Zone: transcripts.ZoneAssumed}, "2026-11-20 10:14:03 +00:00 (time zone from your profile)", true},
		{transcripts.Stamp{Time: at, NoYear: true}, "11-20 10:14:03 (time zone unknown) (year unknown)", false},
		{transcripts.Stamp{Time: at, NoDate: true}, "10:14:03 (time zone unknown) (date unknown)", false},
	} {
		got, known := clock(c.at)
		if got.EN != c.want || known != c.known || got.ZH == got.EN {
			t.Errorf("clock = %+v, %v, want %q, %v", got, known, c.want, c.known)
		}
	}
}

func TestSheetsDifferByRecipient(t *testing.T) {
	s := Open()
	pages := map[string]string{}
	for recipient := range recipients {
		c, ok := s.Sheet(recipient, payment(), nil)
		if !ok {
			t.Fatal(recipient)
		}
		page := text(c.Doc(codes.English))
		for other, p := range pages {
			if p == page {
				t.Errorf("%s and %s are the same", recipient, other)
			}
		}
		pages[recipient] = page
		for _, never := range []string{"PIN", "whole card number", "CVV", "SMS code"} {
			if !slices.ContainsFunc(c.Never, func(x codes.Text) bool { return strings.Contains(x.EN, never) }) {
				t.Errorf("%s: %s may be told", recipient, never)
			}
		}
		if !strings.Contains(page, "adverts") {
			t.Errorf("%s: no warning about false numbers", recipient)
		}
	}
	// A shop hands these two out: a code could tell a reason that only the bank may tell.
	for _, recipient := range []string{"issuer", "regulator"} {
		if strings.Contains(pages[recipient], "lost card") || strings.Contains(pages[recipient], "41") {
			t.Errorf("%s reads the response code", recipient)
		}
	}
	for _, ask := range []string{"hold or a posted debit", "reversal received", "authorisation code"} {
		if !strings.Contains(pages["issuer"], ask) {
			t.Errorf("the issuer is not asked: %s", ask)
		}
	}
	if _, ok := s.Sheet("neighbour", payment(), nil); ok {
		t.Error("a sheet for anybody")
	}
}

func TestOnlyContactsOfTheRecipientAreShown(t *testing.T) {
	contacts := []diag.Contact{
		{Role: "bank", Name: "Our bank"},
		{Role: "acquirer", Name: "Hotline", Phone: "0086-400-000", Note: "day and night"},
		{Role: "support", Name: "Fixers"},
		{Role: "issuer", Name: "Card bank"},
	}
	c, _ := Open().Sheet("acquirer", payment(), contacts)
	if len(c.Contacts) != 2 || c.Contacts[0].Name != "Hotline" || c.Contacts[1].Name != "Our bank" {
		t.Errorf("contacts: %+v", c.Contacts)
	}
	page := text(c.Doc(codes.English))
	if !strings.Contains(page, "Hotline, 0086-400-000, day and night") || strings.Contains(page, "Fixers") {
		t.Errorf("page:\n%s", page)
	}
	golden(t, "acquirer_filled.en.txt", page)
	golden(t, "acquirer_filled.zh.txt", text(c.Doc(codes.Chinese)))
}

func TestPartlyApprovedAmountIsSaid(t *testing.T) {
	p := payment()
	p.Verdict.Amounts.Approved = 5000
	c, _ := Open().Sheet("acquirer", p, nil)
	if got := value(t, c, "amount").Value.EN; got != "CNY 128.00 (approved: CNY 50.00)" {
		t.Errorf("amount = %q", got)
	}
}

// Between till and terminal a receipt or an order may be the only number there
// is; nobody is sent to look for one that a payment need not have.
func TestNumbersOfTheTillAreOnTheSheetWhereThereAreSome(t *testing.T) {
	tx := payment()
	tx.Legs[0].STAN, tx.Legs[0].Order, tx.Legs[0].Receipt = "", "000003", "0176"
	for _, to := range []string{"acquirer", "support"} {
		c, _ := Open().Sheet(to, tx, nil)
		if order, receipt := value(t, c, "order"), value(t, c, "receipt"); order.Value.EN != "000003" || receipt.Value.EN != "0176" || !order.Known {
			t.Errorf("%s: order %+v, receipt %+v", to, order, receipt)
		}
		bare, _ := Open().Sheet(to, payment(), nil)
		if slices.ContainsFunc(bare.Have, func(f SheetField) bool { return f.ID == "order" || f.ID == "receipt" }) {
			t.Errorf("%s: the sheet of a payment without these numbers asks for them", to)
		}
	}
}
