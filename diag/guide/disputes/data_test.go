package disputes

import (
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
		if len(r.situations) == 0 || len(r.answer) == 0 || r.code == "" {
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
	fromTexts = []From{FromUnstated, FromTransaction, FromStatement, FromNotice, FromDispute, FromCredit, FromRequest, FromDebit}
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
	for _, n := range f.networks {
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
