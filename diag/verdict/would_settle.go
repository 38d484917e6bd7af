package verdict

import (
	"slices"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
)

// wouldSettle names the one extra fact that would change or prove the verdict,
// the one that is easiest to get first.
func wouldSettle(t *diag.Transaction) codes.Text {
	v := t.Verdict
	switch {
	case v.Money == diag.Returning:
		return settleReversal
	case v.Reason == diag.ReasonPartlyNoAmount:
		return settleAmount
	case v.Stage == diag.StageStored:
		return settleUpload
	case v.Money == diag.MoneyUnknown || v.Money == diag.Conflict:
		return settleOpen(t)
	case v.Confidence != diag.Proved:
		return settleStatement
	}
	return codes.Text{}
}

// settleOpen is about money of which nobody knows where it is. Of an undo that is
// open the payment's own record says nothing.
func settleOpen(t *diag.Transaction) codes.Text {
	root := t.Root()
	switch {
	case t.Verdict.Reason == diag.ReasonOrphanUndo:
		return settleOriginal
	case t.Verdict.Reason == diag.ReasonVoidOpen:
		return settleVoid
	case t.Verdict.Reason == diag.ReasonRefundOpen:
		return settleRefund
	case t.Method == "qr":
		return settleOrder
	case slices.ContainsFunc(root.Seen, func(s diag.Sighting) bool { return s.Message != nil && s.Message.Talk != "" }):
		return settleTerminal
	case root.STAN == "":
		return settleUnnumbered
	}
	return settleAcquirer
}

var (
	settleReversal  = codes.Text{EN: "the answer to the reversal", ZH: "冲正的应答"}
	settleAmount    = codes.Text{EN: "the slip or the host's record with the approved amount", ZH: "写明批准金额的签购单或主机记录"}
	settleUpload    = codes.Text{EN: "the host's answer to the upload", ZH: "主机对上送的应答"}
	settleStatement = codes.Text{EN: "a bank statement that covers this day", ZH: "覆盖当天的银行账单"}
	settleOriginal  = codes.Text{EN: "the log with the payment it belongs to, or the acquirer's record of both", ZH: "有原交易的那份日志，或收单机构对这两笔的查询结果"}
	settleVoid      = codes.Text{EN: "the acquirer's record of the void, or the customer's statement", ZH: "收单机构对这笔撤销的查询结果，或顾客的账单"}
	settleRefund    = codes.Text{EN: "the acquirer's record of the refund, or the customer's statement", ZH: "收单机构对这笔退货的查询结果，或顾客的账单"}
	settleOrder     = codes.Text{EN: "the result of a query of the same order, or the customer's statement", ZH: "对同一订单的查询结果，或顾客的账单"}
	settleTerminal  = codes.Text{
		EN: "the terminal's own record of this payment (its last result, or the last slip printed again), the acquirer's record, or the customer's statement",
		ZH: "终端自己对这笔交易的记录（查询末笔结果，或重打印末笔）、收单机构的查询结果，或顾客的账单",
	}
	settleUnnumbered = codes.Text{
		EN: "the acquirer's record of this terminal, time and amount, or the customer's statement",
		ZH: "收单机构按终端、时间和金额查询的结果，或顾客的账单",
	}
	settleAcquirer = codes.Text{
		EN: "the acquirer's record of this trace number, or the customer's statement",
		ZH: "收单机构对这个凭证号的查询结果，或顾客的账单",
	}
)
