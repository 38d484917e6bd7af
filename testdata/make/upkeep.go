package main

import (
	"fmt"
	"time"
)

// reverse sends the reversal of a trade once. An empty code means no answer.
func (s *shop) reverse(t trade, code string) {
	day := "0000"
	if s.datesOriginals {
		day = s.now.Format("0102")
	}
	m := t.request.keep("0400", 2, 3, 4, 11, 14, 22, 23, 25, 41, 42, 49, 60)
	m.fields[39] = "98" // reason: no answer before time-out
	m.fields[61] = fmt.Sprintf("%06d%s%s", s.batch, t.stan(), day)
	if chip := t.request.fields[55]; chip != "" {
		m.fields[55] = tlv("95", "0000000800") + tlv("9F1E", fmt.Sprintf("%X", s.tid)) +
			tlv("9F10", "07010103A0B80201"+pickHex(8, "iad", t.stan())) + tlv("9F36", pickHex(2, "atc", t.card.pan, t.stan()))
	}
	m = signed(m)
	s.note("info", say("自动冲正 原流水号=%s 金额=%s", "auto reversal of stan=%s amount=%s", t.stan(), yuan(t.minor)))
	s.send(m, nameReversal)
	if code == "" {
		s.silence(nameReversal)
		return
	}
	a := s.answer(m, code, 3, 4, 11, 25, 41, 42, 49, 60)
	s.receive(signed(a), nameReversal)
	// Terminals print the same words for 00 and 25.
	s.note("info", say("应答码=%s 冲正成功 原流水号=%s", "reversal done, code=%s stan=%s", code, t.stan()))
}

// signOn fetches working keys.
func (s *shop) signOn(gap time.Duration) {
	stan := s.next()
	m := message{"0800", map[int]string{
		11: stan, 41: s.tid, 42: s.mid, 60: s.private("00", "003", ""), 63: s.operator + " ",
	}}
	s.note("info", say("签到 操作员=%s 批次号=%06d", "sign-on operator=%s batch=%06d", s.operator, s.batch))
	s.send(m, nameSignOn)
	a := s.answer(m, "00", 11, 41, 42, 60)
	delete(a.fields, 15)
	a.fields[62] = pickHex(40, "keys", s.tid, stan)
	s.receive(a, nameSignOn)
	s.note("info", say("签到成功 应答码=00", "signed on, code=00"))
	s.pass(gap)
}

// signOff ends the day.
func (s *shop) signOff() {
	m := message{"0820", map[int]string{
		11: s.next(), 41: s.tid, 42: s.mid, 60: s.private("00", "002", ""), 63: s.operator + " ",
	}}
	s.send(m, nameSignOff)
	a := s.answer(m, "00", 11, 41, 42, 60)
	delete(a.fields, 15)
	s.receive(a, nameSignOff)
	s.note("info", say("签退成功 应答码=00", "signed off, code=00"))
}

// settle sends the totals of the batch, gets them confirmed, clears the
// journal and opens the next batch.
func (s *shop) settle(gap time.Duration) {
	m := message{"0500", map[int]string{
		11: s.next(), 41: s.tid, 42: s.mid, 48: s.batchTotals('0'), 49: "156",
		60: s.private("00", "201", ""), 63: s.operator + " ",
	}}
	s.note("info", say("批结算开始 批次号=%06d 内卡借记=%d笔/%s 贷记=%d笔/%s",
		"settlement batch=%06d domestic debits=%d/%s credits=%d/%s",
		s.batch, s.home.debit.count, yuan(s.home.debit.minor), s.home.credit.count, yuan(s.home.credit.minor)))
	s.send(m, nameSettle)
	a := s.answer(m, "00", 11, 41, 42, 49, 60)
	a.fields[48] = s.batchTotals('1')
	s.receive(a, nameSettle)
	s.note("info", say("批结算成功 对账平 批次号=%06d", "settlement completed, balanced, batch=%06d", s.batch))
	s.note("info", say("交易流水已清空", "journal cleared"))
	s.batch++
	s.home, s.foreign = totals{}, totals{}
	s.pass(gap)
}

// batchTotals is DE48 of a settlement: for domestic and for foreign cards the
// sum and count of debits and of credits, and one digit of answer.
func (s *shop) batchTotals(answer byte) string {
	half := func(t totals) string {
		return fmt.Sprintf("%012d%03d%012d%03d%c", t.debit.minor, t.debit.count, t.credit.minor, t.credit.count, answer)
	}
	return half(s.home) + half(s.foreign)
}
