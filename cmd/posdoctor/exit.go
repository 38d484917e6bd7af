package main

import (
	"errors"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
)

// The exit codes that posdoctor gives.
const (
	exitClean       = 0
	exitAttention   = 1
	exitUsage       = 2
	exitInput       = 3
	exitTerminal    = 4
	exitVerify      = 5
	exitFault       = 70
	exitInterrupted = 130
)

// errAttention ends a command that did its work and found something that needs
// attention. It is shown by the result, not as an error.
var errAttention = errors.New("something needs attention")

// exitTable says what each exit code means; help draws it.
var exitTable = []struct {
	code    int
	meaning codes.Text
}{
	{exitClean, codes.Text{EN: "nothing needs attention", ZH: "没有需要处理的问题"}},
	{exitAttention, codes.Text{
		EN: "something needs attention: a finding at or above --fail-on, or money whose place is not certain; for decode, a message that could not be read to its end; for net, a check that failed; for case due, something that is due",
		ZH: "有需要处理的问题：达到 --fail-on 级别的问题，或资金去向不能确定；decode 表示报文没有读完；net 表示有检查没有通过；case due 表示有到期的事",
	}},
	{exitUsage, codes.Text{EN: "wrong usage: an unknown option, a wrong value, a wrong profile, an output that cannot be written", ZH: "用法有误：选项不存在、取值不对、配置文件有错、结果写不出去"}},
	{exitInput, codes.Text{EN: "the input cannot be read, or nothing in it was understood; explain knows nothing about it; no payment is what trace looks for", ZH: "输入读不出来，或里面没有能识别的内容；explain 查不到；trace 没有找到符合的交易"}},
	{exitTerminal, codes.Text{EN: "trouble with a port, a terminal or a host; no input was given", ZH: "串口、终端或主机有问题；没有给出输入"}},
	{exitVerify, codes.Text{EN: "a verification failed", ZH: "校验没有通过"}},
	{exitFault, codes.Text{EN: "a fault in posdoctor itself", ZH: "posdoctor 自身出错"}},
	{exitInterrupted, codes.Text{EN: "interrupted; what was shown is not complete", ZH: "被中断；已显示的内容不完整"}},
}

// exitByProblem maps the first part of a problem's id to the exit code.
var exitByProblem = map[string]int{
	"usage":       exitUsage,
	"profile":     exitUsage,
	"output":      exitUsage,
	"input":       exitInput,
	"explain":     exitInput,
	"codes":       exitInput,
	"decode":      exitInput,
	"terminal":    exitTerminal,
	"verify":      exitVerify,
	"interrupted": exitInterrupted,
}

// exitOf gives the exit code of an error. It is the only place that does.
func exitOf(err error) int {
	var p *codes.Problem
	switch {
	case err == nil:
		return exitClean
	case errors.As(err, &p):
		group, _, _ := strings.Cut(p.ID, ".")
		if code, ok := exitByProblem[group]; ok {
			return code
		}
	case errors.Is(err, errAttention):
		return exitAttention
	}
	return exitFault
}
