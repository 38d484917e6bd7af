package codepay

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// describe names every part of one packet.
func describe(f wire.Frame, side wire.Side, o ecr.Options) transcripts.Decoded {
	out := transcripts.Decoded{
		Guess: "stated", Complete: f.Fault == nil, Fault: f.Fault,
		Framing: transcripts.Framing{Length: "none", Stated: -1},
	}
	out.Message.Protocol = id
	if f.Kind == wire.Rejected {
		return out
	}
	out.Framing = transcripts.Framing{Length: "binary2", Stated: f.Body.Len(), Actual: f.Body.Len(), Skipped: dataAt}
	out.Fields = []transcripts.Field{{
		ID: "type", Name: codes.Text{EN: "Kind of packet", ZH: "报文类别"}, Value: f.Raw.Slice(atType, atType+1).Hex(),
		Meaning: typeNames[f.Sign], Offset: atType, Length: 1,
	}}
	if f.Kind == wire.Control {
		return out
	}
	x := read(f)
	out.Message, out.Fault, out.Complete = *x.message(function(side, x), o), x.fault, x.fault == nil
	for _, m := range x.list {
		field := transcripts.Field{ID: m.path, Name: ruleOf(m.name).name, Offset: dataAt + m.from, Length: m.to - m.from}
		if field.Value = m.shown(f.Body, x.damaged); m.path == "topic" || m.path == "biz_data.trans_type" {
			field.Meaning = x.name
		}
		field.Dropped = field.Value == "" && m.text != ""
		out.Fields = append(out.Fields, field)
	}
	return out
}

// typeNames explain the packets without data; the empty sign is one with data.
var typeNames = map[wire.Sign]codes.Text{
	"":             {EN: "data", ZH: "数据"},
	wire.Heartbeat: {EN: "heartbeat: the terminal shows that it lives", ZH: "心跳：终端表明自己在线"},
	wire.ACK:       {EN: "acknowledgement", ZH: "确认"},
	wire.Padding:   {EN: "packet without data", ZH: "没有数据的报文"},
	signHandshake:  {EN: "handshake", ZH: "握手"},
	signConfirmed:  {EN: "handshake confirmed", ZH: "握手确认"},
}
