package codes

import (
	"errors"
	"io"
	"strings"
	"testing"
)

func overlay(t *testing.T, l *Library, name string, lines ...string) {
	t.Helper()
	if err := l.Overlay(name, strings.NewReader(strings.Join(lines, "\n"))); err != nil {
		t.Fatal(err)
	}
}

func TestOverlayReplacesAndAddsRows(t *testing.T) {
	l := Open()
	before := len(l.Codes("unionpay"))
	overlay(
		t, l, "some/folder/unionpay.tsv",
		"\ufeff# our acquirer's own codes",
		"code\tclass\tname_en\tname_zh\tmoney\tretry\r",
		"51\tanswer\tToo little money\t钱不够\tnot_moved\tother_method\r",
		"\t\t\t\t\t",
		"K9\tanswer\tShop closed\t商户已停业\tnot_moved\tnever",
	)
	c, ok := l.Lookup("unionpay", ClassAnswer, "51")
	if !ok || c.Name.EN != "Too little money" || c.Retry != RetryOtherMethod || c.Causes[0] != "funds" || c.Advice != "funds" {
		t.Errorf("replaced row: %+v", c)
	}
	c, ok = l.Lookup("unionpay", ClassAnswer, "K9")
	if !ok || c.Name.ZH != "商户已停业" || c.Advice != "unknown_code" || !strings.Contains(c.Source, "unionpay.tsv") {
		t.Errorf("new row: %+v", c)
	}
	if n := len(l.Codes("unionpay")); n != before+1 {
		t.Errorf("%d rows, want %d", n, before+1)
	}
	if rs := l.Search("商户已停业"); len(rs) == 0 || rs[0].Code.Value != "K9" {
		t.Errorf("search does not know the new row: %+v", rs)
	}
	if c, _ := Open().Lookup("unionpay", ClassAnswer, "51"); c.Name.EN == "Too little money" {
		t.Error("the overlay leaked into another library")
	}
}

func TestOverlayMakesANewBook(t *testing.T) {
	l := Open()
	overlay(
		t, l, "corner-bank",
		"code\tname_en\tmoney\tretry",
		"7Z\tAsk the branch\tnot_moved\tother_card",
	)
	if c, ok := l.Lookup("corner-bank", ClassAnswer, "7Z"); !ok || c.Name.EN != "Ask the branch" {
		t.Errorf("own book: %v %+v", ok, c)
	}
	if b, ok := l.Book("corner-bank"); !ok || b.Codes != 1 {
		t.Errorf("own book: %v %+v", ok, b)
	}
	if rs := l.Candidates(ClassAnswer, "7Z"); len(rs) != 1 {
		t.Errorf("candidates: %+v", rs)
	}
}

