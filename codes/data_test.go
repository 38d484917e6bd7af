package codes

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// every calls f with each row of each built-in book.
func every(t *testing.T, f func(t *testing.T, l *Library, b Book, c Code)) {
	t.Helper()
	l := Open()
	for _, b := range l.Books() {
		for _, c := range l.Codes(b.ID) {
			t.Run(b.ID+"/"+string(c.Class)+"/"+c.Value, func(t *testing.T) { f(t, l, b, c) })
		}
	}
}

func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

func bothLanguages(t *testing.T, what string, x Text) {
	t.Helper()
	if x.EN == "" || x.ZH == "" || x.EN == x.ZH {
		t.Errorf("%s is not written in both languages: %q", what, x)
	}
	if hasHan(x.EN) || !hasHan(x.ZH) {
		t.Errorf("%s stands in the wrong language: %q", what, x)
	}
}

func TestEveryRowIsWhole(t *testing.T) {
	date := regexp.MustCompile(`^20\d\d(-\d\d(-\d\d)?)?$`)
	every(t, func(t *testing.T, l *Library, b Book, c Code) {
		bothLanguages(t, "name", c.Name)
		bothLanguages(t, "meaning", c.Meaning)
		if !c.Note.IsZero() {
			bothLanguages(t, "note", c.Note)
		}
		// A text that terminals show in one language only has no other form.
		if c.Display.ZH != "" && (!hasHan(c.Display.ZH) || c.Display.ZH == c.Display.EN) {
			t.Errorf("display_zh is not Chinese: %q", c.Display.ZH)
		}
		if hasHan(c.Display.EN) {
			t.Errorf("display_en is Chinese: %q", c.Display.EN)
		}
		if len(c.Source) < 8 {
			t.Errorf("source %q names nothing", c.Source)
		}
		if c.Since != "" && !date.MatchString(c.Since) {
			t.Errorf("since %q is no date", c.Since)
		}
		for _, id := range c.Causes {
			if _, ok := l.Cause(id); !ok {
				t.Errorf("cause %q is missing", id)
			}
		}
		if _, ok := l.Advice(c.Advice); !ok {
			t.Errorf("advice %q is missing", c.Advice)
		}
		if c.Class != ClassAny && !slices.Contains(b.Classes, c.Class) {
			t.Errorf("books.yaml does not name class %q for %s", c.Class, b.ID)
		}
		if len(c.DeclinedBy) > 1 && slices.Contains(c.DeclinedBy, Nobody) {
			t.Errorf("nobody and somebody refused: %v", c.DeclinedBy)
		}
	})
}

func TestMoneyAndRetryFitTogether(t *testing.T) {
	every(t, func(t *testing.T, _ *Library, b Book, c Code) {
		switch {
		case c.Money == MayHaveMoved && c.Retry != RetryCheckFirst && c.Retry != RetryNever:
			t.Errorf("money may have moved, retry %s", c.Retry)
		case c.Approved() && c.Retry != RetryNotNeeded && c.Retry != RetryNever:
			t.Errorf("paid, retry %s", c.Retry)
		case c.Class == ClassAnswer && c.Money == MoneyUnknown && c.Retry != RetryCheckFirst:
			t.Errorf("an answer that says nothing about money has retry %s", c.Retry)
		case c.Class == ClassAny && c.Money == NotMoved && b.Beside == "":
			t.Error("a row for every class promises that nothing moved; it would answer for a reversal too")
		case c.Class == ClassReversalReason && c.Money == NotMoved:
			t.Error("a reversal asked for does not prove that nothing moved")
		case c.Class == ClassReversalAnswer && (c.Money == NotMoved || c.Approved()):
			t.Errorf("the answer to a reversal claims %s", c.Money)
		}
	})
}

// retryWords tell somebody to pay again. They may stand in a text only where
// the words before them forbid it or name what has to come first.
var (
	retryWords = regexp.MustCompile(`(?i)try again|retry|charge again|pay again|once more|start afresh|start a (new|fresh)|再刷|重刷|再收|再付|再试|重试|重做|再做|重新收款|重新交易|再次收款`)
	retryBan   = regexp.MustCompile(`(?i)((do not|never|before you|not to|nobody may) (charge|pay|try|retry|repeat)( again)?|不要再[收付刷试]|之[前后]，?(不要|才能)再[收付]|才能(再收|重新收款|再收款))`)
)

