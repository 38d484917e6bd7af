package evidence

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts"
)

func TestVerdictsClaimNoMoreThanIsProved(t *testing.T) {
	for _, tt := range []struct {
		money      diag.Money
		stage      diag.Stage
		confidence diag.Confidence
		findings   []string
		want       string
	}{
		{diag.NotCharged, "", diag.Proved, nil, "money_not_moved"},
		{diag.NotCharged, "", diag.Open, nil, "insufficient_data"},
		{diag.Charged, diag.StageCaptured, diag.Proved, nil, "money_moved"},
		{diag.Charged, diag.StageSettled, diag.Likely, nil, "money_moved"},
		{diag.Charged, diag.StageHeld, diag.Proved, nil, "hold_only"},
		{diag.Charged, diag.StageStored, diag.Proved, nil, "one_sided_terminal"},
		{diag.Charged, diag.StageNone, diag.Proved, nil, "insufficient_data"},
		{diag.Charged, diag.StageCaptured, diag.Proved, []string{"state.duplicate_approval"}, "duplicate"},
		{diag.Returned, "", diag.Proved, nil, "reversed"},
		{diag.Returning, "", diag.Proved, nil, "insufficient_data"},
		{diag.MoneyUnknown, "", diag.Open, nil, "insufficient_data"},
		{diag.Conflict, "", diag.Proved, nil, "insufficient_data"},
	} {
		if got := verdictWord(diag.Verdict{Money: tt.money, Stage: tt.stage, Confidence: tt.confidence}, tt.findings); got != tt.want {
			t.Errorf("%v %q %v %v: %s, want %s", tt.money, tt.stage, tt.confidence, tt.findings, got, tt.want)
		}
	}
}

// aCase is one sale that got no answer, of which little is known.
func aCase() (Case, []Copied) {
	at := transcripts.Stamp{Time: time.Date(2026, 11, 20, 13, 57, 34, 0, time.UTC)}
	where := transcripts.Where{Source: 1, Line: 81, Offset: 5550, Length: 1359}
	leg := diag.Leg{
		Kind: transcripts.KindSale, Target: -1, STAN: "000304", At: at,
		Seen: []diag.Sighting{{Message: &transcripts.Message{MTI: "0200", STAN: "000304"}, Dir: transcripts.Sent, Places: []diag.Place{{Where: where, Seq: 7, At: at}}}},
		Signals: []diag.SignalSeen{
			{Signal: transcripts.Signal{ID: transcripts.SignalReceiveTimeout}, Where: transcripts.Where{Source: 1, Line: 100, Offset: 6910, Length: 44}, Seq: 8},
			{Signal: transcripts.Signal{ID: transcripts.SignalSaleStarted}, Where: transcripts.Where{Source: 0, Line: 3, Offset: 50, Length: 9}, Seq: 9},
		},
	}
	rep := diag.Report{
		Sources: []transcripts.Source{{Name: "till.log"}, {Name: "pos.log"}},
		Transactions: []diag.Transaction{{Key: "k1", Kind: transcripts.KindSale, Legs: []diag.Leg{leg}, Verdict: diag.Verdict{
			Because: []diag.Evidence{{Text: codes.Same("sale sent"), Where: where}, {Text: codes.Same("nothing answered")}},
		}}},
	}
	copies := []Copied{
		{Role: RoleLog, Name: "till.log", Omitted: codes.Same("packed")},
		{Role: RoleStatement, Path: "source/statement.redacted.csv"},
		{Role: RoleLog, Name: "pos.log", Path: "source/terminal-log-2.redacted.bin"},
	}
	return Case{Report: rep, Meta: report.Meta{Version: "test", Knowledge: "2026-11-22", Now: made}}, copies
}

