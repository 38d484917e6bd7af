package report

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

var update = flag.Bool("update", false, "write the golden pages anew")

// text draws a page as plainly as can be, so that goldens show its content.
func text(d Doc) string {
	var s strings.Builder
	for i, b := range d.Blocks {
		pad := strings.Repeat(" ", b.Indent)
		if b.Kind == Heading && i > 0 {
			s.WriteString("\n")
		}
		for n, l := range b.Lines {
			mark := ""
			switch b.Kind {
			case Bullets:
				mark = "- "
			case Steps:
				mark = strconv.Itoa(n+1) + ". "
			}
			s.WriteString(pad + mark + plain(l) + "\n")
		}
		widths := make([]int, len(b.Columns)+2)
		all := b.Rows
		if b.Kind == Table {
			head := make([]Span, len(b.Columns))
			for i, c := range b.Columns {
				head[i].Text = c.Title
			}
			all = append([][]Span{head}, all...)
		}
		for _, r := range all {
			for i, c := range r {
				if i < len(widths) {
					widths[i] = max(widths[i], Columns(c.Text))
				}
			}
		}
		for _, r := range all {
			row := pad
			for i, c := range r {
				fill := ""
				if i < len(widths) {
					fill = strings.Repeat(" ", widths[i]-Columns(c.Text))
				}
				if b.Kind == Table && b.Columns[i].Right {
					row += fill + c.Text + "  "
				} else {
					row += c.Text + fill + "  "
				}
			}
			s.WriteString(strings.TrimRight(row, " ") + "\n")
		}
	}
	return s.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; got:\n%s", name, got)
	}
}

func when(minute int) transcripts.Stamp {
	return transcripts.Stamp{Time: time.Date(2026, 11, 20, 10, minute, 3, 0, time.UTC)}
}

// payment makes a transaction as the diagnosis would leave it.
func payment(n int, v diag.Verdict, refs ...string) diag.Transaction {
	stan := fmt.Sprintf("%06d", 120+n)
	v.Amounts.Currency, v.Amounts.Known = "CNY", true
	if v.Amounts.Requested == 0 {
		v.Amounts.Requested = 12800
	}
	return diag.Transaction{
		Key: "10000001-000007-" + stan, Kind: transcripts.KindSale, Method: "card", CardName: "card#1", Findings: refs, Verdict: v,
		Legs: []diag.Leg{{
			Kind: transcripts.KindSale, Target: -1, STAN: stan, RRN: "112233445566", Batch: "000007", Terminal: "10000001",
			Merchant: "898110012345678", Card: transcripts.Card{Masked: "622848*********0019"}, At: when(n), Attempts: 1,
			Amount: transcripts.Amount{Minor: v.Amounts.Requested, Currency: "CNY", Known: true},
			State:  diag.StateSent,
			Seen: []diag.Sighting{{Places: []diag.Place{
				{Where: transcripts.Where{Line: int64(10 + n), Offset: int64(1000 * n), Length: 210}, Seq: int64(n)},
			}}},
		}},
	}
}

var never = diag.Guard{State: diag.Never, Reason: codes.Text{EN: "it may be booked", ZH: "可能已经入账"}}

