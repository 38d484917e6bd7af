package transbank

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/allow"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/ecrtest"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

const vectors = "testdata/vectors.jsonl"

func trial() ecrtest.Trial { return ecrtest.Trial{Protocol: Protocol(), Link: wire.Serial} }

func TestVectors(t *testing.T) {
	ids := map[string]string{"cmd": "command", "resp": "result", "amount": "amount", "auth": "auth", "op": "operation"}
	p := trial()
	for _, v := range ecrtest.Examples(t, vectors) {
		f := p.One(t, ecrtest.Hex(t, v.Hex))
		if f.Kind != wire.Data || (f.Check == wire.CheckOK) != *v.OK {
			t.Errorf("%s: kind %v, check %v", v.ID, f.Kind, f.Check)
		}
		d := p.Describe(f, v.From, ecrtest.Options("EUR"))
		if named := d.Fault != nil && d.Fault.ID == "checksum"; named == *v.OK {
			t.Errorf("%s: fault %+v", v.ID, d.Fault)
		}
		shown := map[string]string{}
		for _, g := range d.Fields {
			shown[g.ID] = g.Value
		}
		for k, want := range v.Decoded {
			if got := shown[ids[k]]; got != want {
				t.Errorf("%s: %s is %q, want %q", v.ID, k, got, want)
			}
		}
		if m := d.Message; m.Function == transcripts.Request && v.Moves != m.Kind.MovesMoney() && m.Kind != transcripts.KindSettlement {
			t.Errorf("%s: kind %q", v.ID, m.Kind)
		}
	}
}

func from(side wire.Side, body string) ecrtest.Line {
	return ecrtest.Line{From: side, Bytes: framed(body)}
}
func till(body string) ecrtest.Line { return from(wire.FromRegister, body) }
func pos(body string) ecrtest.Line  { return from(wire.FromTerminal, body) }

var acked = ecrtest.Line{From: wire.FromTerminal, Bytes: []byte{6}}

func clp(n int64) transcripts.Amount {
	return transcripts.Amount{Minor: n, Currency: "CLP", Known: true}
}

// said gives the messages of a conversation in pesos.
func said(lines ...ecrtest.Line) []transcripts.Message {
	o := ecrtest.Options("EUR")
	o.Currency = ""
	return ecrtest.Messages(trial().Talk(o, lines...))
}

