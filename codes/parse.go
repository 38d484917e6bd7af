package codes

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// columns is the header of a book's file, in the order in which it is written.
var columns = []string{
	"code", "class", "name_en", "name_zh", "meaning_en", "meaning_zh",
	"display_en", "display_zh", "causes", "declined_by", "money", "retry",
	"advice", "source", "confidence", "since", "note_en", "note_zh",
}

var (
	classes = []Class{
		ClassAny, ClassAnswer, ClassReversalReason, ClassReversalAnswer,
		ClassFile, ClassReconciliation, ClassNetwork, ClassAdmin,
	}
	parties     = []Party{Issuer, Acquirer, Network, Terminal, CardItself, Merchant, Nobody, PartyUnknown}
	moneys      = []Money{NotMoved, Held, Moved, PartlyMoved, MayHaveMoved, Undone, MoneyUnknown}
	confidences = []Confidence{High, Medium, Low, Memory}
	retries     = []Retry{
		RetryNotNeeded, RetrySameCard, RetryOtherCard, RetryOtherMethod, RetryAfterFix,
		RetryAfterSignOn, RetryLater, RetryCheckFirst, RetryNever,
	}
)

// Limits of a book's file; the largest built-in book is far below them.
const (
	maxBook     = 8 << 20 // bytes
	maxField    = 4 << 10 // bytes
	maxProblems = 20      // told at once, so that one wrong separator stays readable
)

// bookParser turns the lines of one file into rows and collects what is wrong.
type bookParser struct {
	file, book string
	header     []string
	// base gives the row that a line replaces, when there is one: columns that
	// the file does not have keep their value.
	base func(Class, string) (Code, bool)
	// texts knows the ids of causes and advice; nil for the built-in books,
	// which a test checks, so that a lookup need not read the texts.
	texts    *Library
	lint     bool // check as strictly as the built-in books
	problems []error
}

