package guide

import (
	"regexp"
	"strings"
	"testing"
)

// makes are names that no text may hold: makers, payment companies, networks
// and wallets. The UnionPay specification is named as a source.
var makes = regexp.MustCompile(`(?i)verifone|ingenico|\bpax\b|landi|newland|newpos|castles|hypercom|sunmi|worldline|adyen|square|sumup|visa\b|mastercard|amex|american express|discover|diners|alipay|wechat|lakala|paypal|` +
	`拉卡拉|银盛|盛付通|盛迪嘉|随行付|合利宝|瑞银信|海科|乐刷|付临门|星驿|新国都|联迪|新大陆|百富|惠尔丰|支付宝|微信|通联|快钱|云闪付|95516|12363|12378`)

var phone = regexp.MustCompile(`\d[\d-]{5,}\d|\b\d{5,}\b`)

func TestNoMakesAndNoNumbersToCall(t *testing.T) {
	for _, s := range allTexts(t) {
		if m := makes.FindString(s.EN + " " + s.ZH); m != "" {
			t.Errorf("%s%s names %q", s.file, s.path, m)
		}
		spoken := strings.ReplaceAll(s.EN+" "+s.ZH, "200000", "") // a processing code
		if m := phone.FindString(spoken); m != "" && !strings.Contains(s.path, "Source") {
			t.Errorf("%s%s holds the number %q", s.file, s.path, m)
		}
	}
}

// Sentences that could make somebody charge a second time, and the words that
// forbid it, put it off, or speak of it as something that went wrong.
var (
	again = regexp.MustCompile(`(?i)\b(charge|swipe|pay|tap|insert|try|repeat)\b[^.:;]{0,25}\b(again|once more|anew|a second time|another time)\b|\bretry\b|\bnew (sale|payment)\b|\bcharged again\b|` +
		`再(次)?(收|刷|付|扣|试|做一[次笔])|重(新)?(刷|收款|付|试)|又收|重复(收|刷|付)|多刷`)
	forbids = regexp.MustCompile(`(?i)\bnot\b|\bnever\b|\bno duplicate\b|\bwaits\b|\bbefore\b|after an unclear|somebody charged|` +
		`不要|不能|不会|绝不|先不|别再|之前|为了|结果不明|排队|正在`)
	sentence = regexp.MustCompile(`[^.。；;！!]+`)
)

// temptation gives a sentence that asks for another payment, or "".
func temptation(text string) string {
	text = strings.ReplaceAll(text, "再做一次余额查询", "") // moves no money
	for _, s := range sentence.FindAllString(text, -1) {
		if again.MatchString(s) && !forbids.MatchString(s) {
			return strings.TrimSpace(s)
		}
	}
	return ""
}

func TestTemptationsAreSeen(t *testing.T) {
	for _, bad := range []string{
		"Swipe the card again until a slip comes out.", "Please pay once more.", "Retry the sale.", "Wait. Then make a new payment.",
		"请再刷一次。", "没出单就重新刷卡。", "稍等，再收一次。", "可以重试",
	} {
		if temptation(bad) == "" {
			t.Errorf("not seen: %q", bad)
		}
	}
	for _, good := range []string{"Do not charge again.", "不要再次收款。", "Never pay again before you know."} {
		if s := temptation(good); s != "" {
			t.Errorf("%q is no temptation", s)
		}
	}
}

func TestNobodyIsToldToChargeAgain(t *testing.T) {
	all := loaded(t)
	clear := 0
	for name, v := range all {
		switch p := v.(type) {
		case *card:
			if p.Clear {
				clear++
				continue
			}
		case *article:
			if p.Clear {
				clear++
				continue
			}
		case *Tree:
			continue // ends say by themselves whether a payment may follow
		}
		for _, s := range texts(name, v) {
			for _, text := range []string{s.EN, s.ZH} {
				if bad := temptation(text); bad != "" {
					t.Errorf("%s%s: %q", name, s.path, bad)
				}
			}
		}
	}
	if clear > 4 {
		t.Errorf("%d pages take themselves out of this test", clear)
	}
	tree := all["triage.yaml"].(*Tree)
	for _, e := range tree.Ends {
		if e.Pays {
			continue
		}
		for _, text := range []string{e.Say.EN, e.Say.ZH} {
			if bad := temptation(text); bad != "" {
				t.Errorf("end %s: %q", e.ID, bad)
			}
		}
	}
}

