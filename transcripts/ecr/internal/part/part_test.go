package part

import (
	"testing"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

func TestWhatIsShownAndWhatIsHidden(t *testing.T) {
	m := redact.New([]byte("only for tests"))
	for _, c := range []struct {
		keep          Keep
		most          int
		in            string
		shown, hidden string // hidden bytes as stars
		dropped       bool
	}{
		{Drop, 0, "ROSSI", "", "*****", true},
		{Drop, 0, "", "", "", false},
		{Code, 0, "597029414300", "597029414300", "597029414300", false},
		{Code, 2, "00", "00", "00", false},
		{Code, 2, "001", "", "***", true},
		{Code, 0, "4111111111111111", "", "****************", true},
		{Code, 0, "ab\x07", "", "***", true},
		{Text, 0, "ORDER 12", "ORDER 12", "ORDER 12", false},
		{Text, 0, "X 4111111111111111", "X 411111******1111", "X 411111******1111", false},
		{Text, 0, "a\x1b[2Jb", "ab", "a\x1b[2Jb", false},
		{Text, 0, "\x22\x21\x00\x00\x00\x00\x00\x09OK", "**********", "**********", false},
		{PAN, 0, "4111111111111111", "411111******1111", "411111******1111", false},
		{PAN, 0, "0004111111111111111", "411111******1111", "000411111******1111", false},
		{PAN, 0, "411111111111  ", "********1111", "********1111  ", false},
		{PAN, 0, "41111", "*****", "*****", false},
		{PAN, 0, "0000000000000000000", "", "0000000000000000000", false},
		{PAN, 0, "411111XXXXXX1111", "411111******1111", "411111******1111", false},
		{Tail, 0, "1034", "****1034", "1034", false},
		{Tail, 0, "************4242", "************4242", "************4242", false},
		{Tail, 0, "4111111111111111", "************1111", "************1111", false},
	} {
		p := Part{Spec: Spec{Keep: c.keep, Max: c.most}, Bytes: wire.Known([]byte(c.in))}
		if got, dropped := p.Show(m); got != c.shown || dropped != c.dropped {
			t.Errorf("%q shows %q, %t; want %q, %t", c.in, got, dropped, c.shown, c.dropped)
		}
		masked := Mask(p.Bytes, []Part{p}, 0, -1)
		if got := masked.Text(); got != c.hidden {
			t.Errorf("%q is kept as %q, want %q", c.in, got, c.hidden)
		}
		p.Bytes = masked
		if again, _ := p.Show(m); again != c.shown {
			t.Errorf("%q, masked, shows %q, want %q", c.in, again, c.shown)
		}
	}
}

// A check byte would tell of the digits that are hidden before it.
func TestCheckByteGoesWithWhatIsHidden(t *testing.T) {
	raw := wire.Known([]byte("\x02secret\x03K"))
	hidden := Part{Bytes: raw.Slice(1, 7)}
	open := Part{Spec: Spec{Keep: Code}, Bytes: raw.Slice(1, 7)}
	if got := Mask(raw, []Part{hidden}, 1, 8).Text(); got != "\x02******\x03*" {
		t.Errorf("got %q", got)
	}
	if got := Mask(raw, []Part{open}, 1, 8).Text(); got != "\x02secret\x03K" {
		t.Errorf("got %q", got)
	}
}