// parse reads a whole file. Rows come back only when nothing was wrong.
func (p *bookParser) parse(b []byte) ([]Code, []error) {
	if len(b) > maxBook {
		p.fail(0, "", Text{"the file is larger than 8 MiB", "文件大于 8 MiB"},
			Text{"give one book, not a log", "请给出一张码表，而不是日志"})
		return nil, p.problems
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(b) {
		p.fail(0, "", Text{"the file is not UTF-8 text", "文件不是 UTF-8 文本"},
			Text{"save it as UTF-8 and try again", "请另存为 UTF-8 后再试"})
		return nil, p.problems
	}
	var rows []Code
	seen := map[rowKey]int{}
	n := 0
	for line := range strings.SplitSeq(string(b), "\n") {
		n++
		line = strings.TrimSuffix(line, "\r")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		if p.header == nil {
			if !p.readHeader(n, fields) {
				return nil, p.problems
			}
			continue
		}
		row, ok := p.row(n, fields)
		if len(p.problems) >= maxProblems {
			return nil, p.problems
		}
		if !ok {
			continue
		}
		key := rowKey{row.Class, row.Value}
		if first, twice := seen[key]; twice {
			p.fail(n, "code", Text{"the code was given before", "这个码前面已经写过"}.
				about(fmt.Sprintf("line %d", first), fmt.Sprintf("第 %d 行", first)),
				Text{"keep one row for a code and class", "同一码、同一类别只留一行"})
			continue
		}
		seen[key] = n
		rows = append(rows, row)
	}
	if p.header == nil {
		p.fail(0, "", Text{"the file has no header line", "文件没有表头行"},
			Text{"the first line names the columns, separated by tabs: " + strings.Join(columns, ", "), "第一行写列名，用制表符分隔：" + strings.Join(columns, "、")})
	}
	if len(p.problems) > 0 {
		return nil, p.problems
	}
	return rows, nil
}

func (p *bookParser) readHeader(n int, fields []string) bool {
	for i, name := range fields {
		name = strings.TrimSpace(name)
		fields[i] = name
		if !slices.Contains(columns, name) {
			p.fail(n, fmt.Sprintf("column %d", i+1), Text{"unknown column", "未知的列"}.about(show(name), show(name)),
				suggest(name, columns))
		} else if slices.Contains(fields[:i], name) {
			p.fail(n, name, Text{"the column stands there twice", "该列出现了两次"},
				Text{"remove one of them", "请删去其中一列"})
		}
	}
	if !slices.Contains(fields, "code") {
		p.fail(n, "code", Text{"the column is missing", "缺少该列"},
			Text{"the first line names the columns, separated by tabs", "第一行写列名，用制表符分隔"})
	}
	p.header = fields
	return len(p.problems) == 0
}

func (p *bookParser) row(n int, fields []string) (Code, bool) {
	before := len(p.problems)
	if len(fields) != len(p.header) {
		p.fail(n, "", Text{
			fmt.Sprintf("the line has %d columns, the header %d", len(fields), len(p.header)),
			fmt.Sprintf("该行有 %d 列，表头有 %d 列", len(fields), len(p.header)),
		}, Text{"separate the columns with one tab each; an empty column keeps its tab", "各列之间用一个制表符；空列也要保留制表符"})
		return Code{}, false
	}
	for i := range fields {
		fields[i] = strings.TrimSpace(fields[i])
	}
	value := func(column string) string {
		if i := slices.Index(p.header, column); i >= 0 {
			return fields[i]
		}
		return ""
	}
	class, code := Class(value("class")), value("code")
	c := Code{
		Book: p.book, Value: code, Class: class, Causes: []string{"unknown"},
		DeclinedBy: []Party{PartyUnknown}, Advice: "unknown_code",
		Source: "the user's own file " + p.file, Confidence: Medium,
	}
	if p.base != nil {
		if old, ok := p.base(class, code); ok {
			c = old
		}
	}
	for i, column := range p.header {
		p.set(&c, n, column, fields[i])
	}
	p.whole(c, n)
	return c, len(p.problems) == before
}

// set fills one column. Columns with a closed list refuse everything else.
func (p *bookParser) set(c *Code, n int, column, v string) {
	if len(v) > maxField || strings.ContainsFunc(v, hidden) {
		p.fail(n, column, Text{"the text is longer than 4 KiB or holds control characters", "文字超过 4 KiB，或含有控制字符"},
			Text{"write plain text", "请写普通文字"})
		return
	}
	switch column {
	case "code":
		if !goodCode(v) {
			p.fail(n, column, Text{"not a code", "不是一个码"}.about(show(v), show(v)),
				Text{"a code has up to 64 letters, points, - or _ and at most eight digits, and may start with +", "码最多 64 个字符，由字母、点、- 或 _ 及最多八个数字组成，可以 + 开头"})
		}
	case "class":
		pick(p, n, column, v, classes, &c.Class)
	case "money":
		pick(p, n, column, v, moneys, &c.Money)
	case "retry":
		pick(p, n, column, v, retries, &c.Retry)
	case "confidence":
		pick(p, n, column, v, confidences, &c.Confidence)
	case "causes":
		c.Causes = strings.Fields(v)
	case "declined_by":
		c.DeclinedBy = nil
		for _, w := range strings.Fields(v) {
			var party Party
			if pick(p, n, column, w, parties, &party) {
				c.DeclinedBy = append(c.DeclinedBy, party)
			}
		}
	default:
		*c.text(column) = v
	}
}

// text is the place of a column that holds free text.
func (c *Code) text(column string) *string {
	switch column {
	case "name_en":
		return &c.Name.EN
	case "name_zh":
		return &c.Name.ZH
	case "meaning_en":
		return &c.Meaning.EN
	case "meaning_zh":
		return &c.Meaning.ZH
	case "display_en":
		return &c.Display.EN
	case "display_zh":
		return &c.Display.ZH
	case "advice":
		return &c.Advice
	case "source":
		return &c.Source
	case "since":
		return &c.Since
	case "note_en":
		return &c.Note.EN
	default:
		return &c.Note.ZH
	}
}
