package copies

import "github.com/posdoctor/posdoctor/codes"

func unmaskable(name string) *codes.Problem {
	return &codes.Problem{
		ID: "input.unmaskable", At: name,
		What: codes.Text{
			EN: "a message in this input is spread over so many lines that it cannot be masked safely",
			ZH: "输入中有一条报文分散在太多行里，无法可靠地脱敏",
		},
		Hint: codes.Text{
			EN: "do not share the file; cut out the time in question and make a copy of that part",
			ZH: "请不要外发这个文件；截取相关时间段的内容，再对那一部分做脱敏副本",
		},
	}
}
