package evidence

import (
	"bytes"
	"strings"
	"time"

	"github.com/hiddeco/sshsig"
	"golang.org/x/crypto/ssh"
)

// sign makes the armored detached signature (OpenSSH PROTOCOL.sshsig).
func sign(message []byte, by ssh.Signer) ([]byte, error) {
	sig, err := sshsig.Sign(bytes.NewReader(message), by, sshsig.HashSHA512, Namespace)
	if err != nil {
		return nil, err
	}
	return sshsig.Armor(sig), nil
}

// checkSignature gives the key that signed the message, or nil when none did in
// posdoctor's namespace.
func checkSignature(message, armored []byte) ssh.PublicKey {
	sig, err := sshsig.Unarmor(armored)
	if err != nil || sig.Namespace != Namespace || !bytes.Equal(sshsig.Armor(sig), armored) {
		return nil // also what another writer wraps otherwise: nothing outside of the signature is covered by it
	}
	if sshsig.Verify(bytes.NewReader(message), sig, sig.PublicKey, sig.HashAlgorithm, Namespace) != nil {
		return nil
	}
	return sig.PublicKey
}

// AllowedSigner is one line of an allowed_signers file (ssh-keygen(1)): who may
// sign with which key, for what and when.
type AllowedSigner struct {
	Principals  []string
	Fingerprint string // "SHA256:..."
	namespaces  string
	after       time.Time
	before      time.Time
	useless     bool // a kind of entry that is not supported, so that it allows nothing
}

// ParseAllowedSigners reads an allowed_signers file. Lines that are none are
// given by number, from 1.
func ParseAllowedSigners(b []byte) (signers []AllowedSigner, wrong []int) {
	n := 0
	for line := range strings.Lines(string(b)) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		s, ok := parseSigner(line)
		if !ok {
			wrong = append(wrong, n)
			continue
		}
		signers = append(signers, s)
	}
	return signers, wrong
}

func parseSigner(line string) (AllowedSigner, bool) {
	at := strings.IndexAny(line, " \t")
	if at < 0 {
		return AllowedSigner{}, false
	}
	key, _, options, rest, err := ssh.ParseAuthorizedKey([]byte(strings.TrimSpace(line[at:])))
	if err != nil || len(rest) > 0 {
		return AllowedSigner{}, false
	}
	s := AllowedSigner{Principals: strings.Split(strings.Trim(line[:at], `"`), ","), Fingerprint: ssh.FingerprintSHA256(key)}
	for _, o := range options {
		name, value, _ := strings.Cut(o, "=")
		value = strings.Trim(value, `"`)
		ok := true
		switch strings.ToLower(name) {
		case "namespaces":
			s.namespaces = value
		case "valid-after":
			s.after, ok = signerTime(value)
		case "valid-before":
			s.before, ok = signerTime(value)
		default:
			s.useless = true // such as cert-authority: its key signs keys, not bundles
		}
		if !ok {
			return s, false
		}
	}
	return s, true
}

// signerTime reads the times of ssh-keygen(1). Without a Z they are of the local
// zone there; here they are taken as UTC, for the receiver's zone proves nothing.
func signerTime(s string) (time.Time, bool) {
	s = strings.TrimSuffix(s, "Z")
	for _, layout := range []string{"20060102", "200601021504", "20060102150405"} {
		if len(s) == len(layout) {
			t, err := time.Parse(layout, s)
			return t, err == nil
		}
	}
	return time.Time{}, false
}

// allows reports whether a line lets its key sign bundles at that moment.
func (s AllowedSigner) allows(fingerprint string, now time.Time) bool {
	if s.useless || s.Fingerprint != fingerprint {
		return false
	}
	if !s.after.IsZero() && now.Before(s.after) || !s.before.IsZero() && !now.Before(s.before) {
		return false
	}
	return s.namespaces == "" || matches(s.namespaces, Namespace)
}

// matches compares with a pattern list of OpenSSH as far as it is used here:
// names, and "*" for all.
func matches(patterns, name string) bool {
	for p := range strings.SplitSeq(patterns, ",") {
		if p == "*" || p == name {
			return true
		}
	}
	return false
}
