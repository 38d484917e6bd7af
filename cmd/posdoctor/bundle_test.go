package main

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/evidence"
)

// bundleWorld has a configuration folder of its own and one clock.
func bundleWorld(config string) func(*world) {
	return func(w *world) { w.UserConfig = config }
}

const bundleName = "posdoctor-evidence-20261122T100000Z"

// madeBundle makes a bundle of a dump and gives its folder.
func madeBundle(t *testing.T, config string, args ...string) string {
	t.Helper()
	out := t.TempDir()
	got := runWith(t.Context(), t, bundleWorld(config), append([]string{"bundle", "create", "--out", out}, args...)...)
	if got.code != exitClean {
		t.Fatalf("exit code %d, stderr %q", got.code, got.err)
	}
	return filepath.Join(out, bundleName)
}

func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(filepath.Join(dir, p))
		all[p] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func dump(t *testing.T, name string) string {
	t.Helper()
	dir, err := dumpsDir()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, name)
}

func TestTheSameInputsGiveTheSameBundle(t *testing.T) {
	config := t.TempDir()
	args := []string{dump(t, "swallowed-q2.log"), dump(t, "failed-debited-hex.txt"), "--zip", "--timestamp-query", "--statement-row", "20 Nov 4111111111111111 128.00"}
	a, b := madeBundle(t, config, args...), madeBundle(t, config, append([]string{"--lang", "zh"}, args...)...)
	if d := cmp.Diff(contents(t, a), contents(t, b)); d != "" {
		t.Errorf("two runs differ:\n%s", d)
	}
	one, err := os.ReadFile(a + ".zip")
	if err != nil {
		t.Fatal(err)
	}
	if two, err := os.ReadFile(b + ".zip"); err != nil || !bytes.Equal(one, two) {
		t.Errorf("two archives differ (%v)", err)
	}
}

// TestNoCardNumberOfADumpComesIntoABundle looks for the clear numbers, as
// digits, packed and as hex of digits, in every file of the bundle of every dump.
func TestNoCardNumberOfADumpComesIntoABundle(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(dumps + "*-*.*")
	if err != nil || len(files) < 10 {
		t.Fatalf("got %d dumps (%v)", len(files), err)
	}
	pans := cardNumbers(t)
	config := t.TempDir()
	// A row of a dump begins with its offset and ends with its text, neither of
	// which belongs to the bytes between.
	framing := regexp.MustCompile(`(?m)^[0-9A-Fa-f]{4}  |  .{1,16}$`)
	inputs := 0
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		found := func(s string) (hits []int) {
			joined := strings.ReplaceAll(s, " ", "")
			flat := framing.ReplaceAllString(strings.ReplaceAll(s, "\r", ""), "")
			flat = strings.ToUpper(strings.NewReplacer(" ", "", "\n", "").Replace(flat))
			for i, pan := range pans {
				for _, form := range spelled(pan) {
					if strings.Contains(joined, form) || strings.Contains(flat, form) {
						hits = append(hits, i+1)
					}
				}
			}
			return hits
		}
		inputs += len(found(string(raw)))
		dir := madeBundle(t, config, file, "--last", "99", "--statement-row", "card "+pans[0], "--case", pans[1], "--by", pans[2])
		for name, body := range contents(t, filepath.Dir(dir)) {
			if hits := found(name + "\n" + body); len(hits) > 0 {
				t.Errorf("%s of the bundle of %s shows the card numbers %v of the generator", name, filepath.Base(file), hits)
			}
		}
	}
	if inputs < 10 {
		t.Errorf("the dumps hold %d card numbers only: the test looks for nothing", inputs)
	}
}

