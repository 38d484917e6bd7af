package codes

import "testing"

// What a person who knows the networks of India, Saudi Arabia, Turkey and
// South-East Asia and the wallets of China says about the codes that do harm
// when they are read by the table of another network. Written by hand.
func TestDangerousCodesOfRegionsAndWallets(t *testing.T) {
	l := Open()
	tests := []struct {
		book  string
		class Class
		code  string
		by    Party
		money Money
		retry Retry
	}{
		// The bank had said yes before the chip said no.
		{"rupay", ClassReversalReason, "E1", CardItself, MayHaveMoved, RetryCheckFirst},
		{"rupay", ClassReversalReason, "E2", CardItself, MayHaveMoved, RetryCheckFirst},
		{"rupay", ClassReversalReason, "32", Nobody, PartlyMoved, RetryNever},
		{"rupay", ClassReversalReason, "17", Terminal, MayHaveMoved, RetryCheckFirst},
		{"rupay", ClassAnswer, "17", Terminal, MoneyUnknown, RetryCheckFirst},
		{"rupay", ClassReversalAnswer, "00", Nobody, Undone, RetrySameCard},
		{"rupay", ClassAnswer, "74", Issuer, NotMoved, RetryOtherCard},
		// Pending, not "call the bank"; bank offline, not approved by the chip.
		{"npci-upi", ClassAnswer, "01", Network, MayHaveMoved, RetryCheckFirst},
		{"npci-upi", ClassAnswer, "Y1", Network, MayHaveMoved, RetryCheckFirst},
		{"npci-upi", ClassAnswer, "96", Network, MayHaveMoved, RetryCheckFirst},
		{"npci-upi", ClassAnswer, "RB", Network, MayHaveMoved, RetryCheckFirst},
		{"npci-upi", ClassAnswer, "21", Nobody, Undone, RetryCheckFirst},
		{"npci-upi", ClassAnswer, "U85", Network, NotMoved, RetryLater},
		{"npci-upi", ClassAnswer, "U88", Network, MayHaveMoved, RetryCheckFirst},
		// One table refuses with 100, another approves with it.
		{"mada", ClassAnswer, "100", Issuer, NotMoved, RetryOtherCard},
		{"softspace-my", ClassAnswer, "100", Nobody, Moved, RetryNotNeeded},
		{"mada", ClassReversalAnswer, "400", Nobody, Undone, RetrySameCard},
		{"softspace-my", ClassAnswer, "400", Terminal, MayHaveMoved, RetryCheckFirst},
		{"mada", ClassAnswer, "087", Nobody, MayHaveMoved, RetryNever},
		{"mada", ClassAnswer, "190", Terminal, MoneyUnknown, RetryCheckFirst},
		{"mada", ClassAnswer, "187", Network, MoneyUnknown, RetryCheckFirst},
		{"mada", ClassAnswer, "199", Network, NotMoved, RetryNever},
		// The till's command went well; whether it was paid stands elsewhere.
		{"mada-ecr", ClassAnswer, "0", Nobody, MoneyUnknown, RetryCheckFirst},
		{"mada-ecr", ClassAnswer, "-2", Terminal, MayHaveMoved, RetryCheckFirst},
		{"mada-ecr", ClassAnswer, "12", Terminal, MayHaveMoved, RetryCheckFirst},
		{"mada-ecr", ClassAnswer, "26", Terminal, MoneyUnknown, RetryCheckFirst},
		// Not an approval, and not "in progress".
		{"bkm-tr", ClassAnswer, "16", Issuer, NotMoved, RetryOtherCard},
		{"bkm-tr", ClassAnswer, "09", Issuer, MoneyUnknown, RetryCheckFirst},
		{"bkm-tr", ClassAnswer, "80", Network, MayHaveMoved, RetryCheckFirst},
		{"bkm-tr", ClassAnswer, "82", Issuer, MayHaveMoved, RetryCheckFirst},
		{"bkm-tr", ClassAnswer, "85", Nobody, NotMoved, RetryNotNeeded},
		{"bkm-tr", ClassReversalAnswer, "98", Network, MayHaveMoved, RetryNever},
		{"bkm-tr", ClassAnswer, "32", Network, PartlyMoved, RetryNever},
		// The terminal threw the host's answer away; the host may have said yes.
		{"nets-sg", ClassAnswer, "IM", Network, MayHaveMoved, RetryCheckFirst},
		{"nets-sg", ClassAnswer, "IR", Network, MayHaveMoved, RetryCheckFirst},
		{"nets-sg", ClassAnswer, "IA", Network, MayHaveMoved, RetryCheckFirst},
		{"nets-sg", ClassAnswer, "IS", Network, MayHaveMoved, RetryCheckFirst},
		{"nets-sg", ClassAnswer, "IT", Network, MayHaveMoved, RetryCheckFirst},
		{"nets-sg", ClassAnswer, "TO", Terminal, MayHaveMoved, RetryCheckFirst},
		{"nets-sg", ClassAnswer, "80", Issuer, NotMoved, RetryOtherCard},
		{"nets-sg", ClassAnswer, "64", Nobody, Undone, RetryCheckFirst},
		{"nets-sg", ClassReconciliation, "N2", Acquirer, MoneyUnknown, RetryNever},
		// A refusal of an inquiry says nothing about the payment; no answer is no refusal.
		{"linkpos-kbtg", ClassAnswer, "ND", Issuer, NotMoved, RetryOtherCard},
		{"linkpos-kbtg", ClassAdmin, "ND", PartyUnknown, MoneyUnknown, RetryCheckFirst},
		{"linkpos-v156", ClassAnswer, "74", Terminal, MayHaveMoved, RetryCheckFirst},
		{"linkpos-v156", ClassAnswer, "UA", Terminal, MoneyUnknown, RetryCheckFirst},
		{"linkpos-v156", ClassAnswer, "68", Network, MayHaveMoved, RetryCheckFirst},
		{"linkpos-bdo", ClassAnswer, "NA", Terminal, MoneyUnknown, RetryCheckFirst},
		{"mispos-cn", ClassAnswer, "99", Terminal, MayHaveMoved, RetryCheckFirst},
		{"mispos-cn", ClassAnswer, "00010014", Terminal, NotMoved, RetryAfterSignOn},
		{"codepay", ClassAnswer, "110", Terminal, MoneyUnknown, RetryCheckFirst},
		{"axs-sg-ecr", ClassAnswer, "01", Terminal, NotMoved, RetryAfterFix},
		{"axs-sg-ecr", ClassAnswer, "TO", Terminal, MayHaveMoved, RetryCheckFirst},
		{"softspace-my", ClassAnswer, "309", Terminal, MayHaveMoved, RetryCheckFirst},
		{"maya-ph-ecr", ClassAnswer, "25", Acquirer, NotMoved, RetryAfterFix},
		{"maya-ph-ecr", ClassReconciliation, "80", Acquirer, MoneyUnknown, RetryAfterFix},
		{"maya-ph-ecr", ClassAnswer, "C", Terminal, MoneyUnknown, RetryCheckFirst},
		{"maya-ph-ecr", ClassAnswer, "P", Terminal, MayHaveMoved, RetryCheckFirst},
		{"isbank-tr-pos", ClassAnswer, "PL466", Nobody, Undone, RetryCheckFirst},
		// Wallets: an open order is never a refusal.
		{"wechat", ClassAnswer, "USERPAYING", Nobody, MayHaveMoved, RetryCheckFirst},
		{"wechat", ClassAnswer, "SYSTEMERROR", Network, MayHaveMoved, RetryCheckFirst},
		{"wechat", ClassAnswer, "BANKERROR", Issuer, MayHaveMoved, RetryCheckFirst},
		{"wechat", ClassAnswer, "no_response", PartyUnknown, MayHaveMoved, RetryCheckFirst},
		{"wechat", ClassAnswer, "ORDERPAID", Network, Moved, RetryNever},
		{"wechat", ClassAnswer, "ORDERNOTEXIST", Network, MoneyUnknown, RetryCheckFirst},
		{"wechat", ClassAnswer, "NOTPAY", Nobody, MoneyUnknown, RetryCheckFirst},
		{"alipay", ClassAnswer, "10003", Nobody, MayHaveMoved, RetryCheckFirst},
		{"alipay", ClassAnswer, "20000", Network, MayHaveMoved, RetryCheckFirst},
		{"alipay", ClassAnswer, "40004", Network, MoneyUnknown, RetryCheckFirst},
		{"alipay", ClassAnswer, "ACQ.SYSTEM_ERROR", Network, MayHaveMoved, RetryCheckFirst},
		{"alipay", ClassAnswer, "ACQ.TRADE_HAS_SUCCESS", Nobody, Moved, RetryNever},
		{"alipay", ClassAnswer, "WAIT_BUYER_PAY", Nobody, MayHaveMoved, RetryCheckFirst},
		{"alipay", ClassAnswer, "TRADE_CLOSED", Nobody, MoneyUnknown, RetryCheckFirst},
		// On a card terminal: keep the card, wrong PIN, sign on, wrong PIN format.
		{"unionpay-qr", ClassAnswer, "04", Network, MayHaveMoved, RetryCheckFirst},
		{"unionpay-qr", ClassAnswer, "55", Network, NotMoved, RetryAfterFix},
		{"unionpay-qr", ClassAnswer, "77", Issuer, NotMoved, RetryAfterFix},
		{"unionpay-qr", ClassAnswer, "92", Network, MayHaveMoved, RetryCheckFirst},
		{"unionpay-qr", ClassAnswer, "99", PartyUnknown, MoneyUnknown, RetryCheckFirst},
		// At the online gateway 05 is "accepted, ask later".
		{"unionpay-gateway", ClassAnswer, "05", Network, MayHaveMoved, RetryCheckFirst},
		{"unionpay-gateway", ClassAnswer, "34", Network, MoneyUnknown, RetryCheckFirst},
	}
	for _, tt := range tests {
		c, ok := l.Lookup(tt.book, tt.class, tt.code)
		if !ok {
			t.Errorf("%s %q %s is missing", tt.book, tt.class, tt.code)
			continue
		}
		if c.DeclinedBy[0] != tt.by || c.Money != tt.money || c.Retry != tt.retry {
			t.Errorf("%s %s: got %s, %s, %s; want %s, %s, %s", tt.book, tt.code,
				c.DeclinedBy[0], c.Money, c.Retry, tt.by, tt.money, tt.retry)
		}
	}
}

