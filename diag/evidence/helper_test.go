package evidence

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"io"
	"maps"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/crypto/ssh"
)

var made = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)

// memory is a folder that may run full.
type memory struct {
	files map[string][]byte
	room  int // bytes left; negative is no bound
	most  int // files that may still be made; negative is no bound
}

var errFull = errors.New("disk full")

func newMemory() *memory { return &memory{files: map[string][]byte{}, room: -1, most: -1} }

func (m *memory) Create(name string) (io.WriteCloser, error) {
	if m.most == 0 {
		return nil, errFull
	}
	m.most--
	m.files[name] = nil
	return &memoryFile{m, name}, nil
}

type memoryFile struct {
	m    *memory
	name string
}

func (f *memoryFile) Write(p []byte) (int, error) {
	if f.m.room >= 0 {
		if len(p) > f.m.room {
			return 0, errFull
		}
		f.m.room -= len(p)
	}
	f.m.files[f.name] = append(f.m.files[f.name], p...)
	return len(p), nil
}

func (f *memoryFile) Close() error { return nil }

// fs gives the files, without those whose name is no path.
func (m *memory) fs() fstest.MapFS {
	out := fstest.MapFS{}
	for name, b := range m.files {
		out[name] = &fstest.MapFile{Data: b, Mode: 0o600}
	}
	return out
}

func (m *memory) clone() *memory {
	out := newMemory()
	out.files = maps.Clone(m.files)
	return out
}

func (m *memory) tree(t testing.TB) *Tree {
	t.Helper()
	tree, err := FromFS("bundle", m.fs())
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// signerOf gives a key that is always the same.
func signerOf(t testing.TB, seed byte) ssh.Signer {
	t.Helper()
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, ed25519.SeedSize))
	signer, err := ssh.NewSignerFromKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return signer
}

const aLog = "10:14:03 sale stan=000123 amount=128.00\n10:14:03 card 4111111111111111\n10:14:33 no answer\n"

func opened(s string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(s)), nil }
}

func textPart(path, body string) Part {
	return Part{Path: path, Media: "text/plain", Write: func(w io.Writer) error { _, err := io.WriteString(w, body); return err }}
}

// aBag is a small signed bundle.
func aBag(t testing.TB) Bag {
	return Bag{
		Case: "2026-0042", By: "A. Shop", Revision: 1, Made: made, Tool: "posdoctor test", Key: []byte("the merchant's key"),
		Copies: []Copy{{Part: Part{Path: "source/terminal-log.redacted.bin"}, Role: RoleLog, Name: "pos.log", Open: opened(aLog), Redact: MaskText, SameLength: true}},
		Parts:  []Part{textPart("report/report.txt", "the customer was charged\n"), textPart("report/other.txt", "another\n")},
		Late: func(done []Copied) ([]Part, error) {
			p, err := Redaction(done)
			return []Part{p}, err
		},
		Signer: signerOf(t, 1), Query: true,
	}
}

func written(t testing.TB, bag Bag) *memory {
	t.Helper()
	m := newMemory()
	if _, err := Write(m, bag); err != nil {
		t.Fatal(err)
	}
	return m
}

func expectOwn(t testing.TB) Expect {
	return Expect{Fingerprints: []string{ssh.FingerprintSHA256(signerOf(t, 1).PublicKey())}, Now: made}
}

func ids(faults []Fault) []string {
	var out []string
	for _, f := range faults {
		out = append(out, f.ID+" "+f.Path)
	}
	return out
}
