package codes

import "testing"

// Codes that mean something else than in the general tables, in a way that
// costs money or a card when they are read by the wrong book. Written by hand
// from the lists of each provider, apart from the data.
func TestDangerousCodesOfAcquirersAndTerminals(t *testing.T) {
	l := Open()
	tests := []struct {
		book, code string
		cause      string
		by         Party
		money      Money
		retry      Retry
	}{
		// Approvals only in BASE24; Visa and Mastercard refuse with them.
		{"base24-iso", "76", "approved", Nobody, Moved, RetryNotNeeded},
		{"base24-iso", "77", "approved", Nobody, Moved, RetryNotNeeded},
		{"base24-iso", "78", "approved", Nobody, Moved, RetryNotNeeded},
		{"base24-iso", "81", "approved", Nobody, Moved, RetryNotNeeded},
		{"base24-iso", "79", "admin", Nobody, MoneyUnknown, RetryCheckFirst},
		{"base24-iso", "R2", "admin", Nobody, MoneyUnknown, RetryCheckFirst},
		{"base24-iso", "83", "no_account", Issuer, NotMoved, RetryAfterFix},
		{"base24-iso", "85", "host_unavailable", Issuer, MayHaveMoved, RetryCheckFirst},
		{"base24-iso", "N3", "follow_up", PartyUnknown, MoneyUnknown, RetryCheckFirst},
		{"base24-iso", "Q1", "expired", Issuer, NotMoved, RetryOtherCard},
		{"base24-iso", "S0", "follow_up", Network, MayHaveMoved, RetryCheckFirst},

		{"moneris-interac", "051", "expired", Issuer, NotMoved, RetryOtherCard},
		{"moneris-interac", "055", "not_supported", Acquirer, NotMoved, RetryAfterFix},
		{"moneris-interac", "057", "lost_stolen", Issuer, NotMoved, RetryNever},
		{"moneris-interac", "076", "funds", Issuer, NotMoved, RetryOtherCard},
		{"moneris-interac", "078", "duplicate", Network, MayHaveMoved, RetryCheckFirst},
		{"moneris-interac", "096", "chip_required", Issuer, NotMoved, RetrySameCard},
		{"moneris-interac", "113", "timeout", Network, MayHaveMoved, RetryCheckFirst},
		{"moneris-interac", "800", "format", Acquirer, NotMoved, RetryAfterFix},
		{"moneris-interac", "900", "pin_tries", Issuer, NotMoved, RetryOtherCard},
		{"moneris-interac", "909", "pick_up", Issuer, NotMoved, RetryNever},
		{"moneris-go", "5206", "duplicate", Terminal, MayHaveMoved, RetryCheckFirst},
		{"moneris-go", "5211", "approved_partly", Nobody, PartlyMoved, RetryNotNeeded},
		{"moneris-go", "5907", "host_unavailable", Terminal, MayHaveMoved, RetryCheckFirst},

		{"linkly-au", "93", "reconcile", Acquirer, MoneyUnknown, RetryCheckFirst},
		{"linkly-au", "TL", "verification", Terminal, MayHaveMoved, RetryCheckFirst},
		{"linkly-au", "TV", "follow_up", Terminal, MayHaveMoved, RetryCheckFirst},
		{"linkly-au", "X7", "mac_key", Terminal, MayHaveMoved, RetryCheckFirst},
		{"windcave-nz", "76", "do_not_honour", Issuer, NotMoved, RetryOtherCard},
		{"windcave-nz", "70", "chip_required", Issuer, NotMoved, RetrySameCard},
		{"windcave-nz", "E1", "offline", CardItself, NotMoved, RetryOtherCard},
		{"windcave-nz", "E8", "offline", CardItself, MayHaveMoved, RetryCheckFirst},
		{"windcave-nz", "P1", "terminal_fault", Terminal, MayHaveMoved, RetryCheckFirst},

		{"cb-fr", "33", "expired", Issuer, NotMoved, RetryOtherCard},
		{"cb-fr", "38", "expired", Issuer, NotMoved, RetryOtherCard},
		{"cb-fr", "76", "lost_stolen", Issuer, NotMoved, RetryNever},
		{"cb-fr", "97", "timeout", Network, MayHaveMoved, RetryCheckFirst},
		{"cb-fr", "A1", "verification", Issuer, NotMoved, RetryAfterFix},

		{"redsys-es", "0190", "do_not_honour", Issuer, NotMoved, RetryOtherCard},
		{"redsys-es", "0480", "original_not_found", Network, MoneyUnknown, RetryCheckFirst},
		{"redsys-es", "0900", "approved", Nobody, Moved, RetryNotNeeded},
		{"redsys-es", "0916", "invalid_amount", Issuer, NotMoved, RetryAfterFix},
		{"redsys-es", "0940", "reversed", Nobody, Undone, RetryCheckFirst},

		// A till that reads these as bank codes would keep a card or hand over goods.
		{"transbank-cl-pos", "02", "timeout", Terminal, MayHaveMoved, RetryCheckFirst},
		{"transbank-cl-pos", "03", "host_unavailable", Terminal, MayHaveMoved, RetryCheckFirst},
		{"transbank-cl-pos", "22", "timeout", Terminal, MayHaveMoved, RetryCheckFirst},
		{"transbank-cl-pos", "04", "reversed", Nobody, Undone, RetryCheckFirst},
		{"transbank-cl-pos", "05", "original_not_found", Network, MoneyUnknown, RetryCheckFirst},
		{"transbank-cl-pos", "08", "follow_up", PartyUnknown, MoneyUnknown, RetryCheckFirst},
		{"transbank-cl-pos", "10", "invalid_amount", Terminal, NotMoved, RetryAfterFix},
		{"transbank-cl-pos", "11", "original_not_found", Network, MoneyUnknown, RetryCheckFirst},
		{"transbank-cl-pos", "16", "format", Terminal, MayHaveMoved, RetryCheckFirst},
		{"transbank-cl-pos", "78", "in_progress", Terminal, MoneyUnknown, RetryCheckFirst},
		{"transbank-cl-pos", "82", "in_progress", Terminal, MayHaveMoved, RetryCheckFirst},
		{"transbank-cl-pos", "94", "format", Terminal, MayHaveMoved, RetryCheckFirst},
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

func TestAcquirerBooksDoNotAnswerForOtherMessages(t *testing.T) {
	l := Open()
	tests := []struct {
		book  string
		class Class
		code  string
		want  string // book of the row; "" when there must be none
		money Money
	}{
		{"cb-fr", ClassReversalAnswer, "00", "cb-fr", Undone},
		{"cb-fr", ClassReversalAnswer, "05", "", ""},
		{"cb-fr", ClassReversalReason, "34", "cb-fr", MayHaveMoved},
		{"redsys-es", ClassReversalAnswer, "0481", "redsys-es", Undone},
		{"redsys-es", ClassAnswer, "0481", "", ""},
		{"base24-iso", ClassReversalAnswer, "76", "iso8583-1987", MoneyUnknown},
		// BASE24 took the codes below 76 from the standard.
		{"base24-iso", ClassAnswer, "51", "iso8583-1987", NotMoved},
		{"base24-iso", ClassReversalAnswer, "00", "iso8583-1987", Undone},
		{"transbank-cl-pos", ClassReversalAnswer, "00", "", ""},
		{"linkly-au", ClassAnswer, "N1", "", ""},
	}
	for _, tt := range tests {
		c, ok := l.Lookup(tt.book, tt.class, tt.code)
		if ok != (tt.want != "") || c.Book != tt.want || c.Money != tt.money {
			t.Errorf("%s %s %s: got %q, %q; want %q, %q", tt.book, tt.class, tt.code, c.Book, c.Money, tt.want, tt.money)
		}
	}
}
