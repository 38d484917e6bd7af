package store

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/crypto/ssh"
)

// The names of the merchant's keys in the folder posdoctor of the user's
// configuration folder.
const (
	secretName  = "evidence.key"
	signingName = "signing_key"
	secretSize  = 32 // bytes
	maxKey      = 64 << 10
)

// What can be wrong with a key.
var (
	ErrNoConfig  = errors.New("there is no configuration folder to keep keys in")
	ErrKeyFile   = errors.New("not a private key of SSH")
	ErrPassword  = errors.New("the key has a password")
	ErrKeyOpen   = errors.New("others may read the key")
	ErrSecretBad = errors.New("the key is damaged")
)

// Secret gives the key under which originals are digested. It is made on first
// use. Whoever has it and a redacted copy can try out missing digits, so that it
// never leaves its owner.
func Secret(userConfig string) ([]byte, error) {
	path, err := keyPath(userConfig, secretName)
	if err != nil {
		return nil, err
	}
	key, err := readKey(path)
	if errors.Is(err, fs.ErrNotExist) {
		key = make([]byte, secretSize)
		if _, err := rand.Read(key); err != nil {
			return nil, err
		}
		if err = putKey(path, key); errors.Is(err, fs.ErrExist) {
			key, err = readKey(path) // another run was first
		}
	}
	if err == nil && len(key) != secretSize {
		err = &fs.PathError{Op: "read", Path: path, Err: ErrSecretBad}
	}
	return key, err
}

// SigningKey gives the merchant's own key for signing, made on first use.
func SigningKey(userConfig string) (signer ssh.Signer, made bool, err error) {
	path, err := keyPath(userConfig, signingName)
	if err != nil {
		return nil, false, err
	}
	signer, err = ReadSigner(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return signer, false, err
	}
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, false, err
	}
	block, err := ssh.MarshalPrivateKey(private, "posdoctor evidence")
	if err != nil {
		return nil, false, err
	}
	err = putKey(path, pem.EncodeToMemory(block))
	if err == nil || errors.Is(err, fs.ErrExist) {
		signer, err = ReadSigner(path)
	}
	return signer, true, err
}

// ReadSigner reads a private key of SSH without a password.
func ReadSigner(path string) (ssh.Signer, error) {
	b, err := readKey(path)
	if err != nil {
		return nil, err
	}
	signer, err := ssh.ParsePrivateKey(b)
	if protected := (*ssh.PassphraseMissingError)(nil); errors.As(err, &protected) {
		return nil, &fs.PathError{Op: "read", Path: path, Err: ErrPassword}
	}
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: path, Err: ErrKeyFile}
	}
	return signer, nil
}

func keyPath(userConfig, name string) (string, error) {
	if userConfig == "" {
		return "", ErrNoConfig
	}
	dir := filepath.Join(userConfig, "posdoctor")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	return filepath.Join(dir, name), nil
}

func readKey(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case readByOthers(info):
		return nil, &fs.PathError{Op: "read", Path: path, Err: ErrKeyOpen}
	case info.Size() > maxKey:
		return nil, &fs.PathError{Op: "read", Path: path, Err: ErrTooLarge}
	}
	return io.ReadAll(io.LimitReader(f, maxKey))
}

// putKey writes a key that is whole under its name or not there at all, and
// never replaces another: a link of a finished file cannot.
func putKey(path string, key []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.tmp") // of mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(key)
	if err == nil {
		err = tmp.Sync()
	}
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	err = os.Link(tmp.Name(), path)
	var link *os.LinkError
	if errors.As(err, &link) && !errors.Is(err, fs.ErrExist) {
		// A file system without links: another run at the same moment is not told.
		if err = Free(path); err == nil {
			err = os.Rename(tmp.Name(), path)
		}
	}
	_ = syncDir(filepath.Dir(path))
	return err
}
