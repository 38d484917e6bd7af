package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// stampAuthority makes a time stamp authority with OpenSSL and gives what answers
// a request in a file with a reply in another.
func stampAuthority(t *testing.T) func(request string) (reply string) {
	t.Helper()
	if _, err := exec.LookPath("openssl"); err != nil {
		t.Skip("openssl is not installed")
	}
	dir := t.TempDir()
	run := func(args ...string) {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), "openssl", args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("openssl %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
	for name, body := range map[string]string{
		"serial": "01\n",
		"cnf": "[tsa]\ndefault_tsa=t\n[t]\nserial=serial\nsigner_digest=sha256\ndefault_policy=1.2.3\ndigests=sha256\n" +
			"[req]\ndistinguished_name=dn\n[dn]\n[ext]\nextendedKeyUsage=critical,timeStamping\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run("req", "-config", "cnf", "-x509", "-nodes", "-newkey", "rsa:2048", "-subj", "/CN=Test Time Stamps", "-extensions", "ext", "-keyout", "key", "-out", "cert", "-days", "2")
	return func(request string) string {
		t.Helper()
		reply := filepath.Join(t.TempDir(), "reply.tsr")
		run("ts", "-reply", "-config", "cnf", "-queryfile", request, "-signer", "cert", "-inkey", "key", "-out", reply)
		return reply
	}
}

// TestATimeStampIsAddedAndChecked goes the way of a time stamp: asked for, answered
// by another program, added, checked by the receiver.
func TestATimeStampIsAddedAndChecked(t *testing.T) {
	answer := stampAuthority(t)
	config := t.TempDir()
	first := madeBundle(t, config, dump(t, "no-response-pos.log"), "--timestamp-query")
	other := madeBundle(t, config, dump(t, "swallowed-q2.log"), "--timestamp-query")
	const query, reply = "tagmanifest-sha256.txt.tsq", "tagmanifest-sha256.txt.tsr"
	good, wrong := answer(filepath.Join(first, query)), answer(filepath.Join(other, query))

	add := func(code int, file string) outcome {
		t.Helper()
		got := runWith(t.Context(), t, bundleWorld(config), "bundle", "add", first, "--timestamp-reply", file)
		if got.code != code {
			t.Fatalf("exit code %d, want %d; stderr %q", got.code, code, got.err)
		}
		return got
	}
	if got := add(exitInput, wrong); !strings.Contains(got.err, "is the time stamp of something else") {
		t.Errorf("stderr %q", got.err)
	}
	if got := add(exitInput, dump(t, "no-response-pos.log")); !strings.Contains(got.err, "is no time stamp reply") {
		t.Errorf("stderr %q", got.err)
	}
	add(exitClean, good)

	verify := func(dir string, args ...string) outcome {
		t.Helper()
		return runWith(t.Context(), t, nil, append([]string{"bundle", "verify", dir, "--unsigned"}, args...)...)
	}
	second := first + "-r2"
	addition, err := os.ReadFile(filepath.Join(second, "data", "record", "addition-002.json"))
	if err != nil || !strings.Contains(string(addition), `"attachments": []`) {
		t.Errorf("the addition is %s (%v)", addition, err)
	}
	for lang, want := range map[string][]string{
		"en": {`a certificate in the name of "Test Time Stamps" signed that revision 1 existed at`, "the chain to a trusted root was not checked"},
		"zh": {`名为 "Test Time Stamps" 的证书签名写明：版本 1 在`, "没有核对到可信根证书的链"},
	} {
		got := verify(second, "--lang", lang)
		flat := strings.ReplaceAll(got.out, "\n  ", " ")
		for _, w := range want {
			if got.code != exitClean || !strings.Contains(flat, w) {
				t.Errorf("exit code %d, %q is not in %q", got.code, w, got.out)
			}
		}
	}
	if got := runWith(t.Context(), t, bundleWorld(config), "bundle", "add", second, "--attach", good+":other"); got.code != exitInput {
		t.Errorf("a reply is taken as a document: exit code %d", got.code)
	}
	validate(t, compile(t, "verify"), verify(second, "--format", "json"))

	// Beside the tag manifest of the first revision it counts as well, and nothing
	// else does.
	for from, id := range map[string]string{good: "", wrong: "is the time stamp of something else", filepath.Join(first, query): "is no time stamp reply"} {
		b, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(first, reply), b, 0o600); err != nil {
			t.Fatal(err)
		}
		got := verify(first)
		if id == "" && got.code != exitClean || id != "" && (got.code != exitVerify || !strings.Contains(got.out, reply+": "+id)) {
			t.Errorf("exit code %d, want %q; stdout %q", got.code, id, got.out)
		}
	}
}
