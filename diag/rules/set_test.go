package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

func TestTwentyDeclinesOfOneCauseAreOneFinding(t *testing.T) {
	fs := show(func(s *Set) {
		for i := range 20 {
			s.Transaction(declinedSale(key(i), fmt.Sprintf("%06d", i), "51", "funds"))
		}
	})
	if len(fs) != 1 || fs[0].ID != "response.funds" || fs[0].Count != 20 || len(fs[0].Transactions) != 20 || len(fs[0].Evidence) != 20 {
		t.Fatalf("got %v", fs)
	}
	if want := "trace no. 000007: answer 51, name of 51"; fs[0].Evidence[7].Text.EN != want {
		t.Errorf("evidence: got %q, want %q", fs[0].Evidence[7].Text.EN, want)
	}
	if want := "凭证号 000007：应答码 51，名称51"; fs[0].Evidence[7].Text.ZH != want {
		t.Errorf("evidence: got %q, want %q", fs[0].Evidence[7].Text.ZH, want)
	}
}

func TestListsAreCappedAndTheCountGoesOn(t *testing.T) {
	fs := show(func(s *Set) {
		for i := range 5000 {
			s.Transaction(declinedSale(key(i), "000001", "51", "funds"))
		}
	})
	if f := fs[0]; f.Count != 5000 || len(f.Transactions) != 100 || len(f.Evidence) != 100 {
		t.Errorf("count %d, transactions %d, evidence %d", f.Count, len(f.Transactions), len(f.Evidence))
	}
}

func TestMemoryStaysBounded(t *testing.T) {
	s := New(diag.Profile{})
	for i := range 20000 {
		d := declinedSale(key(i), "000001", "51", "funds")
		s.Transaction(d)
		a := tx("a"+key(i), charged, approvedSale("000002"))
		a.Legs[0].Amount.Minor = int64(i)
		s.Transaction(a)
	}
	if n := len(s.memory.settled) + len(s.memory.open); n > remembered {
		t.Errorf("%d judgements kept", n)
	}
	if len(s.approvals.at) > lately || len(s.approvals.of) > lately {
		t.Errorf("%d approvals kept", len(s.approvals.at))
	}
}

func TestRootCausesHideWhatTheyExplain(t *testing.T) {
	pending := tx("k", returning, sale("000123", diag.StateSent, request(1)), reversal(diag.StatePending, "", 2))
	if got := one(pending); !slices.Equal(got, []string{"reversal.pending"}) {
		t.Errorf("got %v", got)
	}
	// The rules themselves do see all three.
	if noResponse.transaction(pending) == nil || reversalNotAcknowledged.transaction(pending) == nil {
		t.Error("the hidden findings are not there to be hidden")
	}
	f, _ := Explain("reversal.pending")
	if !slices.Contains(f.Hides, "net.no_response") {
		t.Errorf("hides %v", f.Hides)
	}
}

func TestHidingIsPerTransaction(t *testing.T) {
	got := ids(show(func(s *Set) {
		s.Transaction(tx("a", returning, sale("000123", diag.StateSent, request(1)), reversal(diag.StatePending, "", 1)))
		s.Transaction(tx("b", unknown, sale("000124", diag.StateSent, request(1))))
	}))
	if !slices.Equal(got, []string{"reversal.pending", "net.no_response"}) {
		t.Errorf("got %v", got)
	}
}

func TestALaterRevisionReplacesTheJudgement(t *testing.T) {
	s := New(diag.Profile{})
	for i := range 3 {
		s.Transaction(tx(key(i), unknown, sale("000123", diag.StateSent, request(1))))
	}
	again := tx(key(1), returning, sale("000123", diag.StateSent, request(1)), reversal(diag.StatePending, "", 1))
	again.Revision = 1
	s.Transaction(again)
	fs := s.Finish()
	if got := ids(fs); !slices.Equal(got, []string{"reversal.pending", "net.no_response"}) {
		t.Fatalf("got %v", got)
	}
	if fs[1].Count != 2 || !slices.Equal(fs[1].Transactions, []string{key(0), key(2)}) || len(fs[1].Evidence) != 2 {
		t.Errorf("no_response: count %d, transactions %v, evidence %d", fs[1].Count, fs[1].Transactions, len(fs[1].Evidence))
	}
	if !slices.Equal(again.Findings, []string{fs[0].Ref}) || fs[0].Ref != "f2" || fs[1].Ref != "f1" {
		t.Errorf("refs: transaction %v, findings %s %s", again.Findings, fs[0].Ref, fs[1].Ref)
	}

	stale := tx(key(1), unknown, sale("000123", diag.StateSent, request(1)))
	s.Transaction(stale)
	if fs := s.Finish(); fs[1].Count != 2 {
		t.Errorf("an older revision counted: %d", fs[1].Count)
	}

	healed := tx(key(1), charged, approvedSale("000123"))
	healed.Revision = 2
	s.Transaction(healed)
	if got := ids(s.Finish()); !slices.Equal(got, []string{"net.no_response"}) {
		t.Errorf("after healing: got %v", got)
	}
	if len(s.memory.open) != 2 {
		t.Errorf("%d open judgements kept, want those of the two open sales", len(s.memory.open))
	}
}

