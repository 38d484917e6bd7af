package profile

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/profile/nearest"
	"github.com/posdoctor/posdoctor/transcripts/iso"
)

// books reads the code books, likeliest first.
func (r *reader) books(n ast.Node) {
	var known []string
	for _, b := range codes.Open().Books() {
		known = append(known, b.ID)
	}
	for _, item := range r.items(n) {
		v, ok := r.word(item)
		switch {
		case !ok:
		case !slices.Contains(known, v):
			r.report(item, textUnknownBook.With(quote(v)), hintOneOf(v, known))
		case !slices.Contains(r.profile.Books, v):
			r.profile.Books = append(r.profile.Books, v)
		}
	}
}

func (r *reader) dialect(n ast.Node) {
	v, ok := r.word(n)
	switch {
	case !ok:
	case iso.Known(v):
		r.profile.Dialect = v
	default:
		var known []string
		for _, d := range iso.Dialects() {
			known = append(known, d.ID)
		}
		r.report(n, textUnknownDialect.With(quote(v)), hintOneOf(v, known))
	}
}

func hintOneOf(typed string, known []string) codes.Text {
	if near := nearest.To(typed, known); near != "" {
		return hintMean.With(near)
	}
	return hintChoices.With(strings.Join(known, ", "))
}
