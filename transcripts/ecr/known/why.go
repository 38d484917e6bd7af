package known

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Why says in words what speaks for the guess and what against it.
func (g Guess) Why() codes.Text {
	out := codes.Text{EN: "No whole frame fits it.", ZH: "没有一帧完整符合。"}
	switch {
	case g.ForeignNAK:
		out = codes.Text{
			EN: "The terminal refused with NAK, ETX and a check byte, as only this protocol spells it: the terminal lives and the line is right, but the question was in another protocol.",
			ZH: "终端用 NAK、ETX 加校验字节拒绝，只有这种协议这样写：终端在线、线路设置正确，但问话用的是另一种协议。",
		}
	case g.Score >= Proof:
		out = codes.Text{EN: "%d frames fit it, more than chance would give.", ZH: "有 %d 帧符合，不可能是巧合。"}.With(g.Good)
		if g.Good == 0 {
			out = codes.Text{EN: "Signs fit it that no other protocol sends.", ZH: "出现了只有这种协议才有的信号。"}
		} else if g.Good == 1 {
			out = codes.Text{EN: "One frame fits it in every part, more than chance would give.", ZH: "有一帧处处符合，不可能是巧合。"}
		}
	case g.Good == 1:
		out = codes.Text{EN: "One frame fits it; that is a likeness and no proof.", ZH: "有一帧符合，只能说相像，还不能断定。"}
	case g.Good > 1:
		out = codes.Text{EN: "%d frames fit it; that is a likeness and no proof.", ZH: "有 %d 帧符合，只能说相像，还不能断定。"}.With(g.Good)
	}
	if g.Link == wire.TCP {
		out = and(out, codes.Text{EN: "They are framed as over a network.", ZH: "帧格式是网络连接用的那种。"})
	}
	if g.Parity != 0 {
		out = and(out, codes.Text{
			EN: "It shows once the parity bit is taken off: the line runs at 7%s1, not at 8N1.",
			ZH: "去掉校验位后才看得出来：线路是 7%s1，不是 8N1。",
		}.With(string(rune(g.Parity))))
	}
	if g.Bad > 0 {
		out = and(out, codes.Text{EN: "Damaged frames: %d.", ZH: "损坏的帧：%d。"}.With(g.Bad))
	}
	if g.Noise > 0 {
		out = and(out, codes.Text{EN: "Bytes that fit no frame: %d.", ZH: "不属于任何帧的字节：%d。"}.With(g.Noise))
	}
	if g.Rival != "" {
		out = and(out, codes.Text{EN: "The same bytes also look like %s.", ZH: "同样的字节也像 %s。"}.With(g.Rival))
	}
	return out
}

// and puts one sentence behind another.
func and(a, b codes.Text) codes.Text {
	return codes.Text{EN: a.EN + " " + b.EN, ZH: a.ZH + b.ZH}
}
