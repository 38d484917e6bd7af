package byhand

import (
	"slices"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml/ast"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/codes/nearest"
)

// Field is one key that may stand in a mapping, and what reads its value.
type Field struct {
	name string
	read func(ast.Node)
}

// Key makes a field of a key and what reads its value.
func Key(name string, read func(ast.Node)) Field { return Field{name, read} }

// Names gives the keys of fields.
func Names(fields []Field) []string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = f.name
	}
	return out
}

// Fields reads a mapping whose keys are all known; a key without a value is
// passed over. It reports whether the node is a mapping at all.
func (r *Reader) Fields(n ast.Node, fields []Field) bool {
	var pairs []*ast.MappingValueNode
	switch m := n.(type) {
	case *ast.MappingNode:
		pairs = m.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{m}
	default:
		r.Report(n, textWantKeys, HintKeys(fields))
		return false
	}
	for _, pair := range pairs {
		name, ok := Scalar(pair.Key)
		if !ok {
			r.Report(pair, textPlainKey, HintKeys(fields))
			continue
		}
		i := slices.IndexFunc(fields, func(f Field) bool { return f.name == name })
		switch {
		case i < 0:
			r.Report(pair.Key, textUnknownKey.With(Quote(name)), hintKey(name, fields))
		case !Empty(pair.Value):
			fields[i].read(pair.Value)
		}
	}
	return true
}

func hintKey(name string, fields []Field) codes.Text {
	if near := nearest.To(name, Names(fields)); near != "" {
		return HintMean.With(near)
	}
	return HintKeys(fields)
}

// HintKeys names the keys that may stand somewhere.
func HintKeys(fields []Field) codes.Text {
	return hintKnown.With(strings.Join(Names(fields), ", "))
}

// HintOneOf names the word that was probably meant, or else all known ones.
func HintOneOf[T ~string](typed string, known []T) codes.Text {
	words := make([]string, len(known))
	for i, k := range known {
		words[i] = string(k)
	}
	if near := nearest.To(typed, words); near != "" {
		return HintMean.With(near)
	}
	return hintChoices.With(strings.Join(words, ", "))
}

// Items gives the parts of a list. One value without a list counts as a list of
// one.
func (r *Reader) Items(n ast.Node) []ast.Node {
	if seq, ok := n.(*ast.SequenceNode); ok {
		return seq.Values
	}
	return []ast.Node{n}
}

// Choose reads a value that must be one of a few words; it is "" when it is not.
func Choose[T ~string](r *Reader, n ast.Node, known []T) T {
	v, ok := r.Word(n)
	if !ok {
		return ""
	}
	if !slices.Contains(known, T(v)) {
		r.Report(n, textNotAChoice.With(Quote(v)), HintOneOf(v, known))
		return ""
	}
	return T(v)
}

// Word gives a single value as it is written: a number with leading zeros keeps
// them, with or without quotes.
func (r *Reader) Word(n ast.Node) (string, bool) {
	s, ok := Scalar(n)
	if !ok {
		r.Report(n, textWantValue, codes.Text{})
	}
	return s, ok
}

// Scalar gives a single value as it is written; it is not ok for a list or a
// mapping.
func Scalar(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return strings.TrimSpace(n.Value), true
	case *ast.LiteralNode:
		return strings.TrimSpace(n.Value.Value), true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return strings.TrimSpace(n.GetToken().Value), true
	}
	return "", false
}

// Empty reports a value that was left out.
func Empty(n ast.Node) bool {
	if n == nil {
		return true
	}
	_, null := n.(*ast.NullNode)
	return null
}

// Quote shows a value in a message, cut to a sensible length. A value with many
// digits may be a card number and is not repeated.
func Quote(s string) string {
	const longest, manyDigits = 40, 8
	digits, n := 0, 0
	for i, c := range s {
		if unicode.IsDigit(c) {
			digits++
		}
		if n++; n > longest {
			s = s[:i] + "..."
			break
		}
	}
	if digits >= manyDigits {
		return `"..."`
	}
	return `"` + s + `"`
}
