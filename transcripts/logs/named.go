package logs

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/posdoctor/posdoctor/transcripts"
)

// namedKind is what a name in a line stands before.
type namedKind int

const (
	namedSTAN namedKind = iota
	namedRRN
	namedAmount
	namedMoney // a currency sign
	namedCode
	namedTerminal
	namedBatch
	namedOrder
	namedKinds
)

// namedWords are the names by kind, in lower case.
var namedWords = [namedKinds][]string{
	namedSTAN:     {"流水号", "凭证号", "跟踪号", "stan", "trace", "voucher"},
	namedRRN:      {"参考号", "检索号", "rrn", "ref", "reference"},
	namedAmount:   {"金额", "amount", "amt", "total"},
	namedMoney:    {"rmb", "cny", "¥", "￥"},
	namedCode:     {"应答码", "返回码", "响应码", "应答代码", "返回代码", "39域", "域39", "response code", "resp code", "respcode", "result code", "rc", "code"},
	namedTerminal: {"终端号", "终端编号", "terminal", "tid"},
	namedBatch:    {"批次号", "batch"},
	namedOrder:    {"订单号", "order"},
}

type namedWord struct {
	text string
	kind namedKind
}

// namedHeads are the names by their first byte, the longest first.
var namedHeads = func() (t [256][]namedWord) {
	for k, list := range namedWords {
		for _, w := range list {
			i := 0
			row := t[w[0]]
			for i < len(row) && len(row[i].text) >= len(w) {
				i++
			}
			t[w[0]] = append(row[:i:i], append([]namedWord{{w, namedKind(k)}}, row[i:]...)...)
		}
	}
	return t
}()

// readNamed gives what a line itself names, as a signal without an id.
func readNamed(s []byte) transcripts.Signal {
	var out transcripts.Signal
	s = s[:min(len(s), 4096)]
	bracket := ""
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '[' || c == '(' || c == 0xEF {
			if bracket == "" {
				bracket = bracketCode(s, i)
			}
		}
		if c-'A' < 26 {
			c |= 0x20
		}
		if alnum(c) && i > 0 && wordly(s[i-1]) {
			continue
		}
		for _, w := range namedHeads[c] {
			end := i + len(w.text)
			if end > len(s) || !sameFold(s[i:end], w.text) || w.kind != namedMoney && alnum(s[end-1]) && end < len(s) && letter(s[end]) {
				continue
			}
			readValue(&out, w.kind, s[i:end], s[end:])
			i = end - 1
			break
		}
	}
	if out.Code == "" {
		out.Code = bracket
	}
	if out.Amount.Known && out.Amount.Currency == "" && bytes.Contains(s, []byte("人民币")) {
		out.Amount.Currency = "CNY"
	}
	return out
}

// readValue reads the value behind a name; the first of a kind counts.
func readValue(out *transcripts.Signal, kind namedKind, name, rest []byte) {
	rest, marked := behind(rest, name[0] < 0x80)
	switch kind {
	case namedSTAN:
		if out.STAN == "" {
			out.STAN = padded(piece(rest, 1, 6, true))
		}
	case namedBatch:
		if out.Batch == "" && marked {
			out.Batch = padded(piece(rest, 1, 6, true))
		}
	case namedRRN:
		if out.RRN == "" && marked {
			out.RRN = piece(rest, 6, 12, false)
		}
	case namedTerminal:
		if out.Terminal == "" && marked {
			out.Terminal = piece(rest, 8, 8, false)
		}
	case namedCode:
		if out.Code == "" && marked {
			out.Code = strings.ToUpper(piece(rest, 2, 2, false))
		}
	case namedOrder:
		if out.Order == "" && marked {
			if v := piece(rest, 6, 64, false); !looksLikeCard(v) {
				out.Order = v
			}
		}
	case namedAmount, namedMoney:
		if !out.Amount.Known {
			out.Amount = amount(kind, rest)
		}
	}
}

