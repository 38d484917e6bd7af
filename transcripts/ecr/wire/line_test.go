package wire

import "testing"

func TestParseLine(t *testing.T) {
	for text, want := range map[string]Line{
		"9600 8N1":   {9600, 8, 'N', 1},
		"115200,8n2": {115200, 8, 'N', 2},
		"1200/7E1":   {1200, 7, 'E', 1},
		"19200":      {19200, 8, 'N', 1},
		" 2400  7o1": {2400, 7, 'O', 1},
	} {
		got, err := ParseLine(text)
		if err != nil || got != want {
			t.Errorf("%q: got %v, %v; want %v", text, got, err, want)
		}
		if again, err := ParseLine(got.String()); err != nil || again != got {
			t.Errorf("%q does not read back: %v, %v", got.String(), again, err)
		}
	}
	for _, text := range []string{"", "fast", "9600 9N1", "9600 8X1", "9600 8N3", "-1 8N1", "0", "9600 8N", "9600 8N1 x", "8N1"} {
		if got, err := ParseLine(text); err == nil {
			t.Errorf("%q was read as %v", text, got)
		}
	}
}
