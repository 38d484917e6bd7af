package codes

import (
	"strings"
	"unicode/utf8"
)

// splitPrompt takes the code out of a prompt: "[51]余额不足", "余额不足(51)",
// "51-余额不足", "51:...", "51余额不足", or the code alone. Two letters are a code
// only where known says so: "NO" in "NO CARD RECORD" is a word.
func splitPrompt(s string, known func(code string) bool) (code, rest string) {
	var runes []rune
	for _, r := range s {
		if len(runes) == maxQuery {
			break
		}
		if r == utf8.RuneError || hidden(r) {
			r = ' '
		}
		runes = append(runes, half(r))
	}
	text := strings.TrimSpace(string(runes))
	for _, marks := range []string{"[]", "【】", "()", "<>"} {
		open, shut := []rune(marks)[0], []rune(marks)[1]
		before, after, ok := strings.Cut(text, string(open))
		inside, after, closed := strings.Cut(after, string(shut))
		if inside = strings.ToUpper(strings.TrimSpace(inside)); ok && closed && (isCode(inside) || len(inside) == 2 && goodCode(inside) && known(inside)) {
			return inside, before + " " + after
		}
	}
	end := strings.IndexFunc(text, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	})
	if end < 0 {
		if isCode(text) {
			return strings.ToUpper(text), ""
		}
		return "", text
	}
	next, _ := utf8.DecodeRuneInString(text[end:])
	if isCode(text[:end]) && (strings.ContainsRune("-:. 、：-—", next) || next > 0x2e80) {
		return strings.ToUpper(text[:end]), text[end:]
	}
	next, _ = utf8.DecodeRuneInString(strings.TrimLeft(text[end:], " "))
	if end == 2 && (next == '-' || next == ':' || next > 0x2e80) && known(strings.ToUpper(text[:end])) {
		return strings.ToUpper(text[:end]), text[end:]
	}
	return "", text
}

// isCode tells two or three characters with a digit among them.
func isCode(s string) bool {
	return len(s) >= 2 && len(s) <= 3 && goodCode(s) && strings.ContainsAny(s, "0123456789")
}