func TestRefsOfOthersStay(t *testing.T) {
	s := New(diag.Profile{})
	tr := declinedSale("k", "000123", "51", "funds")
	tr.Findings = []string{"elsewhere"}
	s.Transaction(tr)
	s.Transaction(tr)
	if !slices.Equal(tr.Findings, []string{"elsewhere", "f1"}) {
		t.Errorf("got %v", tr.Findings)
	}
	if f := s.Finish()[0]; f.Count != 1 {
		t.Errorf("count %d", f.Count)
	}
}

func minute(t *diag.Transaction, m int) *diag.Transaction {
	t.Legs[0].At = transcripts.Stamp{Time: time.Date(2026, 11, 20, 10, m, 0, 0, time.UTC)}
	return t
}

func TestDoubledApprovalsNeedTheSameCardAmountTerminalAndMinutes(t *testing.T) {
	second := func(change func(*diag.Leg)) *diag.Transaction {
		tr := minute(tx("b", charged, approvedSale("000124")), 4)
		change(&tr.Legs[0])
		return tr
	}
	for name, c := range map[string]struct {
		second *diag.Transaction
		want   int
	}{
		"the same":      {second(func(*diag.Leg) {}), 1},
		"other card":    {second(func(l *diag.Leg) { l.Card.Token = "b" }), 0},
		"other amount":  {second(func(l *diag.Leg) { l.Amount.Minor++ }), 0},
		"other machine": {second(func(l *diag.Leg) { l.Terminal = "10000002" }), 0},
		"later":         {minute(second(func(*diag.Leg) {}), 6), 0},
		"no time":       {second(func(l *diag.Leg) { l.At = transcripts.Stamp{} }), 0},
	} {
		fs := show(func(s *Set) {
			s.Transaction(minute(tx("a", charged, approvedSale("000123")), 0))
			s.Transaction(c.second)
		})
		if len(fs) != c.want {
			t.Errorf("%s: got %v", name, ids(fs))
		}
		if c.want == 1 && !slices.Equal(fs[0].Transactions, []string{"b", "a"}) {
			t.Errorf("%s: transactions %v", name, fs[0].Transactions)
		}
		if c.want == 1 && fs[0].Evidence[0].Text.EN != "trace no. 000124: approved a second time, same card, amount and terminal; the other one is trace no. 000123 of 2026-11-20 10:00:00" {
			t.Errorf("%s: %q", name, fs[0].Evidence[0].Text.EN)
		}
	}
}

func TestADoubleEndsWhenEitherIsTakenBack(t *testing.T) {
	for _, which := range []string{"a", "b"} {
		s := New(diag.Profile{})
		s.Transaction(minute(tx("a", charged, approvedSale("000123")), 0))
		s.Transaction(minute(tx("b", charged, approvedSale("000124")), 2))
		back := minute(tx(which, diag.Verdict{Money: diag.Returned, Confidence: diag.Proved}, approvedSale("000123"),
			reversal(diag.StateAcknowledged, "00", 1)), 0)
		back.Revision = 1
		s.Transaction(back)
		if got := ids(s.Finish()); len(got) != 0 {
			t.Errorf("%s voided: got %v", which, got)
		}
	}
}

func TestOfThreeLikeApprovalsTwoStayDoubled(t *testing.T) {
	s := New(diag.Profile{})
	for i, k := range []string{"a", "b", "c"} {
		s.Transaction(minute(tx(k, charged, approvedSale("00012"+string(rune('3'+i)))), i))
	}
	back := minute(tx("a", diag.Verdict{Money: diag.Returned, Confidence: diag.Proved}, approvedSale("000123"),
		reversal(diag.StateAcknowledged, "00", 1)), 0)
	back.Revision = 1
	s.Transaction(back)
	fs := s.Finish()
	if len(fs) != 1 || fs[0].Count != 1 || !slices.Contains(fs[0].Transactions, "c") {
		t.Errorf("got %+v", fs)
	}
}

func TestTwoDifferentApprovalsOfOneRequest(t *testing.T) {
	l := approvedSale("000123")
	l.Seen[1].Message.AuthCode = "111111"
	again := answered(3, "00")
	again.Message.AuthCode = "111111"
	l.Seen = append(l.Seen, again)
	if got := one(tx("k", charged, l)); len(got) != 0 {
		t.Errorf("a repeated answer: got %v", got)
	}
	again.Message.AuthCode = "222222"
	if got := one(tx("k", charged, l)); !slices.Equal(got, []string{"state.duplicate_approval"}) {
		t.Errorf("two answers: got %v", got)
	}
	fs := show(func(s *Set) { s.Transaction(tx("k", charged, l)) })
	if got := fs[0].Evidence[0].Text.EN; !strings.HasSuffix(got, "; both answers are to one request") {
		t.Errorf("two answers: %q", got)
	}
}

