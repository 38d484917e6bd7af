package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

var meta = Meta{Version: "1.0.0", Knowledge: "2026-11-22", Now: time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)}

func compile(t *testing.T, id string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	for _, b := range [][]byte{Schema, LinesSchema} {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if err := c.AddResource(doc.(map[string]any)["$id"].(string), doc); err != nil {
			t.Fatal(err)
		}
	}
	s, err := c.Compile(id)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validate(t *testing.T, s *jsonschema.Schema, b []byte) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(doc); err != nil {
		t.Errorf("%v\n%s", err, b)
	}
}

// full holds every value of every closed list.
func full() diag.Report {
	r := day41()
	r.Sources = append(r.Sources, transcripts.Source{
		Name: "b.log", Masked: map[string]int64{"pan": 2},
		Stopped: &codes.Problem{ID: "input.broken", What: codes.Text{EN: "broken off", ZH: "中断"}, Hint: codes.Text{EN: "copy it again", ZH: "重新复制"}, At: "b.log:3"},
	})
	stages := []diag.Stage{diag.StageNone, diag.StageStored, diag.StageHeld, diag.StageCaptured, diag.StageSettled, diag.StagePaidOut}
	states := []diag.State{
		diag.StateUnknown, diag.StateNeverSent, diag.StatePending, diag.StateSent, diag.StateApproved, diag.StateStored,
		diag.StateDeclined, diag.StateAcknowledged, diag.StateRefused, diag.StateGaveUp, diag.StateUndone, diag.StateDisputed,
	}
	kinds := []transcripts.Kind{
		transcripts.KindUnknown, transcripts.KindSale, transcripts.KindPreAuth, transcripts.KindCompletion, transcripts.KindAdjustment,
		transcripts.KindReversal, transcripts.KindVoid, transcripts.KindRefund,
	}
	links := []diag.Link{diag.LinkNone, diag.LinkOriginal, diag.LinkReceipt, diag.LinkRRN, diag.LinkOrder, diag.LinkAuthCode, diag.LinkAmount}
	parties := []codes.Party{
		codes.Issuer, codes.Acquirer, codes.Network, codes.Terminal, codes.CardItself, codes.Merchant, codes.Nobody, codes.PartyUnknown,
	}
	for i := range 24 {
		t := payment(20+i, diag.Verdict{
			Money: moneys[i%6], Stage: stages[i%6], Confidence: diag.Confidence(i % 3),
			Guards: diag.Guards{ChargeAgain: diag.Guard{State: diag.Permission(i % 3), Until: "statement"}},
		})
		t.Kind, t.Method = kinds[i%8], []string{"", "card", "qr"}[i%3]
		l := t.Legs[0]
		l.Kind, l.State, l.Link, l.Target, l.Amount.Known = kinds[i%8], states[i%12], links[i%6], 0, i%2 == 0
		l.At.Zone = []transcripts.Zone{transcripts.ZoneFloating, transcripts.ZoneAssumed, transcripts.ZoneStated}[i%3]
		l.Code, l.Reading.Code.DeclinedBy = "05", parties
		l.Others = []codes.Reading{{Code: codes.Code{Book: "visa", Value: "05"}}}
		t.Legs = append(t.Legs, l)
		t.Legs[0].At = l.At
		t.Legs[0].Code = "05"
		r.Transactions = append(r.Transactions, t)
	}
	for _, k := range []transcripts.Kind{
		transcripts.KindBalance, transcripts.KindSignOn, transcripts.KindSignOff, transcripts.KindEcho, transcripts.KindKeys,
		transcripts.KindParameters, transcripts.KindSettlement, transcripts.KindUpload, transcripts.KindStatus, transcripts.KindAdmin,
	} {
		r.Exchanges = append(r.Exchanges, diag.Exchange{Kind: k, STAN: "000001", At: when(1), Answered: true, Code: "00"})
	}
	for _, s := range []diag.CheckState{diag.CheckOK, diag.CheckProblem, diag.CheckSkipped, diag.CheckUnknown} {
		r.Checks = append(r.Checks, diag.Check{ID: "x." + string(s), State: s})
	}
	return r
}

func TestJSONFollowsItsSchema(t *testing.T) {
	schema := compile(t, "https://posdoctor.dev/schema/report/1")
	for name, r := range map[string]diag.Report{"full": full(), "empty": {}, "crowd": crowd()} {
		var b bytes.Buffer
		if err := JSON(&b, r, meta); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		validate(t, schema, b.Bytes())
		if strings.Contains(b.String(), "null,") && strings.Contains(b.String(), `": null`) && !strings.Contains(b.String(), `"amount": null`) {
			t.Errorf("%s: a list is null", name)
		}
	}
}

