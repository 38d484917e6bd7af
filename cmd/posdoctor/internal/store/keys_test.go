package store

import (
	"bytes"
	"crypto/ed25519"
	"encoding/pem"
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
)

func TestKeysAreMadeOnceAndForTheirOwnerAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "config")
	secret, err := Secret(dir)
	if err != nil || len(secret) != 32 {
		t.Fatalf("%d bytes, %v", len(secret), err)
	}
	again, err := Secret(dir)
	if err != nil || !bytes.Equal(secret, again) {
		t.Errorf("another key the second time (%v)", err)
	}
	signer, made, err := SigningKey(dir)
	if err != nil || !made || signer.PublicKey().Type() != ssh.KeyAlgoED25519 {
		t.Fatalf("made %v, %v", made, err)
	}
	same, made, err := SigningKey(dir)
	if err != nil || made || ssh.FingerprintSHA256(same.PublicKey()) != ssh.FingerprintSHA256(signer.PublicKey()) {
		t.Errorf("another key the second time (made %v, %v)", made, err)
	}
	if got := names(t, filepath.Join(dir, "posdoctor")); len(got) != 2 {
		t.Errorf("files %v", got)
	}
	if runtime.GOOS == "windows" {
		return
	}
	for _, name := range []string{secretName, signingName} {
		path := filepath.Join(dir, "posdoctor", name)
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v, %v", name, info.Mode(), err)
		}
		if err := os.Chmod(path, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Secret(dir); !errors.Is(err, ErrKeyOpen) {
		t.Errorf("a key that others may read: %v", err)
	}
	if _, _, err := SigningKey(dir); !errors.Is(err, ErrKeyOpen) {
		t.Errorf("a key that others may read: %v", err)
	}
}

// Two runs at once must end with one key, or the digests of one of them are
// worth nothing later.
func TestTwoRunsMakeOneKey(t *testing.T) {
	dir := t.TempDir()
	keys := make([][]byte, 8)
	var all sync.WaitGroup
	for i := range keys {
		all.Go(func() {
			key, err := Secret(dir)
			if err != nil {
				t.Error(err)
			}
			keys[i] = key
		})
	}
	all.Wait()
	for _, key := range keys {
		if !bytes.Equal(key, keys[0]) {
			t.Fatal("two runs have different keys")
		}
	}
}

func TestKeysThatCannotBeUsed(t *testing.T) {
	if _, err := Secret(""); !errors.Is(err, ErrNoConfig) {
		t.Errorf("without a configuration folder: %v", err)
	}
	dir := t.TempDir()
	file := func(name, content string) string {
		path := write(t, filepath.Join(dir, name), content)
		if err := os.Chmod(path, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	if _, err := ReadSigner(file("text", "no key")); !errors.Is(err, ErrKeyFile) {
		t.Errorf("a text: %v", err)
	}
	if _, err := ReadSigner(filepath.Join(dir, "missing")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
	block, err := ssh.MarshalPrivateKeyWithPassphrase(aKey(), "", []byte("secret"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ReadSigner(file("locked", string(pem.EncodeToMemory(block)))); !errors.Is(err, ErrPassword) {
		t.Errorf("a key with a password: %v", err)
	}
	file("posdoctor/"+secretName, "short")
	if _, err := Secret(dir); !errors.Is(err, ErrSecretBad) {
		t.Errorf("a damaged key: %v", err)
	}
}

func aKey() ed25519.PrivateKey { return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, 32)) }

func TestAnAgentSigns(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("agents of Windows have no socket")
	}
	ring := agent.NewKeyring()
	if err := ring.Add(agent.AddedKey{PrivateKey: aKey()}); err != nil {
		t.Fatal(err)
	}
	socket := filepath.Join(t.TempDir(), "a")
	listener, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() { _ = agent.ServeAgent(ring, conn) }()
		}
	}()
	first, done, err := AgentSigner(socket, "")
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	if _, err := first.Sign(nil, []byte("x")); err != nil {
		t.Error(err)
	}
	if _, done, err := AgentSigner(socket, ssh.FingerprintSHA256(first.PublicKey())); err != nil {
		t.Error(err)
	} else {
		done()
	}
	for _, wrong := range [][2]string{{socket, "SHA256:other"}, {socket + "x", ""}, {"", ""}} {
		if _, _, err := AgentSigner(wrong[0], wrong[1]); !errors.Is(err, ErrAgent) {
			t.Errorf("AgentSigner(%q) = %v", wrong, err)
		}
	}
}
