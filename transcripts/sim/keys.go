package sim

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml/ast"

	"github.com/posdoctor/posdoctor/codes"
)

// key is one key that may stand in a mapping, and what reads its value.
type key struct {
	name string
	read func(*reader, ast.Node)
}

// topKeys are the keys of a scenario, in the order in which they are written.
var topKeys = []key{
	{"title", func(r *reader, n ast.Node) { r.text(n, &r.s.Title) }},
	{"about", func(r *reader, n ast.Node) { r.text(n, &r.s.About) }},
	{"protocol", func(r *reader, n ast.Node) { r.s.Protocol = choose(r, n, Protocols()) }},
	{"variant", func(r *reader, n ast.Node) { r.plain(n, 32, &r.s.Variant) }},
	{"link", func(r *reader, n ast.Node) { r.s.Link = choose(r, n, []Link{Serial, TCP}) }},
	{"terminal", func(r *reader, n ast.Node) { r.plain(n, 16, &r.s.Terminal) }},
	{"merchant", func(r *reader, n ast.Node) { r.plain(n, 15, &r.s.Merchant) }},
	{"clock", func(r *reader, n ast.Node) { r.wait(n, &r.s.ClockOff, true) }},
	{"status", func(r *reader, n ast.Node) { r.plain(n, 8, &r.s.Status) }},
	{"software", func(r *reader, n ast.Node) { r.plain(n, 20, &r.s.Software) }},
	{"behaviour", func(r *reader, n ast.Node) {
		for _, item := range r.items(n) {
			if b := choose(r, item, behaviours); b != "" {
				r.s.Behaviours = append(r.s.Behaviours, b)
			}
		}
	}},
	{"code", func(r *reader, n ast.Node) { r.plain(n, 8, &r.s.Code) }},
	{"journal", func(r *reader, n ast.Node) {
		for _, item := range r.items(n) {
			r.payment(item)
		}
	}},
	{"till", func(r *reader, n ast.Node) {
		for _, item := range r.items(n) {
			r.step(item)
		}
	}},
}

func (r *reader) payment(n ast.Node) {
	var p Payment
	r.fields(n, []key{
		{"operation", func(r *reader, n ast.Node) { p.Operation = choose(r, n, []Operation{Sale, Void, Refund}) }},
		{"amount", func(r *reader, n ast.Node) { r.minor(n, &p.Minor) }},
		{"code", func(r *reader, n ast.Node) { r.plain(n, 8, &p.Code) }},
		{"stan", func(r *reader, n ast.Node) { r.number(n, 6, &p.STAN) }},
		{"receipt", func(r *reader, n ast.Node) { r.number(n, 6, &p.Receipt) }},
		{"reference", func(r *reader, n ast.Node) { r.plain(n, 20, &p.Reference) }},
		{"auth", func(r *reader, n ast.Node) { r.number(n, 6, &p.Auth) }},
		{"rrn", func(r *reader, n ast.Node) { r.number(n, 12, &p.RRN) }},
		{"ago", func(r *reader, n ast.Node) { r.wait(n, &p.Ago, false) }},
	})
	r.s.Journal = append(r.s.Journal, p)
}

func (r *reader) step(n ast.Node) {
	var s Step
	r.fields(n, []key{
		{"do", func(r *reader, n ast.Node) { s.Do = choose(r, n, dos) }},
		{"amount", func(r *reader, n ast.Node) { r.minor(n, &s.Minor) }},
		{"reference", func(r *reader, n ast.Node) { r.plain(n, 20, &s.Reference) }},
		{"after", func(r *reader, n ast.Node) { r.wait(n, &s.After, false) }},
	})
	if s.Do == "" || s.Do == DoSale && s.Minor == 0 {
		r.report(n, textHalfStep, codes.Text{})
		return
	}
	r.s.Till = append(r.s.Till, s)
}

// fields reads a mapping whose keys are all known.
func (r *reader) fields(n ast.Node, keys []key) {
	var pairs []*ast.MappingValueNode
	switch m := n.(type) {
	case *ast.MappingNode:
		pairs = m.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{m}
	default:
		r.report(n, textWantKeys, hintKeys(keys))
		return
	}
	for _, pair := range pairs {
		name, ok := scalar(pair.Key)
		i := slices.IndexFunc(keys, func(k key) bool { return k.name == name })
		switch {
		case !ok || i < 0:
			r.report(pair.Key, textUnknownKey.With(quote(name)), hintKeys(keys))
		case !empty(pair.Value):
			keys[i].read(r, pair.Value)
		}
	}
}

func hintKeys(keys []key) codes.Text {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.name
	}
	return hintKnown.With(strings.Join(names, ", "))
}

// items gives the parts of a list. One value without a list counts as a list of
// one.
func (r *reader) items(n ast.Node) []ast.Node {
	seq, ok := n.(*ast.SequenceNode)
	if !ok {
		return []ast.Node{n}
	}
	if len(seq.Values) > maxList {
		r.report(n, textTooLong.With(maxList), codes.Text{})
		return nil
	}
	return seq.Values
}

// choose reads a value that must be one of a few words.
func choose[T ~string](r *reader, n ast.Node, known []T) T {
	v, ok := r.word(n)
	if !ok {
		return ""
	}
	if !slices.Contains(known, T(v)) {
		r.report(n, textNotAChoice.With(quote(v)), hintChoices.With(joined(known)))
		return ""
	}
	return T(v)
}

var (
	// plainShape keeps out what would break a frame: signs, bars, separators.
	plainShape = regexp.MustCompile(`^[0-9A-Za-z .:_+-]+$`)
	digitShape = regexp.MustCompile(`^[0-9]{1,12}$`)
)

// plain reads a short value that goes onto the line as it is.
func (r *reader) plain(n ast.Node, most int, to *string) {
	v, ok := r.word(n)
	switch {
	case !ok:
	case !plainShape.MatchString(v) || len(v) > most:
		r.report(n, textNotPlain, hintPlain.With(most))
	default:
		*to = v
	}
}

// number reads digits and fills them up with zeros.
func (r *reader) number(n ast.Node, width int, to *string) {
	v, ok := r.word(n)
	switch {
	case !ok:
	case !digitShape.MatchString(v) || len(v) > width:
		r.report(n, textNotANumber.With(width), codes.Text{})
	default:
		*to = strings.Repeat("0", width-len(v)) + v
	}
}

// text reads a text in both languages.
func (r *reader) text(n ast.Node, to *codes.Text) {
	r.fields(n, []key{
		{"en", func(r *reader, n ast.Node) { to.EN, _ = r.word(n) }},
		{"zh", func(r *reader, n ast.Node) { to.ZH, _ = r.word(n) }},
	})
}

// word gives a single value as it is written: a number with leading zeros keeps
// them, with or without quotes.
func (r *reader) word(n ast.Node) (string, bool) {
	s, ok := scalar(n)
	if !ok {
		r.report(n, textWantValue, codes.Text{})
	}
	return s, ok
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
