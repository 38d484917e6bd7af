package iso

import (
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/posdoctor/posdoctor/transcripts"
)

// FieldValue is one field of a message that a log holds already taken apart.
type FieldValue struct {
	ID     string // "39", "60.2"
	Value  string // may be masked by whoever wrote the log
	Binary bool   // Value is hex of bytes
}

// Fields turns fields that a log holds apart (jPOS XML, field lists) into the
// common shape, by the same rules as Read. Values that were wiped or masked by
// the log's writer count as not there, except a masked card number. The fault
// names the first field whose value cannot be; the message then is without it.
func (r *Reader) Fields(mti string, fields []FieldValue) (transcripts.Message, *transcripts.Fault) {
	if r.dialect != "" && !Known(r.dialect) {
		return transcripts.Message{}, unknownDialect(r.dialect)
	}
	var m4 [4]byte
	copy(m4[:], mti)
	version := "1987"
	if len(mti) > 0 && mti[0] != '0' {
		version = "1993"
	}
	if len(mti) != 4 || !isDigits(m4[:]) || !mtiFits(m4, version) {
		return transcripts.Message{}, refusal(0, "MTI")
	}
	defer r.rec.forget()
	rec := &r.rec
	rec.reset(fieldLayout(r.dialect, version, fields))
	rec.mti = m4
	var fault *transcripts.Fault
	for _, f := range fields {
		if !rec.give(f) && fault == nil {
			fault = &transcripts.Fault{ID: "field", Field: fieldLabel(f.ID)}
			fault.What.EN = fault.Field + " holds a value that cannot be"
			fault.What.ZH = fault.Field + " 的值不可能成立"
		}
	}
	m := rec.message(r.masker)
	rec.giveParts(&m, fields)
	return m, fault
}

// fieldLayout picks the dialect by which separate fields are understood. How
// they were written on the wire no longer shows; what field 60 means still does.
func fieldLayout(dialect, version string, fields []FieldValue) *layout {
	switch {
	case dialect != "":
	case version == "1993":
		dialect = "iso1993-ascii"
	case chineseFields(fields):
		dialect = "cnpos"
	default:
		dialect = "iso1987-ascii"
	}
	return layouts(dialect)[0]
}

// chineseFields recognises the Chinese terminal dialect: a field 60 that begins
// with a known type code and a batch, and yuan or an original in field 61.
func chineseFields(fields []FieldValue) bool {
	private, yuan, type1, batch := false, false, false, false
	for _, f := range fields {
		v := []byte(strings.TrimSpace(f.Value))
		switch f.ID {
		case "60":
			private = len(v) >= 8 && len(v) <= 40 && isDigits(v) && knownTypeCodes[two(v)]
		case "60.1":
			type1 = len(v) == 2 && isDigits(v) && knownTypeCodes[two(v)]
		case "60.2":
			batch = len(v) == 6 && isDigits(v)
		case "49":
			yuan = letters(v) == "CNY"
		case "61":
			yuan = yuan || len(v) >= 12 && isDigits(v)
		}
	}
	return type1 && batch || private && (yuan || !hasField(fields, "49"))
}

func hasField(fields []FieldValue, id string) bool {
	for _, f := range fields {
		if f.ID == id {
			return true
		}
	}
	return false
}

// give puts one value into the record; false when it cannot be. Fields that a
// Message is not made of, and sub-fields, are passed over.
func (r *record) give(f FieldValue) bool {
	id, err := strconv.Atoi(f.ID)
	if err != nil || id < 2 || id > 128 || !r.lay.fields[id].wanted || r.vals[id] != nil {
		return true
	}
	s := &r.lay.fields[id]
	v := []byte(f.Value)
	if f.Binary || s.kind == 'b' {
		if id != 55 && id != 64 && id != 128 && !f.Binary {
			return true
		}
		plain, err := hex.DecodeString(strings.TrimSpace(f.Value))
		switch {
		case err == nil:
			v = plain
		case id == 55 && maskedHex(f.Value, &v):
		case wiped(f.Value) || id == 64 || id == 128:
			v = nil
		default:
			return true // masked TLV: nothing certain can be read from it
		}
		if s.kind != 'b' && id != 55 && !isPrintable(v) {
			return true // bit-coded in this log, characters here
		}
	} else if id != 2 && id != 35 && wiped(f.Value) {
		return true
	}
	if s.kind == 'a' && s.lenUnits == 0 && len(strings.TrimSpace(string(v))) > s.max {
		return false
	}
	switch {
	case s.kind == 'n' && id != 2:
		v = []byte(strings.TrimSpace(string(v)))
		if len(v) == 0 {
			return true
		}
		if !isDigits(v) && !(id == 49 && isLetters(v)) || len(v) > s.max {
			return false
		}
		for s.lenUnits == 0 && len(v) < s.max { // writers drop leading zeros
			v = append([]byte{'0'}, v...)
		}
	case id == 39 && !r.codeForm(v):
		return false
	case id == 2 && (wiped(f.Value) && !strings.ContainsAny(f.Value, "0123456789") && !panForm(v)):
		return true
	}
	r.put(id, v)
	return true
}

// maskedHex reads hex in which single nibbles are hidden.
func maskedHex(s string, v *[]byte) bool {
	raw, _, err := ParseHex(s)
	if err != nil || wiped(s) {
		return false
	}
	*v = raw
	return true
}

// wiped recognises what logs put in the place of a value: [WIPED], stars,
// underscores.
func wiped(s string) bool {
	s = strings.TrimSpace(s)
	if strings.EqualFold(s, "[WIPED]") || strings.EqualFold(s, "WIPED") {
		return true
	}
	return s != "" && strings.Trim(s, "*_xX#") == ""
}

// giveParts takes sub-fields that the log lists one by one.
func (r *record) giveParts(m *transcripts.Message, fields []FieldValue) {
	if r.lay.id != "cnpos" {
		return
	}
	set := func(dst *string, v string, n int) bool {
		if *dst == "" && len(v) == n && isDigits([]byte(v)) {
			*dst = v
			return true
		}
		return false
	}
	kind := false
	for _, f := range fields {
		v := strings.TrimSpace(f.Value)
		switch f.ID {
		case "60.1":
			kind = set(&m.TypeCode, v, 2) || kind
		case "60.2":
			set(&m.Batch, v, 6)
		case "60.3":
			kind = set(&m.NetworkCode, v, 3) || kind
		case "61.1":
			set(&m.Original.Batch, v, 6)
		case "61.2":
			set(&m.Original.STAN, v, 6)
		case "61.3":
			set(&m.Original.Date, v, 4)
		}
	}
	if kind {
		m.Kind = kindOf(m, true)
	}
}

// fieldLabel names a field of a log without repeating anything that is no
// number.
func fieldLabel(id string) string {
	if n, err := strconv.Atoi(id); err == nil && n >= 0 && n <= 128 {
		return fieldName(n)
	}
	return ""
}
