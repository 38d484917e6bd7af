package linkpos

import (
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/allow"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/bcdlen"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hide"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hypercom"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

const (
	testCode    = "D0"
	inquiryCode = "74"
	// referenceLen is the width of reference 1, padded with blanks.
	referenceLen = 20

	ackWait     = 2 * time.Second   // taxi meter sample
	testWait    = 10 * time.Second  // an echo needs no host
	inquiryWait = 120 * time.Second // bridge, v1.6.0
)

// queries are the questions of the KBTG variant, the only one whose
// specification calls any harmless. The inquiry is offered only to who names
// that variant: in another acquirer's build the same digits may do something
// else, as 71 does.
func queries(_ wire.Link, p ecr.Params) []ecr.Query {
	if p.Profile != "" && p.Profile != variantKBTG {
		return nil
	}
	out := []ecr.Query{allow.Declare(allow.Spec{
		Protocol: id, Name: "test", Purpose: allow.Link,
		Title:   codes.Text{EN: "test the connection", ZH: "测试通信"},
		Frame:   frame("60000000001" + string(roleAnswer) + testCode + "001\x1c"),
		AckWait: ackWait, AnswerWait: testWait, Repeats: 1,
		Acks:     hypercom.Acks(),
		Dialogue: func() allow.Dialogue { return answers(testCode) },
	})}
	if p.Profile != variantKBTG || !goodReference(p.Reference) {
		return out
	}
	value := p.Reference + strings.Repeat(" ", referenceLen-len(p.Reference))
	return append(out, allow.Declare(allow.Spec{
		Protocol: id, Name: "inquiry", Purpose: allow.Last,
		Title: codes.Text{EN: "look one payment up by the till's reference", ZH: "按收银参考号查询一笔交易"},
		Frame: frame("60000000001" + string(roleRequest) + inquiryCode + "000\x1cR1\x00\x20" + value + "\x1c"),
		Note: codes.Text{
			EN: "only for terminals of KBTG; no other acquirer's table of codes was seen",
			ZH: "仅适用于 KBTG 的终端；其他收单机构的交易码表未见公开",
		},
		AckWait: ackWait, AnswerWait: inquiryWait, Repeats: 1,
		Acks:     hypercom.Acks(),
		Dialogue: func() allow.Dialogue { return answers(inquiryCode) },
	}))
}

// frame builds what is sent. The texts above fit, so there is no error to give;
// an empty frame would declare no query.
func frame(data string) []byte {
	b, err := bcdlen.Encode([]byte(data))
	if err != nil {
		return nil
	}
	return b
}

// goodReference accepts what a till can have written: printable characters, and
// nothing that looks like card data.
func goodReference(s string) bool {
	if s == "" || len(s) > referenceLen || strings.TrimSpace(s) != s || !hide.Plain(s) {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' })
}

// answers tells the answer to a question by its transaction code.
func answers(code string) allow.Dialogue {
	return hypercom.Dialogue{Answers: func(b wire.Bytes) bool {
		h, ok := readHeader(b)
		return ok && h.code == code
	}}
}
