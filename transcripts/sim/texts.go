package sim

import "github.com/posdoctor/posdoctor/codes"

// What can be wrong with a scenario.
var (
	textEmpty           = codes.Text{EN: "there is nothing in this scenario", ZH: "这个场景文件是空的"}
	textNotPlain        = codes.Text{EN: "this cannot go onto the line as it is", ZH: "这个值不能原样发到线路上"}
	textNotANumber      = codes.Text{EN: "this must be a number of at most %d digits", ZH: "这里应该是不超过 %d 位的数字"}
	textNotAnAmount     = codes.Text{EN: "%s is no amount", ZH: "%s 不是金额"}
	textNotATime        = codes.Text{EN: "%s is no length of time", ZH: "%s 不是时间长度"}
	textTooLong         = codes.Text{EN: "a list may have at most %d lines", ZH: "列表最多 %d 项"}
	textHalfStep        = codes.Text{EN: "a step needs do, and a sale its amount", ZH: "每一步都要写 do，消费（sale）还要写 amount"}
	textNoProtocol      = codes.Text{EN: "the scenario does not say its protocol", ZH: "场景没有写明协议（protocol）"}
	textNoSuchLink      = codes.Text{EN: "%s is not spoken over %s", ZH: "%s 协议不走 %s"}
	textNoSuchVariant   = codes.Text{EN: "%s has no variant %s", ZH: "%s 协议没有变体 %s"}
	textNoSuchBehaviour = codes.Text{EN: "%s has no way to show %s", ZH: "%s 协议无法表现 %s"}
	textNoSigns         = codes.Text{EN: "%s has no acknowledgement and no refusal to play with", ZH: "%s 协议没有应答和拒收信号，无法这样模拟"}
	textNoSuchStep      = codes.Text{EN: "a till that speaks %s cannot do %s", ZH: "%s 协议的收银机做不了 %s"}
	textBadTerminal     = codes.Text{EN: "this cannot be a terminal id of %s", ZH: "这不是 %s 的终端号"}
	textBadStatus       = codes.Text{EN: "this is no status code of %s", ZH: "这不是 %s 的状态码"}
	textBadCode         = codes.Text{EN: "a result code of %s cannot be %s", ZH: "%s 的结果码不能是 %s"}
)

// What to do about it.
var (
	hintChoices  = codes.Text{EN: "one of: %s", ZH: "可以写：%s"}
	hintPlain    = codes.Text{EN: "up to %d letters, digits, blanks and . : _ + -", ZH: "最多 %d 个字符，只能用字母、数字、空格和 . : _ + -"}
	hintAmount   = codes.Text{EN: "write it in cents (the smallest unit), without a point: 1250", ZH: "用最小货币单位（分）写，不带小数点，例如 1250"}
	hintTime     = codes.Text{EN: "write it as 30s, 5m or 2h", ZH: "写成 30s、5m 或 2h"}
	hintTerminal = codes.Text{EN: "for example %s", ZH: "例如 %s"}
	hintCode     = codes.Text{EN: "it must look like %s", ZH: "格式要像 %s"}
)
