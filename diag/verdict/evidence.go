package verdict

import (
	"cmp"
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// Prove lists in the verdict what was seen of a transaction, leg by leg and in
// order, each with its place. It is apart from [Judge.Transaction] because a
// verdict may be asked for many times before it stands, the proof once.
func (j Judge) Prove(t *diag.Transaction) {
	t.Verdict.Because = nil
	for i := range t.Legs {
		for _, e := range j.legEvidence(&t.Legs[i]) {
			e.Leg = i
			t.Verdict.Because = append(t.Verdict.Because, e)
		}
	}
}

func (j Judge) legEvidence(l *diag.Leg) []diag.Evidence {
	kind := kindNames[l.Kind]
	type step struct {
		evidence diag.Evidence
		seq      int64
	}
	var steps []step
	for i := range l.Seen {
		s := &l.Seen[i]
		m := s.Message
		text := requestText.With(kind, m.STAN)
		switch {
		case !s.Answers && m.STAN == "":
			text = bareRequestText.With(kind)
		case s.Answers && s.Mismatch != "":
			text = mismatchTexts[s.Mismatch].With(kind)
		case s.Answers:
			text = j.answerText(l, m)
		case l.Kind == transcripts.KindReversal && m.Reason != "":
			text = reversalText.With(m.STAN, m.Reason)
		}
		steps = append(steps, step{diag.Evidence{Text: text, Where: s.Where()}, s.Places[0].Seq})
	}
	for _, s := range l.Signals {
		steps = append(steps, step{diag.Evidence{Text: logText.With(strings.TrimSpace(s.Signal.Text)), Where: s.Where}, s.Seq})
	}
	slices.SortStableFunc(steps, func(a, b step) int {
		return cmp.Or(cmp.Compare(a.evidence.Where.Source, b.evidence.Where.Source), cmp.Compare(a.seq, b.seq))
	})
	out := make([]diag.Evidence, 0, len(steps)+1)
	for _, s := range steps {
		out = append(out, s.evidence)
	}
	for _, e := range []*diag.Evidence{l.Ambiguous, l.Overtaken, l.Settled} {
		if e != nil {
			out = append(out, *e)
		}
	}
	if len(l.Seen) > 0 && !slices.ContainsFunc(l.Seen, func(s diag.Sighting) bool { return s.Answers }) {
		out = append(out, diag.Evidence{Text: silentText.With(kind)})
	}
	return out
}

func (j Judge) answerText(l *diag.Leg, m *transcripts.Message) codes.Text {
	readings := j.read(m, m.CodeClass(), m.ResponseCode, l.Card)
	if len(readings) == 0 {
		return unknownCodeText.With(kindNames[l.Kind], m.ResponseCode)
	}
	return answerText.With(kindNames[l.Kind], m.ResponseCode, readings[0].Code.Name)
}

var (
	bareRequestText = codes.Text{EN: "%s sent", ZH: "发出%s"}
	requestText     = codes.Text{EN: "%s sent, trace no. %s", ZH: "发出%s，凭证号 %s"}
	reversalText    = codes.Text{EN: "reversal sent, trace no. %s, reason %s", ZH: "发出冲正，凭证号 %s，原因码 %s"}
	answerText      = codes.Text{EN: "%s answered: %s (%s)", ZH: "%s应答：%s（%s）"}
	unknownCodeText = codes.Text{EN: "%s answered: %s (in no table used here)", ZH: "%s应答：%s（不在所用码表里）"}
	logText         = codes.Text{EN: "the log says: %s", ZH: "日志写着：%s"}
	silentText      = codes.Text{EN: "no answer to the %s is in the sources", ZH: "所给日志里没有%s的应答"}
	mismatchTexts   = map[string]codes.Text{
		"mti":     {EN: "an answer of another type came for the %s; it does not count", ZH: "%s收到类型不符的应答，不算数"},
		"no_code": {EN: "an answer without a result code came for the %s; it does not count", ZH: "%s收到没有应答码的应答，不算数"},
		"amount":  {EN: "an answer with another amount came for the %s; it does not count", ZH: "%s收到金额不符的应答，不算数"},
		"card":    {EN: "an answer for another card came for the %s; it does not count", ZH: "%s收到卡号不符的应答，不算数"},
		"batch":   {EN: "an answer of another batch, merchant or order came for the %s; it does not count", ZH: "%s收到批次、商户或订单不符的应答，不算数"},
		"interim": {EN: "a result came for the %s, but not the message that makes it final; it does not count", ZH: "%s收到了结果，但没有收到使结果生效的完成报文，不算数"},
		"partial": {EN: "an answer to the %s breaks off before its end; it does not count", ZH: "%s的应答没有收全，不算数"},
	}
	kindNames = map[transcripts.Kind]codes.Text{
		transcripts.KindSale:       {EN: "sale", ZH: "消费"},
		transcripts.KindPreAuth:    {EN: "pre-authorisation", ZH: "预授权"},
		transcripts.KindCompletion: {EN: "completion", ZH: "预授权完成"},
		transcripts.KindAdjustment: {EN: "adjustment", ZH: "结算调整"},
		transcripts.KindReversal:   {EN: "reversal", ZH: "冲正"},
		transcripts.KindVoid:       {EN: "void", ZH: "撤销"},
		transcripts.KindRefund:     {EN: "refund", ZH: "退货"},
	}
)
