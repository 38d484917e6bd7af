package smartro

import "github.com/posdoctor/posdoctor/codes"

// parts are what a device check tells about, in order.
var parts = [4]codes.Text{
	{EN: "card module: %s", ZH: "读卡模块：%s"},
	{EN: "contactless module: %s", ZH: "非接模块：%s"},
	{EN: "line to the payment network: %s", ZH: "到支付网络的连接：%s"},
	{EN: "line to the vendor's server: %s", ZH: "到厂商服务器的连接：%s"},
}

// states are what it says of each.
var states = map[byte]codes.Text{
	'N': {EN: "not there", ZH: "未安装"},
	'O': {EN: "good", ZH: "正常"},
	'X': {EN: "faulty", ZH: "故障"},
	'F': {EN: "cannot connect", ZH: "连接失败"},
	'?': {EN: "not known", ZH: "不明"},
}

// join lists statements.
func join(a, b codes.Text) codes.Text {
	if a.IsZero() {
		return b
	}
	return codes.Text{EN: a.EN + "; " + b.EN, ZH: a.ZH + "；" + b.ZH}
}
