package prove

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Vector is a published or computed frame.
type Vector struct {
	ID      string            `json:"id"`
	From    wire.Side         `json:"from"`
	Hex     string            `json:"hex"`
	Meaning string            `json:"meaning"`
	OK      *bool             `json:"checksum_ok"` // nil: there is no check sum
	Moves   bool              `json:"moves_money"`
	Decoded map[string]string `json:"decoded"`
	Source  string            `json:"source"`
}

// Vectors reads the vectors of a protocol.
func Vectors(t testing.TB, file string) []Vector {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []Vector
	for s := bufio.NewScanner(f); s.Scan(); {
		var v Vector
		if err := json.Unmarshal(s.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

// Samples are the bytes of the vectors.
func Samples(t testing.TB, file string) [][]byte {
	var out [][]byte
	for _, v := range Vectors(t, file) {
		out = append(out, Hex(t, v.Hex).B)
	}
	return out
}