func TestOverlayNamesLineAndColumn(t *testing.T) {
	head := "code\tclass\tname_en\tmoney\tretry\tcauses\tadvice\n"
	tests := []struct {
		file string
		at   string
		says string
	}{
		{"", "x.tsv", "header"},
		{"code\tcolour\n", "x.tsv:1:column 2", "colour"},
		{"name_en\n", "x.tsv:1:code", "missing"},
		{"code\tcode\n", "x.tsv:1:code", "twice"},
		{head + "51\tanswer\n", "x.tsv:2", "2 columns"},
		{head + "51\tanser\tA\tnot_moved\tnever\tfunds\tfunds\n", "x.tsv:2:class", "anser"},
		{head + "\n51\tanswer\tA\tgone\tnever\tfunds\tfunds\n", "x.tsv:3:money", "gone"},
		{head + "51\tanswer\tA\tnot_moved\tsoon\tfunds\tfunds\n", "x.tsv:2:retry", "soon"},
		{head + "51\tanswer\tA\tnot_moved\tnever\tfoonds\tfunds\n", "x.tsv:2:causes", "foonds"},
		{head + "51\tanswer\tA\tnot_moved\tnever\tfunds\tfundz\n", "x.tsv:2:advice", "fundz"},
		{head + "51\tanswer\t\tnot_moved\tnever\tfunds\tfunds\n", "x.tsv:2:name_en", "nothing"},
		{head + "5 1\tanswer\tA\tnot_moved\tnever\tfunds\tfunds\n", "x.tsv:2:code", "not a code"},
		{head + "51\tanswer\tA\x1b[2J\tnot_moved\tnever\tfunds\tfunds\n", "x.tsv:2:name_en", "control"},
		{head + "51\tanswer\tA\tmay_have_moved\tsame_card\tfunds\tfunds\n", "x.tsv:2:retry", "may have moved"},
		{head + "51\tanswer\tA\tnot_moved\tnever\tfunds\tfunds\n51\tanswer\tB\tnot_moved\tnever\tfunds\tfunds\n", "x.tsv:3:code", "line 2"},
		{"\xd6\xd0\xb9\xfa", "x.tsv", "UTF-8"},
	}
	for _, tt := range tests {
		l := Open()
		err := l.Overlay("x.tsv", strings.NewReader(tt.file))
		var p *Problem
		if !errors.As(err, &p) {
			t.Errorf("%q: error %v is no Problem", tt.file, err)
			continue
		}
		if p.At != tt.at || !strings.Contains(p.What.EN, tt.says) {
			t.Errorf("%q: %s: %s; want %s: …%s…", tt.file, p.At, p.What.EN, tt.at, tt.says)
		}
		if hasHan(p.What.EN) || !hasHan(p.What.ZH) || !hasHan(p.Hint.ZH) || p.Hint.EN == "" {
			t.Errorf("%q: texts %q, %q", tt.file, p.What, p.Hint)
		}
		if _, ok := l.Book("x"); ok {
			t.Errorf("%q: a bad file was taken", tt.file)
		}
	}
}

func TestOverlayErrorsShowNoCardNumber(t *testing.T) {
	// Somebody hands in a log instead of a book.
	err := Open().Overlay("x.tsv", strings.NewReader("code\tclass\n4111111111111111\t6228480000000000019\n"))
	if err == nil || strings.Contains(err.Error(), "4111") || strings.Contains(err.Error(), "0019") {
		t.Errorf("error %v", err)
	}
}

func TestOverlayIsBounded(t *testing.T) {
	err := Open().Overlay("x.tsv", io.LimitReader(endless{}, 1<<30))
	if err == nil || !strings.Contains(err.Error(), "8 MiB") {
		t.Errorf("error %v", err)
	}
	err = Open().Overlay("x.tsv", strings.NewReader("code\n"+strings.Repeat("bad code\n", 5000)))
	if n := strings.Count(err.Error(), "\n") + 1; n > maxProblems+1 {
		t.Errorf("%d problems at once", n)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '#'
	}
	return len(p), nil
}

func FuzzOverlay(f *testing.F) {
	f.Add([]byte("code\tname_en\tmoney\tretry\nK1\tA\tnot_moved\tnever\n"))
	f.Add([]byte("code\tclass\n\xff"))
	f.Add([]byte("\xef\xbb\xbf# c\r\ncode\tcauses\r\n51\tfunds pin\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		l := Open()
		if err := l.Overlay("fuzz.tsv", strings.NewReader(string(b))); err != nil {
			var p *Problem
			if !errors.As(err, &p) || p.At == "" {
				t.Fatalf("error without a place: %v", err)
			}
			return
		}
		for _, c := range l.Codes("fuzz") {
			got, ok := l.Lookup("fuzz", c.Class, c.Value)
			if !ok || got.Value != c.Value {
				t.Fatalf("row %q %q is not found", c.Class, c.Value)
			}
			if c.Money == MayHaveMoved && c.Retry != RetryCheckFirst && c.Retry != RetryNever {
				t.Fatalf("money may have moved, retry %s", c.Retry)
			}
		}
	})
}
