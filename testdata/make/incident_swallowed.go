package main

import "time"

// swallowed: trace 000124 is approved, the printer has no paper, nobody prints
// the slip again, and in the evening the batch is settled with the sale in it.
func swallowed() []entry {
	s := start("10000001", "898290054110001", 215, 118, 20, "09:02:10")
	s.signOn(16 * time.Minute)
	s.sale(unionpayA, 4550, chip, 12*time.Minute)
	s.balance(unionpayB, 4*time.Minute)
	s.sale(unionpayC, 12800, contactless, 31*time.Minute)
	s.declined(unionpayB, 36600, chip, "55", words{"密码错", "wrong PIN"}, 40*time.Second)
	s.sale(unionpayB, 36600, chip, 52*time.Minute)

	t := s.begin(nameSale, unionpayD, 52000, chip, "000000", "22") // 000124
	s.approve(&t)
	s.note("warn", say("打印机缺纸", "printer out of paper"))
	s.note("warn", say("签购单未打印 流水号=%s", "slip not printed stan=%s", t.stan()))
	s.pass(7 * time.Minute)
	s.note("info", say("打印机已装纸", "paper loaded"))

	s.pass(5 * time.Minute)
	s.sale(visa, 1880, chip, time.Minute)
	s.until(20, "21:58:30")
	s.settle(20 * time.Second)
	s.signOff()
	return s.log
}
