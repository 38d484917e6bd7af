package evidence

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/posdoctor/posdoctor/transcripts/redact"
)

func TestAnUntouchedBundlePasses(t *testing.T) {
	out := Verify(written(t, aBag(t)).tree(t), expectOwn(t))
	if !out.Passed || out.Signer != SignerKnown || out.Case != "2026-0042" || out.Files != 5 || out.Revision != 1 {
		t.Errorf("%+v", out)
	}
	if len(out.Proved) == 0 || len(out.NotProved) == 0 {
		t.Errorf("proved %v, not proved %v", out.Proved, out.NotProved)
	}
}

// TestAnySingleChangeIsNamed changes one thing in a bundle: the verification
// fails and names that file.
func TestAnySingleChangeIsNamed(t *testing.T) {
	whole := written(t, aBag(t))
	names := slices.Sorted(maps.Keys(whole.files))
	rapid.Check(t, func(r *rapid.T) {
		m := whole.clone()
		name := rapid.SampledFrom(names).Draw(r, "file")
		other := name
		switch rapid.SampledFrom([]string{"flip", "cut", "grow", "remove", "add", "rename"}).Draw(r, "change") {
		case "flip":
			b := bytes.Clone(m.files[name])
			i := rapid.IntRange(0, len(b)-1).Draw(r, "at")
			b[i] ^= byte(rapid.IntRange(1, 255).Draw(r, "by"))
			m.files[name] = b
		case "cut":
			b := m.files[name]
			m.files[name] = b[:rapid.IntRange(0, len(b)-1).Draw(r, "at")]
		case "grow":
			m.files[name] = append(bytes.Clone(m.files[name]), byte(rapid.IntRange(0, 255).Draw(r, "byte")))
		case "remove":
			if name == fileQuery {
				return // nobody claims that there was one
			}
			delete(m.files, name)
		case "add":
			name = rapid.SampledFrom([]string{"x", "data/x", ".DS_Store", "data/report/x.txt", "data/custody/revision-001/x", "__MACOSX/x", "manifest-sha512.txt"}).Draw(r, "new")
			m.files[name] = []byte("added")
		case "rename":
			if name == fileQuery {
				return
			}
			other = name + ".old"
			m.files[other] = m.files[name]
			delete(m.files, name)
		}
		out := Verify(m.tree(t), expectOwn(t))
		if out.Passed {
			r.Fatalf("%s was touched and the bundle passes", name)
		}
		if !slices.ContainsFunc(out.Faults, func(f Fault) bool { return f.Path == name || f.To == name || f.Path == other }) {
			r.Fatalf("%s is not named: %v", name, ids(out.Faults))
		}
	})
}

func TestARenamedFileIsNamedWithBothNames(t *testing.T) {
	m := written(t, aBag(t))
	m.files["data/report/new.txt"] = m.files["data/report/other.txt"]
	delete(m.files, "data/report/other.txt")
	out := Verify(m.tree(t), expectOwn(t))
	if !slices.Contains(out.Faults, Fault{"file.renamed", "data/report/other.txt", "data/report/new.txt"}) {
		t.Errorf("faults %v", out.Faults)
	}
}

// resign writes the manifests anew and signs them, as somebody would who changes
// a bundle and knows BagIt.
func resign(t *testing.T, m *memory, seed byte) {
	t.Helper()
	var payload []entry
	for name, b := range m.files {
		if strings.HasPrefix(name, dirPayload) {
			payload = append(payload, entry{name, digest(b), int64(len(b))})
		}
	}
	m.files[fileManifest] = manifest(payload)
	retag(t, m, seed)
}

// retag writes the tag manifest anew and signs it.
func retag(t *testing.T, m *memory, seed byte) {
	t.Helper()
	var tags []entry
	for _, name := range []string{fileBagit, fileInfo, fileManifest, fileVerify} {
		tags = append(tags, entry{name, digest(m.files[name]), 0})
	}
	m.files[fileTagManifest] = manifest(tags)
	sig, err := sign(m.files[fileTagManifest], signerOf(t, seed))
	if err != nil {
		t.Fatal(err)
	}
	m.files[fileSignature] = sig
	delete(m.files, fileQuery)
}

