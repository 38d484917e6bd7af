package iso

import "strconv"

func itoa(n int) string { return strconv.Itoa(n) }

// record is one message taken apart as far as a Message needs it. Both ways of
// reading fill one, and one function turns it into a Message, so that they can
// only differ in what they read.
type record struct {
	lay    *layout
	mti    [4]byte
	bitmap [16]byte
	vals   [129][]byte // nil: not there; characters for digits and text, bytes for binary
	spans  [129]span   // where the fields stand in the body, for those read
	used   []int       // ids set in vals, for clearing
	// scratch backs the decoded values. It is reused from message to message.
	scratch []byte
	oddPad  bool // odd digits were padded at the other end than the dialect does
	// memo holds the last text of each field: terminal, merchant, batch and the
	// like repeat from message to message and need no new string. Only fields
	// that are shown whole pass through it.
	memo [memoSlots]string
}

// The places of memo above the fields, for parts of field 60 and the MTI.
const (
	memoMTI = 129 + iota
	memoType
	memoBatch
	memoNetwork
	memoSlots
)

// str makes a string of b, or takes the one that the slot had last.
func (r *record) str(slot int, b []byte) string {
	if string(b) != r.memo[slot] {
		r.memo[slot] = string(b)
	}
	return r.memo[slot]
}

func (r *record) reset(l *layout) {
	for _, id := range r.used {
		r.vals[id] = nil
	}
	r.used, r.scratch = r.used[:0], r.scratch[:0]
	r.lay, r.oddPad = l, false
	r.mti, r.bitmap = [4]byte{}, [16]byte{}
}

// forget wipes what the record knows of the last message: its values are
// windows into the caller's bytes or clear card data.
func (r *record) forget() {
	r.reset(nil)
	clear(r.scratch[:cap(r.scratch)])
}

func (r *record) put(id int, v []byte) {
	if v == nil {
		v = []byte{}
	}
	r.vals[id] = v
	r.used = append(r.used, id)
}

func (r *record) has(id int) bool { return r.bitmap[(id-1)>>3]&(0x80>>((id-1)&7)) != 0 }

// cause is why reading stopped.
type cause uint8

const (
	atEnd   cause = iota // every field was read
	short                // the bytes end inside a field
	badForm              // a field is written in a way it cannot be
)

// stop says where reading ended: the byte (in the body, from the MTI on) and
// the field that could not be read; field 0 is the MTI and 1 the bitmap.
type stop struct {
	at    int
	field int
	why   cause
	read  int // fields read whole
}

// walk goes over the bitmap once and reads the wanted fields of b, which starts
// at the MTI. It allocates nothing once the record has grown.
func (r *record) walk(l *layout, b []byte) stop {
	r.reset(l)
	n, why := r.readMTI(l.mti, b)
	if why != atEnd {
		return stop{0, 0, why, 0}
	}
	at := n
	size, n, why := r.readBitmap(l, b[at:])
	if why != atEnd {
		return stop{at, 1, why, 0}
	}
	at += n
	read := 0
	for id := 2; id <= size*8; id++ {
		if r.bitmap[(id-1)>>3] == 0 {
			id = (id - 1) | 7 + 1 // the last bit of this byte: nothing in it is set
			continue
		}
		if !r.has(id) {
			continue
		}
		s := &l.fields[id]
		n, why := r.readField(id, s, b[at:])
		if why != atEnd {
			return stop{at, id, why, read}
		}
		r.spans[id] = span{off: at, end: at + n}
		at += n
		read++
	}
	return stop{at, 0, atEnd, read}
}

func (r *record) readMTI(enc encoding, b []byte) (int, cause) {
	if enc == encBCD {
		if len(b) < 2 {
			return 0, short
		}
		p, q := hexPairs[b[0]], hexPairs[b[1]]
		r.mti = [4]byte{p[0], p[1], q[0], q[1]}
		return 2, mtiForm(r.mti)
	}
	if len(b) < 4 {
		return 0, short
	}
	copy(r.mti[:], b)
	if enc == encEBCDIC {
		for i, c := range r.mti {
			r.mti[i] = fromEBCDIC[c]
		}
	}
	return 4, mtiForm(r.mti)
}