// behind skips what stands between a name and its value: "No.", an equals sign,
// a colon, a bracket. marked tells that one of these marks was there.
func behind(s []byte, suffix bool) (rest []byte, marked bool) {
	if suffix {
		t := bytes.TrimLeft(s, " _")
		for _, w := range [...]string{"number", "num", "no", "id"} {
			if len(t) >= len(w) && sameFold(t[:len(w)], w) && (len(t) == len(w) || !letter(t[len(w)])) {
				s = bytes.TrimPrefix(t[len(w):], []byte("."))
				break
			}
		}
	}
	for n := 0; len(s) > 0 && n < 6; n++ {
		switch {
		case s[0] == ':' || s[0] == '=' || s[0] == '#' || s[0] == '[' || s[0] == '(' || s[0] == '\'':
			marked = true
			s = s[1:]
		case s[0] == ' ' || s[0] == '\t':
			s = s[1:]
		case bytes.HasPrefix(s, []byte("：")):
			marked = true
			s = s[len("："):]
		default:
			return s, marked
		}
	}
	return s, marked
}

// piece reads a word of least to most letters and digits, or digits only, that
// ends there.
func piece(s []byte, least, most int, only bool) string {
	n := 0
	for n < len(s) && (s[n]-'0' <= 9 || !only && (letter(s[n]) || most > 12 && (s[n] == '-' || s[n] == '_'))) {
		n++
	}
	if n < least || n > most {
		return ""
	}
	return string(s[:n])
}

// bracketCode reads "[51]" where it stands right behind a word of the outcome,
// "交易失败[51]", or right before one, "[51]交易失败". A lone bracket may hold a
// thread.
func bracketCode(s []byte, i int) string {
	open := max(sign(s[i:], "["), sign(s[i:], "("), sign(s[i:], "（"))
	if open == 0 || i+open+3 > len(s) {
		return ""
	}
	v := s[i+open : i+open+2]
	rest := s[i+open+2:]
	end := max(sign(rest, "]"), sign(rest, ")"), sign(rest, "）"))
	if end == 0 || !alnum(v[0]) || !alnum(v[1]) {
		return ""
	}
	front := bytes.TrimRight(s[:i], " :")
	front = bytes.TrimSuffix(front, []byte("："))
	ok := false
	for _, w := range [...]string{"失败", "拒绝", "成功", "错误", "failed", "fail", "failure", "declined", "approved", "rejected"} {
		ok = ok || len(front) >= len(w) && sameFold(front[len(front)-len(w):], w)
	}
	for _, w := range [...]string{"交易", "消费", "撤销", "冲正", "退货"} {
		ok = ok || sign(rest[end:], w) > 0
	}
	if !ok {
		return ""
	}
	return strings.ToUpper(string(v))
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

// currencies are the ways to write a currency before a number.
var currencies = [...]struct{ sign, code string }{
	{"rmb", "CNY"}, {"cny", "CNY"}, {"¥", "CNY"}, {"￥", "CNY"}, {"€", "EUR"}, {"£", "GBP"}, {"$", ""},
}

// amount reads money where its unit is certain: with two decimals, with the
// sign for yuan behind it, or as the 12 digits of a message. A bare "12800"
// may be yuan or fen and is not taken.
func amount(kind namedKind, s []byte) transcripts.Amount {
	cur := ""
	if kind == namedMoney {
		cur = "CNY"
	}
	for _, c := range currencies {
		if len(s) >= len(c.sign) && sameFold(s[:len(c.sign)], c.sign) {
			cur = c.code
			s = s[len(c.sign):]
			break
		}
	}
	if _, n := word(s); n == 3 {
		cur = strings.ToUpper(string(s[:3]))
		s = s[3:]
	}
	s = bytes.TrimLeft(s, " :")
	n := 0
	for n < len(s) && (s[n]-'0' <= 9 || s[n] == ',' && n > 0) {
		n++
	}
	whole := strings.ReplaceAll(string(s[:n]), ",", "")
	if whole == "" || len(whole) > 13 {
		return transcripts.Amount{}
	}
	rest := s[n:]
	cents := ""
	if len(rest) > 2 && rest[0] == '.' && digits(rest[1:]) == 2 {
		cents, rest = string(rest[1:3]), rest[3:]
	}
	yuan := sign(bytes.TrimLeft(rest, " "), "元") > 0
	switch {
	case cents != "":
	case yuan:
		cents = "00"
	case len(whole) == 12 && kind == namedAmount:
		whole, cents = whole[:10], whole[10:]
	default:
		return transcripts.Amount{}
	}
	if yuan && cur == "" {
		cur = "CNY"
	}
	v, err := strconv.ParseInt(whole+cents, 10, 64)
	if err != nil {
		return transcripts.Amount{}
	}
	return transcripts.Amount{Minor: v, Currency: cur, Known: true}
}
