package iso

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drawField makes the wire bytes of a field from its layout: any digits, any
// text, any length that is allowed.
func drawField(t *rapid.T, id int, s *fieldSpec) []byte {
	units := s.max
	var out []byte
	if s.lenUnits > 0 {
		units = rapid.IntRange(0, min(s.max, 40)).Draw(t, fmt.Sprintf("length %d", id))
		text := fmt.Sprintf("%0*d", s.lenUnits, units)
		switch s.lenEnc {
		case encBCD:
			out = bcd(fmt.Sprintf("%0*d", (s.lenUnits+1)/2*2, units))
		case encEBCDIC:
			out = toEBCDIC(text)
		default:
			out = []byte(text)
		}
	}
	n := s.bytesFor(units)
	label := fmt.Sprintf("field %d", id)
	var gen *rapid.Generator[byte]
	switch {
	case s.enc == encBCD || s.enc == encSigned:
		gen = rapid.Map(rapid.IntRange(0, 99), func(i int) byte { return byte(i/10<<4 | i%10) })
		if s.kind == 'z' || id == 2 {
			gen = rapid.Byte()
		}
	case s.enc == encHex:
		gen = rapid.SampledFrom([]byte("0123456789abcdefABCDEFx*"))
	case s.enc == encEBCDIC && (s.kind == 'n' || s.kind == 'z'):
		gen = rapid.SampledFrom([]byte{0xF0, 0xF1, 0xF5, 0xF9})
	case s.kind == 'n' || s.kind == 'z':
		gen = rapid.SampledFrom([]byte("0123456789"))
	case s.kind == 'b' || s.enc == encEBCDIC:
		gen = rapid.Byte()
	default:
		gen = rapid.SampledFrom([]byte("AZ az09,\x00\xBD\xBB"))
	}
	return append(out, rapid.SliceOfN(gen, n, n).Draw(t, label)...)
}

// drawLayout draws a number, not the layout, so that a failure prints short.
func drawLayout(t *rapid.T) *layout {
	var all []*layout
	for _, id := range dialectOrder {
		all = append(all, layouts(id)...)
	}
	return all[rapid.IntRange(0, len(all)-1).Draw(t, "layout")]
}

func drawBody(t *rapid.T, l *layout) []byte {
	mti := rapid.SampledFrom([]string{"0100", "0110", "0200", "0210", "0220", "0230", "0320", "0400", "0410", "0430", "0510", "0800", "0810"}).Draw(t, "mti")
	if l.version != "1987" {
		mti = "1" + mti[1:]
	}
	most := 128
	if l.fixed == 8 {
		most = 64
	}
	f := fieldBytes{}
	for range rapid.IntRange(0, 18).Draw(t, "fields") {
		id := rapid.IntRange(2, most).Draw(t, "id")
		if rapid.Bool().Draw(t, "wanted") {
			id = rapid.SampledFrom(wantedFields).Draw(t, "wanted id")
		}
		if id > most || id == 65 {
			continue
		}
		f[id] = drawField(t, id, &l.fields[id])
	}
	size := mapSize(f)
	if l.fixed == 16 {
		size = 16
	}
	bm := bitmapOf(f, size)
	if l.fixed != 0 {
		bm[0] &^= 0x80
	}
	if l.hexMap {
		bm = []byte(hexText(bm))
	}
	head := []byte(mti)
	switch l.mti {
	case encBCD:
		head = bcd(mti)
	case encEBCDIC:
		head = toEBCDIC(mti)
	}
	return cat(head, bm, body(f))
}

// compare reads a body in both ways and wants the same of each.
func compare(t interface{ Errorf(string, ...any) }, l *layout, b []byte) {
	var w, m record
	stopW := w.walk(l, b)
	u := unpack(l, b)
	u.fill(&m, l, b)
	if stopW != u.stop {
		t.Errorf("%s: the walk stops at %+v, moov at %+v", l.id, stopW, u.stop)
		return
	}
	for id := 2; id <= 128; id++ {
		if (w.vals[id] == nil) != (m.vals[id] == nil) || !bytes.Equal(w.vals[id], m.vals[id]) {
			t.Errorf("%s field %d: the walk has %q, moov %q", l.id, id, w.vals[id], m.vals[id])
		}
	}
	if stopW.field < 2 && stopW.why != atEnd || !mtiFits(w.mti, l.version) {
		return
	}
	if w.mti != m.mti || w.bitmap != m.bitmap || w.oddPad != m.oddPad {
		t.Errorf("%s: mti %s %s, odd padding %v %v", l.id, w.mti, m.mti, w.oddPad, m.oddPad)
	}
	if d := cmp.Diff(w.message(testMasker()), m.message(testMasker())); d != "" {
		t.Errorf("%s: walk -, moov +\n%s", l.id, d)
	}
}

func TestWalkAndMoovAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawLayout(t)
		b := drawBody(t, l)
		compare(t, l, b)
		if len(b) == 0 {
			return
		}
		// Cut, and with one byte changed.
		compare(t, l, b[:rapid.IntRange(0, len(b)).Draw(t, "cut")])
		b = bytes.Clone(b)
		b[rapid.IntRange(0, len(b)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
		compare(t, l, b)
	})
}

// Every wanted and unwanted field of a whole message has the same size for both.
func TestEveryFieldHasOnePlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawLayout(t)
		b := drawBody(t, l)
		u := unpack(l, b)
		if u.stop.why != atEnd {
			t.Fatalf("drawn message does not unpack: %+v", u.stop)
		}
		at := -1
		for _, id := range u.ids {
			sp := u.spans[id]
			if at >= 0 && sp.off != at {
				t.Fatalf("field %d starts at %d, the last one ended at %d", id, sp.off, at)
			}
			at = sp.end
		}
		if at >= 0 && at != len(b) {
			t.Fatalf("fields end at %d of %d", at, len(b))
		}
	})
}

func TestReadAndDecodeGiveTheSameMessage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawLayout(t)
		raw := drawBody(t, l)
		if rapid.Bool().Draw(t, "framed") {
			raw = wrapCN(raw)
		}
		raw = raw[:rapid.IntRange(0, len(raw)).Draw(t, "cut")]
		m, fault := NewReader(testMasker(), "").Read(raw)
		d, err := Decode(raw, Options{Masker: testMasker()})
		if (err != nil) != (fault != nil && m.MTI == "") {
			t.Fatalf("read fault %+v, decode error %v", fault, err)
		}
		if diff := cmp.Diff(m, d.Message); diff != "" {
			t.Fatalf("read -, decode +\n%s", diff)
		}
		if diff := cmp.Diff(fault, d.Fault); diff != "" {
			t.Fatalf("read -, decode +\n%s", diff)
		}
	})
}
