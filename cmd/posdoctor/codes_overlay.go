package main

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
)

// library gives the code books: the built-in ones, the user's own from
// posdoctor/codes in the configuration folder, then the files named. A later
// one wins over an earlier.
func (a *app) library(files []string) (*codes.Library, error) {
	lib := codes.Open()
	for _, path := range append(a.ownBooks(), files...) {
		if err := overlay(lib, path); err != nil {
			return nil, err
		}
	}
	return lib, nil
}

// ownBooks lists the user's own books in the order of their names. A folder that
// is not there holds none.
func (a *app) ownBooks() []string {
	if a.UserConfig == "" {
		return nil
	}
	dir := filepath.Join(a.UserConfig, "posdoctor", "codes")
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	var paths []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".tsv") && !strings.HasPrefix(e.Name(), ".") {
			paths = append(paths, filepath.Join(dir, e.Name()))
		}
	}
	return paths
}

func overlay(lib *codes.Library, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return inputProblem(err)
	}
	defer f.Close()
	return lib.Overlay(path, f)
}
