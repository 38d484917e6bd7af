package interview

import (
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/serial"
)

var (
	noQuestion     = codes.Text{EN: "%s has no harmless question for it.", ZH: "%s 没有可以安全发送的这类查询。"}
	needsReference = codes.Text{
		EN: "the result of one payment is asked for by the till's reference of it: --reference.",
		ZH: "查某一笔交易的结果要给出收银机的参考号：--reference。",
	}
	needsLeave = codes.Text{EN: "asking this %s; it is asked only with --allow %s.", ZH: "这个查询%s，加 --allow %s 才会发送。"}
	muteText   = codes.Text{EN: "the terminal did not answer the first question.", ZH: "第一个询问终端就没有应答。"}
	brokenText = codes.Text{EN: "the connection broke.", ZH: "连接中断了。"}
	noReason   = codes.Text{EN: "no usable answer came.", ZH: "没有得到可用的应答。"}

	reasons = map[serial.Outcome]codes.Text{
		serial.Nothing:      {EN: "no answer came.", ZH: "没有应答。"},
		serial.Acknowledged: {EN: "it was acknowledged, and no answer followed.", ZH: "终端确认收到，但没有给出应答。"},
		serial.NAKed:        {EN: "the terminal refused it as unreadable.", ZH: "终端表示读不懂。"},
		serial.Echoed:       {EN: "only the own bytes came back.", ZH: "只收到自己发出的内容。"},
		serial.OtherBytes:   {EN: "what came was no answer in this protocol.", ZH: "收到的内容不是这种协议的应答。"},
		serial.NotTaken:     {EN: "the other side takes no bytes.", ZH: "对方不接收任何字节。"},
	}

	effectTexts = []struct {
		effect ecr.Effect
		word   string
		says   codes.Text
	}{
		{ecr.Prints, "prints", codes.Text{EN: "may use paper", ZH: "可能会打印"}},
		{ecr.ContactsHost, "host", codes.Text{EN: "makes the terminal go online", ZH: "会让终端联机"}},
		{ecr.StartsPlanned, "planned", codes.Text{EN: "may be the moment at which the terminal starts work that it had planned", ZH: "可能使终端开始它预定的工作"}},
		{ecr.ResetsSession, "session", codes.Text{EN: "ends a session that the till has open", ZH: "会结束收银机已建立的会话"}},
	}
)

// EffectWords are the words by which a user allows effects, in order.
func EffectWords() []string {
	var out []string
	for _, e := range effectTexts {
		out = append(out, e.word)
	}
	return out
}

// Effect gives the effect that a word allows; 0 for a word that allows none.
func Effect(word string) ecr.Effect {
	for _, e := range effectTexts {
		if e.word == word {
			return e.effect
		}
	}
	return 0
}

// Words gives the words that allow these effects, joined by commas.
func Words(set ecr.Effect) string {
	var out []string
	for _, e := range effectTexts {
		if set&e.effect != 0 {
			out = append(out, e.word)
		}
	}
	return strings.Join(out, ",")
}

func effects(set ecr.Effect) codes.Text {
	var out codes.Text
	for _, e := range effectTexts {
		switch {
		case set&e.effect == 0:
		case out.IsZero():
			out = e.says
		default:
			out = codes.Text{EN: "%s and %s", ZH: "%s，%s"}.With(out, e.says)
		}
	}
	return out
}

// why says why a question that was asked has no answer.
func why(a serial.Answer) codes.Text {
	if !a.Words.IsZero() {
		return a.Words
	}
	if t, ok := reasons[a.Outcome]; ok {
		return t
	}
	return noReason
}
