package serial_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

const (
	module = "github.com/posdoctor/posdoctor"
	ports  = module + "/transcripts/serial"
)

// pkg is a package of this module as the compiler sees it, tests left out.
type pkg struct {
	path  string
	files []*ast.File
	types *types.Package
	info  *types.Info
	// others are the files that are built on other systems only.
	others []*ast.File
	// aside is true for what no command is built from: help for tests.
	aside bool
}

// program is the whole module, checked from source against what the compiler
// exported for what it imports.
type program struct {
	fset     *token.FileSet
	packages []*pkg
	imports  types.Importer
}

var load = sync.OnceValues(func() (*program, error) {
	cmd := exec.Command("go", "list", "-export", "-deps",
		"-json=ImportPath,Dir,GoFiles,IgnoredGoFiles,Export", module+"/...")
	// Without cgo every file is Go.
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, errors.New("go list: " + err.Error() + ": " + stderr.String())
	}
	type listed struct {
		ImportPath, Dir, Export string
		GoFiles, IgnoredGoFiles []string
	}
	var own []listed
	exports := make(map[string]string)
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var l listed
		if err := dec.Decode(&l); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		exports[l.ImportPath] = l.Export
		if strings.HasPrefix(l.ImportPath, module+"/") {
			own = append(own, l)
		}
	}
	p := &program{fset: token.NewFileSet()}
	p.imports = importer.ForCompiler(p.fset, "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(exports[path])
	})
	for _, l := range own {
		parse := func(names []string) (files []*ast.File, err error) {
			for _, name := range names {
				f, err := parser.ParseFile(p.fset, filepath.Join(l.Dir, name), nil, parser.SkipObjectResolution)
				if err != nil {
					return nil, err
				}
				files = append(files, f)
			}
			return files, nil
		}
		files, err := parse(l.GoFiles)
		if err != nil {
			return nil, err
		}
		others, err := parse(l.IgnoredGoFiles)
		if err != nil {
			return nil, err
		}
		checked, err := p.check(l.ImportPath, files)
		if err != nil {
			return nil, err
		}
		checked.others = others
		p.packages = append(p.packages, checked)
	}
	p.setAside()
	return p, nil
})

// setAside marks the packages that no command is built from.
func (p *program) setAside() {
	built := make(map[string]bool)
	var build func(path string)
	build = func(path string) {
		for _, x := range p.packages {
			if x.path == path && !built[path] {
				built[path] = true
				for _, i := range x.types.Imports() {
					build(i.Path())
				}
			}
		}
	}
	for _, x := range p.packages {
		if x.types.Name() == "main" {
			build(x.path)
		}
	}
	for _, x := range p.packages {
		x.aside = !built[x.path]
	}
}

func (p *program) check(path string, files []*ast.File) (*pkg, error) {
	info := &types.Info{
		Types:      make(map[ast.Expr]types.TypeAndValue),
		Uses:       make(map[*ast.Ident]types.Object),
		Selections: make(map[*ast.SelectorExpr]*types.Selection),
		Defs:       make(map[*ast.Ident]types.Object),
	}
	conf := types.Config{Importer: p.imports}
	checked, err := conf.Check(path, p.fset, files, info)
	if err != nil {
		return nil, err
	}
	return &pkg{path: path, files: files, types: checked, info: info}, nil
}

// whole is the module; the test is skipped where there is no go command.
func whole(t *testing.T) *program {
	t.Helper()
	if _, err := exec.LookPath("go"); err != nil {
		t.Skipf("the module is read with the go command: %v", err)
	}
	p, err := load()
	if err != nil {
		t.Fatal(err)
	}
	if len(p.packages) < 20 {
		t.Fatalf("only %d packages were found", len(p.packages))
	}
	return p
}

func (p *program) find(t *testing.T, path string) *pkg {
	t.Helper()
	for _, x := range p.packages {
		if x.path == path {
			return x
		}
	}
	t.Fatalf("there is no package %s", path)
	return nil
}
