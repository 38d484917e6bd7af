package profile

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/profile/nearest"
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
	r.profile.Dialect, _ = r.word(n)
}

func hintOneOf(typed string, known []string) codes.Text {
	if near := nearest.To(typed, known); near != "" {
		return hintMean.With(near)
	}
	return hintChoices.With(strings.Join(known, ", "))
}
