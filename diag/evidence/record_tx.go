package evidence

import (
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts"
)

// txRecord is one transaction in the fields that networks and acquirers ask for.
type txRecord struct {
	ID          string        `json:"record_id"`
	Merchant    string        `json:"merchant_id"`
	Terminal    deviceRecord  `json:"terminal"`
	Transaction messageRecord `json:"transaction"`
	Card        cardRecord    `json:"card"`
	Chip        chipRecord    `json:"chip"`
	Undos       []undoRecord  `json:"undos"`
	Settlement  settlement    `json:"settlement"`
	Bank        bankSide      `json:"bank_side"`
	Finding     findingRecord `json:"finding"`
	Provenance  []proofRecord `json:"provenance"`
}

type deviceRecord struct {
	ID       string `json:"terminal_id"`
	Serial   string `json:"serial_no"`
	Model    string `json:"model"`
	Software string `json:"app_version"`
}

type messageRecord struct {
	Type         string `json:"type"`
	MTI          string `json:"mti"`
	ProcCode     string `json:"proc_code"`
	Amount       *int64 `json:"amount_minor"`
	Approved     *int64 `json:"approved_minor"`
	Captured     *int64 `json:"captured_minor"`
	Returned     *int64 `json:"returned_minor"`
	Currency     string `json:"currency"`
	Exponent     *int   `json:"exponent"`
	LocalAt      string `json:"local_at"` // as the source states it
	TZ           string `json:"tz"`       // "floating", "assumed", "stated"
	UTC          string `json:"utc"`
	STAN         string `json:"stan"`
	RRN          string `json:"rrn"`
	AuthCode     string `json:"auth_code"`
	Batch        string `json:"batch_no"`
	Invoice      string `json:"invoice_no"`
	Order        string `json:"order"`
	ARN          string `json:"arn"`
	ResponseCode string `json:"response_code"`
	ResponseFrom string `json:"response_source"` // "host", "none", "unknown"
	ResponseAt   string `json:"response_at"`
	EntryMode    string `json:"pos_entry_mode"`
	Condition    string `json:"pos_condition"`
}

type cardRecord struct {
	Truncated string `json:"pan_truncated"`
	Name      string `json:"name"` // "card#1", the same card within one bundle
}

type chipRecord struct {
	Cryptogram string `json:"arqc_or_tc"`
	CID        string `json:"cid"`
	ATC        string `json:"atc"`
	TVR        string `json:"tvr"`
	TSI        string `json:"tsi"`
	CVM        string `json:"cvm_results"`
	ARC        string `json:"arc"`
}

type undoRecord struct {
	Type         string `json:"type"`
	STAN         string `json:"stan"`
	RRN          string `json:"rrn"`
	AuthCode     string `json:"auth_code"`
	Invoice      string `json:"invoice_no"`
	Order        string `json:"order"`
	Amount       *int64 `json:"amount_minor"`
	State        string `json:"state"`
	ResponseCode string `json:"response_code"`
	Reason       string `json:"reason"`
	At           string `json:"local_at"`
	Attempts     int    `json:"attempts"`
}

type settlement struct {
	Settled string `json:"settled"` // "yes", "unknown"
}

type bankSide struct {
	Debited  string `json:"card_debited"`
	Evidence string `json:"debit_evidence"`
}

type findingRecord struct {
	Verdict    string     `json:"verdict"` // closed list of the record
	Money      string     `json:"money"`   // as check says it
	Stage      string     `json:"stage"`
	Confidence string     `json:"confidence"`
	Rule       string     `json:"rule"`
	Says       codes.Text `json:"explanation"`
	Settle     codes.Text `json:"would_settle"`
	Findings   []string   `json:"findings"`
}

// proofRecord ties one claim to the bytes it rests on. The offset is that of the
// original and of its copy alike.
type proofRecord struct {
	Claim  codes.Text `json:"claim"`
	Source string     `json:"source_file"`
	Copy   string     `json:"copy"`
	Line   int64      `json:"line_no"`
	Offset int64      `json:"byte_offset"`
	Length int64      `json:"byte_length"`
}

func txRecordOf(t *diag.Transaction, c Case, copies []Copied) txRecord {
	root := diag.Leg{}
	if len(t.Legs) > 0 {
		root = *t.Root()
	}
	r := txRecord{
		ID: t.Key, Merchant: known(root.Merchant), Terminal: deviceOf(c.Report, root.Terminal),
		Transaction: messageOf(t, root), Card: cardRecord{known(root.Card.Masked), known(t.CardName)}, Chip: chipOf(root),
		Undos: []undoRecord{}, Settlement: settlement{unknown}, Bank: bankSide{unknown, unknown},
		Finding: findingOf(t, c.Report), Provenance: []proofRecord{},
	}
	if root.Settled != nil {
		r.Settlement.Settled = "yes"
	}
	for _, l := range t.Legs {
		if l.Kind.Undoes() {
			r.Undos = append(r.Undos, undoOf(l))
		}
	}
	for _, e := range t.Verdict.Because {
		r.Provenance = append(r.Provenance, proofOf(e, c.Report, copies))
	}
	return r
}

func deviceOf(rep diag.Report, terminal string) deviceRecord {
	out := deviceRecord{known(terminal), unknown, unknown, unknown}
	for _, d := range rep.Devices {
		if d.Device.Terminal == terminal && terminal != "" {
			out.Serial, out.Model, out.Software = known(d.Device.Serial), known(d.Device.Model), known(d.Device.Software)
		}
	}
	return out
}

