package evidence

import (
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

func TestSha256sumAgrees(t *testing.T) {
	m := written(t, aBag(t))
	check := []string{"sha256sum", "-c", fileTagManifest, fileManifest}
	if err := other(t, onDisk(t, m), "", check...); err != nil {
		t.Errorf("sha256sum refuses a good bundle: %v", err)
	}
	m.files["data/report/report.txt"] = []byte("x")
	if err := other(t, onDisk(t, m), "", check...); err == nil {
		t.Error("sha256sum passes a changed file")
	}
}

func TestBagItAgrees(t *testing.T) {
	m := written(t, aBag(t))
	if err := other(t, onDisk(t, m), "", "bagit.py", "--validate", "."); err != nil {
		t.Errorf("bagit.py refuses a good bundle: %v", err)
	}
	m.files["data/extra.txt"] = []byte("x")
	if err := other(t, onDisk(t, m), "", "bagit.py", "--validate", "."); err == nil {
		t.Error("bagit.py passes an added file")
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