func mtiForm(m [4]byte) cause {
	if isDigits(m[:]) {
		return atEnd
	}
	return badForm
}

// readBitmap gives the bytes of the bitmap and the bytes it takes on the wire.
func (r *record) readBitmap(l *layout, b []byte) (size, n int, why cause) {
	per := 1
	if l.hexMap {
		per = 2
	}
	size = l.fixed
	if size == 0 {
		size = 8
	}
	for read := 0; ; {
		if len(b) < size*per {
			return 0, 0, short
		}
		for ; read < size; read++ {
			if !l.hexMap {
				r.bitmap[read] = b[read]
				continue
			}
			hi, ok1 := mapNibble(b[2*read])
			lo, ok2 := mapNibble(b[2*read+1])
			if !ok1 || !ok2 {
				return 0, 0, badForm
			}
			r.bitmap[read] = hi<<4 | lo
		}
		if l.fixed != 0 || size == 16 || r.bitmap[0]&0x80 == 0 {
			return size, size * per, atEnd
		}
		size = 16
	}
}

// mapNibble reads a hex character of a bitmap, where a mask makes no sense.
func mapNibble(c byte) (byte, bool) {
	n, ok := hexNibble(c)
	return n, ok && c != '*' && c != '_' && c != 'x' && c != 'X' && c != maskByte
}

func (r *record) readField(id int, s *fieldSpec, b []byte) (int, cause) {
	if s.kind == 0 {
		return 0, badForm
	}
	units, head := s.max, 0
	if s.lenUnits > 0 {
		var why cause
		if units, head, why = readLength(s, b); why != atEnd {
			return 0, why
		}
	}
	n := s.bytesFor(units)
	if len(b)-head < n {
		return 0, short
	}
	body := b[head : head+n : head+n]
	if s.enc == encHex {
		for _, c := range body {
			if _, ok := hexNibble(c); !ok {
				return 0, badForm
			}
		}
	}
	if s.wanted {
		r.put(id, r.value(s, body, units))
	}
	return head + n, atEnd
}

func readLength(s *fieldSpec, b []byte) (units, n int, why cause) {
	if s.lenEnc == encBCD {
		n = (s.lenUnits + 1) / 2
		if len(b) < n {
			return 0, 0, short
		}
		for _, c := range b[:n] {
			if c>>4 > 9 || c&15 > 9 {
				return 0, 0, badForm
			}
			units = units*100 + int(c>>4)*10 + int(c&15)
		}
	} else {
		n = s.lenUnits
		if len(b) < n {
			return 0, 0, short
		}
		zero := byte('0')
		if s.lenEnc == encEBCDIC {
			zero = 0xF0
		}
		for _, c := range b[:n] {
			if c < zero || c > zero+9 {
				return 0, 0, badForm
			}
			units = units*10 + int(c-zero)
		}
	}
	if units > s.max {
		return 0, 0, badForm
	}
	return units, n, atEnd
}

// value decodes the bytes of one field into characters (or bytes, for binary
// ones). Plain text is a window into the input.
func (r *record) value(s *fieldSpec, b []byte, units int) []byte {
	start := len(r.scratch)
	switch s.enc {
	case encBCD:
		for _, c := range b {
			p := hexPairs[c]
			r.scratch = append(r.scratch, p[0], p[1])
		}
		if units%2 != 0 {
			first := skipsFirst(b[0]>>4, b[len(b)-1]&15, s.right)
			r.oddPad = r.oddPad || first != s.right
			if first {
				start++
			} else {
				r.scratch = r.scratch[:len(r.scratch)-1]
			}
		}
	case encEBCDIC:
		for _, c := range b {
			r.scratch = append(r.scratch, fromEBCDIC[c])
		}
	case encHex:
		for i := 0; i+1 < len(b); i += 2 {
			hi, _ := hexNibble(b[i])
			lo, _ := hexNibble(b[i+1])
			r.scratch = append(r.scratch, hi<<4|lo)
		}
	default: // plain bytes; no wanted field has a sign
		return b
	}
	return r.scratch[start:len(r.scratch):len(r.scratch)]
}
