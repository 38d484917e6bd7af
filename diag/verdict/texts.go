package verdict

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
)

// sentence says where the money is, for a shop, in one sentence.
func sentence(v diag.Verdict) codes.Text {
	if t, ok := byReason[v.Money][v.Reason]; ok {
		return t
	}
	return byMoney[v.Money]
}

var byMoney = map[diag.Money]codes.Text{
	diag.MoneyUnknown: {EN: "nobody knows yet whether the customer was charged", ZH: "还不知道顾客有没有被扣款"},
	diag.NotCharged:   {EN: "the customer was not charged", ZH: "顾客没有被扣款"},
	diag.Charged:      {EN: "the customer was charged", ZH: "顾客已被扣款"},
	diag.Returning:    {EN: "the terminal still has to undo it", ZH: "终端还要发冲正，把钱退回"},
	diag.Returned:     {EN: "the money was given back", ZH: "钱已退回"},
	diag.Conflict:     {EN: "two witnesses contradict each other about the money", ZH: "关于这笔钱，两处记录互相矛盾"},
}

var byReason = map[diag.Money]map[diag.Reason]codes.Text{
	diag.MoneyUnknown: {
		diag.ReasonNoAnswer:         {EN: "sent, but no answer was seen: the customer may have been charged", ZH: "请求已发出，没有看到应答：顾客可能已被扣款"},
		diag.ReasonOpenCode:         {EN: "the answer does not say whether the money moved", ZH: "从应答码看不出钱有没有扣"},
		diag.ReasonUnknownCode:      {EN: "the answer code is in no known table, so the money may have moved", ZH: "应答码不在已知码表里，钱可能已扣"},
		diag.ReasonNoCode:           {EN: "the answer carries no result code, so it proves nothing", ZH: "应答里没有结果码，证明不了什么"},
		diag.ReasonNotCompleted:     {EN: "a result came, but not the message that makes it final: nobody can tell from this whether it stands", ZH: "收到了结果，但没有收到使结果生效的完成报文：单凭这些说不清算不算数"},
		diag.ReasonCutAnswer:        {EN: "the answer breaks off before its end, so it proves nothing", ZH: "应答没有收全，证明不了什么"},
		diag.ReasonMismatch:         {EN: "the answer does not fit the request, so it proves nothing", ZH: "应答和请求对不上，证明不了什么"},
		diag.ReasonAmbiguous:        {EN: "the answer fits two payments, so it counts for neither", ZH: "应答同时符合两笔交易，哪笔都不能算"},
		diag.ReasonReversalGaveUp:   {EN: "no answer, and the terminal stopped trying to undo it: the customer may still be charged", ZH: "没有应答，终端也不再冲正：顾客可能仍被扣款"},
		diag.ReasonReversalRefused:  {EN: "no answer, and the undo was refused: the customer may still be charged", ZH: "没有应答，冲正又被拒绝：顾客可能仍被扣款"},
		diag.ReasonReversal12:       {EN: "no answer, and the host could not match the undo: the customer may still be charged", ZH: "没有应答，主机也对不上这笔冲正：顾客可能仍被扣款"},
		diag.ReasonReversalMismatch: {EN: "the undo carries another amount, so it proves nothing", ZH: "冲正金额与原交易不符，证明不了什么"},
		diag.ReasonVoidOpen:         {EN: "a void was sent and no clear answer was seen: it may or may not be undone", ZH: "发过撤销但没看到明确应答：不知道有没有撤掉"},
		diag.ReasonRefundOpen:       {EN: "a refund was sent and no clear answer was seen: the money may already be on its way back", ZH: "发过退货但没看到明确应答：钱可能已经在退"},
		diag.ReasonOrphanUndo:       {EN: "an undo is in the log, but not the payment it belongs to", ZH: "日志里只有撤销类交易，没有它对应的原交易"},
	},
	diag.NotCharged: {
		diag.ReasonDeclined:        {EN: "refused: the customer was not charged", ZH: "被拒绝，顾客没有被扣款"},
		diag.ReasonNeverSent:       {EN: "nothing was sent to the bank: the customer was not charged", ZH: "没有发往银行，顾客没有被扣款"},
		diag.ReasonNeverSentLikely: {EN: "the connection failed, so most likely nothing was sent", ZH: "连接失败，多半没有发出去"},
		diag.ReasonReversal25:      {EN: "the host found nothing to undo: most likely not charged, but check the statement", ZH: "主机说没有可冲正的交易：多半没扣，但要核对账单"},
		diag.ReasonRecalled:        {EN: "the terminal's record says that it was refused: most likely not charged", ZH: "终端自己的记录是被拒绝：多半没扣"},
		diag.ReasonOrphanAnswer:    {EN: "only a refusal is in the log, not the request: most likely not charged", ZH: "日志里只有拒绝应答，没有请求：多半没扣"},
	},
	diag.Charged: {
		diag.ReasonApproved:         {EN: "approved: the customer was charged", ZH: "已批准，顾客已被扣款"},
		diag.ReasonApprovedPartly:   {EN: "only a part of the amount was approved and charged", ZH: "只批准并扣了一部分金额"},
		diag.ReasonPartlyNoAmount:   {EN: "approved in part, but the answer does not say how much", ZH: "部分批准，但应答没说是多少"},
		diag.ReasonChipRefused:      {EN: "the bank approved, then the chip refused, and no undo was seen: most likely charged", ZH: "银行已批准，但芯片随后拒绝，又没看到冲正：多半已扣款"},
		diag.ReasonHeld:             {EN: "the amount is held on the card, not yet taken", ZH: "金额已在卡上冻结，还没有扣走"},
		diag.ReasonCompleted:        {EN: "the pre-authorisation was completed: the customer was charged", ZH: "预授权已完成，顾客已被扣款"},
		diag.ReasonStored:           {EN: "approved offline and not confirmed by the host: the shop is not paid until it is uploaded", ZH: "脱机批准、主机还没确认：上送成功前商户收不到钱"},
		diag.ReasonAdviceRefused:    {EN: "the host refused the record of a payment that was already made: the shop may not get the money", ZH: "主机拒收已完成交易的上送：商户可能收不到钱"},
		diag.ReasonAdviceAccepted:   {EN: "the host accepted the uploaded payment: the customer was charged", ZH: "主机已接收上送的交易，顾客已被扣款"},
		diag.ReasonRecalled:         {EN: "the terminal's record says that it was approved: the customer was charged", ZH: "终端自己的记录是已批准：顾客已被扣款"},
		diag.ReasonOrphanAnswer:     {EN: "only an approval is in the log, not the request: most likely charged", ZH: "日志里只有批准应答，没有请求：多半已扣款"},
		diag.ReasonReversalGaveUp:   {EN: "approved, and the terminal stopped trying to undo it: the customer is still charged", ZH: "已批准，终端不再冲正：顾客仍被扣款"},
		diag.ReasonReversalRefused:  {EN: "approved, and the undo was refused: the customer is still charged", ZH: "已批准，冲正被拒绝：顾客仍被扣款"},
		diag.ReasonReversal12:       {EN: "approved, and the host could not match the undo: most likely still charged", ZH: "已批准，主机对不上这笔冲正：多半仍被扣款"},
		diag.ReasonReversalMismatch: {EN: "approved; the undo carries another amount, so most likely still charged", ZH: "已批准；冲正金额不符，多半仍被扣款"},
		diag.ReasonUndoUndone:       {EN: "approved; the void was itself undone, so the customer stays charged", ZH: "已批准；撤销本身又被冲正，顾客仍被扣款"},
		diag.ReasonPartlyUndone:     {EN: "charged, and a part of it was given back", ZH: "已扣款，其中一部分已退回"},
		diag.ReasonRefundedPart:     {EN: "charged, and a part of it was refunded", ZH: "已扣款，其中一部分已退货"},
		diag.ReasonOrphanUndo:       {EN: "an undo was refused; the payment it belongs to is not in this log and stays as it was", ZH: "一笔撤销或退货被拒；原交易不在这份日志里，维持原状"},
		diag.ReasonNoAnswer:         {EN: "the amount is held; a completion was sent and no answer was seen", ZH: "金额已冻结；预授权完成已发出，没有看到应答"},
	},
	diag.Returned: {
		diag.ReasonReversalAccepted: {EN: "undone: the host accepted the reversal", ZH: "已冲正，主机已确认"},
		diag.ReasonReversalReceipt:  {EN: "the host confirmed that it received the undo: most likely undone", ZH: "主机确认收到冲正通知：多半已冲正"},
		diag.ReasonReversalRepeated: {EN: "the host says it was undone before: most likely undone", ZH: "主机说之前已经冲正：多半已冲正"},
		diag.ReasonVoided:           {EN: "voided: the host accepted it", ZH: "已撤销，主机已确认"},
		diag.ReasonRefunded:         {EN: "refunded in full: the host accepted it", ZH: "已全额退货，主机已确认"},
		diag.ReasonOrphanUndo:       {EN: "an undo was accepted; the payment it belongs to is not in this log", ZH: "一笔撤销类交易已被接受；原交易不在这份日志里"},
	},
	diag.Conflict: {
		diag.ReasonAnswersDisagree: {EN: "the host answered both yes and no", ZH: "主机既答了批准又答了拒绝"},
		diag.ReasonLateApproval:    {EN: "approved, and a reversal was accepted, but not proved in this order: the customer may be charged", ZH: "有批准应答，冲正也被接受，但先后说不清：顾客可能被扣款"},
		diag.ReasonReversal25:      {EN: "approved, yet the host says there is nothing to undo: the customer may be charged", ZH: "明明已批准，主机却说没有可冲正的交易：顾客可能被扣款"},
		diag.ReasonOverReturned:    {EN: "more was given back than was taken", ZH: "退回的比扣的还多"},
	},
	diag.Returning: {
		diag.ReasonReversalPending: {EN: "the terminal is still undoing it: wait for the reversal's answer", ZH: "终端正在冲正：等冲正应答"},
		diag.ReasonOrphanUndo:      {EN: "a reversal is on its way; the payment it belongs to is not in this log", ZH: "冲正还在进行；原交易不在这份日志里"},
	},
}

