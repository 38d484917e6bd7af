package main

import "github.com/posdoctor/posdoctor/codes"

// Labels that stand before other texts.
var (
	labelError = codes.Text{EN: "error: ", ZH: "错误："}
	labelWhere = codes.Text{EN: "where: ", ZH: "位置："}
	labelHint  = codes.Text{EN: "hint: ", ZH: "提示："}
)

// What can go wrong in any command.
var (
	textFault       = codes.Text{EN: "posdoctor itself has a fault and stopped; nothing that it showed before counts as complete", ZH: "posdoctor 自身出错并已停止；之前显示的内容都不算完整"}
	hintFault       = codes.Text{EN: "please report it with the place above and the version (posdoctor version); never send a dump with card numbers", ZH: "请把上面的位置和版本号（posdoctor version）报告给我们；不要发送带卡号的日志"}
	textInterrupted = codes.Text{EN: "interrupted; there is no complete result", ZH: "已中断，没有完整的结果"}
	hintInterrupted = codes.Text{EN: "run it again to the end before you decide anything about money", ZH: "请重新运行到结束，再决定钱的事"}
	textBadEpoch    = codes.Text{EN: "this is no number of seconds", ZH: "这不是秒数"}
	hintBadEpoch    = codes.Text{EN: "write the seconds since 1970-01-01, or unset the variable", ZH: "写成 1970-01-01 以来的秒数，或去掉这个变量"}
)

// What can go wrong with inputs and outputs.
var (
	textUnreadable  = codes.Text{EN: "this cannot be read", ZH: "读不出来"}
	hintUnreadable  = codes.Text{EN: "copy the file to this machine and try the copy", ZH: "把文件复制到本机，再用复制的文件试一次"}
	textMissing     = codes.Text{EN: "there is no such file or folder", ZH: "没有这个文件或文件夹"}
	textNoMatch     = codes.Text{EN: "no file matches this pattern", ZH: "没有文件符合这个通配符"}
	hintMissing     = codes.Text{EN: "check the spelling and the folder you are in; a name with blanks needs quotes", ZH: "检查拼写和当前文件夹；名字里有空格要加引号"}
	textPermission  = codes.Text{EN: "you may not read this", ZH: "没有读取权限"}
	hintPermission  = codes.Text{EN: "ask its owner for a copy, or run posdoctor as a user who may read it", ZH: "请文件所有者给一份副本，或换有权限的用户运行"}
	textEmptyFolder = codes.Text{EN: "there is no file in this folder", ZH: "这个文件夹里没有文件"}
	hintEmptyFolder = codes.Text{EN: "deeper folders and hidden files are not read; name the folder that holds the logs", ZH: "不会读取下级文件夹和隐藏文件；请指定直接存放日志的文件夹"}
	textDevice      = codes.Text{EN: "this is a device; posdoctor reads files", ZH: "这是一个设备，posdoctor 只读取文件"}
	hintDevice      = codes.Text{EN: "save what it sends to a file and check the file", ZH: "先把它输出的内容存成文件，再检查这个文件"}
	textStdinTwice  = codes.Text{EN: "standard input (-) can be read only once", ZH: "标准输入（-）只能读取一次"}
	textTooLarge    = codes.Text{EN: "this is too large", ZH: "文件太大"}
	textWrite       = codes.Text{EN: "the result cannot be written", ZH: "结果写不出去"}
	hintWrite       = codes.Text{EN: "check that the folder exists, that you may write there and that the disk is not full", ZH: "检查文件夹是否存在、是否有写入权限、磁盘是否已满"}
)
