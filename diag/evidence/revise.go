package evidence

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/ssh"

	"github.com/posdoctor/posdoctor/codes"
)

// dirRevisions holds what earlier revisions were signed as, so that who has an
// earlier one can see that nothing of it was changed.
const dirRevisions = dirPayload + "custody/revision-"

func revisionSuffix(n int) string { return fmt.Sprintf("-r%d", n) }

func twoDigits(n int) string { return fmt.Sprintf("%02d", n) }

func revisionDir(n int) string { return dirRevisions + fmt.Sprintf("%03d/", n) }

// tagFiles are kept of an earlier revision where it has them.
var tagFiles = []string{fileBagit, fileInfo, fileManifest, fileVerify, fileTagManifest, fileSignature, fileQuery, fileStamp}

// revision is a verified bundle that is taken over into the next one.
type revision struct {
	tree   *Tree
	number int
	paths  []string
	sums   map[string]string
}

// Earlier is a bundle to which documents are added.
type Earlier struct {
	Case        string
	Revision    int
	Attachments int // how many there are already
	Typed       []string
	old         *revision
}

// Open takes a bundle for revising. It must hold together; who signed it is not
// asked, for its maker revises it. The faults come back when it does not.
func Open(t *Tree) (Earlier, []Fault) {
	out := Verify(t, Expect{Unsigned: true})
	if !out.Passed {
		return Earlier{}, out.Faults
	}
	v := &verifier{t: t}
	v.tags, v.payload = v.list(fileTagManifest), v.list(fileManifest)
	v.readLog()
	e := Earlier{Case: out.Case, Revision: out.Revision}
	for value := range v.typed() {
		e.Typed = append(e.Typed, value)
	}
	e.old = &revision{tree: t, number: out.Revision, sums: v.payload}
	for _, p := range t.paths() {
		if _, ok := v.payload[p]; ok && p != dirPayload+CustodyPath {
			e.old.paths = append(e.old.paths, p)
		}
		if strings.HasPrefix(p, dirAttachments) {
			e.Attachments++
		}
	}
	return e, nil
}

// Revise writes the next revision of a bundle into an empty folder: everything
// that was there, byte for byte, the earlier tag files and signature, and the
// copies of bag. The bag's case and revision are those of the earlier one.
func Revise(to Folder, e Earlier, bag Bag) (Written, error) {
	bag.Case, bag.Revision, bag.earlier = e.Case, e.Revision+1, e.old
	bag.Typed = append(bag.Typed, e.Typed...)
	bag.Late = func(copies []Copied) ([]Part, error) {
		body, err := indented(addition{Schema: "posdoctor.addition/1", Revision: bag.Revision, Attachments: append([]Copied{}, copies...)})
		if err != nil {
			return nil, err
		}
		return []Part{{
			Path: additionPath(bag.Revision), Media: "application/json", Title: titleAddition,
			Write: func(w io.Writer) error { _, err := w.Write(body); return err },
		}}, nil
	}
	return Write(to, bag)
}

func additionPath(n int) string { return fmt.Sprintf("record/addition-%03d.json", n) }

// addition is the record of what a later revision added.
type addition struct {
	Schema      string   `json:"schema"`
	Revision    int      `json:"revision"`
	Attachments []Copied `json:"attachments"`
}

// takeOver copies an earlier revision before anything new is written.
func (w *writer) takeOver() error {
	old := w.bag.earlier
	if old == nil {
		return nil
	}
	for _, p := range old.paths {
		e, err := w.verbatim(p, p)
		if err != nil {
			return err
		}
		if e.sha256 != old.sums[p] {
			return &codes.Problem{ID: "input.changed", What: textChanged, At: p, Hint: hintChanged}
		}
	}
	for _, name := range tagFiles {
		if old.tree.has(name) {
			if _, err := w.verbatim(name, revisionDir(old.number)+name); err != nil {
				return err
			}
		}
	}
	log := old.tree.read(dirPayload + CustodyPath)
	lines, broken := readCustody(log)
	if broken > 0 {
		return fmt.Errorf("the custody log breaks at line %d", broken)
	}
	w.log.goOn(log, lines[len(lines)-1])
	err := w.log.add(custodyLine{
		Action: actionRevise, Object: strings.TrimPrefix(revisionDir(old.number), dirPayload) + fileTagManifest,
		Before: digest(old.tree.read(fileTagManifest)), Note: fmt.Sprintf("revision %d", old.number),
	})
	if err == nil && w.bag.Reply != nil {
		err = w.reply()
	}
	return err
}

