package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/evidence"
)

// openBundle opens a folder or an archive; reading it ends with the context.
func (a *app) openBundle(ctx context.Context, path string) (tree *evidence.Tree, done func(), err error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, nil, inputProblem(err)
	}
	if info.IsDir() {
		tree, err := evidence.FromFS(a.baseName(path), endingFS{ctx, os.DirFS(path)})
		return tree, func() {}, noBundle(err, path)
	}
	if _, err := a.head(path); err != nil {
		return nil, nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, inputProblem(err)
	}
	tree, err = evidence.FromZip(endingAt{ctx, f}, info.Size())
	if err != nil {
		f.Close()
		return nil, nil, noBundle(err, path)
	}
	return tree, func() { f.Close() }, nil
}

// noBundle says which path holds no bundle.
func noBundle(err error, path string) error {
	var p *codes.Problem
	switch {
	case err == nil:
		return nil
	case errors.As(err, &p):
		p.At = path
		return p
	}
	return inputProblem(err)
}

// endingFS is a folder whose reading ends with the context: whoever presses Ctrl-C
// does not wait for gigabytes.
type endingFS struct {
	ctx context.Context
	fs.FS
}

func (e endingFS) Open(name string) (fs.File, error) {
	f, err := e.FS.Open(name)
	if err != nil {
		return nil, err
	}
	if d, ok := f.(fs.ReadDirFile); ok {
		if info, err := f.Stat(); err == nil && info.IsDir() {
			return d, nil
		}
	}
	return endingFile{e.ctx, f}, nil
}

type endingFile struct {
	ctx context.Context
	fs.File
}

func (e endingFile) Read(p []byte) (int, error) {
	if err := e.ctx.Err(); err != nil {
		return 0, err
	}
	return e.File.Read(p)
}

// endingAt is an archive whose reading ends with the context.
type endingAt struct {
	ctx context.Context
	io.ReaderAt
}

func (e endingAt) ReadAt(p []byte, off int64) (int, error) {
	if err := e.ctx.Err(); err != nil {
		return 0, err
	}
	return e.ReaderAt.ReadAt(p, off)
}
