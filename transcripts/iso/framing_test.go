package iso

import (
	"bytes"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts"
)

func TestEveryFraming(t *testing.T) {
	msg := cnMessage("0210", answerFields())
	visa := append([]byte{0x16, 0x01, 0x02}, make([]byte, 19)...)
	cups := append([]byte{0x2E, 0x02}, []byte(strings.Repeat("0", 44))...)
	stx := func(b []byte) []byte {
		out := cat([]byte{byte(len(b)/1000%10)<<4 | byte(len(b)/100%10), byte(len(b)/10%10)<<4 | byte(len(b)%10)}, b, []byte{0x03})
		var x byte
		for _, c := range out {
			x ^= c
		}
		return cat([]byte{0x02}, out, []byte{x})
	}
	badXOR := stx(msg)
	badXOR[len(badXOR)-1] ^= 0x55
	long := lenBinary(cat(tpdu, cnHeader, msg))
	long[1] += 7
	shortStated := lenBinary(cat(tpdu, cnHeader, msg))
	shortStated[1] -= 7
	for name, c := range map[string]struct {
		raw      []byte
		length   string
		tpdu     string
		header   string
		skipped  int
		warnings string
	}{
		"none":                  {msg, "none", "", "", 0, ""},
		"binary length":         {lenBinary(msg), "binary2", "", "", 2, ""},
		"ASCII length":          {lenASCII(msg), "ascii4", "", "", 4, ""},
		"TPDU":                  {cat(tpdu, msg), "none", "6000120034", "", 5, ""},
		"length, TPDU":          {lenBinary(cat(tpdu, msg)), "binary2", "6000120034", "", 7, ""},
		"length, TPDU, header":  {wrapCN(msg), "binary2", "6000120034", "603100310007", 13, ""},
		"ASCII length and TPDU": {lenASCII(cat(tpdu, cnHeader, msg)), "ascii4", "6000120034", "603100310007", 15, ""},
		"header without TPDU":   {lenBinary(cat(cnHeader, msg)), "binary2", "", "603100310007", 8, ""},
		"TPDU, short header":    {lenBinary(cat(tpdu, []byte{0x61, 0x22}, msg)), "binary2", "6000120034", "6122", 9, ""},
		"header 61":             {lenBinary(cat(tpdu, []byte{0x61, 0x31, 0, 0x31, 0, 7}, msg)), "binary2", "6000120034", "613100310007", 13, ""},
		"STX ETX":               {stx(msg), "stx", "", "", 3, ""},
		"STX with TPDU":         {stx(cat(tpdu, msg)), "stx", "6000120034", "", 8, ""},
		"STX, wrong check":      {badXOR, "stx", "", "", 3, "check_byte"},
		"ISO text":              {cat([]byte("ISO015000050"), msg), "none", "", "ISO015000050", 12, ""},
		"Visa header":           {lenBinary(cat(visa, msg)), "binary2", "", strings.ToUpper("160102") + strings.Repeat("00", 19), 24, ""},
		"CUPS header":           {lenASCII(cat(cups, msg)), "ascii4", "", "2E02" + strings.Repeat("30", 44), 50, ""},
		"length too long":       {long, "binary2", "6000120034", "603100310007", 13, "length_header"},
		"length too short":      {shortStated, "binary2", "6000120034", "603100310007", 13, "length_header"},
		"trailing zeros":        {cat(wrapCN(msg), make([]byte, 9)), "binary2", "6000120034", "603100310007", 13, "trailing_bytes"},
		"trailing line end":     {cat(msg, []byte("\r\n")), "none", "", "", 0, "trailing_bytes"},
	} {
		d, err := Decode(c.raw, Options{Masker: testMasker()})
		if err != nil || d.Fault != nil || !d.Complete {
			t.Errorf("%s: err %v fault %+v", name, err, d.Fault)
			continue
		}
		f := d.Framing
		if f.Length != c.length || f.TPDU != c.tpdu || f.Header != c.header || f.Skipped != c.skipped {
			t.Errorf("%s: framing %+v", name, f)
		}
		m, fault := NewReader(testMasker(), "").Read(c.raw)
		if fault != nil || m.STAN != "000123" || m.ResponseCode != "00" || m.HostText != "交易成功" {
			t.Errorf("%s: fault %+v, message %+v", name, fault, m)
		}
		if got := strings.Join(m.Warnings, ","); got != c.warnings {
			t.Errorf("%s: warnings %q, want %q", name, got, c.warnings)
		}
	}
}

func TestHexOfHexIsReadOnceMore(t *testing.T) {
	plain := wrapCN(cnMessage("0210", answerFields()))
	twice := []byte(hexText(plain))
	r := NewReader(testMasker(), "")
	for range 2 { // the second time by what fitted last
		m, fault := r.Read(twice)
		if fault != nil || m.STAN != "000123" {
			t.Errorf("fault %+v, STAN %q", fault, m.STAN)
		}
	}
	thrice := []byte(hexText(twice))
	if m, fault := r.Read(thrice); fault == nil {
		t.Errorf("three times hex was read: %+v", m)
	}
}

