package ecrtest

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Example is a published or computed frame with what it says.
type Example struct {
	ID      string            `json:"id"`
	From    wire.Side         `json:"from"`
	Hex     string            `json:"hex"`
	Meaning string            `json:"meaning"`
	OK      *bool             `json:"checksum_ok"` // nil: there is no check sum
	Moves   bool              `json:"moves_money"`
	Decoded map[string]string `json:"decoded"`
	Source  string            `json:"source"`
}

// Examples reads a file of examples, one a line in JSON.
func Examples(t testing.TB, file string) []Example {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []Example
	for s := bufio.NewScanner(f); s.Scan(); {
		var v Example
		if err := json.Unmarshal(s.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

// Samples are the bytes of the examples of a file.
func Samples(t testing.TB, file string) [][]byte {
	var out [][]byte
	for _, v := range Examples(t, file) {
		out = append(out, Hex(t, v.Hex).B)
	}
	return out
}