func TestRecordsFollowTheirSchema(t *testing.T) {
	record, verify, inspect := compile(t, "evidence"), compile(t, "verify"), compile(t, "contents")
	config := t.TempDir()
	photo := filepath.Join(t.TempDir(), "slip.txt")
	if err := os.WriteFile(photo, []byte("slip"), 0o600); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(dumps + "*-*.*")
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			dir := madeBundle(t, config, file, "--last", "99", "--attach", photo+":receipt")
			body, err := os.Open(filepath.Join(dir, "data", "record", "evidence.json"))
			if err != nil {
				t.Fatal(err)
			}
			defer body.Close()
			v, err := jsonschema.UnmarshalJSON(body)
			if err != nil {
				t.Fatal(err)
			}
			if err := record.Validate(v); err != nil {
				t.Error(err)
			}
			validate(t, inspect, runWith(t.Context(), t, nil, "bundle", "inspect", dir, "--format", "json"))
			validate(t, verify, runWith(t.Context(), t, nil, "bundle", "verify", dir, "--format", "json"))
		})
	}
}

// TestACopyHasTheLengthAndLinesOfItsOriginal holds copies to differ from their
// originals by masks alone.
func TestACopyHasTheLengthAndLinesOfItsOriginal(t *testing.T) {
	t.Parallel()
	config := t.TempDir()
	files, _ := filepath.Glob(dumps + "*-*.*")
	copied := 0
	for _, file := range files {
		original, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(madeBundle(t, config, file, "--last", "99"), "data", "source", "terminal-log.redacted.bin"))
		if err != nil {
			continue // an encoding that cannot be masked yet
		}
		copied++
		if len(got) != len(original) || bytes.Count(got, []byte("\n")) != bytes.Count(original, []byte("\n")) {
			t.Errorf("%s: %d bytes, want %d", filepath.Base(file), len(got), len(original))
		}
		for i := range got {
			if got[i] != original[i] && !strings.ContainsRune("*xX", rune(got[i])) {
				t.Errorf("%s: byte %d became %q", filepath.Base(file), i, got[i])
				break
			}
		}
	}
	if copied < 10 {
		t.Errorf("only %d copies were made", copied)
	}
}

func TestABundleIsNeverHalf(t *testing.T) {
	log := dump(t, "no-response-pos.log")
	broken := filepath.Join(t.TempDir(), "broken.png")
	if err := os.WriteFile(broken, []byte("\x89PNG\r\n\x1A\nhalf"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		prepare func(t *testing.T, out string)
		args    []string
		code    int
	}{
		"a damaged attachment": {nil, []string{"--attach", broken + ":receipt", "--zip"}, exitInput},
		"an existing target": {func(t *testing.T, out string) {
			if err := os.Mkdir(filepath.Join(out, bundleName), 0o700); err != nil {
				t.Fatal(err)
			}
		}, nil, exitUsage},
		"an existing archive": {func(t *testing.T, out string) {
			if err := os.WriteFile(filepath.Join(out, bundleName+".zip"), []byte("mine"), 0o600); err != nil {
				t.Fatal(err)
			}
		}, []string{"--zip"}, exitUsage},
		"an existing PDF": {func(t *testing.T, out string) {
			if err := os.WriteFile(filepath.Join(out, bundleName+".pdf"), []byte("mine"), 0o600); err != nil {
				t.Fatal(err)
			}
		}, []string{"--pdf"}, exitUsage},
		"a file in place of the folder": {func(t *testing.T, out string) {
			if err := os.Remove(out); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(out, []byte("mine"), 0o600); err != nil {
				t.Fatal(err)
			}
		}, nil, exitUsage},
		"a read-only folder": {func(t *testing.T, out string) {
			if runtime.GOOS == "windows" || os.Getuid() == 0 {
				t.Skip("this user may write everywhere")
			}
			if err := os.Chmod(out, 0o500); err != nil {
				t.Fatal(err)
			}
		}, nil, exitUsage},
	} {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "out")
			if err := os.Mkdir(out, 0o700); err != nil {
				t.Fatal(err)
			}
			if tt.prepare != nil {
				tt.prepare(t, out)
			}
			before := listing(out)
			got := runWith(t.Context(), t, bundleWorld(t.TempDir()), append([]string{"bundle", "create", log, "--out", out}, tt.args...)...)
			if got.code != tt.code || got.out != "" {
				t.Errorf("exit code %d, want %d; stdout %q, stderr %q", got.code, tt.code, got.out, got.err)
			}
			if after := listing(out); after != before {
				t.Errorf("the folder held %q and holds %q", before, after)
			}
		})
	}
}