// day41 is a day with 41 payments, one of them open.
func day41() diag.Report {
	open := payment(3, diag.Verdict{
		Money: diag.Returning, Reason: diag.ReasonReversalPending,
		Sentence:    codes.Text{EN: "The terminal still has to cancel this payment.", ZH: "终端还要冲正这笔交易。"},
		WouldSettle: codes.Text{EN: "the answer to the reversal", ZH: "冲正的应答"},
		Because: []diag.Evidence{
			{Text: codes.Text{EN: "sent, no answer", ZH: "已发出，没有应答"}, Where: transcripts.Where{Line: 13, Offset: 3000, Length: 210}},
			{Text: codes.Text{EN: "a reversal is stored", ZH: "已存下冲正"}, Where: transcripts.Where{Line: 15, Offset: 3600, Length: 40}},
		},
	}, "f1")
	undo := open.Legs[0]
	undo.Kind, undo.Target, undo.State, undo.Attempts = transcripts.KindReversal, 0, diag.StatePending, 2
	open.Legs = append(open.Legs, undo)
	call := payment(9, diag.Verdict{
		Money: diag.NotCharged, Confidence: diag.Proved, Reason: diag.ReasonDeclined,
		Guards: diag.Guards{ChargeAgain: diag.Guard{State: diag.Safe}},
	}, "f2")
	call.Legs[0].Code, call.Legs[0].State = "01", diag.StateDeclined
	call.Legs[0].Reading = codes.Reading{Code: codes.Code{
		Book: "unionpay", Value: "01", Name: codes.Text{EN: "refer to issuer", ZH: "查发卡方"}, DeclinedBy: []codes.Party{codes.Issuer},
	}}
	return diag.Report{
		Sources: []transcripts.Source{{
			Name: "pos.log", SHA256: strings.Repeat("0a", 32), Bytes: 9000, Format: "cnpos", Encoding: "utf-8", Lines: 300, Unparsed: 12,
			Messages: 83, From: when(0), To: when(59),
		}},
		Summary: diag.Summary{
			Transactions: 41, Exchanges: 3, Attention: 2,
			ByMoney:  map[diag.Money]int{diag.Charged: 36, diag.NotCharged: 3, diag.Returned: 1, diag.Returning: 1},
			AtRisk:   []diag.AtRisk{{Currency: "CNY", Minor: 12800, Count: 1}},
			Findings: map[diag.Severity]int{diag.Critical: 1, diag.Warning: 1},
		},
		Terminals:    []diag.Terminal{{ID: "10000001", ResetTerminal: never, CloseBatch: never}},
		Transactions: []diag.Transaction{call, open},
		Findings: []diag.Finding{
			{
				Ref: "f1", ID: "reversal.pending", Severity: diag.Critical, Count: 1, Transactions: []string{open.Key},
				Title:  codes.Text{EN: "The terminal still has to cancel a payment", ZH: "终端还有冲正没有完成"},
				Causes: []codes.Text{{EN: "A payment got no clear answer.", ZH: "有一笔交易没有明确结果。"}},
				Remedies: []diag.Remedy{
					{Who: "cashier", By: codes.Text{EN: "now", ZH: "现在"}, Do: codes.Text{EN: "Make a balance enquiry.", ZH: "做一次余额查询。"}},
					{Who: "manager", By: codes.Text{EN: "tomorrow", ZH: "明天"}, Do: codes.Text{EN: "Ask the acquirer for this payment.", ZH: "向收单机构查询这笔交易。"}},
				},
				Avoid: []codes.Text{{EN: "Do not charge again.", ZH: "不要再次收款。"}},
			},
			{
				Ref: "f2", ID: "response.refer_to_issuer", Severity: diag.Warning, Count: 1, Transactions: []string{call.Key},
				Title:  codes.Text{EN: "The bank wants the customer to call it", ZH: "银行要求持卡人与其联系"},
				Causes: []codes.Text{{EN: "The bank refused.", ZH: "发卡行拒绝。"}},
				Remedies: []diag.Remedy{
					{Who: "customer", By: codes.Text{EN: "today", ZH: "今天"}, Do: codes.Text{EN: "Call the number on the back of the card.", ZH: "拨打卡背面的客服电话询问。"}},
				},
				Avoid:    []codes.Text{{EN: "Do not try the same card over and over.", ZH: "不要反复刷同一张卡。"}},
				Evidence: []diag.Evidence{{Text: codes.Text{EN: "answer 01", ZH: "应答码 01"}, Where: transcripts.Where{Line: 19, Offset: 9000, Length: 80}}},
			},
		},
		Checks: []diag.Check{
			{ID: "log.understood", State: diag.CheckOK, Title: codes.Text{EN: "log read", ZH: "读懂日志"}},
			{
				ID: "bank.statement", State: diag.CheckSkipped, Title: codes.Text{EN: "bank statement", ZH: "银行账单"},
				Reason: codes.Text{EN: "no bank statement was compared", ZH: "没有和银行账单核对"},
			},
		},
	}
}

// clear is a day on which nothing is open.
func clear() diag.Report {
	return diag.Report{
		Summary: diag.Summary{Transactions: 41, ByMoney: map[diag.Money]int{diag.Charged: 38, diag.NotCharged: 2, diag.Returned: 1}},
		Sources: []transcripts.Source{{Name: "pos.log", Lines: 300, Messages: 82}},
	}
}