func messageOf(t *diag.Transaction, root diag.Leg) messageRecord {
	m := messageRecord{
		Type: known(string(t.Kind)), MTI: unknown, ProcCode: unknown, Currency: unknown,
		LocalAt: known(root.At.String()), TZ: zoneName(root.At), UTC: utc(root.At),
		STAN: known(root.STAN), RRN: known(root.RRN), AuthCode: known(root.AuthCode), Batch: known(root.Batch),
		Invoice: known(root.Receipt), Order: known(root.Order), ARN: unknown,
		ResponseCode: known(root.Code), ResponseFrom: unknown, ResponseAt: unknown, EntryMode: unknown, Condition: unknown,
	}
	if root.Amount.Known {
		minor := root.Amount.Minor
		m.Amount = &minor
		if root.Amount.Currency != "" {
			digits := report.MinorDigits(root.Amount.Currency)
			m.Currency, m.Exponent = root.Amount.Currency, &digits
		}
	}
	if a := t.Verdict.Amounts; a.Known {
		m.Approved, m.Captured, m.Returned = &a.Approved, &a.Captured, &a.Returned
	}
	for _, s := range root.Seen {
		switch {
		case s.Answers:
			m.ResponseFrom, m.ResponseAt = "host", known(s.At().String())
		case s.Message != nil && m.MTI == unknown:
			m.MTI, m.ProcCode = known(s.Message.MTI), known(s.Message.ProcessingCode)
			m.EntryMode, m.Condition = known(s.Message.EntryMode), known(s.Message.Condition)
		}
	}
	return m
}

func zoneName(s transcripts.Stamp) string {
	switch {
	case !s.Known():
		return unknown
	case s.Zone == transcripts.ZoneFloating:
		return "floating"
	}
	return string(s.Zone)
}

// utc is only told of a whole time whose zone somebody stated.
func utc(s transcripts.Stamp) string {
	if !s.Known() || s.NoDate || s.NoYear || s.Zone == transcripts.ZoneFloating {
		return unknown
	}
	return s.Time.UTC().Format(time.RFC3339)
}

func chipOf(l diag.Leg) chipRecord {
	var e transcripts.EMV
	for _, s := range l.Seen {
		if s.Message != nil && !s.Answers && s.Message.EMV.AC != "" {
			e = s.Message.EMV
			break
		}
	}
	return chipRecord{known(e.AC), known(e.CID), known(e.ATC), known(e.TVR), known(e.TSI), known(e.Results), known(e.ARC)}
}

func undoOf(l diag.Leg) undoRecord {
	u := undoRecord{
		Type: string(l.Kind), STAN: known(l.STAN), RRN: known(l.RRN), AuthCode: known(l.AuthCode), Invoice: known(l.Receipt), Order: known(l.Order), State: known(string(l.State)), ResponseCode: known(l.Code),
		Reason: known(l.Reason), At: known(l.At.String()), Attempts: l.Attempts,
	}
	if l.Amount.Known {
		minor := l.Amount.Minor
		u.Amount = &minor
	}
	return u
}

func findingOf(t *diag.Transaction, rep diag.Report) findingRecord {
	v := t.Verdict
	f := findingRecord{
		Money: v.Money.String(), Stage: known(string(v.Stage)), Confidence: v.Confidence.String(), Rule: known(string(v.Reason)),
		Says: v.Sentence, Settle: v.WouldSettle, Findings: []string{},
	}
	if v.Stage == diag.StageNone {
		f.Stage = "none"
	}
	if f.Settle.IsZero() {
		f.Settle = titleUnknown
	}
	for _, ref := range t.Findings {
		for _, x := range rep.Findings {
			if x.Ref == ref {
				f.Findings = append(f.Findings, x.ID)
			}
		}
	}
	f.Verdict = verdictWord(v, f.Findings)
	return f
}

// stageWords put a charge into the closed list. Where it is not known whether
// money is held or taken, no word of it fits.
var stageWords = map[diag.Stage]string{
	diag.StageNone: "insufficient_data", diag.StageStored: "one_sided_terminal", diag.StageHeld: "hold_only",
	diag.StageCaptured: "money_moved", diag.StageSettled: "money_moved", diag.StagePaidOut: "money_moved",
}

// verdictWord puts a verdict into the closed list of the record. What is merely
// open or contradicted is "insufficient_data".
func verdictWord(v diag.Verdict, findings []string) string {
	if v.Confidence == diag.Open {
		return "insufficient_data"
	}
	switch v.Money {
	case diag.NotCharged:
		return "money_not_moved"
	case diag.Returned:
		return "reversed"
	case diag.Charged:
		for _, id := range findings {
			if strings.HasPrefix(id, "state.duplicate") {
				return "duplicate"
			}
		}
		return stageWords[v.Stage]
	}
	return "insufficient_data"
}

func proofOf(e diag.Evidence, rep diag.Report, copies []Copied) proofRecord {
	p := proofRecord{Claim: e.Text, Source: unknown, Copy: unknown, Line: e.Where.Line, Offset: e.Where.Offset, Length: e.Where.Length}
	if e.Where.IsZero() {
		return p
	}
	if e.Where.Source < len(rep.Sources) {
		p.Source = known(rep.Sources[e.Where.Source].Name)
	}
	p.Copy = known(sourcePath(copies, e.Where.Source))
	return p
}
