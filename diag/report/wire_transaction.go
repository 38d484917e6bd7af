package report

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

type wireTransaction struct {
	Key      string        `json:"key"`
	Revision int           `json:"revision"`
	Kind     string        `json:"kind"`
	Method   string        `json:"method"`
	Order    string        `json:"order,omitempty"`
	At       string        `json:"at"`
	Zone     string        `json:"zone"`
	Amounts  wireAmounts   `json:"amounts"`
	Card     wireCard      `json:"card"`
	STAN     string        `json:"stan"`
	RRN      string        `json:"rrn"`
	AuthCode string        `json:"auth_code"`
	Terminal string        `json:"terminal"`
	Merchant string        `json:"merchant"`
	Batch    string        `json:"batch"`
	Response *wireResponse `json:"response,omitempty"`
	Legs     []wireLeg     `json:"legs"`
	Verdict  wireVerdict   `json:"verdict"`
	Findings []string      `json:"findings"`
	// Timeline is there only where one payment is traced.
	Timeline []wireRow `json:"timeline,omitempty"`
}

type wireAmounts struct {
	Currency  string `json:"currency"`
	Known     bool   `json:"known"`
	Requested int64  `json:"requested"`
	Approved  int64  `json:"approved"`
	Captured  int64  `json:"captured"`
	Returned  int64  `json:"returned"`
	Pending   int64  `json:"pending"`
}

type wireCard struct {
	Masked string `json:"masked"`
	Name   string `json:"name"`
}

type wireResponse struct {
	Book       string     `json:"book"`
	Code       string     `json:"code"`
	Name       codes.Text `json:"name"`
	Meaning    codes.Text `json:"meaning"`
	Confidence string     `json:"confidence"`
	DeclinedBy []string   `json:"declined_by"`
	Others     []string   `json:"others"`
}

type wireLeg struct {
	Kind        string              `json:"kind"`
	Target      string              `json:"target"`
	TargetIndex int                 `json:"target_index"`
	Link        string              `json:"link"`
	STAN        string              `json:"stan"`
	RRN         string              `json:"rrn"`
	At          string              `json:"at"`
	Amount      *int64              `json:"amount"`
	State       string              `json:"state"`
	Code        string              `json:"code"`
	Reason      string              `json:"reason"`
	Attempts    int                 `json:"attempts"`
	Seen        []transcripts.Where `json:"seen"`
}

type wireVerdict struct {
	Money       string               `json:"money"`
	Stage       string               `json:"stage"`
	Confidence  string               `json:"confidence"`
	Rule        string               `json:"rule"`
	Sentence    codes.Text           `json:"sentence"`
	AsOf        string               `json:"as_of"`
	Because     []wireEvidence       `json:"because"`
	WouldSettle codes.Text           `json:"would_settle"`
	Guards      map[string]wireGuard `json:"guards"`
}

func toTransaction(t diag.Transaction) wireTransaction {
	var root diag.Leg
	if len(t.Legs) > 0 {
		root = t.Legs[0]
	}
	v := t.Verdict
	method := t.Method
	if method == "" {
		method = "card"
	}
	a := v.Amounts
	return wireTransaction{
		Key: t.Key, Revision: t.Revision, Kind: string(t.Kind), Method: method, Order: root.Order,
		At: stamp(root.At), Zone: string(root.At.Zone),
		Amounts: wireAmounts{
			Currency: a.Currency, Known: a.Known, Requested: a.Requested, Approved: a.Approved,
			Captured: a.Captured, Returned: a.Returned, Pending: a.Pending,
		},
		Card: wireCard{Masked: root.Card.Masked, Name: t.CardName},
		STAN: root.STAN, RRN: root.RRN, AuthCode: root.AuthCode, Terminal: root.Terminal,
		Merchant: root.Merchant, Batch: root.Batch,
		Response: toResponse(root.Code, root.Reading, root.Others),
		Legs:     each(capped(t.Legs), func(l diag.Leg) wireLeg { return toLeg(t.Legs, l) }),
		Verdict: wireVerdict{
			Money: v.Money.String(), Stage: string(v.Stage), Confidence: v.Confidence.String(), Rule: string(v.Reason),
			Sentence: v.Sentence, AsOf: stamp(v.AsOf), Because: each(capped(v.Because), toEvidence), WouldSettle: v.WouldSettle,
			Guards: map[string]wireGuard{
				"charge_again": toGuard(v.Guards.ChargeAgain), "refund": toGuard(v.Guards.Refund), "void": toGuard(v.Guards.Void),
			},
		},
		Findings: each(t.Findings, func(f string) string { return f }),
	}
}

// toResponse is nil when nothing answered with a code.
func toResponse(code string, r codes.Reading, others []codes.Reading) *wireResponse {
	if code == "" {
		return nil
	}
	return &wireResponse{
		Book: r.Code.Book, Code: code, Name: r.Code.Name, Meaning: r.Code.Meaning, Confidence: string(r.Code.Confidence),
		DeclinedBy: each(r.Code.DeclinedBy, func(p codes.Party) string { return string(p) }),
		Others:     each(capped(others), func(o codes.Reading) string { return o.Code.Book + ":" + o.Code.Value }),
	}
}

func toLeg(all []diag.Leg, l diag.Leg) wireLeg {
	w := wireLeg{
		Kind: string(l.Kind), TargetIndex: -1, Link: string(l.Link), STAN: l.STAN, RRN: l.RRN, At: stamp(l.At),
		State: string(l.State), Code: l.Code, Reason: l.Reason, Attempts: l.Attempts, Seen: []transcripts.Where{},
	}
	if l.Target >= 0 && l.Target < len(all) {
		w.Target, w.TargetIndex = string(all[l.Target].Kind), l.Target
	}
	if l.Amount.Known {
		w.Amount = &l.Amount.Minor
	}
	for _, s := range l.Seen {
		for _, p := range s.Places {
			if len(w.Seen) < listed {
				w.Seen = append(w.Seen, p.Where)
			}
		}
	}
	return w
}
