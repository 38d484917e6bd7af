package report

import (
	"strings"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

func TestPageTellsHowTheTerminalIs(t *testing.T) {
	yes, no := true, false
	for _, c := range []struct {
		name   string
		seen   diag.DeviceSeen
		en, zh string
	}{
		{
			"ready",
			diag.DeviceSeen{Device: transcripts.Device{Terminal: "29001006", Ready: &yes, Software: "2.14.15"}},
			"Terminal 29001006: ready; software 2.14.15.", "终端 29001006：可以工作；软件 2.14.15。",
		},
		{
			"slow and holding an undo",
			diag.DeviceSeen{
				Device: transcripts.Device{Ready: &no, Meaning: codes.Text{EN: "end of day required", ZH: "需要结账"}, Pending: &yes},
				Skew:   -3 * time.Minute, SkewKnown: true,
			},
			"The terminal: not ready (end of day required); its clock is 3 min slow; a reversal is waiting in it.",
			"终端：不能工作（需要结账）；时钟慢 3 分钟；里面还有待发的冲正。",
		},
		{
			"answers, says nothing",
			diag.DeviceSeen{Device: transcripts.Device{Status: "7"}},
			"The terminal: it answers, but does not say whether it can work (7).", "终端：有应答，但没有说能不能工作（7）。",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := diag.Report{Summary: diag.NewSummary(), Devices: []diag.DeviceSeen{c.seen}}
			for lang, want := range map[codes.Lang]string{codes.English: c.en, codes.Chinese: c.zh} {
				var said []string
				for _, b := range Page(r, PageOptions{Lang: lang}).Blocks {
					for _, l := range b.Lines {
						said = append(said, l[0].Text)
					}
				}
				if !strings.Contains(strings.Join(said, "\n"), want) {
					t.Errorf("got\n%s\nwant it to say\n%s", strings.Join(said, "\n"), want)
				}
			}
		})
	}
}
