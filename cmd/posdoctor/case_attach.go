package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/store"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/cases"
	"github.com/posdoctor/posdoctor/transcripts/redact"
	"github.com/posdoctor/posdoctor/transcripts/redact/pdf"
)

// maxDocument bounds a document in bytes: photographs and scans are smaller.
const maxDocument = 32 << 20

// attachment is a document on its way into a case.
type attachment struct {
	name, kind string
	checked    cases.Checked
	data       []byte
}

func (d *attachment) line() *cases.Document {
	sum := sha256.Sum256(d.data)
	return &cases.Document{Name: d.name, SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(d.data)), Type: d.kind, Checked: d.checked}
}

// attachment reads a document that is written FILE or FILE:TYPE. Clear card
// data in a text is masked; anything else that shows some is refused, and so
// are archives, since nobody can see what is in them.
func (a *app) attachment(asked string) (*attachment, error) {
	path, kind := asked, "other"
	if i := strings.LastIndex(asked, ":"); i > 0 && slices.Contains(cases.DocumentTypes, asked[i+1:]) {
		path, kind = asked[:i], asked[i+1:]
	}
	data, err := readDocument(path)
	if err != nil {
		return nil, inputProblem(err)
	}
	doc := &attachment{name: a.documentName(path), kind: kind, data: data}
	switch {
	case casePacked(data):
		return nil, &codes.Problem{ID: "input.document_packed", What: textPacked, At: path, Hint: hintPacked}
	case readable(data):
		doc.checked = cases.CheckedClean
		if masked := redact.New(nil).Text(string(data)); masked != string(data) {
			doc.checked, doc.data = cases.CheckedMasked, []byte(masked)
		}
	default:
		doc.checked = cases.CheckedShapes
	}
	if len(redact.Scan(doc.data)) > 0 || bytes.HasPrefix(data, []byte("%PDF-")) && pdf.Look(data).Card {
		return nil, &codes.Problem{ID: "input.document_card", What: textCardInside, At: path, Hint: hintCardInside}
	}
	return doc, nil
}

func readDocument(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, &fs.PathError{Op: "read", Path: path, Err: errors.New("not a file")}
	case info.Size() > maxDocument:
		return nil, &fs.PathError{Op: "read", Path: path, Err: store.ErrTooLarge}
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxDocument))
}

// documentName keeps of a file's name what every system takes.
func (a *app) documentName(path string) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`<>:"/\|?* `, r) {
			return '_'
		}
		return r
	}, a.mask(filepath.Base(path)))
	name = strings.Trim(strings.ReplaceAll(name, "*", "_"), "._")
	if name == "" {
		return "document"
	}
	const most = 100 // bytes; systems take 255
	if len(name) > most {
		ext := filepath.Ext(name)
		if len(ext) > 10 {
			ext = ""
		}
		name = strings.ToValidUTF8(name[:most-len(ext)], "") + ext
	}
	return name
}

// readable reports whether a document is text that can be looked through.
func readable(data []byte) bool { return utf8.Valid(data) && !bytes.ContainsRune(data, 0) }

// packs are the first bytes of archives and compressed files.
var packs = []string{"PK\x03\x04", "PK\x05\x06", "\x1f\x8b", "BZh", "\xfd7zXZ\x00", "7z\xbc\xaf\x27\x1c", "Rar!", "\x28\xb5\x2f\xfd"}

func casePacked(data []byte) bool {
	return slices.ContainsFunc(packs, func(p string) bool { return bytes.HasPrefix(data, []byte(p)) }) ||
		len(data) > 262 && bytes.Equal(data[257:262], []byte("ustar"))
}
