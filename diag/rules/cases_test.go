package rules

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// cases shows, for each id, what triggers it. want lists everything found, so
// that a rule that speaks up where it should not is seen too.
func cases() map[string]struct {
	do   func(*Set)
	want []string
} {
	type c = struct {
		do   func(*Set)
		want []string
	}
	just := func(t *diag.Transaction, want ...string) c { return c{func(s *Set) { s.Transaction(t) }, want} }
	half := sale("000123", diag.StateSent, request(1))
	half.Seen = append(half.Seen, diag.Sighting{
		Message: &transcripts.Message{ResponseCode: "00", Interim: true}, Answers: true, Mismatch: "interim", Places: []diag.Place{{Seq: 2}},
	})
	m := map[string]c{
		"net.no_response": just(tx("k", unknown, sale("000123", diag.StateSent, request(1))), "net.no_response"),
		"net.late_response": just(tx("k", charged, with(approvedSale("000123"), 1, transcripts.SignalReceiveTimeout)),
			"net.late_response"),
		"net.not_completed": just(tx("k", unknown, half), "net.not_completed"),
		"reversal.pending": just(tx("k", returning, sale("000123", diag.StateSent, request(1)), reversal(diag.StatePending, "", 1)),
			"reversal.pending"),
		"reversal.not_acknowledged": just(tx("k", returning, sale("000123", diag.StateSent, request(1)), reversal(diag.StateSent, "", 2)),
			"reversal.not_acknowledged"),
		"reversal.timeout": just(tx("k", diag.Verdict{Money: diag.Returned, Confidence: diag.Proved},
			sale("000123", diag.StateUndone, request(1)), reversal(diag.StateAcknowledged, "00", 1)), "reversal.timeout"),
		"reversal.refused": just(tx("k", unknown, sale("000123", diag.StateSent, request(1)), reversal(diag.StateRefused, "96", 1)),
			"reversal.refused"),
		"reversal.gave_up": just(tx("k", unknown, sale("000123", diag.StateSent, request(1)), reversal(diag.StateGaveUp, "", 3)),
			"reversal.gave_up"),
		"reversal.answered_25": just(tx("k", diag.Verdict{Money: diag.NotCharged, Confidence: diag.Likely},
			sale("000123", diag.StateSent, request(1)), reversal(diag.StateRefused, "25", 1)), "reversal.answered_25"),
		"reversal.answered_12": just(tx("k", unknown, sale("000123", diag.StateSent, request(1)), reversal(diag.StateRefused, "12", 1)),
			"reversal.answered_12"),
		"config.mid_mismatch": {func(s *Set) {
			s.profile.Merchant = "898000000000001"
			s.profile.Terminals = []diag.TerminalProfile{{ID: "10000002", Merchant: "898000000000002"}}
			here, there, wrong := approvedSale("000123"), approvedSale("000124"), approvedSale("000125")
			here.Terminal, here.Merchant = "10000001", "898000000000001"
			there.Terminal, there.Merchant = "10000002", "898000000000002"
			wrong.Terminal, wrong.Merchant = "10000002", "898000000000001"
			for i, l := range []diag.Leg{here, there, wrong} {
				l.Amount.Minor = int64(i + 1) // three purchases, not one paid thrice
				s.Transaction(tx(l.STAN, charged, l))
			}
		}, []string{"config.mid_mismatch"}},
		"state.approved_but_marked_failed": just(tx("k", charged, with(approvedSale("000123"), 3, transcripts.SignalSaleFailed)),
			"state.approved_but_marked_failed"),
		"state.chip_refused_after_approval": just(
			tx("k", charged, with(approvedSale("000123"), 3, transcripts.SignalChipDeclined, transcripts.SignalSaleFailed)),
			"state.chip_refused_after_approval"),
		"device.printer.paper_out": just(
			tx("k", charged, with(approvedSale("000123"), 3, transcripts.SignalPrinterPaperOut, transcripts.SignalPrinterError)),
			"device.printer.paper_out"),
		"device.printer.error": just(tx("k", charged, with(approvedSale("000123"), 3, transcripts.SignalPrinterError)),
			"device.printer.error"),
		"device.reader.error": {func(s *Set) {
			s.Signal(diag.SignalSeen{Signal: transcripts.Signal{ID: transcripts.SignalReaderError}})
		}, []string{"device.reader.error"}},
		"device.storage.full": {func(s *Set) {
			s.Signal(diag.SignalSeen{Signal: transcripts.Signal{ID: transcripts.SignalJournalFull}})
		}, []string{"device.storage.full"}},
		"device.not_ready": {func(s *Set) {
			no, yes := false, true
			s.Device(diag.DeviceSeen{Device: transcripts.Device{Ready: &yes, Status: "00"}})
			s.Device(diag.DeviceSeen{Device: transcripts.Device{Status: "C2"}}) // it does not say whether it can work
			s.Device(diag.DeviceSeen{Device: transcripts.Device{Ready: &no, Status: "F0"}})
		}, []string{"device.not_ready"}},
		"device.clock_wrong": {func(s *Set) {
			s.Device(diag.DeviceSeen{SkewKnown: true, Skew: 2 * time.Minute})
			s.Device(diag.DeviceSeen{Skew: time.Hour}) // compared with nothing
			s.Device(diag.DeviceSeen{SkewKnown: true, Skew: -3 * time.Minute})
		}, []string{"device.clock_wrong"}},
		"device.undo_pending": {func(s *Set) {
			no, yes := false, true
			s.Device(diag.DeviceSeen{Device: transcripts.Device{Pending: &no}})
			s.Device(diag.DeviceSeen{Device: transcripts.Device{Pending: &yes}})
		}, []string{"device.undo_pending"}},
		"capture.gap": {func(s *Set) { s.Missed(transcripts.Event{Kind: transcripts.EventGap}) }, []string{"capture.gap"}},
		"session.not_signed_on": {func(s *Set) {
			s.Exchange(diag.Exchange{Kind: transcripts.KindSignOn, STAN: "000001", Answered: true, Code: "97"})
		}, []string{"session.not_signed_on"}},
		"batch.unbalanced": {func(s *Set) {
			s.Exchange(diag.Exchange{Kind: transcripts.KindSettlement, STAN: "000009", Answered: true, Balance: "2"})
		}, []string{"batch.unbalanced"}},
		"net.truncated": {func(s *Set) {
			s.Fault(diag.FaultSeen{Fault: transcripts.Fault{ID: "truncated", Byte: 40}})
		}, []string{"net.truncated"}},
		"net.framing_fault": {func(s *Set) {
			s.Fault(diag.FaultSeen{Fault: transcripts.Fault{ID: "framing", Byte: 2, What: codes.Text{EN: "no message type", ZH: "没有消息类型"}}})
		}, []string{"net.framing_fault"}},
		"journal.gap": {func(s *Set) { s.Gap(diag.Gap{Terminal: "10000001", From: 124, To: 126}) }, []string{"journal.gap"}},
		"security.pan_in_log": {func(s *Set) {
			s.Source(0, transcripts.Source{Name: "a.log", Masked: map[string]int64{"pan": 3, "track": 1, "pin": 0}})
		}, []string{"security.pan_in_log"}},
	}

	odd := sale("000123", diag.StateSent, request(1), answered(2, "00"))
	odd.Seen[1].Mismatch = "amount"
	m["net.unmatched_response"] = just(tx("k", unknown, odd), "net.unmatched_response")

	less := reversal(diag.StateAcknowledged, "00", 1)
	less.Amount.Minor = 1280
	m["reversal.amount_mismatch"] = just(tx("k", unknown, sale("000123", diag.StateSent, request(1), answered(2, "00")), less),
		"reversal.amount_mismatch")

	lone := reversal(diag.StateAcknowledged, "00", 1)
	lone.Target = -1
	m["reversal.orphan"] = just(tx("k", diag.Verdict{Reason: diag.ReasonOrphanUndo}, lone), "reversal.orphan")

	chip := reversal(diag.StateAcknowledged, "00", 1)
	chip.Seen[0].Message.EMV.CID = "00"
	m["reversal.card_declined"] = just(tx("k", diag.Verdict{Money: diag.Returned, Confidence: diag.Proved},
		approvedSale("000123"), chip), "reversal.card_declined")

	part := approvedSale("000123")
	part.Code, part.Reading = "10", reading("10", codes.PartlyMoved, "approved")
	m["state.partly_approved"] = just(tx("k", charged, part), "state.partly_approved")

	advice := sale("000123", diag.StateRefused, request(1), answered(2, "51"))
	advice.Code, advice.Reading = "51", reading("51", codes.NotMoved, "funds")
	m["state.advice_refused"] = just(tx("k", unknown, advice), "state.advice_refused")

	kept := sale("000123", diag.StateStored, request(1))
	m["state.stored_not_uploaded"] = just(tx("k", diag.Verdict{Money: diag.Charged, Stage: diag.StageStored}, kept),
		"state.stored_not_uploaded")

	late := tx("k", diag.Verdict{Money: diag.Conflict, Reason: diag.ReasonAnswersDisagree}, func() diag.Leg {
		l := sale("000123", diag.StateDisputed, request(1), answered(2, "51"))
		l.Code, l.Reading = "51", reading("51", codes.NotMoved, "funds")
		return l
	}())
	m["state.conflict"] = just(late, "state.conflict")

	for kind, id := range map[transcripts.Kind]string{
		transcripts.KindVoid: "void.unanswered", transcripts.KindRefund: "refund.unanswered",
	} {
		undo := sale("000124", diag.StateSent, request(5))
		undo.Kind, undo.Target = kind, 0
		m[id] = just(tx("k", unknown, approvedSale("000123"), undo), id)
	}

	back := reversal(diag.StateAcknowledged, "00", 1)
	back.Kind = transcripts.KindRefund
	m["state.returned_twice"] = just(tx("k", diag.Verdict{Money: diag.Returned, Confidence: diag.Proved, Reason: diag.ReasonOverReturned},
		approvedSale("000123"), back, back), "state.returned_twice")

	m["state.duplicate_approval"] = c{func(s *Set) {
		for i, minute := range []int{0, 3} {
			t := tx(key(i), charged, approvedSale("00012"+string(rune('3'+i))))
			t.Legs[0].At = transcripts.Stamp{Time: time.Date(2026, 11, 20, 10, minute, 0, 0, time.UTC)}
			s.Transaction(t)
		}
	}, []string{"state.duplicate_approval"}}

	for _, cause := range responseCauses {
		m["response."+cause] = just(declinedSale("k", "000123", "XX", cause), "response."+cause)
	}
	return m
}

