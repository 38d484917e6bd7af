package profile

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
)

// topKeys are the keys of a profile, in the order in which help lists them.
var topKeys = []key{
	{"language", func(r *reader, n ast.Node) {
		if v, ok := r.choice(n, []string{"en", "zh"}); ok {
			r.profile.Language = codes.Lang(v)
		}
	}},
	{"books", (*reader).books},
	{"dialect", (*reader).dialect},
	{"capture", (*reader).capture},
	{"merchant", func(r *reader, n ast.Node) { r.id(n, &r.profile.Merchant) }},
	{"shop", (*reader).shop},
	{"terminals", func(r *reader, n ast.Node) { r.each(n, (*reader).terminal) }},
	{"cable", (*reader).cable},
	{"time_zone", (*reader).zone},
	{"currency", (*reader).currency},
	{"contacts", func(r *reader, n ast.Node) { r.each(n, (*reader).contact) }},
	{"hosts", func(r *reader, n ast.Node) { r.each(n, (*reader).host) }},
	{"holidays", func(r *reader, n ast.Node) { r.days(n, &r.profile.Holidays) }},
	{"workdays", func(r *reader, n ast.Node) { r.days(n, &r.profile.Workdays) }},
	{"cases", func(r *reader, n ast.Node) { r.profile.Cases, _ = r.word(n) }},
	{"retention_days", (*reader).retention},
}

// Keys gives the keys that a profile may have.
func Keys() []string { return keyNames(topKeys) }

func (r *reader) each(n ast.Node, read func(*reader, ast.Node)) {
	for _, item := range r.items(n) {
		if !empty(item) {
			read(r, item)
		}
	}
}

// choice reads a value that must be one of a few words.
func (r *reader) choice(n ast.Node, known []string) (string, bool) {
	v, ok := r.word(n)
	if !ok {
		return "", false
	}
	if slices.Contains(known, v) {
		return v, true
	}
	r.report(n, textNotAChoice.With(quote(v)), hintOneOf(v, known))
	return "", false
}

func (r *reader) capture(n ast.Node) {
	switch v, _ := r.choice(n, []string{"host", "terminal"}); v {
	case "host":
		r.profile.Capture = diag.CaptureHost
	case "terminal":
		r.profile.Capture = diag.CaptureTerminal
	}
}

var idShape = regexp.MustCompile(`^[0-9A-Za-z._-]{1,32}$`)

// id reads a terminal or merchant number.
func (r *reader) id(n ast.Node, to *string) {
	v, ok := r.word(n)
	switch {
	case !ok:
	case !idShape.MatchString(v):
		r.report(n, textNotAnID, hintID)
	default:
		*to = v
	}
}

func (r *reader) terminal(n ast.Node) {
	var t diag.TerminalProfile
	if _, ok := scalar(n); ok {
		r.id(n, &t.ID)
	} else {
		r.fields(n, []key{
			{"id", func(r *reader, n ast.Node) { r.id(n, &t.ID) }},
			{"merchant", func(r *reader, n ast.Node) { r.id(n, &t.Merchant) }},
			{"name", func(r *reader, n ast.Node) { t.Name, _ = r.word(n) }},
		})
	}
	if t.ID == "" {
		if r.problems == nil {
			r.report(n, textNoTerminalID, codes.Text{})
		}
		return
	}
	for _, other := range r.profile.Terminals {
		if other.ID == t.ID {
			r.report(n, textTerminalTwice.With(quote(t.ID)), codes.Text{})
			return
		}
	}
	r.profile.Terminals = append(r.profile.Terminals, t)
}

func (r *reader) shop(n ast.Node) {
	s := &r.profile.Shop
	r.fields(n, []key{
		{"name", func(r *reader, n ast.Node) { s.Name, _ = r.word(n) }},
		{"place", func(r *reader, n ast.Node) { s.Place, _ = r.word(n) }},
		{"country", func(r *reader, n ast.Node) {
			switch v, ok := r.word(n); {
			case !ok:
			case !countryShape.MatchString(v):
				r.report(n, textNotACountry.With(quote(v)), hintCountry)
			default:
				s.Country = v
			}
		}},
	})
}

