package main

import "time"

// contactIssuer: two sales are answered 01 among ordinary traffic. After
// 000512 the customer pays the same amount with another card; after 000518
// nobody tries again.
func contactIssuer() []entry {
	s := start("10000004", "898290057220008", 88, 510, 20, "11:15:20")
	refer := words{"请持卡人与发卡银行联系", "REFER TO CARD ISSUER"}
	s.signOn(5 * time.Minute)
	s.sale(unionpay16, 21050, chip, 13*time.Minute)
	s.declined(unionpayA, 68800, chip, "01", refer, 70*time.Second) // 000512
	s.sale(unionpayC, 68800, chip, 26*time.Minute)
	s.balance(unionpayE, 7*time.Minute)
	s.declined(unionpayE, 235000, chip, "51", words{"可用余额不足", "not enough funds"}, 12*time.Minute)
	s.declined(unionpayF, 9900, chip, "55", words{"密码错", "wrong PIN"}, 35*time.Second)
	s.sale(unionpayF, 9900, chip, 48*time.Minute)
	s.declined(unionpayD, 150000, chip, "01", refer, 33*time.Minute) // 000518
	s.sale(visa, 2340, contactless, 2*time.Hour)
	s.until(20, "20:30:05")
	s.settle(15 * time.Second)
	s.signOff()
	return s.log
}
