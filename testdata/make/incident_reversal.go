package main

import "time"

// reversalAccepted: 000206 and 000208 get no answer; their reversals are
// answered 00, the second one on its second try. 000208 is then paid again.
// 000207 is an ordinary void.
func reversalAccepted() []entry {
	s := start("10000005", "898290055410033", 131, 204, 20, "15:01:00")
	s.datesOriginals = true
	s.signOn(4 * time.Minute)
	s.sale(unionpayC, 3650, chip, 9*time.Minute)

	lost := s.lost(unionpayE, 43210, chip) // 000206
	s.note("warn", say("交易失败 流水号=%s", "sale failed stan=%s", lost.stan()))
	s.pass(3 * time.Second)
	s.reverse(lost, "00")

	s.pass(18 * time.Minute)
	wrong := s.sale(unionpayA, 6000, chip, 3*time.Minute) // 000207
	lost = s.lost(unionpayB, 21900, chip)                 // 000208
	s.note("warn", say("交易失败 流水号=%s", "sale failed stan=%s", lost.stan()))
	s.pass(3 * time.Second)
	s.reverse(lost, "")
	s.pass(2 * time.Second)
	s.reverse(lost, "00")
	s.pass(50 * time.Second)
	s.sale(unionpayB, 21900, chip, 6*time.Minute) // 000209
	s.void(wrong, time.Minute)                    // 000210
	return s.log
}

// reversalNotFound: 000063 gets no answer and its reversal is answered 25, the
// host knows no such sale. The terminal prints the same words as for 00.
func reversalNotFound() []entry {
	s := start("10000006", "898290056510029", 17, 60, 20, "16:20:40")
	s.signOn(7 * time.Minute)
	s.sale(unionpayF, 9990, chip, 15*time.Minute)
	s.balance(unionpayA, 2*time.Minute)

	lost := s.lost(unionpayD, 15800, chip) // 000063
	s.note("warn", say("交易失败 流水号=%s", "sale failed stan=%s", lost.stan()))
	s.pass(3 * time.Second)
	s.reverse(lost, "25")

	s.pass(21 * time.Minute)
	s.declined(mastercard, 45000, chip, "51", words{"可用余额不足", "not enough funds"}, 90*time.Second)
	s.sale(unionpay16, 3000, contactless, 35*time.Minute)
	s.sale(unionpayE, 12760, chip, time.Minute)
	return s.log
}

// reversalGivenUp: 000943 gets no answer shortly before midnight and neither
// does its reversal. The shop closes; in the morning the terminal deletes the
// reversal because the sale is of another day.
func reversalGivenUp() []entry {
	s := start("10000007", "898290058130005", 302, 940, 20, "22:47:00")
	s.signOn(8 * time.Minute)
	s.sale(unionpayB, 25800, chip, 16*time.Minute)
	s.sale(mastercard, 11300, contactless, 0)
	s.until(20, "23:52:40")

	lost := s.lost(unionpayA, 7600, chip) // 000943
	s.note("warn", say("交易失败 流水号=%s", "sale failed stan=%s", lost.stan()))
	s.pass(3 * time.Second)
	s.reverse(lost, "")
	s.note("warn", say("冲正接收失败,请检查网络", "no response to reversal, check the network"))
	s.until(20, "23:58:12")
	s.note("info", say("关机", "power off"))

	s.until(21, "08:31:05")
	s.note("info", say("开机", "power on"))
	s.note("warn", say("隔日交易不冲正,删除冲正记录 原流水号=%s", "reversal dropped, sale is of an earlier day, record deleted, stan=%s", lost.stan()))
	s.signOn(25 * time.Minute)
	s.sale(unionpayC, 1890, contactless, 11*time.Minute)
	s.sale(unionpayD, 30500, chip, time.Minute)
	return s.log
}
