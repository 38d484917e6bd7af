package main

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
)

var stateWords = map[diag.CheckState]codes.Text{
	diag.CheckOK:      {EN: "ok", ZH: "正常"},
	diag.CheckProblem: {EN: "problem", ZH: "有问题"},
	diag.CheckUnknown: {EN: "not known", ZH: "不清楚"},
}

var stateTones = map[diag.CheckState]report.Tone{
	diag.CheckOK: report.Good, diag.CheckProblem: report.Bad, diag.CheckUnknown: report.Caution,
}

var (
	netShort = codes.Text{EN: "can this network reach the hosts of the terminals", ZH: "检查这个网络能不能连上终端要连的主机"}
	netLong  = []codes.Text{
		{
			EN: "Without HOST:PORT it looks at the hosts of posdoctor.yaml (posdoctor help profile). Run it on the network that the terminal is on, the same cable, Wi-Fi or SIM card: another network proves nothing about it.",
			ZH: "不写主机时，检查 posdoctor.yaml 里的 hosts（见 posdoctor help profile）。请在终端所用的同一个网络（同一网线、Wi-Fi 或 SIM 卡）里运行：换一个网络测不出终端的问题。",
		},
		{
			EN: "It asks for the name, opens and closes connections, and greets with a TLS handshake. Nothing else is sent: no request and no message of a payment. A host with tls: false in the profile is sent nothing at all.",
			ZH: "它只查询域名、建立并关闭连接、进行 TLS 握手，不发送任何其他内容：没有请求，也没有支付报文。配置文件里写了 tls: false 的主机，什么都不会发。",
		},
		{
			EN: "The exit code is 1 when a check found a problem and 4 when no host could be reached or none was given.",
			ZH: "有检查没通过时退出码是 1；所有主机都连不上或没有给出主机时是 4。",
		},
	}
	netExample        = codes.Text{EN: "one host", ZH: "检查一台主机"}
	netExampleProfile = codes.Text{EN: "the hosts of the profile, twenty connects each", ZH: "检查配置文件里的主机，每台连接二十次"}
	flagConnects      = codes.Text{EN: "`N` connects to each host, to see delay and loss (usual: 3)", ZH: "每台主机连接 `N` 次，用来看延迟和丢失（默认 3 次）"}
	hintConnects      = codes.Text{EN: "write a number from 1 to %d", ZH: "请写 1 到 %d 的数"}

	textBadHost       = codes.Text{EN: "%q is no host with a port", ZH: "%q 不是“主机:端口”"}
	hintBadHost       = codes.Text{EN: "write the name or the address and the port, for example pay.example.com:8443", ZH: "写成 主机名或地址:端口，例如 pay.example.com:8443"}
	textNoHost        = codes.Text{EN: "posdoctor needs a host to reach", ZH: "请给出要检查的主机"}
	hintNoHost        = codes.Text{EN: "name it as in the terminal's settings: posdoctor net HOST:PORT; or list hosts in posdoctor.yaml (posdoctor help profile)", ZH: "按终端设置里的写：posdoctor net 主机:端口；或在 posdoctor.yaml 里列出 hosts（见 posdoctor help profile）"}
	textNoHostReached = codes.Text{EN: "no host could be reached from here", ZH: "从这里连不上任何一台主机"}
	hintNoHostReached = codes.Text{EN: "start with the first problem above; a mobile hotspot tells whether it is this network", ZH: "先处理上面的第一个问题；用手机热点对比，就知道是不是这个网络的问题"}
	hintNetAgain      = codes.Text{EN: "run it again to the end", ZH: "请重新运行到结束"}

	headThisMachine  = codes.Text{EN: "This machine", ZH: "本机"}
	sentenceFine     = codes.Text{EN: "Every host can be reached, and no problem was found.", ZH: "所有主机都能连上，没有发现问题。"}
	sentenceProblems = codes.Text{EN: "Every host can be reached. Problems: %d.", ZH: "所有主机都能连上，但有 %d 个问题。"}
	sentenceSome     = codes.Text{EN: "%[1]d of %[2]d hosts can be reached.", ZH: "%[2]d 台主机中能连上 %[1]d 台。"}
	sentenceNone     = codes.Text{EN: "No host can be reached (tried: %d).", ZH: "连不上任何主机（试了 %d 台）。"}
	textMayBe        = codes.Text{EN: "Often because (%s):", ZH: "可能的原因（%s）："}
	textNotMade      = codes.Text{EN: "not checked: %s", ZH: "未检查：%s"}
	joinParts        = codes.Text{EN: "; ", ZH: "；"}
	textToDo         = codes.Text{EN: "What to do:", ZH: "怎么办："}
	remedyLine       = codes.Text{EN: "%[1]s: %[2]s", ZH: "%[1]s：%[2]s"}
)
