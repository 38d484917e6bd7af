package main

import (
	"sync"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/known"
)

// board is the full screen of watch. What it shows comes from one goroutine, and
// another one draws it.
type board struct {
	words  teller
	name   string
	health *health
	now    func() time.Time

	mu       sync.Mutex
	events   []report.Line // the last ones, in order
	touched  time.Time     // when the last one came
	payments []diag.Transaction
	ended    bool
	trouble  error

	help   bool
	paused bool
	frozen report.Doc // what was on the screen when it was paused
	width  int
	height int
}

func newBoard(words teller, name string, h *health, now func() time.Time) *board {
	return &board{words: words, name: name, health: h, now: now}
}

func (b *board) event(ev transcripts.Event) {
	line := b.words.eventLine(ev)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.touched = b.now()
	if b.events = append(b.events, line); len(b.events) > 2*boardEvents {
		b.events = append([]report.Line(nil), b.events[boardEvents:]...)
	}
}

func (*board) payment(*diag.Transaction) {} // pulse brings all of them

func (b *board) pulse(_ time.Time, payments []diag.Transaction) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.payments = payments
}

// over tells that the stream ended.
func (b *board) over(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.ended, b.trouble = true, err
}

// key takes a key; true ends the view.
func (b *board) key(key string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch key {
	case "q", "Q":
		return true
	case " ", "p":
		b.paused = !b.paused
		b.frozen = report.Doc{}
	case "?", "h":
		b.help = !b.help
	case "esc":
		b.help = false
	}
	return false
}

// page draws the board for a screen of that size.
func (b *board) page(width, height int) report.Doc {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.help {
		return b.words.page(b.helpPage()...)
	}
	if b.paused && len(b.frozen.Blocks) > 0 && b.width == width && b.height == height {
		return b.frozen
	}
	b.width, b.height = width, height
	blocks := append(b.head(width), b.current(width)...)
	blocks = append(blocks, b.before(height)...)
	blocks = append(blocks, b.words.heading(headHappened))
	foot := b.foot()
	room := height - report.Height(b.words.page(append(append([]report.Block(nil), blocks...), foot)...), width)
	blocks = append(blocks, b.timeline(room, width)...)
	doc := b.words.page(append(blocks, foot)...)
	if b.paused {
		b.frozen = doc
	}
	return doc
}

// head says what is watched and how the link is.
func (b *board) head(width int) []report.Block {
	h := b.health.look()
	first := report.Line{{Text: clipTo("posdoctor watch "+b.name, width/2), Tone: report.Strong}}
	for _, s := range []string{h.Line, b.protocol(h.Protocol)} {
		if s != "" {
			first = append(first, report.Span{Text: "  " + s})
		}
	}
	if b.paused {
		first = append(first, report.Span{Text: "  " + b.words.say(textPaused), Tone: report.Caution})
	}
	return []report.Block{line(first), line(b.link(h))}
}

func (b *board) protocol(id string) string {
	if p, ok := known.ByID(id); ok {
		return b.words.say(p.Name)
	}
	return ""
}

// link says how the link is, in one line.
func (b *board) link(h linkHealth) report.Line {
	a := b.words
	var l report.Line
	add := func(t codes.Text, tone report.Tone) {
		if len(l) > 0 {
			l = append(l, report.Span{Text: a.say(joinAnd), Tone: report.Dim})
		}
		l = append(l, report.Span{Text: a.say(t), Tone: tone})
	}
	switch {
	case b.trouble != nil:
		for _, p := range problems(b.trouble) {
			add(p.What, report.Bad)
		}
	case b.ended:
		add(textStreamOver, report.Caution)
	case !h.Up:
		add(textLinkDown, report.Bad)
	case h.Port:
		add(textLinkUp, report.Good)
	default:
		add(textFileOpen, report.Good)
	}
	switch {
	case h.Last.IsZero():
		add(textNothingYet, report.Caution)
	default:
		add(textLastByte.With(ago(b.now().Sub(h.Last))), report.Plain)
	}
	if h.Port {
		add(textFrameCount.With(h.Records), report.Plain)
	}
	if h.Bad > 0 {
		add(textBadCount.With(h.Bad), report.Bad)
	}
	if h.Gaps > 0 {
		add(textGapCount.With(h.Gaps), report.Caution)
	}
	return l
}

// current shows the payment that moved last.
func (b *board) current(width int) []report.Block {
	a := b.words
	blocks := []report.Block{a.heading(headCurrent)}
	if len(b.payments) == 0 {
		return append(blocks, dimmed(a.say(textNoPayment)))
	}
	t := &b.payments[len(b.payments)-1]
	p := report.Tell(t, a.lang)
	top := report.Line{{Text: orNone(clockOf(p.At)) + "  ", Tone: report.Dim}, {Text: p.Amount + "  ", Tone: report.Strong}, {Text: a.say(textCardTrace.With(p.Card, p.Trace))}}
	says := report.Line{{Text: p.Money.Text + a.say(colon), Tone: p.Money.Tone}, {Text: a.say(p.Says)}}
	if t.Verdict.Money.Open() && !b.ended && b.now().Sub(b.touched) < unclearFor {
		says = report.Line{{Text: a.say(textUnderWay), Tone: report.Caution}}
	}
	blocks = append(blocks, line(top), line(says))
	g := t.Verdict.Guards.ChargeAgain
	if !g.Reason.IsZero() {
		blocks = append(blocks, line(report.Line{
			{Text: a.say(guardWords[g.State]), Tone: guardTones[g.State]}, {Text: a.say(colon) + a.say(g.Reason)},
		}))
	}
	return blocks
}