// crowd is a bad day: thirty payments of several terminals need attention.
func crowd() diag.Report {
	r := day41()
	r.Transactions = nil
	r.Summary = diag.Summary{
		Transactions: 412, Attention: 30, ByMoney: map[diag.Money]int{diag.Charged: 382, diag.MoneyUnknown: 30},
		AtRisk: []diag.AtRisk{{Currency: "USD", Minor: 500, Count: 1}, {Currency: "CNY", Minor: 371200, Count: 29, Unstated: 2}},
	}
	for i := range 30 {
		t := payment(i, diag.Verdict{Reason: diag.ReasonNoAnswer}, "f1")
		t.Legs[0].Terminal = fmt.Sprintf("1000000%d", i%2+1)
		r.Transactions = append(r.Transactions, t)
		r.Findings[0].Transactions = append(r.Findings[0].Transactions, t.Key)
	}
	r.Terminals = append(r.Terminals, diag.Terminal{ID: "10000002"})
	return r
}

func TestPages(t *testing.T) {
	for name, r := range map[string]diag.Report{"day41": day41(), "clear": clear(), "crowd": crowd(), "nothing": {}} {
		for _, lang := range []codes.Lang{codes.English, codes.Chinese} {
			d := Page(r, PageOptions{Lang: lang})
			got := text(d)
			golden(t, fmt.Sprintf("%s.%s.txt", name, lang), got)
			if h := Height(d, 80); h > 24 {
				t.Errorf("%s in %s: %d rows", name, lang, h)
			}
			for row := range strings.SplitSeq(strings.TrimRight(got, "\n"), "\n") {
				if Columns(row) > 80 && !strings.ContainsAny(row[:2], "-0123456789") && strings.Contains(row, "  ") {
					t.Errorf("%s in %s: a table row of %d columns: %s", name, lang, Columns(row), row)
				}
			}
		}
	}
}

