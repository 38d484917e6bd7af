package codes

import "testing"

// Codes of the card brands, of Brazil, of the US debit networks and of two
// payment services that mean something else in the general table, or that do
// harm when they are read wrongly. Written by hand, apart from the data.
func TestDangerousCodesOfBrandsAndServices(t *testing.T) {
	l := Open()
	tests := []struct {
		book, code string
		class      Class
		cause      string
		by         Party
		money      Money
		retry      Retry
	}{
		// 04 keeps the card nearly everywhere, but asks for a repeat at Elo.
		{"elo", "04", ClassAnswer, "format", Issuer, NotMoved, RetrySameCard},
		{"discover", "04", ClassAnswer, "pick_up", Issuer, NotMoved, RetryNever},
		{"jcb", "04", ClassAnswer, "pick_up", Issuer, NotMoved, RetryNever},
		// 08 is an approval in the general table, and no approval at Discover.
		{"discover", "08", ClassAnswer, "private", PartyUnknown, MoneyUnknown, RetryCheckFirst},
		{"discover", "15", ClassAnswer, "private", PartyUnknown, MoneyUnknown, RetryCheckFirst},
		// 87 pays a purchase without cash at Mastercard; at Discover nobody knows.
		{"discover", "87", ClassAnswer, "host_unavailable", Network, MayHaveMoved, RetryCheckFirst},
		{"discover", "N3", ClassAnswer, "host_unavailable", Network, MayHaveMoved, RetryCheckFirst},
		{"discover", "79", ClassReversalAnswer, "reversed", Nobody, Undone, RetryCheckFirst},
		{"discover", "Z3", ClassAnswer, "offline", Terminal, MoneyUnknown, RetryCheckFirst},
		{"discover", "Y1", ClassAnswer, "offline", Nobody, MayHaveMoved, RetryNever},
		{"jcb", "09", ClassAnswer, "unknown", Issuer, MoneyUnknown, RetryCheckFirst},
		{"jcb", "22", ClassAnswer, "issuer_unavailable", Network, MayHaveMoved, RetryCheckFirst},
		{"jcb", "68", ClassReversalReason, "timeout", Network, MayHaveMoved, RetryCheckFirst},
		// At Elo 38 keeps no card, 58 is the shop and 64 the smallest amount.
		{"elo", "38", ClassAnswer, "pin_tries", Issuer, NotMoved, RetryOtherCard},
		{"elo", "58", ClassAnswer, "invalid_merchant", Acquirer, NotMoved, RetryAfterFix},
		{"elo", "64", ClassAnswer, "invalid_amount", Issuer, NotMoved, RetryAfterFix},
		{"elo", "91", ClassAnswer, "issuer_unavailable", Network, MayHaveMoved, RetryCheckFirst},
		{"abecs-mastercard-br", "01", ClassAnswer, "invalid_card", Issuer, NotMoved, RetryNever},
		// Two lists of one provider: paid with overdraft, or stopped by the holder.
		{"us-debit-star-tabapay", "R3", ClassAnswer, "private", PartyUnknown, MayHaveMoved, RetryCheckFirst},
		{"us-debit-star-tabapay", "R2", ClassAnswer, "approved", Nobody, Moved, RetryNotNeeded},
		{"us-debit-star-tabapay", "T7", ClassAnswer, "approved_partly", Nobody, PartlyMoved, RetryNotNeeded},
		{"us-debit-star-tabapay", "E1", ClassAnswer, "format", Acquirer, NotMoved, RetryAfterFix},
		{"us-debit-star-tabapay", "E9", ClassAnswer, "timeout", Network, MayHaveMoved, RetryCheckFirst},
		{"us-debit-star-tabapay", "N0", ClassAnswer, "follow_up", Issuer, NotMoved, RetryAfterFix},
		// 900 approves at American Express, and promises nothing in ISO of 1993.
		{"amex", "900", ClassAnswer, "approved", Nobody, Moved, RetryNotNeeded},
		{"amex", "187", ClassAnswer, "expired", Issuer, NotMoved, RetryOtherCard},
		{"amex", "400", ClassReversalAnswer, "reversed", Nobody, Undone, RetrySameCard},
		{"amex", "909", ClassAnswer, "host_unavailable", Network, MayHaveMoved, RetryCheckFirst},
		{"iso8583-2003", "0011", ClassAnswer, "offline", Nobody, MayHaveMoved, RetryNever},
		{"iso8583-2003", "1065", ClassAnswer, "offline", Terminal, MoneyUnknown, RetryCheckFirst},
		{"iso8583-2003", "4000", ClassReversalAnswer, "reversed", Nobody, Undone, RetrySameCard},
		{"iso8583-2003", "4021", ClassReversalReason, "timeout", Nobody, MayHaveMoved, RetryCheckFirst},
		{"iso8583-2003", "9113", ClassAnswer, "duplicate", Network, MayHaveMoved, RetryCheckFirst},
		{"stripe-decline", "approve_with_id", ClassAnswer, "do_not_honour", Issuer, NotMoved, RetrySameCard},
		{"stripe-decline", "duplicate_transaction", ClassAnswer, "duplicate", Issuer, MayHaveMoved, RetryCheckFirst},
		{"stripe-decline", "processing_error", ClassAnswer, "host_unavailable", Network, MayHaveMoved, RetryCheckFirst},
		{"stripe-advice", "try_again_later", ClassAny, "do_not_honour", Issuer, MoneyUnknown, RetryCheckFirst},
		// Adyen's own numbers: 12 is money, 4 a fault, 0 an approval.
		{"adyen-refusal", "0", ClassAnswer, "approved", Nobody, Moved, RetryNotNeeded},
		{"adyen-refusal", "4", ClassAnswer, "host_unavailable", Acquirer, MayHaveMoved, RetryCheckFirst},
		{"adyen-refusal", "12", ClassAnswer, "funds", Issuer, NotMoved, RetryOtherCard},
		{"adyen-refusal", "16", ClassAnswer, "cancelled", Terminal, MoneyUnknown, RetryCheckFirst},
		{"adyen-refusal", "22", ClassAnswer, "fraud", Acquirer, Undone, RetryNever},
	}
	for _, tt := range tests {
		c, ok := l.Lookup(tt.book, tt.class, tt.code)
		if !ok || c.Book != tt.book {
			t.Errorf("%s %q %s is missing", tt.book, tt.class, tt.code)
			continue
		}
		if c.Causes[0] != tt.cause || c.DeclinedBy[0] != tt.by || c.Money != tt.money || c.Retry != tt.retry {
			t.Errorf("%s %s: got %s, %s, %s, %s; want %s, %s, %s, %s", tt.book, tt.code,
				c.Causes[0], c.DeclinedBy[0], c.Money, c.Retry, tt.cause, tt.by, tt.money, tt.retry)
		}
	}
}

