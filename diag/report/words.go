package report

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// The words of pages. They are short: they stand in columns.

var moneyWords = map[diag.Money]codes.Text{
	diag.MoneyUnknown: {EN: "not known", ZH: "不清楚"},
	diag.NotCharged:   {EN: "not taken", ZH: "未扣款"},
	diag.Charged:      {EN: "taken", ZH: "已扣款"},
	diag.Returning:    {EN: "going back", ZH: "退回途中"},
	diag.Returned:     {EN: "given back", ZH: "已退回"},
	diag.Conflict:     {EN: "disputed", ZH: "记录矛盾"},
}

// chargedWords count payments of any stage.
var chargedWords = codes.Text{EN: "taken or held", ZH: "已扣款或已冻结"}

var stageWords = map[diag.Stage]codes.Text{
	diag.StageStored:  {EN: "not sent in", ZH: "未上送"},
	diag.StageHeld:    {EN: "held", ZH: "已冻结"},
	diag.StageSettled: {EN: "taken, settled", ZH: "已扣款已结算"},
	diag.StagePaidOut: {EN: "paid to the shop", ZH: "已到账"},
}

var likely = codes.Text{EN: "likely %[1]s", ZH: "可能%[1]s"}

// Where says in a few words where the money of a verdict is.
func Where(v diag.Verdict) codes.Text { return where(v) }

// where says in words where the money is.
func where(v diag.Verdict) codes.Text {
	t := moneyWords[v.Money]
	if s, ok := stageWords[v.Stage]; ok && v.Money == diag.Charged {
		t = s
	}
	if v.Confidence != diag.Proved && !v.Money.Open() && v.Stage != diag.StageStored {
		return likely.With(t)
	}
	return t
}

// why says in a few words what decided.
var why = map[diag.Reason]codes.Text{
	diag.ReasonApproved:         {EN: "approved", ZH: "已批准"},
	diag.ReasonApprovedPartly:   {EN: "approved in part", ZH: "只批准了一部分"},
	diag.ReasonPartlyNoAmount:   {EN: "part approved, not stated", ZH: "部分批准，金额不明"},
	diag.ReasonDeclined:         {EN: "declined", ZH: "已拒绝"},
	diag.ReasonOpenCode:         {EN: "the answer leaves it open", ZH: "应答码不能确定"},
	diag.ReasonUnknownCode:      {EN: "answer code not clear", ZH: "应答码含义不明"},
	diag.ReasonNoCode:           {EN: "answer without a code", ZH: "应答里没有应答码"},
	diag.ReasonNotCompleted:     {EN: "result not completed", ZH: "结果没有完成"},
	diag.ReasonCutAnswer:        {EN: "answer cut off", ZH: "应答没有收全"},
	diag.ReasonMismatch:         {EN: "answer does not fit", ZH: "应答与请求不符"},
	diag.ReasonAmbiguous:        {EN: "answer fits two payments", ZH: "应答对得上两笔"},
	diag.ReasonAnswersDisagree:  {EN: "two answers disagree", ZH: "两个应答互相矛盾"},
	diag.ReasonNoAnswer:         {EN: "no answer", ZH: "没有应答"},
	diag.ReasonNeverSent:        {EN: "never sent", ZH: "没有发出"},
	diag.ReasonNeverSentLikely:  {EN: "it seems never sent", ZH: "看来没有发出"},
	diag.ReasonChipRefused:      {EN: "chip refused afterwards", ZH: "芯片随后拒绝"},
	diag.ReasonStored:           {EN: "only in the terminal yet", ZH: "还在终端里未上送"},
	diag.ReasonAdviceAccepted:   {EN: "sent in", ZH: "已上送"},
	diag.ReasonAdviceRefused:    {EN: "host refused to book it", ZH: "主机拒绝入账"},
	diag.ReasonReversalAccepted: {EN: "reversed", ZH: "已冲正"},
	diag.ReasonReversalReceipt:  {EN: "reversal was received", ZH: "冲正已被收到"},
	diag.ReasonReversal25:       {EN: "host found no payment", ZH: "主机查不到原交易"},
	diag.ReasonReversal12:       {EN: "host: reversal invalid", ZH: "主机说冲正无效"},
	diag.ReasonReversalRepeated: {EN: "reversed before", ZH: "此前已冲正"},
	diag.ReasonReversalRefused:  {EN: "reversal was refused", ZH: "冲正被拒绝"},
	diag.ReasonReversalPending:  {EN: "reversal not finished", ZH: "冲正还没完成"},
	diag.ReasonReversalGaveUp:   {EN: "reversal given up", ZH: "终端放弃了冲正"},
	diag.ReasonReversalMismatch: {EN: "reversal does not fit", ZH: "冲正与交易不符"},
	diag.ReasonLateApproval:     {EN: "approved after reversal", ZH: "冲正之后又批准"},
	diag.ReasonVoided:           {EN: "voided", ZH: "已撤销"},
	diag.ReasonVoidOpen:         {EN: "void got no answer", ZH: "撤销没有应答"},
	diag.ReasonRefunded:         {EN: "refunded", ZH: "已退货"},
	diag.ReasonRefundedPart:     {EN: "refunded in part", ZH: "部分退货"},
	diag.ReasonRefundOpen:       {EN: "refund got no answer", ZH: "退货没有应答"},
	diag.ReasonPartlyUndone:     {EN: "given back in part", ZH: "部分退回"},
	diag.ReasonUndoUndone:       {EN: "void was itself undone", ZH: "撤销又被取消"},
	diag.ReasonOverReturned:     {EN: "too much given back", ZH: "退得太多"},
	diag.ReasonRecalled:         {EN: "the terminal's own record", ZH: "终端自己的记录"},
	diag.ReasonOrphanAnswer:     {EN: "answer without a request", ZH: "只有应答没有请求"},
	diag.ReasonOrphanUndo:       {EN: "its payment is not in here", ZH: "记录里没有原交易"},
	diag.ReasonHeld:             {EN: "reserved", ZH: "预授权"},
	diag.ReasonCompleted:        {EN: "completed", ZH: "预授权已完成"},
	diag.ReasonNoMoneyOpened:    {EN: "not a payment", ZH: "不是付款交易"},
}