func body(t *testing.T, p Part) string {
	t.Helper()
	var out strings.Builder
	if err := p.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestWhatIsNotKnownSaysSo(t *testing.T) {
	parts, err := Record(aCase())
	if err != nil {
		t.Fatal(err)
	}
	var r record
	if err := json.Unmarshal([]byte(body(t, parts[0])), &r); err != nil {
		t.Fatal(err)
	}
	x := r.Records[0]
	if x.Transaction.Amount != nil || x.Transaction.Exponent != nil || x.Transaction.Approved != nil {
		t.Errorf("an amount that nobody stated: %+v", x.Transaction)
	}
	for name, got := range map[string]string{
		"case": r.Case, "shop": r.Shop.Name, "place": r.Shop.Place, "rrn": x.Transaction.RRN, "utc": x.Transaction.UTC, "currency": x.Transaction.Currency, "arn": x.Transaction.ARN,
		"response_source": x.Transaction.ResponseFrom, "pan": x.Card.Truncated, "settled": x.Settlement.Settled, "debited": x.Bank.Debited,
		"the copy of a source without one": r.Records[0].Provenance[1].Copy,
	} {
		if got != unknown {
			t.Errorf("%s is %q", name, got)
		}
	}
	if p := x.Provenance[0]; p.Source != "pos.log" || p.Copy != "source/terminal-log-2.redacted.bin" || p.Offset != 5550 {
		t.Errorf("the proof points at %+v", p)
	}
	if x.Transaction.TZ != "floating" || x.Transaction.LocalAt != "2026-11-20 13:57:34" {
		t.Errorf("time %q %q", x.Transaction.LocalAt, x.Transaction.TZ)
	}
	open := map[string]bool{}
	for _, o := range r.Open {
		open[o.ID] = true
	}
	for _, id := range []string{"arn", "shop", "case_number", "rrn", "receipt", "cardholder_statement", "copy_omitted"} {
		if !open[id] {
			t.Errorf("%s is missing and not said: %v", id, open)
		}
	}
	if open["merchant_statement"] {
		t.Error("the statement is here and said to be missing")
	}
}

func TestTheTimelineKeepsTheOrderOfEachSource(t *testing.T) {
	parts, err := Record(aCase())
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Join(timelineHead, ",") + `
k1,unknown,unknown,unknown,3,50,9,unknown,sale,sale.started,unknown,unknown,unknown,unknown,unknown,unknown
k1,2026-11-20 13:57:34,floating,source/terminal-log-2.redacted.bin,81,5550,1359,sent,sale,request,0200,000304,unknown,unknown,unknown,unknown
k1,unknown,unknown,source/terminal-log-2.redacted.bin,100,6910,44,unknown,sale,link.no_answer,unknown,unknown,unknown,unknown,unknown,unknown
`
	if got := body(t, parts[1]); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestPortalsAreMeasuredByWhatTheyTake(t *testing.T) {
	fits := map[string]PortalFit{}
	for _, p := range portals([]Content{{Path: "data/report/report.pdf", Bytes: 3 << 20}, {Path: "data/attachments/01-receipt.png", Bytes: 3 << 20}, {Path: "data/record/evidence.json", Bytes: 9 << 20}}) {
		fits[p.Receiver] = p
	}
	if len(fits) != 11 {
		t.Fatalf("%d portals", len(fits))
	}
	for name, want := range map[string]PortalFit{
		"Visa (JPMorgan)":       {Files: 1, Bytes: 3 << 20, Most: 2 << 20, Pages: 100, Fits: false},
		"Mastercard (JPMorgan)": {Files: 1, Bytes: 3 << 20, Most: 14 << 20, Pages: 18, Fits: true},
		"Stripe":                {Files: 2, Bytes: 6 << 20, Most: 5 << 20, Pages: 50, Fits: false},
	} {
		got := fits[name]
		got.Receiver, got.Formats = "", nil
		if got.Files != want.Files || got.Bytes != want.Bytes || got.Most != want.Most || got.Pages != want.Pages || got.Fits != want.Fits {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
}
