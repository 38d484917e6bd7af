package main

import (
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/serial/probe"
)

var (
	probeShort = codes.Text{EN: "find out what is at the end of a cable", ZH: "查清线缆另一头接的是什么"}
	probeLong  = []codes.Text{
		{
			EN: "It listens first and recognises what it hears. Then, if you say yes, it asks one harmless question of the likeliest protocol, at the settings that are usual for it, and says why at each step. It never tries the questions of several protocols, and nothing that it can send moves money or changes the terminal.",
			ZH: "先只听，识别听到的内容；得到同意后，再用最可能的协议、按它常用的线路设置问一个无害的问题，每一步都说明原因。它不会把各种协议的查询挨个试，能发出的内容也不会动钱、不会更改终端。",
		},
		{
			EN: "PORT is a device (/dev/ttyUSB0, COM3) or tcp://HOST:PORT. The exit code is 0 when a terminal was recognised or answered, else 4.",
			ZH: "端口可以是设备（/dev/ttyUSB0、COM3），也可以是 tcp://主机:端口。识别出终端或得到应答时退出码是 0，否则是 4。",
		},
	}
	probeExample       = codes.Text{EN: "listen, then ask after your yes", ZH: "先听，同意后再问"}
	probeExampleListen = codes.Text{EN: "send nothing at all", ZH: "完全不发送"}
	probeExampleTCP    = codes.Text{EN: "a terminal in the network", ZH: "网络里的终端"}

	flagProbeListen = codes.Text{EN: "listen for this `LONG` at each setting: 3s (usual), 10s", ZH: "每种设置下听多`久`：3s（默认）、10s"}
	flagListenOnly  = codes.Text{EN: "send nothing", ZH: "只听，不发送"}
	flagProbeYes    = codes.Text{EN: "ask the harmless question without asking you first", ZH: "不再征求同意，直接发送无害的查询"}
	flagProbeFormat = codes.Text{EN: "`FORMAT`: text (usual) or json", ZH: "输出`格式`：text（默认）或 json"}

	askQuestion   = codes.Text{EN: "May posdoctor send one question that cannot move money: %s?", ZH: "可以发送一个不会动钱的询问吗：%s？"}
	stepColon     = codes.Text{EN: ": ", ZH: "："}
	labelProtocol = codes.Text{EN: "protocol", ZH: "协议"}
	labelLine     = codes.Text{EN: "line", ZH: "线路设置"}
	headSnippet   = codes.Text{EN: "For posdoctor.yaml", ZH: "可写入 posdoctor.yaml"}

	outcomeTexts = map[probe.Outcome]codes.Text{
		probe.Recognised:    {EN: "The terminal was recognised by what it sends.", ZH: "根据终端发出的内容识别出来了。"},
		probe.Answered:      {EN: "The terminal answers.", ZH: "终端有应答。"},
		probe.Busy:          {EN: "The terminal is there and busy.", ZH: "终端在，但正忙。"},
		probe.Refused:       {EN: "The terminal is there and does not answer now.", ZH: "终端在，但现在不予应答。"},
		probe.OtherProtocol: {EN: "The terminal is alive and speaks another protocol.", ZH: "终端是通的，但用的是另一种协议。"},
		probe.WrongSpeed:    {EN: "Something talks at another speed or format.", ZH: "有设备在说话，但速率或格式不对。"},
		probe.Console:       {EN: "This is a log console, not the port for the till.", ZH: "这是日志或调试口，不是收银机接口。"},
		probe.Echo:          {EN: "Only an echo comes back: there is no terminal at the end of this cable.", ZH: "只有回显：这根线的另一头没有终端。"},
		probe.CableEnd:      {EN: "Nothing is at the other end of the cable, or it has no power.", ZH: "线缆另一头没有设备，或设备没有通电。"},
		probe.MenuSetting:   {EN: "A device is there, but it does not take questions on this port.", ZH: "另一头有设备，但这个端口不接受询问。"},
		probe.Silent:        {EN: "Nothing came from the terminal, and the cable does not tell why.", ZH: "终端没有任何反应，线缆信号也看不出原因。"},
		probe.Undecided:     {EN: "It could not be told which protocol the terminal speaks.", ZH: "看不出终端用的是哪种协议。"},
		probe.NotAsked:      {EN: "Nothing was asked, so nothing more is known.", ZH: "没有询问，所以没有更多结果。"},
	}
)

// withPort puts the port's own name where a text only says PORT.
func withPort(s string, lang codes.Lang, name string) string {
	if strings.ContainsAny(name, " ;&|<>$`\"'") {
		return s
	}
	word := " PORT"
	if lang == codes.Chinese {
		word = " 端口"
	}
	return strings.Replace(s, word, " "+name, 1)
}
