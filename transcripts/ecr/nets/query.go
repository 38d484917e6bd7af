package nets

import (
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/allow"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/bcdlen"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hypercom"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

const (
	ackWait    = 2 * time.Second
	answerWait = 60 * time.Second
)

// fromMemory is what the user should know: nobody could show the numbers in
// writing, so nobody can say either that the terminal asks no host.
var fromMemory = codes.Text{
	EN: "the number of this function is known from memory only, not from a document; whether the terminal goes online for it is not known",
	ZH: "该功能码仅凭记忆，没有文件可以印证；终端是否会因此联机也不清楚",
}

// questions are the harmless functions, the most harmless first. 80 is a sign-on
// that changes keys and is never sent.
var questions = []struct {
	name, function string
	purpose        allow.Purpose
	title          codes.Text
}{
	{"status", "55", allow.Status, codes.Text{EN: "ask for its state", ZH: "查询终端状态"}},
	{"last", "56", allow.Last, codes.Text{EN: "ask for the last transaction", ZH: "查询末笔交易"}},
	{"last-approved", "57", allow.Last, codes.Text{EN: "ask for the last approved transaction", ZH: "查询末笔批准的交易"}},
}

func queries(wire.Link, ecr.Params) []ecr.Query {
	var out []ecr.Query
	for _, q := range questions {
		// No till that counts by date makes such a number, so an answer that
		// carries it answers this question.
		ecn := "0000000000" + q.function
		frame, err := bcdlen.Encode([]byte(ecn + q.function + version + "0\x1c"))
		if err != nil {
			continue
		}
		out = append(out, allow.Declare(allow.Spec{
			Protocol: id, Name: q.name, Purpose: q.purpose, Title: q.title, Frame: frame,
			Effects: allow.ContactsHost, Note: fromMemory,
			AckWait: ackWait, AnswerWait: answerWait, Repeats: 1,
			Acks: hypercom.Acks(),
			Dialogue: func() allow.Dialogue {
				return hypercom.Dialogue{Answers: func(b wire.Bytes) bool {
					h, ok := readHeader(b)
					return ok && h.ecn == ecn && h.function == q.function
				}}
			},
		}))
	}
	return out
}