// TestTwoRunsAtOnceLeaveOneWholeBundle holds the run that says it made a bundle to
// have its archive there, and the others to touch neither.
func TestTwoRunsAtOnceLeaveOneWholeBundle(t *testing.T) {
	out := t.TempDir()
	first, second := make(chan struct{}), make(chan struct{})
	write := func(body string, begin, end chan struct{}) error {
		a := &app{world: world{Env: func(string) string { return "" }, Now: time.Now}}
		bag := evidence.Bag{Revision: 1, Made: time.Unix(0, 0), Tool: body, Key: []byte("k")}
		_, err := a.putBundle(t.Context(), out, bundleName, true, bag, func(to evidence.Folder) (evidence.Written, error) {
			close(begin)
			<-end
			return evidence.Write(to, bag)
		})
		return err
	}
	done := make(chan error)
	held := make(chan struct{})
	go func() { done <- write("late", first, held) }()
	<-first
	close(second)
	if err := write("early", make(chan struct{}), second); err != nil {
		t.Fatal(err)
	}
	archive := filepath.Join(out, bundleName+".zip")
	before, err := os.ReadFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	close(held)
	if err := <-done; err == nil {
		t.Error("both say that they made the bundle")
	}
	if after, err := os.ReadFile(archive); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the archive of the one that made it changed (%v)", err)
	}
	if got := listing(out); got != bundleName+" "+bundleName+".zip" {
		t.Errorf("the folder holds %q", got)
	}
}

// listing gives the names in a folder, hidden ones too.
func listing(dir string) string {
	entries, _ := os.ReadDir(dir)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return strings.Join(names, " ")
}

// TestAnInterruptedBundleLeavesNothing ends the run when the signing is about to
// begin: all logs were read by then.
func TestAnInterruptedBundleLeavesNothing(t *testing.T) {
	out := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	got := runWith(ctx, t, func(w *world) {
		w.UserConfig = t.TempDir()
		w.Env = func(name string) string {
			if name == "SSH_AUTH_SOCK" {
				cancel()
			}
			return ""
		}
	}, "bundle", "create", dump(t, "no-response-pos.log"), "--out", out, "--sign-key", "agent")
	if got.code != exitInterrupted || listing(out) != "" {
		t.Errorf("exit code %d, folder %q, stderr %q", got.code, listing(out), got.err)
	}
}

func TestPutBundleEndsWithTheContext(t *testing.T) {
	out := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	a := &app{world: world{Env: func(string) string { return "" }}}
	_, err := a.putBundle(ctx, out, bundleName, true, evidence.Bag{}, func(to evidence.Folder) (evidence.Written, error) {
		f, err := to.Create("bagit.txt")
		if err != nil {
			t.Fatal(err)
		}
		cancel()
		return evidence.Written{}, f.Close()
	})
	if err == nil || listing(out) != "" {
		t.Errorf("error %v, folder %q", err, listing(out))
	}
}

func TestBundleCommandsAreWrittenInBothLanguages(t *testing.T) {
	a, root := newApp(codes.English)
	for _, cmd := range root.Commands() {
		if cmd.Name() != "bundle" {
			continue
		}
		for _, sub := range cmd.Commands() {
			m := a.docs[sub]
			for _, text := range append([]codes.Text{m.short, m.use}, m.long...) {
				if text.EN == "" || text.ZH == "" || han(text.EN) {
					t.Errorf("%s: %+v", sub.Name(), text)
				}
			}
		}
	}
}
