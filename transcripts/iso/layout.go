package iso

import "github.com/posdoctor/posdoctor/codes"

// encoding is how bytes stand for characters.
type encoding uint8

const (
	encASCII  encoding = iota
	encBCD             // two digits a byte
	encEBCDIC          // IBM code page 1047
	encBinary          // bytes as they are
	encHex             // each byte as two ASCII hex characters
	encSigned          // a sign character, then packed digits
)

// keep is what may be done with a field's value.
type keep uint8

const (
	keepDrop     keep = iota // the zero value loses the value
	keepValue                // typed and harmless: shown as it is
	keepText                 // free text: shown after masking by shape
	keepSub                  // only its known sub-fields are shown
	keepTruncate             // a card number
)

type fieldSpec struct {
	name     codes.Text
	kind     byte // 'n', 'x', 'a' for every text kind, 'z', 'b'
	enc      encoding
	lenEnc   encoding
	lenUnits int // digits of the length prefix, 0 for a fixed field
	max      int // digits for n and z, bytes otherwise
	right    bool
	keep     keep
	wanted   bool // the walk reads its value
}

// layout is a dialect made ready for reading.
type layout struct {
	id      string
	version string
	mti     encoding
	hexMap  bool
	fixed   int // bytes of a bitmap of fixed size, 0 when bit 1 decides
	fields  [129]fieldSpec
}

// wantedFields are those that a Message is made of.
var wantedFields = []int{
	2, 3, 4, 7, 11, 12, 13, 15, 22, 24, 25, 32, 35, 37, 38, 39, 41, 42, 44, 48, 49, 53, 54, 55, 56, 60, 61, 63, 64, 70, 90, 95, 128,
}

// floor lists the fields whose values no dialect file may release (PCI DSS
// 3.3.1): a file can only be stricter.
var floor = map[int]keep{
	2: keepTruncate, 14: keepDrop, 34: keepDrop, 35: keepDrop, 36: keepDrop, 45: keepDrop,
	48: keepDrop, 52: keepDrop, 53: keepDrop, 62: keepDrop, 102: keepDrop, 103: keepDrop,
}

var encodings = map[string]encoding{
	"ascii": encASCII, "bcd": encBCD, "ebcdic": encEBCDIC, "binary": encBinary, "hex": encHex,
}

var keeps = map[string]keep{
	"keep": keepValue, "text": keepText, "sub": keepSub, "truncate": keepTruncate, "drop": keepDrop,
}

func compile(f *dialectFile, w wire, fields map[int]fieldFile) *layout {
	l := &layout{id: f.ID, version: f.Version, mti: encodings[w.MTI], hexMap: w.Bitmap == "hex", fixed: w.BitmapBytes}
	for id, ff := range fields {
		if id < 2 || id > 128 {
			continue
		}
		s := fieldSpec{
			name: codes.Text{EN: ff.EN, ZH: ff.ZH}, max: ff.Max, keep: keeps[ff.Keep],
			lenEnc: encodings[w.Length],
		}
		if k, ok := floor[id]; ok {
			s.keep = k
		}
		switch ff.Form {
		case "ll":
			s.lenUnits = 2
		case "lll":
			s.lenUnits = 3
		}
		s.kind = ff.Kind[0]
		digits := encodings[w.Digits]
		switch ff.Kind {
		case "n", "z":
			s.enc = digits
		case "x":
			s.enc = digits
			if digits == encBCD {
				s.enc = encSigned
			}
		case "b":
			s.enc = encodings[w.Binary]
			if s.lenUnits > 0 && s.enc == encHex {
				// Variable binary data in character dialects counts characters.
				s.enc = encodings[w.Text]
				s.kind = 'a'
			}
		default:
			s.enc = encodings[w.Text]
			s.kind = 'a'
		}
		if ff.Enc != "" {
			s.enc = encodings[ff.Enc]
		}
		// Odd packed digits: variable fields begin with the first digit, fixed
		// ones end with the last, unless the file says otherwise.
		s.right = ff.Align == "right" || (ff.Align == "" && s.lenUnits == 0)
		l.fields[id] = s
	}
	for _, id := range wantedFields {
		l.fields[id].wanted = true
	}
	return l
}

// bytesFor gives how many bytes n units of the field take.
func (s *fieldSpec) bytesFor(n int) int {
	switch s.enc {
	case encBCD:
		return (n + 1) / 2
	case encHex:
		return 2 * n
	case encSigned:
		if n == 0 {
			return 0
		}
		return 1 + n/2
	}
	return n
}
