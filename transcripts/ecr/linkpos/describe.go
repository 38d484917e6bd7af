package linkpos

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hypercom"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// describe names every field of one frame. Fields of a frame that was cut off
// are shown as far as they were read.
func describe(f wire.Frame, side wire.Side, o ecr.Options) transcripts.Decoded {
	out := transcripts.Decoded{Guess: "stated", Complete: f.Fault == nil, Fault: f.Fault, Framing: hypercom.Framing(f)}
	out.Message.Protocol = id
	if f.Body.Len() == 0 {
		return out
	}
	r := newReader(o)
	p, ok := r.read(f)
	if !ok {
		if out.Complete = false; out.Fault == nil {
			out.Fault = hypercom.HeaderFault()
		}
		return out
	}
	as := transcripts.Request
	if p.speaker == roleAnswer && (p.role != roleBoth || side == wire.FromTerminal) {
		as = transcripts.Answer
	}
	out.Message, out.Fault, out.Complete = *r.message(p, f, as), p.fault, p.fault == nil
	_, out.Warnings = hypercom.Warnings(f)
	out.Fields = append(showHeader(p), table().Show(p.body, hypercom.BodyAt)...)
	return out
}

// showHeader gives the parts of the header.
func showHeader(p packet) []transcripts.Field {
	role := codes.Text{EN: "request", ZH: "请求"}
	switch p.speaker {
	case roleAnswer:
		role = codes.Text{EN: "answer", ZH: "应答"}
	case roleOneWay:
		role = codes.Text{EN: "request that wants no answer", ZH: "不要求应答的请求"}
	}
	if p.role == roleBoth || p.notice() {
		role = codes.Text{} // both sides write the same here
	}
	return []transcripts.Field{
		{ID: "role", Name: codes.Text{EN: "Who speaks", ZH: "发送方"}, Value: string(p.speaker), Meaning: role, Offset: hypercom.BodyAt + atRole, Length: 1},
		{ID: "code", Name: codes.Text{EN: "Transaction code", ZH: "交易码"}, Value: p.code, Meaning: p.name, Offset: hypercom.BodyAt + atCode, Length: 2},
		{ID: "response", Name: codes.Text{EN: "Response code", ZH: "应答码"}, Value: p.response, Offset: hypercom.BodyAt + atResponse, Length: 2},
	}
}
