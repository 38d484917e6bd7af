package evidence

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/crypto/ssh"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// Expect is what a receiver knows before.
type Expect struct {
	Allowed      []AllowedSigner
	Fingerprints []string // "SHA256:..." of keys that were compared by another way
	// Unsigned accepts a bundle that nobody signed or whose signer is not known:
	// only the files are checked.
	Unsigned bool
	Now      time.Time
}

// SignerState says what is known of the signer.
type SignerState string

// The states. Only SignerKnown is good.
const (
	SignerNone    SignerState = "none"    // there is no signature
	SignerInvalid SignerState = "invalid" // there is one and it does not fit
	SignerUnknown SignerState = "unknown" // it fits, and nobody said whose key it is
	SignerOther   SignerState = "other"   // it fits, by another key than expected
	SignerKnown   SignerState = "known"   // it fits, by an expected key
)

// Outcome is what a verification found.
type Outcome struct {
	Name        string       `json:"name"`
	Case        string       `json:"case"`
	Revision    int          `json:"revision"`
	Files       int          `json:"files"`
	Bytes       int64        `json:"bytes"`
	Signer      SignerState  `json:"signer"`
	Principals  []string     `json:"principals"`
	Fingerprint string       `json:"fingerprint"`
	Stamps      []Stamped    `json:"stamps"`
	Passed      bool         `json:"passed"`
	Faults      []Fault      `json:"faults"`
	Proved      []codes.Text `json:"proved"`
	NotProved   []codes.Text `json:"not_proved"`
}

// verifier is a verification under way.
type verifier struct {
	t       *Tree
	expect  Expect
	out     Outcome
	faults  []Fault
	digests map[string]string // of every file that could be read
	tags    map[string]string // what the tag manifest lists
	payload map[string]string // what the manifest lists
	log     []custodyLine
	whole   bool // the chain of the log
	alike   int  // numbers of the record that could be of a card by their shape
	partly  int  // files that could be looked into in part only
}

// Verify checks a bundle against itself and against what the receiver expects.
// It never fails: what cannot be read is a fault.
func Verify(t *Tree, expect Expect) Outcome {
	v := &verifier{t: t, expect: expect, faults: slices.Clone(t.faults), digests: map[string]string{}}
	v.out.Name, v.out.Principals, v.out.Stamps = t.name, []string{}, []Stamped{}
	if !t.cut {
		v.check()
	}
	v.out.Faults = sortFaults(v.faults)
	v.out.Passed = len(v.out.Faults) == 0
	v.claims()
	v.out.Name, v.out.Case = shown(v.out.Name), shown(v.out.Case)
	return v.out
}

func (v *verifier) check() {
	v.format()
	v.tags = v.list(fileTagManifest)
	v.payload = v.list(fileManifest)
	v.readLog()
	v.digestAll()
	v.compare()
	v.info()
	v.signature()
	v.custody()
	v.revisions()
	v.stamps()
}

// shown is a name out of a bundle as it may be shown: whoever made the bundle may
// have put a card number or what acts on a screen into it.
func shown(s string) string { return redact.Clean(redact.New(nil).Text(s)) }

func (v *verifier) fault(id, path, to string) {
	v.faults = append(v.faults, Fault{ID: id, Path: path, To: to})
}

func (v *verifier) format() {
	if string(v.t.read(fileBagit)) != "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n" {
		v.fault("bag.format", fileBagit, "")
	}
	if v.t.has("fetch.txt") {
		v.fault("bag.fetch", "fetch.txt", "")
	}
}

// list reads a manifest and holds it to its own place; nil when there is none.
func (v *verifier) list(name string) map[string]string {
	if !v.t.has(name) {
		v.fault("file.removed", name, "")
		return nil
	}
	l := parseManifest(v.t.read(name))
	if l.wrong {
		v.fault("bag.line", name, "")
	}
	if l.foreign {
		v.fault("bag.foreign", name, "")
	}
	for p := range l.files {
		switch inside := strings.HasPrefix(p, dirPayload); {
		case !safePath(p):
			v.fault("bag.name", p, name)
		case inside != (name == fileManifest), p == fileTagManifest:
			v.fault("bag.place", p, name)
		}
	}
	for _, must := range map[string][]string{
		fileTagManifest: {fileBagit, fileInfo, fileManifest, fileVerify}, fileManifest: {dirPayload + CustodyPath},
	}[name] {
		if _, ok := l.files[must]; !ok {
			v.fault("bag.unlisted", must, name)
		}
	}
	return l.files
}

// beside are the files that no manifest can list.
var beside = []string{fileTagManifest, fileSignature, fileQuery, fileStamp}

