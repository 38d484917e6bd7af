package ecr17

import (
	"fmt"
	"strings"
	"testing"
	"time"

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

func trial() ecrtest.Trial { return ecrtest.Trial{Protocol: Protocol(), Link: wire.TCP} }

func TestVectors(t *testing.T) {
	ids := map[string]string{"code": "command", "tid": "terminal", "datetime": "clock", "status": "state", "result": "result", "text": "progress", "ctrl": "sign"}
	p := trial()
	for _, v := range ecrtest.Examples(t, vectors) {
		f := p.One(t, ecrtest.Hex(t, v.Hex))
		if want := v.OK != nil; (f.Check == wire.CheckOK) != want || f.Fault != nil {
			t.Errorf("%s: check %v, fault %+v", v.ID, f.Check, f.Fault)
		}
		shown := map[string]string{}
		for _, g := range p.Describe(f, v.From, ecrtest.Options("EUR")).Fields {
			shown[g.ID] = g.Value
		}
		for k, want := range v.Decoded {
			if got := shown[ids[k]]; got != want {
				t.Errorf("%s: %s is %q, want %q", v.ID, k, got, want)
			}
		}
	}
}

// The rules by the vectors: what is folded into the check byte, base 7F.
func TestRules(t *testing.T) {
	for hex, want := range map[string]string{
		"024142037c": "std", "02313233343536373830730334": "std", "02313233343536373830730337": "noext",
		"02313233343536373830730335": "stx", "02313233343536373830730336": "stx_noext",
		"150369": "noext", "06037a": "noext", "060379": "std",
	} {
		f := trial().One(t, ecrtest.Hex(t, hex))
		if f.Rule != want {
			t.Errorf("%s: rule %q, want %q", hex, f.Rule, want)
		}
	}
}

func TestRuleIsKept(t *testing.T) {
	const text = "123456780s"
	noext, stx := rules[1], rules[2]
	for _, c := range []struct {
		frames [][]byte
		want   []wire.Check
	}{
		{[][]byte{noext.frame(text), noext.frame(text)}, []wire.Check{wire.CheckOK, wire.CheckOK}},
		// One flipped bit makes a frame fit another rule.
		{[][]byte{noext.frame(text), stx.frame(text), noext.frame(text)}, []wire.Check{wire.CheckOK, wire.CheckBad, wire.CheckOK}},
		// The first frame was the damaged one.
		{[][]byte{stx.frame(text), noext.frame(text), noext.frame(text), noext.frame(text)}, []wire.Check{wire.CheckOK, wire.CheckBad, wire.CheckOK, wire.CheckOK}},
	} {
		f := newFramer()
		var got []wire.Check
		for _, b := range c.frames {
			for _, fr := range f.Feed(wire.Known(b)) {
				got = append(got, fr.Check)
			}
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Error(d)
		}
	}
}

func line(side wire.Side, text string) ecrtest.Line {
	return ecrtest.Line{From: side, Bytes: rules[1].frame(text)}
}
func till(text string) ecrtest.Line { return line(wire.FromRegister, "30350039"+"0"+text) }
func pos(text string) ecrtest.Line  { return line(wire.FromTerminal, "30350039"+"0"+text) }

var acked = ecrtest.Line{From: wire.FromTerminal, Bytes: rules[1].control(0x06)}

func pad(s string, n int) string { return s + strings.Repeat(" ", n-len(s)) }

// Requests and answers as the pages of Nexi lay them out.
func order(code string) string {
	return code + "00000001" + "0" + "00" + "0" + "0" + "00001250" + strings.Repeat(" ", 128) + "00000000"
}

func step2(code string) string {
	return code + "00000001" + "0" + "0000" + "00001250" + strings.Repeat(" ", 128) + "000000123" + "00000000"
}

const (
	shownPAN = "000411111******1111"
	common   = "2" + "00000000003" + "000041" + "000031"
)

func ok(code, auth string) string {
	return code + "00" + shownPAN + "ICC" + auth + "2111520" + common
}

func ko(code, reason string) string {
	return code + "01" + pad(reason, 24) + "00000000000" + common
}

func eur(n int64) transcripts.Amount {
	return transcripts.Amount{Minor: n, Currency: "EUR", Known: true}
}

func said(lines ...ecrtest.Line) []transcripts.Message {
	o := ecrtest.Options("EUR")
	o.Currency = ""
	return ecrtest.Messages(trial().Talk(o, lines...))
}

func TestMessages(t *testing.T) {
	ask := func(k transcripts.Kind, c transcripts.Class, change ...func(*transcripts.Message)) transcripts.Message {
		m := transcripts.Message{Protocol: id, Book: book, Class: c, Kind: k, Function: asks, Terminal: "30350039", Talk: "ecr17#1"}
		for _, f := range change {
			f(&m)
		}
		return m
	}
	tell := func(m transcripts.Message, change ...func(*transcripts.Message)) transcripts.Message {
		m.Function, m.Amount, m.Original = tells, transcripts.Amount{}, transcripts.Original{}
		for _, f := range change {
			f(&m)
		}
		return m
	}
	amount := func(m *transcripts.Message) { m.Amount = eur(1250) }
	numbered := func(m *transcripts.Message) { m.AcquirerID, m.STAN = "00000000003", "000041" }
	approved := func(m *transcripts.Message) {
		m.ResponseCode, m.AuthCode, m.Card = "00", "012651", transcripts.Card{Masked: "411111******1111"}
	}
	repeated := func(m *transcripts.Message) { m.Repeat, m.Talk = true, "ecr17#2" }
	sale := ask(transcripts.KindSale, books, amount)
	hold := ask(transcripts.KindPreAuth, holds, amount)
	last := ask(transcripts.KindStatus, admin)
	void := ask(transcripts.KindVoid, books)
	done := ask(transcripts.KindCompletion, books, amount, func(m *transcripts.Message) { m.Original.Receipt = "000000123" })
	closing := ask(transcripts.KindSettlement, settles)

	for _, c := range []struct {
		name  string
		lines []ecrtest.Line
		want  []transcripts.Message
	}{
		{"payment", []ecrtest.Line{till(order("P")), acked, pos(ok("E", "012651"))}, []transcripts.Message{sale, tell(sale, numbered, approved)}},
		{"payment with a long result", []ecrtest.Line{till(order("X")), acked, pos(ok("E", "012651") + "000" + "00001250" + "0000000000")}, []transcripts.Message{
			sale, tell(sale, numbered, approved, amount, func(m *transcripts.Message) { m.HostCode = "000" }),
		}},
		{"payment refused", []ecrtest.Line{till(order("P")), acked, pos(ko("E", "TRANSAZIONE NEGATA"))}, []transcripts.Message{
			sale, tell(sale, numbered, func(m *transcripts.Message) { m.ResponseCode, m.HostText = "01", "TRANSAZIONE NEGATA" }),
		}},
		{"no card in the terminal", []ecrtest.Line{till(order("P")), acked, pos("E05" + strings.Repeat("0", 35) + common)}, []transcripts.Message{
			sale, tell(sale, numbered, func(m *transcripts.Message) { m.ResponseCode = "05" }),
		}},
		{"reversal of the last payment", []ecrtest.Line{till("S00000001" + "000000" + "00"), acked, pos(ok("E", "000000") + "000" + "0000000000")}, []transcripts.Message{
			void, tell(void, numbered, approved, func(m *transcripts.Message) { m.AuthCode, m.HostCode = "", "000" }),
		}},
		{"reversal by its number", []ecrtest.Line{till("S00000001" + "000041" + "00")}, []transcripts.Message{
			ask(transcripts.KindVoid, books, func(m *transcripts.Message) { m.Original.STAN = "000041" }),
		}},
		{"last result, a payment", []ecrtest.Line{till("G000000010000"), acked, pos(ok("E", "012651"))}, []transcripts.Message{last, tell(last), tell(ask(transcripts.KindSale, books), numbered, approved, repeated)}},
		{"last result, a reversal", []ecrtest.Line{till("G000000010000"), acked, pos(ok("E", "000000") + "000" + "0000000000")}, []transcripts.Message{
			last, tell(last), tell(void, numbered, approved, repeated, func(m *transcripts.Message) { m.AuthCode, m.HostCode = "", "000" }),
		}},
		{"pre-authorisation", []ecrtest.Line{till(order("p")), acked, pos("e00" + shownPAN + "ICC" + "012651" + "00001250" + "000000123" + "000" + "2111520" + "0000" + "00000000003" + "000041" + "000031" + "000000000000")}, []transcripts.Message{
			hold, tell(hold, numbered, approved, amount, func(m *transcripts.Message) { m.HostCode, m.Receipt = "000", "000000123" }),
		}},
		{"completion", []ecrtest.Line{till(step2("c")), acked, pos(ok("c", "012651") + "000")}, []transcripts.Message{
			done, tell(done, numbered, approved, func(m *transcripts.Message) { m.HostCode = "000" }),
		}},
		{"totals agree", []ecrtest.Line{till("C0000000100000000"), acked, pos("C00" + "0000000000123456" + "0000000000123456")}, []transcripts.Message{
			closing, tell(closing, func(m *transcripts.Message) { m.ResponseCode, m.SettledAnswer = "00", "1" }),
		}},
		{"totals differ", []ecrtest.Line{till("C0000000100000000"), acked, pos("C00" + "0000000000123456" + "0000000000123450")}, []transcripts.Message{
			closing, tell(closing, func(m *transcripts.Message) { m.ResponseCode, m.SettledAnswer = "00", "2" }),
		}},
		{"unknown letter", []ecrtest.Line{till("Z00000001")}, []transcripts.Message{ask(transcripts.KindUnknown, books)}},
		{"service", []ecrtest.Line{till("K00000001" + "0000" + "0012" + "<r>PAY</r>AB")}, []transcripts.Message{ask(transcripts.KindUnknown, books)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, said(c.lines...)); d != "" {
				t.Errorf("want -, got +\n%s", d)
			}
		})
	}
}