// reply writes a time stamp reply beside what it stamps.
func (w *writer) reply() error {
	old := w.bag.earlier
	if old.tree.has(fileStamp) {
		return &codes.Problem{ID: "input.timestamp", What: textStampTwice}
	}
	if err := checkReply(old.tree.read(fileTagManifest), w.bag.Reply); err != nil {
		return err
	}
	e, err := w.bytes(revisionDir(old.number)+fileStamp, w.bag.Reply)
	if err != nil {
		return err
	}
	w.payload = append(w.payload, e)
	return w.log.add(custodyLine{Action: actionStamp, Object: strings.TrimPrefix(e.path, dirPayload), After: e.sha256, Bytes: e.bytes})
}

func (w *writer) verbatim(from, to string) (entry, error) {
	e, err := w.file(to, func(out io.Writer) error {
		in, err := w.bag.earlier.tree.files[from].open()
		if err != nil {
			return err
		}
		defer in.Close()
		_, err = io.Copy(out, in)
		return err
	})
	w.payload = append(w.payload, e)
	return e, err
}

// revisions checks that every earlier revision is preserved: its tag files are
// those that the custody log knows, its signature fits, and what it listed is
// there unchanged. The custody log may only have grown.
func (v *verifier) revisions() {
	n := 0
	for _, l := range v.log {
		if l.Action != actionRevise {
			continue
		}
		n++
		if !v.preserved(n, l) {
			v.fault("revision.wrong", strings.TrimSuffix(revisionDir(n), "/"), "")
		}
	}
	if v.out.Revision != n+1 && v.whole && v.t.has(fileInfo) {
		v.fault("bag.revision", fileInfo, "")
	}
}

func (v *verifier) preserved(n int, l custodyLine) bool {
	dir := revisionDir(n)
	tagManifest := v.t.read(dir + fileTagManifest)
	if digest(tagManifest) != l.Before {
		return false
	}
	tags := parseManifest(tagManifest)
	if tags.wrong || tags.foreign {
		return false
	}
	for p, want := range tags.files {
		if v.digests[dir+p] != want {
			return false
		}
	}
	if v.t.has(dir+fileSignature) && checkSignature(tagManifest, v.t.read(dir+fileSignature)) == nil {
		return false
	}
	old := parseManifest(v.t.read(dir + fileManifest))
	for p, want := range old.files {
		if p == dirPayload+CustodyPath {
			if !begins(v.t.read(p), want) {
				return false
			}
		} else if v.digests[p] != want {
			return false
		}
	}
	return !old.wrong && !old.foreign
}

// begins reports whether some first lines of a log have that digest.
func begins(log []byte, want string) bool {
	for end := 0; ; {
		next := bytes.IndexByte(log[end:], '\n')
		if next < 0 {
			return false
		}
		if end += next + 1; digest(log[:end]) == want {
			return true
		}
	}
}

// otherSigners are the keys of the earlier revisions that are not the last one's.
func (v *verifier) otherSigners() []string {
	var out []string
	for n := 1; n < v.out.Revision; n++ {
		dir := revisionDir(n)
		key := checkSignature(v.t.read(dir+fileTagManifest), v.t.read(dir+fileSignature))
		if key != nil && ssh.FingerprintSHA256(key) != v.out.Fingerprint {
			out = append(out, ssh.FingerprintSHA256(key))
		}
	}
	return out
}

var titleAddition = codes.Text{EN: "what this revision added", ZH: "本次版本增加的内容"}
