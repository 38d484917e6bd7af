package profile

import (
	"github.com/goccy/go-yaml/ast"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr/known"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// cable reads how the terminal hangs on this machine.
func (r *reader) cable(n ast.Node) {
	c := &r.profile.Cable
	var protocol, variant ast.Node
	r.fields(n, []key{
		{"port", func(r *reader, n ast.Node) { c.Port, _ = r.word(n) }},
		{"line", func(r *reader, n ast.Node) { r.line(n, &c.Line) }},
		{"protocol", func(r *reader, n ast.Node) { protocol = n; c.Protocol, _ = r.choice(n, protocols()) }},
		{"variant", func(r *reader, n ast.Node) { variant = n; c.Variant, _ = r.word(n) }},
		{"register", func(r *reader, n ast.Node) { r.id(n, &c.Register) }},
	})
	if c.Variant == "" {
		return
	}
	p, ok := known.ByID(c.Protocol)
	if !ok {
		if protocol == nil {
			r.report(variant, textVariantAlone, codes.Text{})
		}
		return
	}
	var ids []string
	for _, v := range p.Variants {
		ids = append(ids, v.ID)
	}
	r.choice(variant, ids)
}

func protocols() []string {
	var out []string
	for _, p := range known.All() {
		out = append(out, p.ID)
	}
	return out
}

func (r *reader) line(n ast.Node, to *wire.Line) {
	v, ok := r.word(n)
	if !ok {
		return
	}
	l, err := wire.ParseLine(v)
	if err != nil {
		r.report(n, textNotALine.With(quote(v)), hintLine)
		return
	}
	*to = l
}
