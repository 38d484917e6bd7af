package evidence

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/posdoctor/posdoctor/codes"
)

// archive packs members in their order, as somebody who means ill may.
type member struct {
	name  string
	body  string
	mode  fs.FileMode
	flags uint16
}

func archive(t testing.TB, comment string, members ...member) *Tree {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	if err := z.SetComment(comment); err != nil {
		t.Fatal(err)
	}
	for _, m := range members {
		h := &zip.FileHeader{Name: m.name, Method: zip.Deflate, Flags: m.flags}
		if m.mode != 0 {
			h.SetMode(m.mode)
		}
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(m.name, "/") {
			continue
		}
		if _, err := w.Write([]byte(m.body)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	tree, err := FromZip(bytes.NewReader(buf.Bytes()), int64(buf.Len()))
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func TestArchivesThatMeanIll(t *testing.T) {
	whole := written(t, aBag(t))
	var good []member
	for name, b := range whole.files {
		good = append(good, member{name: "bundle/" + name, body: string(b)})
	}
	slices.SortFunc(good, func(a, b member) int { return strings.Compare(a.name, b.name) })
	if out := Verify(archive(t, "", good...), expectOwn(t)); !out.Passed || out.Name != "bundle" {
		t.Fatalf("the good archive: %v", ids(out.Faults))
	}
	for want, m := range map[string]member{
		"container.path ../x":                     {name: "../x"},
		"container.path bundle/../../x":           {name: "bundle/../../x"},
		"container.path /etc/passwd":              {name: "/etc/passwd"},
		`container.path bundle\..\x`:              {name: `bundle\..\x`},
		"container.path C:/x":                     {name: "C:/x"},
		"container.link bundle/link":              {name: "bundle/link", body: "/etc/passwd", mode: fs.ModeSymlink | 0o777},
		"container.link bundle/dev":               {name: "bundle/dev", mode: fs.ModeDevice | 0o600},
		"container.duplicate bundle/bagit.txt":    {name: "bundle/bagit.txt", body: "x"},
		"container.case data/report/report.txt":   {name: "bundle/data/report/Report.txt", body: "x"},
		"container.bomb bundle/data/bomb":         {name: "bundle/data/bomb", body: strings.Repeat("\x00", 32<<20)},
		"folder.added data/empty/":                {name: "bundle/data/empty/"},
		"folder.added other/":                     {name: "other/"},
		"container.duplicate bagit.txt/":          {name: "bundle/bagit.txt/"},
		"file.added __MACOSX/x":                   {name: "__MACOSX/x", body: "x"},
		"file.added .DS_Store":                    {name: "bundle/.DS_Store", body: "x"},
		"container.encrypted bundle/data/enc.txt": {name: "bundle/data/enc.txt", body: "x", flags: 1},
	} {
		t.Run(want, func(t *testing.T) {
			out := Verify(archive(t, "", append(slices.Clone(good), m)...), expectOwn(t))
			if out.Passed || !slices.Contains(ids(out.Faults), want) {
				t.Errorf("faults %v", ids(out.Faults))
			}
		})
	}
	if out := Verify(archive(t, "hidden", good...), expectOwn(t)); out.Passed {
		t.Error("a comment in the archive passes")
	}
}

// packed is a good archive as bytes, members stored as they are.
func packed(t testing.TB) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := Zip(&buf, "bundle", written(t, aBag(t)).fs(), made); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// TestNothingStandsBesideTheMembersOfAnArchive changes an archive where no
// digest of the bundle reaches, so that other unpackers would see other files.
func TestNothingStandsBesideTheMembersOfAnArchive(t *testing.T) {
	good := packed(t)
	list := bytes.Index(good, []byte(zipCentral))
	// local is one more member with a header of its own, which the list does not
	// know.
	local := func(name, body string) []byte {
		b := append([]byte(zipLocal), make([]byte, localFixed-4)...)
		binary.LittleEndian.PutUint32(b[14:], crc32.ChecksumIEEE([]byte(body)))
		binary.LittleEndian.PutUint32(b[18:], uint32(len(body)))
		binary.LittleEndian.PutUint32(b[22:], uint32(len(body)))
		binary.LittleEndian.PutUint16(b[26:], uint16(len(name)))
		return append(b, name+body...)
	}
	// moved puts bytes before the list and says so at the end.
	moved := func(b []byte) []byte {
		out := slices.Concat(good[:list], b, good[list:])
		at := out[len(out)-endFixed+16:]
		binary.LittleEndian.PutUint32(at, binary.LittleEndian.Uint32(at)+uint32(len(b)))
		return out
	}
	for name, b := range map[string][]byte{
		"a script before":                        slices.Concat([]byte("#!/bin/sh\n"), good),
		"bytes behind":                           slices.Concat(good, []byte("4111111111111111")),
		"an archive before":                      slices.Concat(good, good),
		"a member that the list does not know":   moved(local("bundle/data/evil.txt", "evil")),
		"another name in the header of a member": bytes.Replace(good, []byte("bundle/VERIFY.txt"), []byte("bundle/VERIFY.exe"), 1),
		"another sum in the list": func() []byte {
			out := bytes.Clone(good)
			binary.LittleEndian.PutUint32(out[list+16:], 0)
			return out
		}(),
	} {
		t.Run(name, func(t *testing.T) {
			tree, err := FromZip(bytes.NewReader(b), int64(len(b)))
			if err != nil {
				return // refused altogether
			}
			if out := Verify(tree, expectOwn(t)); !slices.ContainsFunc(out.Faults, func(f Fault) bool { return f.ID == "container.frame" }) {
				t.Errorf("faults %v", ids(out.Faults))
			}
		})
	}
}

// TestHeadersOfAnArchiveHideNothing puts things where no unpacker shows them.
func TestHeadersOfAnArchiveHideNothing(t *testing.T) {
	field := func(id uint16, body string) []byte {
		b := binary.LittleEndian.AppendUint16(nil, id)
		return append(binary.LittleEndian.AppendUint16(b, uint16(len(body))), body...)
	}
	for want, h := range map[string]zip.FileHeader{
		"card.clear bundle/bagit.txt":        {Extra: field(0x4242, "4111111111111111")},
		"container.path bundle/bagit.txt":    {Extra: field(extraName, "\x01....bundle/bagit.exe")},
		"container.comment bundle/bagit.txt": {Comment: "4111111111111111"},
	} {
		t.Run(want, func(t *testing.T) {
			var buf bytes.Buffer
			z := zip.NewWriter(&buf)
			for name, b := range written(t, aBag(t)).files {
				head := zip.FileHeader{Name: "bundle/" + name, Method: zip.Deflate}
				if name == fileBagit {
					head.Extra, head.Comment = h.Extra, h.Comment
				}
				w, err := z.CreateHeader(&head)
				if err != nil {
					t.Fatal(err)
				}
				if _, err := w.Write(b); err != nil {
					t.Fatal(err)
				}
			}
			if err := z.Close(); err != nil {
				t.Fatal(err)
			}
			tree, err := FromZip(bytes.NewReader(buf.Bytes()), int64(buf.Len()))
			if err != nil {
				t.Fatal(err)
			}
			if out := Verify(tree, expectOwn(t)); !slices.Contains(ids(out.Faults), want) {
				t.Errorf("faults %v", ids(out.Faults))
			}
		})
	}
}

// TestATreeThatIsTooLargeIsNotJudgedFurther holds files that nobody read not to be
// called missing.
func TestATreeThatIsTooLargeIsNotJudgedFurther(t *testing.T) {
	m := written(t, aBag(t)).fs()
	for i := range maxFiles {
		m[fmt.Sprintf("data/a%d", i)] = &fstest.MapFile{}
	}
	tree, err := FromFS("bundle", m)
	if err != nil {
		t.Fatal(err)
	}
	if out := Verify(tree, expectOwn(t)); out.Passed || len(out.Faults) != 1 || out.Faults[0].ID != "container.too_large" || len(out.Proved) > 0 {
		t.Errorf("faults %v, proved %v", ids(out.Faults), out.Proved)
	}
}

// TestAnEmptyFolderIsNamed holds folders to be those of the bundle's files.
func TestAnEmptyFolderIsNamed(t *testing.T) {
	m := written(t, aBag(t)).fs()
	m["data/card 4111"] = &fstest.MapFile{Mode: fs.ModeDir | 0o700}
	tree, err := FromFS("bundle", m)
	if err != nil {
		t.Fatal(err)
	}
	if out := Verify(tree, expectOwn(t)); !slices.Contains(ids(out.Faults), "folder.added data/card 4111/") {
		t.Errorf("faults %v", ids(out.Faults))
	}
}

func TestLinksInAFolderAreNotFollowed(t *testing.T) {
	m := written(t, aBag(t)).fs()
	m["data/link"] = &fstest.MapFile{Data: []byte("/etc/passwd"), Mode: fs.ModeSymlink | 0o777}
	tree, err := FromFS("bundle", m)
	if err != nil {
		t.Fatal(err)
	}
	if out := Verify(tree, expectOwn(t)); !slices.Contains(ids(out.Faults), "container.link data/link") {
		t.Errorf("faults %v", ids(out.Faults))
	}
}

func TestWhatIsNoBundleIsSaid(t *testing.T) {
	b := []byte("no archive")
	if _, err := FromZip(bytes.NewReader(b), int64(len(b))); err == nil {
		t.Error("a text was taken")
	}
	var p *codes.Problem
	if _, err := FromFS("home", fstest.MapFS{"letter.txt": {Data: []byte("x")}}); !errors.As(err, &p) || p.ID != "input.not_a_bundle" {
		t.Errorf("a folder of other things: %v", err)
	}
}

// FuzzFromZip holds the reader to take any bytes and to pass only what the key
// signed.
func FuzzFromZip(f *testing.F) {
	m := written(f, aBag(f))
	var buf bytes.Buffer
	if err := Zip(&buf, "bundle", m.fs(), made); err != nil {
		f.Fatal(err)
	}
	whole := buf.Bytes()
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Fuzz(func(t *testing.T, b []byte) {
		tree, err := FromZip(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return
		}
		if !Verify(tree, expectOwn(t)).Passed {
			return
		}
		for name, want := range m.files {
			if name != fileQuery && !bytes.Equal(tree.read(name), want) {
				t.Errorf("another %s passes", name)
			}
		}
	})
}
