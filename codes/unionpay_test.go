package codes

import "testing"

// What a person who knows the two UnionPay tables says about the codes that do
// harm when they are read wrongly. Written by hand, apart from the data.
func TestDangerousUnionPayCodes(t *testing.T) {
	l := Open()
	tests := []struct {
		book, code string
		cause      string
		by         Party
		money      Money
		retry      Retry
	}{
		{"unionpay", "00", "approved", Nobody, Moved, RetryNotNeeded},
		{"unionpay", "01", "refer_to_issuer", Issuer, NotMoved, RetryOtherCard},
		{"unionpay", "03", "invalid_merchant", Acquirer, NotMoved, RetryAfterFix},
		{"unionpay", "04", "pick_up", Issuer, NotMoved, RetryOtherCard},
		{"unionpay", "05", "verification", Issuer, NotMoved, RetryOtherCard},
		{"unionpay", "10", "approved_partly", Nobody, PartlyMoved, RetryNotNeeded},
		{"unionpay", "12", "follow_up", Acquirer, NotMoved, RetryAfterFix},
		{"unionpay", "14", "invalid_card", Issuer, NotMoved, RetryOtherCard},
		{"unionpay", "22", "follow_up", Acquirer, NotMoved, RetryAfterFix},
		{"unionpay", "25", "original_not_found", Acquirer, NotMoved, RetryAfterFix},
		{"unionpay", "30", "format", Acquirer, NotMoved, RetrySameCard},
		{"unionpay", "34", "fraud", Issuer, NotMoved, RetryOtherCard},
		{"unionpay", "38", "pin_tries", Issuer, NotMoved, RetryOtherCard},
		{"unionpay", "41", "lost_stolen", Issuer, NotMoved, RetryOtherCard},
		{"unionpay", "43", "lost_stolen", Issuer, NotMoved, RetryOtherCard},
		{"unionpay", "45", "chip_required", Issuer, NotMoved, RetrySameCard},
		{"unionpay", "51", "funds", Issuer, NotMoved, RetryOtherCard},
		{"unionpay", "54", "expired", Issuer, NotMoved, RetryOtherCard},
		{"unionpay", "55", "pin", Issuer, NotMoved, RetrySameCard},
		{"unionpay", "58", "not_permitted_terminal", Acquirer, NotMoved, RetryAfterFix},
		{"unionpay", "61", "limit_amount", Issuer, NotMoved, RetryAfterFix},
		{"unionpay", "64", "follow_up", Acquirer, NotMoved, RetryAfterFix},
		{"unionpay", "68", "timeout", Network, MayHaveMoved, RetryCheckFirst},
		{"unionpay", "75", "pin_tries", Issuer, NotMoved, RetryOtherCard},
		{"unionpay", "77", "batch", Acquirer, NotMoved, RetryAfterSignOn},
		{"unionpay", "90", "cut_over", Network, NotMoved, RetryLater},
		{"unionpay", "91", "issuer_unavailable", Issuer, MayHaveMoved, RetryCheckFirst},
		{"unionpay", "92", "issuer_unavailable", Network, NotMoved, RetryLater},
		{"unionpay", "94", "duplicate", Acquirer, MayHaveMoved, RetryCheckFirst},
		{"unionpay", "96", "host_unavailable", Network, MayHaveMoved, RetryCheckFirst},
		{"unionpay", "97", "not_permitted_terminal", Acquirer, NotMoved, RetryAfterFix},
		{"unionpay", "98", "timeout", Network, MayHaveMoved, RetryCheckFirst},
		{"unionpay", "99", "mac_key", Acquirer, NotMoved, RetryAfterSignOn},
		{"unionpay", "A0", "mac_key", Acquirer, NotMoved, RetryAfterSignOn},
		{"unionpay", "A2", "unconfirmed", Nobody, MayHaveMoved, RetryNever},
		{"unionpay", "A6", "unconfirmed", Nobody, MayHaveMoved, RetryNever},
		{"unionpay", "A7", "mac_key", Acquirer, MoneyUnknown, RetryCheckFirst},
		{"unionpay", "C0", "in_progress", Acquirer, MayHaveMoved, RetryCheckFirst},
		{"unionpay", "Y1", "offline", Nobody, Moved, RetryNotNeeded},
		{"unionpay", "Z3", "offline", Terminal, MoneyUnknown, RetryCheckFirst},
		{"unionpay", "*", "unknown", PartyUnknown, MoneyUnknown, RetryCheckFirst},
		{"unionpay-old", "05", "do_not_honour", Issuer, NotMoved, RetryOtherCard},
		{"unionpay-old", "06", "issuer_unavailable", Issuer, MoneyUnknown, RetryCheckFirst},
		{"unionpay-old", "09", "in_progress", Network, MayHaveMoved, RetryCheckFirst},
		{"unionpay-old", "20", "host_unavailable", Network, MoneyUnknown, RetryCheckFirst},
		{"unionpay-old", "22", "sign_on", Acquirer, NotMoved, RetryAfterSignOn},
		{"unionpay-old", "35", "pick_up", Issuer, NotMoved, RetryOtherCard},
		{"unionpay-old", "68", "timeout", Network, MayHaveMoved, RetryCheckFirst},
	}
	for _, tt := range tests {
		c, ok := l.Lookup(tt.book, ClassAnswer, tt.code)
		if !ok || c.Book != tt.book {
			t.Errorf("%s %s is missing", tt.book, tt.code)
			continue
		}
		if c.Causes[0] != tt.cause || c.DeclinedBy[0] != tt.by || c.Money != tt.money || c.Retry != tt.retry {
			t.Errorf("%s %s: got %s, %s, %s, %s; want %s, %s, %s, %s", tt.book, tt.code,
				c.Causes[0], c.DeclinedBy[0], c.Money, c.Retry, tt.cause, tt.by, tt.money, tt.retry)
		}
	}
}
