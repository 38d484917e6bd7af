package mellon

import (
	"encoding/binary"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/allow"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// waitAnswer is how long a terminal may take: two seconds by section 5, and the
// network.
const waitAnswer = 5 * time.Second

// echoText is what the terminal shall send back.
const echoText = "posdoctor"

// queries gives the echo. Section 6.2 has it for checking the connection: it
// opens no session and the terminal does nothing but send it back with its
// number and version. While the terminal works on a payment it does not answer
// at all (section 3), so nothing can be disturbed.
func queries(wire.Link, ecr.Params) []ecr.Query {
	body := "ECR0201X/" + echoText
	frame := append(binary.BigEndian.AppendUint16(nil, uint16(len(body))), body...)
	return []ecr.Query{allow.Declare(allow.Spec{
		Protocol: protocolID, Name: "link", Purpose: allow.Link, Title: textAskLink, Note: textLinkNote,
		Frame: frame, AckWait: waitAnswer, AnswerWait: waitAnswer,
		Dialogue: func() allow.Dialogue { return dialogue{} },
	})}
}

// dialogue waits for the echo.
type dialogue struct{}

// Take implements [allow.Dialogue].
func (dialogue) Take(f wire.Frame) allow.Step {
	m, ok := parse(f.Body)
	switch {
	case f.Kind != wire.Data || !ok || m.side != wire.FromTerminal:
		return allow.Step{}
	case m.kind == 'X':
		return allow.Step{Done: true}
	case m.kind == 'E':
		c, _ := book().Lookup(protocolID, codes.ClassAny, "E"+m.get("E"))
		return allow.Step{Refused: textRefused.With(m.get("E"), c.Name)}
	}
	return allow.Step{}
}

var (
	textAskLink  = codes.Text{EN: "ask for an echo with terminal id and software version", ZH: "链路测试，同时取得终端号和软件版本"}
	textLinkNote = codes.Text{
		EN: "The protocol cannot ask for results: a lost one has to be settled with the terminal's own journal.",
		ZH: "该协议不能查询交易结果；结果丢失时，请以终端上的交易流水为准。",
	}
	textRefused = codes.Text{EN: "the terminal refused with error %s (%s)", ZH: "终端拒绝了，错误码 %s（%s）"}
)
