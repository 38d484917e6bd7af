package rules

import (
	"fmt"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// The builders below make transactions by hand, as pairing would leave them.

func at(seq int64) []diag.Place {
	return []diag.Place{{Where: transcripts.Where{Line: seq, Offset: seq * 100, Length: 80}, Seq: seq}}
}

func request(seq int64) diag.Sighting {
	return diag.Sighting{Message: &transcripts.Message{Function: transcripts.Request}, Dir: transcripts.Sent, Places: at(seq)}
}

func answered(seq int64, code string) diag.Sighting {
	return diag.Sighting{
		Message: &transcripts.Message{Function: transcripts.Answer, ResponseCode: code},
		Dir:     transcripts.Received, Answers: true, Places: at(seq),
	}
}

func reading(code string, money codes.Money, causes ...string) codes.Reading {
	return codes.Reading{Code: codes.Code{
		Book: "unionpay", Value: code, Name: codes.Text{EN: "name of " + code, ZH: "名称" + code}, Money: money, Causes: causes,
	}}
}

func sale(stan string, state diag.State, seen ...diag.Sighting) diag.Leg {
	return diag.Leg{
		Kind: transcripts.KindSale, Target: -1, STAN: stan, Terminal: "10000001", Attempts: 1, State: state, Seen: seen,
		Amount: transcripts.Amount{Minor: 12800, Currency: "CNY", Known: true},
		Card:   transcripts.Card{Masked: "622848*********0019", Token: "a"},
	}
}

func approvedSale(stan string) diag.Leg {
	l := sale(stan, diag.StateApproved, request(1), answered(2, "00"))
	l.Code, l.Reading = "00", reading("00", codes.Moved, "approved")
	return l
}

func reversal(state diag.State, code string, attempts int) diag.Leg {
	l := sale("000123", state, request(3))
	l.Kind, l.Target, l.Code, l.Attempts = transcripts.KindReversal, 0, code, attempts
	if code != "" {
		l.Seen = append(l.Seen, answered(4, code))
	}
	return l
}

func with(l diag.Leg, seq int64, ids ...transcripts.SignalID) diag.Leg {
	for _, id := range ids {
		l.Signals = append(l.Signals, diag.SignalSeen{
			Signal: transcripts.Signal{ID: id}, Seq: seq, Where: transcripts.Where{Line: seq, Offset: 1, Length: 1},
		})
	}
	return l
}

func tx(key string, v diag.Verdict, legs ...diag.Leg) *diag.Transaction {
	return &diag.Transaction{Key: key, Kind: legs[0].Kind, Legs: legs, Verdict: v}
}

func declinedSale(key, stan, code string, causes ...string) *diag.Transaction {
	l := sale(stan, diag.StateDeclined, request(1), answered(2, code))
	l.Code, l.Reading = code, reading(code, codes.NotMoved, causes...)
	return tx(key, diag.Verdict{
		Money: diag.NotCharged, Confidence: diag.Proved, Reason: diag.ReasonDeclined,
		Guards: diag.Guards{ChargeAgain: diag.Guard{State: diag.Safe}},
	}, l)
}

var (
	unknown   = diag.Verdict{Money: diag.MoneyUnknown, Reason: diag.ReasonNoAnswer}
	charged   = diag.Verdict{Money: diag.Charged, Stage: diag.StageCaptured, Confidence: diag.Proved, Reason: diag.ReasonApproved}
	returning = diag.Verdict{Money: diag.Returning, Reason: diag.ReasonReversalPending}
)

// show runs one set over what do shows it.
func show(do func(*Set)) []diag.Finding {
	s := New(diag.Profile{})
	do(s)
	return s.Finish()
}

func ids(fs []diag.Finding) []string {
	var out []string
	for _, f := range fs {
		out = append(out, f.ID)
	}
	return out
}

func one(t *diag.Transaction) []string { return ids(show(func(s *Set) { s.Transaction(t) })) }

func key(i int) string { return fmt.Sprintf("k%d", i) }
