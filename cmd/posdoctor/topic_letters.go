package main

import (
	"io"
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/guide/letters"
	"github.com/posdoctor/posdoctor/diag/report"
)

// lettersText says how letters are replaced by the user's own.
var lettersText = []codes.Text{
	{EN: "Letters, and templates of your own", ZH: "信函，以及自己的模板"},
	{EN: "posdoctor trace LOG --stan 000123 --letter acquirer writes a letter about one payment; a bundle holds one to each recipient. What the records do not tell reads \"unknown\". Name, place and country of the shop and the names of your contacts come from posdoctor.yaml.", ZH: "posdoctor trace 日志 --stan 000123 --letter acquirer 写一封关于一笔交易的信；证据包里给每个收件方都有一封。记录里没有的写作“未知”。商户名称、地点、国家和联系人名称取自 posdoctor.yaml。"},
	{EN: "Read it before you send it: fill in by hand what is marked, and take out what you do not want to say. A letter states facts and is no legal advice.", ZH: "寄出前请先读一遍：标明手写的地方请填上，不想写的请删去。信函只陈述事实，不构成法律意见。"},
	{EN: "A file in the folder posdoctor/letters of your configuration folder (~/.config, on macOS ~/Library/Application Support, on Windows %AppData%) replaces the built-in template of the same name. Begin with that one: posdoctor help acquirer.en.txt > acquirer.en.txt", ZH: "个人配置文件夹（~/.config，macOS 为 ~/Library/Application Support，Windows 为 %AppData%）下 posdoctor/letters 里的文件，会替换同名的内置模板。请以内置模板为起点：posdoctor help acquirer.zh.txt > acquirer.zh.txt"},
	{EN: "A template is text in UTF-8 of at most 64 KiB. {{.rrn}} writes a field, {{range .requests}}{{.n}}. {{.text}} ... {{else}} ... {{end}} goes over a list, {{if .enclosed}} ... {{end}} asks whether there is something. A list within a list, templates within templates and functions that write are not available.", ZH: "模板是不超过 64 KiB 的 UTF-8 文本。{{.rrn}} 写出字段，{{range .requests}}{{.n}}. {{.text}} … {{else}} … {{end}} 逐项写出列表，{{if .enclosed}} … {{end}} 判断有没有内容。不能在列表里再用列表，不能在模板里再用模板，也没有输出用的函数。"},
	{EN: "A mistake is told with its file and line, and no letter is written until it is put right. The fields that a recipient needs have to stand outside of every list and condition. A template can show no card number: it gets masked ones only, and what it says itself is masked too.", ZH: "模板有错会指出文件和行号，改好之前不写任何信。收件方需要的字段必须写在列表和条件之外。模板显示不出完整卡号：它只拿得到打码的卡号，自己写的内容也会打码。"},
}

func (a *app) lettersPage() []report.Block {
	set, err := letters.Open(nil)
	if err != nil {
		return nil // the built-in templates are part of the program, and a test opens them
	}
	points := report.Block{Kind: report.Bullets}
	for _, t := range lettersText[1:] {
		points.Lines = append(points.Lines, report.Line{{Text: a.say(t)}})
	}
	row := func(name string, says codes.Text) []report.Span {
		return []report.Span{{Text: name, Tone: report.Strong}, {Text: a.say(says)}}
	}
	recipients := report.Block{Kind: report.Pairs, Indent: 2}
	for _, r := range letters.Recipients() {
		says := textTemplate.With(r.Title, strings.Join(r.Files, ", "), strings.Join(r.Required, " "))
		if len(r.Hidden) > 0 {
			says = textTemplateHidden.With(says, strings.Join(r.Hidden, " "))
		}
		recipients.Rows = append(recipients.Rows, row(r.ID, says))
	}
	fields, lists := report.Block{Kind: report.Pairs, Indent: 2}, report.Block{Kind: report.Pairs, Indent: 2}
	for _, s := range set.Slots() {
		if len(s.Entries) > 0 {
			lists.Rows = append(lists.Rows, row(s.ID, textEntries.With(s.Name, strings.Join(s.Entries, ", "))))
		} else {
			fields.Rows = append(fields.Rows, row(s.ID, s.Name))
		}
	}
	return slices.Concat([]report.Block{a.heading(lettersText[0]), points}, []report.Block{
		a.heading(headLetterTo), recipients, a.heading(headLetterFields), fields, a.heading(headLetterLists), lists,
	})
}

// template writes a built-in template of a letter as it is, if there is one of
// that name.
func (a *app) template(name string) (bool, error) {
	text, ok := letters.Template(name)
	if !ok {
		return false, nil
	}
	if _, err := io.WriteString(a.Out, text); err != nil {
		return true, writeProblem(err)
	}
	return true, nil
}

var (
	headLetterTo       = codes.Text{EN: "Recipients", ZH: "收件方"}
	headLetterFields   = codes.Text{EN: "Fields", ZH: "字段"}
	headLetterLists    = codes.Text{EN: "Lists", ZH: "列表"}
	textTemplate       = codes.Text{EN: "%[1]s: %[2]s. It needs %[3]s.", ZH: "%[1]s：%[2]s。必须有 %[3]s。"}
	textTemplateHidden = codes.Text{EN: "%[1]s It never has %[2]s.", ZH: "%[1]s不能有 %[2]s。"}
	textEntries        = codes.Text{EN: "%[1]s. Each has: %[2]s", ZH: "%[1]s。每项有：%[2]s"}
)