// A code of one class must not answer for another: a reason in a reversal is no
// refusal of a sale.
func TestRegionalReversalCodesStayInTheirClass(t *testing.T) {
	l := Open()
	for _, tt := range []struct {
		book  string
		class Class
		code  string
	}{
		{"rupay", ClassAnswer, "E1"},
		{"rupay", ClassAnswer, "E2"},
		{"rupay", ClassAnswer, "32"},
		{"rupay", ClassReversalAnswer, "51"},
		{"mada", ClassAnswer, "400"},
		{"mada", ClassReversalAnswer, "116"},
		{"bkm-tr", ClassAnswer, "98"},
		{"nets-sg", ClassAnswer, "N3"},
	} {
		if c, ok := l.Lookup(tt.book, tt.class, tt.code); ok {
			t.Errorf("%s %q %s gives %q of class %q", tt.book, tt.class, tt.code, c.Name.EN, c.Class)
		}
	}
}

// The words that wallets and terminals use as codes are found as they stand,
// and do not come before what card terminals show.
func TestSearchFindsCodesThatAreWords(t *testing.T) {
	l := Open()
	for prompt, want := range map[string]string{
		"USERPAYING":            "wechat:USERPAYING",
		"ACQ.TRADE_HAS_SUCCESS": "alipay:ACQ.TRADE_HAS_SUCCESS",
		"用户支付中，需要输入密码":          "wechat:USERPAYING",
		"PL107":                 "isbank-tr-pos:PL107",
		"U69":                   "npci-upi:U69",
		"PLEASE CALL LC":        "maya-ph-ecr:41",
		"余额不足":                  "unionpay-old:51",
		"SYSTEM ERROR":          "unionpay:96",
	} {
		rs := l.Search(prompt)
		if len(rs) == 0 || rs[0].Book.ID+":"+rs[0].Code.Value != want {
			t.Errorf("%q finds %s first, want %s", prompt, first(rs), want)
		}
	}
}

func first(rs []Reading) string {
	if len(rs) == 0 {
		return "nothing"
	}
	return rs[0].Book.ID + ":" + rs[0].Code.Value
}
