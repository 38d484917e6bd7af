package evidence

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"

	"github.com/posdoctor/posdoctor/codes"
)

// Role says what a copy is a copy of.
type Role string

// The roles.
const (
	RoleLog        Role = "log"
	RoleStatement  Role = "statement"
	RoleAttachment Role = "attachment"
)

// Masked says how a copy was made.
type Masked struct {
	Method string           `json:"method"`        // stable id: "structure", "text", "image", "as_is"
	Counts map[string]int64 `json:"counts"`        // by kind, never the data
	Note   codes.Text       `json:"note,omitzero"` // what a reader must know of the method
}

// Redact writes a copy of in without card data to out. name is the name of the
// original, for messages. It fails where masking is impossible.
type Redact func(name string, in io.Reader, out io.Writer) (Masked, error)

// Copy is one original of which the bundle holds a copy without card data.
type Copy struct {
	Part // Write is not used
	Role Role
	Kind string // of an attachment: "screen_photo"; else ""
	Name string // of the original, safe to show
	Open func() (io.ReadCloser, error)
	// Redact makes the copy. Nil: none can be made, and Why says why; the original
	// is recorded without one.
	Redact Redact
	Why    codes.Text
	// SHA256 is what the original was when it was diagnosed; "" is not compared.
	// It is never written.
	SHA256 string
	// SameLength demands that the copy is as long as the original, so that places
	// in it stay true.
	SameLength bool
}

// Copied is what became of one original.
type Copied struct {
	Role  Role   `json:"role"`
	Kind  string `json:"kind,omitempty"`
	Name  string `json:"name"`
	Path  string `json:"path"` // below data/; "" when there is no copy
	Media string `json:"media"`
	// HMAC is HMAC-SHA256 over the original under the merchant's key.
	HMAC          string     `json:"original_hmac_sha256"`
	OriginalBytes int64      `json:"original_bytes"`
	SHA256        string     `json:"sha256"` // of the copy; "" when there is none
	Bytes         int64      `json:"bytes"`
	Masked        Masked     `json:"masked"`
	Omitted       codes.Text `json:"omitted,omitzero"`
}

// copyOne writes one copy. What is read is digested on its way, so that what was
// digested is what was masked.
func (w *writer) copyOne(c Copy) (Copied, error) {
	in, err := c.Open()
	if err != nil {
		return Copied{}, err
	}
	defer in.Close()
	keyed, plain := hmac.New(sha256.New, w.bag.Key), sha256.New()
	read := &counting{}
	seen := io.TeeReader(in, io.MultiWriter(keyed, plain, read))
	done := Copied{Role: c.Role, Kind: c.Kind, Name: c.Name, Media: c.Media, Omitted: c.Why}
	if c.Redact == nil {
		if _, err := io.Copy(io.Discard, seen); err != nil {
			return done, err
		}
		done.Masked = Masked{Method: "none", Counts: map[string]int64{}}
	} else {
		e, err := w.file(dirPayload+c.Path, func(out io.Writer) error {
			done.Masked, err = c.Redact(c.Name, seen, out)
			if err == nil {
				_, err = io.Copy(io.Discard, seen) // the digest is of the whole original
			}
			return err
		})
		if err != nil {
			return done, err
		}
		w.payload = append(w.payload, e)
		done.Path, done.SHA256, done.Bytes = c.Path, e.sha256, e.bytes
	}
	done.HMAC, done.OriginalBytes = sum(keyed), read.n
	switch {
	case c.SHA256 != "" && c.SHA256 != sum(plain):
		return done, &codes.Problem{ID: "input.changed", What: textChanged, At: c.Name, Hint: hintChanged}
	case c.SameLength && c.Redact != nil && done.Bytes != done.OriginalBytes:
		return done, fmt.Errorf("the copy of a source has %d bytes instead of %d", done.Bytes, done.OriginalBytes)
	}
	return done, w.logCopy(done)
}

// logCopy writes the custody lines of one copy.
func (w *writer) logCopy(c Copied) error {
	object := c.Path
	if object == "" {
		object = c.Name
	}
	if err := w.log.add(custodyLine{Action: actionAcquire, Object: object, HMAC: c.HMAC, Bytes: c.OriginalBytes, Note: string(c.Role) + " " + c.Name}); err != nil {
		return err
	}
	if c.Path == "" {
		return w.log.add(custodyLine{Action: actionOmit, Object: object, Note: c.Omitted.EN})
	}
	return w.log.add(custodyLine{Action: actionRedact, Object: object, HMAC: c.HMAC, After: c.SHA256, Bytes: c.Bytes, Note: c.Masked.Method})
}

func sum(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)) }

// counting counts what is written to it.
type counting struct{ n int64 }

func (c *counting) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return len(p), nil
}

var (
	textChanged = codes.Text{EN: "this changed while it was being read", ZH: "读取期间这个文件发生了变化"}
	hintChanged = codes.Text{EN: "copy the log to another place first and make the bundle from the copy", ZH: "请先把日志复制到别处，再用复制的文件生成证据包"}
)