func TestNoAdviceToPayAgainWhereMoneyMayHaveMoved(t *testing.T) {
	l := Open()
	seen := map[string]bool{}
	for _, b := range l.Books() {
		for _, c := range l.Codes(b.ID) {
			payment := c.Class == ClassAnswer || c.Class == ClassAny || c.Class == ClassReversalReason || c.Class == ClassReversalAnswer
			unsafe := c.Money == MayHaveMoved || c.Money == MoneyUnknown && payment || c.Approved()
			if !unsafe || seen[c.Advice] {
				continue
			}
			seen[c.Advice] = true
			a, _ := l.Advice(c.Advice)
			for _, s := range []string{a.Staff.EN, a.Staff.ZH, a.Customer.EN, a.Customer.ZH, a.Engineer.EN, a.Engineer.ZH} {
				if w := retryWords.FindString(retryBan.ReplaceAllString(s, "")); w != "" {
					// Settlement and sign-on may be repeated; a payment may not.
					if c.Advice == "message_refused" && strings.Contains(s, "签到") {
						continue
					}
					t.Errorf("advice %s (used by %s %s) says %q: %s", a.ID, b.ID, c.Value, w, s)
				}
			}
		}
	}
	if len(seen) < 20 {
		t.Errorf("only %d pieces of advice were looked at", len(seen))
	}
}

func TestWordCheckCatchesDangerousAdvice(t *testing.T) {
	for _, s := range []string{"Try again in a minute.", "Please charge again.", "请重新刷卡再试一次。", "稍后重试"} {
		if !retryWords.MatchString(retryBan.ReplaceAllString(s, "")) {
			t.Errorf("dangerous text passes: %s", s)
		}
	}
	for _, s := range []string{"Do not charge again.", "在此之前不要再收一次。"} {
		if retryWords.MatchString(retryBan.ReplaceAllString(s, "")) {
			t.Errorf("a ban is taken for advice: %s", s)
		}
	}
}

func TestCustomersNeverHearLostStolenOrFraud(t *testing.T) {
	generic := Text{
		"The bank did not approve this payment. Please use another way to pay and ask your bank.",
		"银行没有批准这笔交易。请换一种付款方式，并向您的发卡行查询。",
	}
	every(t, func(t *testing.T, l *Library, b Book, c Code) {
		a, _ := l.Advice(c.Advice)
		for _, id := range c.Causes {
			if id != "lost_stolen" && id != "fraud" && id != "pick_up" {
				continue
			}
			if a.Customer != generic {
				t.Errorf("cause %s: the customer is told %q", id, a.Customer.EN)
			}
		}
	})
	telling := regexp.MustCompile(`(?i)lost|stolen|fraud|counterfeit|steal|挂失|被窃|失窃|盗|欺诈|伪卡|作弊|没收`)
	l := Open()
	for id, a := range l.texts.allAdvice() {
		if w := telling.FindString(a.Customer.EN + a.Customer.ZH); w != "" {
			t.Errorf("advice %s tells the customer %q", id, w)
		}
	}
}

func TestAdviceAndCausesAreUsedAndWhole(t *testing.T) {
	l := Open()
	advice, causes := map[string]bool{}, map[string]bool{}
	for _, b := range l.Books() {
		for _, c := range l.Codes(b.ID) {
			advice[c.Advice] = true
			for _, id := range c.Causes {
				causes[id] = true
			}
		}
	}
	for id, a := range l.texts.allAdvice() {
		bothLanguages(t, id+" staff", a.Staff)
		bothLanguages(t, id+" customer", a.Customer)
		bothLanguages(t, id+" engineer", a.Engineer)
		if !advice[id] {
			t.Errorf("no code uses advice %s", id)
		}
	}
	for id, c := range l.texts.allCauses() {
		bothLanguages(t, "cause "+id, c.Text)
		if !causes[id] {
			t.Errorf("no code uses cause %s", id)
		}
	}
}

