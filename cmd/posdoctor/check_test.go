package main

import (
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

func TestUnderstood(t *testing.T) {
	source := func(s transcripts.Source) diag.Report { return diag.Report{Sources: []transcripts.Source{s}} }
	onlyFaults := source(transcripts.Source{Bytes: 10, Faults: 3})
	onlyFaults.Findings = []diag.Finding{{ID: "log.framing"}}
	for name, tt := range map[string]struct {
		rep  diag.Report
		want bool
	}{
		"nothing":                        {source(transcripts.Source{Bytes: 10, Lines: 2, Unparsed: 2}), false},
		"bytes that only look like some": {onlyFaults, false},
		"a journal without a message":    {source(transcripts.Source{Bytes: 10, Format: "cnpos"}), true},
		"a message":                      {source(transcripts.Source{Bytes: 10, Messages: 1}), true},
		"a sign-on":                      {diag.Report{Summary: diag.Summary{Exchanges: 1}}, true},
	} {
		if got := understood(tt.rep); got != tt.want {
			t.Errorf("%s: understood = %t", name, got)
		}
	}
}

func TestNeedsAttention(t *testing.T) {
	warning := diag.Report{Summary: diag.Summary{Findings: map[diag.Severity]int{diag.Warning: 1}}}
	info := diag.Report{Summary: diag.Summary{Findings: map[diag.Severity]int{diag.Info: 3}}}
	open := diag.Report{Summary: diag.Summary{ByMoney: map[diag.Money]int{diag.Returning: 1}}}
	stored := diag.Report{Summary: diag.Summary{AtRisk: []diag.AtRisk{{Currency: "CNY", Count: 1}}}}
	clean := diag.Report{Summary: diag.Summary{ByMoney: map[diag.Money]int{diag.Charged: 5, diag.MoneyUnknown: 0}}}
	for _, tt := range []struct {
		name   string
		rep    diag.Report
		failOn string
		want   bool
	}{
		{"clean", clean, "info", false},
		{"a warning at warning", warning, "warning", true},
		{"a warning at critical", warning, "critical", false},
		{"a warning at never", warning, "never", false},
		{"a remark at warning", info, "warning", false},
		{"a remark at info", info, "info", true},
		{"open money at critical", open, "critical", true},
		{"open money at never", open, "never", false},
		{"money stored offline at critical", stored, "critical", true},
	} {
		if got := needsAttention(tt.rep, tt.failOn); got != tt.want {
			t.Errorf("%s: %t, want %t", tt.name, got, tt.want)
		}
	}
}

func TestWindow(t *testing.T) {
	at := func(s string) time.Time {
		v, err := time.Parse("2006-01-02 15:04:05", s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	var w window
	w.until.until = true
	for flag, v := range map[*moment]string{&w.since: "2026-12-31 18:00", &w.until: "2027-01-01"} {
		if err := flag.Set(v); err != nil {
			t.Fatal(err)
		}
	}
	shanghai := time.FixedZone("CST", 8*3600)
	for _, tt := range []struct {
		name string
		at   transcripts.Stamp
		zone *time.Location
		want bool
	}{
		{"before", transcripts.Stamp{Time: at("2026-12-31 17:59:59")}, nil, false},
		{"the first second", transcripts.Stamp{Time: at("2026-12-31 18:00:00")}, nil, true},
		{"the last second of the last day", transcripts.Stamp{Time: at("2027-01-01 23:59:59")}, nil, true},
		{"after", transcripts.Stamp{Time: at("2027-01-02 00:00:00")}, nil, false},
		{"a day without a year, before New Year", transcripts.Stamp{Time: at("0000-12-31 19:00:00"), NoYear: true}, nil, true},
		{"a day without a year, after New Year", transcripts.Stamp{Time: at("0000-01-01 09:00:00"), NoYear: true}, nil, true},
		{"a day without a year, outside", transcripts.Stamp{Time: at("0000-11-20 09:00:00"), NoYear: true}, nil, false},
		{"a time without a day may be inside", transcripts.Stamp{Time: at("0000-01-01 09:00:00"), NoDate: true}, nil, true},
		{"no time may be inside", transcripts.Stamp{}, nil, true},
		{"a stated zone is read on the shop's clock", transcripts.Stamp{Time: at("2026-12-31 11:00:00"), Zone: transcripts.ZoneStated}, shanghai, true},
		{"a floating time stays as it is", transcripts.Stamp{Time: at("2026-12-31 11:00:00")}, shanghai, false},
	} {
		w.zone = tt.zone
		if got := w.contains(tt.at); got != tt.want {
			t.Errorf("%s: %t, want %t", tt.name, got, tt.want)
		}
	}
}

func TestALaterRevisionReplacesAnEarlierOne(t *testing.T) {
	tx := func(key string, minute, revision int) diag.Transaction {
		return diag.Transaction{Key: key, Revision: revision, Legs: []diag.Leg{{At: transcripts.Stamp{Time: time.Date(2026, 11, 20, 10, minute, 0, 0, time.UTC)}}}}
	}
	var s selection
	for _, t := range []diag.Transaction{tx("b", 2, 0), tx("a", 1, 0), tx("c", 3, 0), tx("a", 1, 1)} {
		s.add(t, 2)
	}
	s.cut(2)
	if len(s.txs) != 2 || s.txs[0].Key != "b" || s.txs[1].Key != "c" {
		t.Errorf("the last two are %v", s.txs)
	}
	s.add(tx("c", 3, 1), 2)
	if len(s.txs) != 2 || s.txs[1].Revision != 1 {
		t.Errorf("after a revision: %v", s.txs)
	}
}

func TestTheClassOfAMessageChoosesTheMeaningOfItsCode(t *testing.T) {
	for _, tt := range []struct {
		class    transcripts.Class
		function transcripts.Function
		want     codes.Class
	}{
		{transcripts.ClassFinancial, transcripts.Answer, codes.ClassAnswer},
		{transcripts.ClassAuthorisation, transcripts.AdviceAnswer, codes.ClassAnswer},
		{transcripts.ClassReversal, transcripts.Request, codes.ClassReversalReason},
		{transcripts.ClassReversal, transcripts.Advice, codes.ClassReversalReason},
		{transcripts.ClassReversal, transcripts.Answer, codes.ClassReversalAnswer},
		{transcripts.ClassReversal, transcripts.AdviceAnswer, codes.ClassReversalAnswer},
		{transcripts.ClassReconciliation, transcripts.Answer, codes.ClassReconciliation},
		{transcripts.ClassNetwork, transcripts.Answer, codes.ClassNetwork},
		{transcripts.ClassFile, transcripts.Answer, codes.ClassFile},
	} {
		m := transcripts.Message{Class: tt.class, Function: tt.function}
		if got := m.CodeClass(); got != tt.want {
			t.Errorf("%s %s: %q, want %q", tt.class, tt.function, got, tt.want)
		}
	}
}
