package pdf

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/diagnose"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/read"
)

const dumps = "../../../testdata/dumps"

// diagnosed reads dumps as check does.
func diagnosed(t *testing.T, names ...string) diag.Report {
	t.Helper()
	var in []read.Input
	for _, n := range names {
		b, err := os.ReadFile(filepath.Join(dumps, n))
		if err != nil {
			t.Fatal(err)
		}
		in = append(in, read.Input{Name: n, R: bytes.NewReader(b)})
	}
	engine := diagnose.New(diagnose.Config{Books: codes.Open()})
	sources, err := read.Events(context.Background(), in, read.Options{Key: make([]byte, 32)}, func(ev transcripts.Event) error {
		engine.Add(ev)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return engine.Finish(sources)
}

// attention is the key of the first payment that needs attention.
func attention(t *testing.T, r diag.Report) string {
	t.Helper()
	for _, x := range r.Transactions {
		if len(x.Legs) > 0 && x.NeedsAttention() {
			return x.Key
		}
	}
	t.Fatal("no payment needs attention")
	return ""
}

func options(lang codes.Lang, keys ...string) Options {
	return Options{
		Meta: report.Meta{Version: "1.0.0", Knowledge: "2026-11-22", Now: time.Date(2026, 11, 21, 8, 30, 0, 0, time.UTC)},
		Lang: lang, Case: "D-2026-0042", Only: keys, Fingerprint: "SHA256:uNiVztksCsDhcc0u9e8BrrJXVF9Xxf0Rb5cF5bz6b8E",
	}
}

func written(t *testing.T, r diag.Report, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, r, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
