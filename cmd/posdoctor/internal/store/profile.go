package store

import (
	"io"
	"os"
	"path/filepath"
)

// ProfileName is the name of a profile wherever it is looked for.
const ProfileName = "posdoctor.yaml"

// maxProfile bounds a profile in bytes: a person writes it by hand.
const maxProfile = 256 << 10

// FindProfile gives the path of the nearest profile: in dir, in the folders
// above it, then in the user's configuration folder. It is "" when there is
// none.
func FindProfile(dir, userConfig string) string {
	for dir != "" {
		if p := filepath.Join(dir, ProfileName); regular(p) {
			return p
		}
		up := filepath.Dir(dir)
		if up == dir {
			break
		}
		dir = up
	}
	if userConfig == "" {
		return ""
	}
	if p := filepath.Join(userConfig, "posdoctor", ProfileName); regular(p) {
		return p
	}
	return ""
}

// ReadProfile gives the bytes of a profile. A file larger than any profile is
// refused with ErrTooLarge before it is read whole.
func ReadProfile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxProfile+1))
	if err == nil && len(b) > maxProfile {
		err = ErrTooLarge
	}
	return b, err
}

func regular(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
