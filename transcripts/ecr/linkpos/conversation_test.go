package linkpos

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

func TestSale(t *testing.T) {
	l := newLine(t, "").till(sale(t, "000000012300")).terminal(sign(wire.ACK), packetOf(t, '1', "20", "00",
		field("02", "APPROVED            PLEASE SIGN         "), field("01", "201149"), field("65", "000012"), field("16", "V3399001"),
		field("D1", "000000000000001"), field("30", "4111111111111111"), field("31", "2912"), field("50", "000008"),
		field("03", "261120"), field("04", "140251"), field("D3", "309421771602"), field("40", "000000012300"),
	)).till(sign(wire.ACK))
	m := l.messages(2)
	want := transcripts.Message{
		Protocol: "linkpos", Dialect: "kbtg", Class: transcripts.ClassFinancial, Function: transcripts.Request, Kind: transcripts.KindSale,
		Amount: transcripts.Amount{Minor: 12300, Currency: "THB", Known: true}, Order: "INV0001", Talk: "linkpos#1",
	}
	if d := cmp.Diff(want, *m[0]); d != "" {
		t.Errorf("request: want -, got +\n%s", d)
	}
	want = transcripts.Message{
		Protocol: "linkpos", Dialect: "kbtg", Class: transcripts.ClassFinancial, Function: transcripts.Answer, Kind: transcripts.KindSale,
		Amount: transcripts.Amount{Minor: 12300, Currency: "THB", Known: true}, Talk: "linkpos#1", Book: "linkpos-kbtg", ResponseCode: "00",
		HostText: "APPROVED            PLEASE SIGN", AuthCode: "201149", STAN: "000012", Receipt: "000012", Terminal: "V3399001",
		Merchant: "000000000000001", Batch: "000008", LocalDate: "1120", LocalTime: "140251", RRN: "309421771602",
		Card: transcripts.Card{Masked: "411111******1111", Token: m[1].Card.Token},
	}
	if d := cmp.Diff(want, *m[1]); d != "" {
		t.Errorf("answer: want -, got +\n%s", d)
	}
	if m[1].Card.Token == "" {
		t.Error("a clear number has no token")
	}
	if l.events[0].Dir != transcripts.Sent || l.events[1].Dir != transcripts.Received {
		t.Error("directions are turned round")
	}
}

func talks(m []*transcripts.Message) []string {
	var out []string
	for _, x := range m {
		out = append(out, x.Talk)
	}
	return out
}

func TestTurns(t *testing.T) {
	ask, other := sale(t, "000000000100"), sale(t, "000000000200")
	yes := packetOf(t, '1', "20", "00", field("01", "201149"))
	no := packetOf(t, '1', "20", "ND", field("02", "HOST REJECT CALL ISSUER                 "))
	settled := packetOf(t, '1', "50", "NB")
	damaged := yes
	damaged.Check, damaged.Fault = wire.CheckBad, &transcripts.Fault{ID: "checksum"}
	for _, tt := range []struct {
		name string
		line *line
		want []string
	}{
		{"sent again, nobody had heard it", newLine(t, "").till(ask, ask).terminal(yes), []string{"linkpos#1", "linkpos#1", "linkpos#1"}},
		{"refused by the line and sent again", newLine(t, "").till(ask).terminal(sign(wire.NAK)).till(ask).terminal(yes), []string{"linkpos#1", "linkpos#1", "linkpos#1"}},
		{"the same bytes after the terminal took them", newLine(t, "").till(ask).terminal(sign(wire.ACK)).till(ask).terminal(yes), []string{"linkpos#1", "linkpos#2", "linkpos#2"}},
		{"the same bytes after an answer", newLine(t, "").till(ask).terminal(yes).till(ask).terminal(no), []string{"linkpos#1", "linkpos#1", "linkpos#2", "linkpos#2"}},
		{"an answer sent again", newLine(t, "").till(ask).terminal(yes, yes), []string{"linkpos#1", "linkpos#1", "linkpos#1"}},
		{"a second answer that differs", newLine(t, "").till(ask).terminal(yes, no), []string{"linkpos#1", "linkpos#1", "linkpos#2"}},
		{"another request before an answer", newLine(t, "").till(ask, other).terminal(yes), []string{"linkpos#1", "linkpos#2", "linkpos#2"}},
		{"an answer to something else", newLine(t, "").till(ask).terminal(settled, yes), []string{"linkpos#1", "linkpos#2", "linkpos#1"}},
		{"an answer nobody asked for", newLine(t, "").terminal(yes), []string{"linkpos#1"}},
		{"a damaged answer is asked for again", newLine(t, "").till(ask).terminal(damaged).till(sign(wire.NAK)).terminal(yes), []string{"linkpos#1", "linkpos#1", "linkpos#1"}},
		{"sides not known", newLine(t, "").take(wire.SideUnknown, []wire.Frame{ask, sign(wire.ACK), yes}), []string{"linkpos#1", "linkpos#1"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, talks(tt.line.messages(len(tt.want)))); d != "" {
				t.Errorf("want -, got +\n%s", d)
			}
		})
	}
}

