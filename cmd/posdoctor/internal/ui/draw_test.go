package ui

import (
	"bytes"
	"strings"
	"testing"

	"github.com/charmbracelet/lipgloss"

	"github.com/posdoctor/posdoctor/diag/report"
)

func line(s string) report.Line { return report.Line{{Text: s}} }

func draw(t *testing.T, s Screen, blocks ...report.Block) string {
	t.Helper()
	return drawIn(t, s, "en", blocks...)
}

func drawIn(t *testing.T, s Screen, lang string, blocks ...report.Block) string {
	t.Helper()
	var b bytes.Buffer
	if err := s.Draw(&b, report.Doc{Lang: lang, Blocks: blocks}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWidthCountsCells(t *testing.T) {
	for s, want := range map[string]int{
		"":            0,
		"abc":         3,
		"冲正":          4,
		"ＡＢ":          4, // full width letters
		"e\u0301":     1, // e and a combining accent
		"￥1,234.00":   10,
		"¥1,234.00":   9,
		"，。":          4,
		"汉\ufe0f字":    4,
		"👍🏽":          2, // one picture from two code points
		"\u200b":      0,
		"card#1 交易成功": 15,
	} {
		if got := Width(s); got != want {
			t.Errorf("Width(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	tests := []struct {
		name  string
		in    string
		width int
		want  []string
	}{
		{"fits", "one two", 7, []string{"one two"}},
		{"at a space", "one two", 6, []string{"one", "two"}},
		{"space at the edge is not drawn", "one two three", 8, []string{"one two", "three"}},
		{"a long word is cut", "abcdefgh ij", 3, []string{"abc", "def", "gh", "ij"}},
		{"between Chinese characters", "交易没有成功", 6, []string{"交易没", "有成功"}},
		{"half a character does not fit", "交易没有成功", 7, []string{"交易没", "有成功"}},
		{"no closing mark starts a row", "交易没，有成功", 6, []string{"交易", "没，有", "成功"}},
		{"no opening mark ends a row", "交易《没有》", 6, []string{"交易", "《没", "有》"}},
		{"mixed", "请联系 issuer 银行", 10, []string{"请联系", "issuer 银", "行"}},
		{"a line break is kept", "one\ntwo", 20, []string{"one", "two"}},
		{"an option stays whole", "use it with --lang zh", 14, []string{"use it with", "--lang zh"}},
		{"a path stays whole", "see logs/pos-a.log:12", 18, []string{"see", "logs/pos-a.log:12"}},
		{"a path wider than the row is cut", "logs/pos-a.log", 8, []string{"logs/pos", "-a.log"}},
		{"nothing", "", 5, []string{""}},
		{"one cell and wide characters", "汉字", 1, []string{"汉", "字"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, row := range wrap(line(tt.in), tt.width) {
				got = append(got, lineText(row))
			}
			if strings.Join(got, "|") != strings.Join(tt.want, "|") {
				t.Errorf("wrap(%q, %d) = %q, want %q", tt.in, tt.width, got, tt.want)
			}
		})
	}
}

func TestWrapKeepsTonesAcrossTheBreak(t *testing.T) {
	rows := wrap(report.Line{{Text: "do "}, {Text: "not charge", Tone: report.Bad}, {Text: " again"}}, 7)
	want := []report.Line{
		{{Text: "do "}, {Text: "not", Tone: report.Bad}},
		{{Text: "charge", Tone: report.Bad}},
		{{Text: "again"}},
	}
	if len(rows) != len(want) {
		t.Fatalf("got %d rows, want %d: %v", len(rows), len(want), rows)
	}
	for i := range want {
		if len(rows[i]) != len(want[i]) {
			t.Fatalf("row %d = %v, want %v", i, rows[i], want[i])
		}
		for j := range want[i] {
			if rows[i][j] != want[i][j] {
				t.Errorf("row %d span %d = %v, want %v", i, j, rows[i][j], want[i][j])
			}
		}
	}
}

func TestHangingIndent(t *testing.T) {
	got := draw(t, Screen{Width: 20},
		report.Block{Kind: report.Bullets, Indent: 2, Lines: []report.Line{line("call the acquirer before closing")}},
		report.Block{Kind: report.Steps, Lines: []report.Line{line("请先查询这笔交易的结果再决定")}})
	want := "  - call the\n    acquirer before\n    closing\n" +
		"1. 请先查询这笔交易\n   的结果再决定\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTableColumnsStandUnderEachOther(t *testing.T) {
	b := report.Block{
		Kind:    report.Table,
		Columns: []report.Column{{Title: "时间"}, {Title: "金额", Right: true}, {Title: "说明", Shrink: true}},
		Rows: [][]report.Span{
			{{Text: "10:14:03"}, {Text: "100.00"}, {Text: "没有应答"}},
			{{Text: "9:01"}, {Text: "1,250.50"}, {Text: "refused"}},
		},
	}
	got := drawIn(t, Screen{Width: 40}, "zh-CN", b)
	want := "时间          金额  说明\n" +
		"10:14:03    100.00  没有应答\n" +
		"9:01      1,250.50  refused\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTableShrinksTheColumnThatMay(t *testing.T) {
	b := report.Block{
		Kind:    report.Table,
		Columns: []report.Column{{Title: "STAN"}, {Title: "What", Shrink: true}},
		Rows:    [][]report.Span{{{Text: "000123"}, {Text: "sent, and nothing came back"}}},
	}
	got := draw(t, Screen{Width: 24}, b)
	want := "STAN    What\n" +
		"000123  sent, and\n" +
		"        nothing came\n" +
		"        back\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestNoRowIsWiderThanTheScreen(t *testing.T) {
	long := strings.Repeat("没有应答的交易 and words, ", 6)
	hex := strings.Repeat("0a1b2c", 30)
	for width := 20; width <= 100; width += 7 {
		got := draw(t, Screen{Width: width},
			report.Block{Kind: report.Paragraph, Lines: []report.Line{line(long), line(hex)}},
			report.Block{Kind: report.Bullets, Indent: 3, Lines: []report.Line{line(long)}},
			report.Block{Kind: report.Pairs, Indent: 1, Rows: [][]report.Span{{{Text: "a rather long name"}, {Text: long}}, {{Text: "x"}, {Text: hex}}}},
			report.Block{
				Kind:    report.Table,
				Columns: []report.Column{{Title: "one"}, {Title: "two", Shrink: true}, {Title: "three", Right: true}},
				Rows:    [][]report.Span{{{Text: hex}, {Text: long}, {Text: "12.00"}}},
			})
		for row := range strings.SplitSeq(got, "\n") {
			if Width(row) > width {
				t.Errorf("width %d: row of %d cells: %q", width, Width(row), row)
			}
		}
	}
}

func TestPlainIsOneLabelledLineACell(t *testing.T) {
	table := report.Block{
		Kind:    report.Table,
		Columns: []report.Column{{Title: "Amount", Right: true}, {Title: "State"}},
		Rows:    [][]report.Span{{{Text: "100.00"}, {Text: "no answer"}}, {{Text: "5.00"}, {Text: "approved"}}},
	}
	pairs := report.Block{Kind: report.Pairs, Rows: [][]report.Span{{{Text: "Terminal"}, {Text: "12345678"}}}}
	para := report.Block{Kind: report.Paragraph, Lines: []report.Line{line(strings.Repeat("word ", 40))}}
	s := Screen{Width: 40, Plain: true}
	got := draw(t, s, table, pairs, para)
	want := "Amount: 100.00\nState: no answer\n\nAmount: 5.00\nState: approved\nTerminal: 12345678\n" +
		strings.TrimSpace(strings.Repeat("word ", 40)) + "\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := drawIn(t, s, "zh-CN", pairs); got != "Terminal：12345678\n" {
		t.Errorf("Chinese label = %q", got)
	}
}

func TestDeviceBytesNeverReachTheScreen(t *testing.T) {
	got := draw(t, Screen{}, report.Block{Kind: report.Paragraph, Lines: []report.Line{
		line("a\x1b[31mred\x07\u202egnp.exe\u200f\u009b2J\u0085\r\x00b\xff"),
	}})
	if want := "a[31mredgnp.exe2Jb\ufffd\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestColour(t *testing.T) {
	s := Screen{Width: 40, styles: newStyles(lipgloss.NewRenderer(&bytes.Buffer{}))}
	got := draw(t, s, report.Block{Kind: report.Paragraph, Lines: []report.Line{{{Text: "never", Tone: report.Bad}, {Text: " plain"}}}})
	if !strings.Contains(got, "\x1b[") || !strings.HasSuffix(got, " plain\n") {
		t.Errorf("got %q: want a coloured word and a plain one", got)
	}
	s.styles = nil
	if got := draw(t, s, report.Block{Kind: report.Heading, Lines: []report.Line{line("x")}}); got != "x\n" {
		t.Errorf("without colour got %q", got)
	}
}

func TestOldConsolesGetASCIIPunctuation(t *testing.T) {
	got := draw(t, Screen{ASCII: true}, report.Block{Kind: report.Paragraph, Lines: []report.Line{line("“wait” — don’t…")}})
	if want := "\"wait\" - don't...\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A line to be copied must come out of the screen in one piece.
func TestVerbatimIsNeverWrapped(t *testing.T) {
	command := strings.Repeat("echo 'a rule' ", 10) + "| sudo tee"
	got := draw(t, Screen{Width: 20}, report.Block{Kind: report.Verbatim, Indent: 2, Lines: []report.Line{line(command)}})
	if want := "  " + command + "\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