// compare names what was changed, removed, added or renamed.
func (v *verifier) compare() {
	removed, added := map[string][]string{}, map[string][]string{} // by digest
	for _, listed := range []map[string]string{v.tags, v.payload} {
		for p, want := range listed {
			switch got, ok := v.digests[p]; {
			case !v.t.has(p):
				removed[want] = append(removed[want], p)
			case ok && got != want:
				v.fault("file.changed", p, "")
			}
		}
	}
	for _, p := range v.t.paths() {
		if _, ok := v.tags[p]; ok {
			continue
		}
		list := v.tags
		if strings.HasPrefix(p, dirPayload) {
			list = v.payload
		}
		if _, ok := v.payload[p]; !ok && list != nil && !slices.Contains(beside, p) && p != "fetch.txt" {
			added[v.digests[p]] = append(added[v.digests[p]], p)
		}
	}
	for d, gone := range removed {
		slices.Sort(gone)
		for _, p := range gone {
			if now := added[d]; len(now) > 0 {
				v.fault("file.renamed", p, now[0])
				added[d] = now[1:]
				continue
			}
			v.fault("file.removed", p, "")
		}
	}
	for _, paths := range added {
		for _, p := range paths {
			v.fault("file.added", p, "")
		}
	}
}

// info holds bag-info.txt against what is there.
func (v *verifier) info() {
	info := parseInfo(v.t.read(fileInfo))
	v.out.Case = info["external-identifier"]
	if n, err := strconv.Atoi(info["revision"]); err == nil && n > 0 && n <= maxFiles { // each one has files of its own
		v.out.Revision = n
	}
	for p := range v.payload {
		if f, ok := v.t.files[p]; ok {
			v.out.Files++
			v.out.Bytes += f.bytes
		}
	}
	// Where a file is gone or changed the size follows, and says nothing more.
	follows := !v.t.has(fileInfo) || slices.ContainsFunc(v.faults, func(f Fault) bool {
		return strings.HasPrefix(f.Path, dirPayload) || f.Path == fileManifest
	})
	if want := strconv.FormatInt(v.out.Bytes, 10) + "." + strconv.Itoa(v.out.Files); info["payload-oxum"] != want && !follows {
		v.fault("bag.size", fileInfo, "")
	}
}

// signature checks who vouches for the tag manifest.
func (v *verifier) signature() {
	signed := strings.HasPrefix(parseInfo(v.t.read(fileInfo))["signed"], "yes")
	if !v.t.has(fileSignature) {
		v.out.Signer = SignerNone
		switch {
		case signed:
			v.fault("signature.removed", fileSignature, "")
		case !v.expect.Unsigned:
			v.fault("signature.missing", fileSignature, "")
		}
		return
	}
	key := checkSignature(v.t.read(fileTagManifest), v.t.read(fileSignature))
	if key == nil {
		v.out.Signer = SignerInvalid
		v.fault("signature.wrong", fileSignature, fileTagManifest)
		return
	}
	v.out.Fingerprint = ssh.FingerprintSHA256(key)
	logged := v.loggedKey()
	if v.t.has(fileInfo) && !strings.HasSuffix(parseInfo(v.t.read(fileInfo))["signed"], " "+v.out.Fingerprint) || logged != "" && logged != v.out.Fingerprint {
		v.fault("signature.key", fileSignature, "")
	}
	v.out.Signer, v.out.Principals = v.expect.signer(v.out.Fingerprint)
	switch {
	case v.out.Signer == SignerOther:
		v.fault("signature.other", fileSignature, "")
	case v.out.Signer == SignerUnknown && !v.expect.Unsigned:
		v.fault("signature.unknown", fileSignature, "")
	}
}

// signer says what the receiver knows of a key.
func (e Expect) signer(fingerprint string) (SignerState, []string) {
	if slices.Contains(e.Fingerprints, fingerprint) {
		return SignerKnown, []string{}
	}
	for _, s := range e.Allowed {
		if s.allows(fingerprint, e.Now) {
			return SignerKnown, s.Principals
		}
	}
	if len(e.Fingerprints)+len(e.Allowed) > 0 {
		return SignerOther, []string{}
	}
	return SignerUnknown, []string{}
}

// loggedKey is the key that the custody log names last.
func (v *verifier) loggedKey() string {
	for _, l := range slices.Backward(v.log) {
		if l.Action == actionSign {
			return l.Note
		}
	}
	return ""
}

// readLog reads the custody log as far as its chain holds.
func (v *verifier) readLog() {
	lines, broken := readCustody(v.t.read(dirPayload + CustodyPath))
	v.log, v.whole = lines, broken == 0
	if broken > 0 && v.t.has(dirPayload+CustodyPath) {
		v.fault("custody.chain", dirPayload+CustodyPath, "")
	}
}

// custody holds the log against the manifest: what it says of a file must be
// true, and it must say something of every file. A broken log says nothing that
// could be held against a file.
func (v *verifier) custody() {
	if !v.whole || v.payload == nil {
		return
	}
	last := v.log[len(v.log)-1].Action
	if last != actionSign && (last != actionPack || v.t.has(fileSignature)) {
		v.fault("custody.end", dirPayload+CustodyPath, "")
	}
	logged := map[string]string{}
	for _, l := range v.log {
		if l.After != "" {
			logged[dirPayload+l.Object] = l.After
		}
	}
	for p, want := range v.payload {
		own := p == dirPayload+CustodyPath || strings.HasPrefix(p, dirRevisions)
		if !own && logged[p] != want {
			v.fault("custody.object", p, "")
		}
		delete(logged, p)
	}
	for p := range logged {
		v.fault("custody.object", p, "")
	}
}
