package iso

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// hostText joins the free text of an answer: field 63 of the Chinese dialect is
// the card organisation and three texts of 20 bytes (pos8583, section 5); its
// field 44 holds bank numbers, not words. Elsewhere fields 44 and 63 count when
// they can be read at all.
func (r *record) hostText(masker *redact.Masker, cn bool) string {
	if cn {
		return strings.Join(r.texts63(masker), " ")
	}
	var out []string
	for _, id := range [...]int{44, 63} {
		if s, ok := plainText(r.vals[id]); ok && s != "" {
			out = append(out, masker.Text(s))
		}
	}
	return strings.Join(out, " ")
}

// texts63 gives the texts of field 63 behind the card organisation.
func (r *record) texts63(masker *redact.Masker) []string {
	b := r.vals[63]
	if len(b) <= 3 {
		return nil
	}
	var out []string
	for b = bytes.TrimRight(b[3:], " \x00"); len(b) > 0; {
		n := min(20, len(b))
		if s, ok := plainText(b[:n]); ok && s != "" {
			out = append(out, masker.Text(s))
		}
		b = b[n:]
	}
	return out
}

// plainText reads bytes as text: UTF-8 or GBK, cleaned of control bytes. False
// when they are neither.
func plainText(b []byte) (string, bool) {
	b = bytes.Trim(b, " \x00")
	if len(b) == 0 {
		return "", true
	}
	for _, c := range b {
		if c < 0x20 || c == 0x7F {
			return "", false
		}
	}
	s := string(b)
	if !utf8.ValidString(s) {
		out, err := simplifiedchinese.GBK.NewDecoder().Bytes(b)
		if err != nil || bytes.ContainsRune(out, utf8.RuneError) {
			return "", false
		}
		s = string(out)
	}
	return strings.TrimSpace(redact.Clean(s)), true
}
