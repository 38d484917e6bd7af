package logs

import (
	"bytes"
	"strconv"
	"strings"
)

// named is one line of a field list: which field, its value, and how sure it is
// that the line is one.
type named struct {
	id    int // 0 is the message type
	value string
	sure  bool // of a form that nothing else has
}

// fieldLine reads one line of a dump that names fields:
//
//	域39[应答码],长度:2,值:00        Chinese tools
//	F39  Response Code....: 00       moov-io/iso8583
//	Response code [39]..........00   SocketQueue
//	[039] 004                        Oscar
//	F11_SystemTraceAuditNumber : 1   an issuer simulator
//	39  Response Code : '00'         pyiso8583
//	F39=00, DE39: 00, field[39]=00
func fieldLine(s []byte) (named, bool) {
	s = bytes.TrimSpace(s)
	if len(s) < 3 {
		return named{}, false
	}
	if n := sign(s, "域"); n > 0 {
		return hanField(s[n:])
	}
	if v, ok := typeLine(s); ok {
		return named{value: v, sure: true}, true
	}
	if f, ok := dotted(s); ok {
		return f, true
	}
	switch c := s[0]; {
	case c == '[':
		n := digits(s[1:])
		if n < 1 || n > 3 || 1+n >= len(s) || s[1+n] != ']' {
			return named{}, false
		}
		id := number(s[1 : 1+n])
		rest := bytes.TrimLeft(s[2+n:], " \t=:")
		return named{id: id, value: clean(rest)}, id <= 128
	case c-'0' <= 9:
		n := digits(s)
		if n > 3 || n >= len(s) || s[n] != ' ' {
			return named{}, false
		}
		id := number(s[:n])
		colon := bytes.IndexByte(s, ':')
		if id < 2 || id > 128 || colon < 0 || colon+2 >= len(s) {
			return named{}, false
		}
		v := bytes.TrimSpace(s[colon+1:])
		if len(v) < 2 || v[0] != '\'' && v[0] != '"' {
			return named{}, false
		}
		return named{id: id, value: clean(v)}, true
	}
	return prefixed(s)
}

// hanField reads what follows the sign for "field".
func hanField(s []byte) (named, bool) {
	s = bytes.TrimLeft(s, " ")
	n := digits(s)
	if n < 1 || n > 3 {
		return named{}, false
	}
	id := number(s[:n])
	if id > 128 {
		return named{}, false
	}
	s = s[n:]
	for _, mark := range [...]string{"值:", "值：", "内容:", "内容：", "值=", "内容="} {
		if i := bytes.Index(s, []byte(mark)); i >= 0 {
			return named{id: id, value: clean(s[i+len(mark):]), sure: true}, true
		}
	}
	i := bytes.IndexAny(s, ":=")
	if w := bytes.Index(s, []byte("：")); w >= 0 && (i < 0 || w < i) {
		return named{id: id, value: clean(s[w+len("："):]), sure: true}, true
	}
	if i < 0 {
		return named{}, false
	}
	return named{id: id, value: clean(s[i+1:]), sure: true}, true
}

// typeWords are how dumps name the message type.
var typeWords = [...]string{"消息类型", "报文类型", "信息类型", "mti", "message type", "msgtype", "msg type", "messagetype"}

// typeLine reads the line that gives the message type.
func typeLine(s []byte) (string, bool) {
	if len(s) > 120 {
		return "", false
	}
	// "t     Message Type   : '0200'" of pyiso8583
	if len(s) > 2 && s[0] == 't' && s[1] == ' ' {
		s = bytes.TrimLeft(s[1:], " ")
	}
	for _, w := range typeWords {
		if len(s) < len(w) || !sameFold(s[:len(w)], w) {
			continue
		}
		rest := s[len(w):]
		if len(rest) > 0 && alnum(rest[0]) {
			continue
		}
		i := bytes.LastIndexAny(rest, ":=.]")
		if j := bytes.LastIndex(rest, []byte("：")); j >= 0 {
			i = max(i, j+len("：")-1)
		}
		if i < 0 {
			continue
		}
		if bytes.HasSuffix(bytes.TrimSpace(rest), []byte("]")) {
			i = bytes.LastIndexByte(rest[:len(rest)-1], '[')
		}
		v := clean(rest[i+1:])
		if len(v) == 4 && digits([]byte(v)) == 4 {
			return v, true
		}
	}
	return "", false
}