func TestBooksAreWhole(t *testing.T) {
	l := Open()
	for _, b := range l.Books() {
		bothLanguages(t, b.ID+" name", Text{b.Name.EN, b.Name.ZH})
		bothLanguages(t, b.ID+" chosen", b.Chosen)
		if b.Network == "" || b.Field == "" || !regexp.MustCompile(`^20\d\d-\d\d-\d\d$`).MatchString(b.Date) {
			t.Errorf("book %s: network %q, field %q, date %q", b.ID, b.Network, b.Field, b.Date)
		}
		for _, other := range []string{b.Fallback, b.Beside} {
			if other != "" && l.table(other) == nil {
				t.Errorf("book %s names %q, which is not there", b.ID, other)
			}
		}
	}
	if files, listed := len(*l.shelves.Load()), len(l.Books()); files != listed {
		t.Errorf("%d files, %d books in books.yaml", files, listed)
	}
}

// The counts of distinct codes in the tables that the books were made from.
func TestNoCodeOfABookIsMissing(t *testing.T) {
	want := map[string]int{
		"iso8583-1987": 94, "iso8583-1993": 101, "visa": 81, "mastercard": 49,
		"mastercard-mac": 22, "visa-decline-category": 5, "cn-terminal-local": 115,
		"iso8583-2003": 160, "amex": 40, "discover": 71, "jcb": 58, "elo": 38, "abecs-mastercard-br": 10,
		"us-debit-star-tabapay": 49, "stripe-decline": 48, "stripe-advice": 3, "adyen-refusal": 41,
		"moneris-interac": 176, "moneris-go": 24, "base24-iso": 93, "linkly-au": 34,
		"windcave-nz": 47, "cb-fr": 50, "redsys-es": 53, "transbank-cl-pos": 60,
		"zvt": 88, "gicc-de": 43, "nexo-errorcondition": 17, "nexo-result": 3, "opi-overallresult": 22,
		"emv-cid-9F27": 8, "emv-arc-8A": 13, "emv-tvr-95": 39, "emv-tsi-9B": 8,
		"emv-cvmr-9F34-method": 20, "emv-cvmr-9F34-condition": 10, "emv-cvmr-9F34-result": 3,
		"pax-poslink": 19, "pax-transresult": 48, "verifone-sca": 23, "ingenico-mpos-sdk": 51, "mypos": 36,
		"rupay": 63, "npci-upi": 68, "mada": 77, "mada-ecr": 38, "bkm-tr": 68, "isbank-tr-pos": 22,
		"nets-sg": 72, "axs-sg-ecr": 11, "softspace-my": 42, "maya-ph-ecr": 37,
		"linkpos-kbtg": 4, "linkpos-v156": 4, "linkpos-bdo": 5, "mispos-cn": 4, "codepay": 3,
		"wechat": 36, "alipay": 44, "unionpay-qr": 33, "unionpay-gateway": 5,
	}
	l := Open()
	for book, n := range want {
		if l.shelf(book) == nil {
			t.Logf("%s is not there yet", book)
			continue
		}
		distinct := map[string]bool{}
		for _, c := range l.Codes(book) {
			distinct[c.Value] = true
		}
		if len(distinct) != n {
			t.Errorf("book %s has %d codes, want %d", book, len(distinct), n)
		}
	}
	both := map[string]bool{}
	for _, book := range []string{"unionpay", "unionpay-old"} {
		for _, c := range l.Codes(book) {
			both[c.Value] = true
		}
	}
	if len(both) != 114 {
		t.Errorf("the two UnionPay books have %d codes together, want 114", len(both))
	}
}

func TestBuiltInFilesHaveAllColumnsAndNothingElse(t *testing.T) {
	for _, b := range Open().Books() {
		raw, err := data.ReadFile("data/" + b.ID + ".tsv")
		if err != nil {
			t.Fatal(err)
		}
		header, _, _ := strings.Cut(string(raw), "\n")
		if strings.Contains(string(raw), "\n\n") || strings.Contains(string(raw), "\n#") || strings.ContainsAny(string(raw), "\r") || !strings.HasSuffix(string(raw), "\n") {
			t.Errorf("%s: a line is empty, a comment, or does not end as lines do", b.ID)
		}
		if got := strings.Split(header, "\t"); !slices.Equal(got, columns) {
			t.Errorf("%s: columns %v, want %v", b.ID, got, columns)
		}
	}
}