func TestForgeries(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*memory)
		want   string
	}{
		"a custody line is edited": {func(m *memory) {
			p := dirPayload + CustodyPath
			m.files[p] = bytes.Replace(m.files[p], []byte("A. Shop"), []byte("B. Shop"), 1)
			resign(t, m, 1)
		}, "custody.chain data/custody/custody.jsonl"},
		"a custody line is removed": {func(m *memory) {
			p := dirPayload + CustodyPath
			lines := bytes.SplitAfter(m.files[p], []byte("\n"))
			m.files[p] = bytes.Join(slices.Delete(lines, 1, 2), nil)
			resign(t, m, 1)
		}, "custody.chain data/custody/custody.jsonl"},
		"a file is changed and signed by the same key": {func(m *memory) {
			m.files["data/report/report.txt"] = []byte("the customer was not charged\n")
			resign(t, m, 1)
		}, "custody.object data/report/report.txt"},
		"the whole is signed by another key": {func(m *memory) { resign(t, m, 2) }, "signature.other tagmanifest-sha256.txt.sig"},
		"the signature is taken away":        {func(m *memory) { delete(m.files, fileSignature) }, "signature.removed tagmanifest-sha256.txt.sig"},
		"a card number comes in": {func(m *memory) {
			m.files["data/report/report.txt"] = []byte("card 4111111111111111\n")
			resign(t, m, 1)
		}, "card.clear data/report/report.txt"},
		"files are to be downloaded": {func(m *memory) { m.files["fetch.txt"] = []byte("http://x 1 data/x\n") }, "bag.fetch fetch.txt"},
		"line ends are turned": {func(m *memory) {
			m.files[fileBagit] = bytes.ReplaceAll(m.files[fileBagit], []byte("\n"), []byte("\r\n"))
			resign(t, m, 1)
		}, "bag.format bagit.txt"},
		"the last custody lines are removed": {func(m *memory) {
			p := dirPayload + CustodyPath
			lines := bytes.SplitAfter(m.files[p], []byte("\n"))
			m.files[p] = bytes.Join(lines[:len(lines)-2], nil)
			resign(t, m, 1)
		}, "custody.end data/custody/custody.jsonl"},
		"a revision that cannot be": {func(m *memory) {
			m.files[fileInfo] = bytes.Replace(m.files[fileInfo], []byte("Revision: 1"), []byte("Revision: 2000000000"), 1)
			resign(t, m, 1)
		}, "bag.revision bag-info.txt"},
		"a path leads out": {func(m *memory) {
			m.files[fileManifest] = append(m.files[fileManifest], []byte(strings.Repeat("0", 64)+"  data/../../x\n")...)
		}, "bag.name data/../../x"},
		"the time stamp is of something else": {func(m *memory) {
			m.files[fileQuery], _ = stampQuery([]byte("else"))
		}, "stamp.query tagmanifest-sha256.txt.tsq"},
	} {
		t.Run(name, func(t *testing.T) {
			m := written(t, aBag(t))
			tt.change(m)
			out := Verify(m.tree(t), expectOwn(t))
			if out.Passed || !slices.Contains(ids(out.Faults), tt.want) {
				t.Errorf("faults %v, want %s", ids(out.Faults), tt.want)
			}
		})
	}
}

// honestly writes a file into a bundle as its maker could who means ill: the
// custody log and all manifests tell of it and the signature fits.
func honestly(t *testing.T, m *memory, name string, body []byte) {
	t.Helper()
	m.files[name] = body
	var log custody
	lines, broken := readCustody(m.files[dirPayload+CustodyPath])
	if broken > 0 {
		t.Fatal("the custody log is broken before")
	}
	log.now, log.actor, log.tool = made, "A. Shop", "posdoctor test"
	told := false
	for _, l := range lines {
		if dirPayload+l.Object == name && l.After != "" {
			l.After, told = digest(body), true
		}
		if l.Action == actionPack && !told && strings.HasPrefix(name, dirPayload) {
			if err := log.add(custodyLine{Action: actionAnalyse, Object: strings.TrimPrefix(name, dirPayload), After: digest(body)}); err != nil {
				t.Fatal(err)
			}
		}
		if err := log.add(l); err != nil {
			t.Fatal(err)
		}
	}
	m.files[dirPayload+CustodyPath] = log.out.Bytes()
	files, size := 0, 0
	for p, b := range m.files {
		if strings.HasPrefix(p, dirPayload) {
			files, size = files+1, size+len(b)
		}
	}
	oxum := regexp.MustCompile(`(?m)^Payload-Oxum: .*$`)
	m.files[fileInfo] = oxum.ReplaceAll(m.files[fileInfo], fmt.Appendf(nil, "Payload-Oxum: %d.%d", size, files))
	resign(t, m, 1)
}

