package main

import "github.com/posdoctor/posdoctor/codes"

// redactedKinds names what a copy hides, in the order in which it is told.
var redactedKinds = []struct {
	kind string
	name codes.Text
}{
	{"pan", codes.Text{EN: "card numbers", ZH: "卡号"}},
	{"track", codes.Text{EN: "magnetic stripe data", ZH: "磁道信息"}},
	{"pin", codes.Text{EN: "PINs, PIN blocks, expiry dates, security codes", ZH: "密码、密码密文、有效期、安全码"}},
	{"key", codes.Text{EN: "keys", ZH: "密钥"}},
	{"personal", codes.Text{EN: "names, phone and identity numbers", ZH: "姓名、电话、证件号"}},
	{"other", codes.Text{EN: "values that nobody can judge", ZH: "无法判断内容的数据"}},
	{"line", codes.Text{EN: "whole lines that are too long or no text", ZH: "整行隐藏（过长或不是文本）"}},
}

var (
	redactShort = codes.Text{EN: "make a copy of a log that may be shared", ZH: "生成可以外发的脱敏日志副本"}
	redactLong  = codes.Text{
		EN: "Card numbers keep their first six and last four digits; magnetic stripe data, PIN blocks, expiry dates, keys and names are hidden. Reference numbers, amounts, times and answers stay, so that a bank can find the payment.",
		ZH: "卡号只保留前六位和后四位；磁道信息、密码密文、有效期、密钥和姓名都会隐藏。参考号、金额、时间和应答保留，银行可以据此查到交易。",
	}
	redactPlaces = codes.Text{
		EN: "The copy is exactly as long as the original, so every line and offset that a report names holds in it, and check says of the copy what it says of the original. In hex a hidden digit is an x, elsewhere a star. Of a gzip file the copy is of what is in it.",
		ZH: "副本与原文件长度完全相同，报告里写的行号和位置在副本里同样有效，用 check 检查副本，结论也相同。十六进制里隐藏的数字写成 x，其他地方写成星号。gzip 文件的副本是解压后的内容。",
	}
	redactCloses = codes.Text{
		EN: "What cannot be masked safely, such as a binary file, makes no copy at all (exit code 3). The original is never changed; keep it, for it is the proof.",
		ZH: "无法可靠脱敏的内容（例如二进制文件）不会生成副本（退出码 3）。原文件不会被改动；请妥善保存，它是证据。",
	}
	redactExampleFile = codes.Text{EN: "a copy to send to the bank", ZH: "生成一份可以发给银行的副本"}
	redactExampleMap  = codes.Text{EN: "and a list of which card stands where, as card#1, card#2", ZH: "另外列出哪张卡出现在哪里，用 card#1、card#2 表示"}
	flagCardMap       = codes.Text{EN: "also write to this `FILE` which card stands where: card#1, card#2", ZH: "另外把哪张卡出现在哪里（card#1、card#2）写到这个`文件`"}

	textOneLog        = codes.Text{EN: "redact makes a copy of one file", ZH: "redact 一次只处理一个文件"}
	hintOneLog        = codes.Text{EN: "name each file by itself: posdoctor redact FILE -o COPY", ZH: "请逐个文件处理：posdoctor redact 文件 -o 副本"}
	textMapIsCopy     = codes.Text{EN: "the copy and the list of cards cannot be one file", ZH: "副本和卡片清单不能写到同一个文件"}
	textCopyMade      = codes.Text{EN: "Copied %d lines, %d bytes, each at its place.", ZH: "已复制 %d 行、%d 字节，位置全部不变。"}
	textCopyGzip      = codes.Text{EN: "The input is compressed; the copy is of what is in it.", ZH: "输入是压缩文件；副本是解压后的内容。"}
	headHidden        = codes.Text{EN: "Hidden", ZH: "已隐藏"}
	textNothingHidden = codes.Text{EN: "Nothing had to be hidden.", ZH: "没有需要隐藏的内容。"}
	textLookOver      = codes.Text{
		EN: "Look the copy over before you send it: what is written in free words, or a card number of twelve digits without a label, is not always recognised.",
		ZH: "外发之前请再看一遍副本：随意书写的内容，以及没有标注的 12 位卡号，不一定都能识别出来。",
	}
)
