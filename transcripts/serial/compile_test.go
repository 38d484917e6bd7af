package serial_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Code outside transcripts/ecr cannot make a query of its own, nor write to a
// port: none of these compiles, each for the reason given.
func TestQueriesCannotBeMadeElsewhere(t *testing.T) {
	p := whole(t)
	const imports = `import ("context"; "github.com/posdoctor/posdoctor/transcripts/ecr"; "github.com/posdoctor/posdoctor/transcripts/serial")
		var _ context.Context; var _ ecr.Query; var _ serial.Chunk
		`
	tests := map[string]struct{ text, reason string }{
		"a query with a declaration": {`var q = ecr.Query{spec: nil}`, "unexported field spec"},
		"a query by position":        {`var q = ecr.Query{nil}`, "unexported field spec"},
		"a query changed":            {`func f(q ecr.Query) { q.spec.Frame = []byte("pay") }`, "q.spec undefined"},
		"a query converted": {
			`var s = ecr.Query{}.Spec(); var q = ecr.Query(struct{ spec *any }{})`, "cannot convert",
		},
		"the declaration taken for a query": {`func f(p *serial.Port) { p.Ask(nil, ecr.Query{}.Spec(), nil, nil) }`, "cannot use"},
		"Declare by another name":           {`var q = ecr.Declare`, "undefined: ecr.Declare"},
		"a write":                           {`func f(p *serial.Port) { p.Write([]byte("pay")) }`, "p.Write undefined"},
		"the line of a port":                {`func f(p *serial.Port) { _ = p.l }`, "p.l undefined"},
		"a port of one's own":               {`var p = serial.Port{l: nil}`, "unexported field l"},
		"the sender":                        {`var s = serial.send`, "undefined: serial.send"},
		"the asker":                         {`func f(p *serial.Port) { p.ask(nil, nil, nil, nil) }`, "p.ask undefined"},
		"a port as a writer": {
			`type w interface{ Write([]byte) (int, error) }; func f(p *serial.Port) w { return p }`, "missing method Write",
		},
	}
	check := func(text string) error {
		f, err := parser.ParseFile(p.fset, "outside.go", "package outside\n"+imports+text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		_, err = p.check(module+"/cmd/outside", []*ast.File{f})
		return err
	}
	for name, tt := range tests {
		if err := check(tt.text); err == nil || !strings.Contains(err.Error(), tt.reason) {
			t.Errorf("%s: got %v, want a compiler's %q", name, err, tt.reason)
		}
	}
	// The same way round, what is meant to compile does.
	if err := check(`func f(ctx context.Context, p *serial.Port, q ecr.Query) { p.Ask(ctx, q, nil, nil) }`); err != nil {
		t.Errorf("asking a given query: %v", err)
	}
}

// The one package that makes queries is out of reach for the compiler, too.
func TestTheAllowListCannotBeImportedElsewhere(t *testing.T) {
	whole(t)
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	build := func(dir, text string) (string, error) {
		tmp := t.TempDir()
		file := filepath.Join(tmp, "breach.go")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{filepath.Join(root, filepath.FromSlash(dir), "breach.go"): file}})
		if err != nil {
			t.Fatal(err)
		}
		list := filepath.Join(tmp, "overlay.json")
		if err := os.WriteFile(list, overlay, 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("go", "build", "-overlay", list, "./"+dir)
		cmd.Dir = root
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	const text = `package breach

import "github.com/posdoctor/posdoctor/transcripts/ecr/internal/allow"

var Query = allow.Declare(allow.Spec{Frame: []byte("pay 100")})
`
	for _, dir := range []string{"transcripts/breach", "transcripts/serial/breach", "cmd/breach", "diag/breach"} {
		if out, err := build(dir, text); err == nil || !strings.Contains(out, "use of internal package") {
			t.Errorf("%s: %v\n%s", dir, err, out)
		}
	}
	if out, err := build("transcripts/ecr/breach", text); err != nil {
		t.Errorf("below transcripts/ecr it should build: %v\n%s", err, out)
	}
}
