package profile

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/codes/byhand"
	"github.com/posdoctor/posdoctor/diag"
)

// keys are the keys of a profile, in the order in which help lists them.
func (r *reader) keys() []byhand.Field {
	return []byhand.Field{
		byhand.Key("language", func(n ast.Node) {
			r.profile.Language = byhand.Choose(r.Reader, n, []codes.Lang{codes.English, codes.Chinese})
		}),
		byhand.Key("books", r.books),
		byhand.Key("dialect", r.dialect),
		byhand.Key("capture", r.capture),
		byhand.Key("merchant", func(n ast.Node) { r.id(n, &r.profile.Merchant) }),
		byhand.Key("shop", r.shop),
		byhand.Key("terminals", func(n ast.Node) { r.each(n, r.terminal) }),
		byhand.Key("cable", r.cable),
		byhand.Key("time_zone", r.zone),
		byhand.Key("currency", r.currency),
		byhand.Key("contacts", func(n ast.Node) { r.each(n, r.contact) }),
		byhand.Key("hosts", func(n ast.Node) { r.each(n, r.host) }),
		byhand.Key("holidays", func(n ast.Node) { r.days(n, &r.profile.Holidays) }),
		byhand.Key("workdays", func(n ast.Node) { r.days(n, &r.profile.Workdays) }),
		byhand.Key("cases", func(n ast.Node) { r.profile.Cases, _ = r.Word(n) }),
		byhand.Key("retention_days", r.retention),
	}
}

// Keys gives the keys that a profile may have.
func Keys() []string { return byhand.Names((&reader{}).keys()) }

func (r *reader) each(n ast.Node, read func(ast.Node)) {
	for _, item := range r.Items(n) {
		if !byhand.Empty(item) {
			read(item)
		}
	}
}

func (r *reader) capture(n ast.Node) {
	switch byhand.Choose(r.Reader, n, []string{"host", "terminal"}) {
	case "host":
		r.profile.Capture = diag.CaptureHost
	case "terminal":
		r.profile.Capture = diag.CaptureTerminal
	}
}

var idShape = regexp.MustCompile(`^[0-9A-Za-z._-]{1,32}$`)

// id reads a terminal or merchant number.
func (r *reader) id(n ast.Node, to *string) {
	v, ok := r.Word(n)
	switch {
	case !ok:
	case !idShape.MatchString(v):
		r.Report(n, textNotAnID, hintID)
	default:
		*to = v
	}
}

func (r *reader) terminal(n ast.Node) {
	var t diag.TerminalProfile
	if _, ok := byhand.Scalar(n); ok {
		r.id(n, &t.ID)
	} else {
		r.Fields(n, []byhand.Field{
			byhand.Key("id", func(n ast.Node) { r.id(n, &t.ID) }),
			byhand.Key("merchant", func(n ast.Node) { r.id(n, &t.Merchant) }),
			byhand.Key("name", func(n ast.Node) { t.Name, _ = r.Word(n) }),
		})
	}
	if t.ID == "" {
		if r.Err() == nil {
			r.Report(n, textNoTerminalID, codes.Text{})
		}
		return
	}
	for _, other := range r.profile.Terminals {
		if other.ID == t.ID {
			r.Report(n, textTerminalTwice.With(byhand.Quote(t.ID)), codes.Text{})
			return
		}
	}
	r.profile.Terminals = append(r.profile.Terminals, t)
}

func (r *reader) shop(n ast.Node) {
	s := &r.profile.Shop
	r.Fields(n, []byhand.Field{
		byhand.Key("name", func(n ast.Node) { s.Name, _ = r.Word(n) }),
		byhand.Key("place", func(n ast.Node) { s.Place, _ = r.Word(n) }),
		byhand.Key("country", func(n ast.Node) {
			switch v, ok := r.Word(n); {
			case !ok:
			case !countryShape.MatchString(v):
				r.Report(n, textNotACountry.With(byhand.Quote(v)), hintCountry)
			default:
				s.Country = v
			}
		}),
	})
}

var countryShape = regexp.MustCompile(`^[A-Z]{2}$`)

