package codes

import (
	"strings"
	"testing"
)

// Codes of terminals, tills and chips that do harm when they are read as a
// response code of a card network. Written by hand, apart from the data.
func TestDangerousTerminalCodes(t *testing.T) {
	l := Open()
	tests := []struct {
		book, code string
		by         Party
		money      Money
		retry      Retry
	}{
		{"zvt", "41", Issuer, NotMoved, RetrySameCard},         // the PIN is wanted; elsewhere a lost card
		{"zvt", "33", Issuer, NotMoved, RetrySameCard},         // the PIN is wanted; elsewhere expired, keep the card
		{"zvt", "13", Issuer, NotMoved, RetrySameCard},         // too many taps; elsewhere a wrong amount
		{"zvt", "68", Terminal, NotMoved, RetryOtherCard},      // not for credit cards; elsewhere a time-out
		{"zvt", "66", Terminal, MayHaveMoved, RetryCheckFirst}, // a fault; elsewhere call the acquirer
		{"zvt", "76", Terminal, NotMoved, RetryOtherCard},      // not on the list; approved in BASE24
		{"zvt", "78", Terminal, NotMoved, RetryOtherCard},      // expired; elsewhere stopped or approved
		{"zvt", "79", Terminal, NotMoved, RetryOtherCard},      // not yet valid; already reversed at Visa
		{"zvt", "A1", Terminal, MayHaveMoved, RetryCheckFirst}, // the host is silent; elsewhere a missing 3-D Secure
		{"zvt", "B4", Nobody, Undone, RetryCheckFirst},         // undone before
		{"zvt", "CC", Terminal, MayHaveMoved, RetryCheckFirst}, // only the printing failed
		{"zvt", "6C", Terminal, MoneyUnknown, RetryCheckFirst}, // stopped, perhaps after the PIN
		{"zvt", "06", Terminal, MayHaveMoved, RetryCheckFirst}, // operators disagree
		{"zvt", "08", Nobody, MayHaveMoved, RetryCheckFirst},   // an approval where none is expected
		{"zvt", "0A", Nobody, MayHaveMoved, RetryCheckFirst},   // 10: approved in part
		{"zvt", "21", Issuer, NotMoved, RetryOtherCard},        // 33: expired
		{"zvt", "37", Issuer, NotMoved, RetrySameCard},         // 55: wrong PIN
		{"zvt", "44", Network, MayHaveMoved, RetryCheckFirst},  // 68: answered too late
		{"zvt", "5B", Network, MayHaveMoved, RetryCheckFirst},  // 91: the bank is not reachable
		{"concert", "7", PartyUnknown, MoneyUnknown, RetryCheckFirst},
		{"caisse-ap", "11", Terminal, MayHaveMoved, RetryCheckFirst}, // answered before the outcome
		{"caisse-ap", "01", PartyUnknown, MoneyUnknown, RetryCheckFirst},
		{"caisse-ap", "01-08", Terminal, MayHaveMoved, RetryCheckFirst},
		{"mellon", "33", PartyUnknown, MoneyUnknown, RetryCheckFirst}, // stands for a 91 of the host too
		{"mellon", "09", Terminal, MayHaveMoved, RetryCheckFirst},
		{"mellon", "E002", Terminal, MayHaveMoved, RetryCheckFirst}, // the session before may be paid
		{"mellon", "E999", Terminal, NotMoved, RetrySameCard},       // while it works on a payment it does not answer at all
		{"gicc-de", "06", Terminal, NotMoved, RetryAfterFix},        // sequence number; elsewhere an error at the bank
		{"gicc-de", "09", Network, MoneyUnknown, RetryCheckFirst},   // wait; elsewhere a refusal
		{"gicc-de", "58", Acquirer, NotMoved, RetryAfterFix},        // terminal unknown
		{"gicc-de", "64", Issuer, NotMoved, RetryAfterFix},          // above the original; money laundering rule at Visa
		{"gicc-de", "78", Issuer, NotMoved, RetryNever},             // stopped; approved in BASE24
		{"gicc-de", "80", Issuer, NotMoved, RetryAfterFix},          // reservation gone; approved in BASE24
		{"gicc-de", "98", Terminal, NotMoved, RetryAfterFix},        // the clock; a time-out at UnionPay
		{"gicc-de", "91", Network, MayHaveMoved, RetryCheckFirst},   // as everywhere
		{"mypos", "10", CardItself, NotMoved, RetryOtherCard},       // PIN locked; elsewhere partly approved
		{"mypos", "11", Terminal, MoneyUnknown, RetryCheckFirst},    // PIN at the bank; elsewhere approved
		{"mypos", "12", Terminal, MayHaveMoved, RetryCheckFirst},    // no usable answer; elsewhere an invalid payment
		{"mypos", "14", Terminal, MayHaveMoved, RetryCheckFirst},    // internal error; elsewhere an invalid card
		{"mypos", "15", Terminal, MayHaveMoved, RetryCheckFirst},    // line broke; elsewhere no such bank
		{"mypos", "16", Terminal, NotMoved, RetrySameCard},          // no secure line; elsewhere approved
		{"mypos", "22", Terminal, MayHaveMoved, RetryCheckFirst},    // no paper, perhaps paid
		{"emv-arc-8A", "Y1", Nobody, MayHaveMoved, RetryNever},      // paid only after the upload
		{"emv-arc-8A", "Z3", Terminal, MayHaveMoved, RetryCheckFirst},
		{"emv-cid-9F27", "00", CardItself, MoneyUnknown, RetryCheckFirst}, // a refusal, unless the bank said yes before
		{"emv-cid-9F27", "80", Terminal, MayHaveMoved, RetryCheckFirst},
		{"emv-cid-9F27", "03", CardItself, MayHaveMoved, RetryCheckFirst},
		{"pax-transresult", "-34", CardItself, MayHaveMoved, RetryCheckFirst}, // the bank said yes, the chip no
		{"pax-transresult", "-8", Terminal, MayHaveMoved, RetryCheckFirst},
		{"pax-transresult", "-17", Nobody, Undone, RetryCheckFirst},
		{"pax-poslink", "000001", Nobody, MayHaveMoved, RetryNever},
		{"pax-poslink", "100011", Terminal, MayHaveMoved, RetryNever},
		{"pax-poslink", "100007", Terminal, MayHaveMoved, RetryCheckFirst}, // two lists disagree
		{"pax-poslink", "100023", Terminal, MoneyUnknown, RetryCheckFirst}, // not found is not "not booked"
		{"ecr17-it", "01", PartyUnknown, MoneyUnknown, RetryCheckFirst},    // one code for refused, stopped and broken
		{"ecr17-it", "05", Terminal, NotMoved, RetrySameCard},              // no card; elsewhere a refusal
		{"ecr17-it", "09", Terminal, MayHaveMoved, RetryCheckFirst},
		{"nexo-errorcondition", "UnreachableHost", Terminal, MayHaveMoved, RetryCheckFirst},
		{"nexo-result", "Failure", PartyUnknown, MoneyUnknown, RetryCheckFirst},
		{"opi-overallresult", "Aborted", Terminal, MoneyUnknown, RetryCheckFirst},
		{"opi-overallresult", "TimedOut", Terminal, MayHaveMoved, RetryCheckFirst},
		{"verifone-sca", "-1", Nobody, MoneyUnknown, RetryCheckFirst}, // a command worked, which is no sale
		{"ingenico-mpos-sdk", "4934", Terminal, MayHaveMoved, RetryCheckFirst},
		{"ingenico-mpos-sdk", "4960", Terminal, MayHaveMoved, RetryCheckFirst},
	}
	for _, tt := range tests {
		c, ok := l.Lookup(tt.book, ClassAny, tt.code)
		if !ok || c.Book != tt.book {
			t.Errorf("%s %s is missing", tt.book, tt.code)
			continue
		}
		if c.DeclinedBy[0] != tt.by || c.Money != tt.money || c.Retry != tt.retry {
			t.Errorf("%s %s: got %s, %s, %s; want %s, %s, %s", tt.book, tt.code,
				c.DeclinedBy[0], c.Money, c.Retry, tt.by, tt.money, tt.retry)
		}
	}
}

