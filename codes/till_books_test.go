package codes

import "testing"

// Results of tills' lines whose wrong reading costs money. Written by hand, apart
// from the data.
func TestDangerousTillCodes(t *testing.T) {
	l := Open()
	for _, tt := range []struct {
		book  string
		class Class
		code  string
		by    Party
		money Money
		retry Retry
	}{
		{"nccc-tw", ClassAnswer, "0001", PartyUnknown, MoneyUnknown, RetryCheckFirst}, // failed, by whoever
		{"nccc-tw", ClassAnswer, "0003", Terminal, MayHaveMoved, RetryCheckFirst},
		{"nccc-tw", ClassAnswer, "0002", Issuer, NotMoved, RetryOtherCard},
		{"smartro-kr", ClassAnswer, "X", PartyUnknown, MoneyUnknown, RetryCheckFirst}, // also a network that was silent
		{"smartro-kr", ClassAnswer, "2", Nobody, MoneyUnknown, RetryCheckFirst},       // cash, elsewhere a card
		{"verifone-point-fi", ClassAnswer, "1022", Terminal, MayHaveMoved, RetryCheckFirst},
		{"verifone-point-fi", ClassAnswer, "1003", CardItself, MayHaveMoved, RetryCheckFirst},
		{"verifone-point-fi", ClassAnswer, "9400", CardItself, MayHaveMoved, RetryCheckFirst}, // the bank said yes before
		{"verifone-point-fi", ClassAnswer, "91Z3", CardItself, MayHaveMoved, RetryCheckFirst},
		{"verifone-point-fi", ClassAnswer, "9903", Network, MayHaveMoved, RetryCheckFirst}, // seen before; elsewhere type it again
		{"verifone-point-fi", ClassAnswer, "9107", Issuer, NotMoved, RetryOtherCard},
		{"abecs-status", ClassAdmin, "000", Nobody, MoneyUnknown, RetryNotNeeded}, // a command worked, which is no sale
		{"abecs-status", ClassAdmin, "013", Terminal, MoneyUnknown, RetrySameCard},
	} {
		c, ok := l.Lookup(tt.book, tt.class, tt.code)
		if !ok || c.Book != tt.book || c.DeclinedBy[0] != tt.by || c.Money != tt.money || c.Retry != tt.retry {
			t.Errorf("%s %s: got %s, %v, %s, %s; want %s, %s, %s", tt.book, tt.code, c.Book, c.DeclinedBy, c.Money, c.Retry, tt.by, tt.money, tt.retry)
		}
	}
	// A pinpad's status answers no payment.
	if c, ok := l.Lookup("abecs-status", ClassAnswer, "000"); ok && c.Approved() {
		t.Errorf("a pinpad approves: %+v", c)
	}
}
