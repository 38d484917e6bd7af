package codepay

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// member is one value of the data that is no object: its name, and where it
// stands.
type member struct {
	name  string // without the names around it
	path  string // "biz_data.order_amount"
	text  string // the value as text
	quote bool   // it is a string
	from  int    // of the value in the data, quotes left out
	to    int
}

// members reads the data. When it is not whole, at is where it stops making
// sense, and what was read before is given.
func members(data []byte) (out []member, at int, whole bool) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	whole = object(d, data, "", &out)
	at = int(d.InputOffset())
	return out, at, whole && len(bytes.TrimSpace(data[at:])) == 0
}

// object reads one object with its opening brace. Arrays are read for what stands
// in them, under their own name.
func object(d *json.Decoder, data []byte, path string, out *[]member) bool {
	t, err := d.Token()
	return err == nil && t == json.Delim('{') && inside(d, data, path, true, out)
}

// inside reads what follows an opening brace or bracket, to its end.
func inside(d *json.Decoder, data []byte, path string, named bool, out *[]member) bool {
	for d.More() {
		at := path
		if named {
			t, err := d.Token()
			if err != nil {
				return false
			}
			name, _ := t.(string)
			if at = name; path != "" {
				at = path + "." + name
			}
		}
		before := int(d.InputOffset())
		t, err := d.Token()
		if err != nil {
			return false
		}
		if delim, ok := t.(json.Delim); ok {
			if !inside(d, data, at, delim == '{', out) {
				return false
			}
			continue
		}
		*out = append(*out, value(data, before, int(d.InputOffset()), at, t))
	}
	_, err := d.Token()
	return err == nil
}

// value makes the member whose token ends at to and begins behind from.
func value(data []byte, from, to int, path string, t json.Token) member {
	for from < to && strings.IndexByte(" \t\r\n:,", data[from]) >= 0 {
		from++
	}
	m := member{name: path[strings.LastIndexByte(path, '.')+1:], path: path, from: from, to: to}
	switch x := t.(type) {
	case string:
		m.text, m.quote = x, true
		m.from, m.to = from+1, to-1
	default:
		m.text = string(data[from:to])
	}
	return m
}

// readable gives data of which parts are hidden as JSON that can be read: hidden
// characters of a string are stars, hidden digits of a number ones.
func readable(b wire.Bytes) []byte {
	out := bytes.Clone(b.B)
	in := false
	for i := 0; i < len(out); i++ {
		_, known := b.At(i)
		switch {
		case !known && in:
			out[i] = '*'
		case !known:
			out[i] = '1'
		case out[i] == '"':
			in = !in
		case out[i] == '\\' && in:
			i++
		}
	}
	return out
}
