package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
)

// PageOptions says what a page is for. The zero value is the first screen in
// English, 80 columns by 24 rows.
type PageOptions struct {
	Lang codes.Lang
	// Verbose shows every payment that needs attention with its proof, and all
	// findings, whatever the rows.
	Verbose bool
	// Quiet shows the money sentence and nothing else. It wins over Verbose.
	Quiet bool
	Width int // columns; 0 means 80
	Rows  int // rows of the screen; 0 means 24
	// Shop is named in a trace; it may be empty.
	Shop diag.Shop
}

const (
	defaultWidth = 80
	defaultRows  = 24
	// The first screen holds at most so many of each, whatever the room.
	maxSteps = 5
	maxDonts = 4
	// firstDonts are shown before anything else grows: they keep money safe.
	firstDonts = 3
	maxListed  = 12
)

// page is a Doc in the making.
type page struct {
	r    diag.Report
	o    PageOptions
	doc  Doc
	rows []listedPayment // what needs attention, most urgent first
	stan map[string]string
	by   map[string]*diag.Finding // by ref
}

// Page is what check shows: the money sentence, each payment that needs
// attention in a line with the rest counted, what to do now, what not to do,
// and what was not checked. Without Verbose it fits the screen.
func Page(r diag.Report, o PageOptions) Doc {
	if o.Width <= 0 {
		o.Width = defaultWidth
	}
	if o.Rows <= 0 {
		o.Rows = defaultRows
	}
	p := newPage(r, o)
	p.paragraph(Strong, p.say(sentence(r.Summary)))
	if !o.Quiet {
		p.devices()
	}
	switch {
	case o.Quiet:
	case o.Verbose:
		p.verbose()
	default:
		p.first()
	}
	return p.doc
}

func newPage(r diag.Report, o PageOptions) *page {
	p := &page{r: r, o: o, stan: map[string]string{}, by: map[string]*diag.Finding{}}
	p.doc = Doc{Lang: "en", Title: "posdoctor"}
	if o.Lang == codes.Chinese {
		p.doc.Lang = "zh-CN"
	}
	for i := range r.Findings {
		p.by[r.Findings[i].Ref] = &r.Findings[i]
	}
	for i := range r.Transactions {
		if t := &r.Transactions[i]; len(t.Legs) > 0 {
			p.stan[t.Key] = t.Legs[0].Name()
		}
	}
	p.rows = p.listPayments()
	return p
}

var (
	headDo      = codes.Text{EN: "Do now", ZH: "现在要做"}
	headDont    = codes.Text{EN: "Do not", ZH: "不要做"}
	headSkipped = codes.Text{EN: "Not checked", ZH: "没有检查"}
	sayMore     = codes.Text{EN: "and %[1]d more (-v shows all)", ZH: "另有 %[1]d 项（-v 显示全部）"}
)

// first fills the screen. One row stays free for the prompt, so that the money
// sentence is still there when the command has ended.
func (p *page) first() {
	rest, skipped := p.rest(), p.skippedLines()
	steps, donts := p.steps(), p.donts()
	n := room{min(len(p.rows), 1), min(len(steps), 1), min(len(donts), 1)}
	build := func(n room) Doc { return p.assemble(n, rest, skipped, steps, donts) }
	grow := func(count *int, most int) bool {
		if *count >= most {
			return false
		}
		*count++
		if Height(build(n), p.o.Width) < p.o.Rows {
			return true
		}
		*count--
		return false
	}
	// What must not be done comes first, then each part gets one more entry in
	// turn as long as all fits.
	for grow(&n.donts, min(len(donts), firstDonts)) {
	}
	for grew := true; grew; {
		grew = grow(&n.rows, min(len(p.rows), maxListed))
		grew = grow(&n.steps, min(len(steps), maxSteps)) || grew
		grew = grow(&n.donts, min(len(donts), maxDonts)) || grew
	}
	for len(skipped) > 1 && Height(build(n), p.o.Width) >= p.o.Rows {
		skipped = skipped[:len(skipped)-1]
	}
	p.doc = build(n)
}

// room is how many entries each part of the first screen shows.
type room struct{ rows, steps, donts int }

