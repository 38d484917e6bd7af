package evidence

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/redact"
	"github.com/posdoctor/posdoctor/transcripts/redact/copies"
)

// scanPart is how much of a file is looked at together, scanOverlap what two
// parts share, so that nothing hides across a cut.
const (
	scanPart    = 1 << 20
	scanOverlap = 64 << 10
)

// digestAll reads every file once: its digest, and whether card data shows.
func (v *verifier) digestAll() {
	typed := v.typed()
	for value := range typed {
		if !isDigest(value) && len(redact.Scan([]byte(value))) > 0 {
			v.alike++
		}
	}
	for _, p := range v.t.paths() {
		f := v.t.files[p]
		r, err := f.open()
		if err != nil {
			v.fault("file.unreadable", p, "")
			continue
		}
		h, n := sha256.New(), &counting{}
		all := io.TeeReader(io.LimitReader(r, f.bytes+1), io.MultiWriter(h, n))
		seen, err := look(p, all, f.bytes, typed)
		if cerr := r.Close(); err == nil {
			err = cerr
		}
		if err != nil || n.n != f.bytes {
			v.fault("file.unreadable", p, "")
			continue
		}
		v.digests[p] = sum(h)
		for _, id := range seen.faults {
			v.fault(id, p, "")
		}
		if seen.partly {
			v.partly++
		}
	}
}

// looked is what a look into a file gave.
type looked struct {
	faults []string
	partly bool // there are parts in it that nobody looked into
}

func clear(yes bool) looked {
	if yes {
		return looked{faults: []string{"card.clear"}}
	}
	return looked{}
}

// look reads all of r, which is the file of that name, and says whether card data
// shows in it. What a log copy shows is told by its structure: a reference number
// or a MAC has the shape of a card number, so that there a further masking must
// find nothing left to hide.
func look(p string, r io.Reader, size int64, typed map[string]bool) (looked, error) {
	switch {
	case strings.HasPrefix(p, logCopies):
		yes, err := unmasked(r)
		return clear(yes), err
	case strings.HasPrefix(p, dirAttachments):
		for _, f := range formats {
			if f.inspect != nil && strings.HasSuffix(p, "."+f.ext) {
				return attached(r, size, f.inspect)
			}
		}
	case path.Base(p) == fileStamp:
		return attached(r, size, func(b []byte) looked { return clear(len(redact.Scan(digitRuns(b))) > 0) })
	case slices.Contains([]string{fileSignature, fileQuery}, path.Base(p)): // told by their form
		_, err := io.Copy(io.Discard, r)
		return looked{}, err
	}
	yes, err := showsCard(r, size, typed)
	return clear(yes), err
}

// attached looks into a file that is no text.
func attached(r io.Reader, size int64, inspect func([]byte) looked) (looked, error) {
	if size > maxAttachment {
		_, err := io.Copy(io.Discard, r)
		return looked{faults: []string{"container.too_large"}, partly: true}, err
	}
	b, err := io.ReadAll(r)
	return inspect(b), err
}

// logCopies is where the copies of logs stand.
const logCopies = "data/source/terminal-log"

// unmasked reads all of r and reports whether masking it changes anything, or is
// impossible.
func unmasked(r io.Reader) (bool, error) {
	was, is := sha256.New(), sha256.New()
	_, err := copies.Copy(context.Background(), is, io.TeeReader(r, was), copies.Options{})
	if _, rest := io.Copy(io.Discard, r); rest != nil {
		return false, rest
	}
	var p *codes.Problem
	switch {
	case errors.As(err, &p) && p.ID == "input.empty":
		return false, nil
	case errors.As(err, &p):
		return true, nil
	case err != nil:
		return false, err
	}
	return !bytes.Equal(was.Sum(nil), is.Sum(nil)), nil
}

// showsCard reads all of r, of about that size, and reports whether the scan
// finds anything but typed values.
func showsCard(r io.Reader, size int64, typed map[string]bool) (bool, error) {
	found, first := false, true
	part := int(min(size+1, scanPart))
	var buf []byte
	for {
		n, err := io.ReadFull(r, grown(&buf, part))
		buf = buf[:len(buf)-(part-n)]
		for _, b := range [][]byte{buf, unescaped(buf)} {
			found = found || len(redact.Scan(withoutTyped(b, typed, first, err != nil))) > 0
		}
		first = false
		switch err {
		case nil:
			buf = append(buf[:0], buf[max(0, len(buf)-scanOverlap):]...)
		case io.EOF, io.ErrUnexpectedEOF:
			return found, nil
		default:
			return found, err
		}
	}
}

