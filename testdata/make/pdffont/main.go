// Command pdffont cuts the Chinese font that diag/report/pdf embeds out of the
// whole one.
//
//	go run ./testdata/make/pdffont -from DroidSansFallbackFull.ttf
//
// The whole font is Droid Sans Fallback (Apache-2.0), as Debian's package
// fonts-droid-fallback carries it. What stays is every character of GBK and
// every character that a text file of this module uses, as far as the font
// draws them. The same font and the same texts give the same bytes.
package main

import (
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"unicode/utf8"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/text/encoding/simplifiedchinese"
)

func main() {
	from := flag.String("from", "", "the whole `font`")
	to := flag.String("to", filepath.Join("diag", "report", "pdf", "fonts", "DroidSansFallback-GBK.ttf.gz"), "the `file` to write")
	flag.Parse()
	if err := run(*from, *to); err != nil {
		fmt.Fprintln(os.Stderr, "pdffont:", err)
		os.Exit(1)
	}
}

func run(from, to string) error {
	whole, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	chars := map[rune]bool{}
	if err := standard(chars); err != nil {
		return err
	}
	if err := used(".", chars); err != nil {
		return err
	}
	cut := fpdf.UTF8CutFont(whole, string(slices.Sorted(maps.Keys(chars))))
	if cut == nil {
		return fmt.Errorf("%s has no table of characters that can be read", from)
	}
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(cut); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	fmt.Printf("%d characters asked for, %d bytes, %d packed\n", len(chars), len(cut), b.Len())
	return os.WriteFile(to, b.Bytes(), 0o644)
}

// first is the first character that the Latin fonts leave to this one.
const first = 0x2000

// standard adds the characters of GBK, in which Chinese terminals write: those of
// GB 2312, those of names that it lacks, and the traditional ones.
func standard(chars map[rune]bool) error {
	for row := byte(0x81); row <= 0xFE; row++ {
		for cell := byte(0x40); cell <= 0xFE; cell++ {
			text, err := simplifiedchinese.GBK.NewDecoder().Bytes([]byte{row, cell})
			if err != nil {
				return err
			}
			if r, _ := utf8.DecodeRune(text); r >= first && r != utf8.RuneError && (r < 0xE000 || r > 0xF8FF) {
				chars[r] = true
			}
		}
	}
	return nil
}

// used adds the characters of every file that is text.
func used(dir string, chars map[rune]bool) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if path != "." && d.Name()[0] == '.' {
				return fs.SkipDir
			}
			return nil
		}
		switch filepath.Ext(path) {
		case ".go", ".tsv", ".yaml", ".md", ".txt", ".json":
		default:
			return nil
		}
		b, err := os.ReadFile(path)
		if err != nil || !utf8.Valid(b) {
			return err
		}
		for _, r := range string(b) {
			if r >= first && r <= 0xFFFF && (r < 0xE000 || r > 0xF8FF) {
				chars[r] = true
			}
		}
		return nil
	})
}
