package logs

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"github.com/posdoctor/posdoctor/transcripts"
)

// The values that a line of words may name beside what happened. Each pattern
// has its value in the last group that matched.
var (
	reSTAN     = regexp.MustCompile(`(?i)(?:流水号|凭证号|跟踪号|\bstan|\btrace(?:[ _]?(?:no|number|num))?|\bvoucher(?:[ _]?no)?)[.]?[ \t]*[:：=#\[(]*[ \t]*([0-9]{1,6})(?:[^0-9]|$)`)
	reRRN      = regexp.MustCompile(`(?i)(?:参考号|检索号|\brrn|\bref(?:erence)?(?:[ _]?(?:no|number|num))?)[.]?[ \t]*[:：=#\[(]+[ \t]*([0-9A-Za-z]{6,12})(?:[^0-9A-Za-z]|$)`)
	reAmount   = regexp.MustCompile(`(?i)(?:金额|\bamount|\bamt|\btotal)[ \t]*[:：=\[(]*[ \t]*(rmb|cny|[A-Z]{3}|[¥￥$€£])?[ \t]*([0-9][0-9,]*(?:\.[0-9]{2})?)[ \t]*(元)?`)
	reMoney    = regexp.MustCompile(`(?i)(\brmb|\bcny|¥|￥)[ \t:：]*([0-9][0-9,]*\.[0-9]{2})(?:[^0-9]|$)`)
	reCode     = regexp.MustCompile(`(?i)(?:应答码|返回码|响应码|应答代码|返回代码|39域|域39|\bresp(?:onse)?[ _]?code|\bresult[ _]?code|\brc)[ \t]*[:：=\[(]+[ \t]*'?([0-9A-Z]{2})(?:[^0-9A-Za-z]|$)`)
	reBracket  = regexp.MustCompile(`(?i)(?:失败|拒绝|成功|不成功|错误|\bfail(?:ed|ure)?|\bdeclined|\bapproved|\brejected)[ \t:：,，]{0,2}[\[(（]([0-9A-Z]{2})[\])）]`)
	reLeading  = regexp.MustCompile(`(?i)[\[(（]([0-9A-Z]{2})[\])）][ \t:：]?(?:交易|消费|撤销|冲正|退货|transaction|sale|reversal)`)
	reTerminal = regexp.MustCompile(`(?i)(?:终端号|终端编号|\bterminal(?:[ _]?(?:id|no))?|\btid)[.]?[ \t]*[:：=#\[(]+[ \t]*([0-9A-Za-z]{8})(?:[^0-9A-Za-z]|$)`)
	reBatch    = regexp.MustCompile(`(?i)(?:批次号|\bbatch(?:[ _]?(?:no|number|num))?)[.]?[ \t]*[:：=#\[(]+[ \t]*([0-9]{1,6})(?:[^0-9]|$)`)
	reOrder    = regexp.MustCompile(`(?i)(?:订单号|\border(?:[ _]?(?:id|no|number))?)[.]?[ \t]*[:：=#\[(]+[ \t]*([0-9A-Za-z_-]{6,64})(?:[^0-9A-Za-z_-]|$)`)
)

// readNamed gives what a line itself names, as a signal without an id.
func readNamed(s []byte) transcripts.Signal {
	var out transcripts.Signal
	if len(s) > 4096 {
		s = s[:4096]
	}
	out.STAN = padded(value(reSTAN, s))
	out.Batch = padded(value(reBatch, s))
	out.RRN = value(reRRN, s)
	out.Terminal = value(reTerminal, s)
	out.Order = value(reOrder, s)
	if looksLikeCard(out.Order) {
		out.Order = ""
	}
	for _, re := range [...]*regexp.Regexp{reCode, reBracket, reLeading} {
		if v := strings.ToUpper(value(re, s)); v != "" {
			out.Code = v
			break
		}
	}
	out.Amount = amount(s)
	return out
}

func value(re *regexp.Regexp, s []byte) string {
	m := re.FindSubmatch(s)
	if m == nil {
		return ""
	}
	return string(m[len(m)-1])
}

// padded brings a number to the six digits in which messages carry it.
func padded(v string) string {
	if v == "" {
		return ""
	}
	return strings.Repeat("0", max(0, 6-len(v))) + v
}

// looksLikeCard keeps a bare number of a card's length out of fields that are
// shown: an order id of digits alone is given up rather than risked.
func looksLikeCard(v string) bool {
	n := digits([]byte(v))
	return n == len(v) && n >= 12 && n <= 19
}

var currencySigns = map[string]string{"rmb": "CNY", "cny": "CNY", "¥": "CNY", "￥": "CNY", "$": "", "€": "EUR", "£": "GBP"}

// amount reads money where its unit is certain: with two decimals, with the
// sign for yuan behind it, or as the 12 digits of a message. A bare "12800"
// may be yuan or fen and is not taken.
func amount(s []byte) transcripts.Amount {
	sign, digits, yuan := "", "", false
	if m := reAmount.FindSubmatch(s); m != nil {
		sign, digits, yuan = strings.ToLower(string(m[1])), string(m[2]), len(m[3]) > 0
	}
	if m := reMoney.FindSubmatch(s); m != nil && !strings.Contains(digits, ".") {
		sign, digits, yuan = strings.ToLower(string(m[1])), string(m[2]), false
	}
	if digits == "" {
		return transcripts.Amount{}
	}
	whole, cents, decimals := strings.Cut(strings.ReplaceAll(digits, ",", ""), ".")
	switch {
	case decimals:
	case yuan && len(whole) < 10:
		cents = "00"
	case len(whole) == 12:
		whole, cents = whole[:10], whole[10:]
	default:
		return transcripts.Amount{}
	}
	n, err := strconv.ParseInt(whole+cents, 10, 64)
	if err != nil || len(whole) > 12 {
		return transcripts.Amount{}
	}
	cur, known := currencySigns[sign]
	if !known {
		cur = strings.ToUpper(sign)
	}
	if yuan || cur == "" && bytes.Contains(s, []byte("人民币")) {
		cur = "CNY"
	}
	return transcripts.Amount{Minor: n, Currency: cur, Known: true}
}