func TestDamagedAnswerIsNoWholeMessage(t *testing.T) {
	bad := packetOf(t, '1', "20", "00", field("01", "201149"))
	bad.Check, bad.Fault = wire.CheckBad, &transcripts.Fault{ID: "checksum"}
	l := newLine(t, "").till(sale(t, "000000000100")).terminal(bad)
	if e := l.events[1]; e.Kind != transcripts.EventPartial || e.Fault == nil {
		t.Errorf("event %+v", e)
	}
}

func TestCommunicationTestGoesBothWays(t *testing.T) {
	echo := packetOf(t, '1', "D0", "00")
	for name, l := range map[string]*line{
		"sides known":     newLine(t, "").till(echo).terminal(echo),
		"sides not known": newLine(t, "").take(wire.SideUnknown, []wire.Frame{echo, echo}),
	} {
		m := l.messages(2)
		if m[0].Function != transcripts.Request || m[1].Function != transcripts.Answer || m[0].Talk != m[1].Talk {
			t.Errorf("%s: %s %s, %s %s", name, m[0].Function, m[0].Talk, m[1].Function, m[1].Talk)
		}
		if m[0].Kind != transcripts.KindEcho || m[0].Kind.MovesMoney() {
			t.Errorf("%s: kind %q", name, m[0].Kind)
		}
	}
}

func TestTransactionCodesAreReadByVariant(t *testing.T) {
	for _, tt := range []struct {
		variant, code string
		kind          transcripts.Kind
	}{
		{"kbtg", "20", transcripts.KindSale},
		{"kbtg", "71", transcripts.KindVoid},
		{"", "71", transcripts.KindVoid},
		{"v156", "71", transcripts.KindUnknown},
		{"bdo", "71", transcripts.KindUnknown},
		{"v156", "26", transcripts.KindVoid},
		{"bdo", "27", transcripts.KindRefund},
		{"kbtg", "70", transcripts.KindSale},
		{"bdo", "74", transcripts.KindUnknown},
		{"bdo", "D0", transcripts.KindUnknown},
		{"kbtg", "74", transcripts.KindStatus},
		{"kbtg", "50", transcripts.KindSettlement},
		{"kbtg", "34", transcripts.KindBalance},
		{"kbtg", "41", transcripts.KindUnknown},
		{"kbtg", "56", transcripts.KindUnknown},
		{"kbtg", "EA", transcripts.KindUnknown},
		{"kbtg", "CQ", transcripts.KindUnknown},
		{"kbtg", "97", transcripts.KindUnknown},
		{"kbtg", "ZZ", transcripts.KindUnknown},
	} {
		m := newLine(t, tt.variant).till(packetOf(t, '0', tt.code, "00")).messages(1)[0]
		if m.Kind != tt.kind {
			t.Errorf("%s %s: kind %q, want %q", tt.variant, tt.code, m.Kind, tt.kind)
		}
	}
}