func TestMessages(t *testing.T) {
	card := transcripts.Card{Masked: "****6590"}
	sale := transcripts.Message{
		Protocol: id, Book: book, Class: books, Kind: transcripts.KindSale, Function: asks, Amount: clp(39000), Order: "ABC123", Talk: "transbank#1",
	}
	paid := sale
	paid.Function, paid.ResponseCode, paid.Merchant, paid.Terminal = tells, "00", "597029414300", "IT750870"
	paid.AuthCode, paid.STAN, paid.Card, paid.LocalDate, paid.LocalTime = "532264", "000156", card, "0507", "161140"
	cancelled := sale
	cancelled.Function, cancelled.ResponseCode, cancelled.Merchant, cancelled.Terminal = tells, "07", "597029414300", "IT750870"
	machine := paid
	machine.STAN = "000057"
	asked := transcripts.Message{Protocol: id, Book: book, Class: admin, Kind: transcripts.KindStatus, Function: asks, Talk: "transbank#1"}
	known := asked
	known.Function, known.ResponseCode, known.Merchant, known.Terminal = tells, "00", "597029414300", "IT750870"
	nothing := asked
	nothing.Function, nothing.ResponseCode = tells, "11"
	last := paid
	last.Talk, last.Repeat = "transbank#2", true
	void := transcripts.Message{
		Protocol: id, Book: book, Class: books, Kind: transcripts.KindVoid, Function: asks, Talk: "transbank#1",
		Original: transcripts.Original{STAN: "000142"},
	}
	voided := void
	voided.Function, voided.ResponseCode, voided.Merchant, voided.Terminal, voided.AuthCode = tells, "00", "597029414300", "IT750050", "162529"
	unknown := transcripts.Message{Protocol: id, Book: book, Class: books, Function: asks, Talk: "transbank#1"}

	const answer = "|00|597029414300|IT750870|ABC123|532264|39000|03|11668|6590|000156|CR|003000|3000000000000000000|VI|07052026|161140||0||"
	for _, c := range []struct {
		name  string
		lines []ecrtest.Line
		want  []transcripts.Message
	}{
		{"sale", []ecrtest.Line{till("0200|39000|ABC123||0|0"), acked, pos("0210" + answer)}, []transcripts.Message{sale, paid}},
		{"sale stopped at the terminal", []ecrtest.Line{till("0200|39000|ABC123||0|0"), acked, pos("0210|07|597029414300|IT750870|ABC123||39000||||||||||||||")}, []transcripts.Message{sale, cancelled}},
		{"sale at a machine", []ecrtest.Line{till("0200|39000|ABC123|0|0"), acked, pos("0210|00|597029414300|IT750870|ABC123|532264|39000|6590|57|CR|||VI|07052026|161140||03|03|3334|CUOTAS SIN INTERES")}, []transcripts.Message{sale, machine}},
		{"last sale", []ecrtest.Line{till("0250|"), acked, pos("0260" + answer)}, []transcripts.Message{asked, known, last}},
		{"no last sale", []ecrtest.Line{till("0250|"), acked, pos("0260|11|||||||||||||||||||")}, []transcripts.Message{asked, nothing}},
		{"void", []ecrtest.Line{till("1200|142|"), acked, pos("1210|00|597029414300|IT750050|162529|000142||")}, []transcripts.Message{void, voided}},
		{"void of the last sale at a machine", []ecrtest.Line{till("1200")}, []transcripts.Message{{Protocol: id, Book: book, Class: books, Kind: transcripts.KindVoid, Function: asks, Talk: "transbank#1"}}},
		{"unknown command", []ecrtest.Line{till("0999|100|")}, []transcripts.Message{unknown}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, said(c.lines...)); d != "" {
				t.Errorf("want -, got +\n%s", d)
			}
		})
	}
}

// The list of sales is two facts a row; the rows without an authorisation end it.
func TestListOfSales(t *testing.T) {
	got := said(till("0260|1|"), acked,
		pos("0261|00|597029414300|IT750050|ABC123|708410|8000|3331|000143|DB|000000|  ********331      |DB|07042026|085034||0|0|00|"),
		pos("0261|00|597029414300|IT750050|ABC124|388892|7000|3331|000144|DB|000000|  ********331      |DB|07042026|085628||0|0|00|"),
		pos("0261|00|597029414300|IT750050||||||||||||||||"), pos("0261|00|597029414300|IT750050||||||||||||||||"))
	var sales []string
	for _, m := range got {
		if m.Kind == transcripts.KindSale {
			sales = append(sales, fmt.Sprint(m.STAN, " ", m.Amount.Minor, " ", m.Order, " ", m.Repeat, " ", m.Card.Masked))
		} else if m.Talk != "transbank#1" {
			t.Errorf("the question has turn %s", m.Talk)
		}
	}
	want := []string{"000143 8000 ABC123 true ****3331", "000144 7000 ABC124 true ****3331"}
	if d := cmp.Diff(want, sales); d != "" {
		t.Error(d)
	}
}

func talks(ms []transcripts.Message) (out []string) {
	for _, m := range ms {
		out = append(out, string(m.Function)+" "+m.Talk)
	}
	return out
}