// TestCardDataIsSeenInEveryKindOfFile smuggles a published test number past the
// digests, as nobody but the maker of a bundle can.
func TestCardDataIsSeenInEveryKindOfFile(t *testing.T) {
	const pan = "4111111111111111"
	jpg, png := aJPEG(t), aPNG(t)
	end := len(png) - len(chunk("IEND", ""))
	for name, tt := range map[string]struct{ path, body, want string }{
		"nothing":                        {"data/report/report.txt", "the customer was charged\n", ""},
		"an image":                       {"data/attachments/01-receipt.png", png, ""},
		"a photograph":                   {"data/attachments/01-receipt.jpg", jpg, ""},
		"in a text":                      {"data/report/report.txt", "card " + pan, "card.clear"},
		"in groups":                      {"data/report/report.txt", "card 4111-1111-1111-1111", "card.clear"},
		"in UTF-16":                      {"data/attachments/01-other.txt", "\xFF\xFE" + strings.Join(strings.Split(pan, ""), "\x00") + "\x00", "card.clear"},
		"in hex":                         {"data/source/statement.redacted.csv", "41 11 11 11 11 11 11 11", "card.clear"},
		"in a log copy":                  {"data/source/terminal-log.redacted.bin", "10:14:03 card " + pan + "\n", "card.clear"},
		"in characters of HTML":          {"data/report/report.html", "<p>&#52;&#x31;11&#0049;111 1111 1111</p>", "card.clear"},
		"between the tags of HTML":       {"data/report/report.html", "<p>4111<b>1111</b><span class=x>1111</span><!-- x -->1111</p>", "card.clear"},
		"called a digest":                {"data/record/addition-002.json", `{"sha256":"4111111111111111"}`, "card.clear"},
		"in characters of JSON":          {"data/record/addition-002.json", `{"note":"4\u0031111111\u003111111111"}`, "card.clear"},
		"in a comment of an image":       {"data/attachments/01-receipt.png", png[:end] + chunk("tEXt", "Comment\x00"+pan) + png[end:], "card.clear"},
		"in what draws an image":         {"data/attachments/01-receipt.png", png[:end] + chunk("tRNS", pan) + png[end:], "card.clear"},
		"in the EXIF of a photograph":    {"data/attachments/01-receipt.jpg", jpg[:2] + segment(0xE1, "Exif\x00\x00"+pan) + jpg[2:], "card.clear"},
		"behind a photograph":            {"data/attachments/01-receipt.jpg", jpg + pan, "card.clear"},
		"the place of a photograph":      {"data/attachments/01-receipt.jpg", jpg[:2] + segment(0xE1, "Exif\x00\x0052.5163 N") + jpg[2:], "image.hidden"},
		"a text under an image's name":   {"data/attachments/01-receipt.jpg", "card " + pan, "card.clear"},
		"an image's name somewhere else": {"data/report/receipt.jpg", "card " + pan, "card.clear"},
		"in a PDF":                       {"data/attachments/01-letter.pdf", "%PDF-1.7\n1 0 obj<</Title(" + pan + ")>>endobj\n", "card.clear"},
		"in a packed PDF":                {"data/attachments/01-letter.pdf", aPDF("", "BT [(4111 11)-20(11 1111 1111)] TJ ET"), "card.clear"},
		"behind a PDF":                   {"data/attachments/01-letter.pdf", "%PDF-1.7\n%%EOF\n" + pan, "card.clear"},
		"in VERIFY.txt":                  {"VERIFY.txt", pan, "card.clear"},
	} {
		t.Run(name, func(t *testing.T) {
			m := written(t, aBag(t))
			honestly(t, m, tt.path, []byte(tt.body))
			out := Verify(m.tree(t), expectOwn(t))
			if tt.want == "" && !out.Passed || tt.want != "" && !slices.Contains(ids(out.Faults), tt.want+" "+tt.path) {
				t.Errorf("faults %v, want %s", ids(out.Faults), tt.want)
			}
			for _, f := range out.Faults {
				if f.Path != tt.path {
					t.Errorf("%s is named for nothing", f.Path)
				}
			}
		})
	}
}