// before lists the payments before that, as many as a screen has room for.
func (b *board) before(height int) []report.Block {
	const each = 6 // rows of screen for each payment
	n := min(len(b.payments)-1, max(height/each-1, 0))
	if n <= 0 {
		return nil
	}
	a := b.words
	table := report.Block{Kind: report.Table, Columns: []report.Column{
		{Title: a.say(labelAt)}, {Title: a.say(columnTrace)}, {Title: a.say(columnAmount), Right: true}, {Title: a.say(columnCard)}, {Title: a.say(columnMoney), Shrink: true},
	}}
	for i := len(b.payments) - 2; i >= len(b.payments)-1-n; i-- {
		p := report.Tell(&b.payments[i], a.lang)
		table.Rows = append(table.Rows, []report.Span{{Text: orNone(clockOf(p.At))}, {Text: p.Trace}, {Text: p.Amount}, {Text: p.Card}, p.Money})
	}
	return []report.Block{a.heading(headBefore), table}
}

// timeline gives the last events that fit, the latest at the bottom, and fills
// the room, so that the keys stay in the last row.
func (b *board) timeline(room, width int) []report.Block {
	var out []report.Block
	used := 0
	for i := len(b.events) - 1; i >= 0 && used < room; i-- {
		l := line(b.events[i])
		h := report.Height(report.Doc{Blocks: []report.Block{l}}, width)
		if used+h > room {
			break
		}
		out = append([]report.Block{l}, out...)
		used += h
	}
	if len(b.events) == 0 && room > 0 {
		out = append(out, dimmed(b.words.say(textNothingYet)))
		used++
	}
	for ; used < room; used++ {
		out = append(out, paragraph(""))
	}
	return out
}

func (b *board) foot() report.Block {
	return dimmed(b.words.say(textKeys))
}

func (b *board) helpPage() []report.Block {
	a := b.words
	blocks := []report.Block{a.heading(headWatchKeys)}
	pairs := report.Block{Kind: report.Pairs, Indent: 2}
	for _, k := range watchKeys {
		pairs.Rows = append(pairs.Rows, []report.Span{{Text: k.key, Tone: report.Strong}, {Text: a.say(k.does)}})
	}
	return append(blocks, pairs, paragraph(""), paragraph(a.say(watchLong)))
}

func line(l report.Line) report.Block {
	return report.Block{Kind: report.Paragraph, Lines: []report.Line{l}}
}

func dimmed(s string) report.Block { return line(report.Line{{Text: s, Tone: report.Dim}}) }

// clipTo cuts a name that would push everything else off its line; the end of a
// path tells more than its front.
func clipTo(s string, width int) string {
	r := []rune(s)
	if len(r) <= width || width < 8 {
		return s
	}
	return string(r[:width/2-1]) + ".." + string(r[len(r)-width/2+1:])
}

var watchKeys = []struct {
	key  string
	does codes.Text
}{
	{"q", codes.Text{EN: "end", ZH: "结束"}},
	{"space", codes.Text{EN: "hold the screen still; reading goes on", ZH: "画面暂停，后台继续读取"}},
	{"?", codes.Text{EN: "this page, and back", ZH: "打开或关闭本页"}},
}

var guardWords = map[diag.Permission]codes.Text{
	diag.Never: {EN: "Do not charge again", ZH: "不要再次收款"},
	diag.Wait:  {EN: "Wait before charging again", ZH: "先别再次收款"},
	diag.Safe:  {EN: "Charging again is safe", ZH: "可以再次收款"},
}

var guardTones = map[diag.Permission]report.Tone{diag.Never: report.Bad, diag.Wait: report.Caution, diag.Safe: report.Good}

var (
	headCurrent    = codes.Text{EN: "The last payment", ZH: "最近一笔交易"}
	headBefore     = codes.Text{EN: "Before it", ZH: "之前的交易"}
	headHappened   = codes.Text{EN: "What happened", ZH: "发生了什么"}
	headWatchKeys  = codes.Text{EN: "Keys", ZH: "按键"}
	columnTrace    = codes.Text{EN: "Trace no.", ZH: "凭证号"}
	columnAmount   = codes.Text{EN: "Amount", ZH: "金额"}
	columnCard     = codes.Text{EN: "Card", ZH: "卡尾号"}
	columnMoney    = codes.Text{EN: "Money", ZH: "钱在哪里"}
	textCardTrace  = codes.Text{EN: "card %[1]s, trace no. %[2]s", ZH: "卡尾号 %[1]s，凭证号 %[2]s"}
	textNoPayment  = codes.Text{EN: "none yet", ZH: "还没有"}
	textNothingYet = codes.Text{EN: "nothing came yet", ZH: "还没有收到任何内容"}
	textUnderWay   = codes.Text{EN: "under way: the answer is still awaited", ZH: "进行中：还在等结果"}
	textPaused     = codes.Text{EN: "[held still]", ZH: "[画面暂停]"}
	textKeys       = codes.Text{EN: "q end   space hold still   ? help", ZH: "q 结束   空格 暂停画面   ? 帮助"}
	textStreamOver = codes.Text{EN: "reading ended", ZH: "读取已结束"}
	textLinkDown   = codes.Text{EN: "the line is gone", ZH: "线路断开"}
	textLinkUp     = codes.Text{EN: "connected", ZH: "已连接"}
	textFileOpen   = codes.Text{EN: "file open", ZH: "文件已打开"}
	textLastByte   = codes.Text{EN: "last bytes %s", ZH: "最后一次收到数据：%s"}
	textFrameCount = codes.Text{EN: "%d frames", ZH: "%d 帧"}
	textBadCount   = codes.Text{EN: "%d with a wrong check sum", ZH: "校验和错误 %d 帧"}
	textGapCount   = codes.Text{EN: "%d gaps", ZH: "中断 %d 次"}
)
