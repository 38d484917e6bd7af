package profile

import "github.com/posdoctor/posdoctor/codes"

// What can be wrong with a profile.
var (
	textNotAnID        = codes.Text{EN: "this is no terminal or merchant number", ZH: "这不是终端号或商户号"}
	textNoTerminalID   = codes.Text{EN: "this terminal has no id", ZH: "这台终端没有写 id（终端号）"}
	textTerminalTwice  = codes.Text{EN: "terminal %s is listed twice", ZH: "终端 %s 列了两次"}
	textNotAZone       = codes.Text{EN: "%s is no time zone", ZH: "%s 不是时区"}
	textNotACurrency   = codes.Text{EN: "%s is no currency code", ZH: "%s 不是货币代码"}
	textNotACount      = codes.Text{EN: "%s is no number of days", ZH: "%s 不是天数"}
	hintRetention      = codes.Text{EN: "write a whole number of days from 1 up, as the law and your contract ask", ZH: "请按法规和合同的要求写 1 以上的整数天数"}
	textNotADay        = codes.Text{EN: "%s is no date", ZH: "%s 不是日期"}
	textNotACountry    = codes.Text{EN: "%s is no country code", ZH: "%s 不是国家代码"}
	textNotALine       = codes.Text{EN: "%s is no line setting", ZH: "%s 不是线路设置"}
	textVariantAlone   = codes.Text{EN: "a variant needs the protocol that it is one of", ZH: "写了 variant，还要写它所属的 protocol"}
	textNotAnAddress   = codes.Text{EN: "this is no host with a port", ZH: "这不是“主机:端口”"}
	textNoAddress      = codes.Text{EN: "this host has no address", ZH: "这台主机没有写 address（地址）"}
	textUnknownBook    = codes.Text{EN: "there is no code book %s", ZH: "没有名为 %s 的响应码表"}
	textUnknownDialect = codes.Text{EN: "there is no dialect %s", ZH: "没有名为 %s 的报文格式"}
)

// What to do about it.
var (
	hintID       = codes.Text{EN: "up to 32 letters and digits, as printed on the slip", ZH: "最多 32 个字母和数字，照签购单上的写"}
	hintZone     = codes.Text{EN: "write it as Asia/Shanghai or Europe/Berlin", ZH: "写成 Asia/Shanghai 这样的形式"}
	hintCurrency = codes.Text{EN: "write the three capital letters, for example CNY", ZH: "写三个大写字母，例如 CNY"}
	hintCountry  = codes.Text{EN: "write the two capital letters, for example CN", ZH: "写两个大写字母，例如 CN"}
	hintLine     = codes.Text{EN: "write speed and format, for example 9600 8N1", ZH: "写成速率和格式，例如 9600 8N1"}
	hintAddress  = codes.Text{EN: "write the name or the address and the port, for example host.example.com:8443", ZH: "写成 主机名或地址:端口，例如 host.example.com:8443"}
	hintDay      = codes.Text{EN: "write year-month-day, for example 2026-10-01", ZH: "写成 年-月-日，例如 2026-10-01"}
)