// TestWhatNobodyLookedIntoIsSaid holds the outcome to name documents of which a
// part was not checked.
func TestWhatNobodyLookedIntoIsSaid(t *testing.T) {
	for name, tt := range map[string]struct {
		path, body string
		want       bool
	}{
		"a photograph":         {"data/attachments/01-receipt.jpg", aJPEG(t), true},
		"a PDF that was read":  {"data/attachments/01-letter.pdf", "%PDF-1.7\n1 0 obj<<>>stream\nBT (x) Tj ET\nendstream", false},
		"a PDF with a picture": {"data/attachments/01-letter.pdf", "%PDF-1.7\n1 0 obj<</Subtype/Image>>stream\nx\nendstream", true},
		"a locked PDF":         {"data/attachments/01-letter.pdf", "%PDF-1.7\ntrailer<</Encrypt 1 0 R>>", true},
		"a text":               {"data/attachments/01-other.txt", "x", false},
	} {
		t.Run(name, func(t *testing.T) {
			m := written(t, aBag(t))
			honestly(t, m, tt.path, []byte(tt.body))
			out := Verify(m.tree(t), expectOwn(t))
			if got := slices.Contains(out.NotProved, openPartly.With(1)); !out.Passed || got != tt.want {
				t.Errorf("faults %v, not proved %v", ids(out.Faults), out.NotProved)
			}
		})
	}
}

// TestOneCauseIsOneFault holds what follows from a fault not to hide it: a receiver
// should see the one thing that happened.
func TestOneCauseIsOneFault(t *testing.T) {
	edited := func(name string, edit func([]byte) []byte) func(*memory) {
		return func(m *memory) { m.files[name] = edit(bytes.Clone(m.files[name])) }
	}
	// relisted edits the manifest of the payload and lets the tag manifest say so.
	relisted := func(edit func(string) string) func(*memory) {
		return func(m *memory) {
			m.files[fileManifest] = []byte(edit(string(m.files[fileManifest])))
			retag(t, m, 1)
		}
	}
	digits := regexp.MustCompile(`(?m)^\w+`)
	for name, tt := range map[string]struct {
		change func(*memory)
		want   []string
	}{
		"the manifest is gone":      {func(m *memory) { delete(m.files, fileManifest) }, []string{"file.removed manifest-sha256.txt"}},
		"a file is emptied":         {edited("data/report/report.txt", func([]byte) []byte { return nil }), []string{"file.changed data/report/report.txt"}},
		"a file is gone":            {func(m *memory) { delete(m.files, "data/report/report.txt") }, []string{"file.removed data/report/report.txt"}},
		"the custody log is gone":   {func(m *memory) { delete(m.files, dirPayload+CustodyPath) }, []string{"file.removed data/custody/custody.jsonl"}},
		"bag-info.txt is gone":      {func(m *memory) { delete(m.files, fileInfo) }, []string{"file.removed bag-info.txt"}},
		"line ends of the manifest": {relisted(func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }), []string{"bag.foreign manifest-sha256.txt"}},
		"capitals in the manifest":  {relisted(func(s string) string { return digits.ReplaceAllStringFunc(s, strings.ToUpper) }), []string{"bag.foreign manifest-sha256.txt"}},
		"one blank in the manifest": {relisted(func(s string) string { return strings.ReplaceAll(s, "  ", " ") }), []string{"bag.foreign manifest-sha256.txt"}},
		"marks of binary files":     {relisted(func(s string) string { return strings.ReplaceAll(s, "  ", " *") }), []string{"bag.foreign manifest-sha256.txt"}},
		"a file is listed twice":    {relisted(func(s string) string { return s + s[:strings.Index(s, "\n")+1] }), []string{"bag.line manifest-sha256.txt"}},
		"a name in percent": {func(m *memory) {
			honestly(t, m, "data/a%b.txt", []byte("x"))
			relisted(func(s string) string { return strings.ReplaceAll(s, "%", "%25") })(m)
		}, []string{"bag.name data/a%b.txt", "bag.foreign manifest-sha256.txt"}},
		"a name in Chinese": {func(m *memory) { honestly(t, m, "data/附件.txt", []byte("x")) }, []string{"bag.name data/附件.txt"}},
		"a custody line is cut away": {func(m *memory) {
			p := dirPayload + CustodyPath
			m.files[p] = slices.Concat(bytes.SplitAfter(m.files[p], []byte("\n"))[1:]...)
			resign(t, m, 1)
		}, []string{"custody.chain data/custody/custody.jsonl"}},
	} {
		t.Run(name, func(t *testing.T) {
			m := written(t, aBag(t))
			tt.change(m)
			if got := ids(Verify(m.tree(t), expectOwn(t)).Faults); !slices.Equal(got, tt.want) {
				t.Errorf("faults %v, want %v", got, tt.want)
			}
		})
	}
}