// What the codes of the three variants say about the money.
func TestResponseCodesTellTheMoney(t *testing.T) {
	lib := codes.Open()
	for _, tt := range []struct {
		variant, command, code string
		money                  codes.Money
	}{
		{"kbtg", "20", "00", codes.Moved},
		{"kbtg", "20", "ND", codes.NotMoved},
		{"kbtg", "20", "TO", codes.MayHaveMoved},
		{"kbtg", "50", "00", codes.MoneyUnknown},
		{"kbtg", "50", "NB", codes.MoneyUnknown},
		{"kbtg", "74", "ND", codes.MoneyUnknown},
		{"kbtg", "D0", "00", codes.MoneyUnknown},
		{"v156", "20", "00", codes.Moved},
		{"v156", "20", "01", codes.NotMoved},
		{"v156", "20", "02", codes.NotMoved},
		{"v156", "20", "05", codes.NotMoved},
		{"v156", "20", "12", codes.NotMoved},
		{"v156", "20", "13", codes.NotMoved},
		{"v156", "20", "14", codes.NotMoved},
		{"v156", "20", "51", codes.NotMoved},
		{"v156", "20", "54", codes.NotMoved},
		{"v156", "20", "55", codes.NotMoved},
		{"v156", "20", "68", codes.MayHaveMoved},
		{"v156", "20", "74", codes.MayHaveMoved},
		{"v156", "20", "75", codes.NotMoved},
		{"v156", "20", "91", codes.MayHaveMoved},
		{"v156", "20", "96", codes.MayHaveMoved},
		{"v156", "20", "UA", codes.MoneyUnknown},
		{"v156", "20", "TO", codes.MayHaveMoved},
		{"v156", "20", "XX", codes.MayHaveMoved},
		{"bdo", "20", "00", codes.Moved},
		{"bdo", "20", "TO", codes.MayHaveMoved},
		{"bdo", "20", "ED", codes.MoneyUnknown},
		{"bdo", "20", "EN", codes.MoneyUnknown},
		{"bdo", "20", "NA", codes.MoneyUnknown},
	} {
		m := newLine(t, tt.variant).terminal(packetOf(t, '1', tt.command, tt.code)).messages(1)[0]
		c, ok := lib.Lookup(m.Book, m.CodeClass(), m.ResponseCode)
		if !ok || c.Money != tt.money {
			t.Errorf("%s %s %s in %s: %q, want %q", tt.variant, tt.command, tt.code, m.Book, c.Money, tt.money)
		}
	}
}

// ND is KBTG's word for everything that is no approval. Where its text says that
// no host answered, it is not taken for final; the code stays what it is.
func TestDeclineThatNoHostGaveIsNotFinal(t *testing.T) {
	for text, interim := range map[string]bool{
		"HOST REJECT CALL ISSUER": false, "DECLINED": false, "INSUFFICIENT FUNDS": false, "": false, "INVALID CARD": false,
		"TRANSACTION TIMEOUT": true, "Host time out": true, "COMM. ERROR": true, "NO RESPONSE": true, "CANNOT CONNECT": true,
		"LINE BUSY": true, "REVERSAL SENT": true,
	} {
		m := newLine(t, "kbtg").till(sale(t, "000000000100")).terminal(packetOf(t, '1', "20", "ND", field("02", text))).messages(2)[1]
		if m.ResponseCode != "ND" || m.HostText != text || m.Interim != interim {
			t.Errorf("%q: %q, text %q, interim %v", text, m.ResponseCode, m.HostText, m.Interim)
		}
	}
}

func TestUndoNamesItsOriginal(t *testing.T) {
	want := transcripts.Original{STAN: "000012", Receipt: "000012", AuthCode: "201149"}
	m := newLine(t, "").till(packetOf(t, '0', "26", "00", field("65", "000012"), field("01", "201149"))).
		terminal(packetOf(t, '1', "26", "00", field("65", "000013"))).messages(2)
	if m[0].Original != want || m[0].STAN != "" || m[0].AuthCode != "" {
		t.Errorf("request %+v", m[0])
	}
	if m[1].Original != want || m[1].STAN != "000013" || m[1].Kind != transcripts.KindVoid {
		t.Errorf("answer %+v", m[1])
	}
}

