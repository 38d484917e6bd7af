package report

import (
	"errors"
	"strings"
	"testing"
)

func TestMarkdownOfEveryBlock(t *testing.T) {
	doc := Doc{Lang: "en", Title: "A *page*", Blocks: []Block{
		{Kind: Heading, Lines: []Line{{{Text: "51 "}, {Text: "funds", Tone: Strong}}}},
		{Kind: Paragraph, Lines: []Line{{{Text: "<b>no</b> & [link](x) a_b"}}}},
		{Kind: Paragraph, Lines: []Line{{{Text: ""}}}},
		{Kind: Bullets, Lines: []Line{{{Text: "one"}}, {{Text: "who: ", Tone: Strong}, {Text: "two"}}}},
		{Kind: Steps, Lines: []Line{{{Text: "first"}}, {{Text: "second"}}}},
		{Kind: Pairs, Rows: [][]Span{{{Text: "Money: "}, {Text: "gone", Tone: Bad}}, {{Text: "Why"}, {Text: "a\nb"}}}},
		{Kind: Table, Columns: []Column{{Title: "Code"}, {Title: "N", Right: true}}, Rows: [][]Span{{{Text: "A|B"}, {Text: "7"}}}},
	}}
	want := `# A \*page\*

## 51 funds

&lt;b&gt;no&lt;/b&gt; &amp; \[link\](x) a\_b

- one
- **who:** two

1. first
2. second

- **Money**: **gone**
- **Why**: a b

| Code | N |
| --- | ---: |
| A\|B | 7 |
`
	var out strings.Builder
	if err := Markdown(&out, doc); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestMarkdownColonIsThatOfTheLanguage(t *testing.T) {
	var out strings.Builder
	err := Markdown(&out, Doc{Lang: "zh-CN", Blocks: []Block{{Kind: Pairs, Rows: [][]Span{{{Text: "钱"}, {Text: "已扣"}}}}}})
	if err != nil || out.String() != "- **钱**：已扣\n" {
		t.Errorf("got %q, %v", out.String(), err)
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestMarkdownGivesTheErrorOfItsWriter(t *testing.T) {
	if err := Markdown(fullDisk{}, Doc{Title: "x"}); err == nil {
		t.Error("the error is lost")
	}
}
