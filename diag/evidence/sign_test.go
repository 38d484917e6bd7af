package evidence

import (
	"bytes"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
)

func publicLine(t *testing.T, seed byte) string {
	t.Helper()
	return strings.TrimSpace(string(ssh.MarshalAuthorizedKey(signerOf(t, seed).PublicKey())))
}

func TestAllowedSigners(t *testing.T) {
	key, own := publicLine(t, 1), expectOwn(t).Fingerprints[0]
	for name, tt := range map[string]struct {
		line string
		want bool
	}{
		"plain":             {"shop@example.com " + key, true},
		"several names":     {"a@example.com,b@example.com " + key + " a comment", true},
		"own namespace":     {`shop namespaces="file,evidence@posdoctor" ` + key, true},
		"other namespace":   {`shop namespaces="file" ` + key, false},
		"not yet":           {`shop valid-after="20261201" ` + key, false},
		"no longer":         {`shop valid-before="20261101000000Z" ` + key, false},
		"just now":          {`shop valid-after="20261101",valid-before="20261201" ` + key, true},
		"another key":       {"shop " + publicLine(t, 2), false},
		"an authority":      {"shop cert-authority " + key, false},
		"an unknown option": {`shop no-such-option ` + key, false},
	} {
		t.Run(name, func(t *testing.T) {
			signers, wrong := ParseAllowedSigners([]byte("# shops\n\n" + tt.line + "\n"))
			if len(wrong) > 0 || len(signers) != 1 {
				t.Fatalf("read as %v, wrong lines %v", signers, wrong)
			}
			if got := signers[0].allows(own, made); got != tt.want {
				t.Errorf("allows = %v", got)
			}
		})
	}
	_, wrong := ParseAllowedSigners([]byte("shop " + key + "\nnonsense\nshop ssh-ed25519 !!!\nshop valid-after=\"2026\" " + key + "\n"))
	if !slices.Equal(wrong, []int{2, 3, 4}) {
		t.Errorf("wrong lines %v", wrong)
	}
}

func TestASignatureIsOnlyOfItsNamespace(t *testing.T) {
	sig, err := sign([]byte("message"), signerOf(t, 1))
	if err != nil {
		t.Fatal(err)
	}
	if checkSignature([]byte("message"), sig) == nil {
		t.Error("the signature does not fit")
	}
	if checkSignature([]byte("massage"), sig) != nil || checkSignature([]byte("message"), append(sig, '\n')) != nil || checkSignature(nil, nil) != nil {
		t.Error("something else passes")
	}
}

// TestStampQuery compares with the encoding of RFC 3161 written by hand.
func TestStampQuery(t *testing.T) {
	got, err := stampQuery([]byte("abc"))
	if err != nil {
		t.Fatal(err)
	}
	// SEQUENCE { 1, SEQUENCE { SEQUENCE { id-sha256, NULL }, digest of "abc" (FIPS 180-2, B.1) }, TRUE }
	want := "3039" + "020101" + "3031" + "300d" + "0609608648016503040201" + "0500" +
		"0420" + "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" + "0101ff"
	if hex.EncodeToString(got) != want {
		t.Errorf("got  %x\nwant %s", got, want)
	}
}

// onDisk writes a bundle where other programs can read it.
func onDisk(t *testing.T, m *memory) string {
	t.Helper()
	dir := t.TempDir()
	for name, b := range m.files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// other runs another program in the bundle; stdin is a file of it or "".
func other(t *testing.T, dir, stdin string, args ...string) error {
	t.Helper()
	if _, err := exec.LookPath(args[0]); err != nil {
		t.Skipf("%s is not installed", args[0])
	}
	cmd := exec.CommandContext(t.Context(), args[0], args[1:]...)
	cmd.Dir = dir
	cmd.WaitDelay = time.Minute
	if stdin != "" {
		in, err := os.Open(filepath.Join(dir, stdin))
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		cmd.Stdin = in
	}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Logf("%s: %s", args[0], out)
	}
	return err
}