func (r *reader) contact(n ast.Node) {
	var c diag.Contact
	ok := r.Fields(n, []byhand.Field{
		byhand.Key("role", func(n ast.Node) {
			c.Role = byhand.Choose(r.Reader, n, []string{"acquirer", "support", "issuer", "bank"})
		}),
		byhand.Key("name", func(n ast.Node) { c.Name, _ = r.Word(n) }),
		byhand.Key("phone", func(n ast.Node) { c.Phone, _ = r.Word(n) }),
		byhand.Key("note", func(n ast.Node) { c.Note, _ = r.Word(n) }),
	})
	if ok && c != (diag.Contact{}) {
		r.profile.Contacts = append(r.profile.Contacts, c)
	}
}

var addressShape = regexp.MustCompile(`^(\[[0-9A-Fa-f:.]+\]|[\p{L}\p{N}_.-]+):([0-9]{1,5})$`)

func (r *reader) host(n ast.Node) {
	var h diag.Host
	if _, ok := byhand.Scalar(n); ok {
		r.address(n, &h.Address)
	} else {
		r.Fields(n, []byhand.Field{
			byhand.Key("name", func(n ast.Node) { h.Name, _ = r.Word(n) }),
			byhand.Key("address", func(n ast.Node) { r.address(n, &h.Address) }),
			byhand.Key("tls", func(n ast.Node) {
				if v := byhand.Choose(r.Reader, n, []diag.TLSUse{"true", "false", "auto"}); v != "auto" {
					h.TLS = v
				}
			}),
		})
	}
	if h.Address == "" {
		if r.Err() == nil {
			r.Report(n, textNoAddress, hintAddress)
		}
		return
	}
	r.profile.Hosts = append(r.profile.Hosts, h)
}

// address reads where a host is reached.
func (r *reader) address(n ast.Node, to *string) {
	v, ok := r.Word(n)
	if !ok {
		return
	}
	parts := addressShape.FindStringSubmatch(v)
	if parts == nil {
		r.Report(n, textNotAnAddress, hintAddress)
		return
	}
	if port, err := strconv.Atoi(parts[2]); err != nil || port < 1 || port > 65535 {
		r.Report(n, textNotAnAddress, hintAddress)
		return
	}
	*to = v
}

// zone reads an IANA zone. "Local" would take the zone of this machine, which
// says nothing about the terminal's.
func (r *reader) zone(n ast.Node) {
	v, ok := r.Word(n)
	if !ok {
		return
	}
	if loc, err := time.LoadLocation(v); err == nil && v != "" && v != "Local" {
		r.profile.Zone = loc
		return
	}
	hint := hintZone
	if lower := strings.ToLower(v); strings.Contains(lower, "beijing") || strings.Contains(v, "北京") ||
		strings.Contains(lower, "shanghai") || strings.Contains(lower, "+8") || strings.Contains(lower, "+08") {
		hint = byhand.HintMean.With("Asia/Shanghai")
	}
	r.Report(n, textNotAZone.With(byhand.Quote(v)), hint)
}

var currencyShape = regexp.MustCompile(`^[A-Z]{3}$`)

func (r *reader) currency(n ast.Node) {
	v, ok := r.Word(n)
	switch {
	case !ok:
	case v == "RMB":
		// What shops say, but not what ISO 4217 calls it.
		r.Report(n, textNotACurrency.With(byhand.Quote(v)), byhand.HintMean.With("CNY"))
	case !currencyShape.MatchString(v):
		r.Report(n, textNotACurrency.With(byhand.Quote(v)), hintCurrency)
	default:
		r.profile.Currency = v
	}
}

func (r *reader) days(n ast.Node, to *[]time.Time) {
	for _, item := range r.Items(n) {
		v, ok := r.Word(item)
		if !ok {
			continue
		}
		day, err := time.Parse(time.DateOnly, v)
		if err != nil {
			r.Report(item, textNotADay.With(byhand.Quote(v)), hintDay)
			continue
		}
		*to = append(*to, day)
	}
}

// maxRetention is a hundred years in days.
const maxRetention = 36525

func (r *reader) retention(n ast.Node) {
	v, ok := r.Word(n)
	if !ok {
		return
	}
	days, err := strconv.Atoi(v)
	if err != nil || days < 1 || days > maxRetention {
		r.Report(n, textNotACount.With(byhand.Quote(v)), hintRetention)
		return
	}
	r.profile.RetentionDays = days
}
