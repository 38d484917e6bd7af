package report

import (
	"cmp"
	"slices"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// House rules of the wire types: they are only here, so that a change inside
// posdoctor never changes what scripts read; every list is a list and never
// null; fields are added and never renamed.

const schemaID = "posdoctor.report/1"

// listed caps every list inside one object; counts stand beside them.
const listed = 100

type wireReport struct {
	Schema       string            `json:"schema"`
	Tool         wireTool          `json:"tool"`
	GeneratedAt  string            `json:"generated_at"`
	Sources      []wireSource      `json:"sources"`
	Summary      wireSummary       `json:"summary"`
	Terminals    []wireTerminal    `json:"terminals"`
	Transactions []wireTransaction `json:"transactions"`
	Exchanges    []wireExchange    `json:"exchanges"`
	Devices      []wireDevice      `json:"devices,omitempty"`
	Findings     []wireFinding     `json:"findings"`
	Checks       []wireCheck       `json:"checks"`
}

type wireTool struct {
	Name      string `json:"name"`
	Version   string `json:"version"`
	Knowledge string `json:"knowledge"`
}

type wireSource struct {
	Name          string           `json:"name"`
	SHA256        string           `json:"sha256"`
	Bytes         int64            `json:"bytes"`
	Format        string           `json:"format"`
	Encoding      string           `json:"encoding"`
	Lines         int64            `json:"lines"`
	UnparsedLines int64            `json:"unparsed_lines"`
	Messages      int64            `json:"messages"`
	Faults        int64            `json:"faults"`
	Masked        map[string]int64 `json:"masked,omitempty"`
	From          string           `json:"from"`
	To            string           `json:"to"`
	GapFree       bool             `json:"gap_free"`
	Stopped       *wireProblem     `json:"stopped,omitempty"`
}

type wireProblem struct {
	ID   string      `json:"id"`
	What codes.Text  `json:"what"`
	Hint *codes.Text `json:"hint,omitempty"`
	At   string      `json:"at,omitempty"`
}

type wireSummary struct {
	Transactions int            `json:"transactions"`
	Exchanges    int            `json:"exchanges"`
	Attention    int            `json:"attention"`
	ByMoney      map[string]int `json:"by_money"`
	AtRisk       []wireRisk     `json:"at_risk"`
	Findings     map[string]int `json:"findings"`
	Sentence     codes.Text     `json:"sentence"`
}

type wireRisk struct {
	Currency string `json:"currency"`
	Minor    int64  `json:"minor"`
	Count    int    `json:"count"`
	Unstated int    `json:"unstated"`
}

type wireTerminal struct {
	ID     string               `json:"id"`
	Guards map[string]wireGuard `json:"guards"`
}

type wireGuard struct {
	State  string     `json:"state"`
	Reason codes.Text `json:"reason"`
	Until  string     `json:"until"`
}

type wireExchange struct {
	Kind     string            `json:"kind"`
	STAN     string            `json:"stan"`
	Terminal string            `json:"terminal"`
	Batch    string            `json:"batch"`
	At       string            `json:"at"`
	Answered bool              `json:"answered"`
	Balance  string            `json:"balance,omitempty"`
	Response *wireResponse     `json:"response,omitempty"`
	Where    transcripts.Where `json:"where"`
}

type wireFinding struct {
	Ref          string         `json:"ref"`
	ID           string         `json:"id"`
	Severity     string         `json:"severity"`
	Count        int            `json:"count"`
	Title        codes.Text     `json:"title"`
	Causes       []codes.Text   `json:"causes"`
	Remedies     []wireRemedy   `json:"remedies"`
	Avoid        []codes.Text   `json:"avoid"`
	Transactions []string       `json:"transactions"`
	Evidence     []wireEvidence `json:"evidence"`
}

type wireRemedy struct {
	Who string     `json:"who"`
	Do  codes.Text `json:"do"`
	By  codes.Text `json:"by"`
	// Pays tells a script that the remedy is only for transactions whose guard
	// charge_again is safe.
	Pays bool `json:"pays,omitempty"`
}

type wireEvidence struct {
	Text  codes.Text         `json:"text"`
	Where *transcripts.Where `json:"where,omitempty"`
	Leg   int                `json:"leg,omitempty"`
}

type wireCheck struct {
	ID     string     `json:"id"`
	State  string     `json:"state"`
	Title  codes.Text `json:"title"`
	Reason codes.Text `json:"reason"`
}

// each makes a list of wire values, never null.
func each[A, B any](in []A, f func(A) B) []B {
	out := make([]B, 0, len(in))
	for _, a := range in {
		out = append(out, f(a))
	}
	return out
}

func capped[T any](in []T) []T { return in[:min(len(in), listed)] }

// stamp writes a time as far as it is known (schema, "time").
func stamp(s transcripts.Stamp) string {
	switch {
	case !s.Known():
		return ""
	case s.NoDate:
		return s.Time.Format("T15:04:05")
	case s.NoYear:
		return s.Time.Format("--01-02T15:04:05")
	case s.Zone == transcripts.ZoneFloating:
		return s.Time.Format("2006-01-02T15:04:05")
	}
	return s.Time.Format(time.RFC3339)
}

func toSource(s transcripts.Source) wireSource {
	w := wireSource{
		Name: s.Name, SHA256: s.SHA256, Bytes: s.Bytes, Format: s.Format, Encoding: s.Encoding,
		Lines: s.Lines, UnparsedLines: s.Unparsed, Messages: s.Messages, Faults: s.Faults, Masked: s.Masked,
		From: stamp(s.From), To: stamp(s.To), GapFree: s.GapFree,
	}
	if p := s.Stopped; p != nil {
		w.Stopped = &wireProblem{ID: p.ID, What: p.What, At: p.At}
		if !p.Hint.IsZero() {
			w.Stopped.Hint = &p.Hint
		}
	}
	return w
}

func toSummary(s diag.Summary) wireSummary {
	w := wireSummary{
		Transactions: s.Transactions, Exchanges: s.Exchanges, Attention: s.Attention,
		ByMoney: map[string]int{}, Findings: map[string]int{}, Sentence: sentence(s),
	}
	for _, m := range moneys {
		w.ByMoney[m.String()] = s.ByMoney[m]
	}
	for _, v := range []diag.Severity{diag.Info, diag.Warning, diag.Critical} {
		w.Findings[v.String()] = s.Findings[v]
	}
	w.AtRisk = each(sortedRisks(s.AtRisk), func(a diag.AtRisk) wireRisk { return wireRisk(a) })
	return w
}

// moneys are the six answers.
var moneys = []diag.Money{diag.MoneyUnknown, diag.NotCharged, diag.Charged, diag.Returning, diag.Returned, diag.Conflict}

func sortedRisks(in []diag.AtRisk) []diag.AtRisk {
	return slices.SortedStableFunc(slices.Values(in), func(a, b diag.AtRisk) int { return cmp.Compare(a.Currency, b.Currency) })
}

// sentence is the one the diagnosis wrote, or else the usual one.
func sentence(s diag.Summary) codes.Text {
	if s.Sentence.IsZero() {
		return Sentence(s)
	}
	return s.Sentence
}

func toGuard(g diag.Guard) wireGuard {
	return wireGuard{State: g.State.String(), Reason: g.Reason, Until: g.Until}
}

func toTerminals(in []diag.Terminal) []wireTerminal {
	sorted := slices.SortedStableFunc(slices.Values(in), func(a, b diag.Terminal) int { return cmp.Compare(a.ID, b.ID) })
	return each(sorted, func(t diag.Terminal) wireTerminal {
		return wireTerminal{ID: t.ID, Guards: map[string]wireGuard{
			"reset_terminal": toGuard(t.ResetTerminal), "close_batch": toGuard(t.CloseBatch),
		}}
	})
}

func toEvidence(e diag.Evidence) wireEvidence {
	w := wireEvidence{Text: e.Text, Leg: e.Leg}
	if !e.Where.IsZero() {
		w.Where = &e.Where
	}
	return w
}

func toFinding(f diag.Finding) wireFinding {
	same := func(t codes.Text) codes.Text { return t }
	return wireFinding{
		Ref: f.Ref, ID: f.ID, Severity: f.Severity.String(), Count: f.Count, Title: f.Title,
		Causes: each(f.Causes, same), Remedies: each(f.Remedies, func(r diag.Remedy) wireRemedy { return wireRemedy(r) }),
		Avoid: each(f.Avoid, same), Transactions: each(capped(f.Transactions), func(k string) string { return k }),
		Evidence: each(capped(f.Evidence), toEvidence),
	}
}

func toFindings(in []diag.Finding) []wireFinding {
	sorted := slices.SortedStableFunc(slices.Values(in), func(a, b diag.Finding) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(a.ID, b.ID))
	})
	return each(sorted, toFinding)
}

func toChecks(in []diag.Check) []wireCheck {
	sorted := slices.SortedStableFunc(slices.Values(in), func(a, b diag.Check) int { return cmp.Compare(a.ID, b.ID) })
	return each(sorted, func(c diag.Check) wireCheck {
		return wireCheck{ID: c.ID, State: string(c.State), Title: c.Title, Reason: c.Reason}
	})
}

func toExchange(e diag.Exchange) wireExchange {
	return wireExchange{
		Kind: string(e.Kind), STAN: e.STAN, Terminal: e.Terminal, Batch: e.Batch, At: stamp(e.At), Answered: e.Answered,
		Balance: e.Balance, Response: toResponse(e.Code, e.Reading, nil), Where: e.Where,
	}
}
