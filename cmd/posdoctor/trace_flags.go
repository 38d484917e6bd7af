package main

import (
	"regexp"
	"strings"

	"golang.org/x/text/width"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/pick"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// typed gives a value as it was meant: a Chinese keyboard writes full-width
// digits. A whole card number is refused and not repeated, whatever option it was
// given to.
func typed(v string) (string, error) {
	v = width.Narrow.String(strings.TrimSpace(v))
	joined := strings.NewReplacer(" ", "", "-", "").Replace(v)
	if redact.New(nil).Text(joined) != joined {
		return "", &codes.Problem{ID: "usage.card_number", What: textWholeCard, Hint: hintWholeCard}
	}
	return v, nil
}

// textFlag takes a number or name as it stands.
type textFlag struct{ to *string }

func (f textFlag) String() string { return "" }

// Type names the value.
func (f textFlag) Type() string { return "string" }

// Set takes anything but a card number.
func (f textFlag) Set(v string) error {
	v, err := typed(v)
	if err != nil {
		return err
	}
	*f.to = v
	return nil
}

// digitsFlag takes a number of at most twelve digits.
type digitsFlag struct{ to *string }

func (f digitsFlag) String() string { return "" }

// Type names the value.
func (f digitsFlag) Type() string { return "number" }

// Set refuses what is no number, so that a slip is not looked for in vain.
func (f digitsFlag) Set(v string) error {
	v, err := typed(v)
	if err != nil {
		return err
	}
	if v == "" || len(v) > 12 || strings.Trim(v, "0123456789") != "" {
		return &codes.Problem{ID: "usage.value", What: textBadValue.With(v), Hint: hintSTAN}
	}
	*f.to = v
	return nil
}

// last4Flag takes the last digits of a card and nothing more: a whole number has
// no place on a command line.
type last4Flag struct{ to *string }

func (f last4Flag) String() string { return "" }

// Type names the value.
func (f last4Flag) Type() string { return "digits" }

// endOfCard is the end of a card, alone or as the end of a masked number.
var endOfCard = regexp.MustCompile(`^(?:[0-9]{0,6}[*xX]+)?([0-9]{4})$`)

// Set takes four digits, also of a number that is masked. What is longer is not
// repeated.
func (f last4Flag) Set(v string) error {
	v, err := typed(v)
	if err != nil {
		return err
	}
	m := endOfCard.FindStringSubmatch(v)
	if m == nil {
		return &codes.Problem{ID: "usage.value", What: textBadLast4, Hint: hintLast4}
	}
	*f.to = m[1]
	return nil
}

// amountFlag takes an amount as people write it.
type amountFlag struct{ to *pick.Amount }

func (f amountFlag) String() string { return "" }

// Type names the value.
func (f amountFlag) Type() string { return "amount" }

// Set reads an amount.
func (f amountFlag) Set(v string) error {
	v, err := typed(v)
	if err != nil {
		return err
	}
	a, ok := pick.ParseAmount(v)
	if !ok {
		return &codes.Problem{ID: "usage.value", What: textBadValue.With(v), Hint: hintAmount}
	}
	*f.to = a
	return nil
}

// timeFlag takes a moment as people remember it.
type timeFlag struct{ to *pick.Time }

func (f timeFlag) String() string { return "" }

// Type names the value.
func (f timeFlag) Type() string { return "time" }

// Set reads a moment.
func (f timeFlag) Set(v string) error {
	v, err := typed(v)
	if err != nil {
		return err
	}
	t, ok := pick.ParseTime(v)
	if !ok {
		return &codes.Problem{ID: "usage.value", What: textBadValue.With(v), Hint: hintTime}
	}
	*f.to = t
	return nil
}

var (
	traceShort = codes.Text{EN: "one payment to the byte: everything seen of it, and the proof", ZH: "查一笔交易：全部记录、依据精确到字节"}
	traceLong  = []codes.Text{
		{
			EN: "Say which payment by what you have of it; all of it must fit. When several fit they are listed, each with the option that names it alone; when none does, what nearly fits is told. INPUT is as for check, and the verdict rests on all of it.",
			ZH: "用手头的线索指明是哪一笔，给出的线索要全部符合。符合的有几笔时会列出来，并写明怎样只选其中一笔；一笔都不符合时会列出相近的。输入与 check 相同，结论以全部输入为依据。",
		},
		{
			EN: "Each place is a file, a line, the byte at which it starts and how many bytes it has; in a compressed file they count in the content. Both clocks are shown: the one of the log, and the one in the message. The exit code is 1 when the payment needs attention.",
			ZH: "每条依据都写明文件、行号、起始字节和长度；压缩文件按解压后的内容计算。两个时钟都会显示：日志的时钟和报文里的时间。这笔交易需要处理时退出码是 1。",
		},
	}
	traceExampleSTAN   = codes.Text{EN: "by the trace number on the slip", ZH: "按签购单上的凭证号"}
	traceExampleAmount = codes.Text{EN: "by amount and time, give or take five minutes", ZH: "按金额和时间，前后五分钟都算"}
	traceExampleLast   = codes.Text{EN: "the last payment, with its masked bytes", ZH: "最后一笔，连同打码后的原始字节"}
	traceExamplePipe   = codes.Text{EN: "for another program", ZH: "交给别的程序处理"}

	flagKey          = codes.Text{EN: "the payment with this `KEY`, as json and -v show it", ZH: "按`编号`找，编号见 json 和本命令的输出"}
	flagSTAN         = codes.Text{EN: "with this trace `NUMBER`, also that of its reversal", ZH: "按`凭证号`（流水号）找，冲正的凭证号也可以"}
	flagRRN          = codes.Text{EN: "with this reference `NUMBER` (RRN), order or receipt number", ZH: "按`参考号`（RRN）、订单号或票据号找"}
	flagAmount       = codes.Text{EN: "of this `AMOUNT`: 128.00, \"CNY 128.00\", or in minor units CNY:12800", ZH: "按`金额`找：128.00、\"CNY 128.00\"，或以分为单位写 CNY:12800"}
	flagTime         = codes.Text{EN: "at this `TIME`, give or take five minutes: 10:14, \"2026-11-20 10:14\", or a day", ZH: "按`时间`找，前后五分钟都算：10:14、\"2026-11-20 10:14\"，或只写日期"}
	flagLast4        = codes.Text{EN: "with a card that ends in these four `DIGITS`", ZH: "按卡号最后四位`数字`找"}
	flagTraceLast    = codes.Text{EN: "only the last `N` of those that fit", ZH: "只看符合的最后 `N` 笔"}
	flagTraceFormat  = codes.Text{EN: "`FORMAT`: text (usual), json, markdown or html", ZH: "输出`格式`：text（默认）、json、markdown 或 html"}
	flagTraceVerbose = codes.Text{EN: "each record field by field, with its masked bytes", ZH: "逐条列出各域和打码后的原始字节"}

	hintTraceInput = codes.Text{
		EN: "export the log of your terminal to a file, then: posdoctor trace FILE --stan 000123",
		ZH: "先把终端的日志导出成文件，再运行：posdoctor trace 文件 --stan 000123",
	}
	textTracePort    = codes.Text{EN: "trace reads files, not a port", ZH: "trace 只读文件，不读串口"}
	hintTracePort    = codes.Text{EN: "record what the terminal sends first: posdoctor capture %s", ZH: "请先录下终端发送的内容：posdoctor capture %s"}
	hintSTAN         = codes.Text{EN: "write the digits only, for example 000123", ZH: "只写数字，例如 000123"}
	textBadLast4     = codes.Text{EN: "this takes exactly four digits", ZH: "这里只要四位数字"}
	hintLast4        = codes.Text{EN: "write the last four digits of the card, never the whole number", ZH: "只写卡号最后四位，不要写完整卡号"}
	hintAmount       = codes.Text{EN: `write 128.00, "CNY 128.00" or CNY:12800`, ZH: `请写 128.00、"CNY 128.00" 或 CNY:12800`}
	hintTime         = codes.Text{EN: `write 10:14, "2026-11-20 10:14" or 2026-11-20; five minutes before and after count too`, ZH: `请写 10:14、"2026-11-20 10:14" 或 2026-11-20；前后五分钟都算`}
	textWholeCard    = codes.Text{EN: "this looks like a whole card number, so it was not used", ZH: "这看起来是完整的卡号，没有采用"}
	hintWholeCard    = codes.Text{EN: "give only the last four digits, with --last4, and delete the line from the history of your shell", ZH: "只用 --last4 写最后四位，并把这一行从命令历史里删掉"}
	textNotFound     = codes.Text{EN: "there is no payment in it", ZH: "里面没有交易"}
	hintNotFound     = codes.Text{EN: "see what is in it: posdoctor check FILE", ZH: "看看里面有什么：posdoctor check 文件"}
	textNoneFits     = codes.Text{EN: "none of the %d payments fits all of this", ZH: "%d 笔交易里没有全部符合的"}
	hintNoneFits     = codes.Text{EN: "give fewer options, or list all payments: posdoctor trace FILE", ZH: "少给几个条件，或列出全部交易：posdoctor trace 文件"}
	hintCovers       = codes.Text{EN: "what was read is from %[1]s to %[2]s; list all payments: posdoctor trace FILE", ZH: "读取的内容从 %[1]s 到 %[2]s；列出全部交易：posdoctor trace 文件"}
	hintNear         = codes.Text{EN: "the payments above nearly fit; look once more at what does not", ZH: "上面几笔很接近，请再核对一下不符的那一项"}
	textNear         = codes.Text{EN: "nearly: %s (does not fit: %s)", ZH: "相近：%s（不符：%s）"}
	textNotAll       = codes.Text{EN: "%d of %d payments that fit are written", ZH: "符合的 %[2]d 笔里只写出了 %[1]d 笔"}
	textSheetMissing = codes.Text{EN: "Not known, or not in full; look it up before the call: %s.", ZH: "下列内容未知或不完整，联系前请先查到：%s。"}
	listComma        = codes.Text{EN: ", ", ZH: "、"}
)
