package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// cardNumbers are the numbers that the dumps were made with.
func cardNumbers(t *testing.T) []string {
	t.Helper()
	b, err := os.ReadFile("../../testdata/make/cards.go")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`"((?:3[47]|4|5|62)\d{11,17})"`).FindAllStringSubmatch(string(b), -1)
	var out []string
	for _, f := range found {
		out = append(out, f[1])
	}
	if len(out) < 5 {
		t.Fatalf("found only %d card numbers in the generator", len(out))
	}
	return out
}

func spelled(pan string) []string {
	var ascii, ebcdic strings.Builder
	for _, c := range pan {
		ascii.WriteString("3" + string(c))
		ebcdic.WriteString("F" + string(c))
	}
	return []string{pan, ascii.String(), ebcdic.String()}
}

// TestNoCardNumberOfADumpComesOut runs every dump through every way of showing
// it and looks for the clear numbers, as digits, packed, and as hex of digits.
func TestNoCardNumberOfADumpComesOut(t *testing.T) {
	files, err := filepath.Glob(dumps + "*-*.*")
	if err != nil || len(files) < 10 {
		t.Fatalf("got %d dumps (%v)", len(files), err)
	}
	pans := cardNumbers(t)
	ways := [][]string{
		{"check", "--format", "text"},
		{"check", "--format", "text", "-v", "--lang", "zh"},
		{"check", "--format", "json"},
		{"check", "--format", "jsonl"},
		{"check", "--format", "html"},
		{"check", "--format", "markdown", "-v"},
		{"check", "--format", "junit"},
		{"trace"},
		{"trace", "--last", "1", "-v"},
		{"trace", "--last", "1", "-v", "--format", "markdown"},
		{"trace", "--format", "json"},
		{"trace", "--rrn", "999999999999"},
		{"decode"},
		{"decode", "--format", "json"},
		{"redact"},
	}
	inputs := 0
	for _, file := range files {
		dump, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		plain := strings.ToUpper(strings.Map(func(r rune) rune {
			if r == ' ' || r == '\r' || r == '\n' {
				return -1
			}
			return r
		}, string(dump)))
		for _, way := range ways {
			path, err := filepath.Abs(file)
			if err != nil {
				t.Fatal(err)
			}
			got := runWith(t.Context(), t, nil, append(slices.Clone(way), path)...)
			text := strings.ToUpper(strings.ReplaceAll(got.out+got.err, " ", ""))
			for i, pan := range pans {
				for _, form := range spelled(pan) {
					if strings.Contains(plain, form) {
						inputs++
					}
					if strings.Contains(text, form) {
						t.Errorf("%s of %s shows card number %d of the generator in clear", strings.Join(way, " "), filepath.Base(file), i+1)
					}
				}
			}
		}
	}
	if inputs == 0 {
		t.Error("no dump holds a card number in clear, so this test proves nothing")
	}
}