func TestTurns(t *testing.T) {
	sale, again := till("0200|500|A1||0|0"), till("0200|500|A1||0|0")
	damaged := till("0200|500|A1||0|0")
	damaged.Bytes[len(damaged.Bytes)-1] ^= 1
	result := pos("0210|02|597029414300|IT750050|A1||500||||||||||||||")
	broken := pos("0210|02|597029414300|IT750050|A1||500||||||||||||||")
	broken.Bytes[9] ^= 1
	for _, c := range []struct {
		name  string
		lines []ecrtest.Line
		want  []string
	}{
		{"sent again before it is acknowledged", []ecrtest.Line{sale, again, acked, result}, []string{"request transbank#1", "request transbank#1", "answer transbank#1"}},
		{"ordered again after it was", []ecrtest.Line{sale, acked, again, acked, result}, []string{"request transbank#1", "request transbank#2", "answer transbank#2"}},
		{"damaged, then whole", []ecrtest.Line{damaged, sale, acked, result}, []string{"request transbank#1", "request transbank#1", "answer transbank#1"}},
		{"answer damaged, then whole", []ecrtest.Line{sale, acked, broken, result}, []string{"request transbank#1", "answer transbank#1", "answer transbank#1"}},
		{"answer sent again", []ecrtest.Line{sale, acked, result, result}, []string{"request transbank#1", "answer transbank#1", "answer transbank#1"}},
		{"answer to something else", []ecrtest.Line{sale, acked, pos("0710|00|1|2500")}, []string{"request transbank#1", "answer transbank#2"}},
		{"answer alone", []ecrtest.Line{result}, []string{"answer transbank#1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, talks(said(c.lines...))); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestEventsBesideMessages(t *testing.T) {
	p := trial()
	o := ecrtest.Options("EUR")
	no := false
	device := func(d transcripts.Device) transcripts.Event {
		return transcripts.Event{Kind: transcripts.EventDevice, Dir: transcripts.Received, Device: &d}
	}
	for _, c := range []struct {
		line ecrtest.Line
		want []transcripts.Event
	}{
		{pos("0710|00|1|2500"), []transcripts.Event{device(transcripts.Device{Protocol: id, Totals: codes.Text{EN: "sales: 1, sum: 2500", ZH: "1 笔，合计 2500"}})}},
		{pos("1080|90|16022026|103654"), []transcripts.Event{device(transcripts.Device{Protocol: id, Status: "90", Meaning: codes.Text{EN: "its last initialising succeeded", ZH: "最近一次初始化成功"}})}},
		{pos("1080|91|16022026|103654"), []transcripts.Event{device(transcripts.Device{Protocol: id, Status: "91", Ready: &no, Meaning: codes.Text{EN: "its last initialising did not succeed", ZH: "最近一次初始化没有成功"}})}},
		{pos("1080|00|16022026|103654"), nil},
		{pos("0900|82|"), []transcripts.Event{{Kind: transcripts.EventSignal, Dir: transcripts.Received, Signal: &transcripts.Signal{ID: transcripts.SignalConnected, Text: "0900 82", Code: "82"}}}},
		{pos("0900|81|"), nil},
		{acked, nil},
		{ecrtest.Line{From: wire.FromTerminal, Bytes: []byte("\x02hello\x03?")}, []transcripts.Event{{Kind: transcripts.EventFault, Dir: transcripts.Received, Fault: &transcripts.Fault{ID: "checksum", Byte: 7, Field: "LRC"}}}},
		{ecrtest.Line{From: wire.FromTerminal, Bytes: []byte("login:")}, []transcripts.Event{{Kind: transcripts.EventFault, Dir: transcripts.Received, Fault: &transcripts.Fault{ID: "noise"}}}},
	} {
		var got []transcripts.Event
		for _, e := range p.Talk(o, c.line) {
			if e.Kind != transcripts.EventMessage {
				got = append(got, e)
			}
		}
		if d := cmp.Diff(c.want, got, cmpopts.IgnoreFields(transcripts.Fault{}, "What")); d != "" {
			t.Errorf("%q: %s", c.line.Bytes, d)
		}
	}
}

// The byte behind ETX is data, whatever sign it equals.
func TestCheckByteMayBeAnySign(t *testing.T) {
	p := trial()
	for body, last := range map[string]byte{"0100": 0x02, "0500||": 0x06, "0700||": 0x04, "0300": 0x00} {
		f := framed(body)
		if f[len(f)-1] != last {
			t.Fatalf("%s ends in %02X, want %02X", body, f[len(f)-1], last)
		}
		line := append(append([]byte{6}, f...), framed("0250|")...)
		var kinds []wire.Kind
		for _, fr := range p.Frames(wire.Known(line)) {
			kinds = append(kinds, fr.Kind)
		}
		if d := cmp.Diff([]wire.Kind{wire.Control, wire.Data, wire.Data}, kinds); d != "" {
			t.Errorf("%s: %s", body, d)
		}
	}
}

func TestBrokenFramesSayWhy(t *testing.T) {
	p := trial()
	whole := framed("0250|")
	for in, want := range map[string][]string{
		"\x020210|00|59":                                      {"truncated"},
		"\x020210|00" + string(whole):                         {"truncated", ""},
		"abc" + string(whole):                                 {"noise", ""},
		"\x02" + strings.Repeat("0", longest) + string(whole): {"framing", "noise", ""},
		"\x15\x06": {"", ""},
	} {
		var got []string
		for _, f := range p.Frames(wire.Known([]byte(in))) {
			if f.Fault != nil {
				got = append(got, f.Fault.ID)
			} else {
				got = append(got, "")
			}
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%.20q: %s", in, d)
		}
	}
}

func TestFramesDoNotDependOnCutting(t *testing.T) { trial().Cutting(t, ecrtest.Samples(t, vectors)) }

func TestNoSecretComesOut(t *testing.T) {
	trial().Masking(t, func(t *rapid.T) ([]ecrtest.Line, []string) {
		pan := ecrtest.PAN(t)
		account := fmt.Sprintf("%019d", rapid.Int64Range(1e11, 9e17).Draw(t, "account"))
		name := "PEREZ/JUAN"
		card := rapid.SampledFrom([]string{"6590", pan}).Draw(t, "card")
		ticket := rapid.SampledFrom([]string{"ABC123", pan}).Draw(t, "ticket")
		answer := strings.Join([]string{
			"00", "597029414300", "IT750870", ticket, "532264", "39000", "03", "11668", card, "000156", "CR", "003000", account,
			"VI", "07052026", "161140", "", "0", name + " " + pan, "0", "597029414303", "",
		}, "|")
		return []ecrtest.Line{
			till("0200|39000|" + ticket + "||1|0"), acked, pos("0210|" + answer), till("0250|"), acked, pos("0260|" + answer),
			pos("0999|" + pan + "|" + name + "|"), pos("0510|00|597029414300|IT750870|" + name + " " + pan),
			pos("0261|00|597029414300|IT750050|" + ticket + "|708410|8000|" + card + "|000143|DB|000000|" + account + "|DB|07042026|085034||0|0|00|"),
		}, []string{pan, account, name}
	})
}

func FuzzFrames(f *testing.F) { trial().Fuzz(f, ecrtest.Samples(f, vectors)) }

// Every question, read from its bytes, is one that changes and books nothing.
func TestQuestionsAreHarmless(t *testing.T) {
	forbidden := []string{"0200", "0270", "0300", "0500", "0800", "1200", "0070"}
	p := trial()
	seen := map[string]string{}
	p.Questions(t, ecr.Params{Terminal: "0200|1|", Register: "1200", Reference: "\x03\x02" + "0500||", Password: "0800"}, func(name string, frame []byte, q ecr.Query) {
		f := p.One(t, wire.Known(frame))
		code, _, _ := strings.Cut(f.Body.Text(), "|")
		if f.Kind != wire.Data || f.Check != wire.CheckOK {
			t.Errorf("%s is no frame: %x", name, frame)
		}
		for _, x := range forbidden {
			if code == x {
				t.Errorf("%s sends %s", name, x)
			}
		}
		for _, a := range q.Spec().Acks {
			if string(a) != "\x06" {
				t.Errorf("%s may send %x", name, a)
			}
		}
		seen[name] = f.Body.Text()
	})
	want := map[string]string{"poll": "0100", "initialised": "0080", "detail": "0260|1|", "last": "0250|", "totals": "0700||"}
	if d := cmp.Diff(want, seen); d != "" {
		t.Error(d)
	}
}

func ask(t *testing.T, name string, lines ...ecrtest.Line) (steps []string) {
	t.Helper()
	p := trial()
	for _, q := range p.Queries(wire.Serial, ecr.Params{}) {
		if q.Spec().Name != name {
			continue
		}
		d := q.Spec().Dialogue()
		for _, l := range lines {
			for _, f := range p.Frames(wire.Known(l.Bytes)) {
				steps = append(steps, step(d.Take(f), q, t))
			}
		}
	}
	return steps
}

func step(s allow.Step, q ecr.Query, t *testing.T) string {
	var out []string
	if s.Ack != nil {
		if !q.Allows(s.Ack) {
			t.Errorf("%x is sent and not declared", s.Ack)
		}
		out = append(out, fmt.Sprintf("send %x", []byte(s.Ack)))
	}
	if s.Resend {
		out = append(out, "again")
	}
	if s.Done {
		out = append(out, "done")
	}
	return strings.Join(out, ", ")
}

func TestDialogues(t *testing.T) {
	row := pos("0261|00|597029414300|IT750050|ABC123|708410|8000|3331|000143|DB|000000||DB|07042026|085034||0|0|00|")
	end := pos("0261|00|597029414300|IT750050||||||||||||||||")
	nak := ecrtest.Line{Bytes: []byte{0x15}}
	damaged := pos("0710|00|1|2500")
	damaged.Bytes[7] ^= 1
	foreign := pos("0210|00|597029414300|IT750050|A1||500||||||||||||||")
	for _, c := range []struct {
		name  string
		lines []ecrtest.Line
		want  []string
	}{
		{"poll", []ecrtest.Line{acked}, []string{"done"}},
		{"poll", []ecrtest.Line{nak, acked}, []string{"again", "done"}},
		{"totals", []ecrtest.Line{acked, damaged, pos("0710|00|1|2500")}, []string{"", "", "send 06, done"}},
		// The result of a payment that the till never fetched stays for the till.
		{"totals", []ecrtest.Line{acked, foreign, pos("0710|00|1|2500")}, []string{"", "", "send 06, done"}},
		{"last", []ecrtest.Line{acked, pos("0260|11|||||||||||||||||||")}, []string{"", "send 06, done"}},
		{"detail", []ecrtest.Line{acked, row, row, end, end}, []string{"", "send 06", "send 06", "send 06", "send 06, done"}},
	} {
		if d := cmp.Diff(c.want, ask(t, c.name, c.lines...)); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

func TestSignature(t *testing.T) {
	p := trial()
	frames := p.Frames(wire.Known(framed("0100")))
	if got := p.Signature(frames); got < 100 {
		t.Errorf("a poll scores %d", got)
	}
	for _, other := range []string{"\x020100001245010978          A011B010\x03\x05", "\x02123456780s\x034", "\x02A00\x1c1.28\x03K", "\x06\x06\x15"} {
		if got := p.Signature(p.Frames(wire.Known([]byte(other)))); got != 0 {
			t.Errorf("%q scores %d", other, got)
		}
	}
}

func TestWhatACaptureKeeps(t *testing.T) {
	for in, want := range map[string]string{
		"0210|00|597029414300|IT750870|ABC123|532264|39000|03|11668|6590|000156|CR|003000|3000000000000000000|VI|07052026|161140|12|0|SLIP PEREZ|": "0210|00|597029414300|IT750870|ABC123|532264|39000|03|11668|6590|000156|CR|003000|*******************|VI|07052026|161140|12|0|**********|",
		"0999|secret|1": "0999|******|*",
	} {
		if got := trial().Mask(trial().One(t, wire.Known(framed(in)))).Text(); got != "\x02"+want+"\x03*" {
			t.Errorf("kept %q, want %q", got, want)
		}
	}
}
