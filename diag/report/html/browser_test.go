package html

import (
	"bytes"
	"context"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
)

// browser is a headless Chromium with a profile of its own.
type browser struct{ path, profile string }

func chromium(t *testing.T) browser {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return browser{path, t.TempDir()}
		}
	}
	t.Skip("needs Chromium: none is installed")
	return browser{}
}

// open lets the browser open a page and fails at anything that the page makes it
// complain about.
func (b browser) open(t *testing.T, page string, args ...string) []byte {
	t.Helper()
	out, console := b.run(t, page, args...)
	for _, line := range console {
		t.Errorf("the console says: %s", line)
	}
	return out
}

// run gives what the browser wrote and what its console said.
func (b browser) run(t *testing.T, page string, args ...string) (out []byte, console []string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(file, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, b.path, append(append([]string{
		"--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
		"--disable-sync", "--hide-scrollbars", "--user-data-dir=" + b.profile, "--enable-logging=stderr", "--v=0",
	}, args...), "file://"+file)...)
	cmd.WaitDelay = 5 * time.Second
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%.2000s", err, stderr.String())
	}
	for line := range strings.Lines(stderr.String()) {
		if strings.Contains(line, "CONSOLE") {
			console = append(console, line)
		}
	}
	return stdout.Bytes(), console
}

func TestChromiumSeesAWholePage(t *testing.T) {
	b := chromium(t)
	for name, page := range map[string]string{
		"two": write(t, twoPayments(), Options{}), "hostile": write(t, filled(strings.Join(hostile[:9], " ")), Options{Only: []string{strings.Join(hostile[:9], " ")}}),
	} {
		t.Run(name, func(t *testing.T) {
			seen := parse(t, string(b.open(t, page, "--dump-dom")))
			if name == "two" {
				for _, f := range faults(seen) {
					t.Error(f)
				}
			}
			// The browser finds the elements that were written, and no others.
			want, got := parse(t, page).shape(), seen.shape()
			for i := range max(len(want), len(got)) {
				if i >= len(want) || i >= len(got) || want[i] != got[i] {
					t.Fatalf("of %d elements the browser sees %d; they differ from number %d on", len(want), len(got), i)
				}
			}
		})
	}
}

// A script that got in all the same is not run, and the console tells of it: so
// the console is really read.
func TestChromiumRefusesAForeignScript(t *testing.T) {
	b := chromium(t)
	page := strings.Replace(write(t, twoPayments(), Options{}), "</main>", "</main><script>document.title='x'</script>", 1)
	dom, console := b.run(t, page, "--dump-dom")
	if bytes.Contains(dom, []byte("<title>x</title>")) {
		t.Error("the script ran")
	}
	if len(console) == 0 {
		t.Error("the console says nothing of it")
	}
}

func TestChromiumPrintsOnePaymentOnFourPages(t *testing.T) {
	b := chromium(t)
	for name, tt := range map[string]struct {
		r diag.Report
		o Options
	}{
		"English": {worst(), Options{}}, "Chinese": {worst(), Options{Lang: codes.Chinese}},
	} {
		t.Run(name, func(t *testing.T) {
			pdf := filepath.Join(t.TempDir(), "report.pdf")
			b.open(t, write(t, tt.r, tt.o), "--no-pdf-header-footer", "--print-to-pdf="+pdf)
			out, err := os.ReadFile(pdf)
			if err != nil {
				t.Fatal(err)
			}
			if n := len(regexp.MustCompile(`/Type\s*/Page\b[^s]`).FindAll(out, -1)); n < 1 || n > 4 {
				t.Errorf("%d pages, want at most 4", n)
			}
			words, err := exec.LookPath("pdftotext")
			if err != nil {
				t.Skip("the language on paper needs pdftotext of poppler-utils")
			}
			text, err := exec.CommandContext(t.Context(), words, pdf, "-").Output()
			if err != nil {
				t.Fatal(err)
			}
			en, zh := strings.Contains(string(text), "Where the money is"), strings.Contains(string(text), "钱在哪里")
			if chinese := tt.o.Lang == codes.Chinese; zh != chinese || en == chinese {
				t.Errorf("English on paper: %t, Chinese on paper: %t", en, zh)
			}
			if strings.Contains(string(text), "Language") || strings.Contains(string(text), "语言") {
				t.Error("the choice of language is on paper")
			}
		})
	}
}

// TestChromiumShowsLightAndDark looks at the paper and for ink on it, at the
// width of a desk and of a phone.
func TestChromiumShowsLightAndDark(t *testing.T) {
	b := chromium(t)
	for name, tt := range map[string]struct {
		args []string
		dark bool
	}{
		"light at a desk": {[]string{"--window-size=1100,1600"}, false},
		"dark on a phone": {[]string{"--window-size=390,1600", "--blink-settings=preferredColorScheme=0"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			shot := filepath.Join(t.TempDir(), "shot.png")
			b.open(t, write(t, twoPayments(), Options{}), append(tt.args, "--screenshot="+shot)...)
			f, err := os.Open(shot)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			img, err := png.Decode(f)
			if err != nil {
				t.Fatal(err)
			}
			paper, _, _, _ := img.At(2, 2).RGBA()
			if dark := paper < 0x8000; dark != tt.dark {
				t.Errorf("the paper is %04x, dark: %t", paper, dark)
			}
			ink := 0
			for y := range 1600 {
				for x := range img.Bounds().Dx() {
					if r, _, _, _ := img.At(x, y).RGBA(); (r > 0x8000) == tt.dark {
						ink++
					}
				}
			}
			if area := img.Bounds().Dx() * 1600; ink < area/200 || ink > area/2 {
				t.Errorf("%d of %d points are ink", ink, area)
			}
		})
	}
}
