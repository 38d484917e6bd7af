package copies

import (
	"bytes"
	"encoding/hex"
	"html"
	"regexp"
	"strconv"
	"strings"

	"github.com/posdoctor/posdoctor/transcripts/iso"
	"github.com/posdoctor/posdoctor/transcripts/logs"
)

// rule is what happens to the value of a field that a log names.
type rule uint8

const (
	byShape rule = iota // text, or nothing known: its shape decides
	typed               // digits, codes and digests of a kind that is no secret
	number              // a card number
	track2
	chip
	drop
)

// ruleOf gives the rule of a field (PCI DSS 3.3.1; ISO 8583:1987, 1993).
func ruleOf(id int) rule {
	switch {
	case id == 2:
		return number
	case id == 35:
		return track2
	case id == 55:
		return chip
	case id == 14, id == 34, id == 36, id >= 45 && id <= 47, id == 52, id >= 57 && id <= 59, id == 62,
		id >= 65 && id <= 69, id == 102, id == 103, id >= 105 && id <= 127, id == 48:
		return drop
	case id <= 1, id >= 3 && id <= 13, id >= 15 && id <= 33, id >= 37 && id <= 42, id >= 49 && id <= 51,
		id == 53, id == 60, id == 61, id == 64, id == 70, id == 90, id == 95, id == 128:
		return typed
	}
	return byShape
}

// fieldTag is a field of a jPOS log with its value.
var fieldTag = regexp.MustCompile(`<(?:field|f)\s[^<>]*?\bid=["'](\d{1,3})["'][^<>]*?\b(?:value|v)=(?:"([^"]*)"?|'([^']*)'?)`)

// tags hides what the fields of jPOS logs hold in a line. Whether a field is a
// sub-field does not matter: the numbers that are secret are none of those.
func (c *copier) tags(l *line) {
	if bytes.IndexByte(l.text, '<') < 0 {
		return
	}
	for _, m := range fieldTag.FindAllSubmatchIndex(l.text, -1) {
		id, _ := strconv.Atoi(string(l.text[m[2]:m[3]]))
		from, to := m[4], m[5]
		if from < 0 {
			from, to = m[6], m[7]
		}
		if id == 0 && to-from == 4 {
			c.class = l.text[from+1]
		}
		c.value(l, id, from, to)
	}
}

// list hides what a list of fields in a text holds. The values stand in the
// order of the list, so each is looked for behind the one before.
func (c *copier) list(rec *logs.Record) {
	if len(rec.MTI) == 4 {
		c.class = rec.MTI[1]
	}
	from := c.w.find(rec.Where.Line)
	if from < 0 {
		c.lost = true
		return
	}
	at := 0
	for _, f := range rec.List {
		id, err := strconv.Atoi(f.ID)
		if err != nil || f.Value == "" {
			continue
		}
		k, col := from, at
		for ; k < len(c.w.lines); k, col = k+1, 0 {
			l := c.w.lines[k]
			if l.text == nil || col > len(l.text) || l.offset > rec.Where.Offset+rec.Where.Length {
				continue
			}
			i := bytes.Index(l.text[col:], []byte(f.Value))
			if i < 0 {
				continue
			}
			if last := bytes.LastIndex(l.text[col:], []byte(f.Value)); !bytes.ContainsAny(l.text[col+i:col+last], "|;][,") {
				i = last // one field a line: its value is what stands last
			}
			from, at = k, col+i+len(f.Value)
			c.value(l, id, col+i, at)
			break
		}
	}
}

// find gives the place of a line among those held, -1 when it was let go.
func (w *window) find(number int64) int {
	l := w.get(number)
	for i := range w.lines {
		if w.lines[i] == l {
			return i
		}
	}
	return -1
}

// value hides what is secret in the value [from, to) of a field.
func (c *copier) value(l *line, id, from, to int) {
	s := l.text[from:to]
	r := ruleOf(id)
	if id == 48 && c.class == '5' && totals(s) {
		r = typed
	}
	if r == typed && from < to && !c.plain(s, id) {
		r = byShape
	}
	switch r {
	case typed:
		for i := from; i < to; i++ {
			l.view[i] = blank
		}
	case number:
		c.number(l, from, to)
	case track2:
		c.track(l, from, to)
	case chip:
		c.chip(l, from, to)
	case drop:
		if id == 48 && len(s) < 8 || id == 14 && len(s) != 4 {
			return
		}
		c.drop(l, from, to, kinds[id])
	}
}

