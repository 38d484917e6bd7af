package main

import "github.com/posdoctor/posdoctor/codes"

var (
	checkShort = codes.Text{EN: "look into a dump: where is the money, and what to do now", ZH: "检查日志：钱在哪里，现在该怎么办"}
	checkLong  = []codes.Text{
		{
			EN: "INPUT is a log file, a folder with log files, a pattern such as *.log, or - for standard input. Several inputs are put together: the same sale in two logs counts once.",
			ZH: "输入可以是日志文件、装日志的文件夹、*.log 这样的通配符，或 -（标准输入）。多个输入会合在一起看：两份日志里的同一笔交易只算一次。",
		},
		{
			EN: "The exit code is 0 when nothing needs attention and 1 when something does: posdoctor help exit-codes.",
			ZH: "没有需要处理的问题时退出码是 0，有则是 1，见 posdoctor help exit-codes。",
		},
	}
	checkExampleFile   = codes.Text{EN: "one log", ZH: "检查一份日志"}
	checkExampleFolder = codes.Text{EN: "all logs of a folder, the sales since that evening", ZH: "检查文件夹里的所有日志，只看当晚以后的交易"}
	checkExampleFollow = codes.Text{EN: "stay with a log that grows", ZH: "持续跟踪还在增长的日志"}
	checkExamplePage   = codes.Text{EN: "a page to open in a browser, to print or to hand on", ZH: "生成网页，可以用浏览器打开、打印或转交"}
	checkExamplePipe   = codes.Text{EN: "for another program", ZH: "交给别的程序处理"}

	flagSince   = codes.Text{EN: "only sales from this `TIME` on, as the logs write it: 2026-11-20 or \"2026-11-20 18:30\"", ZH: "只看这个`时间`以后的交易，按日志里的时间写：2026-11-20 或 \"2026-11-20 18:30\""}
	flagUntil   = codes.Text{EN: "only sales up to this `TIME`; a day counts to its end", ZH: "只看到这个`时间`为止的交易；只写日期就算到当天结束"}
	flagLast    = codes.Text{EN: "only the last `N` sales", ZH: "只看最后 `N` 笔交易"}
	flagFailOn  = codes.Text{EN: "the least `SEVERITY` that gives exit code 1: never, info, warning (usual), critical", ZH: "达到什么`级别`时退出码为 1：never、info、warning（默认）、critical"}
	flagOnly    = codes.Text{EN: "`WHICH` sales json and jsonl list: all (usual) or attention; counts are always whole", ZH: "json 和 jsonl 列出`哪些`交易：all 全部（默认）或 attention 需要处理的；统计数总是完整的"}
	flagFormat  = codes.Text{EN: "`FORMAT`: text (usual), json, jsonl, which writes while it reads, markdown, html, a page in both languages for a browser and for paper, or junit for build servers, in which what needs attention is a failure", ZH: "输出`格式`：text（默认）、json、边读边写的 jsonl、markdown、html 网页（中英文都有，可以打印），或给持续集成用的 junit（需要处理的算失败）"}
	flagOutput  = codes.Text{EN: "write to this `FILE` instead; it appears only when it is whole", ZH: "写到这个`文件`；全部写完后才会出现"}
	flagVerbose = codes.Text{EN: "every payment that needs attention, with its proof", ZH: "详细列出每笔需要处理的交易和依据"}
	flagQuiet   = codes.Text{EN: "one sentence only", ZH: "只显示一句话"}

	textNoInput = codes.Text{EN: "posdoctor needs a dump to look into", ZH: "请给出要检查的日志"}
	hintNoInput = codes.Text{
		EN: "export the log of your terminal to a file, then: posdoctor check FILE (how to get one: posdoctor help formats)",
		ZH: "先把终端的日志导出成文件，再运行：posdoctor check 文件（怎样导出：posdoctor help formats）",
	}
	textProfileUsed   = codes.Text{EN: "profile: %s", ZH: "配置文件：%s"}
	textNotUnderstood = codes.Text{EN: "nothing in it looks like the log of a payment terminal", ZH: "里面没有能识别的终端日志"}
	hintNotUnderstood = codes.Text{EN: "what can be read: posdoctor help formats; for a single message: posdoctor decode", ZH: "能读的格式见 posdoctor help formats；只有一条报文请用 posdoctor decode"}
	hintCaptureAgain  = codes.Text{EN: "record it again with posdoctor capture --protocol, if you know which one it is: %s", ZH: "如果知道是哪种协议，请用 posdoctor capture --protocol 重新录制：%s"}
	hintEmptyFile     = codes.Text{EN: "export the log once more and look at the size of the file", ZH: "请重新导出日志，并看一下文件大小"}
	textOutputIsInput = codes.Text{EN: "the result would replace the dump itself", ZH: "这样会覆盖日志本身"}
	hintOutputIsInput = codes.Text{EN: "name another file; the dump is the proof", ZH: "请换一个文件名；日志是证据，不能覆盖"}
)
