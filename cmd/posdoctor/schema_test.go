package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// compile gives the schema exactly as "posdoctor schema NAME" prints it.
func compile(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	printed := runWith(t.Context(), t, nil, "schema", name)
	if printed.code != exitClean {
		t.Fatalf("schema %s: exit code %d, %s", name, printed.code, printed.err)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(printed.out))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(name, doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// validate checks every JSON object of a result.
func validate(t *testing.T, schema *jsonschema.Schema, got outcome) {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader([]byte(got.out)))
	dec.UseNumber()
	n := 0
	for {
		var v any
		if err := dec.Decode(&v); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("not JSON: %v", err)
		}
		n++
		if err := schema.Validate(v); err != nil {
			t.Errorf("%v", err)
		}
	}
	if n == 0 {
		t.Errorf("no JSON; stderr %q", got.err)
	}
}

func TestReportsFollowTheirSchema(t *testing.T) {
	schema := compile(t, "report")
	dir, err := dumpsDir()
	if err != nil {
		t.Fatal(err)
	}
	dumps, err := filepath.Glob(filepath.Join(dir, "*-*"))
	if err != nil || len(dumps) == 0 {
		t.Fatalf("no dumps in %s (%v)", dir, err)
	}
	for _, dump := range append(dumps, dir) {
		t.Run(filepath.Base(dump), func(t *testing.T) {
			validate(t, schema, runWith(t.Context(), t, nil, "check", dump, "--format", "json"))
			validate(t, schema, runWith(t.Context(), t, nil, "check", dump, "--format", "json", "--last", "2", "--only", "attention"))
		})
	}
	t.Run("nothing understood", func(t *testing.T) {
		validate(t, schema, runWith(t.Context(), t, func(w *world) { w.In = strings.NewReader("hello\n") }, "check", "-", "--format", "json"))
	})
}

func TestMessagesFollowTheirSchema(t *testing.T) {
	schema := compile(t, "message")
	files, err := filepath.Glob("testdata/messages/*.hex")
	if err != nil || len(files) == 0 {
		t.Fatalf("no messages (%v)", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			hex, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			validate(t, schema, runWith(t.Context(), t, nil, "decode", file, "--format", "json"))
			half := string(hex[:len(hex)/4*2])
			validate(t, schema, runWith(t.Context(), t, func(w *world) { w.In = strings.NewReader(half) }, "decode", "-", "--format", "json"))
		})
	}
}

func TestExplanationsFollowTheirSchema(t *testing.T) {
	schema := compile(t, "explain")
	for _, args := range [][]string{
		{"01"},
		{"96"},
		{"unionpay:01", "visa:05"},
		{"请联系发卡行"},
		{"reversal.pending"},
		{"95=8000008000"},
		{"98", "--class", "reversal"},
		{"04", "--card", "622848"},
		{"[04]交易成功"},
		{"charged twice"},
		{"reversal"},
		{"95=80"},
		{"0x00"},
		{"nothing of the kind"},
		{"43", "--audience", "customer"},
		{"43", "--audience", "engineer"},
	} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			validate(t, schema, runWith(t.Context(), t, nil, append([]string{"explain", "--format", "json"}, args...)...))
		})
	}
}

func TestCodeBooksFollowTheirSchema(t *testing.T) {
	schema := compile(t, "codes")
	dumps, err := dumpsDir()
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"list"},
		{"export", "--book", "visa-decline-category"},
		{"export"},
		{"stale", "--before", "2026-12-31"},
		{"missing", dumps},
	} {
		t.Run(strings.Join(args[:1], " "), func(t *testing.T) {
			validate(t, schema, runWith(t.Context(), t, nil, append([]string{"codes"}, append(args, "--format", "json")...)...))
		})
	}
}

// A schema that takes anything proves nothing.
func TestTheSchemasRefuseSomething(t *testing.T) {
	for _, name := range schemaNames() {
		for _, doc := range []string{`{}`, `{"schema":"posdoctor.` + name + `/1"}`, `[]`} {
			v, err := jsonschema.UnmarshalJSON(strings.NewReader(doc))
			if err != nil {
				t.Fatal(err)
			}
			if compile(t, name).Validate(v) == nil {
				t.Errorf("%s accepts %s", name, doc)
			}
		}
	}
}
