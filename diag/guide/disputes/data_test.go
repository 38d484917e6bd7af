package disputes

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/codes"
)

func loaded(t *testing.T) *facts {
	t.Helper()
	f, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestUnknownKeysFail(t *testing.T) {
	for _, to := range []any{
		&[]sourceEntry{}, &[]place{}, &[]step{}, &[]itemEntry{}, &[]situationEntry{}, &[]network{}, &[]rule{}, &[]noRule{},
	} {
		if err := decode([]byte("- {id: x, colour: red}\n"), to); err == nil {
			t.Errorf("%T takes an unknown key", to)
		}
	}
	for name, table := range map[string]string{"columns": "network\tcode\n", "cells": strings.ReplaceAll(reasonColumns, " ", "\t") + "\nvisa\t12.5\n"} {
		if _, err := readReasons(table); err == nil {
			t.Errorf("reasons with wrong %s are taken", name)
		}
	}
}

var han = regexp.MustCompile(`\p{Han}`)

// texts walks over every Text in the data, with its place.
func texts(f *facts) map[string]codes.Text {
	out := map[string]codes.Text{}
	var walk func(path string, v reflect.Value)
	walk = func(path string, v reflect.Value) {
		switch {
		case v.Type() == reflect.TypeFor[codes.Text]():
			if x := (codes.Text{EN: v.Field(0).String(), ZH: v.Field(1).String()}); !x.IsZero() {
				out[path] = x
			}
		case v.Kind() == reflect.Slice:
			for i := range v.Len() {
				walk(path+"["+string(rune('0'+i/100))+string(rune('0'+i/10%10))+string(rune('0'+i%10))+"]", v.Index(i))
			}
		case v.Kind() == reflect.Struct:
			for i := range v.NumField() {
				walk(path+"."+v.Type().Field(i).Name, v.Field(i))
			}
		}
	}
	walk("", reflect.ValueOf(*f))
	return out
}

// sameEverywhere are names that Chinese shops write in Latin letters too.
var sameEverywhere = []string{"Visa", "JCB", "RuPay"}

func TestEveryTextIsWrittenInBothLanguages(t *testing.T) {
	all := texts(loaded(t))
	if len(all) < 250 {
		t.Fatalf("only %d texts", len(all))
	}
	for at, x := range all {
		if slices.Contains(sameEverywhere, x.EN) && x.EN == x.ZH {
			continue
		}
		en := regexp.MustCompile(`[(（]\p{Han}+[)）]`).ReplaceAllString(x.EN, "")
		switch {
		case x.EN == "" || x.ZH == "" || x.EN == x.ZH || !han.MatchString(x.ZH):
			t.Errorf("%s: not two languages: %+v", at, x)
		case han.MatchString(en):
			t.Errorf("%s: Chinese in %q", at, x.EN)
		case strings.ContainsAny(x.ZH, ";?!"):
			t.Errorf("%s: Latin punctuation in %q", at, x.ZH)
		case strings.TrimSpace(x.EN) != x.EN || strings.Contains(x.EN+x.ZH, "  ") || len(x.EN) > 300:
			t.Errorf("%s: too long or badly spaced: %q", at, x.EN)
		}
		if regexp.MustCompile(`\d{5,}`).MatchString(strings.NewReplacer("41059555", "").Replace(x.EN + " " + x.ZH)) {
			t.Errorf("%s: may be a telephone number: %+v", at, x)
		}
	}
}

func TestIDsAreUniqueAndKnown(t *testing.T) {
	f := loaded(t)
	ids := map[string][]string{}
	add := func(kind, id string) {
		if id == "" || slices.Contains(ids[kind], id) {
			t.Errorf("%s %q is empty or comes twice", kind, id)
		}
		ids[kind] = append(ids[kind], id)
	}
	for _, x := range f.sources {
		add("source", x.ID)
	}
	for _, x := range f.places {
		add("place", x.ID)
		if !regexp.MustCompile(`^[A-Z]{2}$`).MatchString(x.ID) {
			t.Errorf("place %q", x.ID)
		}
	}
	for _, x := range f.steps {
		add("step", x.ID)
	}
	for _, x := range f.items {
		add("item", x.ID)
	}
	for _, x := range f.situations {
		add("situation", x.ID)
	}
	for _, x := range f.networks {
		add("network", x.ID)
	}
	known := func(at, kind string, list ...string) {
		for _, id := range list {
			if !slices.Contains(ids[kind], id) {
				t.Errorf("%s names the %s %q", at, kind, id)
			}
		}
	}
	for _, x := range f.situations {
		known(x.ID, "item", x.Asked...)
	}
	for _, x := range f.networks {
		known(x.ID, "item", x.Asked...)
	}
	reasons := map[string]bool{}
	for _, r := range f.reasons {
		at := r.network + ":" + r.code
		add("reason", at+":"+r.step)
		known(at, "network", r.network)
		known(at, "step", r.step)
		known(at, "situation", r.situations...)
		known(at, "item", r.answer...)
		if len(r.situations) > 0 && len(r.answer) == 0 || r.code == "" {
			t.Errorf("%s has holes", at)
		}
		reasons[at] = true
	}
	for _, r := range f.rules {
		add("rule", r.ID)
		known(r.ID, "situation", r.Situations...)
		if r.Network != "" {
			known(r.ID, "network", r.Network)
		}
		if r.Jurisdiction != "" {
			known(r.ID, "place", r.Jurisdiction)
		}
		for _, c := range r.Reasons {
			if !reasons[r.Network+":"+c] {
				t.Errorf("%s is about the unknown code %s", r.ID, c)
			}
		}
	}
	for _, n := range f.none {
		if n.Network != "" {
			known("none", "network", n.Network)
		}
		if n.Jurisdiction != "" {
			known("none", "place", n.Jurisdiction)
		}
		if (n.Network == "") == (n.Jurisdiction == "") {
			t.Errorf("%+v is about neither or both", n)
		}
	}
	if want := []string{"swallowed", "failed_debited", "no_response", "contact_issuer", "reversal"}; !slices.Equal(ids["situation"], want) {
		t.Errorf("situations %v", ids["situation"])
	}
	if want := "unionpay visa mastercard amex jcb discover rupay wechat alipay"; strings.Join(ids["network"], " ") != want {
		t.Errorf("networks %v", ids["network"])
	}
}

var (
	dated     = regexp.MustCompile(`^20\d\d(-(0[1-9]|1[0-2]))?$`)
	trusted   = []codes.Confidence{codes.High, codes.Medium, codes.Low} // memory alone is no source
	units     = []Unit{CalendarDays, BusinessDays, Hours, Months}
	fromTexts = []From{FromUnstated, FromTransaction, FromStatement, FromNotice, FromDispute, FromCredit, FromRequest, FromDebit, FromComplaint}
)

func TestEveryFactNamesSourceConfidenceAndDate(t *testing.T) {
	f := loaded(t)
	used := map[string]bool{}
	check := func(at, source string, c codes.Confidence, asOf string) {
		used[source] = true
		if f.source(source).IsZero() || !slices.Contains(trusted, c) || !dated.MatchString(asOf) {
			t.Errorf("%s: source %q, confidence %q, as of %q", at, source, c, asOf)
		}
	}
	for _, r := range f.rules {
		check(r.ID, r.Source, r.Confidence, r.AsOf)
	}
	for _, r := range f.reasons {
		check(r.network+":"+r.code, r.source, r.confidence, r.asOf)
	}
	for _, n := range f.none {
		check(n.Text.EN, n.Source, n.Confidence, n.AsOf)
	}
	for _, n := range append([]network{{Notes: f.notes}}, f.networks...) {
		for _, x := range n.Notes {
			check(x.Text.EN, x.Source, x.Confidence, x.AsOf)
		}
	}
	for _, s := range f.sources {
		if !used[s.ID] {
			t.Errorf("the source %s is of nothing", s.ID)
		}
	}
}

func TestRulesAreWhole(t *testing.T) {
	for _, r := range loaded(t).rules {
		if r.N <= 0 || r.Max != 0 && r.Max <= r.N || !slices.Contains(units, r.Unit) || !slices.Contains(fromTexts, r.From) {
			t.Errorf("%s: %d to %d %s from %s", r.ID, r.N, r.Max, r.Unit, r.From)
		}
		if partyWords[r.Who].IsZero() || r.What.IsZero() || len(r.Situations) == 0 {
			t.Errorf("%s has holes", r.ID)
		}
		if r.Unit == Hours && r.From != FromUnstated {
			t.Errorf("%s: hours need more than a day to count from", r.ID)
		}
		for _, m := range r.Methods {
			if m != "card" && m != "qr" {
				t.Errorf("%s: method %q", r.ID, m)
			}
		}
		if _, err := time.Parse(time.DateOnly, r.InForce); r.InForce != "" && err != nil {
			t.Errorf("%s: in force %q", r.ID, r.InForce)
		}
	}
}

func TestItemsSayWhoHasThemAndWhere(t *testing.T) {
	for _, i := range Open().Items(nil) {
		if i.What.IsZero() || i.Find.IsZero() || i.Who.IsZero() || i.Value != sayUnknown || i.Have != Missing {
			t.Errorf("%+v", i)
		}
	}
}

// The reference names these by number; a bundle must be able to quote them.
func TestCodesOfTheReference(t *testing.T) {
	f := Open()
	for _, want := range []struct{ network, code, step, en string }{
		{"unionpay", "4502", "chargeback", "not completed, but account debited"},
		{"unionpay", "6302", "inquiry", "asks whether"},
		{"unionpay", "9601", "credit_adjustment", "surplus"},
		{"unionpay", "9600", "credit_adjustment", "cancelled"},
		{"unionpay", "4512", "chargeback", "twice"},
		{"unionpay", "4544", "chargeback", "voided"},
		{"unionpay", "4532", "chargeback", "refund slip"},
		{"unionpay", "4522", "chargeback", "declined"},
		{"unionpay", "9654", "debit_adjustment", "reversal went wrong"},
		{"unionpay", "9702", "exception", "short"},
		{"unionpay", "9703", "exception", "time limit"},
		{"visa", "12.6.1", "chargeback", "duplicate"},
		{"visa", "13.6", "chargeback", "credit not processed"},
		{"visa", "C035", "compliance", "reverse"},
		{"mastercard", "4808", "chargeback", "authorisation"},
		{"mastercard", "4834", "chargeback", "debited more than once"},
		{"amex", "P08", "chargeback", "duplicate"},
		{"discover", "DP", "chargeback", "duplicate"},
		{"jcb", "512", "chargeback", "duplicate"},
		{"rupay", "1065", "chargeback", "confirmation not received"},
	} {
		found := false
		for _, r := range f.reasons {
			if r.network == want.network && r.code == want.code && r.step == want.step {
				found = true
				if !strings.Contains(r.name.EN, want.en) {
					t.Errorf("%s %s reads %q", want.network, want.code, r.name.EN)
				}
			}
		}
		if !found {
			t.Errorf("no %s %s", want.network, want.code)
		}
	}
}

// The figures of the sources, written down once more by hand: a limit that is
// changed by mistake is a promise that nobody made.
func TestLimitsAreThoseOfTheSources(t *testing.T) {
	want := map[string]string{
		"in.pos_failed": "5 calendar_days transaction high", "in.upi_merchant": "5 calendar_days transaction high", "in.rupay_1065": "5 calendar_days transaction medium",
		"ng.pos": "48-72 hours unstated low", "sa.pos": "2 business_days transaction high", "ph.instant": "1 hours unstated medium",
		"us.debit_notice": "60 calendar_days statement high", "us.debit_answer": "10 business_days notice high", "us.debit_pos": "90 calendar_days notice high",
		"us.credit_notice": "60 calendar_days statement high", "us.credit_acknowledge": "30 calendar_days notice high", "us.credit_answer": "90 calendar_days notice high",
		"eu.notify": "13 months debit medium", "eu.complaint": "15 business_days complaint high", "br.dispute": "180 calendar_days transaction low",
		"cn.unionpay_180": "180 calendar_days transaction medium", "cn.unionpay_documents": "120 calendar_days transaction low", "cn.unionpay_reply": "20 calendar_days request low",
		"cn.unionpay_retrieval_window": "12 months unstated medium", "unionpay.antom_retrieval": "10 calendar_days request medium", "wechat.reverse": "7 calendar_days unstated high",
		"visa.files_authorisation": "75 calendar_days unstated low", "visa.files_processing": "120 calendar_days unstated medium", "visa.files_late": "120 calendar_days unstated low",
		"visa.files_not_received": "120 calendar_days unstated medium", "visa.files_credit": "120 calendar_days credit_receipt medium", "visa.answer": "30 calendar_days dispute medium",
		"visa.clearing_reversal": "1 business_days unstated medium", "mastercard.files_4834": "90 calendar_days unstated medium", "mastercard.duplicate_window": "90 calendar_days transaction medium",
		"mastercard.files_4853": "120 calendar_days unstated low", "mastercard.second_presentment": "45 calendar_days unstated medium", "amex.answer": "20 calendar_days unstated medium",
		"discover.files": "120 calendar_days unstated low", "discover.retrieval_window": "365 calendar_days transaction medium", "discover.answer": "5-30 calendar_days unstated low",
	}
	for _, r := range loaded(t).rules {
		n := fmt.Sprint(r.N)
		if r.Max > 0 {
			n += fmt.Sprintf("-%d", r.Max)
		}
		got := fmt.Sprintf("%s %s %s %s", n, r.Unit, r.From, r.Confidence)
		if got != want[r.ID] {
			t.Errorf("%s: %s, want %q", r.ID, got, want[r.ID])
		}
		delete(want, r.ID)
	}
	if len(want) > 0 {
		t.Errorf("gone: %v", want)
	}
}

// Every code that a notice may carry has a row, in the step that it belongs to.
func TestCodesOfNotices(t *testing.T) {
	f := loaded(t)
	for network, list := range map[string]string{
		"unionpay":   "4502 6302 9601 9600 4512 4544 4532 4522 4507 4508 4806 9654 9724 9655 9725 9656 4527 4526 9702 9703 4514 4515 4547 4562 4803 01 02 03 04 05 06",
		"visa":       "11.2 11.3 12.1 12.2 12.5 12.6.1 12.6.2 12.7 13.1 13.6 13.9 C035 28 30 33 34",
		"mastercard": "4808 4834 4853 4831 4842 4846 4807 4812 4855 4859 4860 4901 4902 4903 4905 4908 6305 6321 6322 6323 6341 6342 6390",
		"amex":       "A01 A02 A08 P01 P22 P03 P04 P05 P07 P08 P23 C02 C08 C14 R03 R13 173 680 684 175",
		"discover":   "AT AW CD DP IN LP NF PM RG RN2 PI 05 6005 6021 6040 6041 6050",
		"jcb":        "501 503 522 547 507 525 510 512 513 521 581 502 526 527 534 546 548",
		"rupay":      "1061 1062 1063 1064 1065 1085",
	} {
		var got []string
		for _, r := range f.reasons {
			if r.network == network {
				got = append(got, r.code)
			}
		}
		for _, code := range strings.Fields(list) {
			if !slices.Contains(got, code) {
				t.Errorf("%s has no %s", network, code)
			}
		}
		if n := len(strings.Fields(list)); n != len(got) {
			t.Errorf("%s: %d codes, want %d", network, len(got), n)
		}
	}
}
