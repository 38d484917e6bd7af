package zvt

import "github.com/posdoctor/posdoctor/codes"

// What the questions are called, and what to know about them.
var (
	textAskState   = codes.Text{EN: "ask for its state and software version", ZH: "查询终端状态和软件版本"}
	textAskDetails = codes.Text{EN: "ask for its state with model, serial number and clock", ZH: "查询终端状态、型号、序列号和时钟"}
	textAskLast    = codes.Text{EN: "ask for the result of the last payment", ZH: "查询最后一笔交易的结果"}
	textAskTotals  = codes.Text{EN: "ask for the totals since the last end-of-day", ZH: "查询上次日终以来的合计"}

	textPlanned = codes.Text{
		EN: "The terminal may take this moment to start work that it had planned anyway, such as an automatic end-of-day.",
		ZH: "终端可能借此机会开始原本就安排好的工作，例如自动日终结算。",
	}
	textLast = codes.Text{
		EN: "The result is sent over the cable; the terminal is told not to print. It is about the last stored transaction, whichever that was: compare amount and receipt number.",
		ZH: "结果只通过线路发送，并已告知终端不要打印。返回的是终端最后存储的一笔交易，请核对金额和票据号。",
	}
	textTotals = codes.Text{
		EN: "Nothing is settled. Some terminals print the totals.",
		ZH: "不会做结算。有的终端会打印合计单。",
	}
	textUsualPassword = codes.Text{
		EN: "It is asked with the usual password 000000; if yours is another one, the terminal refuses.",
		ZH: "这里使用常见密码 000000；如果您的密码不同，终端会拒绝。",
	}
	textBusy = codes.Text{
		EN: "the terminal is in the middle of something with the till and was left alone",
		ZH: "终端正在处理收银机的指令，没有打扰它",
	}
	textWantsMore = codes.Text{
		EN: "the terminal wants the till to do something that posdoctor does not do",
		ZH: "终端要求收银机执行一项 posdoctor 不会做的操作",
	}
	textRefused        = codes.Text{EN: "the terminal refused with code %02X", ZH: "终端拒绝了，结果码 %02X"}
	textRefusedBecause = codes.Text{EN: "the terminal refused with code %02X (%s)", ZH: "终端拒绝了，结果码 %02X（%s）"}
)

// sentences sets one text after the other.
func sentences(a, b codes.Text) codes.Text {
	return codes.Text{EN: a.EN + " " + b.EN, ZH: a.ZH + b.ZH}
}
