package letters

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/diagnose"
	"github.com/posdoctor/posdoctor/diag/guide/disputes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/read"
)

func reportOf(t *testing.T, name string) diag.Report {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	engine := diagnose.New(diagnose.Config{Books: codes.Open()})
	sources, err := read.Events(context.Background(), []read.Input{{Name: filepath.Base(name), R: f}}, read.Options{Key: []byte("key of this test run only")},
		func(ev transcripts.Event) error { engine.Add(ev); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return engine.Finish(sources)
}

// Every payment of the dumps that all packages share gives whole letters.
func TestLettersOfDumps(t *testing.T) {
	files, err := filepath.Glob("../../../testdata/dumps/*-*.*")
	if err != nil || len(files) < 6 {
		t.Fatalf("%d dumps (%v)", len(files), err)
	}
	s, facts := open(t), disputes.Open()
	clear := regexp.MustCompile(`[^0-9A-F*.][3-6]\d{12,18}[^0-9A-F]`)
	places := []string{"", "IN", "SA", "CN", "DE"}
	letters := 0
	for _, name := range files {
		r := reportOf(t, name)
		for i := range r.Transactions {
			p := &r.Transactions[i]
			if !p.NeedsAttention() && i > 0 {
				continue
			}
			in := Input{Transaction: p, Sources: r.Sources, Devices: r.Devices}
			in.Advice = facts.For(p, disputes.Options{Jurisdiction: places[i%len(places)]})
			if len(in.Advice.Situations) == 0 || len(in.Advice.Asked) == 0 {
				t.Errorf("%s, %s: no advice", name, p.Key)
			}
			for _, to := range Recipients() {
				for _, lang := range languages {
					text := write(t, s, to.ID, lang, in)
					whole(t, filepath.Base(name)+", "+p.Key+", "+to.ID, text)
					if m := clear.FindString(text); m != "" {
						t.Errorf("%s, %s: a number as long as a card's: %q", name, to.ID, m)
					}
					letters++
				}
			}
		}
	}
	if letters < 60 {
		t.Errorf("only %d letters", letters)
	}
}
