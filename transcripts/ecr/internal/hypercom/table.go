package hypercom

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
)

// keep is what may be kept of a field.
type keep string

const (
	keepValue keep = "value" // a short value that cannot be a card number
	keepText  keep = "text"  // words, in which card data is masked
	keepPAN   keep = "pan"   // a card number
	keepDrop  keep = "drop"  // nothing
)

// rule is a row of a table.
type rule struct {
	to   string // member of the common message, see [Table.Fill]; "" for none
	keep keep
	max  int // characters of a value that is kept as it is; longer ones count as text
	name codes.Text
}

// Table is what a protocol knows about its fields.
type Table struct {
	// Header is the length of the header before the fields, and Valid whether
	// one is written as the protocol writes it.
	Header int
	Valid  func(body []byte) bool

	rules  map[string]rule
	values map[string]codes.Text
}

// Load reads a table: fields with the columns id, to, keep, max, name_en and
// name_zh, and values with id, value, en and zh. The files are part of the
// program, so a mistake in one is a panic, which a test would meet.
func Load(fields, values string) *Table {
	t := &Table{rules: map[string]rule{}, values: map[string]codes.Text{}}
	for _, f := range Rows(fields, 6) {
		longest, err := strconv.Atoi(f[3])
		if err != nil {
			panic(fmt.Sprintf("hypercom: field %s: %v", f[0], err))
		}
		switch keep(f[2]) {
		case keepValue, keepText, keepPAN, keepDrop:
		default:
			panic("hypercom: field " + f[0] + ": keep what?")
		}
		t.rules[f[0]] = rule{f[1], keep(f[2]), longest, codes.Text{EN: f[4], ZH: f[5]}}
	}
	for _, f := range Rows(values, 4) {
		t.values[f[0]+"="+f[1]] = codes.Text{EN: f[2], ZH: f[3]}
	}
	return t
}

// Rows gives the lines of a table behind its header, each with n columns. A line
// with other columns is a panic.
func Rows(text string, n int) [][]string {
	var out [][]string
	for line := range strings.Lines(text) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) != n {
			panic(fmt.Sprintf("hypercom: %d columns, want %d: %q", len(f), n, line))
		}
		out = append(out, f)
	}
	if len(out) > 0 {
		out = out[1:]
	}
	return out
}

// rule gives what is known about a field; one that is not listed is dropped.
func (t *Table) rule(id string) rule {
	if r, ok := t.rules[id]; ok {
		return r
	}
	return rule{keep: keepDrop, name: codes.Text{EN: "Unknown field", ZH: "未知字段"}}
}
