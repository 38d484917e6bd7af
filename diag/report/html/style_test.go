package html

import (
	"crypto/sha256"
	"encoding/base64"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// colours gives the named colours of the nth :root block of the style sheet:
// light, dark, print. What a later one does not name stays as in the first.
func colours(t *testing.T, n int) map[string][3]float64 {
	t.Helper()
	blocks := regexp.MustCompile(`:root \{([^}]*#[^}]*)\}`).FindAllStringSubmatch(style, -1)
	if len(blocks) != 3 {
		t.Fatalf("%d sets of colours, want light, dark and print", len(blocks))
	}
	out := map[string][3]float64{}
	for _, b := range [][]string{blocks[0], blocks[n]} {
		for _, m := range regexp.MustCompile(`--([a-z-]+): #([0-9a-f]+);`).FindAllStringSubmatch(b[1], -1) {
			hex := m[2]
			if len(hex) == 3 {
				hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
			}
			v, err := strconv.ParseUint(hex, 16, 32)
			if err != nil || len(hex) != 6 {
				t.Fatalf("colour %q", m[2])
			}
			out[m[1]] = [3]float64{float64(v >> 16), float64(v >> 8 & 0xFF), float64(v & 0xFF)}
		}
	}
	return out
}

// luminance and contrast are those of WCAG 2.2.
func luminance(c [3]float64) float64 {
	var l [3]float64
	for i, v := range c {
		if v /= 255; v <= 0.04045 {
			l[i] = v / 12.92
		} else {
			l[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*l[0] + 0.7152*l[1] + 0.0722*l[2]
}

func contrast(a, b [3]float64) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func TestTextCanBeReadInEveryColourScheme(t *testing.T) {
	if c := contrast([3]float64{255, 255, 255}, [3]float64{}); math.Abs(c-21) > 0.01 {
		t.Fatalf("black on white is %.2f, want 21", c)
	}
	for n, name := range []string{"light", "dark", "print"} {
		c := colours(t, n)
		for _, pair := range [][2]string{
			{"ink", "paper"},
			{"dim", "paper"},
			{"link", "paper"},
			{"ink", "band"},
			{"dim", "band"},
			{"link", "band"},
			{"bad-ink", "bad-paper"},
			{"wait-ink", "wait-paper"},
			{"good-ink", "good-paper"},
			{"bad-ink", "paper"},
		} {
			if _, ok := c[pair[0]]; !ok {
				t.Fatalf("no colour %s", pair[0])
			}
			if got := contrast(c[pair[0]], c[pair[1]]); got < 4.5 {
				t.Errorf("%s: %s on %s has a contrast of %.2f, want 4.5", name, pair[0], pair[1], got)
			}
		}
		if got := contrast(c["line"], c["paper"]); got < 3 {
			t.Errorf("%s: lines have a contrast of %.2f, want 3", name, got)
		}
	}
}

func TestTheStyleSheetAsksForNothing(t *testing.T) {
	for _, no := range []string{"url(", "@import", "http", "src(", "expression"} {
		if strings.Contains(style, no) {
			t.Errorf("the style sheet holds %q", no)
		}
	}
	for _, want := range []string{"prefers-color-scheme: dark", "prefers-reduced-motion: reduce", ":focus-visible", "@media print", "size: A4"} {
		if !strings.Contains(style, want) {
			t.Errorf("the style sheet lacks %q", want)
		}
	}
}

// The policy names the style sheet that the page really holds.
func TestThePolicyFitsTheStyleSheet(t *testing.T) {
	got := write(t, twoPayments(), Options{})
	_, rest, _ := strings.Cut(got, "<style>")
	held, _, _ := strings.Cut(rest, "</style>")
	sum := sha256.Sum256([]byte(held))
	want := "style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	for _, n := range parse(t, got).all() {
		if n.attr["http-equiv"] == "Content-Security-Policy" {
			if p := n.attr["content"]; !strings.Contains(p, want) || !strings.HasPrefix(p, "default-src 'none';") || strings.Contains(p, "script-src") {
				t.Errorf("the policy is %q, want %s in it", p, want)
			}
			return
		}
	}
	t.Error("there is no policy")
}

// A browser that forces the reader's colours leaves those of a picture alone, so
// that the style sheet has to take the reader's for all that the picture uses.
func TestThePictureTakesForcedColours(t *testing.T) {
	forced := regexp.MustCompile(`(?s)@media \(forced-colors: active\) \{\s*:root \{([^}]*)\}`).FindStringSubmatch(style)
	if forced == nil {
		t.Fatal("no colours for forced-colors")
	}
	for _, rule := range regexp.MustCompile(`(?m)^\.timeline[^{]*\{([^}]*)\}`).FindAllStringSubmatch(style, -1) {
		for _, use := range regexp.MustCompile(`var\((--[a-z-]+)\)`).FindAllStringSubmatch(rule[1], -1) {
			if !regexp.MustCompile(use[1] + `: Canvas(Text)?;`).MatchString(forced[1]) {
				t.Errorf("%s is not forced", use[1])
			}
		}
	}
}
