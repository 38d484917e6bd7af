package read

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
)

func emptyInput(name string) *codes.Problem {
	return &codes.Problem{
		ID: "input.empty", At: name,
		What: codes.Text{EN: "there is nothing in this input", ZH: "输入内容为空"},
		Hint: codes.Text{
			EN: "export the log again and check that the file is larger than 0 bytes",
			ZH: "请重新导出日志，并确认文件大小不是 0 字节",
		},
	}
}

func binaryInput(name string) *codes.Problem {
	return &codes.Problem{
		ID: "input.binary", At: name,
		What: codes.Text{EN: "this input holds no text, so it is no log that can be read here", ZH: "输入不是文本，无法作为日志读取"},
		Hint: codes.Text{
			EN: "unpack the file first if it is an archive, or export the log as text",
			ZH: "如果是压缩包请先解压，或者把日志导出为文本格式",
		},
	}
}

func brokenInput(name string, err error) *codes.Problem {
	return &codes.Problem{
		ID: "input.read", At: name, Err: err,
		What: codes.Text{EN: "reading stopped before the end", ZH: "读取中断，没有读到末尾"},
		Hint: codes.Text{
			EN: "what was read up to there counts; copy the file again and repeat",
			ZH: "中断之前的内容仍然有效；请重新拷贝文件后再试",
		},
	}
}

func lineTooLong() *transcripts.Fault {
	return &transcripts.Fault{ID: "line_too_long", What: codes.Text{
		EN: "this line is longer than 1 MiB and was skipped",
		ZH: "这一行超过 1 MiB，已跳过",
	}}
}

func markedFaulty() *transcripts.Fault {
	return &transcripts.Fault{ID: "framing", What: codes.Text{
		EN: "the log itself marks this message as faulty, so its values mean nothing",
		ZH: "日志本身已把这条报文标为错误，其中的值没有意义",
	}}
}

func brokeOff(field string) *transcripts.Fault {
	return &transcripts.Fault{ID: "truncated", Field: field, What: codes.Text{
		EN: "the log breaks off inside this message",
		ZH: "日志在这条报文中间断开",
	}}
}
