package transbank

import (
	"slices"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/allow"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/stx"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// The times are those of the acquirer's own libraries. Their 150 s for an
// answer are for payments, which need a person.
const (
	ackWait    = 2 * time.Second
	answerWait = 20 * time.Second
	rowWait    = 10 * time.Second
)

var ack = allow.Ack{stx.ACK}

// queries are the questions: a link test, the result of the last initialising,
// the list of sales sent to the till, and two that print.
func queries(wire.Link, ecr.Params) []ecr.Query {
	declare := func(name string, purpose allow.Purpose, title codes.Text, body string, effects allow.Effect, note codes.Text, d func() allow.Dialogue) ecr.Query {
		return allow.Declare(allow.Spec{
			Protocol: id, Name: name, Purpose: purpose, Title: title, Frame: framed(body), Effects: effects, Note: note,
			AckWait: ackWait, AnswerWait: answerWait, Repeats: 2, Acks: []allow.Ack{ack}, Dialogue: d,
		})
	}
	one := func(answers ...string) func() allow.Dialogue {
		return func() allow.Dialogue { return &dialogue{answers: answers} }
	}
	return []ecr.Query{
		declare("poll", allow.Link, codes.Text{EN: "ask whether it is there", ZH: "测试连接"}, "0100", 0, codes.Text{}, one()),
		declare("initialised", allow.Status, codes.Text{EN: "ask how its last initialising ended (Autoservicio)", ZH: "查询最近一次初始化的结果（Autoservicio）"},
			"0080", 0, codes.Text{}, one("1080")),
		declare("detail", allow.Journal, codes.Text{EN: "ask for the list of its sales", ZH: "查询交易明细"}, "0260|1|", 0, codes.Text{},
			func() allow.Dialogue { return &list{dialogue: dialogue{answers: []string{"0261"}}} }),
		declare("last", allow.Last, codes.Text{EN: "ask for its last sale", ZH: "查询末笔交易"}, "0250|", allow.Prints, printsLast, one("0260")),
		declare("totals", allow.Totals, codes.Text{EN: "ask for its totals", ZH: "查询合计"}, "0700||", allow.Prints, printsTotals, one("0710")),
	}
}

var (
	printsLast = codes.Text{
		EN: "The terminal takes this for a reprint of the last slip and may use paper. No payment is made.",
		ZH: "终端会把它当作重打印末笔凭条，可能用纸，不会产生交易。",
	}
	printsTotals = codes.Text{
		EN: "The terminal prints a slip with its totals. The batch stays open.",
		ZH: "终端会打印合计单，批次不会结算。",
	}
)

func framed(body string) []byte {
	out := append([]byte{stx.STX}, body...)
	out = append(out, stx.ETX)
	return append(out, wire.XOR(0, out[1:]))
}

// dialogue waits for one answer; with none to wait for the acknowledgement is
// all.
type dialogue struct {
	answers []string
	acked   bool
}

// Take implements [allow.Dialogue].
func (d *dialogue) Take(f wire.Frame) allow.Step {
	switch {
	case f.Kind == wire.Control && f.Sign == wire.ACK:
		if d.acked {
			return allow.Step{}
		}
		d.acked = true
		return allow.Step{Done: len(d.answers) == 0}
	case f.Kind == wire.Control && f.Sign == wire.NAK:
		return allow.Step{Resend: !d.acked}
	case f.Kind != wire.Data || f.Check != wire.CheckOK:
		return allow.Step{} // the terminal sends a damaged answer once more by itself
	}
	if code, _ := split(f.Body, true); slices.Contains(d.answers, code) {
		return allow.Step{Ack: ack, Done: true}
	}
	// Anything else is meant for the till: whoever acknowledges it takes it away
	// from there.
	return allow.Step{}
}

// list waits for many rows. A row without an authorisation code ends it; the
// acquirer's library sees two of them.
type list struct {
	dialogue
	empty int
}

// Take implements [allow.Dialogue].
func (l *list) Take(f wire.Frame) allow.Step {
	s := l.dialogue.Take(f)
	if !s.Done {
		return s
	}
	_, parts := split(f.Body, true)
	if value(parts, auth.ID) == "" {
		l.empty++
	} else {
		l.empty = 0
	}
	s.Done, s.Longer = l.empty == 2, rowWait
	return s
}