var countryShape = regexp.MustCompile(`^[A-Z]{2}$`)

func (r *reader) contact(n ast.Node) {
	var c diag.Contact
	ok := r.fields(n, []key{
		{"role", func(r *reader, n ast.Node) {
			c.Role, _ = r.choice(n, []string{"acquirer", "support", "issuer", "bank"})
		}},
		{"name", func(r *reader, n ast.Node) { c.Name, _ = r.word(n) }},
		{"phone", func(r *reader, n ast.Node) { c.Phone, _ = r.word(n) }},
		{"note", func(r *reader, n ast.Node) { c.Note, _ = r.word(n) }},
	})
	if ok && c != (diag.Contact{}) {
		r.profile.Contacts = append(r.profile.Contacts, c)
	}
}

var addressShape = regexp.MustCompile(`^(\[[0-9A-Fa-f:.]+\]|[\p{L}\p{N}_.-]+):([0-9]{1,5})$`)

func (r *reader) host(n ast.Node) {
	var h diag.Host
	if _, ok := scalar(n); ok {
		r.address(n, &h.Address)
	} else {
		r.fields(n, []key{
			{"name", func(r *reader, n ast.Node) { h.Name, _ = r.word(n) }},
			{"address", func(r *reader, n ast.Node) { r.address(n, &h.Address) }},
			{"tls", func(r *reader, n ast.Node) {
				if v, ok := r.choice(n, []string{"true", "false", "auto"}); ok && v != "auto" {
					h.TLS = diag.TLSUse(v)
				}
			}},
		})
	}
	if h.Address == "" {
		if r.problems == nil {
			r.report(n, textNoAddress, hintAddress)
		}
		return
	}
	r.profile.Hosts = append(r.profile.Hosts, h)
}

// address reads where a host is reached.
func (r *reader) address(n ast.Node, to *string) {
	v, ok := r.word(n)
	if !ok {
		return
	}
	parts := addressShape.FindStringSubmatch(v)
	if parts == nil {
		r.report(n, textNotAnAddress, hintAddress)
		return
	}
	if port, err := strconv.Atoi(parts[2]); err != nil || port < 1 || port > 65535 {
		r.report(n, textNotAnAddress, hintAddress)
		return
	}
	*to = v
}

// zone reads an IANA zone. "Local" would take the zone of this machine, which
// says nothing about the terminal's.
func (r *reader) zone(n ast.Node) {
	v, ok := r.word(n)
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
		hint = hintMean.With("Asia/Shanghai")
	}
	r.report(n, textNotAZone.With(quote(v)), hint)
}

var currencyShape = regexp.MustCompile(`^[A-Z]{3}$`)

func (r *reader) currency(n ast.Node) {
	v, ok := r.word(n)
	switch {
	case !ok:
	case v == "RMB":
		// What shops say, but not what ISO 4217 calls it.
		r.report(n, textNotACurrency.With(quote(v)), hintMean.With("CNY"))
	case !currencyShape.MatchString(v):
		r.report(n, textNotACurrency.With(quote(v)), hintCurrency)
	default:
		r.profile.Currency = v
	}
}

func (r *reader) days(n ast.Node, to *[]time.Time) {
	for _, item := range r.items(n) {
		v, ok := r.word(item)
		if !ok {
			continue
		}
		day, err := time.Parse(time.DateOnly, v)
		if err != nil {
			r.report(item, textNotADay.With(quote(v)), hintDay)
			continue
		}
		*to = append(*to, day)
	}
}

// maxRetention is a hundred years in days.
const maxRetention = 36525

func (r *reader) retention(n ast.Node) {
	v, ok := r.word(n)
	if !ok {
		return
	}
	days, err := strconv.Atoi(v)
	if err != nil || days < 1 || days > maxRetention {
		r.report(n, textNotACount.With(quote(v)), hintRetention)
		return
	}
	r.profile.RetentionDays = days
}
