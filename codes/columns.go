package codes

import (
	"slices"
	"strings"
)

// Columns names the columns of a book's file, in the order in which Fields gives
// them.
func Columns() []string { return slices.Clone(columns) }

// Fields gives a row as it stands in a book's file.
func (c Code) Fields() []string {
	by := make([]string, len(c.DeclinedBy))
	for i, p := range c.DeclinedBy {
		by[i] = string(p)
	}
	return []string{
		c.Value, string(c.Class), c.Name.EN, c.Name.ZH, c.Meaning.EN, c.Meaning.ZH,
		c.Display.EN, c.Display.ZH, strings.Join(c.Causes, " "), strings.Join(by, " "), string(c.Money), string(c.Retry),
		c.Advice, c.Source, string(c.Confidence), c.Since, c.Note.EN, c.Note.ZH,
	}
}
