package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/posdoctor/posdoctor/transcripts/sim"
)

// captures are the files under testdata/captures: which scenario of the pretend
// terminal is played, and when. Its packing is its own, as that of the dumps is.
var captures = []struct {
	file     string
	scenario string
	start    string
}{
	{"zvt-approved.jsonl", "zvt", "2026-11-20 09:14:07"},
	{"zvt-no-completion.jsonl", "no-completion", "2026-11-20 17:52:40"},
	{"zvt-void.jsonl", "void", "2026-11-20 11:30:15"},
	{"zvt-declined.jsonl", "declined", "2026-11-20 12:05:51"},
	{"linkpos-contact-issuer.jsonl", "contact-issuer", "2026-11-20 10:20:33"},
	{"transbank-host-silent.jsonl", "host-silent", "2026-11-20 15:41:02"},
	{"poslink-approved.jsonl", "poslink", "2026-11-20 18:03:26"},
	{"mispos-declined.jsonl", "insufficient-funds", "2026-11-20 06:48:19"},
	{"ecr17-lost-response.jsonl", "lost-response", "2026-11-20 16:10:44"},
}

// capture plays a scenario and gives the file.
func capture(scenario, start string) ([]byte, error) {
	s, ok := sim.Named(scenario)
	if !ok {
		return nil, fmt.Errorf("there is no scenario %s", scenario)
	}
	at, err := time.Parse(time.DateTime, start)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = sim.Play(s, at).Capture(&b)
	return b.Bytes(), err
}

// writeCaptures rewrites every capture.
func writeCaptures(dir string) error {
	if _, err := os.Stat(dir); err != nil {
		return fmt.Errorf("%w (run it from the folder of go.mod)", err)
	}
	for _, c := range captures {
		b, err := capture(c.scenario, c.start)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, c.file), b, 0o644); err != nil {
			return err
		}
	}
	return nil
}