func TestTheSchemaCanRefuse(t *testing.T) {
	schema := compile(t, "https://posdoctor.dev/schema/report/1")
	var b bytes.Buffer
	if err := JSON(&b, full(), meta); err != nil {
		t.Fatal(err)
	}
	bad := strings.Replace(b.String(), `"money": "returning"`, `"money": "gone"`, 1)
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(bad))
	if err != nil {
		t.Fatal(err)
	}
	if schema.Validate(doc) == nil {
		t.Error("a seventh answer was accepted")
	}
}

func TestJSONGolden(t *testing.T) {
	var b bytes.Buffer
	if err := JSON(&b, day41(), meta); err != nil {
		t.Fatal(err)
	}
	golden(t, "day41.json", b.String())
}

func TestLinesFollowTheirSchema(t *testing.T) {
	schema := compile(t, "https://posdoctor.dev/schema/report/1/lines")
	r := full()
	for i := range 130 {
		r.Sources = append(r.Sources, transcripts.Source{Name: fmt.Sprint(i)})
	}
	var b bytes.Buffer
	w := Lines(&b, meta)
	for _, tr := range r.Transactions {
		if err := w.Transaction(tr); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Finish(r); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	if len(lines) != len(r.Transactions)+2 {
		t.Fatalf("%d lines", len(lines))
	}
	var types []string
	for _, l := range lines {
		validate(t, schema, []byte(l))
		var x struct{ Type string }
		if err := json.Unmarshal([]byte(l), &x); err != nil {
			t.Fatal(err)
		}
		types = append(types, x.Type)
	}
	if types[0] != "header" || types[len(types)-1] != "summary" || slices.Contains(types[1:len(types)-1], "summary") {
		t.Errorf("types %v", types)
	}
	var end struct {
		Sources []any
		Counts  map[string]int
	}
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &end); err != nil {
		t.Fatal(err)
	}
	if len(end.Sources) != 100 || end.Counts["sources"] != 132 {
		t.Errorf("%d sources, counted %d", len(end.Sources), end.Counts["sources"])
	}
}

type full24 struct{ left int }

var errFull = errors.New("no room")

func (w *full24) Write(b []byte) (int, error) {
	if w.left -= len(b); w.left < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestAFullDiskIsReported(t *testing.T) {
	if err := JSON(&full24{left: 200}, day41(), meta); !errors.Is(err, errFull) {
		t.Errorf("json: got %v", err)
	}
	w := Lines(&full24{}, meta)
	if err := w.Finish(diag.Report{}); !errors.Is(err, errFull) {
		t.Errorf("lines: got %v", err)
	}
}

func TestNothingIsEscapedForHTML(t *testing.T) {
	r := diag.Report{Sources: []transcripts.Source{{Name: "<a&b>.log"}}}
	var b bytes.Buffer
	if err := JSON(&b, r, meta); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), `"<a&b>.log"`) {
		t.Errorf("got %s", b.String())
	}
}

func TestListsAreSortedAndCapped(t *testing.T) {
	r := diag.Report{
		Findings: []diag.Finding{
			{ID: "b.b", Severity: diag.Info, Count: 1},
			{ID: "c.c", Severity: diag.Critical, Count: 500, Evidence: make([]diag.Evidence, 500), Transactions: make([]string, 500)},
			{ID: "a.a", Severity: diag.Info, Count: 1},
		},
		Terminals: []diag.Terminal{{ID: "2"}, {ID: "1"}},
	}
	fs := toFindings(r.Findings)
	if fs[0].ID != "c.c" || fs[1].ID != "a.a" || fs[2].ID != "b.b" {
		t.Errorf("order %s %s %s", fs[0].ID, fs[1].ID, fs[2].ID)
	}
	if len(fs[0].Evidence) != 100 || len(fs[0].Transactions) != 100 || fs[0].Count != 500 {
		t.Errorf("caps %d %d", len(fs[0].Evidence), len(fs[0].Transactions))
	}
	if ts := toTerminals(r.Terminals); ts[0].ID != "1" || ts[0].Guards["reset_terminal"].State != "never" {
		t.Errorf("terminals %+v", ts)
	}
}

func TestTimesAreWrittenAsFarAsTheyAreKnown(t *testing.T) {
	at := time.Date(2026, 11, 20, 10, 14, 3, 500, time.UTC)
	china := time.FixedZone("", 8*3600)
	for want, s := range map[string]transcripts.Stamp{
		"":                          {},
		"2026-11-20T10:14:03":       {Time: at},
		"2026-11-20T10:14:03Z":      {Time: at, Zone: transcripts.ZoneStated},
		"2026-11-20T18:14:03+08:00": {Time: at.In(china), Zone: transcripts.ZoneAssumed},
		"--11-20T10:14:03":          {Time: at, NoYear: true},
		"T10:14:03":                 {Time: at, NoDate: true},
	} {
		if got := stamp(s); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
