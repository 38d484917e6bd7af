package main

import "time"

// noResponse: trace 000304 is sent, the host never answers, and no reversal is
// seen. The terminal goes on with other sales.
func noResponse() []entry {
	s := start("10000003", "898290059770042", 9, 301, 20, "13:40:00")
	s.signOn(6 * time.Minute)
	s.sale(unionpayD, 8800, stripe, 8*time.Minute)
	s.balance(unionpayF, 3*time.Minute)
	s.lost(unionpayF, 89900, chip) // 000304
	s.pass(10 * time.Minute)
	s.sale(unionpayB, 1500, stripe, time.Minute)
	return s.log
}
