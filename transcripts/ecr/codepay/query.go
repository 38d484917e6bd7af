package codepay

import (
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/allow"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

const (
	ackWait    = 3 * time.Second
	answerWait = 5 * time.Second
)

// queries holds the handshake alone. Whether the terminal lives its heartbeat
// tells to who only listens, and a query of an order has to name the till's own
// program id.
func queries(wire.Link, ecr.Params) []ecr.Query {
	return []ecr.Query{allow.Declare(allow.Spec{
		Protocol: id, Name: "handshake", Purpose: allow.Link,
		Title:   codes.Text{EN: "shake hands", ZH: "握手"},
		Frame:   []byte{mark1, mark2, typeHandshake, 0, 0, 0, 0, typeHandshake, end1, end2},
		Effects: allow.ResetsSession,
		Note: codes.Text{
			EN: "the terminal ends the session that the till's program has open; the heartbeat, which needs no question, shows as well that the terminal lives",
			ZH: "终端会结束收银程序当前的会话；不发任何内容，只听心跳也能知道终端在线",
		},
		AckWait: ackWait, AnswerWait: answerWait,
		Dialogue: func() allow.Dialogue { return dialogue{} },
	})}
}

// dialogue waits for the confirmation; heartbeats go on meanwhile.
type dialogue struct{}

func (dialogue) Take(f wire.Frame) allow.Step {
	return allow.Step{Done: f.Kind == wire.Control && f.Sign == signConfirmed}
}
