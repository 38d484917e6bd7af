package report

import (
	"encoding/xml"
	"errors"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
)

func junitOf(t *testing.T, r diag.Report, lang codes.Lang) (junitSuites, string) {
	t.Helper()
	var b strings.Builder
	if err := JUnit(&b, r, meta, lang); err != nil {
		t.Fatal(err)
	}
	var all junitSuites
	if err := xml.Unmarshal([]byte(b.String()), &all); err != nil {
		t.Fatalf("%v\n%s", err, b.String())
	}
	return all, b.String()
}

func TestJUnitHasACaseForEachCheckAndEachPaymentThatNeedsAttention(t *testing.T) {
	r := day41()
	r.Checks = []diag.Check{
		{ID: "a.ok", State: diag.CheckOK},
		{ID: "b.problem", State: diag.CheckProblem, Reason: codes.Text{EN: "broken <off>", ZH: "中断"}},
		{ID: "c.skipped", State: diag.CheckSkipped},
		{ID: "d.unknown", State: diag.CheckUnknown},
	}
	r.Findings = append(r.Findings, diag.Finding{Ref: "f9", ID: "log.loose", Severity: diag.Warning, Title: codes.Text{EN: "loose", ZH: "松"}},
		diag.Finding{Ref: "f8", ID: "log.info", Severity: diag.Info})
	all, _ := junitOf(t, r, codes.English)
	want := map[string]struct{ tests, failures, skipped int }{
		"posdoctor.checks":       {4, 1, 2},
		"posdoctor.transactions": {2, 2, 0}, // of 41 payments two need attention
		"posdoctor.findings":     {1, 1, 0},
	}
	if len(all.Suites) != len(want) {
		t.Fatalf("%d suites", len(all.Suites))
	}
	for _, s := range all.Suites {
		if w := want[s.Name]; s.Tests != w.tests || len(s.Cases) != w.tests || s.Failures != w.failures || s.Skipped != w.skipped {
			t.Errorf("%s: %d tests, %d failures, %d skipped, want %+v", s.Name, s.Tests, s.Failures, s.Skipped, w)
		}
	}
	open := all.Suites[1].Cases[0]
	if !strings.HasSuffix(open.Name, "000123") || open.Failure.Type != "returning" || !strings.Contains(open.Failure.Text, "pos.log:13") {
		t.Errorf("the open payment is %+v, %+v", open, open.Failure)
	}
	if got := all.Suites[0].Cases[1].Failure.Message; got != "broken <off>" {
		t.Errorf("message %q", got)
	}
}

func TestJUnitInChinese(t *testing.T) {
	_, text := junitOf(t, day41(), codes.Chinese)
	if !strings.Contains(text, "终端还要冲正这笔交易") {
		t.Errorf("no Chinese in %s", text)
	}
}

func TestJUnitGivesTheErrorOfItsWriter(t *testing.T) {
	if err := JUnit(&full24{}, day41(), meta, codes.English); !errors.Is(err, errFull) {
		t.Errorf("got %v", err)
	}
}
