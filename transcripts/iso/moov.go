package iso

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/moov-io/iso8583"
	moovenc "github.com/moov-io/iso8583/encoding"
	isoerrors "github.com/moov-io/iso8583/errors"
	"github.com/moov-io/iso8583/field"
	"github.com/moov-io/iso8583/prefix"
)

// The project's own parts for moov-io/iso8583. Its packed-decimal encoder
// rebuilds its tables for every field (140 us a message) and knows neither the
// nibble D of track 2 nor digits padded at the other end; its errors carry the
// raw message, so none of them ever leaves this file.

var (
	errShort = errors.New("bytes end inside the field")
	errForm  = errors.New("the field cannot be written like this")
)

// span is where a field stands in the body, its length prefix included, and
// where its value starts.
type span struct{ off, value, end int }

// unpacked is what moov read: the text of each field (bytes for binary ones)
// and its place.
type unpacked struct {
	mti    string
	ids    []int
	values map[int][]byte
	spans  map[int]span
	oddPad map[int]bool
	stop   stop
}

// unpack reads a body with moov. A panic inside it becomes a stop at the field
// it happened in.
func unpack(l *layout, body []byte) (u *unpacked) {
	u = &unpacked{values: map[int][]byte{}, spans: map[int]span{}, oddPad: map[int]bool{}}
	defer func() {
		if recover() != nil {
			u.stop.why = badForm
		}
	}()
	msg := iso8583.NewMessage(u.spec(l))
	err := msg.Unpack(body)
	if mti, mtiErr := msg.GetMTI(); mtiErr == nil && u.stop.at > 0 {
		u.mti = mti
	}
	for _, id := range u.ids {
		b, getErr := msg.GetBytes(id)
		if getErr != nil {
			continue
		}
		if b == nil {
			b = []byte{}
		}
		u.values[id] = b
	}
	u.stop.read = len(u.ids)
	if err == nil {
		u.stop.field = 0
		return u
	}
	u.stop.why = badForm
	if errors.Is(err, errShort) {
		u.stop.why = short
	}
	var ue *isoerrors.UnpackError
	if errors.As(err, &ue) {
		u.stop.field, _ = strconv.Atoi(ue.FieldID)
	}
	return u
}

// spec states a layout in moov's terms. It is made for one message, because its
// unpackers note the places.
func (u *unpacked) spec(l *layout) *iso8583.MessageSpec {
	mti := fieldSpec{max: 4, enc: l.mti, kind: 'n'}
	size := l.fixed
	if size == 0 {
		size = 8
	}
	fields := map[int]field.Field{
		0: field.NewString(u.fieldSpec(0, &mti)),
		// The bitmap encoder itself looks at bit 1, so that a bit 65 cannot
		// make moov look for a third bitmap that no dialect has.
		1: field.NewBitmap(&field.Spec{
			Length: size, Description: "bitmap", DisableAutoExpand: true,
			Enc: bitmapEncoder{u: u, hex: l.hexMap, fixed: l.fixed != 0}, Pref: prefix.Binary.Fixed,
		}),
	}
	for id := 2; id <= 128; id++ {
		s := &l.fields[id]
		if s.kind == 'b' {
			fields[id] = field.NewBinary(u.fieldSpec(id, s))
		} else {
			fields[id] = field.NewString(u.fieldSpec(id, s))
		}
	}
	return &iso8583.MessageSpec{Name: l.id, Fields: fields}
}

func (u *unpacked) fieldSpec(id int, s *fieldSpec) *field.Spec {
	var enc moovenc.Encoder = plainEncoder{}
	switch s.enc {
	case encBCD:
		enc = bcdEncoder{right: s.right}
	case encEBCDIC:
		enc = ebcdicEncoder{}
	case encHex:
		enc = hexEncoder{}
	case encSigned:
		enc = signedEncoder{}
	}
	var pref prefix.Prefixer = fixedPrefixer{}
	if s.lenUnits > 0 {
		pref = varPrefixer{digits: s.lenUnits, enc: s.lenEnc}
	}
	return &field.Spec{
		Length: s.max, Description: fieldName(id), Enc: enc, Pref: pref,
		Unpacker: field.UnpackerFunc(func(data []byte, spec *field.Spec) ([]byte, int, error) {
			if s.kind == 0 {
				return nil, 0, errForm
			}
			return u.read(id, data, spec, s)
		}),
	}
}

