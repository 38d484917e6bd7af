package main

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/posdoctor/posdoctor"

// pkg is what go list says about a package.
type pkg struct {
	ImportPath string
	Dir        string
	Imports    []string
	GoFiles    []string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Dir,Imports,GoFiles", module+"/...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []pkg
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	if len(all) < 10 {
		t.Fatalf("go list found %d packages only", len(all))
	}
	return all
}

// room is the top-level folder of a package of this module, "" for others.
func room(path string) string {
	rest, ok := strings.CutPrefix(path, module+"/")
	if !ok {
		return ""
	}
	top, _, _ := strings.Cut(rest, "/")
	return top
}

func under(path string, parents ...string) bool {
	for _, p := range parents {
		if path == p || strings.HasPrefix(path, p+"/") {
			return true
		}
	}
	return false
}

// breach says why one package may not import another, "" if it may.
func breach(from, to string) string {
	allowed := map[string][]string{
		"codes":       {"codes"},
		"transcripts": {"transcripts", "codes"},
		"diag":        {"diag", "transcripts", "codes"},
		"cmd":         {"cmd", "diag", "transcripts", "codes"},
		"testdata":    {"testdata", "cmd", "diag", "transcripts", "codes"},
	}
	if top := room(to); top != "" {
		if !slices.Contains(allowed[room(from)], top) {
			return "the arrows are cmd -> diag -> transcripts -> codes"
		}
		for _, root := range []string{"transcripts", "diag"} {
			if from == module+"/"+root && top == root {
				return "a root holds types only and imports no child"
			}
		}
	}
	if room(from) == "diag" && under(to, "github.com/spf13/cobra", "go.bug.st/serial", "github.com/charmbracelet/lipgloss", "os", "net", "syscall") {
		return "diag works on values alone"
	}
	if under(to, "github.com/charmbracelet/lipgloss", "github.com/charmbracelet/bubbletea") && from != module+"/cmd/posdoctor/internal/ui" {
		return "only ui knows of lipgloss and bubbletea"
	}
	return ""
}

func TestArrows(t *testing.T) {
	for _, p := range packages(t) {
		for _, to := range p.Imports {
			if why := breach(p.ImportPath, to); why != "" {
				t.Errorf("%s imports %s: %s", p.ImportPath, to, why)
			}
		}
	}
}

// A test that cannot fail is none: these imports must be breaches.
func TestArrowsSeeABreach(t *testing.T) {
	for from, to := range map[string]string{
		module + "/codes":             module + "/transcripts",
		module + "/transcripts/iso":   module + "/diag",
		module + "/diag":              module + "/diag/verdict",
		module + "/diag/verdict":      "os/exec",
		module + "/diag/report":       "net/http",
		module + "/cmd/posdoctor":     "github.com/charmbracelet/lipgloss/table",
		module + "/cmd":               "github.com/charmbracelet/bubbletea",
		module + "/transcripts":       module + "/transcripts/redact",
		module + "/transcripts/logs":  module + "/cmd/posdoctor/internal/ui",
		module + "/codes/anything":    module + "/diag",
		module + "/diag/verdict/deep": "github.com/spf13/cobra",
	} {
		if breach(from, to) == "" {
			t.Errorf("%s may import %s", from, to)
		}
	}
}

// Nothing under diag asks for the time: the same bytes must give the same
// report on every day.
func TestDiagHasNoClock(t *testing.T) {
	for _, p := range packages(t) {
		if room(p.ImportPath) != "diag" {
			continue
		}
		for _, name := range p.GoFiles {
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if sel, ok := n.(*ast.SelectorExpr); ok {
					if x, ok := sel.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains([]string{"Now", "Since", "Until", "Local"}, sel.Sel.Name) {
						t.Errorf("%s uses time.%s", fset.Position(n.Pos()), sel.Sel.Name)
					}
				}
				return true
			})
		}
	}
}