func TestTurns(t *testing.T) {
	pay := till(order("P"))
	damaged := till(order("P"))
	damaged.Bytes[40] ^= 0x10
	for _, c := range []struct {
		name  string
		lines []ecrtest.Line
		want  string
	}{
		{"sent again", []ecrtest.Line{pay, pay, acked, pos(ok("E", "1"+"12651"))}, "request 1, request 1, answer 1"},
		{"ordered again", []ecrtest.Line{pay, acked, pay, acked, pos(ok("E", "112651"))}, "request 1, request 2, answer 2"},
		{"damaged, then whole", []ecrtest.Line{till("s"), pos("s" + "0000000000" + "0102251530" + "2V1"), damaged, pay, acked}, "request 1, answer 1, request 2, request 2"},
		{"slip and data in between", []ecrtest.Line{pay, acked, till("U000000" + "62" + pad("DF8D01", 8) + "0" + "0000" + "00000" + "x\x1b"), acked, pos("STOTALE}}"), pos(ok("E", "112651"))}, "request 1, notification 2, notification 3, answer 1"},
		{"answer to nothing", []ecrtest.Line{pos(ok("E", "112651"))}, "answer 1"},
	} {
		var got []string
		for _, m := range said(c.lines...) {
			got = append(got, string(m.Function)+" "+strings.TrimPrefix(m.Talk, "ecr17#"))
		}
		if d := cmp.Diff(c.want, strings.Join(got, ", ")); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

func TestState(t *testing.T) {
	yes, no := true, false
	for state, want := range map[string]*bool{"0": &no, "1": &no, "2": &yes, "3": &no, "4": &no, "5": nil, "6": nil, "7": nil} {
		var got *transcripts.Device
		for _, e := range trial().Talk(ecrtest.Options("EUR"), till("s"), acked, pos("s"+"0000000000"+"0102251530"+state+"V1.2.3  ")) {
			if e.Device != nil {
				got = e.Device
			}
		}
		d := &transcripts.Device{
			Protocol: id, Terminal: "30350039", Software: "V1.2.3", Status: state, Ready: want,
			Clock: transcripts.Stamp{Time: time.Date(2025, 2, 1, 15, 30, 0, 0, time.UTC)},
		}
		if diff := cmp.Diff(d, got, cmpopts.IgnoreFields(transcripts.Device{}, "Meaning")); diff != "" {
			t.Errorf("state %s: %s", state, diff)
		}
		if known := state != "7"; known != (got.Meaning.EN != "" && got.Meaning.ZH != "") {
			t.Errorf("state %s means %+v", state, got.Meaning)
		}
	}
}

func TestTotalsAreToldAndCloseNothing(t *testing.T) {
	for _, e := range trial().Talk(ecrtest.Options("EUR"), till("T0000000100000000"), acked, pos("T00"+"0000000000123456"+"000000")) {
		if e.Message != nil && e.Message.Kind != transcripts.KindStatus {
			t.Errorf("totals are a %s", e.Message.Kind)
		}
		if e.Device != nil && e.Device.Totals != (codes.Text{EN: "total of the terminal: 1234.56", ZH: "终端合计：1234.56"}) {
			t.Errorf("totals %+v", e.Device.Totals)
		}
	}
}

func TestBrokenFramesSayWhy(t *testing.T) {
	whole := string(rules[0].frame("123456780s"))
	for in, want := range map[string]string{
		"\x02123456780":                "truncated",
		"\x02123456780" + whole:        "truncated, ok",
		"\x15\x03":                     "truncated",
		"\x15\x15\x03\x69":             "noise, ok",
		"\x06\x03\x00":                 "checksum",
		"\x01ELABORAZIONE\x04" + whole: "noise, ok",
		"\x01" + pad("ELABORAZIONE", 20) + "x" + whole: "noise, ok",
		"\x02" + strings.Repeat("0", longest):          "framing, noise",
		"\x02AB\x03\x00":                               "checksum",
		"\x02AB\x03\x7c":                               "ok",
	} {
		var got []string
		for _, f := range trial().Frames(wire.Known([]byte(in))) {
			if f.Fault != nil {
				got = append(got, f.Fault.ID)
			} else {
				got = append(got, "ok")
			}
		}
		if d := cmp.Diff(want, strings.Join(got, ", ")); d != "" {
			t.Errorf("%.30q: %s", in, d)
		}
	}
}

func TestFramesDoNotDependOnCutting(t *testing.T) { trial().Cutting(t, ecrtest.Samples(t, vectors)) }

func TestNoSecretComesOut(t *testing.T) {
	trial().Masking(t, func(t *rapid.T) ([]ecrtest.Line, []string) {
		pan := ecrtest.PAN(t)
		long := strings.Repeat("0", 19-len(pan)) + pan
		name := "ROSSI/MARIO"
		text := pad(name+" "+pan, 128)
		full := "00" + long + "ICC" + "012651" + "2111520" + common
		return []ecrtest.Line{
			till("P00000001" + "0" + "00" + "0" + "0" + "00001250" + text + "00000000"), acked, pos("E" + full), pos("V" + full + "000" + "00001250" + "1" + "00012345" + "USD" + "000000001350" + "2" + "0000000000"),
			pos("E01" + pad("KO "+pan, 24) + "00000000000" + common), pos("S" + name + " " + pan + "}}}\x1b"),
			pos("e00" + long + "ICC" + "012651" + "00001250" + "000000123" + "000" + "2111520" + "0000" + "00000000003" + "000041" + "000031" + "000000000000"),
			till("U000000" + "62" + pad("DF8D01", 8) + "0" + "0000" + "00000" + name + pan + "\x1b"), till("K00000001" + "0000" + "0100" + "<p>" + pan + name + "</p>"),
			till("Z" + pan + name),
			{From: wire.FromTerminal, Bytes: []byte("\x01" + pad(pan, 20) + "\x04")},
		}, []string{pan, name}
	})
}

func FuzzFrames(f *testing.F) { trial().Fuzz(f, ecrtest.Samples(f, vectors)) }

// Every question, read from its bytes, is one that changes and books nothing.
func TestQuestionsAreHarmless(t *testing.T) {
	p := trial()
	for _, r := range rules {
		seen := map[string]string{}
		p.Questions(t, ecr.Params{Terminal: "30350039", Register: "1", Profile: r.id}, func(name string, frame []byte, q ecr.Query) {
			f := p.One(t, wire.Known(frame))
			if f.Kind != wire.Data || f.Check != wire.CheckOK || f.Rule != r.id {
				t.Errorf("%s is no frame by rule %s: %x", name, r.id, frame)
			}
			if code := codeOf(f.Body); strings.IndexByte("PXSpicCHUKER", code) >= 0 {
				t.Errorf("%s sends %c", name, code)
			}
			var acks []string
			for _, a := range q.Spec().Acks {
				acks = append(acks, fmt.Sprintf("%x", []byte(a)))
			}
			if d := cmp.Diff([]string{"060379", "06037a", "060378", "06037b"}, acks); d != "" {
				t.Errorf("%s acknowledges: %s", name, d)
			}
			seen[name] = f.Body.Text()
		})
		want := map[string]string{"status": "303500390s", "last": "303500390G000000010000", "totals": "303500390T0000000100000000"}
		if d := cmp.Diff(want, seen); d != "" {
			t.Error(d)
		}
	}
}

func TestQuestionsNeedNumbers(t *testing.T) {
	for _, c := range []struct {
		params ecr.Params
		want   int
	}{
		{ecr.Params{}, 0},
		{ecr.Params{Terminal: "1234567"}, 0},
		{ecr.Params{Terminal: "1234567\x03"}, 0},
		{ecr.Params{Terminal: "12345678"}, 1},
		{ecr.Params{Terminal: "12345678", Register: "123456789"}, 1},
		{ecr.Params{Terminal: "12345678", Register: "1\x03"}, 1},
		{ecr.Params{Terminal: "12345678", Register: "1", Profile: "other"}, 0},
		{ecr.Params{Terminal: "12345678", Register: "1"}, 3},
	} {
		if got := len(Protocol().Queries(wire.TCP, c.params)); got != c.want {
			t.Errorf("%+v: %d questions, want %d", c.params, got, c.want)
		}
	}
}

func TestDialogues(t *testing.T) {
	p := trial()
	nak := func(r rule) []byte { return r.control(0x15) }
	state := "303500390s" + "0000000000" + "0102251530" + "2V1"
	for _, c := range []struct {
		name  string
		bytes [][]byte
		want  string
	}{
		{"answers by its own rule", [][]byte{rules[2].control(6), rules[2].frame(state)}, "wait; send 060378 done"},
		{"refuses once", [][]byte{nak(rules[0]), rules[0].control(6), rules[0].frame(state)}, "again; wait; send 060379 done"},
		{"wants another rule", [][]byte{nak(rules[1])}, "refused noext"},
		{"wants the same, or one with STX", [][]byte{nak(rules[3])}, "again"},
		{"shows its progress", [][]byte{rules[0].control(6), []byte("\x01" + pad("ELABORAZIONE...", 20) + "\x04"), rules[0].frame(state)}, "wait; longer; send 060379 done"},
		{"tells of a payment", [][]byte{rules[0].control(6), rules[0].frame("303500390" + ok("E", "012651"))}, "wait; wait"},
	} {
		q := p.Queries(wire.TCP, ecr.Params{Terminal: "30350039"})[0]
		d := q.Spec().Dialogue()
		f := p.NewFramer(wire.TCP)
		var got []string
		for _, b := range c.bytes {
			for _, fr := range f.Feed(wire.Known(b)) {
				got = append(got, stepWords(t, q, d.Take(fr)))
			}
		}
		if d := cmp.Diff(c.want, strings.Join(got, "; ")); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

func stepWords(t *testing.T, q ecr.Query, s allow.Step) string {
	switch {
	case s.Ack != nil && !q.Allows(s.Ack):
		t.Errorf("%x is sent and not declared", []byte(s.Ack))
		return ""
	case s.Ack != nil:
		return fmt.Sprintf("send %x done", []byte(s.Ack))
	case s.Resend:
		return "again"
	case s.Refused.EN != "" && strings.HasSuffix(s.Refused.ZH, "noext / stx"):
		return "refused noext"
	case s.Longer > 0:
		return "longer"
	}
	return "wait"
}

func TestSignature(t *testing.T) {
	p := trial()
	for in, want := range map[string]bool{
		"\x15\x03\x69": true, "\x02123456780s\x034": true, "\x01" + pad("ELABORAZIONE...", 20) + "\x04": true,
		"\x020100\x03\x02": false, "\x02A00\x1c1.28\x03K": false, "\x06\x06\x15\x10\x02": false, "\x02AB\x03\x7c": false,
	} {
		if got := p.Signature(p.Frames(wire.Known([]byte(in)))) >= 100; got != want {
			t.Errorf("%q: %v, want %v", in, got, want)
		}
	}
}
