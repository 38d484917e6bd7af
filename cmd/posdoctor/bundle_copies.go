package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/store"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/evidence"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/redact/copies"
)

// logCopies are the masked copies of the logs, in the order of the sources.
func (a *app) logCopies(ctx context.Context, inputs []store.Input, sources []transcripts.Source) []evidence.Copy {
	var out []evidence.Copy
	for i, in := range inputs {
		c := evidence.Copy{
			Part: evidence.Part{Path: numbered("source/terminal-log", i) + ".redacted.bin", Media: "application/octet-stream", Title: titleLogCopy},
			Role: evidence.RoleLog, Name: a.baseName(in.Name), Open: a.opener(ctx, in.Path),
			Redact: redactLog(ctx), SHA256: sources[i].SHA256, SameLength: !packed(in.Path),
		}
		out = append(out, c)
	}
	return out
}

// redactLog makes the copy of a log: messages are taken apart and their card data
// hidden by what each field is, the rest by its shape.
func redactLog(ctx context.Context) evidence.Redact {
	return func(name string, in io.Reader, out io.Writer) (evidence.Masked, error) {
		counts, err := copies.Copy(ctx, out, in, copies.Options{Name: name})
		m := evidence.Masked{Method: "structure", Counts: counts.Masked}
		if counts.Gzip {
			m.Note = textPackedLog
		}
		return m, err
	}
}

// packed reports whether a file is compressed; the copy of a log in it is that of
// its content.
func packed(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false // reading it tells
	}
	defer f.Close()
	head := make([]byte, 2)
	_, err = io.ReadFull(f, head)
	return err == nil && head[0] == 0x1F && head[1] == 0x8B
}

// statementCopies are rows typed by hand, then statement files.
func (a *app) statementCopies(ctx context.Context, rows, files []string) ([]evidence.Copy, error) {
	var out []evidence.Copy
	add := func(name string, open func() (io.ReadCloser, error)) {
		out = append(out, evidence.Copy{
			Part: evidence.Part{Path: numbered("source/statement", len(out)) + ".redacted.csv", Media: "text/csv", Title: titleStatementCopy},
			Role: evidence.RoleStatement, Name: name, Open: open, Redact: evidence.MaskStatement,
		})
	}
	if len(rows) > 0 {
		text := []byte(strings.Join(rows, "\n") + "\n")
		add("typed by hand", func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(text)), nil })
	}
	for _, path := range files {
		if _, err := a.head(path); err != nil {
			return nil, err
		}
		add(a.baseName(path), a.opener(ctx, path))
	}
	return out, nil
}

// attachmentCopies are documents, each given as FILE:KIND. first is the number
// of the first one.
func (a *app) attachmentCopies(ctx context.Context, args []string, first int) ([]evidence.Copy, error) {
	var out []evidence.Copy
	for i, arg := range args {
		at := strings.LastIndexByte(arg, ':')
		path, kind := arg, ""
		if at >= 0 {
			path, kind = arg[:at], arg[at+1:]
		}
		head, err := a.head(path)
		if err != nil {
			return nil, err
		}
		c, err := evidence.Attach(first+i, kind, a.baseName(path), head, a.opener(ctx, path))
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// head gives the first bytes of an ordinary file.
func (a *app) head(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		err = &fs.PathError{Op: "open", Path: path, Err: store.ErrDevice}
	}
	if err != nil {
		return nil, inputProblem(err)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, inputProblem(err)
	}
	defer f.Close()
	head, err := io.ReadAll(io.LimitReader(f, 512))
	if err != nil {
		return nil, inputProblem(err)
	}
	return head, nil
}

// opener opens a file when its copy is made; reading it ends with the context.
func (a *app) opener(ctx context.Context, path string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) {
		f, err := os.Open(path)
		if err != nil {
			return nil, inputProblem(err)
		}
		return cancelled{ctx, f}, nil
	}
}

// cancelled is a file whose reading ends with the context.
type cancelled struct {
	ctx context.Context
	io.ReadCloser
}

func (c cancelled) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.ReadCloser.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = inputProblem(err)
	}
	return n, err
}

// baseName names a file without its folders, which say who uses the machine.
func (a *app) baseName(path string) string { return a.mask(filepath.Base(path)) }

// numbered is the name of the first thing of a sort, and of those after it.
func numbered(name string, i int) string {
	if i == 0 {
		return name
	}
	return name + "-" + strconv.Itoa(i+1)
}

var (
	titleLogCopy       = codes.Text{EN: "log, masked", ZH: "日志（已遮盖）"}
	titleStatementCopy = codes.Text{EN: "statement, masked", ZH: "对账单（已遮盖）"}
	textPackedLog      = codes.Text{EN: "the original is compressed; the copy is of its content", ZH: "原文件是压缩的，副本是其中的内容"}
)