func TestConflictMakesItsFindingCritical(t *testing.T) {
	tr := tx("k", diag.Verdict{Money: diag.Conflict, Reason: diag.ReasonReversal25}, approvedSale("000123"), reversal(diag.StateRefused, "25", 1))
	fs := show(func(s *Set) { s.Transaction(tr) })
	if len(fs) != 1 || fs[0].ID != "reversal.answered_25" || fs[0].Severity != diag.Critical {
		t.Errorf("got %+v", fs)
	}
}

func TestAReversalOfAPartMayBeSmallerNeverLarger(t *testing.T) {
	part := reversal(diag.StateAcknowledged, "00", 1)
	part.Amount.Minor = 2800
	part.Seen[0].Message.Replacement = transcripts.Amount{Minor: 2800, Known: true}
	tr := tx("k", charged, approvedSale("000123"), part)
	if got := one(tr); len(got) != 0 {
		t.Errorf("partial: got %v", got)
	}
	tr.Legs[1].Amount.Minor = 12801
	if got := one(tr); !slices.Equal(got, []string{"reversal.amount_mismatch"}) {
		t.Errorf("too large: got %v", got)
	}
}

func TestLateAnswerByTheOrderOfTheReversal(t *testing.T) {
	l := sale("000123", diag.StateUndone, request(1), answered(9, "00"))
	l.Code, l.Reading = "00", approvedSale("").Reading
	tr := tx("k", diag.Verdict{Money: diag.Conflict, Reason: diag.ReasonLateApproval}, l, reversal(diag.StateAcknowledged, "00", 1))
	if got := one(tr); !slices.Contains(got, "net.late_response") {
		t.Errorf("got %v", got)
	}
}

func TestContactsAreNamedWhereTheirRoleIsCalled(t *testing.T) {
	s := New(diag.Profile{Contacts: []diag.Contact{
		{Role: "acquirer", Name: "Example Bank", Phone: "400-000-0000"}, {Role: "support", Name: "Till Co"},
	}})
	s.Transaction(tx("k", unknown, sale("000123", diag.StateSent, request(1)), reversal(diag.StateGaveUp, "", 3)))
	s.Fault(diag.FaultSeen{Fault: transcripts.Fault{ID: "framing"}})
	said := map[string]bool{}
	for _, f := range s.Finish() {
		for _, r := range f.Remedies {
			for _, name := range []string{"Example Bank, 400-000-0000", "Till Co"} {
				if strings.Contains(r.Do.EN, name) && strings.Contains(r.Do.ZH, name) {
					said[f.ID+" "+name] = true
				}
			}
		}
	}
	if !said["reversal.gave_up Example Bank, 400-000-0000"] || !said["net.framing_fault Till Co"] || len(said) != 2 {
		t.Errorf("got %v", said)
	}
}

func TestRemediesThatEndInAPaymentFollowTheGuard(t *testing.T) {
	pay := func(fs []diag.Finding) string {
		for _, r := range fs[0].Remedies {
			if strings.HasPrefix(r.Do.EN, "Ask quietly for another card") {
				return r.Do.EN
			}
		}
		return ""
	}
	safe, held := declinedSale("a", "000123", "51", "funds"), declinedSale("b", "000124", "51", "funds")
	held.Verdict.Guards.ChargeAgain.State = diag.Never
	if got := pay(show(func(s *Set) { s.Transaction(safe) })); !strings.HasSuffix(got, "way to pay.") {
		t.Errorf("safe: got %q", got)
	}
	if got := pay(show(func(s *Set) { s.Transaction(held) })); got != "" {
		t.Errorf("never: got %q", got)
	}
	if got := pay(show(func(s *Set) { s.Transaction(safe); s.Transaction(held) })); !strings.HasSuffix(got, "safe to charge again.") {
		t.Errorf("both: got %q", got)
	}
}

func TestClearCardDataIsCountedNotShown(t *testing.T) {
	fs := show(func(s *Set) {
		s.Source(2, transcripts.Source{Name: "a.log", Masked: map[string]int64{"track": 1, "pan": 3}})
		s.Source(3, transcripts.Source{Name: "b.log", Masked: map[string]int64{"pan": 0}})
	})
	if f := fs[0]; f.Count != 4 || len(f.Evidence) != 1 || f.Evidence[0].Text.EN != "a.log: 4 values in clear (pan, track)" || f.Evidence[0].Where.Source != 2 {
		t.Errorf("got %+v", f)
	}
}

func TestAGapNamesItsNumbers(t *testing.T) {
	fs := show(func(s *Set) {
		s.Gap(diag.Gap{Terminal: "10000001", From: 124, To: 126})
		s.Gap(diag.Gap{Terminal: "10000001", From: 130, To: 130})
	})
	if f := fs[0]; f.Count != 2 || f.Evidence[0].Text.EN != "missing: 000124-000126, terminal 10000001" || f.Evidence[1].Text.ZH != "缺少：000130，终端 10000001" {
		t.Errorf("got %+v", f.Evidence)
	}
}
