package codes

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strings"
	"unicode"
)

// Lint checks a book's file as strictly as the built-in ones are checked: what
// Overlay asks for, and both languages, rules about money that fit together, and
// customer texts that tell nobody of loss, theft or fraud. It gives the number of
// rows that the file has and an error that joins *Problem values naming file,
// line and column, up to twenty of them. An error of r is given as it is.
func Lint(name string, r io.Reader) (rows int, err error) {
	l := Open()
	l.strict = true
	text, err := io.ReadAll(io.LimitReader(r, maxBook+1))
	if err != nil {
		return 0, err
	}
	for line := range lines(string(text)) {
		if strings.TrimSpace(line) != "" {
			rows++
		}
	}
	return max(rows-1, 0), l.Overlay(name, bytes.NewReader(text)) // the header is no row
}

// noticeOf is the text that customers hear where a card is lost, stolen or under
// suspicion: the same as for any refusal.
const noticeOf = "lost_stolen"

var sinceForm = regexp.MustCompile(`^20\d\d(-\d\d(-\d\d)?)?$`)

// strict checks what a shared book needs and a user's own need not have.
func (p *bookParser) strict(c Code, n int) {
	p.languages(n, "name", c.Name)
	p.languages(n, "meaning", c.Meaning)
	if !c.Note.IsZero() {
		p.languages(n, "note", c.Note)
	}
	if isHan(c.Display.EN) {
		p.fail(n, "display_en", Text{"this is Chinese", "这里是中文"}, Text{"move it to display_zh", "请移到 display_zh"})
	}
	if c.Display.ZH != "" && !isHan(c.Display.ZH) {
		p.fail(n, "display_zh", Text{"this is not Chinese", "这里不是中文"}, Text{"leave it empty where terminals show English only", "终端只显示英文时请留空"})
	}
	if c.Since != "" && !sinceForm.MatchString(c.Since) {
		p.fail(n, "since", Text{"not a date", "不是日期"}, Text{"write 2024, 2024-05 or 2024-05-31", "请写 2024、2024-05 或 2024-05-31"})
	}
	p.moneyRules(c, n)
	p.customerRule(c, n)
}

func (p *bookParser) languages(n int, column string, t Text) {
	switch {
	case t.EN == "":
		p.fail(n, column+"_en", Text{"the English text is missing", "缺少英文"}, Text{"write both languages", "请写两种语言"})
	case t.ZH == "":
		p.fail(n, column+"_zh", Text{"the Chinese text is missing", "缺少中文"}, Text{"write both languages", "请写两种语言"})
	case isHan(t.EN):
		p.fail(n, column+"_en", Text{"this is Chinese", "这里是中文"}, Text{"write English here", "这里请写英文"})
	case !isHan(t.ZH):
		p.fail(n, column+"_zh", Text{"this is not Chinese", "这里不是中文"}, Text{"write Chinese here", "这里请写中文"})
	}
}

func (p *bookParser) moneyRules(c Code, n int) {
	switch {
	case c.Approved() && c.Retry != RetryNotNeeded && c.Retry != RetryNever:
		p.fail(n, "retry", Text{"the code approves, so nobody pays again", "这个码表示批准，不能再收款"}, Text{"write not_needed or never", "请写 not_needed 或 never"})
	case c.Class == ClassAnswer && c.Money == MoneyUnknown && c.Retry != RetryCheckFirst && c.Retry != RetryNever:
		p.fail(n, "retry", Text{"the answer says nothing about the money", "这个应答说明不了钱的去向"}, Text{"write check_first or never", "请写 check_first 或 never"})
	case c.Class == ClassReversalReason && c.Money == NotMoved:
		p.fail(n, "money", Text{"asking for an undo does not prove that nothing moved", "请求冲正不能证明没有扣款"}, Text{"write may_have_moved or unknown", "请写 may_have_moved 或 unknown"})
	case c.Class == ClassReversalAnswer && (c.Money == NotMoved || c.Approved()):
		p.fail(n, "money", Text{"the answer to an undo cannot say this about the sale", "冲正应答不能这样说明原交易"}, Text{"write undone, may_have_moved or unknown", "请写 undone、may_have_moved 或 unknown"})
	}
}

// customerRule keeps lost, stolen and fraud away from customers.
func (p *bookParser) customerRule(c Code, n int) {
	for _, id := range c.Causes {
		if id != "lost_stolen" && id != "fraud" && id != "pick_up" {
			continue
		}
		told, _ := p.texts.Advice(c.Advice)
		if usual, _ := p.texts.Advice(noticeOf); told.Customer != usual.Customer {
			p.fail(n, "advice", Text{"this advice tells the customer more than a usual refusal does", "这条建议告诉顾客的比普通拒绝多"},
				Text{"use pick_up, lost_stolen or fraud", "请用 pick_up、lost_stolen 或 fraud"})
			return
		}
	}
}

func isHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// Problems gives the single problems of an error that Overlay or Lint gave.
func Problems(err error) []*Problem {
	if err == nil {
		return nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var out []*Problem
		for _, e := range joined.Unwrap() {
			out = append(out, Problems(e)...)
		}
		return out
	}
	var p *Problem
	if errors.As(err, &p) {
		return []*Problem{p}
	}
	return nil
}
