package profile

import (
	"slices"

	"github.com/goccy/go-yaml/ast"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/codes/byhand"
	"github.com/posdoctor/posdoctor/transcripts/iso"
)

// books reads the code books, likeliest first.
func (r *reader) books(n ast.Node) {
	var known []string
	for _, b := range codes.Open().Books() {
		known = append(known, b.ID)
	}
	for _, item := range r.Items(n) {
		v, ok := r.Word(item)
		switch {
		case !ok:
		case !slices.Contains(known, v):
			r.Report(item, textUnknownBook.With(byhand.Quote(v)), byhand.HintOneOf(v, known))
		case !slices.Contains(r.profile.Books, v):
			r.profile.Books = append(r.profile.Books, v)
		}
	}
}

func (r *reader) dialect(n ast.Node) {
	v, ok := r.Word(n)
	switch {
	case !ok:
	case iso.Known(v):
		r.profile.Dialect = v
	default:
		var known []string
		for _, d := range iso.Dialects() {
			known = append(known, d.ID)
		}
		r.Report(n, textUnknownDialect.With(byhand.Quote(v)), byhand.HintOneOf(v, known))
	}
}