// escaped are characters as JSON and HTML may write them, and what HTML may put
// between two of them without a gap to be seen.
var escaped = regexp.MustCompile(`<!--[^<>]{0,200}-->|</?(?:a|b|bdi|code|em|font|i|mark|s|small|span|strong|sub|sup|u|wbr)(?:\s[^<>]{0,200})?>|\\u00[0-9A-Fa-f]{2}|&#0*[1-9][0-9]{1,2};?|&#[xX]0*[1-9A-Fa-f][0-9A-Fa-f];?`)

// unescaped gives a part of a text as a browser or a reader of JSON shows it; nil
// when it shows it as it is.
func unescaped(b []byte) []byte {
	if !escaped.Match(b) {
		return nil
	}
	return escaped.ReplaceAllFunc(b, func(m []byte) []byte {
		if m[0] == '<' {
			return nil
		}
		digits, base := strings.Trim(string(m), `\u&#;`), 10
		if hex := strings.TrimLeft(digits, "xX"); hex != digits || m[0] == '\\' {
			digits, base = hex, 16
		}
		c, err := strconv.ParseUint(digits, base, 8)
		if err != nil {
			return m
		}
		return []byte{byte(c)}
	})
}

// grown lengthens buf by n bytes and gives those.
func grown(buf *[]byte, n int) []byte {
	*buf = slices.Grow(*buf, n)[:len(*buf)+n]
	return (*buf)[len(*buf)-n:]
}

// longestTyped bounds what is left out at a cut, in bytes: a typed value may be
// in two parts there, and one of them sees it whole.
const longestTyped = 128

// withoutTyped gives a part with its typed values made into letters, so that
// nothing is read out of two of them that stand side by side. first and last say
// whether the part begins and ends with the file.
func withoutTyped(b []byte, typed map[string]bool, first, last bool) []byte {
	out := bytes.Clone(b)
	for from := 0; from < len(b); from++ {
		if !valueByte(b[from]) {
			continue
		}
		to := from
		for to < len(b) && valueByte(b[to]) {
			to++
		}
		end := to
		for end > from && b[end-1] == '.' { // the end of a sentence
			end--
		}
		switch {
		case typed[string(b[from:end])]:
			hide(out[from:end])
		case from == 0 && !first:
			hide(out[:min(end, longestTyped)])
		case to == len(b) && !last:
			hide(out[max(from, to-longestTyped):])
		}
		from = to
	}
	return out
}

func hide(b []byte) {
	for i := range b {
		b[i] = 'z'
	}
}

// valueByte reports what typed values are made of; fingerprints are base64.
func valueByte(c byte) bool { return safeByte(c) || c == '+' || c == '/' }

// typedKeys are the fields of the record whose values are known to be no card
// data by their place in a message, digestKeys those that hold digests.
var (
	typedKeys = []string{
		"record_id", "key", "merchant_id", "terminal_id", "stan", "rrn", "auth_code", "batch_no", "invoice_no", "order", "serial_no",
		"arqc_or_tc",
	}
	digestKeys = []string{"original_hmac_sha256", "sha256", "hmac_sha256_before", "sha256_before", "sha256_after", "prev_sha256"}
)

// typed gathers the values that the last scan lets pass: what the manifests and
// the custody log list as digests, and the typed fields of the records.
func (v *verifier) typed() map[string]bool {
	out := map[string]bool{}
	for _, listed := range []map[string]string{v.tags, v.payload} {
		for _, d := range listed {
			out[d] = true
		}
	}
	for _, l := range v.log {
		if l.Action == actionSign {
			out[strings.TrimPrefix(l.Note, "SHA256:")] = true
		}
	}
	for _, p := range v.t.paths() {
		name := strings.TrimPrefix(p, dirPayload)
		switch {
		case name == CustodyPath || strings.HasPrefix(name, "record/") || name == RedactionPath:
			collect(v.t.read(p), out)
		case strings.HasPrefix(p, dirRevisions) && strings.HasSuffix(p, "manifest-sha256.txt"):
			for _, d := range parseManifest(v.t.read(p)).files {
				out[d] = true
			}
		}
	}
	return out
}

// collect adds the typed fields of JSON or JSON lines.
func collect(b []byte, into map[string]bool) {
	dec := json.NewDecoder(bytes.NewReader(b))
	for {
		var x any
		if dec.Decode(&x) != nil {
			return
		}
		walkTyped(x, into)
	}
}

func walkTyped(x any, into map[string]bool) {
	switch x := x.(type) {
	case map[string]any:
		for k, val := range x {
			if s, ok := val.(string); ok && s != "" && (slices.Contains(typedKeys, k) || slices.Contains(digestKeys, k) && isDigest(s)) {
				into[s] = true
			}
			walkTyped(val, into)
		}
	case []any:
		for _, val := range x {
			walkTyped(val, into)
		}
	}
}