func TestEveryIDHasACaseThatTriggersItAndNothingElse(t *testing.T) {
	all := cases()
	for _, id := range IDs() {
		c, ok := all[id]
		if !ok {
			t.Errorf("%s: no case triggers it", id)
			continue
		}
		if diff := cmp.Diff(c.want, ids(show(c.do))); diff != "" {
			t.Errorf("%s: findings (-want +got):\n%s", id, diff)
		}
		if !slices.Contains(c.want, id) {
			t.Errorf("%s: its case wants %v", id, c.want)
		}
	}
	for id := range all {
		if !slices.Contains(IDs(), id) {
			t.Errorf("%s: has a case and is not declared", id)
		}
	}
}

func TestHealthyTransactionsGiveNothing(t *testing.T) {
	undone := tx("b", diag.Verdict{Money: diag.Returned, Confidence: diag.Proved},
		with(approvedSale("000123"), 3, transcripts.SignalSaleFailed), reversal(diag.StateAcknowledged, "00", 1))
	for _, tr := range []*diag.Transaction{tx("a", charged, approvedSale("000123")), undone} {
		if got := one(tr); len(got) != 0 {
			t.Errorf("%s: got %v, want nothing", tr.Key, got)
		}
	}
}

func TestExchangesThatWentWellGiveNothing(t *testing.T) {
	noMoney := reading("800", codes.NotMoved, "sign_on")
	noMoney.Code.Retry = codes.RetryNotNeeded
	got := ids(show(func(s *Set) {
		s.Exchange(diag.Exchange{Kind: transcripts.KindSignOn, Answered: true, Code: "00"})
		s.Exchange(diag.Exchange{Kind: transcripts.KindSignOn, Answered: true, Code: "800", Reading: noMoney})
		s.Exchange(diag.Exchange{Kind: transcripts.KindBalance, Answered: true, Code: "55"})
		s.Exchange(diag.Exchange{Kind: transcripts.KindSettlement, Answered: true, Balance: "1"})
	}))
	if len(got) != 0 {
		t.Errorf("got %v", got)
	}
}