// A terminal that the log does not number is still one not to be reset.
func TestATerminalWithoutANumberIsNamed(t *testing.T) {
	r := day41()
	r.Terminals[0].ID = ""
	for lang, want := range map[codes.Lang]string{codes.English: ": the one without a number in the log", codes.Chinese: "：日志里没有终端号的那台"} {
		if got := text(Page(r, PageOptions{Lang: lang})); !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestVerbosePages(t *testing.T) {
	for _, lang := range []codes.Lang{codes.English, codes.Chinese} {
		golden(t, fmt.Sprintf("verbose.%s.txt", lang), text(Page(day41(), PageOptions{Lang: lang, Verbose: true})))
	}
}

func TestQuietIsOneLine(t *testing.T) {
	d := Page(day41(), PageOptions{Quiet: true, Verbose: true})
	if got, want := text(d), "CNY 128.00 is open: 1 of 41 payments needs a decision; nobody may charge it again yet.\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAPageNeverSaysOKForWhatWasNotChecked(t *testing.T) {
	for _, r := range []diag.Report{{}, clear(), {Summary: diag.Summary{Exchanges: 4}}} {
		got := text(Page(r, PageOptions{}))
		if !strings.Contains(got, "The bank statement: none was compared.") {
			t.Errorf("the statement is passed over in\n%s", got)
		}
		if r.Summary.Transactions == 0 && strings.Contains(got, "accounted") {
			t.Errorf("nothing was seen and all is well in\n%s", got)
		}
	}
}

func TestTheFirstScreenFits(t *testing.T) {
	words := rapid.StringOfN(rapid.RuneFrom([]rune("abc de fgh, 冲正不要再次收款。")), 1, 160, -1)
	textGen := rapid.Custom(func(t *rapid.T) codes.Text {
		return codes.Text{EN: words.Draw(t, "en"), ZH: words.Draw(t, "zh")}
	})
	rapid.Check(t, func(t *rapid.T) {
		r := diag.Report{Summary: diag.Summary{Transactions: 1000, ByMoney: map[diag.Money]int{diag.Charged: 900}}}
		n := rapid.IntRange(0, 60).Draw(t, "payments")
		for i := range n {
			v := diag.Verdict{
				Money:      diag.Money(rapid.IntRange(0, 5).Draw(t, "money")),
				Confidence: diag.Confidence(rapid.IntRange(0, 2).Draw(t, "confidence")),
				Reason:     rapid.SampledFrom(reasons(t)).Draw(t, "reason"),
			}
			v.Amounts.Requested = rapid.Int64Range(1, 1<<40).Draw(t, "amount")
			tr := payment(i, v)
			tr.Legs[0].Terminal = rapid.StringN(0, 8, 8).Draw(t, "terminal")
			tr.Legs[0].At.NoYear = rapid.Bool().Draw(t, "no year")
			tr.Legs[0].At.Time = tr.Legs[0].At.Time.AddDate(0, 0, rapid.IntRange(0, 2).Draw(t, "day"))
			r.Transactions = append(r.Transactions, tr)
		}
		for i := range rapid.IntRange(0, 8).Draw(t, "findings") {
			f := diag.Finding{Ref: fmt.Sprintf("f%d", i), Severity: diag.Severity(rapid.IntRange(0, 2).Draw(t, "severity")), Title: textGen.Draw(t, "title")}
			for range rapid.IntRange(0, 4).Draw(t, "remedies") {
				f.Remedies = append(f.Remedies, diag.Remedy{Who: "manager", Do: textGen.Draw(t, "do")})
			}
			f.Avoid = append(f.Avoid, textGen.Draw(t, "avoid"))
			r.Findings = append(r.Findings, f)
		}
		for range rapid.IntRange(0, 8).Draw(t, "checks") {
			r.Checks = append(r.Checks, diag.Check{State: diag.CheckSkipped, Title: textGen.Draw(t, "check"), Reason: textGen.Draw(t, "reason")})
		}
		for i := range rapid.IntRange(0, 5).Draw(t, "currencies") {
			r.Summary.AtRisk = append(r.Summary.AtRisk, diag.AtRisk{
				Currency: []string{"CNY", "USD", "JPY", "KWD", "156"}[i], Minor: rapid.Int64().Draw(t, "minor"), Count: 3, Unstated: i,
			})
		}
		r.Terminals = make([]diag.Terminal, rapid.IntRange(0, 3).Draw(t, "terminals"))
		for _, lang := range []codes.Lang{codes.English, codes.Chinese} {
			d := Page(r, PageOptions{Lang: lang})
			if h := Height(d, 80); h > 24 {
				t.Fatalf("%d rows:\n%s", h, text(d))
			}
			for _, b := range d.Blocks {
				if b.Kind == Table && tableWidth(b) > 80 {
					t.Fatalf("table of %d columns:\n%s", tableWidth(b), text(d))
				}
			}
		}
	})
}

func tableWidth(b Block) int {
	total := 2 * (len(b.Columns) - 1)
	for i, c := range b.Columns {
		w := Columns(c.Title)
		for _, r := range b.Rows {
			w = max(w, Columns(r[i].Text))
		}
		total += w
	}
	return total
}

// reasons reads the closed list where it is declared, so that a new reason
// without words is noticed.
func reasons(t interface{ Fatal(...any) }) []diag.Reason {
	f, err := parser.ParseFile(token.NewFileSet(), "../reason.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []diag.Reason
	ast.Inspect(f, func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok && len(v.Values) == 1 {
			if s, ok := v.Values[0].(*ast.BasicLit); ok {
				r, _ := strconv.Unquote(s.Value)
				out = append(out, diag.Reason(r))
			}
		}
		return true
	})
	return out
}

func TestEveryReasonHasShortWords(t *testing.T) {
	const room = 26
	all := reasons(t)
	if len(all) < 30 {
		t.Fatalf("only %d reasons read", len(all))
	}
	for _, r := range all {
		w := why[r]
		if r != diag.ReasonNone && (w.EN == "" || w.ZH == "") {
			t.Errorf("%s has no words", r)
		}
		if Columns(w.EN) > room || Columns(w.ZH) > room {
			t.Errorf("%s: %q or %q is too long", r, w.EN, w.ZH)
		}
	}
	for id, w := range whyFound {
		if w.EN == "" || w.ZH == "" || Columns(w.EN) > room || Columns(w.ZH) > room {
			t.Errorf("%s: %+v", id, w)
		}
	}
}
