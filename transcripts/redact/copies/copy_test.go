package copies

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/read"
)

// dumps are the logs and captures that the project is tested with.
func dumps(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, pattern := range []string{"dumps/*-*.log", "dumps/*-*.txt", "captures/*.jsonl"} {
		files, err := filepath.Glob("../../../testdata/" + pattern)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, files...)
	}
	if len(out) < 20 {
		t.Fatalf("found only %d dumps", len(out))
	}
	return out
}

func copied(t *testing.T, in []byte) ([]byte, Counts) {
	t.Helper()
	var out bytes.Buffer
	counts, err := Copy(t.Context(), &out, bytes.NewReader(in), Options{Key: []byte("k")})
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), counts
}

// told is what reading an input gives, one text an event, without the tokens of
// cards: a masked number has none.
func told(t *testing.T, in []byte) []string {
	t.Helper()
	var out []string
	_, err := read.Events(t.Context(), []read.Input{{Name: "log", R: bytes.NewReader(in)}}, read.Options{Key: []byte("k")}, func(ev transcripts.Event) error {
		if ev.Message != nil {
			m := *ev.Message
			m.Card.Token = ""
			ev.Message = &m
		}
		b, err := json.Marshal(ev)
		out = append(out, string(b))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestCopiesOfDumpsTellTheSame(t *testing.T) {
	for _, file := range dumps(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			in, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			out, counts := copied(t, in)
			if len(out) != len(in) || counts.Bytes != int64(len(in)) {
				t.Fatalf("got %d bytes (%d counted), want %d", len(out), counts.Bytes, len(in))
			}
			for i := range in {
				if (in[i] == '\n' || in[i] == '\r') != (out[i] == '\n' || out[i] == '\r') {
					t.Fatalf("byte %d: a line end came or went", i)
				}
			}
			got, want := told(t, out), told(t, in)
			if len(got) != len(want) {
				t.Fatalf("the copy tells %d events, the original %d", len(got), len(want))
			}
			for i := range want {
				if got[i] != want[i] {
					g, w := got[i], want[i]
					k := 0
					for k < min(len(g), len(w)) && g[k] == w[k] {
						k++
					}
					t.Errorf("event %d: the copy tells ...%.120s\nthe original ...%.120s", i+1, g[max(0, k-40):], w[max(0, k-40):])
				}
			}
			again, more := copied(t, out)
			if !bytes.Equal(again, out) {
				t.Error("a copy of the copy is another")
			}
			for kind, n := range more.Masked {
				t.Errorf("the copy still holds %d of %s", n, kind)
			}
		})
	}
}

// secrets are what the generator of the dumps put into them.
func secrets(t *testing.T) []string {
	t.Helper()
	b, err := os.ReadFile("../../../testdata/make/cards.go")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range regexp.MustCompile(`"((?:3[47]|4|5|62)\d{11,17})"`).FindAllStringSubmatch(string(b), -1) {
		out = append(out, f[1])
	}
	if len(out) < 5 {
		t.Fatalf("found only %d card numbers in the generator", len(out))
	}
	return out
}

// spelled are the ways in which digits may stand in a log: as they are and
// packed, as hex of ASCII and EBCDIC.
func spelled(digits string) []string {
	var ascii, ebcdic strings.Builder
	for _, c := range digits {
		ascii.WriteString("3" + string(c))
		ebcdic.WriteString("F" + string(c))
	}
	return []string{digits, ascii.String(), ebcdic.String()}
}

// joined is a text without all that may stand between the digits of a number.
func joined(b []byte) string {
	return strings.ToUpper(strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \r\n\x00", r) {
			return -1
		}
		return r
	}, string(b)))
}

func TestNoCardOfADumpIsInItsCopy(t *testing.T) {
	held := 0
	for _, file := range dumps(t) {
		in, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		out, _ := copied(t, in)
		before, after := joined(in), joined(out)
		for i, pan := range secrets(t) {
			for _, form := range spelled(pan) {
				if strings.Contains(before, form) {
					held++
				}
				if strings.Contains(after, form) {
					t.Errorf("%s: the copy shows card number %d of the generator", filepath.Base(file), i+1)
				}
			}
			// The middle digits with what stands around them are as bad.
			middle := pan[4 : len(pan)-4]
			if strings.Trim(middle, "0") == "" {
				continue // such rows stand everywhere
			}
			for _, form := range spelled(middle) {
				if strings.Contains(after, form) {
					t.Errorf("%s: the copy shows the middle of card number %d of the generator", filepath.Base(file), i+1)
				}
			}
		}
	}
	if held == 0 {
		t.Error("no dump holds a card number in clear, so this test proves nothing")
	}
}
