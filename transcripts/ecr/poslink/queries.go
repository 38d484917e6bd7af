package poslink

import (
	"encoding/base64"
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/allow"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/stx"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// The times of the public serial drivers: 7 to 9 s for an acknowledgement, 3 s
// for the EOT behind one's own.
const (
	ackWait    = 9 * time.Second
	answerWait = 30 * time.Second
	endWait    = 10 * time.Second
	repeats    = 2
)

var ack = allow.Ack{stx.ACK}

// queries are the questions: who it is, its totals, what it stored offline, and
// the record of one payment by the till's reference. The last payment is not
// asked for blindly: it may be another till's.
func queries(l wire.Link, p ecr.Params) []ecr.Query {
	declare := func(name string, purpose allow.Purpose, title codes.Text, groups ...string) ecr.Query {
		s := allow.Spec{
			Protocol: id, Name: name, Purpose: purpose, Title: title, AckWait: ackWait, AnswerWait: answerWait, Repeats: repeats,
			Acks: []allow.Ack{ack}, Frame: framed(groups...),
		}
		s.Dialogue = func() allow.Dialogue { return &dialogue{command: groups[0], web: l == wire.TCP} }
		if l == wire.TCP {
			// There is nothing to acknowledge: the answer is the body of the reply.
			s.AckWait, s.Acks, s.Repeats = answerWait, nil, 0
			s.Frame = []byte(getStart + base64.StdEncoding.EncodeToString(s.Frame) + " HTTP/1.0" + headEnd)
		}
		return allow.Declare(s)
	}
	out := []ecr.Query{
		declare("version", allow.Version, codes.Text{EN: "ask who it is", ZH: "查询设备信息"}, "A00", "1.28"),
		declare("stored", allow.Status, codes.Text{EN: "ask what it approved offline and has not sent", ZH: "查询尚未上送的离线交易"}, "R10", "1.45", "2"),
		declare("totals", allow.Totals, codes.Text{EN: "ask for the totals of its batch", ZH: "查询本批合计"}, "R00", "1.45", "00", "", ""),
	}
	if reference(p.Reference) {
		out = append(out, declare("record", allow.Last, codes.Text{EN: "ask for one payment by the till's reference", ZH: "按收银系统参考号查询一笔交易"},
			"R02", "1.45", "00", "", "", "", "", "", p.Reference, ""))
	}
	return out
}

// reference accepts what a till may have sent: printable, without separators,
// and not so long that a terminal cuts it.
func reference(s string) bool {
	return s != "" && len(s) <= 32 && !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' })
}

func framed(groups ...string) []byte {
	out := append([]byte{stx.STX}, strings.Join(groups, string(rune(fs)))...)
	out = append(out, stx.ETX)
	return append(out, wire.XOR(0, out[1:]))
}

// dialogue waits for one answer, and over a serial line for the EOT behind it.
type dialogue struct {
	command  string
	web      bool
	acked    bool
	answered bool
}

// Take implements [allow.Dialogue].
func (d *dialogue) Take(f wire.Frame) allow.Step {
	switch {
	case f.Kind == wire.Control && f.Sign == wire.ACK:
		d.acked = true
		return allow.Step{}
	case f.Kind == wire.Control && f.Sign == wire.NAK:
		return allow.Step{Resend: !d.acked && !d.web}
	case f.Kind == wire.Control && f.Sign == wire.EOT:
		return allow.Step{Done: d.answered}
	case f.Kind != wire.Data || f.Check != wire.CheckOK:
		return allow.Step{} // the terminal sends a damaged answer once more by itself
	}
	if body := split(f.Body, true); !body.answer || body.command != d.command {
		// Anything else is meant for the till: whoever acknowledges it takes it away
		// from there.
		return allow.Step{}
	}
	d.answered = true
	if d.web {
		return allow.Step{Done: true}
	}
	return allow.Step{Ack: ack, Longer: endWait}
}