// A bit of the chip's data is a hint. It proves nothing about the money and
// must not turn up when somebody asks for a response code.
func TestChipBitsAreHintsOnly(t *testing.T) {
	l := Open()
	for _, b := range l.Books() {
		if b.Network != "emv" || b.Beside == "" || b.ID == "emv-cid-9F27" {
			continue
		}
		for _, c := range l.Codes(b.ID) {
			if c.Class != ClassAny || c.Money != MoneyUnknown && c.Money != MayHaveMoved || c.Retry != RetryCheckFirst {
				t.Errorf("%s %s: %q, %s, %s", b.ID, c.Value, c.Class, c.Money, c.Retry)
			}
		}
	}
	for _, r := range l.Candidates(ClassAny, "04") {
		if strings.HasPrefix(r.Book.ID, "emv-cvmr") {
			t.Errorf("04 is read as %s of %s", r.Code.Name.EN, r.Book.ID)
		}
	}
}

// A code in DE39 of a message is none that a terminal gives to its till.
func TestMessagesAreNotReadByTerminalBooks(t *testing.T) {
	l := Open()
	for _, code := range []string{"00", "05", "12", "41", "66", "78"} {
		asked, inMessage := 0, 0
		for _, r := range l.Candidates(ClassAny, code) {
			if r.Book.Field != "DE39" {
				asked++
			}
		}
		for _, r := range l.Candidates(ClassAnswer, code) {
			if r.Book.Field != "DE39" {
				inMessage++
			}
		}
		if asked == 0 || inMessage > 0 {
			t.Errorf("%s: %d readings of terminals when asked by a person, %d in a message", code, asked, inMessage)
		}
	}
}
