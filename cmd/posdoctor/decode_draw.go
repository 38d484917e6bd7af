package main

import (
	"fmt"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// messagePage draws a message: what it is, its fields, its code, what was odd.
func (a *app) messagePage(m message, apart bool) []report.Block {
	var blocks []report.Block
	if apart {
		blocks = append(blocks, paragraph(""))
	}
	blocks = append(blocks, report.Block{Kind: report.Pairs, Rows: a.messageHead(m)})
	table := report.Block{Kind: report.Table, Columns: []report.Column{
		{Title: a.say(columnField)},
		{Title: a.say(columnByte), Right: true},
		{Title: a.say(columnName), Shrink: true},
		{Title: a.say(columnValue), Shrink: true},
	}}
	for _, f := range m.decoded.Fields {
		table.Rows = a.fieldRows(table.Rows, f, m, 0)
	}
	if len(table.Rows) > 0 {
		blocks = append(blocks, a.heading(headFields), table)
	}
	blocks = append(blocks, a.codeBlocks(m)...)
	if notes := a.oddities(m.decoded); len(notes) > 0 {
		blocks = append(blocks, a.heading(headNotes), report.Block{Kind: report.Bullets, Lines: notes})
	}
	return blocks
}

func (a *app) messageHead(m message) [][]report.Span {
	d := m.decoded
	var rows [][]report.Span
	add := func(label codes.Text, text string) {
		if text != "" {
			rows = append(rows, []report.Span{{Text: a.say(label), Tone: report.Dim}, {Text: text}})
		}
	}
	add(labelMessage, a.messageTitle(m))
	if f := m.frame; f != nil {
		add(labelAt, f.at.String())
		add(labelFrom, a.say(sideText(f)))
		add(labelCheck, a.say(checkTexts[f.Check]))
	}
	dialect := d.Message.Dialect
	if m.frame != nil {
		dialect = a.say(m.frame.protocol.Name)
	}
	if guess := a.say(guessTexts[d.Guess]); dialect != "" && guess != "" {
		dialect = a.say(parensStyle.With(dialect, guess))
	}
	add(labelDialect, dialect)
	if len(d.Others) > 0 {
		add(labelOthers, strings.Join(d.Others, ", "))
	}
	add(labelFraming, a.framing(d.Framing))
	return rows
}

// messageTitle says what it is, in a few words.
func (a *app) messageTitle(m message) string {
	d := m.decoded
	if f := m.frame; f != nil {
		switch f.Kind {
		case wire.Control:
			return a.say(signText(f.Sign))
		case wire.Rejected:
			return a.say(textLoose)
		}
	}
	return strings.TrimSpace(d.Message.MTI + " " + a.say(messageName(d.Message)))
}

func (a *app) framing(f transcripts.Framing) string {
	var parts []string
	if f.Stated >= 0 && f.Length != "none" && f.Length != "" {
		t := textLengthRight
		if f.Stated != f.Actual {
			t = textLengthWrong
		}
		parts = append(parts, a.say(t.With(f.Stated, f.Actual)))
	}
	if f.TPDU != "" {
		parts = append(parts, "TPDU "+f.TPDU)
	}
	if f.Header != "" {
		parts = append(parts, a.say(textHeader.With(f.Header)))
	}
	return strings.Join(parts, a.say(joinAnd))
}

// fieldRows adds a field, its bits and its parts to the rows of the table.
func (a *app) fieldRows(rows [][]report.Span, f transcripts.Field, m message, depth int) [][]report.Span {
	id := strings.Repeat("  ", depth) + f.ID
	value := f.Value
	if f.Dropped {
		value = a.say(textDropped.With(f.Length))
	}
	meaning := a.say(f.Meaning)
	if f.ID == "39" && meaning == "" && len(m.code) == 1 {
		meaning = a.say(m.code[0].Code.Name)
	}
	if meaning != "" {
		value = strings.TrimPrefix(value+"\n"+meaning, "\n")
	}
	for _, b := range f.Bits {
		value += "\n- " + a.say(b)
	}
	tone := report.Plain
	if f.Dropped {
		tone = report.Dim
	}
	rows = append(rows, []report.Span{{Text: id, Tone: report.Strong}, {Text: fmt.Sprint(f.Offset), Tone: report.Dim}, {Text: a.say(f.Name)}, {Text: value, Tone: tone}})
	for _, sub := range f.Sub {
		rows = a.fieldRows(rows, sub, m, depth+1)
	}
	return rows
}

// codeBlocks explains DE39. Where the network is not known and the readings ask
// for different things, each is shown.
func (a *app) codeBlocks(m message) []report.Block {
	if len(m.code) == 0 {
		return nil
	}
	blocks := []report.Block{a.heading(headCode.With(m.code[0].Code.Value))}
	for _, g := range m.code[:min(len(m.code), maxShown)] {
		title := a.say(parensStyle.With(g.Code.Name, g.Book.Name))
		rows := [][]report.Span{}
		add := func(label codes.Text, tone report.Tone, t codes.Text) {
			if text := a.say(t); text != "" {
				rows = append(rows, []report.Span{{Text: a.say(label), Tone: report.Dim}, {Text: text, Tone: tone}})
			}
		}
		add(labelMeaning, report.Plain, g.Code.Meaning)
		add(labelMoney, moneyTone(g.Code.Money), g.Code.Money.Text())
		add(labelRetry, retryTone(g.Code.Retry), retryTexts[g.Code.Retry])
		if len(m.code) > 1 {
			add(labelWhich, report.Plain, g.Why)
		}
		add(labelAlso, report.Dim, codes.Same(a.books(g)))
		blocks = append(blocks, paragraph(title), report.Block{Kind: report.Pairs, Indent: 2, Rows: rows})
	}
	return blocks
}

func (a *app) oddities(d transcripts.Decoded) []report.Line {
	var lines []report.Line
	if f := d.Fault; f != nil {
		lines = append(lines, report.Line{
			{Text: a.say(textStopped.With(placeOf(f))) + a.say(colon), Tone: report.Bad}, {Text: a.say(f.What)},
		})
	}
	for _, w := range d.Warnings {
		lines = append(lines, report.Line{{Text: a.say(w), Tone: report.Caution}})
	}
	return lines
}

// placeOf names the byte and the field at which decoding stopped.
func placeOf(f *transcripts.Fault) codes.Text {
	if f.Field == "" {
		return textAtByte.With(f.Byte)
	}
	return textAtField.With(f.Byte, f.Field)
}

// messageName words the class, the function and the kind of a message.
func messageName(m transcripts.Message) codes.Text {
	name := joinWords(classTexts[m.Class], functionTexts[m.Function])
	if kind := messageKinds[m.Kind]; !kind.IsZero() && !name.IsZero() {
		return parensStyle.With(name, kind)
	}
	return name
}

// joinWords puts two words together as each language does.
func joinWords(a, b codes.Text) codes.Text {
	return codes.Text{EN: strings.TrimSpace(a.EN + " " + b.EN), ZH: a.ZH + b.ZH}
}

var (
	columnField     = codes.Text{EN: "Field", ZH: "域"}
	columnByte      = codes.Text{EN: "Byte", ZH: "字节"}
	columnName      = codes.Text{EN: "Name", ZH: "名称"}
	columnValue     = codes.Text{EN: "Value", ZH: "值"}
	headFields      = codes.Text{EN: "Fields", ZH: "各域"}
	headCode        = codes.Text{EN: "What code %s means", ZH: "代码 %s 的意思"}
	headNotes       = codes.Text{EN: "Worth noting", ZH: "注意"}
	labelMessage    = codes.Text{EN: "Message", ZH: "报文"}
	labelDialect    = codes.Text{EN: "Format", ZH: "格式"}
	labelOthers     = codes.Text{EN: "Also possible", ZH: "也可能是"}
	labelFraming    = codes.Text{EN: "Before it", ZH: "报文头"}
	textLengthRight = codes.Text{EN: "length %[1]d, which is right", ZH: "长度 %[1]d，正确"}
	textLengthWrong = codes.Text{EN: "length says %[1]d, but %[2]d bytes follow", ZH: "长度写的是 %[1]d，实际有 %[2]d 字节"}
	textHeader      = codes.Text{EN: "header %s", ZH: "报文头 %s"}
	textDropped     = codes.Text{EN: "(%d bytes, sensitive, not kept)", ZH: "（%d 字节，敏感内容，已丢弃）"}
	textAtByte      = codes.Text{EN: "byte %d", ZH: "第 %d 字节"}
	textAtField     = codes.Text{EN: "byte %d, %s", ZH: "第 %d 字节，%s"}
	textStopped     = codes.Text{EN: "reading stopped at %s", ZH: "读到这里停下（%s）"}
)

var guessTexts = map[string]codes.Text{
	"stated":  {EN: "as you asked", ZH: "按你的指定"},
	"exact":   {EN: "fits to the last byte", ZH: "逐字节吻合"},
	"likely":  {EN: "likely", ZH: "可能"},
	"partial": {EN: "as far as it could be read", ZH: "只读了一部分"},
}

var classTexts = map[transcripts.Class]codes.Text{
	transcripts.ClassAuthorisation:  {EN: "authorisation", ZH: "授权"},
	transcripts.ClassFinancial:      {EN: "financial", ZH: "金融交易"},
	transcripts.ClassFile:           {EN: "file", ZH: "文件"},
	transcripts.ClassReversal:       {EN: "reversal", ZH: "冲正"},
	transcripts.ClassReconciliation: {EN: "settlement", ZH: "结算"},
	transcripts.ClassAdmin:          {EN: "administrative", ZH: "管理"},
	transcripts.ClassFee:            {EN: "fee", ZH: "费用"},
	transcripts.ClassNetwork:        {EN: "network", ZH: "网络管理"},
}

var functionTexts = map[transcripts.Function]codes.Text{
	transcripts.Request:      {EN: "request", ZH: "请求"},
	transcripts.Answer:       {EN: "answer", ZH: "应答"},
	transcripts.Advice:       {EN: "advice", ZH: "通知"},
	transcripts.AdviceAnswer: {EN: "advice answer", ZH: "通知应答"},
	transcripts.Notification: {EN: "notification", ZH: "通告"},
}

var messageKinds = map[transcripts.Kind]codes.Text{
	transcripts.KindSale:       {EN: "sale", ZH: "消费"},
	transcripts.KindPreAuth:    {EN: "pre-authorisation", ZH: "预授权"},
	transcripts.KindCompletion: {EN: "completion", ZH: "预授权完成"},
	transcripts.KindAdjustment: {EN: "adjustment", ZH: "结算调整"},
	transcripts.KindReversal:   {EN: "undoes an unfinished payment", ZH: "撤回未完成的交易"},
	transcripts.KindVoid:       {EN: "void", ZH: "撤销"},
	transcripts.KindRefund:     {EN: "refund", ZH: "退货"},
	transcripts.KindBalance:    {EN: "balance", ZH: "余额查询"},
	transcripts.KindSignOn:     {EN: "sign-on", ZH: "签到"},
	transcripts.KindSignOff:    {EN: "sign-off", ZH: "签退"},
	transcripts.KindEcho:       {EN: "echo test", ZH: "回响测试"},
	transcripts.KindKeys:       {EN: "keys", ZH: "密钥"},
	transcripts.KindParameters: {EN: "parameters", ZH: "参数下载"},
	transcripts.KindSettlement: {EN: "batch settlement", ZH: "批结算"},
	transcripts.KindUpload:     {EN: "batch upload", ZH: "批上送"},
	transcripts.KindStatus:     {EN: "status", ZH: "状态"},
	transcripts.KindAdmin:      {EN: "housekeeping", ZH: "管理操作"},
}
