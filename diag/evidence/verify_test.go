package evidence

import (
	"bytes"
	"maps"
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
	var payload, tags []entry
	for name, b := range m.files {
		if strings.HasPrefix(name, dirPayload) {
			payload = append(payload, entry{name, digest(b), int64(len(b))})
		}
	}
	m.files[fileManifest] = manifest(payload)
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
		"a path leads out": {func(m *memory) {
			m.files[fileManifest] = append(m.files[fileManifest], []byte(strings.Repeat("0", 64)+"  data/../../x\n")...)
		}, "bag.place data/../../x"},
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