// A book that lists only what is special to it leaves the rest to the general
// one; a value that the special book knows never comes from there.
func TestSpecialBooksFallBack(t *testing.T) {
	l := Open()
	for _, tt := range []struct{ book, code, from string }{
		{"elo", "00", "iso8583-1987"},
		{"us-debit-star-tabapay", "51", "iso8583-1987"},
		{"abecs-mastercard-br", "51", "mastercard"},
		{"abecs-mastercard-br", "01", "abecs-mastercard-br"},
	} {
		if c, ok := l.Lookup(tt.book, ClassAnswer, tt.code); !ok || c.Book != tt.from {
			t.Errorf("Lookup(%s, %s) came from %q (%v), want %s", tt.book, tt.code, c.Book, ok, tt.from)
		}
	}
	// The general table leaves 82 to each network, so nothing is claimed.
	if c, _ := l.Lookup("us-debit-star-tabapay", ClassAnswer, "82"); c.Money != MoneyUnknown || c.Retry != RetryCheckFirst {
		t.Errorf("82 of a US debit network is %s, %s", c.Money, c.Retry)
	}
}

func TestWordsOfPaymentServicesAreCodes(t *testing.T) {
	l := Open()
	for _, word := range []string{"insufficient_funds", "fraudulent", "revocation_of_all_authorizations"} {
		if rs := l.Search(" " + word + " "); len(rs) == 0 || rs[0].Code.Value != word || rs[0].Book.ID != "stripe-decline" {
			t.Errorf("%q finds %d readings, not the code of Stripe first", word, len(rs))
		}
	}
}
