package iso

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func seeds(f *testing.F) {
	f.Add([]byte{})
	f.Add(wrapCN(cnMessage("0200", saleFields())))
	f.Add(wrapCN(cnMessage("0210", answerFields())))
	f.Add(asciiMessage("0210", asciiAnswer()))
	f.Add(ebcdicMessage("0210", asciiAnswer()))
	f.Add([]byte(hexText(cnMessage("0200", saleFields()))))
	f.Add(cat([]byte("ISO015000050"), asciiMessage("0800", map[int]string{11: "000001", 70: "301"})))
	f.Add(cat([]byte("1210"), []byte{0xC0, 0, 0, 0, 0, 0, 0, 0, 0x80}))
}

func FuzzRead(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		if len(raw) > 4096 {
			return
		}
		r := NewReader(testMasker(), "")
		m1, f1 := r.Read(raw)
		if f1 != nil && (f1.Byte < 0 || f1.Byte > len(raw) || f1.ID == "" || f1.What.EN == "") {
			t.Fatalf("fault %+v for %d bytes", f1, len(raw))
		}
		if f1 == nil && m1.MTI == "" {
			t.Fatal("neither message nor fault")
		}
		m2, f2 := NewReader(testMasker(), "").Read(raw)
		if d := cmp.Diff(m1, m2) + cmp.Diff(f1, f2); d != "" {
			t.Fatal(d)
		}
	})
}

func FuzzDecode(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		if len(raw) > 4096 {
			return
		}
		m, fault := NewReader(testMasker(), "").Read(raw)
		d, err := Decode(raw, Options{Masker: testMasker()})
		if (err != nil) != (fault != nil && m.MTI == "") {
			t.Fatalf("read fault %+v, decode error %v", fault, err)
		}
		if diff := cmp.Diff(m, d.Message) + cmp.Diff(fault, d.Fault); diff != "" {
			t.Fatalf("read -, decode +\n%s", diff)
		}
		for _, g := range d.Fields {
			if g.Offset < 0 || g.Length < 0 || g.Offset+g.Length > len(raw) {
				t.Fatalf("field %s at %d+%d of %d", g.ID, g.Offset, g.Length, len(raw))
			}
		}
	})
}

// FuzzWalk feeds one body to every layout in both ways.
func FuzzWalk(f *testing.F) {
	f.Add(cnMessage("0200", saleFields()))
	f.Add(asciiMessage("0210", asciiAnswer()))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 4096 {
			return
		}
		for _, id := range dialectOrder {
			for _, l := range layouts(id) {
				compare(t, l, b)
			}
		}
	})
}

func BenchmarkReadChinese(b *testing.B) {
	r := NewReader(testMasker(), "")
	sale, answer := wrapCN(cnMessage("0200", saleFields())), wrapCN(cnMessage("0210", answerFields()))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		raw := sale
		if i%2 == 1 {
			raw = answer
		}
		if _, fault := r.Read(raw); fault != nil {
			b.Fatal(fault)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "msg/s")
}

func BenchmarkWalk(b *testing.B) {
	var r record
	l := layouts("cnpos")[0]
	body := cnMessage("0200", saleFields())
	b.ReportAllocs()
	for b.Loop() {
		if at := r.walk(l, body); at.why != atEnd {
			b.Fatal(at)
		}
	}
}

func BenchmarkReadASCII(b *testing.B) {
	r := NewReader(testMasker(), "")
	raw := asciiMessage("0210", asciiAnswer())
	b.ReportAllocs()
	for b.Loop() {
		if _, fault := r.Read(raw); fault != nil {
			b.Fatal(fault)
		}
	}
}

func BenchmarkGuess(b *testing.B) {
	raw := wrapCN(cnMessage("0200", saleFields()))
	b.ReportAllocs()
	for b.Loop() {
		if _, fault := NewReader(testMasker(), "").Read(raw); fault != nil {
			b.Fatal(fault)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	raw := wrapCN(cnMessage("0200", saleFields()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Decode(raw, Options{Masker: testMasker()}); err != nil {
			b.Fatal(err)
		}
	}
}
