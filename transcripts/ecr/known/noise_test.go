package known

import (
	"strings"
	"testing"
)

func TestNoiseOf(t *testing.T) {
	sent := []byte("\x02s00\x03\x70")
	for name, c := range map[string]struct {
		heard string
		want  Pattern
	}{
		"nothing":                {"", Quiet},
		"our own bytes":          {string(sent), Echo},
		"our own bytes twice":    {string(sent) + string(sent), Echo},
		"our bytes and an ACK":   {string(sent) + "\x06", Clean},
		"text frame":             {"\x02S0000110\x03\x52", Clean},
		"too fast":               {"\xFF\xF8\xFC\xFF\xE0\xF8\xFF", WrongSpeed},
		"too slow":               {"\x00\x00\x80\x00\x00\x00", WrongSpeed},
		"one stray byte":         {"\xF8", Unclear},
		"boot log":               {"U-Boot 2016.09 (May 2019)\r\nDRAM:  512 MiB\r\nLoading kernel...\r\n", Console},
		"logcat":                 {"05-12 10:11:12.345  1234  1234 I PayApp: ready\n05-12 10:11:13.345  1234  1234 D PayApp: idle\n", Console},
		"one line is no console": {"hello world\r\n", Unclear},
		// 02 carries one bit, so even parity makes it 82; '0' and 03 stay.
		"seven bits even": {"\x82\x300\xB10000\xB1\xB2\xB450\x03\x05\xB1\x30", Parity7E1},
		// Odd parity leaves 02 and turns 03 into 83, '0' into B0.
		"seven bits odd": {"\x02\xB0\xB01\xB0\xB0\xB0\xB012\x34\xB5\xB0\x831\xB0\x86", Parity7O1},
		"ZVT amounts":    {"\x10\x02\x06\x01\x0A\x04\x00\x00\x00\x01\x10\x10\x00\x49\x09\x78\x10\x03\xF2\xFF", Unclear},
	} {
		if got := NoiseOf([]byte(c.heard), sent); got.Pattern != c.want {
			t.Errorf("%s: %+v, want %q", name, got, c.want)
		}
	}
}

func TestNoiseWordsInBothLanguages(t *testing.T) {
	for _, p := range []Pattern{Unclear, Quiet, Clean, WrongSpeed, Parity7E1, Parity7O1, Console, Echo} {
		w := Noise{Pattern: p}.Words()
		if w.EN == "" || w.ZH == "" || strings.Contains(w.ZH, w.EN) {
			t.Errorf("%q has no words", p)
		}
	}
}
