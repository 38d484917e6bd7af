package evidence

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
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

func TestNothingStandsBeforeAnArchive(t *testing.T) {
	buf := bytes.NewBufferString("#!/bin/sh\n")
	if err := Zip(buf, "bundle", written(t, aBag(t)).fs(), made); err != nil {
		t.Fatal(err)
	}
	tree, err := FromZip(bytes.NewReader(buf.Bytes()), int64(buf.Len()))
	if err != nil {
		return // refused altogether
	}
	if out := Verify(tree, expectOwn(t)); !slices.Contains(ids(out.Faults), "container.prefix zip") {
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

func TestWhatIsNoArchiveIsSaid(t *testing.T) {
	b := []byte("no archive")
	if _, err := FromZip(bytes.NewReader(b), int64(len(b))); err == nil {
		t.Error("it was taken")
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
