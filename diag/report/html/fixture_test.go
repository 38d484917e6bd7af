package html

import (
	"fmt"
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

func at(h, m, s int) transcripts.Stamp {
	return transcripts.Stamp{Time: time.Date(2026, 11, 20, h, m, s, 0, time.UTC)}
}

func place(source int, line int64) transcripts.Where {
	return transcripts.Where{Source: source, Line: line, Offset: line * 100, Length: 80}
}

func cny(minor int64) transcripts.Amount {
	return transcripts.Amount{Minor: minor, Currency: "CNY", Known: true}
}

// sighting is a message of leg number n, in the first source only.
func sighting(answers bool, mti, stan, code string, line int64, when transcripts.Stamp) diag.Sighting {
	dir := transcripts.Sent
	if answers {
		dir = transcripts.Received
	}
	return diag.Sighting{
		Message: &transcripts.Message{Protocol: "iso8583", MTI: mti, STAN: stan, ResponseCode: code, Amount: cny(12800), LocalDate: "1120", LocalTime: "101404"},
		Dir:     dir, Answers: answers,
		Places: []diag.Place{{Where: place(0, line), Seq: line, At: when}},
	}
}

// silent is a payment that got no answer; its reversal got none either.
func silent(n int) diag.Transaction {
	stan := fmt.Sprintf("%06d", 120+n)
	base := int64(20 * n)
	sale := diag.Leg{
		Kind: transcripts.KindSale, Target: -1, STAN: stan, Batch: "000007", Terminal: "10000001", Merchant: "898110012345678", RRN: "112233445566",
		Card: transcripts.Card{Masked: "622848*********0019"}, Amount: cny(12800), At: at(10, 14, 3), State: diag.StateSent, Attempts: 1,
		Seen: []diag.Sighting{sighting(false, "0200", stan, "", base+2, at(10, 14, 3))},
		Signals: []diag.SignalSeen{
			{Signal: transcripts.Signal{ID: transcripts.SignalSaleStarted, Text: "[2026-11-20 10:14:01.120] 交易开始: 消费"}, Where: place(0, base+1), Seq: base + 1, At: at(10, 14, 1)},
			{Signal: transcripts.Signal{ID: transcripts.SignalReceiveTimeout, Text: "等待应答超时"}, Where: place(0, base+3), Seq: base + 3, At: at(10, 15, 3)},
		},
	}
	undo := sale
	undo.Kind, undo.Target, undo.Link, undo.State, undo.Signals = transcripts.KindReversal, 0, diag.LinkOriginal, diag.StatePending, nil
	undo.At, undo.Attempts = at(10, 15, 5), 2
	undo.Seen = []diag.Sighting{
		sighting(false, "0400", stan, "", base+4, at(10, 15, 5)),
		sighting(false, "0401", stan, "", base+5, at(10, 16, 5)),
	}
	undo.Seen[1].Message.Repeat = true
	return diag.Transaction{
		Key: "10000001.000007." + stan, Kind: transcripts.KindSale, Method: "card", CardName: "card#1", Findings: []string{"f1"},
		Legs: []diag.Leg{sale, undo},
		Verdict: diag.Verdict{
			Money: diag.Returning, Reason: diag.ReasonReversalPending, AsOf: at(11, 0, 0),
			Amounts:     diag.Amounts{Currency: "CNY", Requested: 12800, Pending: 12800, Known: true},
			Sentence:    codes.Text{EN: "the terminal still has to cancel this payment", ZH: "终端还要冲正这笔交易"},
			WouldSettle: codes.Text{EN: "the answer to the reversal", ZH: "冲正的应答"},
			Because: []diag.Evidence{
				{Text: codes.Text{EN: "sale sent, no answer", ZH: "消费已发出，没有应答"}, Where: place(0, base+2)},
				{Text: codes.Text{EN: "no answer is in the sources", ZH: "来源里没有应答"}},
			},
			Guards: diag.Guards{
				ChargeAgain: diag.Guard{Reason: codes.Text{EN: "the first payment may have gone through", ZH: "第一笔可能已经成功"}},
				Refund:      diag.Guard{State: diag.Wait, Until: "reversal_answer", Reason: codes.Text{EN: "the terminal is giving it back already", ZH: "终端已经在冲正"}},
			},
		},
	}
}

// declined is a payment that may be charged again.
func declined(n int) diag.Transaction {
	stan := fmt.Sprintf("%06d", 500+n)
	line := int64(1000 + 10*n)
	leg := diag.Leg{
		Kind: transcripts.KindSale, Target: -1, STAN: stan, Terminal: "10000002", Amount: cny(4200), At: at(11, 30, 0), State: diag.StateDeclined, Code: "01", Attempts: 1,
		Reading: codes.Reading{Code: codes.Code{Book: "unionpay", Value: "01", Name: codes.Text{EN: "refer to issuer", ZH: "查发卡方"}}},
		Seen:    []diag.Sighting{sighting(false, "0200", stan, "", line, at(11, 30, 0)), sighting(true, "0210", stan, "01", line+1, at(11, 30, 2))},
	}
	leg.Seen[1].Places = append(leg.Seen[1].Places, diag.Place{Where: place(1, 7), Seq: 7, At: at(11, 29, 58)})
	return diag.Transaction{
		Key: "10000002." + stan, Kind: transcripts.KindSale, Method: "card", CardName: "card#2", Findings: []string{"f2"}, Attention: true, Legs: []diag.Leg{leg},
		Verdict: diag.Verdict{
			Money: diag.NotCharged, Confidence: diag.Proved, Reason: diag.ReasonDeclined, Amounts: diag.Amounts{Currency: "CNY", Requested: 4200, Known: true},
			Sentence: codes.Text{EN: "the bank declined: nothing was taken", ZH: "银行拒绝，没有扣款"},
			Guards:   diag.Guards{ChargeAgain: diag.Guard{State: diag.Safe, Reason: codes.Text{EN: "nothing was taken", ZH: "没有扣款"}}},
		},
	}
}

// twoPayments is a day with one open payment, one that was declined and 39
// without trouble.
func twoPayments() diag.Report {
	a, b := silent(1), declined(1)
	return diag.Report{
		Sources: []transcripts.Source{
			{
				Name: "pos.log", SHA256: strings.Repeat("0a", 32), Bytes: 9000, Format: "cnpos", Encoding: "gb18030", Lines: 300, Unparsed: 12,
				Messages: 83, Faults: 1, From: at(9, 0, 0), To: at(12, 0, 0), Masked: map[string]int64{"track": 2, "pan": 9},
			},
			{Name: "q2.log", SHA256: strings.Repeat("0b", 32), Bytes: 700},
		},
		Summary: diag.Summary{
			Transactions: 41, Exchanges: 3, Attention: 2,
			ByMoney:  map[diag.Money]int{diag.Charged: 39, diag.NotCharged: 1, diag.Returning: 1},
			AtRisk:   []diag.AtRisk{{Currency: "CNY", Minor: 12800, Count: 1}},
			Findings: map[diag.Severity]int{diag.Critical: 1, diag.Warning: 1, diag.Info: 1},
		},
		Terminals: []diag.Terminal{
			{ID: "10000001", ResetTerminal: diag.Guard{Reason: codes.Text{EN: "a reversal is waiting", ZH: "还有待发的冲正"}}},
			{ID: "10000002", ResetTerminal: diag.Guard{State: diag.Wait}, CloseBatch: diag.Guard{State: diag.Safe}},
		},
		Transactions: []diag.Transaction{a, b},
		Findings: []diag.Finding{
			{
				Ref: "f3", ID: "session.note", Severity: diag.Info, Count: 1, Title: codes.Text{EN: "A note", ZH: "一条提示"},
				Remedies: []diag.Remedy{{Who: "support", Do: codes.Text{EN: "Look at the settings.", ZH: "看一下设置。"}}},
			},
			{
				Ref: "f2", ID: "response.refer_to_issuer", Severity: diag.Warning, Count: 1, Transactions: []string{b.Key},
				Title:  codes.Text{EN: "The bank wants the customer to call it", ZH: "银行要求持卡人与其联系"},
				Causes: []codes.Text{{EN: "The bank refused.", ZH: "发卡行拒绝。"}},
				Remedies: []diag.Remedy{
					{Who: "customer", By: codes.Text{EN: "today", ZH: "今天"}, Do: codes.Text{EN: "Call the number on the back of the card.", ZH: "拨打卡背面的客服电话询问。"}},
					{Who: "cashier", By: codes.Text{EN: "now", ZH: "现在"}, Do: codes.Text{EN: "Take another card.", ZH: "换一张卡。"}, Pays: true},
				},
				Evidence: []diag.Evidence{{Text: codes.Text{EN: "answer 01", ZH: "应答码 01"}, Where: b.Legs[0].Seen[1].Where()}},
			},
			{
				Ref: "f1", ID: "reversal.pending", Severity: diag.Critical, Count: 1, Transactions: []string{a.Key},
				Title:  codes.Text{EN: "The terminal still has to cancel a payment", ZH: "终端还有冲正没有完成"},
				Causes: []codes.Text{{EN: "A payment got no clear answer.", ZH: "有一笔交易没有明确结果。"}},
				Remedies: []diag.Remedy{
					{Who: "cashier", By: codes.Text{EN: "now", ZH: "现在"}, Do: codes.Text{EN: "Make a balance enquiry.", ZH: "做一次余额查询。"}},
					{Who: "manager", By: codes.Text{EN: "tomorrow", ZH: "明天"}, Do: codes.Text{EN: "Ask the acquirer for this payment.", ZH: "向收单机构查询这笔交易。"}},
					{Who: "cashier", By: codes.Text{EN: "now", ZH: "现在"}, Do: codes.Text{EN: "Charge it again.", ZH: "再收一次款。"}, Pays: true},
				},
				Avoid: []codes.Text{{EN: "Do not charge again.", ZH: "不要再次收款。"}},
			},
		},
		Checks: []diag.Check{
			{ID: "bank.statement", State: diag.CheckSkipped, Title: codes.Text{EN: "bank statement", ZH: "银行账单"}, Reason: codes.Text{EN: "no bank statement was compared", ZH: "没有和银行账单核对"}},
		},
	}
}

// worst is one payment with as much to say about it as a page holds.
func worst() diag.Report {
	r := twoPayments()
	t := silent(1)
	for i := range 6 {
		undo := t.Legs[1]
		undo.Kind, undo.STAN = transcripts.KindReversal, fmt.Sprintf("%06d", 300+i)
		undo.Seen = []diag.Sighting{sighting(false, "0400", undo.STAN, "", int64(50+2*i), at(12, i, 0)), sighting(true, "0410", undo.STAN, "96", int64(51+2*i), at(12, i, 9))}
		t.Legs = append(t.Legs, undo)
	}
	for i := range 40 {
		t.Legs[0].Signals = append(t.Legs[0].Signals, diag.SignalSeen{
			Signal: transcripts.Signal{ID: transcripts.SignalReceiveTimeout, Text: "等待应答超时，请检查网络连接后重试 waiting for the host"}, Where: place(0, int64(200+i)), Seq: int64(200 + i), At: at(13, i, 0),
		})
		t.Verdict.Because = append(t.Verdict.Because, diag.Evidence{
			Text: codes.Text{EN: "the log says that the terminal waited for the host in vain", ZH: "日志写明终端没有等到主机的应答"}, Where: place(0, int64(200+i)),
		})
	}
	r.Transactions = []diag.Transaction{t}
	r.Summary.Transactions, r.Summary.ByMoney = 1, map[diag.Money]int{diag.Returning: 1}
	for i := range r.Findings {
		r.Findings[i].Transactions = nil
		for n := range 12 {
			r.Findings[i].Evidence = append(r.Findings[i].Evidence, diag.Evidence{Text: codes.Text{EN: "another place that shows it", ZH: "另一处记录"}, Where: place(0, int64(400+n))})
		}
	}
	return r
}
