package main

import (
	"strconv"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/report"
)

// topic is a page of help that belongs to no single command.
type topic struct {
	name  string
	title codes.Text
	draw  func(*app) []report.Block
}

var topics = []topic{
	{"exit-codes", codes.Text{EN: "what the exit codes mean", ZH: "退出码的含义"}, (*app).exitCodesPage},
	{"formats", codes.Text{EN: "what can be read, and how to get a dump", ZH: "能读什么，怎样取得日志"}, written(formatsPage)},
	{"protocols", codes.Text{EN: "what terminals and tills speak, and what may be asked", ZH: "终端与收银机用什么协议，可以问什么"}, (*app).protocolsPage},
	{"privacy", codes.Text{EN: "what happens to card numbers", ZH: "卡号会怎样处理"}, written(privacyPage)},
	{"profile", codes.Text{EN: "posdoctor.yaml: telling posdoctor about your shop", ZH: "posdoctor.yaml：告诉 posdoctor 你的门店情况"}, (*app).profilePage},
	{"letters", codes.Text{EN: "letters to the bank and others, and templates of your own", ZH: "写给银行等方面的信函，以及自己的模板"}, (*app).lettersPage},
	{"cases", codes.Text{EN: "how a payment is followed up, and what the files of a case hold", ZH: "怎样跟进一笔交易，个案文件里有什么"}, written(casesPage)},
	{"drivers", codes.Text{EN: "which driver a cable or a terminal needs", ZH: "线和终端需要什么驱动"}, (*app).driversPage},
	{"languages", codes.Text{EN: "how the language is chosen", ZH: "语言怎样确定"}, written(languagesPage)},
}

func topicNames() []string {
	names := make([]string, len(topics))
	for i, t := range topics {
		names[i] = t.name
	}
	return names
}

// written draws a topic that is text only: the first text is its heading, the
// rest are its points.
func written(texts []codes.Text) func(*app) []report.Block {
	return func(a *app) []report.Block {
		points := report.Block{Kind: report.Bullets}
		for _, t := range texts[1:] {
			points.Lines = append(points.Lines, report.Line{{Text: a.say(t)}})
		}
		return []report.Block{a.heading(texts[0]), points}
	}
}

func (a *app) exitCodesPage() []report.Block {
	pairs := report.Block{Kind: report.Pairs, Indent: 2}
	for _, e := range exitTable {
		pairs.Rows = append(pairs.Rows, []report.Span{{Text: strconv.Itoa(e.code), Tone: report.Strong}, {Text: a.say(e.meaning)}})
	}
	return []report.Block{a.heading(headExitCodes), pairs, paragraph(""), paragraph(a.say(textExitOrder))}
}

var (
	headExitCodes = codes.Text{EN: "Exit codes", ZH: "退出码"}
	textExitOrder = codes.Text{
		EN: "2 to 5 win over 1. An open money question always gives 1, unless --fail-on never.",
		ZH: "2 到 5 优先于 1。只要有钱的去向没弄清，就一定是 1，除非用了 --fail-on never。",
	}
)

var formatsPage = []codes.Text{
	{EN: "What can be read", ZH: "能读什么"},
	{EN: "text logs of Chinese POS programs, with labelled hex messages (发送报文, 接收报文, 请求报文, 应答报文, send, recv), on one line or as rows of a hex dump", ZH: "国内 POS 程序的文本日志：带标签的十六进制报文（发送报文、接收报文、请求报文、应答报文、send、recv），可以是一行，也可以是多行十六进制"},
	{EN: "jPOS logs in XML, also interleaved or cut off at the end", ZH: "jPOS 的 XML 日志，交错的、结尾被截断的也行"},
	{EN: "lines of hex, with or without a label before them", ZH: "一行一条的十六进制报文，前面有没有标签都行"},
	{EN: "captures of the line between till and terminal, which posdoctor capture and posdoctor tap write: posdoctor help capture", ZH: "posdoctor capture 和 posdoctor tap 录下的抓包文件，见 posdoctor help capture"},
	{EN: "as UTF-8, UTF-16, GBK or GB18030; the messages as ISO 8583 of 1987 or 1993, in ASCII, BCD or EBCDIC", ZH: "文件编码可以是 UTF-8、UTF-16、GBK 或 GB18030；报文可以是 1987 版或 1993 版 ISO 8583，用 ASCII、BCD 或 EBCDIC"},
	{EN: "To get a dump: most terminals export their log to a USB stick or an SD card from the manager's or engineer's menu; cash-register programs keep log files in their own folder. Ask the support line of the terminal if you do not find it. Copy the file, and check the copy.", ZH: "怎样取得日志：多数终端可以在主管或维护菜单里把日志导出到 U 盘或 SD 卡；收银软件一般把日志放在自己的文件夹里。找不到就问终端的客服。请先复制，再检查复制出来的文件。"},
	{EN: "What is not understood is counted and said, never dropped in silence.", ZH: "看不懂的内容会计数并说明，不会悄悄丢掉。"},
}

var privacyPage = []codes.Text{
	{EN: "What happens to card numbers", ZH: "卡号会怎样处理"},
	{EN: "Card numbers are masked while they are read: at most the first six and the last four digits are kept. Tracks, PIN blocks and keys are dropped. No option shows them.", ZH: "卡号在读取时就会打码，最多只保留前六位和后四位；磁道、密码密文和密钥直接丢弃。没有任何选项能显示它们。"},
	{EN: "Nothing that was read is sent anywhere and no copy is kept. posdoctor writes only the file you name and, when you ask for it, a case (posdoctor help cases), a bundle of evidence and the keys for it; capture and tap, which are there to record, name a file after the port if you do not.", ZH: "读到的内容不会发往任何地方，也不留副本；posdoctor 只会写你指定的文件，以及你要求建立的个案（见 posdoctor help cases）、证据包及其密钥；capture 和 tap 专门用来录制，没有指定文件时按端口取名。"},
	{EN: "A bundle holds masked copies of the logs and no plain digest of an original, from which missing digits could be tried out: only one under a key that stays with you.", ZH: "证据包里只有遮盖后的日志副本，不写原文件的普通摘要（否则可以逐个试出缺失的数字），只写用您自己保管的密钥计算的摘要。"},
	{EN: "The dump itself may hold clear card data. Keep it where only those who need it can read it, and delete it when the case is closed.", ZH: "日志文件本身可能含有明文卡号。请放在只有相关人员能看的地方，事情处理完就删除。"},
	{EN: "Your shell keeps what you type. Give a message with card data to decode as a file or through a pipe, not on the command line.", ZH: "命令行会记住输入过的内容。含卡号的报文请用文件或管道交给 decode，不要直接写在命令行里。"},
}

var languagesPage = []codes.Text{
	{EN: "How the language is chosen", ZH: "语言怎样确定"},
	{EN: "The first of these that says something decides: --lang, POSDOCTOR_LANG, language in posdoctor.yaml, LC_ALL, LC_MESSAGES, LANG, on Windows the display language, else English.", ZH: "按下面的顺序，哪个先有设置就用哪个：--lang、POSDOCTOR_LANG、posdoctor.yaml 里的 language、LC_ALL、LC_MESSAGES、LANG、Windows 的显示语言；都没有就用英文。"},
	{EN: "There are two: en (English) and zh (Simplified Chinese). JSON carries both at once.", ZH: "有两种：en（英文）和 zh（简体中文）。JSON 里两种都有。"},
}