// whyFound replaces why for a payment whose money is clear and which is listed
// because of a finding.
var whyFound = map[string]codes.Text{
	"state.approved_but_marked_failed":  {EN: "terminal says failed", ZH: "终端却显示失败"},
	"state.chip_refused_after_approval": {EN: "chip refused afterwards", ZH: "芯片随后拒绝"},
	"state.duplicate_approval":          {EN: "perhaps paid twice", ZH: "可能付了两次"},
	"state.partly_approved":             {EN: "approved in part", ZH: "只批准了一部分"},
	"state.returned_twice":              {EN: "too much given back", ZH: "退得太多"},
	"reversal.answered_25":              {EN: "host found no payment", ZH: "主机查不到原交易"},
	"reversal.card_declined":            {EN: "chip refused, reversed", ZH: "芯片拒绝，已冲正"},
	"device.printer.paper_out":          {EN: "approved, paper ran out", ZH: "已批准，打印缺纸"},
	"device.printer.error":              {EN: "approved, no slip", ZH: "已批准，未出单"},
	"net.late_response":                 {EN: "the answer came late", ZH: "应答迟到"},
	"net.no_response":                   {EN: "no answer", ZH: "没有应答"},
	"reversal.timeout":                  {EN: "no answer, reversed", ZH: "没有应答，已冲正"},
	"net.unmatched_response":            {EN: "an answer did not fit", ZH: "有应答对不上"},
	"response.refer_to_issuer":          {EN: "customer must call bank", ZH: "须联系发卡行"},
	"response.pick_up":                  {EN: "bank wants the card kept", ZH: "银行要求没收卡"},
	"response.mac_key":                  {EN: "keys do not match", ZH: "密钥不一致"},
	"response.sign_on":                  {EN: "sign-on needed", ZH: "需要签到"},
	"session.not_signed_on":             {EN: "sign-on needed", ZH: "需要签到"},
}

var whoWords = map[string]codes.Text{
	"cashier":  {EN: "Cashier", ZH: "收银员"},
	"manager":  {EN: "Manager", ZH: "店长"},
	"customer": {EN: "Customer", ZH: "顾客"},
	"support":  {EN: "Support", ZH: "技术支持"},
	"acquirer": {EN: "Acquirer", ZH: "收单机构"},
	"issuer":   {EN: "Issuer", ZH: "发卡行"},
}

var kindWords = map[transcripts.Kind]codes.Text{
	transcripts.KindUnknown:    {EN: "unknown kind", ZH: "种类不明"},
	transcripts.KindSale:       {EN: "sale", ZH: "消费"},
	transcripts.KindPreAuth:    {EN: "pre-authorisation", ZH: "预授权"},
	transcripts.KindCompletion: {EN: "completion", ZH: "预授权完成"},
	transcripts.KindAdjustment: {EN: "adjustment", ZH: "调整"},
	transcripts.KindReversal:   {EN: "reversal", ZH: "冲正"},
	transcripts.KindVoid:       {EN: "void", ZH: "撤销"},
	transcripts.KindRefund:     {EN: "refund", ZH: "退货"},
}

var stateUnclear = codes.Text{EN: "sent, no clear answer", ZH: "已发，应答不明确"}

var stateWords = map[diag.State]codes.Text{
	diag.StateUnknown:      {EN: "unknown", ZH: "不明"},
	diag.StateNeverSent:    {EN: "not sent", ZH: "未发出"},
	diag.StatePending:      {EN: "waiting", ZH: "待发"},
	diag.StateSent:         {EN: "sent, no answer", ZH: "已发，无应答"},
	diag.StateApproved:     {EN: "approved", ZH: "批准"},
	diag.StateStored:       {EN: "stored", ZH: "待上送"},
	diag.StateDeclined:     {EN: "declined", ZH: "拒绝"},
	diag.StateAcknowledged: {EN: "confirmed", ZH: "已确认"},
	diag.StateRefused:      {EN: "refused", ZH: "被拒"},
	diag.StateGaveUp:       {EN: "given up", ZH: "放弃"},
	diag.StateUndone:       {EN: "undone", ZH: "已撤回"},
	diag.StateDisputed:     {EN: "disputed", ZH: "矛盾"},
}

var permissionWords = map[diag.Permission]codes.Text{
	diag.Never: {EN: "never", ZH: "禁止"},
	diag.Wait:  {EN: "wait", ZH: "先等"},
	diag.Safe:  {EN: "allowed", ZH: "可以"},
}

var permissionTones = map[diag.Permission]Tone{diag.Never: Bad, diag.Wait: Caution, diag.Safe: Good}
