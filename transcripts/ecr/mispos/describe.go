package mispos

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hypercom"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// describe names every tag of one frame.
func describe(f wire.Frame, side wire.Side, o ecr.Options) transcripts.Decoded {
	out := transcripts.Decoded{Guess: "stated", Complete: f.Fault == nil, Fault: f.Fault, Framing: hypercom.Framing(f)}
	out.Message.Protocol = id
	if f.Body.Len() == 0 {
		return out
	}
	if n := notice(f.Body); n != "" {
		out.Fields = []transcripts.Field{{ID: n, Name: noticeNames[n], Offset: hypercom.BodyAt, Length: f.Body.Len(), Dropped: n == noticeLog}}
		if n == noticeDone {
			out.Fields[0].Value = f.Body.Text()[len(noticeDone):]
		}
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
	case p.get(tagCode) != "":
		as = transcripts.Answer
	case side == wire.FromRegister:
		as = transcripts.Request
	}
	out.Message, out.Fault, out.Complete = *p.message(f, as, o), p.fault, p.fault == nil
	_, out.Warnings = hypercom.Warnings(f)
	out.Fields = show(p.objects, hypercom.BodyAt, p.damaged, o)
	return out
}

var noticeNames = map[string]codes.Text{
	noticeDone: {EN: "Final success; number of the invoice", ZH: "交易最终成功，票据号"},
	noticeLog:  {EN: "Part of the terminal's log", ZH: "终端日志片段"},
}

// show gives objects for showing. base is where they start in the frame.
func show(objects []object, base int, damaged bool, o ecr.Options) []transcripts.Field {
	out := make([]transcripts.Field, 0, len(objects))
	for _, x := range objects {
		r := ruleOf(x.tag)
		f := transcripts.Field{ID: x.tag, Name: r.name, Offset: base + x.at, Length: x.from - x.at + x.value.Len()}
		switch r.keep {
		case keepContainer:
			inner, stop := split(x.value)
			f.Sub = show(inner, base+x.from, damaged, o)
			f.Dropped = stop < x.value.Len()
		case keepPAN:
			f.Value = card(number(x.value), o).Masked
		default:
			f.Value = r.text(x.value, damaged)
			f.Dropped = f.Value == "" && x.value.Len() > 0
		}
		f.Meaning = meanings[x.tag+"="+f.Value]
		out = append(out, f)
	}
	return out
}

// meanings explain the values that the source names. Response codes are not
// here: their meaning stands in their book.
var meanings = map[string]codes.Text{
	tagKind + "=00":              {EN: "command", ZH: "指令"},
	tagKind + "=" + kindEmbedded: {EN: "message for the host, carried by the till", ZH: "由收银机转送的主机报文"},
	tagType + "=" + typeStatus:   {EN: "status query", ZH: "状态查询"},
	tagEnd + "=" + endFollows:    {EN: "the result is not final yet", ZH: "结果尚未最终确定"},
	"DF0C=01":                    {EN: "sign on first", ZH: "需要先签到"},
}
