package evidence

import (
	"io"
	"path"
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/codes"
)

// The names of a bundle are fixed, so that a receiver who has seen one knows
// them all (RFC 8493 for those of BagIt).
const (
	fileBagit       = "bagit.txt"
	fileInfo        = "bag-info.txt"
	fileManifest    = "manifest-sha256.txt"
	fileTagManifest = "tagmanifest-sha256.txt"
	fileSignature   = "tagmanifest-sha256.txt.sig"
	fileQuery       = "tagmanifest-sha256.txt.tsq"
	fileStamp       = "tagmanifest-sha256.txt.tsr"
	fileVerify      = "VERIFY.txt"
	dirPayload      = "data/"
	dirAttachments  = dirPayload + "attachments/"

	// RecordPath, TimelinePath, RedactionPath and CustodyPath are below data/.
	RecordPath    = "record/evidence.json"
	TimelinePath  = "record/timeline.csv"
	RedactionPath = "custody/redaction.json"
	CustodyPath   = "custody/custody.jsonl"
)

// Namespace separates signatures over bundles from all other uses of a key. It
// never changes.
const Namespace = "evidence@posdoctor"

// Part is one file of a bundle that somebody else knows how to write.
type Part struct {
	Path  string // below data/, with slashes; only letters, digits, ".", "_", "-"
	Media string // "text/html", "application/json"
	Title codes.Text
	Write func(io.Writer) error
}

// text reports whether the last scan for card data can look into the part.
func (p Part) text() bool {
	return strings.HasPrefix(p.Media, "text/") || p.Media == "application/json" || p.Media == "application/jsonl"
}

// Folder is where a bundle is written. Nothing of it is seen under its final
// name before all of it is there.
type Folder interface {
	// Create starts the file of that name, a path with slashes below the folder.
	Create(name string) (io.WriteCloser, error)
}

// Name is the name of a bundle's folder: ASCII letters, digits, ".", "_" and "-"
// only, whatever the case is called.
func Name(caseNo string, revision int, made time.Time) string {
	name := "posdoctor-evidence-"
	if safe := safeName(caseNo); safe != "" {
		name += safe + "-"
	}
	name += made.UTC().Format("20060102T150405Z")
	if revision > 1 {
		name += revisionSuffix(revision)
	}
	return name
}

// safeName keeps what may stand in a path on every system.
func safeName(s string) string {
	const most = 40
	s = strings.Map(func(r rune) rune {
		if r < 0x80 && safeByte(byte(r)) {
			return r
		}
		return '-'
	}, s)
	s = strings.Trim(s, "-.")
	return strings.Trim(s[:min(len(s), most)], "-.")
}

func safeByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-'
}

// safePath reports whether a path may stand in a bundle: relative, clean, and of
// safe bytes, so that sha256sum and BagIt read a manifest alike.
func safePath(p string) bool {
	if p == "" || path.Clean(p) != p || path.IsAbs(p) || p == ".." || strings.HasPrefix(p, "../") {
		return false
	}
	for i := range len(p) {
		if p[i] != '/' && !safeByte(p[i]) {
			return false
		}
	}
	return true
}
