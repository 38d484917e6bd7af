package main

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/report"
)

// profileKeys explains the keys of posdoctor.yaml; a test holds it complete.
var profileKeys = []struct {
	key  string
	says codes.Text
}{
	{"language", codes.Text{EN: "en or zh", ZH: "en 或 zh"}},
	{"books", codes.Text{EN: "the code books of your card networks, likeliest first: [unionpay, visa]", ZH: "使用的响应码表，最可能的写在前面：[unionpay, visa]"}},
	{"dialect", codes.Text{EN: "the message format, if guessing gets it wrong", ZH: "报文格式；自动识别不对时才需要写"}},
	{"capture", codes.Text{EN: "who books an approval: host (the usual case) or terminal (only when the batch is uploaded)", ZH: "批准之后由谁入账：host（主机，最常见）或 terminal（终端批上送之后才入账）"}},
	{"merchant", codes.Text{EN: "your merchant number", ZH: "商户号"}},
	{"shop", codes.Text{EN: "who writes letters, and where: name, place, country (CN; whose limits apply)", ZH: "写信的一方：name（店名）、place（地点）、country（国家，如 CN；决定适用哪里的时限）"}},
	{"terminals", codes.Text{EN: "a list of terminals: id, merchant, name", ZH: "终端列表：id（终端号）、merchant（商户号）、name（名称）"}},
	{"cable", codes.Text{EN: "how the terminal hangs on this machine: port, line (9600 8N1), protocol, variant, register (number of the till)", ZH: "终端怎样接在本机上：port（端口）、line（9600 8N1）、protocol（协议）、variant（协议变体）、register（收银机号）"}},
	{"time_zone", codes.Text{EN: "the terminals' time zone, Asia/Shanghai", ZH: "终端所在时区，例如 Asia/Shanghai"}},
	{"currency", codes.Text{EN: "for amounts that do not state one, CNY", ZH: "金额没有写币种时用的货币，例如 CNY"}},
	{"contacts", codes.Text{EN: "a list of whom to call: role (acquirer, support, issuer, bank), name, phone, note", ZH: "联系人列表：role（acquirer 收单机构、support 客服、issuer 发卡行、bank 银行）、name、phone、note"}},
	{"hosts", codes.Text{EN: "a list of hosts the terminals talk to, for posdoctor net: name, address (host:port), tls (true, false or auto)", ZH: "终端要连接的主机列表，供 posdoctor net 使用：name、address（主机:端口）、tls（true、false 或 auto）"}},
	{"holidays", codes.Text{EN: "days on which banks do not work: [2026-10-01]", ZH: "银行不上班的日子：[2026-10-01]"}},
	{"workdays", codes.Text{EN: "weekend days on which they do: [2026-10-10]", ZH: "调休上班的周末：[2026-10-10]"}},
	{"cases", codes.Text{EN: "the folder of your cases, seen from the folder of the profile", ZH: "存放个案的文件夹，相对于配置文件所在的文件夹"}},
	{"retention_days", codes.Text{EN: "how many days after closing a case purge may delete it; without it nothing is deleted", ZH: "结案多少天之后 purge 才可以删除个案；不写就什么都不删"}},
}

func (a *app) profilePage() []report.Block {
	pairs := report.Block{Kind: report.Pairs, Indent: 2}
	for _, k := range profileKeys {
		pairs.Rows = append(pairs.Rows, []report.Span{{Text: k.key, Tone: report.Strong}, {Text: a.say(k.says)}})
	}
	return []report.Block{
		a.heading(headProfile), paragraph(a.say(textProfile)), a.heading(headKeys), pairs,
		a.heading(headExamples), indented("capture: host"), indented("time_zone: Asia/Shanghai"),
		indented("terminals:"), indented(`  - id: "12345678"`), indented("    name: till 1"),
		indented("hosts:"), indented("  - name: acquirer"), indented("    address: pay.example.com:8443"), indented("    tls: true"),
	}
}

var (
	headProfile = codes.Text{EN: "posdoctor.yaml", ZH: "posdoctor.yaml"}
	textProfile = codes.Text{
		EN: "A profile tells posdoctor what a dump cannot say. Every key may be left out. It is looked for in this order: --profile FILE, posdoctor.yaml in the current folder, in the folders above it, then posdoctor/posdoctor.yaml in your configuration folder. Only the first one found is used. A key that posdoctor does not know is an error.",
		ZH: "配置文件告诉 posdoctor 日志里看不出的事。每个键都可以不写。查找顺序：--profile 指定的文件、当前文件夹里的 posdoctor.yaml、上级各级文件夹里的、个人配置文件夹里的 posdoctor/posdoctor.yaml；只用最先找到的一个。不认识的键会报错。",
	}
	headKeys = codes.Text{EN: "Keys", ZH: "键"}
)