func TestInquiry(t *testing.T) {
	ask := packetOf(t, '0', "74", "00", field("R1", "INV0001             "))
	found := packetOf(t, '1', "74", "00", field("01", "201149"), field("40", "000000000100"), field("65", "000012"), field("D3", "309421771602"))
	l := newLine(t, "").till(sale(t, "000000000100")).terminal(sign(wire.ACK)).till(ask).terminal(found)
	m := l.messages(4)
	if m[2].Kind != transcripts.KindStatus || m[2].Talk != m[1].Talk || m[2].Kind.MovesMoney() {
		t.Errorf("the answer to the inquiry: %+v", m[2])
	}
	last := m[3]
	if last.Kind != transcripts.KindSale || last.Function != transcripts.Answer || !last.Repeat || last.ResponseCode != "00" ||
		last.Order != "INV0001" || last.RRN != "309421771602" || last.STAN != "000012" || last.Amount.Minor != 100 {
		t.Errorf("the payment: %+v", last)
	}
	if slices.Contains(talks(m[:3]), last.Talk) {
		t.Errorf("the payment shares the talk %s", last.Talk)
	}

	// Without the sale on the line, nothing says what kind of payment it was.
	m = newLine(t, "").till(ask).terminal(found).messages(3)
	if m[2].Kind != transcripts.KindUnknown {
		t.Errorf("kind %q", m[2].Kind)
	}
	// A refusal of the inquiry, or an answer without an approval, shows no payment.
	newLine(t, "").till(ask).terminal(packetOf(t, '1', "74", "ND", field("02", "NOT FOUND"))).messages(2)
	newLine(t, "").till(ask).terminal(packetOf(t, '1', "74", "00", field("40", "000000000100"))).messages(2)
}

func TestNotices(t *testing.T) {
	notice := func(code string) wire.Frame { return packetOf(t, '1', code, "00") }
	for _, tt := range []struct {
		name string
		line *line
		want []transcripts.SignalID
	}{
		{"progress", newLine(t, "").terminal(notice("C0"), notice("C1"), notice("P1"), notice("P2")), nil},
		{"taken out when asked", newLine(t, "").terminal(notice("C2"), notice("C3")), nil},
		{"pulled out too early", newLine(t, "").terminal(notice("C1"), notice("C3")), []transcripts.SignalID{transcripts.SignalCardRemoved}},
		{"PIN entry timed out", newLine(t, "").terminal(notice("P1"), notice("P3")), []transcripts.SignalID{transcripts.SignalSaleFailed}},
		{"PIN entry cancelled", newLine(t, "").terminal(notice("P1"), notice("P4")), []transcripts.SignalID{transcripts.SignalCancelled}},
	} {
		var got []transcripts.SignalID
		for _, e := range tt.line.events {
			got = append(got, e.Signal.ID)
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("%s: want -, got +\n%s", tt.name, d)
		}
	}
	l := newLine(t, "").till(sale(t, "000000012300")).terminal(sign(wire.ACK), notice("C1"), notice("P4"))
	if s := l.events[1].Signal; s.Order != "INV0001" || s.Amount.Minor != 12300 {
		t.Errorf("the signal names %+v", s)
	}
}

func TestWhatIsNoMessage(t *testing.T) {
	l := newLine(t, "").terminal(frames(t, "0200054142434445"+"03"+"40")...).terminal(frames(t, "41420203")...)
	if len(l.events) < 2 {
		t.Fatalf("events %+v", l.events)
	}
	for _, e := range l.events {
		if e.Kind != transcripts.EventFault || e.Fault == nil || e.Fault.What.ZH == "" || e.Message != nil {
			t.Errorf("event %+v", e)
		}
	}
}
