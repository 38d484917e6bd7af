package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"path/filepath"

	"github.com/posdoctor/posdoctor/codes"
)

// documentFaults compares the documents of a case with what its lines say of
// them.
func (d *desk) documentFaults(c *caseFile) []error {
	folder := filepath.Join(filepath.Dir(d.files.Path(c.id)), "documents")
	fault := func(id string, what codes.Text, name string) error {
		return &codes.Problem{ID: "verify.document_" + id, What: what, At: filepath.Join(folder, name), Hint: hintDocument}
	}
	var out []error
	listed := map[string]bool{}
	for _, doc := range c.state.Documents {
		listed[doc.Name] = true
		data, err := d.files.Document(c.id, doc.Name)
		sum := sha256.Sum256(data)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			out = append(out, fault("removed", textDocumentGone, doc.Name))
		case err != nil:
			out = append(out, caseProblem(err, false))
		case hex.EncodeToString(sum[:]) != doc.SHA256:
			out = append(out, fault("changed", textDocumentChanged, doc.Name))
		}
	}
	there, err := d.files.Documents(c.id)
	if err != nil {
		return append(out, caseProblem(err, false))
	}
	for _, name := range there {
		if !listed[name] {
			out = append(out, fault("unlisted", textDocumentUnlisted, name))
		}
	}
	return out
}
