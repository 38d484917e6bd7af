package main

import "github.com/posdoctor/posdoctor/codes"

// The help of simulate.
var (
	simulateShort = codes.Text{EN: "a pretend terminal, for demos, training and tests without hardware", ZH: "模拟终端：不用硬件也能演示、培训和测试"}
	simulateLong  = codes.Text{
		EN: "SCENARIO is one of the list, or a file of your own in the same form. The name of the port that it makes is printed first; give it to check, probe, capture or a till program. What a till asks is answered, a sale too, as the scenario says. It runs until Ctrl-C.",
		ZH: "“场景”可以是列表里的名称，也可以是同样格式的自己的文件。程序先打印出它建立的端口名称，把它交给 check、probe、capture 或收银软件即可。收银机问什么就按场景回答什么，消费也一样。按 Ctrl-C 结束。",
	}
	simulateSafe = codes.Text{
		EN: "No money moves: it is connected to nothing, opens only what it made itself, and can be reached from this machine only. An approval that it gives is worth nothing.",
		ZH: "不会动钱：它不连接任何系统，只打开自己建立的端口，也只有本机能连上。它给出的“批准”没有任何价值。",
	}
	simulateExampleList    = codes.Text{EN: "every scenario", ZH: "列出所有场景"}
	simulateExamplePort    = codes.Text{EN: "a healthy ZVT terminal on a pseudo-terminal", ZH: "伪终端上一台正常的 ZVT 终端"}
	simulateExampleListen  = codes.Text{EN: "over TCP, also on Windows, for five minutes", ZH: "通过 TCP（Windows 也行），运行五分钟"}
	simulateExampleCapture = codes.Text{EN: "no port at all: write what a till and the terminal would say to a capture file", ZH: "完全不用端口：把收银机和终端的对话写成抓包文件"}
	simulateExampleShow    = codes.Text{EN: "a scenario to start your own from", ZH: "以现成场景为底稿，写自己的场景"}
	simulateListShort      = codes.Text{EN: "every scenario that posdoctor brings along", ZH: "列出自带的所有场景"}
	simulateShowShort      = codes.Text{EN: "a scenario as it is written", ZH: "显示一个场景的内容"}
	simulateShowLong       = codes.Text{
		EN: "Save it to a file, change it, and give the file to simulate. Unknown keys are refused with their line.",
		ZH: "存成文件、修改后交给 simulate 即可。写错的键会指出在哪一行。",
	}
	columnScenario = codes.Text{EN: "Scenario", ZH: "场景"}
	columnProtocol = codes.Text{EN: "Protocol", ZH: "协议"}
	columnShows    = codes.Text{EN: "What it shows", ZH: "演示什么"}
	flagListen     = codes.Text{EN: "TCP `ADDRESS` on this machine instead of a pseudo-terminal, such as 127.0.0.1:0", ZH: "不用伪终端，改在本机的 TCP `地址`上等待连接，例如 127.0.0.1:0"}
	flagCapture    = codes.Text{EN: "play both sides in memory and write a capture `FILE`; - is standard output", ZH: "在内存里演完双方对话，写成抓包`文件`；- 表示标准输出"}
	flagFor        = codes.Text{EN: "stop after this `TIME`, such as 30s or 5m", ZH: "运行这么长`时间`后停止，例如 30s 或 5m"}
)

// What simulate says.
var (
	textPretend      = codes.Text{EN: "Pretend terminal: %s. No money moves.", ZH: "模拟终端：%s。不会动钱。"}
	textTry          = codes.Text{EN: "Try in another window: posdoctor check %s. Ctrl-C ends it.", ZH: "在另一个窗口试：posdoctor check %s。按 Ctrl-C 结束。"}
	textBack         = codes.Text{EN: "The cable is back.", ZH: "线缆重新接上了。"}
	textCaptured     = codes.Text{EN: "%[1]d records written to %[2]s; look at them with: posdoctor check %[2]s", ZH: "已写入 %[1]d 条记录：%[2]s；查看：posdoctor check %[2]s"}
	textNoScenario   = codes.Text{EN: "there is no scenario %q", ZH: "没有名为 %q 的场景"}
	textCaptureAlone = codes.Text{EN: "--capture plays in memory; it has no port and no length of its own", ZH: "--capture 在内存里演示，不能同时指定端口或时长"}
	hintScenarios    = codes.Text{EN: "posdoctor simulate list shows all; a file of your own ends in .yaml", ZH: "posdoctor simulate list 列出所有场景；自己的文件名要以 .yaml 结尾"}
	hintSpan         = codes.Text{EN: "write a time such as 30s, 5m or 2h", ZH: "请写时长，例如 30s、5m 或 2h"}
)
