package pdf

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/posdoctor/posdoctor/codes"
)

// dpi is how fine pages are rendered.
const dpi = 100

// picture is a rendered page: one byte a pixel, 255 is white.
type picture struct {
	w, h   int
	pixels []byte
}

// program finds one that a test compares with.
func program(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s (of poppler-utils) is not installed", name)
	}
	return path
}

// render draws each page of a file as another program sees it. With colour each
// pixel has three bytes.
func render(t *testing.T, file []byte, colour bool) []picture {
	t.Helper()
	tool := program(t, "pdftoppm")
	dir := t.TempDir()
	in := filepath.Join(dir, "in.pdf")
	if err := os.WriteFile(in, file, 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"-r", fmt.Sprint(dpi)}
	if !colour {
		args = append(args, "-gray")
	}
	if out, err := exec.CommandContext(t.Context(), tool, append(args, in, filepath.Join(dir, "page"))...).CombinedOutput(); err != nil || len(out) > 0 {
		t.Fatalf("pdftoppm: %v\n%s", err, out)
	}
	names, err := filepath.Glob(filepath.Join(dir, "page*"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no page was drawn (%v)", err)
	}
	slices.Sort(names)
	var out []picture
	for _, n := range names {
		b, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		var magic string
		var p picture
		var white int
		if _, err := fmt.Fscan(bytes.NewReader(b), &magic, &p.w, &p.h, &white); err != nil {
			t.Fatal(err)
		}
		samples := p.w * p.h
		if colour {
			samples *= 3
		}
		p.pixels = b[len(b)-samples:]
		out = append(out, p)
	}
	return out
}

// strip is the part of a page between two heights in points, from the top.
func (p picture) strip(from, to float64) []byte {
	row := func(y float64) int { return int(y * dpi / 72) }
	return p.pixels[row(from)*p.w : row(to)*p.w]
}

// ink is how much of it is not white.
func ink(pixels []byte) int {
	n := 0
	for _, b := range pixels {
		if b < 128 {
			n++
		}
	}
	return n
}

// specimen is a page with a text on each line.
func specimen(t *testing.T, lang codes.Lang, strong bool, list []string) picture {
	t.Helper()
	p := newPaper(Options{Lang: lang})
	s := p.sheet("")
	for _, text := range list {
		s.put([]line{{parts: []placed{{0, text, strong}}}})
	}
	var b bytes.Buffer
	if err := p.write(&b); err != nil {
		t.Fatal(err)
	}
	return render(t, b.Bytes(), false)[0]
}

// TestGlyphsAreDrawn looks at the ink: text can be copied out of a page that
// shows an empty box for each of its characters.
func TestGlyphsAreDrawn(t *testing.T) {
	list := []string{"交", "易", "卡", "额", "银", "冲", "。", "，", "（", "0", "1", "8", "9", "A", "z", "¥", "€", "*", "-", "é"}
	for _, lang := range []codes.Lang{codes.English, codes.Chinese} {
		for _, strong := range []bool{false, true} {
			boxes := boxes(t, strong)
			page := specimen(t, lang, strong, list)
			seen := map[string]string{}
			for i, s := range list {
				glyph := page.strip(top+float64(i)*leading, top+float64(i+1)*leading)
				if ink(glyph) < 3 {
					t.Errorf("%s, bold %v: %q is not drawn", lang, strong, s)
				}
				for _, box := range boxes {
					if alike(glyph, box) {
						t.Errorf("%s, bold %v: %q is drawn as a missing character", lang, strong, s)
					}
				}
				if other, ok := seen[string(glyph)]; ok {
					t.Errorf("%s, bold %v: %q looks like %q", lang, strong, s, other)
				}
				seen[string(glyph)] = s
			}
		}
	}
}

// boxes is how each font shows a character that it has not.
func boxes(t *testing.T, strong bool) [][]byte {
	t.Helper()
	p := newPaper(Options{})
	p.doc.AddPage()
	style := ""
	if strong {
		style = "B"
	}
	base := func(i int) float64 { return top + float64(i+1)*leading - 4 }
	p.doc.SetFont(familyLatin, style, size)
	p.doc.Text(margin, base(0), "交")
	p.doc.SetFont(familyHan, "", size)
	p.doc.Text(margin, base(1), "€")
	var b bytes.Buffer
	if err := p.doc.Output(&b); err != nil {
		t.Fatal(err)
	}
	page := render(t, b.Bytes(), false)[0]
	var out [][]byte
	for i := range 2 {
		out = append(out, page.strip(top+float64(i)*leading, top+float64(i+1)*leading))
	}
	if ink(out[0]) == 0 {
		t.Fatal("the box of a missing character is empty, so that nothing is compared")
	}
	return out
}

// alike tells whether two strips show the same but for a few pixels.
func alike(a, b []byte) bool {
	differ, most := 0, max(ink(a), ink(b))
	for i := range min(len(a), len(b)) {
		if (a[i] < 128) != (b[i] < 128) {
			differ++
		}
	}
	return differ*10 < most
}

func TestTextKeepsToTheMarginsAndIsBlackOnWhite(t *testing.T) {
	for _, lang := range []codes.Lang{codes.English, codes.Chinese} {
		for n, p := range render(t, written(t, worst(), options(lang)), true) {
			edge := func(points float64) int { return int(points * dpi / 72) }
			inked := 0
			for y := range p.h {
				for x := range p.w {
					px := p.pixels[3*(y*p.w+x):][:3]
					if px[0] != px[1] || px[1] != px[2] {
						t.Fatalf("%s, page %d: a coloured point at %d, %d", lang, n+1, x, y)
					}
					if px[0] > 200 {
						continue
					}
					inked++
					if x < edge(margin)-2 || x > edge(pageWidth-margin)+2 || y < edge(margin)-2 || y > edge(pageHeight-margin)+6 {
						t.Fatalf("%s, page %d: ink in the margin at %d, %d", lang, n+1, x, y)
					}
				}
			}
			if inked < 2000 {
				t.Errorf("%s, page %d is nearly empty", lang, n+1)
			}
		}
	}
}

// Between the last line of text and the rule at the foot nothing may stand.
func TestTextStaysAboveTheFoot(t *testing.T) {
	for n, p := range render(t, written(t, worst(), options(codes.Chinese)), false) {
		if got := ink(p.strip(bottom+3, pageHeight-margin-leading-1)); got != 0 {
			t.Errorf("page %d: %d points between text and foot", n+1, got)
		}
	}
}
