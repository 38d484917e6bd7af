package profile

import (
	"github.com/goccy/go-yaml/ast"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/codes/byhand"
	"github.com/posdoctor/posdoctor/transcripts/ecr/known"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// cable reads how the terminal hangs on this machine.
func (r *reader) cable(n ast.Node) {
	c := &r.profile.Cable
	var protocol, variant ast.Node
	r.Fields(n, []byhand.Field{
		byhand.Key("port", func(n ast.Node) { c.Port, _ = r.Word(n) }),
		byhand.Key("line", func(n ast.Node) { r.line(n, &c.Line) }),
		byhand.Key("protocol", func(n ast.Node) { protocol = n; c.Protocol = byhand.Choose(r.Reader, n, protocols()) }),
		byhand.Key("variant", func(n ast.Node) { variant = n; c.Variant, _ = r.Word(n) }),
		byhand.Key("register", func(n ast.Node) { r.id(n, &c.Register) }),
	})
	if c.Variant == "" {
		return
	}
	p, ok := known.ByID(c.Protocol)
	if !ok {
		if protocol == nil {
			r.Report(variant, textVariantAlone, codes.Text{})
		}
		return
	}
	var ids []string
	for _, v := range p.Variants {
		ids = append(ids, v.ID)
	}
	byhand.Choose(r.Reader, variant, ids)
}

func protocols() []string {
	var out []string
	for _, p := range known.All() {
		out = append(out, p.ID)
	}
	return out
}

func (r *reader) line(n ast.Node, to *wire.Line) {
	v, ok := r.Word(n)
	if !ok {
		return
	}
	l, err := wire.ParseLine(v)
	if err != nil {
		r.Report(n, textNotALine.With(byhand.Quote(v)), hintLine)
		return
	}
	*to = l
}