func TestCustomersHearNoReason(t *testing.T) {
	reason := regexp.MustCompile(`(?i)\blost\b|stolen|fraud|suspect|counterfeit|pick.?up|insufficient|blocked|挂失|被盗|盗刷|欺诈|伪卡|可疑|余额不足|没收|黑名单`)
	for name, v := range loaded(t) {
		var list []said
		switch p := v.(type) {
		case *card:
			for _, x := range append(p.Customer, p.Say...) {
				list = append(list, said{name, ".Customer", x})
			}
		case *article:
			for _, x := range p.Customer {
				list = append(list, said{name, ".Customer", x})
			}
		}
		for _, s := range list {
			if m := reason.FindString(s.EN + " " + s.ZH); m != "" {
				t.Errorf("%s tells the customer %q", name, m)
			}
		}
	}
}

// glossary fixes one Chinese word for one idea; where the English has the
// first, the Chinese has one of the others.
var glossary = []struct {
	en string
	zh []string
}{
	{`\breversals?\b`, []string{"冲正"}},
	{`\b(refund|refunds|refunded)\b`, []string{"退货"}},
	{`\bvoids?\b`, []string{"撤销"}},
	{`\bacquirers?\b`, []string{"收单"}},
	{`\bissuers?\b`, []string{"发卡行"}},
	{`\bcardholders?\b`, []string{"持卡人"}},
	{`\btrace numbers?\b`, []string{"凭证号", "流水号"}},
	{`\breference numbers?\b`, []string{"参考号"}},
	{`\bauthorisation codes?\b`, []string{"授权码"}},
	{`\bpre-authorisation\b`, []string{"预授权"}},
	{`\bbatch\b`, []string{"批"}},
	{`\bbalance enquiry\b`, []string{"余额查询"}},
	{`\bcredit adjustment\b`, []string{"贷记调整"}},
	{`\bfault slips?\b`, []string{"故障单"}},
	{`\bsettlement slips?\b`, []string{"结算单"}},
	{`\bone-sided\b`, []string{"单边账"}},
	{`\bsurplus\b`, []string{"长款"}},
	{`\bmerchant number`, []string{"商户号"}},
	{`\bterminal number`, []string{"终端号"}},
	{`\bsign(ed|s)?[ -]on\b`, []string{"签到"}},
	{`\boffline sales?\b`, []string{"脱机交易"}},
	{`\bpin\b`, []string{"密码", "PIN"}},
}

func TestGlossaryHolds(t *testing.T) {
	for _, s := range allTexts(t) {
		for _, g := range glossary {
			if !regexp.MustCompile(`(?i)` + g.en).MatchString(s.EN) {
				continue
			}
			ok := false
			for _, z := range g.zh {
				ok = ok || strings.Contains(s.ZH, z)
			}
			if !ok {
				t.Errorf("%s%s: %q says %s, but the Chinese has none of %v: %q", s.file, s.path, s.EN, g.en, g.zh, s.ZH)
			}
		}
		for _, wrong := range []string{"退款", "冲账", "回冲", "客户", "小票据", "POS机"} {
			if strings.Contains(s.ZH, wrong) {
				t.Errorf("%s%s says %s: %q", s.file, s.path, wrong, s.ZH)
			}
		}
	}
}

// corrected are claims of old articles that no text may repeat.
func TestOldMistakesAreNotRepeated(t *testing.T) {
	wrong := regexp.MustCompile(`(?i)money (is|stays|returns|goes back) (in|into|to) the (terminal|machine)|resets? (the )?terminal (first|to)|钱(会)?退回(终端|机器)|钱在终端里`)
	for _, s := range allTexts(t) {
		for _, one := range sentence.FindAllString(s.EN+"。"+s.ZH, -1) {
			if wrong.MatchString(one) && !regexp.MustCompile(`(?i)\bnot\b|never|no money|不在|不会|绝不|不要`).MatchString(one) {
				t.Errorf("%s%s: %q", s.file, s.path, one)
			}
		}
	}
	a := loaded(t)["symptom/failed_debited.yaml"].(*article)
	for _, c := range a.Causes {
		if regexp.MustCompile(`(?i)expired|stripe|balance|too little`).MatchString(c.EN) {
			t.Errorf("failed but debited is said to come from %q", c.EN)
		}
	}
	if len(a.NotCauses) == 0 {
		t.Error("failed but debited does not say what it does not come from")
	}
}