var kinds = map[int]string{14: "pin", 52: "pin", 34: "pan", 102: "pan", 103: "pan", 36: "track", 45: "track", 62: "key"}

// plain reports whether a typed value is one: a card number that a writer put
// there by mistake is no terminal number. Only a few typed fields are as long as
// a card number at all.
func (c *copier) plain(s []byte, id int) bool {
	switch id {
	case 42, 48, 53, 60, 61, 64, 90, 95, 128:
		return len(s) <= 64
	}
	return len(s) <= 12
}

// totals reports the totals of a settlement: digits only.
func totals(s []byte) bool {
	for _, c := range s {
		if c-'0' > 9 {
			return false
		}
	}
	return len(s) > 0
}

func (c *copier) number(l *line, from, to int) {
	s := string(l.text[from:to])
	if len(s) < 8 {
		return
	}
	card := c.quiet.Masked(s)
	if totals([]byte(s)) {
		card = c.quiet.PAN(s)
	}
	if len(card.Masked) != len(s) {
		c.drop(l, from, to, "pan")
		return
	}
	c.cover(l, from, card.Masked, "pan")
	c.card(card, l, from, to)
}

// cover puts stars where a masked value has some.
func (c *copier) cover(l *line, from int, masked, kind string) {
	changed := false
	for i := range masked {
		if masked[i] == '*' && l.text[from+i] != '[' && l.text[from+i] != ']' {
			changed = l.put(from+i, '*') || changed
		}
		l.view[from+i] = blank
	}
	if changed {
		c.counts.Masked[kind]++
	}
}

// track keeps of track 2 what a card number may show, and the separator.
func (c *copier) track(l *line, from, to int) {
	s := l.text[from:to]
	sep := bytes.IndexAny(s, "=D")
	if sep < 12 || sep > 19 {
		c.drop(l, from, to, "track")
		return
	}
	if n := string(s[:sep]); c.quiet.Masked(n).Masked != "" && len(c.quiet.Masked(n).Masked) == sep {
		card := c.quiet.Masked(n)
		if totals(s[:sep]) {
			card = c.quiet.PAN(n)
		}
		c.cover(l, from, card.Masked, "track")
		c.card(card, l, from, from+sep)
		c.drop(l, from+sep+1, to, "track")
		return
	}
	c.drop(l, from, to, "track")
}

// chip hides what tags may not be kept in chip data written as hex.
func (c *copier) chip(l *line, from, to int) {
	s := strings.TrimSpace(string(l.text[from:to]))
	raw, err := hex.DecodeString(s)
	if err != nil {
		if raw, _, err = iso.ParseHex(s); err != nil || strings.ContainsAny(s, " \t") {
			return // no hex: its shapes will tell
		}
	}
	at := from + bytes.Index(l.text[from:to], []byte(s))
	for i := from; i < to; i++ {
		l.view[i] = blank
	}
	for _, secret := range iso.ChipSecrets(raw, c.quiet) {
		changed := false
		for i := secret.From; i < min(secret.To, len(s)); i++ {
			if l.out[at+i] != 'x' {
				l.out[at+i], changed = 'x', true
			}
		}
		if changed {
			c.counts.Masked[secret.Kind]++
		}
	}
}

// drop hides a value whole; what its writer wiped stays as it is.
func (c *copier) drop(l *line, from, to int, kind string) {
	s := html.UnescapeString(string(l.text[from:to]))
	fill := byte('*')
	if _, err := hex.DecodeString(s); err == nil && !totals([]byte(s)) || strings.Trim(s, "x") == "" {
		fill = 'x'
	}
	if kind == "" {
		kind = "other"
	}
	if strings.EqualFold(strings.Trim(s, "[]"), "wiped") || strings.Trim(s, "*") == "" {
		return
	}
	changed := false
	for i := from; i < to; i++ {
		if ch := l.text[i]; ch > ' ' && ch != '[' && ch != ']' {
			changed = l.put(i, fill) || changed
		}
		l.view[i] = blank
	}
	if changed {
		c.counts.Masked[kind]++
	}
}
