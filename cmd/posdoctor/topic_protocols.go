package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/known"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// protocolsPage lists what terminals and tills speak, and what may be asked.
func (a *app) protocolsPage() []report.Block {
	out := []report.Block{a.heading(headProtocols), paragraph(a.say(textProtocols))}
	for _, p := range known.All() {
		out = append(out,
			report.Block{Kind: report.Heading, Lines: []report.Line{{{Text: p.ID, Tone: report.Strong}, {Text: "  " + a.say(p.Name)}}}},
			report.Block{Kind: report.Pairs, Indent: 2, Rows: a.protocolRows(p)})
	}
	return out
}

func (a *app) protocolRows(p ecr.Protocol) [][]report.Span {
	row := func(label codes.Text, value string) []report.Span {
		return []report.Span{{Text: a.say(label)}, {Text: value}}
	}
	rows := [][]report.Span{row(labelMet, a.say(p.Region))}
	var lines []string
	for _, l := range p.Lines {
		lines = append(lines, l.String())
	}
	if p.Port > 0 {
		lines = append(lines, "tcp://HOST:"+strconv.Itoa(p.Port))
	}
	if len(lines) > 0 {
		rows = append(rows, row(labelLines, strings.Join(lines, ", ")))
	}
	var variants []string
	for _, v := range p.Variants {
		variants = append(variants, v.ID)
	}
	if len(variants) > 1 {
		rows = append(rows, row(labelVariants, strings.Join(variants, ", ")))
	}
	return append(rows, row(labelAsked, a.questions(p)))
}

// everyParam lets a protocol name all of its questions.
var everyParam = ecr.Params{Password: "000000", Terminal: "00000001", Register: "1", Reference: "1"}

// questions are the purposes that a protocol has a harmless question for.
func (a *app) questions(p ecr.Protocol) string {
	var out []string
	if p.Queries != nil {
		for _, link := range []wire.Link{wire.Serial, wire.TCP} {
			for _, q := range p.Queries(link, everyParam) {
				if t := a.say(q.Spec().Title); !slices.Contains(out, t) {
					out = append(out, t)
				}
			}
		}
	}
	if len(out) == 0 {
		return a.say(textNoQuestions)
	}
	sep := "; "
	if a.lang == codes.Chinese {
		sep = "；"
	}
	return strings.Join(out, sep)
}

var (
	headProtocols = codes.Text{EN: "Protocols between tills and terminals", ZH: "收银机与终端之间的协议"}
	textProtocols = codes.Text{
		EN: "A terminal speaks one of these at a time; its menu decides which. posdoctor reads all of them. It asks only the questions that are listed: none of them moves money or changes the terminal.",
		ZH: "终端同一时间只用其中一种，由它的菜单决定。这些协议 posdoctor 都能读；询问只限列出的问题，它们都不会动钱，也不会更改终端。",
	}
	labelMet        = codes.Text{EN: "met", ZH: "使用地区"}
	labelLines      = codes.Text{EN: "line", ZH: "线路设置"}
	labelVariants   = codes.Text{EN: "variants", ZH: "变体"}
	labelAsked      = codes.Text{EN: "may be asked", ZH: "可以询问"}
	textNoQuestions = codes.Text{EN: "nothing; it is only read", ZH: "不询问，只读取"}
)