// dotted reads "Response code [39]....00".
func dotted(s []byte) (named, bool) {
	i := bytes.Index(s, []byte("]..."))
	if i < 0 {
		return named{}, false
	}
	k := bytes.LastIndexByte(s[:i], '[')
	if k < 0 || k == 0 || i-k < 2 || i-k > 4 || digits(s[k+1:i]) != i-k-1 {
		return named{}, false
	}
	id := number(s[k+1 : i])
	return named{id: id, value: clean(bytes.TrimLeft(s[i+1:], ".")), sure: true}, id <= 128
}

// prefixed reads lines that start with F, DE, bit or field and a number.
func prefixed(s []byte) (named, bool) {
	n := 0
	for _, p := range [...]string{"field", "de", "bit", "df", "f", "p"} {
		if len(s) > len(p) && sameFold(s[:len(p)], p) {
			n = len(p)
			break
		}
	}
	if n == 0 {
		return named{}, false
	}
	rest := bytes.TrimLeft(s[n:], " _.#-[(")
	k := digits(rest)
	if len(s)-n-len(rest) > 2 || k < 1 || k > 3 {
		return named{}, false
	}
	id := number(rest[:k])
	rest = rest[k:]
	if id > 128 || len(rest) == 0 || alnum(rest[0]) {
		return named{}, false
	}
	rest = bytes.TrimLeft(rest, "])")
	i := bytes.IndexAny(rest, ":=")
	if i < 0 || i > 80 {
		return named{}, false
	}
	return named{id: id, value: clean(rest[i+1:]), sure: i < 3 || bytes.Contains(rest[:i], []byte("..")) || rest[0] == '_'}, true
}

// clean takes quotes and brackets off a value. Blanks at its end are padding of
// a fixed field and mean nothing.
func clean(v []byte) string {
	v = bytes.TrimSpace(v)
	for len(v) >= 2 {
		a, b := v[0], v[len(v)-1]
		if a == '\'' && b == '\'' || a == '"' && b == '"' || a == '[' && b == ']' {
			v = bytes.TrimSpace(v[1 : len(v)-1])
			continue
		}
		break
	}
	return string(v)
}

// bitmapLine reports the lines of a list that only repeat the bitmap.
func bitmapLine(s []byte) bool {
	s = bytes.TrimSpace(s)
	for _, w := range [...]string{"位图", "位元表", "bitmap", "p  ", "p bitmap", "bit map"} {
		if len(s) >= len(w) && sameFold(s[:len(w)], w) {
			return true
		}
	}
	return len(s) > 0 && s[0] == '[' && bytes.Contains(s, []byte("-")) && bytes.IndexByte(s, ']') > 2 && onlyBits(s)
}

// onlyBits reports rows such as "[1-8]01110000    [9-16]00100100".
func onlyBits(s []byte) bool {
	for _, c := range s {
		if c-'0' > 9 && !strings.ContainsRune("[]- ", rune(c)) {
			return false
		}
	}
	return true
}

// inline reads a list on one line, "MTI=0200|F3=000000|F11=000123" or
// "[0:0200][3:000000]". It needs the type and three fields.
func inline(s []byte) (mti string, list []Field) {
	for i := 0; i < len(s); {
		if !alnum(s[i]) || i > 0 && wordly(s[i-1]) {
			i++
			continue
		}
		j := i
		for j < len(s) && letter(s[j]) {
			j++
		}
		name := strings.ToLower(string(s[i:j]))
		n := digits(s[j:])
		eq := j + n
		i = max(eq, i+1)
		isType := name == "mti" && n == 0
		if eq >= len(s) || s[eq] != '=' && s[eq] != ':' || n > 3 || !isType && (n == 0 || name != "" && name != "f" && name != "de" && name != "bit" && name != "field") {
			continue
		}
		id := 0
		if !isType {
			id = number(s[j:eq])
		}
		end := eq + 1
		for end < len(s) && !strings.ContainsRune("|,;]}", rune(s[end])) {
			end++
		}
		v := clean(bytes.TrimLeft(s[eq+1:end], "[{"))
		i = end
		switch {
		case id > 128:
		case id == 0:
			if len(v) == 4 && digits([]byte(v)) == 4 {
				mti = v
			}
		case mti != "":
			list = append(list, Field{ID: strconv.Itoa(id), Value: v})
		}
	}
	if mti == "" || len(list) < 3 {
		return "", nil
	}
	return mti, list
}
