package transbank

import (
	"slices"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/part"
)

// The fields. What stands in none of them is hidden.
var (
	commandSpec    = part.Spec{ID: "command", Name: codes.Text{EN: "Command", ZH: "命令"}, Keep: part.Code, Max: 4}
	result         = part.Spec{ID: "result", Name: codes.Text{EN: "Result code", ZH: "结果码"}, Keep: part.Code, Max: 2}
	merchant       = part.Spec{ID: "merchant", Name: codes.Text{EN: "Merchant number", ZH: "商户号"}, Keep: part.Code}
	merchant2      = part.Spec{ID: "provider", Name: codes.Text{EN: "Merchant that provides", ZH: "服务商户号"}, Keep: part.Code}
	flagOrMerchant = part.Spec{ID: "option", Name: codes.Text{EN: "Option or merchant", ZH: "选项或商户号"}, Keep: part.Code}
	terminal       = part.Spec{ID: "terminal", Name: codes.Text{EN: "Terminal number", ZH: "终端号"}, Keep: part.Code}
	ticket         = part.Spec{ID: "ticket", Name: codes.Text{EN: "The till's ticket", ZH: "收银小票号"}, Keep: part.Text}
	auth           = part.Spec{ID: "auth", Name: codes.Text{EN: "Authorisation code", ZH: "授权码"}, Keep: part.Code, Max: 8}
	amount         = part.Spec{ID: "amount", Name: codes.Text{EN: "Amount", ZH: "金额"}, Keep: part.Code, Max: 9}
	instalments    = part.Spec{ID: "instalments", Name: codes.Text{EN: "Instalments", ZH: "分期期数"}, Keep: part.Code, Max: 2}
	eachAmount     = part.Spec{ID: "instalment", Name: codes.Text{EN: "Amount of an instalment", ZH: "每期金额"}, Keep: part.Code, Max: 9}
	tail4          = part.Spec{ID: "card", Name: codes.Text{EN: "Card, last four digits", ZH: "卡号后四位"}, Keep: part.Tail}
	operation      = part.Spec{ID: "operation", Name: codes.Text{EN: "Operation number", ZH: "交易序号"}, Keep: part.Code, Max: 6}
	original       = part.Spec{ID: "original", Name: codes.Text{EN: "Operation number of the sale", ZH: "原交易序号"}, Keep: part.Code, Max: 6}
	cardKind       = part.Spec{ID: "card_kind", Name: codes.Text{EN: "Kind of card", ZH: "卡类型"}, Keep: part.Code, Max: 2, Meaning: meaningOfKind}
	accounting     = part.Spec{ID: "accounting_date", Name: codes.Text{EN: "Accounting date", ZH: "记账日期"}, Keep: part.Code, Max: 8}
	account        = part.Spec{ID: "account", Name: codes.Text{EN: "Account number", ZH: "账号"}}
	brand          = part.Spec{ID: "brand", Name: codes.Text{EN: "Card brand", ZH: "卡品牌"}, Keep: part.Code, Max: 2}
	day            = part.Spec{ID: "date", Name: codes.Text{EN: "Date (DDMMYYYY)", ZH: "日期（日月年）"}, Keep: part.Code, Max: 8}
	clock          = part.Spec{ID: "time", Name: codes.Text{EN: "Time (hhmmss)", ZH: "时间（时分秒）"}, Keep: part.Code, Max: 6}
	employee       = part.Spec{ID: "employee", Name: codes.Text{EN: "Employee number", ZH: "员工号"}, Keep: part.Code, Max: 4}
	tip            = part.Spec{ID: "tip", Name: codes.Text{EN: "Tip", ZH: "小费"}, Keep: part.Code, Max: 9}
	change         = part.Spec{ID: "change", Name: codes.Text{EN: "Cash given back", ZH: "找零"}, Keep: part.Code, Max: 5}
	slip           = part.Spec{ID: "slip", Name: codes.Text{EN: "Text of the slip", ZH: "凭条内容"}}
	flag           = part.Spec{ID: "option", Name: codes.Text{EN: "Option", ZH: "选项"}, Keep: part.Code, Max: 2}
	count          = part.Spec{ID: "count", Name: codes.Text{EN: "Number of sales", ZH: "笔数"}, Keep: part.Code, Max: 6}
	total          = part.Spec{ID: "total", Name: codes.Text{EN: "Sum", ZH: "合计金额"}, Keep: part.Code}
	planKind       = part.Spec{ID: "plan", Name: codes.Text{EN: "Kind of instalments", ZH: "分期方式"}, Keep: part.Code, Max: 2}
	planName       = part.Spec{ID: "plan_name", Name: codes.Text{EN: "Instalments in words", ZH: "分期说明"}, Keep: part.Text}
)

// The orders of fields behind the command.
var (
	head  = []part.Spec{result, merchant, terminal, ticket, auth, amount}
	dated = []part.Spec{tail4, operation, cardKind, accounting, account, brand, day, clock}

	integrado         = slices.Concat(head, []part.Spec{instalments, eachAmount}, dated, []part.Spec{employee, tip, slip})
	integradoMulti    = slices.Concat(integrado, []part.Spec{change, merchant2})
	autoservicio      = slices.Concat(head, dated, []part.Spec{slip, planKind, instalments, eachAmount, planName})
	autoservicioMulti = slices.Concat(head, dated, []part.Spec{merchant2, slip, planKind, instalments, eachAmount, planName})
	detail            = slices.Concat(head, dated, []part.Spec{employee, tip, eachAmount, instalments, change, merchant2})
)

func meaningOfKind(v string) codes.Text {
	switch v {
	case "CR":
		return codes.Text{EN: "credit", ZH: "贷记"}
	case "DB":
		return codes.Text{EN: "debit", ZH: "借记"}
	}
	return codes.Text{}
}
