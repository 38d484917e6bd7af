package report

// Tone is what a piece of text means to a reader; a terminal may colour it, a
// screen reader need not know it, so nothing may hang on tone alone.
type Tone int

// The tones.
const (
	Plain Tone = iota
	Strong
	Dim
	Good
	Caution
	Bad
)

// Span is a piece of text in one tone.
type Span struct {
	Text string
	Tone Tone
}

// Line is what stands on one line before wrapping.
type Line []Span

// BlockKind is the sort of a block.
type BlockKind int

// The blocks.
const (
	Paragraph BlockKind = iota // Lines[0]
	Heading                    // Lines[0]
	Bullets                    // one line an item
	Steps                      // one line an item, numbered
	Table                      // Rows under Columns
	Pairs                      // Rows of name and value
	Verbatim                   // lines to be copied as they are: never wrapped
)

// Column is a column of a table.
type Column struct {
	Title string
	Right bool // numbers stand to the right
	// Shrink columns lose width first when the screen is narrow.
	Shrink bool
}

// Block is one part of a page.
type Block struct {
	Kind    BlockKind
	Lines   []Line
	Columns []Column
	Rows    [][]Span
	Indent  int
}

// Doc is a page in one language: the one tree that terminal text, Markdown and
// HTML are drawn from. On a terminal an empty row stands before each heading
// but a first one, and nowhere else; [Height] counts by that.
type Doc struct {
	Lang   string // "en" or "zh-CN"
	Title  string
	Blocks []Block
}