func TestUnknownCausesAndOpenBooksGiveOther(t *testing.T) {
	if got := one(declinedSale("k", "000123", "Q7", "no_such_cause")); !slices.Equal(got, []string{"response.other"}) {
		t.Errorf("a cause without a text: got %v", got)
	}
	open := declinedSale("k", "000123", "05")
	open.Legs[0].Reading = codes.Reading{}
	open.Legs[0].Others = []codes.Reading{reading("05", codes.NotMoved, "do_not_honour"), reading("05", codes.NotMoved, "verification")}
	if got := one(open); !slices.Equal(got, []string{"response.other"}) {
		t.Errorf("readings that disagree: got %v", got)
	}
	open.Legs[0].Others[1] = reading("05", codes.NotMoved, "do_not_honour")
	if got := one(open); !slices.Equal(got, []string{"response.do_not_honour"}) {
		t.Errorf("readings that agree: got %v", got)
	}
}

// plain are causes that say too little, or never stand in a payment's answer,
// to have a text of their own: they give response.other.
var plain = []string{
	"admin", "approved", "approved_partly", "fee", "file", "private", "reconcile", "reversed", "stand_in", "token", "unknown",
}

func TestTheCausesOfTheBooksAreKnown(t *testing.T) {
	lib := codes.Open()
	used := map[string]bool{}
	for _, b := range lib.Books() {
		for _, c := range lib.Codes(b.ID) {
			if c.Class != codes.ClassAny && c.Class != codes.ClassAnswer || c.Approved() || len(c.Causes) == 0 {
				continue
			}
			main := c.Causes[0]
			used[main] = true
			if !slices.Contains(responseCauses, main) && !slices.Contains(plain, main) {
				t.Errorf("%s:%s is raised for %s, which no finding names", b.ID, c.Value, main)
			}
		}
	}
	for _, c := range responseCauses {
		if c != otherCause && !used[c] {
			t.Errorf("no book raises %s", c)
		}
	}
}
