package evidence

import (
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/crypto/ssh"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// Bag is a bundle to be written.
type Bag struct {
	Case     string // the number that the bank or the network gave; may be empty
	By       string // who makes it; may be empty
	Revision int    // from 1 up
	Made     time.Time
	Tool     string // "posdoctor 0.1"
	Copies   []Copy
	Parts    []Part
	// Late gives the parts that tell of the copies; it is called when they are
	// written.
	Late func([]Copied) ([]Part, error)
	// Typed are values such as reference numbers that pass the last scan of the
	// text parts wherever they stand whole.
	Typed []string
	// Key is the merchant's key for the digests of originals.
	Key []byte
	// Signer signs the bundle; nil leaves it unsigned, which bag-info.txt says.
	Signer ssh.Signer
	// Query asks for a time stamp query beside the tag manifest.
	Query bool
	// Reply is the answer of a time stamp authority to the request of the revision
	// before; nil for none.
	Reply []byte

	earlier *revision
}

// Written is what Write made.
type Written struct {
	Copies      []Copied
	Files       int
	Bytes       int64            // of the payload
	Fingerprint string           // of the signing key; "" when unsigned
	Masked      map[string]int64 // in the parts, by the last scan
	Query       string           // the request for a time stamp in it; "" without one
}

// writer is a bundle in the making.
type writer struct {
	to      Folder
	bag     Bag
	payload []entry
	tags    []entry
	log     custody
	masked  map[string]int64 // by the last scan of the text parts
}

// Write writes a bundle into an empty folder. It gives the first error of the
// folder, of a copy or of a part; what is in the folder then is no bundle.
func Write(to Folder, bag Bag) (Written, error) {
	w := &writer{to: to, bag: bag, masked: map[string]int64{}}
	w.bag.Typed = slices.Clone(bag.Typed)
	w.log = custody{now: bag.Made, actor: known(bag.By), tool: bag.Tool}
	if err := w.takeOver(); err != nil {
		return Written{}, err
	}
	var copies []Copied
	for _, c := range bag.Copies {
		done, err := w.copyOne(c)
		if err != nil {
			return Written{}, err
		}
		copies = append(copies, done)
		w.bag.Typed = append(w.bag.Typed, done.HMAC, done.SHA256)
	}
	parts := bag.Parts
	if bag.Late != nil {
		late, err := bag.Late(copies)
		if err != nil {
			return Written{}, err
		}
		parts = append(slices.Clone(parts), late...)
	}
	for _, p := range parts {
		if err := w.part(p); err != nil {
			return Written{}, err
		}
	}
	return w.close(copies)
}

// part writes one part; text passes the last scan for card data.
func (w *writer) part(p Part) error {
	write := p.Write
	if p.text() {
		write = func(out io.Writer) error {
			guard := redact.Guard(out, w.bag.Typed...)
			if err := p.Write(guard); err != nil {
				return err
			}
			if err := guard.Close(); err != nil {
				return err
			}
			for kind, n := range guard.Counts() {
				w.masked[kind] += n
			}
			return nil
		}
	}
	e, err := w.file(dirPayload+p.Path, write)
	if err != nil {
		return err
	}
	w.payload = append(w.payload, e)
	return w.log.add(custodyLine{Action: actionAnalyse, Object: p.Path, After: e.sha256, Bytes: e.bytes, Note: p.Title.EN})
}

// close writes what stands above the payload: the custody log, the manifests,
// the signature.
func (w *writer) close(copies []Copied) (Written, error) {
	done := Written{Copies: copies, Masked: w.masked}
	if w.bag.Signer != nil {
		done.Fingerprint = ssh.FingerprintSHA256(w.bag.Signer.PublicKey())
	}
	if err := w.closeLog(done.Fingerprint); err != nil {
		return done, err
	}
	for _, e := range w.payload {
		done.Bytes += e.bytes
	}
	done.Files = len(w.payload)
	for _, tag := range []struct {
		name string
		body []byte
	}{
		{fileBagit, []byte("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")},
		{fileInfo, bagInfo(w.labels(done))},
		{fileManifest, manifest(w.payload)},
		{fileVerify, []byte(howToVerify(done.Fingerprint))},
	} {
		e, err := w.bytes(tag.name, tag.body)
		if err != nil {
			return done, err
		}
		w.tags = append(w.tags, e)
	}
	tags := manifest(w.tags)
	if _, err := w.bytes(fileTagManifest, tags); err != nil {
		return done, err
	}
	if w.bag.Signer != nil {
		sig, err := sign(tags, w.bag.Signer)
		if err != nil {
			return done, err
		}
		if _, err := w.bytes(fileSignature, sig); err != nil {
			return done, err
		}
	}
	if w.bag.Query {
		query, err := stampQuery(tags)
		if err != nil {
			return done, err
		}
		if _, err := w.bytes(fileQuery, query); err != nil {
			return done, err
		}
		done.Query = fileQuery
	}
	return done, nil
}

func (w *writer) closeLog(fingerprint string) error {
	note := fmt.Sprintf("%d files besides this log", len(w.payload))
	if err := w.log.add(custodyLine{Action: actionPack, Object: fileManifest, Note: note}); err != nil {
		return err
	}
	if fingerprint != "" {
		if err := w.log.add(custodyLine{Action: actionSign, Object: fileTagManifest, Note: fingerprint}); err != nil {
			return err
		}
	}
	e, err := w.bytes(dirPayload+CustodyPath, w.log.out.Bytes())
	w.payload = append(w.payload, e)
	return err
}

// labels are the lines of bag-info.txt.
func (w *writer) labels(done Written) []label {
	signed := "no"
	if done.Fingerprint != "" {
		signed = "yes, SSH signature, namespace " + Namespace + ", key " + done.Fingerprint
	}
	return []label{
		{"Bagging-Date", w.bag.Made.UTC().Format(time.DateOnly)},
		{"External-Description", "Card payment evidence: redacted logs, record and report"},
		{"External-Identifier", w.bag.Case},
		{"Contact-Name", w.bag.By},
		{"Payload-Oxum", strconv.FormatInt(done.Bytes, 10) + "." + strconv.Itoa(done.Files)},
		{"Bag-Software-Agent", w.bag.Tool},
		{"Revision", strconv.Itoa(w.bag.Revision)},
		{"Signed", signed},
	}
}

func (w *writer) bytes(name string, body []byte) (entry, error) {
	return w.file(name, func(out io.Writer) error {
		_, err := out.Write(body)
		return err
	})
}

// file writes one file and digests it on its way.
func (w *writer) file(name string, write func(io.Writer) error) (entry, error) {
	if !safePath(name) {
		return entry{}, fmt.Errorf("%q may not stand in a bundle", name)
	}
	if slices.ContainsFunc(slices.Concat(w.payload, w.tags), func(e entry) bool { return strings.EqualFold(e.path, name) }) {
		return entry{}, fmt.Errorf("two parts are called %q", name)
	}
	f, err := w.to.Create(name)
	if err != nil {
		return entry{}, err
	}
	h, n := sha256.New(), &counting{}
	err = write(io.MultiWriter(f, h, n))
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return entry{path: name, sha256: sum(h), bytes: n.n}, err
}

// known writes what nobody told as such.
func known(s string) string {
	if s == "" {
		return unknown
	}
	return s
}

const unknown = "unknown"

var titleUnknown = codes.Text{EN: "not known", ZH: "未知"}
