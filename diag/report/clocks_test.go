package report

import (
	"strings"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

func TestClockWords(t *testing.T) {
	const s, day = time.Second, 24 * time.Hour
	for _, tt := range []struct {
		least, most time.Duration
		want, not   string
	}{
		{-s, 2 * s, "agree within 3 s", "zone"},
		{4 * s, 5 * s, "is 5 s ahead", "zone"},
		{-65 * s, -64 * s, "is 1 min 5 s behind", "zone"},
		{-10 * s, 65 * s, "ahead of the clock of the log by minus 10 s to 1 min 5 s", "zone"},
		{8*time.Hour - 2*s, 8*time.Hour - s, "another time zone or summer time", "date"},
		{-time.Hour, -time.Hour, "is 1 h 0 min behind the clock of the log. Whole quarter hours", "date"},
		{14 * time.Minute, 14 * time.Minute, "14 min 0 s ahead of the clock of the log.", "zone"},
		{14*time.Hour + s, 14*time.Hour + 2*s, "zone", "date"},
		{-day - s, -day, "is 1 d 0 h behind the clock of the log. Whole days are most likely a wrong date", "zone"},
		{3 * day, 3 * day, "is 3 d 0 h ahead of the clock of the log. Whole days", "zone"},
		{20 * time.Hour, 20 * time.Hour, "is 20 h 0 min ahead of the clock of the log.", "likely"},
		{25 * time.Hour, 25 * time.Hour, "is 1 d 1 h ahead of the clock of the log.", "likely"},
	} {
		got := gapRange{clock: clockTerminal, least: tt.least, most: tt.most}.words("pos.log").EN
		if !strings.Contains(got, tt.want) || strings.Contains(got, tt.not) {
			t.Errorf("%v to %v: got %q, want %q and no %q in it", tt.least, tt.most, got, tt.want, tt.not)
		}
	}
}

func said(list []codes.Text) string {
	var out []string
	for _, t := range list {
		out = append(out, t.EN)
	}
	return strings.Join(out, "\n")
}

func TestClocks(t *testing.T) {
	told := func(mti, hhmmss string) transcripts.Message {
		m := transcripts.Message{MTI: mti, LocalTime: hhmmss, LocalDate: "1120"}
		if mti == "" {
			m.Talk = "zvt#1"
		}
		return m
	}
	for name, tt := range map[string]struct {
		seen []diag.Sighting
		want string
	}{
		"a terminal tells its till when the payment began": {
			[]diag.Sighting{seen(false, transcripts.Message{Talk: "zvt#1"}, at2(0, 1, "11:32:15")), seen(true, told("", "113215"), at2(0, 2, "11:32:22"))},
			"pos.log: the clock that the terminal tells the till and the clock of the log agree within 3 s.",
		},
		"a host answers with a time before it was asked": {
			[]diag.Sighting{seen(false, transcripts.Message{MTI: "0200"}, at2(0, 1, "11:32:15")), seen(true, told("0210", "113015"), at2(0, 2, "11:32:22"))},
			"pos.log: the host's clock (DE12, DE13 of answers) is 2 min 0 s behind the clock of the log.",
		},
		"a host answers with a time after its answer came": {
			[]diag.Sighting{seen(false, transcripts.Message{MTI: "0200"}, at2(0, 1, "11:32:15")), seen(true, told("0210", "113422"), at2(0, 2, "11:32:22"))},
			"pos.log: the host's clock (DE12, DE13 of answers) is 2 min 0 s ahead of the clock of the log.",
		},
		"summer time ends between request and answer": {
			[]diag.Sighting{seen(false, told("0200", "025948"), at2(0, 1, "02:59:50")), seen(true, told("0210", "020003"), at2(0, 2, "02:00:05"))},
			"pos.log: the terminal's own clock (DE12, DE13) and the clock of the log agree within 3 s.\n" +
				"pos.log: the host's clock (DE12, DE13 of answers) and the clock of the log agree within 3 s.\n" +
				"pos.log: the clock of the log goes back from 2026-11-20 02:59:50 to 2026-11-20 02:00:05. The rows stand in the order of the log.",
		},
		"nobody states a time": {
			[]diag.Sighting{seen(false, transcripts.Message{MTI: "0200"}, at2(0, 1, "11:32:15"))},
			"No message states a time of its own, so only the clock of the log is known.",
		},
	} {
		r := tree(diag.Leg{Target: -1, Seen: tt.seen})
		r.Sources = []transcripts.Source{{Name: "pos.log"}}
		if got := said(Clocks(r, Timeline(r, "k"))); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, tt.want)
		}
	}
}
