package nets

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hypercom"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// describe names every field of one frame.
func describe(f wire.Frame, side wire.Side, o ecr.Options) transcripts.Decoded {
	out := transcripts.Decoded{Guess: "stated", Complete: f.Fault == nil, Fault: f.Fault, Framing: hypercom.Framing(f)}
	out.Message.Protocol = id
	if f.Body.Len() == 0 {
		return out
	}
	p, ok := read(f)
	if !ok {
		if out.Complete = false; out.Fault == nil {
			out.Fault = hypercom.HeaderFault()
		}
		return out
	}
	as := transcripts.FunctionUnknown
	switch {
	case side == wire.FromRegister:
		as = transcripts.Request
	case side == wire.FromTerminal, p.response != version:
		as = transcripts.Answer
	}
	out.Message, out.Fault, out.Complete = *message(p, f, as, o), p.fault, p.fault == nil
	_, out.Warnings = hypercom.Warnings(f)
	out.Fields = append(showHeader(p, table().Head(f.Body, f.Fault != nil), as), table().Show(p.body, hypercom.BodyAt)...)
	return out
}

// showHeader gives the parts of the header, as far as they may be seen.
func showHeader(p packet, seen wire.Bytes, as transcripts.Function) []transcripts.Field {
	code := codes.Text{EN: "Response code, or the version of a request", ZH: "应答码，或请求的版本"}
	switch as {
	case transcripts.Request:
		code = codes.Text{EN: "Version", ZH: "版本"}
	case transcripts.Answer:
		code = codes.Text{EN: "Response code", ZH: "应答码"}
	}
	return []transcripts.Field{
		{ID: "ECN", Name: codes.Text{EN: "Number of the request (ECN)", ZH: "请求编号（ECN）"}, Value: seen.Slice(0, ecnLen).Text(), Offset: hypercom.BodyAt, Length: ecnLen},
		{ID: "function", Name: codes.Text{EN: "Function", ZH: "功能码"}, Value: seen.Slice(ecnLen, atResponse).Text(), Meaning: p.name, Offset: hypercom.BodyAt + ecnLen, Length: 2},
		{ID: "response", Name: code, Value: seen.Slice(atResponse, atReserved).Text(), Offset: hypercom.BodyAt + atResponse, Length: 2},
	}
}
