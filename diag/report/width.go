package report

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Columns is how many cells of a terminal a text takes: East Asian wide
// characters two, combining marks none.
func Columns(s string) int {
	n := 0
	for _, r := range s {
		n += cells(r)
	}
	return n
}

func cells(r rune) int {
	switch {
	case r < ' ' || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r):
		return 0
	case r < 0x1100:
		return 1
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// rows is how many lines a text takes at a width: broken at spaces and beside
// wide characters, punctuation kept with what it closes.
func rows(s string, room int) int {
	total := 0
	for part := range strings.SplitSeq(s, "\n") {
		total += rowsOf(part, max(room, 2))
	}
	return total
}

func rowsOf(s string, room int) int {
	n, used := 1, 0
	for _, w := range words(s) {
		size := Columns(strings.TrimRight(w, " "))
		if used > 0 && used+size > room {
			n, used = n+1, 0
		}
		for size > room {
			n, size = n+1, size-(room-1) // a wide character may leave one cell empty
		}
		if used > 0 || size > 0 {
			used += size + Columns(w) - Columns(strings.TrimRight(w, " "))
		}
	}
	return n
}

// words cuts a text where a line may break; blanks stay with the word before.
func words(s string) []string {
	var out []string
	start, prev := 0, rune(0)
	for i, r := range s {
		if i > start && breakable(prev, r) {
			out = append(out, s[start:i])
			start = i
		}
		prev = r
	}
	return append(out, s[start:])
}

func breakable(prev, next rune) bool {
	switch {
	case next == ' ':
		return false
	case prev == ' ':
		return true
	case strings.ContainsRune("，。；：！？、）》」”】", next) || strings.ContainsRune("（《「“【", prev):
		return false
	}
	return cells(prev) == 2 || cells(next) == 2
}

// Height is how many rows a page takes on a terminal of that width.
func Height(d Doc, columns int) int {
	n := 0
	for i, b := range d.Blocks {
		n += blockHeight(b, columns)
		if b.Kind == Heading && i > 0 {
			n++
		}
	}
	return n
}

func blockHeight(b Block, columns int) int {
	switch b.Kind {
	case Table:
		n := len(b.Rows)
		for _, c := range b.Columns {
			if c.Title != "" {
				return n + 1
			}
		}
		return n
	case Pairs:
		n, name := 0, 0
		for _, r := range b.Rows {
			name = max(name, Columns(r[0].Text))
		}
		for _, r := range b.Rows {
			n += rows(plain(Line(r[1:])), columns-b.Indent-name-2)
		}
		return n
	}
	if b.Kind == Verbatim {
		return len(b.Lines)
	}
	n := 0
	for _, l := range b.Lines {
		n += lineHeight(l, b, columns)
	}
	return n
}

func lineHeight(l Line, b Block, columns int) int {
	mark := 0
	switch b.Kind {
	case Bullets:
		mark = 2
	case Steps:
		mark = 3
	}
	return rows(plain(l), columns-b.Indent-mark)
}

func plain(l Line) string {
	var s strings.Builder
	for _, span := range l {
		s.WriteString(span.Text)
	}
	return s.String()
}

// cut shortens a text to a number of cells, with two dots for what is gone.
func cut(s string, room int) string {
	if Columns(s) <= room {
		return s
	}
	n := 0
	for i, r := range s {
		if n += cells(r); n > room-2 {
			return strings.TrimRight(s[:i], " ") + ".."
		}
	}
	return s
}
