package capture

import (
	"encoding/hex"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/known"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// What every protocol says of a published frame it says of the masked frame too:
// the last look takes nothing away that a verdict rests on.
func TestMaskedFramesTellTheSame(t *testing.T) {
	text, err := os.ReadFile("../../testdata/ecr/vectors.tsv")
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	for line := range strings.Lines(string(text)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || f[0] == "id" {
			continue
		}
		raw, err := hex.DecodeString(f[4])
		if err != nil {
			t.Fatal(err)
		}
		side := wire.Side(strings.TrimPrefix(f[3], "-"))
		for _, p := range known.All() {
			link := wire.Link(f[2])
			if !slices.Contains(p.Links, link) {
				link = p.Links[0]
			}
			framer := p.NewFramer(link)
			for _, frame := range append(framer.Feed(wire.Known(raw)), framer.Flush()...) {
				if frame.Kind != wire.Data || frame.Fault != nil || frame.Check == wire.CheckBad {
					continue
				}
				masked := mask(&p, link, "", side, frame)
				again := p.NewFramer(link)
				frames := append(again.Feed(masked), again.Flush()...)
				if len(frames) != 1 || frames[0].Kind != wire.Data {
					t.Errorf("%s in %s: the masked frame is none: %s", f[0], p.ID, masked.Hex())
					continue
				}
				got, want := events(p, side, asHeard(frames[0], frame.Check)), events(p, side, frame)
				if got != want {
					t.Errorf("%s in %s: masked it says\n%s\nin clear\n%s\nmasked %s", f[0], p.ID, got, want, masked.Hex())
				}
				told++
			}
		}
	}
	if told < 50 {
		t.Errorf("only %d frames were looked at", told)
	}
}

// events is what a conversation makes of one frame, but for tokens of cards: a
// masked number has none.
func events(p ecr.Protocol, side wire.Side, f wire.Frame) string {
	var out strings.Builder
	for _, ev := range p.NewConversation(ecr.Options{Masker: redact.New([]byte("k"))}).Take(side, f) {
		fmt.Fprintf(&out, "%s %s", ev.Kind, ev.Dir)
		if ev.Message != nil {
			m := *ev.Message
			m.Card.Token = ""
			fmt.Fprintf(&out, " %+v", m)
		}
		if ev.Signal != nil {
			fmt.Fprintf(&out, " %+v", *ev.Signal)
		}
		if ev.Device != nil {
			d := *ev.Device
			fmt.Fprintf(&out, " %s %s %v %v", d.Terminal, d.Status, d.Ready == nil, d.Pending == nil)
		}
		fmt.Fprintln(&out, faultID(ev.Fault))
	}
	return out.String()
}

func faultID(f *transcripts.Fault) string {
	if f == nil {
		return ""
	}
	return f.ID
}
