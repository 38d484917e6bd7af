package report

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// at gives a stamp of 20 November 2026, or one without a day for a clock that
// begins with "~".
func at(clock string) transcripts.Stamp {
	if clock == "" {
		return transcripts.Stamp{}
	}
	t, err := time.Parse("15:04:05", strings.TrimPrefix(clock, "~"))
	if err != nil {
		panic(err)
	}
	if strings.HasPrefix(clock, "~") {
		return transcripts.Stamp{Time: t, NoDate: true}
	}
	return transcripts.Stamp{Time: t.AddDate(2026, 10, 19)}
}

func at2(source int, seq int64, clock string) diag.Place {
	return diag.Place{Where: transcripts.Where{Source: source, Line: seq, Offset: 100 * seq, Length: 90}, Seq: seq, At: at(clock)}
}

func seen(answers bool, m transcripts.Message, places ...diag.Place) diag.Sighting {
	return diag.Sighting{Message: &m, Answers: answers, Places: places}
}

func tree(legs ...diag.Leg) diag.Report {
	return diag.Report{
		Sources:      []transcripts.Source{{Name: "pos.log"}, {Name: "gateway.log"}},
		Transactions: []diag.Transaction{{Key: "k", Legs: legs}},
	}
}

// shape writes a row in short: source:line, kind, leg, and what is special.
func shape(rows []TimelineRow) string {
	var out []string
	for _, r := range rows {
		s := fmt.Sprintf("%d:%d %s%d", r.Where.Source, r.Where.Line, r.Kind, r.Leg)
		if r.Again {
			s += " again"
		}
		if r.OfHost {
			s += " host"
		}
		if r.Restated {
			s += " restated"
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

func TestTimelineOrder(t *testing.T) {
	ask, answer := transcripts.Message{MTI: "0200"}, transcripts.Message{MTI: "0210"}
	line := func(source int, seq int64, clock string) diag.SignalSeen {
		p := at2(source, seq, clock)
		return diag.SignalSeen{Signal: transcripts.Signal{Text: "line"}, Where: p.Where, Seq: p.Seq, At: p.At}
	}
	for name, tt := range map[string]struct {
		r    diag.Report
		want string
	}{
		"one source keeps its own order, whatever its clock says": {
			tree(diag.Leg{Target: -1, Seen: []diag.Sighting{seen(false, ask, at2(0, 5, "10:14:09")), seen(true, answer, at2(0, 7, "10:14:03"))}, Signals: []diag.SignalSeen{line(0, 6, "")}}),
			"0:5 request0, 0:6 signal0, 0:7 answer0",
		},
		"two sources by their clocks": {
			tree(diag.Leg{Target: -1, Seen: []diag.Sighting{
				seen(false, ask, at2(0, 5, "10:14:03"), at2(1, 1, "10:14:04")), seen(true, answer, at2(0, 6, "10:14:06"), at2(1, 2, "10:14:05")),
			}}),
			"0:5 request0, 1:1 request0 again, 1:2 answer0 again, 0:6 answer0",
		},
		"no answer before what it answers, though its clock is ahead": {
			tree(diag.Leg{Target: -1, Seen: []diag.Sighting{seen(false, ask, at2(0, 5, "10:14:03")), seen(true, answer, at2(1, 1, "10:10:00"))}}),
			"0:5 request0, 1:1 answer0",
		},
		"a log without a day is put among the others": {
			tree(diag.Leg{Target: -1, Seen: []diag.Sighting{seen(false, ask, at2(0, 5, "10:14:03"))}, Signals: []diag.SignalSeen{line(1, 1, "~10:14:02"), line(1, 2, "~10:14:04")}}),
			"1:1 signal0, 0:5 request0, 1:2 signal0",
		},
		"an undo, and what else shows about the payment": {
			tree(
				diag.Leg{Target: -1, Seen: []diag.Sighting{seen(false, ask, at2(0, 5, "10:14:03"))}, Settled: &diag.Evidence{Where: transcripts.Where{Line: 9, Offset: 900, Length: 9}}},
				diag.Leg{Target: 0, Kind: transcripts.KindReversal, Seen: []diag.Sighting{seen(false, ask, at2(0, 7, "10:15:03"), at2(1, 7, "10:16:00"))}},
			),
			"0:5 request0, 0:7 request1, 1:7 request1 again, 0:9 note0",
		},
	} {
		if got := shape(Timeline(tt.r, "k")); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, tt.want)
		}
	}
	if rows := Timeline(tree(diag.Leg{Target: -1}), "other"); rows != nil {
		t.Errorf("an unknown key has %d rows", len(rows))
	}
}

func TestTimelineTellsWhoseClockAMessageShows(t *testing.T) {
	clock := func(mti, hhmmss string) transcripts.Message {
		return transcripts.Message{MTI: mti, LocalTime: hhmmss, LocalDate: "1120"}
	}
	talk := clock("", "101409")
	talk.Talk = "zvt#1"
	r := tree(
		diag.Leg{Target: -1, Seen: []diag.Sighting{
			seen(false, clock("0200", "101358"), at2(0, 1, "10:14:03")),
			seen(true, clock("0210", "101358"), at2(0, 2, "10:14:05")), // gives it back
			seen(true, clock("0210", "101406"), at2(0, 3, "10:14:06")), // the host's own
		}},
		diag.Leg{Target: 0, Seen: []diag.Sighting{
			seen(false, clock("0400", "101358"), at2(0, 4, "10:19:00")), // of the original
			seen(true, talk, at2(0, 5, "10:19:02")),                     // a terminal answers a till
		}},
	)
	rows := Timeline(r, "k")
	if got, want := shape(rows), "0:1 request0, 0:2 answer0 restated, 0:3 answer0 host, 0:4 request1 restated, 0:5 answer1"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	// The last one was told at some time after 10:19:00, when it was asked.
	for i, want := range []string{"-5s true", "0s false", "0s true", "0s false", "-4m51s true"} {
		d, known := rows[i].Ahead()
		if got := fmt.Sprint(d, known); got != want {
			t.Errorf("row %d: ahead %s, want %s", i, got, want)
		}
	}
}

func TestTimelineTakesItsWordsFromTheProof(t *testing.T) {
	ask := transcripts.Message{MTI: "0200"}
	r := tree(
		diag.Leg{Target: -1, Kind: transcripts.KindSale, Seen: []diag.Sighting{seen(false, ask, at2(0, 5, "10:14:03"))}},
		diag.Leg{Target: 0, Kind: transcripts.KindReversal, Seen: []diag.Sighting{seen(false, ask, at2(0, 7, "10:15:03"))}},
	)
	r.Transactions[0].Verdict.Because = []diag.Evidence{
		{Text: codes.Same("sale goes out"), Where: transcripts.Where{Line: 5, Offset: 500, Length: 90}},
	}
	rows := Timeline(r, "k")
	if got := rows[0].Text.EN; got != "sale goes out" {
		t.Errorf("got %q", got)
	}
	if got := rows[1].Text; got.EN != "reversal sent" || got.ZH != "发出冲正" {
		t.Errorf("without a proof: got %+v", got)
	}
}
