package profile

import (
	"strings"
	"unicode"

	"github.com/goccy/go-yaml/ast"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/profile/nearest"
)

// key is one key that may stand in a mapping, and what reads its value.
type key struct {
	name string
	read func(*reader, ast.Node)
}

// fields reads a mapping whose keys are all known. It reports whether the node
// is a mapping at all.
func (r *reader) fields(n ast.Node, keys []key) bool {
	var pairs []*ast.MappingValueNode
	switch m := n.(type) {
	case *ast.MappingNode:
		pairs = m.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{m}
	default:
		r.report(n, textWantKeys, hintKeys(keys))
		return false
	}
	for _, pair := range pairs {
		name, ok := scalar(pair.Key)
		if !ok {
			r.report(pair, textPlainKey, hintKeys(keys))
			continue
		}
		if known := find(keys, name); known != nil {
			if !empty(pair.Value) {
				known.read(r, pair.Value)
			}
			continue
		}
		r.report(pair.Key, textUnknownKey.With(quote(name)), hintKey(name, keys))
	}
	return true
}

func find(keys []key, name string) *key {
	for i := range keys {
		if keys[i].name == name {
			return &keys[i]
		}
	}
	return nil
}

func keyNames(keys []key) []string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = k.name
	}
	return out
}

func hintKey(name string, keys []key) codes.Text {
	if near := nearest.To(name, keyNames(keys)); near != "" {
		return hintMean.With(near)
	}
	return hintKeys(keys)
}

func hintKeys(keys []key) codes.Text { return hintKnown.With(strings.Join(keyNames(keys), ", ")) }

// items gives the parts of a list. One value without a list counts as a list
// of one.
func (r *reader) items(n ast.Node) []ast.Node {
	if seq, ok := n.(*ast.SequenceNode); ok {
		return seq.Values
	}
	return []ast.Node{n}
}

// word gives a single value as it is written: a terminal number with leading
// zeros keeps them, with or without quotes.
func (r *reader) word(n ast.Node) (string, bool) {
	s, ok := scalar(n)
	if !ok {
		r.report(n, textWantValue, codes.Text{})
		return "", false
	}
	return s, true
}

func scalar(n ast.Node) (string, bool) {
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

func empty(n ast.Node) bool {
	if n == nil {
		return true
	}
	_, null := n.(*ast.NullNode)
	return null
}

// quote shows a value in a message, cut to a sensible length. A value with many
// digits may be a card number and is not repeated.
func quote(s string) string {
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
