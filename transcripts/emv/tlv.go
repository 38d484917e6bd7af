package emv

import (
	"encoding/hex"
	"fmt"
	"strings"
)

// Limits that keep hostile input cheap. Real card data nests three deep and
// uses tags of at most three bytes (EMV Book 3, Annex B).
const (
	maxDepth    = 8
	maxTagBytes = 4
	maxObjects  = 4096
)

// TLV is one data object. Value is a window into the parsed bytes and is not
// masked; only [Fields] gives what may leave the process.
type TLV struct {
	Tag    string // upper-case hex, "9F26"
	Offset int    // of the tag's first byte, from the start of what was parsed
	Length int    // of tag, length and value together, in bytes
	Value  []byte
	// Children are the objects inside a constructed one whose content could be
	// read; nil for primitive objects.
	Children []TLV
}

// Error says at which byte reading stopped and in which tag, "" when it was
// the tag itself. It never holds a value.
type Error struct {
	Byte int
	Tag  string
	What string
}

// Error gives the English one-line form.
func (e *Error) Error() string {
	if e.Tag == "" {
		return fmt.Sprintf("tlv byte %d: %s", e.Byte, e.What)
	}
	return fmt.Sprintf("tlv byte %d, tag %s: %s", e.Byte, e.Tag, e.What)
}

// Parse takes BER-TLV apart (EMV Book 3, Annex B): tags of several bytes, long
// lengths, empty values, and the bytes 00 and FF that may stand between objects.
// Constructed objects are opened. When the bytes end early or make no sense it
// gives what was read with an [*Error]; an object that was cut is not in the
// result. It never panics and does not copy the values.
func Parse(b []byte) ([]TLV, error) {
	p := parser{left: maxObjects}
	return p.list(b, 0, 0)
}

type parser struct{ left int }

func (p *parser) list(b []byte, base, depth int) ([]TLV, error) {
	var out []TLV
	for i := skipPadding(b, 0); i < len(b); i = skipPadding(b, i) {
		if p.left--; p.left < 0 {
			return out, &Error{Byte: base + i, What: "too many objects"}
		}
		h, what := header(b, i)
		if what != "" {
			tag := ""
			if h.tagEnd > i {
				tag = tagText(b[i:h.tagEnd])
			}
			return out, &Error{Byte: base + i, Tag: tag, What: what}
		}
		t := TLV{
			Tag: tagText(b[i:h.tagEnd]), Offset: base + i,
			Length: h.end - i, Value: b[h.value:h.end:h.end],
		}
		var err error
		if b[i]&0x20 != 0 && len(t.Value) > 0 {
			t.Children, err = p.open(t.Value, base+h.value, depth)
		}
		out = append(out, t)
		if err != nil {
			return out, err
		}
		i = h.end
	}
	return out, nil
}

func (p *parser) open(value []byte, base, depth int) ([]TLV, error) {
	if depth+1 >= maxDepth {
		return nil, &Error{Byte: base, What: "nested too deep"}
	}
	return p.list(value, base, depth+1)
}

// place holds where the parts of one object end.
type place struct{ tagEnd, value, end int }

// header reads tag and length at i. The second result says what is wrong, ""
// when the whole object lies inside b.
func header(b []byte, i int) (place, string) {
	var h place
	j := i + 1
	if b[i]&0x1F == 0x1F {
		for {
			if j >= len(b) {
				return h, "ends inside a tag"
			}
			j++
			if b[j-1]&0x80 == 0 {
				break
			}
			if j-i >= maxTagBytes {
				return h, "tag longer than four bytes"
			}
		}
	}
	h.tagEnd = j
	if j >= len(b) {
		return h, "ends before the length"
	}
	n := int(b[j])
	j++
	if n >= 0x80 {
		count := n & 0x7F
		if count == 0 || count > 4 {
			return h, "length form not used by EMV"
		}
		if j+count > len(b) {
			return h, "ends inside the length"
		}
		n = 0
		for ; count > 0; count-- {
			n = n<<8 | int(b[j])
			j++
		}
	}
	h.value = j
	if n > len(b)-j {
		return h, fmt.Sprintf("value of %d bytes, %d left", n, len(b)-j)
	}
	h.end = j + n
	return h, ""
}

// skipPadding steps over 00 and FF between objects. FF also begins private
// vendor tags, so it counts as padding only when nothing but padding follows or
// a tag that the dictionary knows comes next.
func skipPadding(b []byte, i int) int {
	for i < len(b) {
		switch {
		case b[i] == 0x00:
		case b[i] == 0xFF && (i+1 >= len(b) || b[i+1] == 0xFF || b[i+1] == 0x00 || knownAt(b, i+1)):
		default:
			return i
		}
		i++
	}
	return i
}

func knownAt(b []byte, i int) bool {
	h, what := header(b, i)
	if what != "" || b[i] == 0xFF {
		return false
	}
	_, known := Tag(tagText(b[i:h.tagEnd]))
	return known
}

func tagText(b []byte) string { return strings.ToUpper(hex.EncodeToString(b)) }

// Walk calls each for every primitive object, opening constructed ones, without
// allocating: tag is the tag's bytes read as a big-endian number (0x9F26). It
// stops when each gives false or the bytes stop making sense, and reports
// whether it got to the end.
func Walk(b []byte, each func(tag uint32, value []byte) bool) bool {
	left := maxObjects
	return walk(b, 0, &left, each)
}

func walk(b []byte, depth int, left *int, each func(uint32, []byte) bool) bool {
	for i := skipPadding(b, 0); i < len(b); i = skipPadding(b, i) {
		*left--
		h, what := walkHeader(b, i)
		if !what || *left < 0 {
			return false
		}
		value := b[h.value:h.end]
		if b[i]&0x20 != 0 && len(value) > 0 {
			if depth+1 >= maxDepth || !walk(value, depth+1, left, each) {
				return false
			}
		} else {
			var tag uint32
			for _, c := range b[i:h.tagEnd] {
				tag = tag<<8 | uint32(c)
			}
			if !each(tag, value) {
				return false
			}
		}
		i = h.end
	}
	return true
}

// walkHeader is header without the words, which cost an allocation.
func walkHeader(b []byte, i int) (place, bool) {
	if i+1 < len(b) && b[i]&0x1F != 0x1F && b[i+1] < 0x80 {
		h := place{tagEnd: i + 1, value: i + 2, end: i + 2 + int(b[i+1])}
		return h, h.end <= len(b)
	}
	h, what := header(b, i)
	return h, what == ""
}
