package codes

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// whole checks what only the finished row can show.
func (p *bookParser) whole(c Code, n int) {
	need := func(missing bool, column string) {
		if missing {
			p.fail(n, column, Text{"nothing is written here", "此处没有填写"},
				Text{"fill the column", "请填写该列"})
		}
	}
	need(c.Name.IsZero(), "name_en")
	need(c.Money == "", "money")
	need(c.Retry == "", "retry")
	need(len(c.Causes) == 0, "causes")
	need(len(c.DeclinedBy) == 0, "declined_by")
	need(c.Advice == "", "advice")
	need(c.Source == "", "source")
	if p.texts != nil {
		p.checkIDs(c, n)
	}
	if p.lint {
		p.strict(c, n)
	}
	if c.Money == MayHaveMoved && c.Retry != "" && c.Retry != RetryCheckFirst && c.Retry != RetryNever {
		p.fail(n, "retry", Text{"the money may have moved, so nobody may simply pay again", "款项可能已划走，不能直接再收一次"},
			Text{"write check_first or never", "请写 check_first 或 never"})
	}
}

// checkIDs refuses causes and advice that have no text.
func (p *bookParser) checkIDs(c Code, n int) {
	for _, id := range c.Causes {
		if _, ok := p.texts.Cause(id); !ok {
			p.fail(n, "causes", Text{"unknown cause", "未知的原因"}.about(show(id), show(id)),
				suggest(id, slices.Sorted(maps.Keys(p.texts.texts.allCauses()))))
		}
	}
	if _, ok := p.texts.Advice(c.Advice); !ok && c.Advice != "" {
		p.fail(n, "advice", Text{"unknown advice", "未知的建议"}.about(show(c.Advice), show(c.Advice)),
			suggest(c.Advice, slices.Sorted(maps.Keys(p.texts.texts.allAdvice()))))
	}
}

func (p *bookParser) fail(line int, column string, what, hint Text) {
	at := p.file
	if line > 0 {
		at += fmt.Sprintf(":%d", line)
	}
	if column != "" {
		at += ":" + column
	}
	p.problems = append(p.problems, &Problem{ID: "codes.file", What: what, At: at, Hint: hint})
}

// pick accepts a value of a closed list.
func pick[T ~string](p *bookParser, n int, column, v string, list []T, to *T) bool {
	if slices.Contains(list, T(v)) {
		*to = T(v)
		return true
	}
	p.fail(n, column, Text{"unknown value", "未知的取值"}.about(show(v), show(v)), suggest(v, list))
	return false
}

// suggest is the hint that names the nearest allowed value and all of them.
func suggest[T ~string](v string, list []T) Text {
	near, best := "", len(v)/2+1
	var all []string
	for _, x := range list {
		if x == "" {
			continue
		}
		all = append(all, string(x))
		if d := distance([]rune(v), []rune(string(x)), best); d < best {
			near, best = string(x), d
		}
	}
	t := Text{"allowed: " + strings.Join(all, ", "), "可用的值：" + strings.Join(all, "、")}
	if near != "" {
		t = Text{"did you mean " + near + "? " + t.EN, "是不是想写 " + near + "？" + t.ZH}
	}
	return t
}

func (t Text) about(en, zh string) Text {
	return Text{t.EN + " (" + en + ")", t.ZH + "（" + zh + "）"}
}

// show makes a foreign value fit into one line of an error. Somebody may hand
// in a log instead of a book, so anything that could be a card number loses
// its digits.
func show(s string) string {
	digits := 0
	for _, r := range s {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	r := []rune(strings.Map(func(r rune) rune {
		switch {
		case hidden(r):
			return -1
		case digits > 6 && unicode.IsDigit(r):
			return 'x'
		}
		return r
	}, s))
	if len(r) > 24 {
		r = append(r[:24:24], '…')
	}
	return string(r)
}

// hidden tells control characters and the marks that reorder text on a screen.
func hidden(r rune) bool {
	if r >= ' ' && r < 0x7f || r >= 0x3000 && r < 0xa000 { // nearly all there is
		return false
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
}

// maxCode is longer than the longest code, maxSpaced longer than the longest that
// a service puts its own name before (ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR);
// more than maxDigits digits may be a card number.
const (
	maxCode   = 40
	maxSpaced = 64
	maxDigits = 8
)

// goodCode tells what may stand in the column of codes: the codes of hosts, the
// results of tills and terminals ("-34"), the bits of chip values ("B5b2-1",
// "+40"), and the words that payment services use ("insufficient_funds").
func goodCode(s string) bool {
	if s == "*" || s == "-" { // "every code not listed here", "a rule of the whole book"
		return true
	}
	capitals, small, digits := 0, 0, 0
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r >= 'A' && r <= 'Z':
			capitals++
		case r >= 'a' && r <= 'z':
			small++
		case r == '-' || r == '+' && i == 0 || (r == '_' || r == '.') && i > 0:
		default:
			return false
		}
	}
	if strings.Contains(s, "_") && capitals > 0 && small > 0 {
		return false // words of services are written in one case
	}
	return capitals+small+digits > 0 && digits <= maxDigits &&
		(len(s) <= maxCode || len(s) <= maxSpaced && strings.Contains(s, "."))
}
