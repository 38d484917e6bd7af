package main

import "time"

// failedButDebited: trace 000878 gets no answer, the journal says "failed", and
// its reversal is sent three times without an answer before the terminal
// deletes it. The customer's bank has sent a message about the debit; no log
// can show that.
func failedButDebited() []entry {
	s := start("10000002", "898290058120017", 43, 876, 20, "10:05:00")
	s.signOn(9 * time.Minute)
	s.sale(unionpayE, 6600, chip, 17*time.Minute)

	t := s.lost(unionpayF, 128000, chip) // 000878
	s.note("warn", say("交易失败 流水号=%s", "sale failed stan=%s", t.stan()))
	for range 3 {
		s.pass(2 * time.Second)
		s.reverse(t, "")
	}
	s.note("warn", say("冲正不成功,请人工处理 原流水号=%s", "reversal given up, record deleted, call the help desk, stan=%s", t.stan()))

	s.pass(14 * time.Minute)
	s.sale(unionpayA, 3200, contactless, 22*time.Minute)
	s.declined(mastercard, 2000000, chip, "61", words{"交易金额超限", "over the limit"}, 11*time.Minute)
	s.balance(unionpayE, 6*time.Minute)
	s.sale(unionpayC, 25000, chip, 40*time.Minute)
	s.sale(amex, 7590, stripe, time.Minute)
	return s.log
}