// read unpacks one field and notes its place.
func (u *unpacked) read(id int, data []byte, spec *field.Spec, s *fieldSpec) ([]byte, int, error) {
	n, head, err := spec.Pref.DecodeLength(spec.Length, data)
	if err != nil {
		return nil, 0, err
	}
	v, size, err := spec.Enc.Decode(data[head:], n)
	if err != nil {
		return nil, 0, err
	}
	if id == 0 {
		for _, c := range v {
			if c < '0' || c > '9' {
				return nil, 0, errForm
			}
		}
	} else {
		u.ids = append(u.ids, id)
		u.spans[id] = span{off: u.stop.at, value: u.stop.at + head, end: u.stop.at + head + size}
		if s.enc == encBCD && n%2 == 1 {
			first := skipsFirst(data[head]>>4, data[head+size-1]&15, s.right)
			u.oddPad[id] = first != s.right
		}
	}
	u.stop.at += head + size
	return v, head + size, nil
}

// fill puts what was read into a record, as the walk would have.
func (u *unpacked) fill(r *record, l *layout, body []byte) {
	r.reset(l)
	copy(r.mti[:], u.mti)
	if u.mti == "" {
		return
	}
	n := map[encoding]int{encBCD: 2}[l.mti]
	if n == 0 {
		n = 4
	}
	if _, _, why := r.readBitmap(l, body[n:]); why != atEnd {
		return
	}
	for _, id := range u.ids {
		if l.fields[id].wanted {
			r.put(id, u.values[id])
			r.oddPad = r.oddPad || u.oddPad[id]
		}
	}
}

// bitmapEncoder reads one bitmap, or two when bit 1 says so.
type bitmapEncoder struct {
	u          *unpacked
	hex, fixed bool
}

// Encode is not used: posdoctor writes no messages.
func (bitmapEncoder) Encode([]byte) ([]byte, error) { return nil, errForm }

// Decode gives the bytes of the bitmap and how many were read.
func (e bitmapEncoder) Decode(data []byte, n int) ([]byte, int, error) {
	one := func(from int) ([]byte, int, error) {
		if e.hex {
			v, size, err := hexMapDecode(data, from, n)
			return v, size, err
		}
		if len(data) < from+n {
			return nil, 0, errShort
		}
		return append([]byte(nil), data[from:from+n]...), n, nil
	}
	v, size, err := one(0)
	if err != nil {
		return nil, 0, err
	}
	if !e.fixed && v[0]&0x80 != 0 {
		more, size2, err := one(size)
		if err != nil {
			return nil, 0, err
		}
		v, size = append(v, more...), size+size2
	}
	e.u.stop.at += size
	return v, size, nil
}

func hexMapDecode(data []byte, from, n int) ([]byte, int, error) {
	if len(data) < from+2*n {
		return nil, 0, errShort
	}
	out := make([]byte, n)
	for i := range out {
		v, err := strconv.ParseUint(string(data[from+2*i:from+2*i+2]), 16, 8)
		if err != nil {
			return nil, 0, errForm
		}
		out[i] = byte(v)
	}
	return out, 2 * n, nil
}

// fixedPrefixer is for fields without a length.
type fixedPrefixer struct{}

// EncodeLength is not used.
func (fixedPrefixer) EncodeLength(int, int) ([]byte, error) { return nil, errForm }

// DecodeLength gives the fixed length.
func (fixedPrefixer) DecodeLength(n int, _ []byte) (int, int, error) { return n, 0, nil }

// Inspect names the prefixer for moov.
func (fixedPrefixer) Inspect() string { return "posdoctor.Fixed" }

// varPrefixer reads a length of some digits, packed or as characters.
type varPrefixer struct {
	digits int
	enc    encoding
}

// EncodeLength is not used.
func (varPrefixer) EncodeLength(int, int) ([]byte, error) { return nil, errForm }

// DecodeLength gives the length and the bytes it took.
func (p varPrefixer) DecodeLength(most int, data []byte) (int, int, error) {
	size := p.digits
	if p.enc == encBCD {
		size = (p.digits + 1) / 2
	}
	if len(data) < size {
		return 0, 0, errShort
	}
	text := ""
	for _, c := range data[:size] {
		switch p.enc {
		case encBCD:
			text += fmt.Sprintf("%02X", c)
		case encEBCDIC:
			text += string(rune(fromEBCDIC[c]))
		default:
			text += string(rune(c))
		}
	}
	n, err := strconv.ParseUint(text, 10, 16)
	if err != nil || int(n) > most {
		return 0, 0, errForm
	}
	return int(n), size, nil
}

// Inspect names the prefixer for moov.
func (p varPrefixer) Inspect() string { return "posdoctor." + strconv.Itoa(p.digits) }