// assemble builds the first screen with so many entries in each part.
func (p *page) assemble(n room, rest string, skipped, steps, donts []Line) Doc {
	d := p.doc
	d.Blocks = append([]Block(nil), p.doc.Blocks...)
	add := func(b Block) { d.Blocks = append(d.Blocks, b) }
	if n.rows > 0 {
		add(p.table(p.rows[:n.rows]))
		if more := len(p.rows) - n.rows; more > 0 {
			add(para(Dim, p.say(sayMore.With(more))))
		}
	}
	if rest != "" {
		add(para(Plain, rest))
	}
	list := func(head codes.Text, kind BlockKind, lines []Line) {
		if len(lines) > 0 {
			add(heading(p.say(head)))
			add(Block{Kind: kind, Lines: lines})
		}
	}
	list(headDo, Steps, steps[:n.steps])
	list(headDont, Bullets, donts[:n.donts])
	list(headSkipped, Bullets, skipped)
	return d
}

func (p *page) say(t codes.Text) string { return t.In(p.o.Lang) }

func (p *page) add(b Block) { p.doc.Blocks = append(p.doc.Blocks, b) }

func (p *page) paragraph(tone Tone, s string) { p.add(para(tone, s)) }

func para(tone Tone, s string) Block {
	return Block{Kind: Paragraph, Lines: []Line{{{Text: s, Tone: tone}}}}
}

func heading(s string) Block { return Block{Kind: Heading, Lines: []Line{{{Text: s, Tone: Strong}}}} }

var (
	traceOne  = codes.Text{EN: "trace no. %[1]s", ZH: "凭证号 %[1]s"}
	traceMore = codes.Text{EN: "trace no. %[1]s and %[2]d more", ZH: "凭证号 %[1]s 等 %[3]d 笔"}
	timeOne   = codes.Text{EN: "payment of %[1]s", ZH: "%[1]s 的交易"}
	timeMore  = codes.Text{EN: "payments of %[1]s and %[2]d more", ZH: "%[1]s 等 %[3]d 笔交易"}
)

// traces names payments by their trace numbers, three at most. Where one of
// them has none but a time of day, they are called payments.
func (p *page) traces(names []string) string {
	const most, named = 3, 2
	sep := ", "
	if p.o.Lang == codes.Chinese {
		sep = "、"
	}
	one, more := traceOne, traceMore
	if slices.ContainsFunc(names, func(n string) bool { return strings.Contains(n, ":") }) {
		one, more = timeOne, timeMore
	}
	if len(names) <= most {
		return p.say(one.With(strings.Join(names, sep)))
	}
	return p.say(more.With(strings.Join(names[:named], sep), len(names)-named, len(names)))
}

// stans gives the trace numbers of transactions that the report still holds,
// each once.
func (p *page) stans(keys []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, k := range keys {
		if s := p.stan[k]; s != "" && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

var sayCount = codes.Text{EN: "%[1]d %[2]s", ZH: "%[1]d 笔%[2]s"}

// rest counts by money what is not listed.
func (p *page) rest() string {
	counts := map[diag.Money]int{}
	total := 0
	for _, m := range moneys {
		counts[m] = p.r.Summary.ByMoney[m]
	}
	for _, l := range p.rows {
		counts[l.t.Verdict.Money]--
	}
	sep, parts := ", ", []string{}
	if p.o.Lang == codes.Chinese {
		sep = "，"
	}
	for _, m := range []diag.Money{diag.Charged, diag.NotCharged, diag.Returned, diag.Returning, diag.MoneyUnknown, diag.Conflict} {
		if n := counts[m]; n > 0 {
			total += n
			word := moneyWords[m]
			if m == diag.Charged {
				word = chargedWords
			}
			parts = append(parts, p.say(sayCount.With(n, word)))
		}
	}
	if total == 0 {
		return ""
	}
	head := codes.Text{EN: "The rest: %[1]s.", ZH: "其余：%[1]s。"}
	if len(p.rows) == 0 {
		head = codes.Text{EN: "Counted: %[1]s.", ZH: "合计：%[1]s。"}
	}
	return fmt.Sprintf(p.say(head), strings.Join(parts, sep))
}
