package ecr17

import (
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/allow"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/stx"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Times of the public library: 2 s for an acknowledgement, up to three repeats.
// Its 60 s for an answer are for what needs the host.
const (
	ackWait    = 2 * time.Second
	answerWait = 15 * time.Second
	hostWait   = 60 * time.Second
	repeats    = 3
)

// queries are the questions: its state, the result that it keeps, its totals.
// All need the terminal's number, the last two also that of the till. The
// profile is the rule of the check byte; a terminal that computes another
// refuses, and its refusal tells which.
func queries(_ wire.Link, p ecr.Params) []ecr.Query {
	r, known := ruleOf(p.Profile)
	if !known || !numeric(p.Terminal, 8, 8) {
		return nil
	}
	declare := func(name string, purpose allow.Purpose, title codes.Text, text string, wait time.Duration, answers string, effects allow.Effect, note codes.Text) ecr.Query {
		return allow.Declare(allow.Spec{
			Protocol: id, Name: name, Purpose: purpose, Title: title, Frame: r.frame(p.Terminal + "0" + text), Effects: effects, Note: note,
			AckWait: ackWait, AnswerWait: wait, Repeats: repeats, Acks: acks(),
			Dialogue: func() allow.Dialogue { return &dialogue{rule: r, answers: answers} },
		})
	}
	out := []ecr.Query{
		declare("status", allow.Status, codes.Text{EN: "ask for its state", ZH: "查询状态"}, "s", answerWait, "s", 0, codes.Text{}),
	}
	if numeric(p.Register, 1, 8) {
		till := strings.Repeat("0", 8-len(p.Register)) + p.Register
		out = append(out,
			declare("last", allow.Last, codes.Text{EN: "ask for the last result that it keeps", ZH: "查询保存的末笔结果"}, "G"+till+"0000", answerWait, "EVeicv", 0, codes.Text{}),
			declare("totals", allow.Totals, codes.Text{EN: "ask for its totals", ZH: "查询合计"}, "T"+till+"00000000", hostWait, "T", allow.ContactsHost, asksHost),
		)
	}
	return out
}

var asksHost = codes.Text{
	EN: "The terminal asks its host for the totals. The session stays open.",
	ZH: "终端会联机查询合计，不会结算。",
}

func numeric(s string, least, most int) bool {
	return len(s) >= least && len(s) <= most && strings.Trim(s, "0123456789") == ""
}

// acks are the acknowledgements by each rule: which one a terminal wants is only
// known from its frames.
func acks() []allow.Ack {
	out := make([]allow.Ack, len(rules))
	for i, r := range rules {
		out[i] = r.control(stx.ACK)
	}
	return out
}

// dialogue waits for one answer.
type dialogue struct {
	rule    rule
	answers string // codes of frames that answer
	acked   bool
}

// Take implements [allow.Dialogue].
func (d *dialogue) Take(f wire.Frame) allow.Step {
	switch {
	case f.Kind == wire.Control && f.Sign == wire.ACK:
		d.acked = true
		return allow.Step{}
	case f.Kind == wire.Control && f.Sign == wire.NAK:
		// Whether an acknowledgement, which has no STX, has one in its check byte is
		// told differently; whether ETX is in it is sure.
		if theirs, ok := ruleOf(f.Rule); ok && f.Rule != "" && theirs.withETX() != d.rule.withETX() {
			return allow.Step{Refused: otherRule.With(d.rule.id, alike(theirs))}
		}
		return allow.Step{Resend: !d.acked}
	case isProgress(f):
		return allow.Step{Longer: hostWait}
	case f.Kind != wire.Data || f.Check != wire.CheckOK:
		return allow.Step{} // the terminal sends a damaged answer once more by itself
	}
	theirs, ok := ruleOf(f.Rule)
	if code := codeOf(f.Body); !ok || code == 0 || strings.IndexByte(d.answers, code) < 0 {
		// Anything else is meant for the till: whoever acknowledges it takes it
		// away from there.
		return allow.Step{}
	}
	return allow.Step{Ack: theirs.control(stx.ACK), Done: true}
}

// alike names the rules that treat ETX as one does.
func alike(r rule) string {
	var ids []string
	for _, x := range rules {
		if x.withETX() == r.withETX() {
			ids = append(ids, x.id)
		}
	}
	return strings.Join(ids, " / ")
}

var otherRule = codes.Text{
	EN: "the terminal understands ECR17 but does not compute the check byte by the rule %q; ask again with one of these as the profile: %s",
	ZH: "终端使用 ECR17，但校验字节不是按 %q 规则计算；请把下列规则之一作为配置再问一次：%s",
}