// TestOthersAgree changes bundles and asks the programs that a receiver may have
// instead of posdoctor. Verify passes nothing that one of them refuses; where it is
// the stricter one, the table says so.
func TestOthersAgree(t *testing.T) {
	bagit, sums := []string{"bagit.py", "--validate", "."}, []string{"sha256sum", "-c", fileTagManifest, fileManifest}
	relisted := func(m *memory) {
		delete(m.files, fileManifest)
		resign(t, m, 1)
	}
	for name, tt := range map[string]struct {
		change            func(*memory)
		ours, bagit, sums bool // whether they pass it
	}{
		"nothing":              {func(*memory) {}, true, true, true},
		"a changed byte":       {func(m *memory) { m.files["data/report/report.txt"][3] ^= 1 }, false, false, false},
		"a missing file":       {func(m *memory) { delete(m.files, "data/report/report.txt") }, false, false, false},
		"an empty file":        {func(m *memory) { m.files["data/report/report.txt"] = nil }, false, false, false},
		"a changed tag file":   {func(m *memory) { m.files[fileVerify] = append(m.files[fileVerify], '\n') }, false, false, false},
		"a missing tag file":   {func(m *memory) { delete(m.files, fileVerify) }, false, false, false},
		"a changed manifest":   {func(m *memory) { m.files[fileManifest] = m.files[fileManifest][:0] }, false, false, false},
		"an added file":        {func(m *memory) { m.files["data/extra.txt"] = []byte("x") }, false, false, true},
		"an added file, above": {func(m *memory) { m.files["extra.txt"] = []byte("x") }, false, true, true},
		"a file that was swapped and listed": {func(m *memory) {
			m.files["data/report/report.txt"] = []byte("the customer was not charged")
			relisted(m)
		}, false, false, true}, // bagit.py by Payload-Oxum, Verify by the custody log as well
		"the same, with its size": {func(m *memory) {
			honestly(t, m, "data/report/report.txt", []byte("the customer was not charged"))
		}, true, true, true}, // nobody can tell what the maker with the key wrote
		"a name in Chinese":   {func(m *memory) { honestly(t, m, "data/附件.txt", []byte("x")) }, false, true, true},
		"a name with a blank": {func(m *memory) { honestly(t, m, "data/a b.txt", []byte("x")) }, false, true, true},
		"a name with a percent sign, as BagIt writes it": {func(m *memory) {
			honestly(t, m, "data/a%b.txt", []byte("x"))
			m.files[fileManifest] = bytes.ReplaceAll(m.files[fileManifest], []byte("%"), []byte("%25"))
			retag(t, m, 1)
		}, false, false, false}, // RFC 8493 asks for it, bagit.py undoes line ends only
		"a name with a percent sign": {func(m *memory) { honestly(t, m, "data/a%b.txt", []byte("x")) }, false, true, true},
		"turned line ends": {func(m *memory) {
			m.files[fileBagit] = bytes.ReplaceAll(m.files[fileBagit], []byte("\n"), []byte("\r\n"))
		}, false, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			m := written(t, aBag(t))
			for p, b := range m.files {
				m.files[p] = bytes.Clone(b)
			}
			tt.change(m)
			if out := Verify(m.tree(t), expectOwn(t)); out.Passed != tt.ours {
				t.Errorf("Verify passes: %v, faults %v", out.Passed, ids(out.Faults))
			}
			dir := onDisk(t, m)
			t.Run("sha256sum", func(t *testing.T) {
				if err := other(t, dir, "", sums...); (err == nil) != tt.sums {
					t.Errorf("it passes: %v", err == nil)
				}
			})
			t.Run("bagit.py", func(t *testing.T) {
				if err := other(t, dir, "", bagit...); (err == nil) != tt.bagit {
					t.Errorf("it passes: %v", err == nil)
				}
			})
		})
	}
}

func TestSSHKeygenAgrees(t *testing.T) {
	m := written(t, aBag(t))
	m.files["allowed"] = []byte("shop@example.com " + publicLine(t, 1) + "\n")
	verify := []string{"ssh-keygen", "-Y", "verify", "-f", "allowed", "-I", "shop@example.com", "-n", Namespace, "-s", fileSignature}
	if err := other(t, onDisk(t, m), fileTagManifest, verify...); err != nil {
		t.Errorf("ssh-keygen refuses a good signature: %v", err)
	}
	verify[8] = "file"
	if err := other(t, onDisk(t, m), fileTagManifest, verify...); err == nil {
		t.Error("ssh-keygen takes another namespace")
	}
	verify[8] = Namespace
	for name, change := range map[string]func(){
		"a changed tag manifest": func() { m.files[fileTagManifest] = append(m.files[fileTagManifest], '\n') },
		"another key":            func() { retag(t, m, 2) },
	} {
		m.files[fileTagManifest] = bytes.Clone(m.files[fileTagManifest])
		change()
		if other(t, onDisk(t, m), fileTagManifest, verify...) == nil || Verify(m.tree(t), expectOwn(t)).Passed {
			t.Errorf("%s passes", name)
		}
	}
}

func TestOpenSSLAgrees(t *testing.T) {
	dir := onDisk(t, written(t, aBag(t)))
	if err := other(t, dir, "", "openssl", "ts", "-query", "-data", fileTagManifest, "-sha256", "-cert", "-no_nonce", "-out", "theirs"); err != nil {
		t.Fatal(err)
	}
	ours, err := os.ReadFile(filepath.Join(dir, fileQuery))
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := os.ReadFile(filepath.Join(dir, "theirs"))
	if err != nil {
		t.Fatal(err)
	}
	if string(ours) != string(theirs) {
		t.Errorf("ours %x\ntheirs %x", ours, theirs)
	}
}

func FuzzParseAllowedSigners(f *testing.F) {
	f.Add([]byte("shop ssh-ed25519 AAAA\n"))
	f.Add([]byte("\"a b\" namespaces=\"x\" ssh-rsa AAAA"))
	f.Fuzz(func(t *testing.T, b []byte) {
		signers, _ := ParseAllowedSigners(b)
		for _, s := range signers {
			if !strings.HasPrefix(s.Fingerprint, "SHA256:") {
				t.Errorf("a signer without a key: %+v", s)
			}
		}
	})
}