func TestGarbageIsRefused(t *testing.T) {
	sale := saleFields()
	letterSTAN := saleFields()
	letterSTAN[11] = []byte{0x00, 0x0A, 0x23}
	badCode := answerFields()
	badCode[39] = []byte("#!")
	for name, raw := range map[string][]byte{
		"MTI 6000":         cnMessage("6000", sale),
		"version 3":        cnMessage("3200", sale),
		"class 0":          cnMessage("0010", sale),
		"class 9":          cnMessage("0900", sale),
		"function 5":       cnMessage("0250", sale),
		"function 9":       cnMessage("0290", sale),
		"origin 9":         cnMessage("0209", sale),
		"MTI of letters":   cat([]byte{0x0A, 0x00}, cnMessage("0200", sale)[2:]),
		"letters in STAN":  wrapCN(cnMessage("0200", letterSTAN)),
		"impossible DE39":  wrapCN(cnMessage("0210", badCode)),
		"zero bytes":       make([]byte, 40),
		"0100 and zeros":   cat([]byte{0x01, 0x00}, make([]byte, 30)),
		"text":             []byte("POS terminal ready, 12 messages in the queue"),
		"0xFF":             bytes.Repeat([]byte{0xFF}, 64),
		"key after 0x60":   unhexT(t, "60112233445566778899AABBCCDDEEFF00112233"),
		"a TLV":            cat([]byte{0x9F, 0x26, 8}, make([]byte, 8), []byte{0x95, 5, 0, 0, 0, 0, 0}),
		"ASCII, MTI 6000":  []byte("6000" + "0020000000C00012" + "000001"),
		"a PAN and a date": unhexT(t, "622848000000000001930120"),
	} {
		m, fault := NewReader(testMasker(), "").Read(raw)
		if fault == nil || m.MTI != "" || fault.Field == "" {
			t.Errorf("%s: fault %+v, message %+v", name, fault, m)
		}
		if _, err := Decode(raw, Options{Masker: testMasker()}); err == nil {
			t.Errorf("%s: Decode gives no error", name)
		}
	}
}

// A message cut at every byte gives what was read, a byte inside it and a name.
func TestCutAtEveryByte(t *testing.T) {
	for name, raw := range map[string][]byte{
		"cnpos":  wrapCN(cnMessage("0200", saleFields())),
		"ascii":  asciiMessage("0210", asciiAnswer()),
		"ebcdic": ebcdicMessage("0210", asciiAnswer()),
	} {
		reads := map[string]bool{}
		for n := range raw {
			cut := raw[:n:n]
			r := NewReader(testMasker(), "")
			m, fault := r.Read(cut)
			if fault == nil {
				t.Errorf("%s cut at %d: no fault", name, n)
				continue
			}
			if fault.Field == "" || fault.Byte < 0 || fault.Byte > n || fault.What.EN == "" || fault.What.ZH == "" {
				t.Errorf("%s cut at %d: fault %+v", name, n, fault)
			}
			d, err := Decode(cut, Options{Masker: testMasker()})
			if d.Fault == nil || d.Complete {
				t.Errorf("%s cut at %d: Decode has no fault (%v)", name, n, err)
			} else if d.Fault.Field != fault.Field || d.Fault.Byte != fault.Byte || d.Fault.ID != fault.ID {
				t.Errorf("%s cut at %d: read %+v, decode %+v", name, n, fault, d.Fault)
			}
			if m.STAN != "" && m.STAN != "000123" {
				t.Errorf("%s cut at %d: STAN %q", name, n, m.STAN)
			}
			reads[fault.Field] = true
		}
		for _, field := range []string{"MTI", "bitmap", "DE3", "DE4", "DE11", "DE41", "DE42"} {
			if !reads[field] {
				t.Errorf("%s: no cut named %s", name, field)
			}
		}
	}
}

// After whole messages of one dialect a half one is read in that dialect.
func TestHalfMessageInARunningLog(t *testing.T) {
	r := NewReader(testMasker(), "")
	raw := wrapCN(cnMessage("0200", saleFields()))
	if _, fault := r.Read(raw); fault != nil {
		t.Fatal(fault)
	}
	m, fault := r.Read(raw[:70])
	if fault == nil || fault.ID != "truncated" || m.MTI != "0200" || m.STAN != "000123" || m.Amount.Minor != 12345 {
		t.Errorf("fault %+v message %+v", fault, m)
	}
	if m.Class != transcripts.ClassFinancial || m.Dialect != "cnpos" {
		t.Errorf("class %q dialect %q", m.Class, m.Dialect)
	}
}

// A log whose length headers are all wrong is read by what fitted last, and a
// message of more bytes than can be is not even looked at.
func TestWrongLengthsInARunningLog(t *testing.T) {
	r := NewReader(testMasker(), "")
	raw := wrapCN(cnMessage("0210", answerFields()))
	raw[1] += 4
	for range 3 {
		if m, fault := r.Read(raw); fault != nil || m.STAN != "000123" || strings.Join(m.Warnings, ",") != "length_header" {
			t.Errorf("warnings %q, fault %+v", m.Warnings, fault)
		}
	}
	if r.last.rank != rankPadded {
		t.Errorf("rank %v", r.last.rank)
	}
	if _, fault := r.Read(make([]byte, maxMessage+1)); fault == nil || fault.ID != "framing" {
		t.Errorf("fault %+v", fault)
	}
	for id, v := range r.rec.vals {
		if v != nil {
			t.Errorf("field %d is kept", id)
		}
	}
}

// A dialect that was asked for does not make a message of zeros.
func TestStatedDialectRefusesAnEmptyBitmap(t *testing.T) {
	raw := cat([]byte{0x01, 0x00}, make([]byte, 30))
	if m, fault := NewReader(testMasker(), "cnpos").Read(raw); fault == nil || m.MTI != "" {
		t.Errorf("%+v, fault %+v", m, fault)
	}
}