// TestNamesOfABundleAreShownMasked holds an outcome to give away nothing that the
// maker of a bundle put into a name.
func TestNamesOfABundleAreShownMasked(t *testing.T) {
	const pan = "4111111111111111"
	m := written(t, aBag(t))
	m.files["data/"+pan+"\x1b[2J.txt"] = []byte("x")
	m.files[fileInfo] = bytes.Replace(m.files[fileInfo], []byte("2026-0042"), []byte(pan), 1)
	tree, err := FromFS(pan, m.fs())
	if err != nil {
		t.Fatal(err)
	}
	for _, shown := range []any{Verify(tree, expectOwn(t)), Inspect(tree)} {
		b, err := json.Marshal(shown)
		if err != nil || bytes.Contains(b, []byte(pan)) || bytes.Contains(b, []byte("u001b")) || !bytes.Contains(b, []byte("411111******1111.txt")) {
			t.Errorf("%s (%v)", b, err)
		}
	}
}

// TestANumberThatTheRecordExplainsIsSaid holds the outcome not to claim that there
// is no card number where only the record says that it is another one.
func TestANumberThatTheRecordExplainsIsSaid(t *testing.T) {
	for body, want := range map[string]bool{`{"order":"4111111111111111"}`: true, `{"order":"20261122101403"}`: false} {
		m := written(t, aBag(t))
		honestly(t, m, "data/record/addition-002.json", []byte(body))
		out := Verify(m.tree(t), expectOwn(t))
		if got := slices.Contains(out.NotProved, openAlike.With(1)); !out.Passed || got != want {
			t.Errorf("%s: faults %v, not proved %v", body, ids(out.Faults), out.NotProved)
		}
	}
}

func TestSigners(t *testing.T) {
	unsigned := aBag(t)
	unsigned.Signer = nil
	signed := written(t, aBag(t)).tree(t)
	none := written(t, unsigned).tree(t)
	for name, tt := range map[string]struct {
		tree   *Tree
		expect Expect
		signer SignerState
		passed bool
	}{
		"nobody is expected":               {signed, Expect{}, SignerUnknown, false},
		"nobody is expected, files only":   {signed, Expect{Unsigned: true}, SignerUnknown, true},
		"the right key":                    {signed, expectOwn(t), SignerKnown, true},
		"another key":                      {signed, Expect{Fingerprints: []string{"SHA256:x"}}, SignerOther, false},
		"another key, files only":          {signed, Expect{Fingerprints: []string{"SHA256:x"}, Unsigned: true}, SignerOther, false},
		"unsigned":                         {none, Expect{}, SignerNone, false},
		"unsigned, though a key is expect": {none, expectOwn(t), SignerNone, false},
		"unsigned, files only":             {none, Expect{Unsigned: true}, SignerNone, true},
	} {
		t.Run(name, func(t *testing.T) {
			out := Verify(tt.tree, tt.expect)
			if out.Signer != tt.signer || out.Passed != tt.passed {
				t.Errorf("signer %s, passed %v: %v", out.Signer, out.Passed, ids(out.Faults))
			}
		})
	}
	if got := string(written(t, unsigned).files[fileInfo]); !strings.Contains(got, "\nSigned: no\n") {
		t.Errorf("bag-info of an unsigned bundle:\n%s", got)
	}
}

func TestEveryFaultHasWords(t *testing.T) {
	for id, text := range faultTexts {
		if text.EN == "" || text.ZH == "" {
			t.Errorf("%s: %+v", id, text)
		}
	}
	for _, f := range []string{"file.changed", "container.bomb", "card.clear", "signature.key", "custody.object"} {
		if (Fault{ID: f}).What().IsZero() {
			t.Errorf("%s has no words", f)
		}
	}
}

// TestDigestsAreNotTakenForCardNumbers makes bundles under many keys: now and
// then the digits of a digest or of a fingerprint are those of a card number.
func TestDigestsAreNotTakenForCardNumbers(t *testing.T) {
	looked := 0
	for n := range 150 {
		bag := aBag(t)
		bag.Key, bag.Signer = []byte{byte(n)}, signerOf(t, byte(n))
		bag.Made = made.AddDate(0, 0, n)
		m := written(t, bag)
		for _, b := range m.files {
			looked += len(redact.Scan(b))
		}
		if out := Verify(m.tree(t), Expect{Unsigned: true}); !out.Passed {
			t.Errorf("run %d: %v", n, ids(out.Faults))
		}
		again := revised(t, m, byte(n))
		if out := Verify(again.tree(t), Expect{Unsigned: true}); !out.Passed {
			t.Errorf("run %d, revised: %v", n, ids(out.Faults))
		}
	}
	if looked < 10 {
		t.Errorf("only %d digests look like card numbers: the test looks for nothing", looked)
	}
}
