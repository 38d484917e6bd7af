package sim

import (
	"regexp"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/codes/byhand"
)

// keys are the keys of a scenario, in the order in which they are written.
func (r *reader) keys() []byhand.Field {
	return []byhand.Field{
		byhand.Key("title", func(n ast.Node) { r.text(n, &r.s.Title) }),
		byhand.Key("about", func(n ast.Node) { r.text(n, &r.s.About) }),
		byhand.Key("protocol", func(n ast.Node) { r.s.Protocol = byhand.Choose(r.Reader, n, Protocols()) }),
		byhand.Key("variant", func(n ast.Node) { r.plain(n, 32, &r.s.Variant) }),
		byhand.Key("link", func(n ast.Node) { r.s.Link = byhand.Choose(r.Reader, n, []Link{Serial, TCP}) }),
		byhand.Key("terminal", func(n ast.Node) { r.plain(n, 16, &r.s.Terminal) }),
		byhand.Key("merchant", func(n ast.Node) { r.plain(n, 15, &r.s.Merchant) }),
		byhand.Key("clock", func(n ast.Node) { r.wait(n, &r.s.ClockOff, true) }),
		byhand.Key("status", func(n ast.Node) { r.plain(n, 8, &r.s.Status) }),
		byhand.Key("software", func(n ast.Node) { r.plain(n, 20, &r.s.Software) }),
		byhand.Key("behaviour", func(n ast.Node) {
			for _, item := range r.items(n) {
				if b := byhand.Choose(r.Reader, item, behaviours); b != "" {
					r.s.Behaviours = append(r.s.Behaviours, b)
				}
			}
		}),
		byhand.Key("code", func(n ast.Node) { r.plain(n, 8, &r.s.Code) }),
		byhand.Key("journal", func(n ast.Node) {
			for _, item := range r.items(n) {
				r.payment(item)
			}
		}),
		byhand.Key("till", func(n ast.Node) {
			for _, item := range r.items(n) {
				r.step(item)
			}
		}),
	}
}

func (r *reader) payment(n ast.Node) {
	var p Payment
	r.Fields(n, []byhand.Field{
		byhand.Key("operation", func(n ast.Node) { p.Operation = byhand.Choose(r.Reader, n, []Operation{Sale, Void, Refund}) }),
		byhand.Key("amount", func(n ast.Node) { r.minor(n, &p.Minor) }),
		byhand.Key("code", func(n ast.Node) { r.plain(n, 8, &p.Code) }),
		byhand.Key("stan", func(n ast.Node) { r.number(n, 6, &p.STAN) }),
		byhand.Key("receipt", func(n ast.Node) { r.number(n, 6, &p.Receipt) }),
		byhand.Key("reference", func(n ast.Node) { r.plain(n, 20, &p.Reference) }),
		byhand.Key("auth", func(n ast.Node) { r.number(n, 6, &p.Auth) }),
		byhand.Key("rrn", func(n ast.Node) { r.number(n, 12, &p.RRN) }),
		byhand.Key("ago", func(n ast.Node) { r.wait(n, &p.Ago, false) }),
	})
	r.s.Journal = append(r.s.Journal, p)
}

func (r *reader) step(n ast.Node) {
	var s Step
	r.Fields(n, []byhand.Field{
		byhand.Key("do", func(n ast.Node) { s.Do = byhand.Choose(r.Reader, n, dos) }),
		byhand.Key("amount", func(n ast.Node) { r.minor(n, &s.Minor) }),
		byhand.Key("reference", func(n ast.Node) { r.plain(n, 20, &s.Reference) }),
		byhand.Key("after", func(n ast.Node) { r.wait(n, &s.After, false) }),
	})
	if s.Do == "" || s.Do == DoSale && s.Minor == 0 {
		r.Report(n, textHalfStep, codes.Text{})
		return
	}
	r.s.Till = append(r.s.Till, s)
}

// items gives the parts of a list that may not be longer than a shop's day.
func (r *reader) items(n ast.Node) []ast.Node {
	items := r.Items(n)
	if len(items) > maxList {
		r.Report(n, textTooLong.With(maxList), codes.Text{})
		return nil
	}
	return items
}

var (
	// plainShape keeps out what would break a frame: signs, bars, separators.
	plainShape = regexp.MustCompile(`^[0-9A-Za-z .:_+-]+$`)
	digitShape = regexp.MustCompile(`^[0-9]{1,12}$`)
)

// plain reads a short value that goes onto the line as it is.
func (r *reader) plain(n ast.Node, most int, to *string) {
	v, ok := r.Word(n)
	switch {
	case !ok:
	case !plainShape.MatchString(v) || len(v) > most:
		r.Report(n, textNotPlain, hintPlain.With(most))
	default:
		*to = v
	}
}

// number reads digits and fills them up with zeros.
func (r *reader) number(n ast.Node, width int, to *string) {
	v, ok := r.Word(n)
	switch {
	case !ok:
	case !digitShape.MatchString(v) || len(v) > width:
		r.Report(n, textNotANumber.With(width), codes.Text{})
	default:
		*to = strings.Repeat("0", width-len(v)) + v
	}
}

// text reads a text in both languages.
func (r *reader) text(n ast.Node, to *codes.Text) {
	r.Fields(n, []byhand.Field{
		byhand.Key("en", func(n ast.Node) { to.EN, _ = r.Word(n) }),
		byhand.Key("zh", func(n ast.Node) { to.ZH, _ = r.Word(n) }),
	})
}