// guardTexts are the reasons of guards.
var guardTexts = struct {
	likelyNot, returned, returnedLikely, returning, charged, conflict, unknown, notSent, otherMethod, otherCard, declined,
	stored, notProved, undoSeen, batchOver, noTerminal, noBatch, dayUnknown, otherDay, voidSafe, conflictRefund, heldRefund,
	recalled, amountUnknown, voidFirst, refundSafe, nothingTaken, alreadyBack, undoOnItsWay, unknownUndo, laterCharged, laterOpen,
	resetSafe, closeSafe, resetPending, closePending, resetOpen, closeOpen, resetStored, closeStored, resetBatch codes.Text
}{
	likelyNot:      codes.Text{EN: "most likely not charged, but not proved: check the customer's account first", ZH: "多半没扣但没有证明：先核对顾客账户"},
	returned:       codes.Text{EN: "the money was given back and the host confirmed it", ZH: "钱已退回，主机已确认"},
	returnedLikely: codes.Text{EN: "most likely given back, but the host's answer does not prove it", ZH: "多半已退回，但主机的应答还不算证明"},
	returning:      codes.Text{EN: "the terminal is still undoing the first charge", ZH: "终端还在冲正第一笔"},
	charged:        codes.Text{EN: "the customer has already paid", ZH: "顾客已经付过款"},
	conflict:       codes.Text{EN: "the records contradict each other", ZH: "记录互相矛盾"},
	unknown:        codes.Text{EN: "the first payment may have gone through", ZH: "第一笔可能已经成功"},
	notSent:        codes.Text{EN: "nothing reached the bank", ZH: "没有发到银行"},
	otherMethod:    codes.Text{EN: "not charged; take another card or another way to pay, not this card again", ZH: "没有扣款；请换卡或换付款方式，不要再用这张卡"},
	otherCard:      codes.Text{EN: "not charged; better take another card", ZH: "没有扣款；最好换一张卡"},
	declined:       codes.Text{EN: "not charged; it may be tried again once the cause is dealt with", ZH: "没有扣款；处理好原因后可以再试"},
	stored:         codes.Text{EN: "the payment is still stored in the terminal and must be uploaded first", ZH: "交易还存在终端里，要先上送"},
	recalled:       codes.Text{EN: "only the terminal's record of the payment was seen, not what was done with it afterwards", ZH: "只看到终端对这笔交易的记录，没看到之后有没有撤销或退货"},
	notProved:      codes.Text{EN: "it is not proved that the customer was charged", ZH: "还没有证明顾客被扣款"},
	undoSeen:       codes.Text{EN: "somebody has already undone or changed it", ZH: "已经有人撤销、退货或调整过"},
	batchOver:      codes.Text{EN: "its batch is closed; only a refund can give the money back", ZH: "批次已结算，只能用退货"},
	noTerminal:     codes.Text{EN: "the log does not say which terminal took the payment", ZH: "日志没有写明是哪台终端"},
	noBatch:        codes.Text{EN: "the log does not say in which batch the payment is, so that it may be settled already", ZH: "日志没有写明交易在哪个批次，可能已经结算"},
	dayUnknown:     codes.Text{EN: "the log does not prove that the sale is of today", ZH: "日志不能证明是当天的交易"},
	otherDay:       codes.Text{EN: "it is not of the same day; only a refund can give the money back", ZH: "不是当天交易，只能用退货"},
	voidSafe:       codes.Text{EN: "approved on this terminal today, in a batch that is still open", ZH: "当天、本机、批次未结算的已批准交易"},
	conflictRefund: codes.Text{EN: "a refund now could give the money back twice", ZH: "现在退货可能重复退款"},
	heldRefund:     codes.Text{EN: "the amount is only held; a refund would give back money that was never taken", ZH: "金额只是冻结，退货会退出没有收到的钱"},
	amountUnknown:  codes.Text{EN: "the amount that was taken is not known", ZH: "不知道实际扣了多少"},
	voidFirst:      codes.Text{EN: "while the batch is open a void is the right way", ZH: "批次未结算前应当用撤销"},
	refundSafe:     codes.Text{EN: "charged, proved, and nobody has given it back yet", ZH: "已证明扣款，且没有退过"},
	nothingTaken:   codes.Text{EN: "nothing was taken, so there is nothing to give back", ZH: "没有扣款，不需要退"},
	alreadyBack:    codes.Text{EN: "the money was already given back", ZH: "钱已经退回"},
	undoOnItsWay:   codes.Text{EN: "the terminal is already undoing it; a second undo would pay twice", ZH: "终端已在冲正，再退就退两次"},
	unknownUndo:    codes.Text{EN: "nobody knows yet whether anything was taken", ZH: "还不知道有没有扣款"},
	laterCharged:   codes.Text{EN: "a later payment (trace no. %s) that may be for the same purchase was charged", ZH: "后来有一笔可能是同一消费的交易（凭证号 %s）已扣款"},
	laterOpen:      codes.Text{EN: "a later payment (trace no. %s) that may be for the same purchase is still open", ZH: "后来有一笔可能是同一消费的交易（凭证号 %s），结果未定"},
	resetSafe:      codes.Text{EN: "the batch is settled and nothing is open; export the log first", ZH: "批次已结算且没有未决交易；先导出日志"},
	closeSafe:      codes.Text{EN: "nothing is open; export the log first, settling clears it", ZH: "没有未决交易；结算会清日志，先导出"},
	resetPending:   codes.Text{EN: "the terminal still holds a reversal; a reset would lose it", ZH: "终端里还有待发的冲正，复位会丢掉它"},
	closePending:   codes.Text{EN: "the terminal still holds a reversal; let it finish first", ZH: "终端里还有待发的冲正，先让它完成"},
	resetOpen:      codes.Text{EN: "a payment is unresolved; a reset would destroy the evidence", ZH: "有交易结果未明，复位会毁掉证据"},
	closeOpen:      codes.Text{EN: "a payment is unresolved; export the log and ask the acquirer first", ZH: "有交易结果未明，先导出日志并问收单机构"},
	resetStored:    codes.Text{EN: "payments are stored that were not uploaded; a reset would lose the money", ZH: "有未上送的交易，复位会丢钱"},
	closeStored:    codes.Text{EN: "stored payments must be uploaded first", ZH: "先把未上送的交易上送"},
	resetBatch:     codes.Text{EN: "it is not proved that the batch is settled", ZH: "还没有证明批次已结算"},
}
