package concert

import (
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/allow"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// wait is how long a terminal may take to answer a sign.
const wait = 3 * time.Second

// queries gives the only question there is: a session that is opened and, once
// the terminal is ready for a message, ended without one. No payment starts.
func queries(l wire.Link, _ ecr.Params) []ecr.Query {
	if l != wire.Serial {
		return nil
	}
	return []ecr.Query{allow.Declare(allow.Spec{
		Protocol: protocolID, Name: "link", Purpose: allow.Link, Title: textAskLink, Note: textLinkNote,
		Frame: []byte{enq}, Acks: []allow.Ack{{eot}},
		AckWait: wait, AnswerWait: wait,
		Dialogue: func() allow.Dialogue { return dialogue{} },
	})}
}

// dialogue follows the terminal's side of the question.
type dialogue struct{}

// Take implements [allow.Dialogue].
func (dialogue) Take(f wire.Frame) allow.Step {
	switch f.Sign {
	case wire.ACK:
		return allow.Step{Ack: allow.Ack{eot}, Done: true}
	case wire.NAK:
		return allow.Step{Refused: textNotReady}
	case wire.ENQ:
		// It has a result for the till. Answering would take that result away.
		return allow.Step{Refused: textHasResult}
	}
	return allow.Step{}
}

var (
	textAskLink  = codes.Text{EN: "ask whether it is ready, then end at once", ZH: "询问终端是否就绪，随即结束会话"}
	textLinkNote = codes.Text{
		EN: "This says only that a terminal is there. The protocol cannot ask for results: the journal on the terminal decides.",
		ZH: "这只能说明终端在线。该协议不能查询交易结果，请以终端上的交易流水为准。",
	}
	textNotReady = codes.Text{
		EN: "the terminal is busy, in a menu, or its link to the till is switched off (Cash Connection)",
		ZH: "终端正忙、停在菜单里，或没有开启收银机连接（Cash Connection）",
	}
	textHasResult = codes.Text{
		EN: "the terminal wants to hand a result to the till and was left alone",
		ZH: "终端要把交易结果交给收银机，没有打扰它",
	}
)
