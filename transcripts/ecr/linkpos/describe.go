package linkpos

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// describe names every field of one frame. Fields of a frame that was cut off
// are shown as far as they were read.
func describe(f wire.Frame, side wire.Side, o ecr.Options) transcripts.Decoded {
	out := transcripts.Decoded{Guess: "stated", Complete: f.Fault == nil, Fault: f.Fault, Framing: transcripts.Framing{Length: "none", Stated: -1}}
	out.Message.Protocol = id
	if f.Kind == wire.Control || f.Body.Len() == 0 {
		return out
	}
	out.Framing = transcripts.Framing{Length: "stx", Stated: stated(f.Raw), Actual: f.Body.Len(), Skipped: bodyAt}
	r := newReader(o)
	p, ok := r.read(f)
	if !ok {
		out.Complete, out.Fault = false, firstFault(f.Fault, noHeader())
		return out
	}
	as := transcripts.Request
	if p.speaker == roleAnswer && (p.role != roleBoth || side == wire.FromTerminal) {
		as = transcripts.Answer
	}
	m := r.message(p, f, as)
	out.Message, out.Fault, out.Complete = *m, p.fault, p.fault == nil
	for _, w := range m.Warnings {
		if w == damagedTranscript {
			out.Warnings = append(out.Warnings, f.Fault.What)
		}
	}
	out.Fields = append(showHeader(p), table().Show(p.body, bodyAt)...)
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
		{ID: "role", Name: codes.Text{EN: "Who speaks", ZH: "发送方"}, Value: string(p.speaker), Meaning: role, Offset: bodyAt + atRole, Length: 1},
		{ID: "code", Name: codes.Text{EN: "Transaction code", ZH: "交易码"}, Value: p.code, Meaning: p.name, Offset: bodyAt + atCode, Length: 2},
		{ID: "response", Name: codes.Text{EN: "Response code", ZH: "应答码"}, Value: p.response, Offset: bodyAt + atResponse, Length: 2},
	}
}

// stated is the length that a frame names in its second and third byte.
func stated(raw wire.Bytes) int {
	n := 0
	for _, c := range raw.B[1:bodyAt] {
		n = 100*n + 10*int(c>>4) + int(c&0x0F)
	}
	return n
}

func firstFault(a, b *transcripts.Fault) *transcripts.Fault {
	if a != nil {
		return a
	}
	return b
}
