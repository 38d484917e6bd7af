package poslink

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/allow"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/ecrtest"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

const vectors = "testdata/vectors.jsonl"

func trial() ecrtest.Trial { return ecrtest.Trial{Protocol: Protocol(), Link: wire.Serial} }
func web2() ecrtest.Trial  { return ecrtest.Trial{Protocol: Protocol(), Link: wire.TCP} }

// get is a message as the query of a request.
func get(message []byte) []byte {
	return []byte("GET /?" + base64.StdEncoding.EncodeToString(message) + " HTTP/1.1\r\nHost: 10.1.1.24:10009\r\nAccept: */*\r\n\r\n")
}

func TestVectors(t *testing.T) {
	ids := map[string]string{"code": "result", "amount": "approved"}
	for _, v := range ecrtest.Examples(t, vectors) {
		raw := ecrtest.Hex(t, v.Hex)
		serial := trial().One(t, raw)
		frames := []wire.Frame{serial, web2().One(t, raw)}
		if v.From == wire.FromRegister {
			frames = append(frames, web2().One(t, wire.Known(get(raw.B))))
		}
		for _, f := range frames {
			if f.Kind != wire.Data || f.Check != wire.CheckOK || f.Fault != nil || !cmp.Equal(f.Body, serial.Body) {
				t.Errorf("%s: %+v", v.ID, f)
			}
			d := trial().Describe(f, v.From, ecrtest.Options("EUR"))
			shown := map[string]string{}
			for _, g := range d.Fields {
				shown[g.ID] = g.Value
			}
			for k, want := range v.Decoded {
				if got := shown[ids[k]]; got != want {
					t.Errorf("%s: %s is %q, want %q", v.ID, k, got, want)
				}
			}
			if m := d.Message; m.Function == transcripts.Request && v.Moves != m.Kind.MovesMoney() {
				t.Errorf("%s: kind %q", v.ID, m.Kind)
			}
		}
	}
}

// What the meaning of v097 says, field by field.
func TestAnswerOfTheVectorIsReadWhole(t *testing.T) {
	for _, v := range ecrtest.Examples(t, vectors) {
		if v.ID != "v097" {
			continue
		}
		got := ecrtest.Messages(trial().Talk(ecrtest.Options("EUR"), ecrtest.Line{From: wire.FromTerminal, Bytes: ecrtest.Hex(t, v.Hex).B}))
		want := []transcripts.Message{{
			Protocol: id, Version: "1.32", Class: books, Kind: transcripts.KindSale, Function: transcripts.Answer, Book: book, Talk: "poslink#1",
			ResponseCode: "000000", HostCode: "0", HostText: "APPROVED", Amount: usd(522), Receipt: "1", Order: "1",
			Card: transcripts.Card{Masked: "****1111"}, LocalDate: "0317", LocalTime: "003101",
		}}
		if d := cmp.Diff(want, got); d != "" {
			t.Error(d)
		}
	}
}

func usd(n int64) transcripts.Amount {
	return transcripts.Amount{Minor: n, Currency: "EUR", Known: true} // the currency of the test options
}

// msg writes a message: | parts groups and / fields of a group.
func msg(s string) []byte {
	return framed(strings.Split(strings.ReplaceAll(s, "/", "\x1f"), "|")...)
}

func till(s string) ecrtest.Line { return ecrtest.Line{From: wire.FromRegister, Bytes: msg(s)} }
func pos(s string) ecrtest.Line  { return ecrtest.Line{From: wire.FromTerminal, Bytes: msg(s)} }

var (
	acked = ecrtest.Line{From: wire.FromTerminal, Bytes: []byte{6}}
	ended = ecrtest.Line{From: wire.FromTerminal, Bytes: []byte{4}}
)

func said(lines ...ecrtest.Line) []transcripts.Message {
	return ecrtest.Messages(trial().Talk(ecrtest.Options("EUR"), lines...))
}

func TestMessages(t *testing.T) {
	base := transcripts.Message{Protocol: id, Version: "1.45", Class: books, Function: transcripts.Request, Book: book, Talk: "poslink#1"}
	with := func(m transcripts.Message, change ...func(*transcripts.Message)) transcripts.Message {
		for _, f := range change {
			f(&m)
		}
		return m
	}
	kind := func(k transcripts.Kind) func(*transcripts.Message) {
		return func(m *transcripts.Message) { m.Kind = k }
	}
	amount := func(n int64) func(*transcripts.Message) { return func(m *transcripts.Message) { m.Amount = usd(n) } }
	order := func(m *transcripts.Message) { m.Order = "776" }
	answers := func(code string) func(*transcripts.Message) {
		return func(m *transcripts.Message) { m.Function, m.ResponseCode = transcripts.Answer, code }
	}
	approvedBy := func(m *transcripts.Message) {
		m.HostCode, m.HostText, m.AuthCode, m.STAN, m.Batch, m.Receipt = "00", "APPROVAL", "A12345", "000071", "000009", "2"
		m.LocalDate, m.LocalTime, m.Card = "0412", "043119", transcripts.Card{Masked: "****1034"}
	}
	part := func(n int64) func(*transcripts.Message) {
		return func(m *transcripts.Message) { m.Additional = usd(n) }
	}
	turn2 := func(m *transcripts.Message) { m.Repeat, m.Talk = true, "poslink#2" }
	sale := with(base, kind(transcripts.KindSale), amount(500), order)
	status := with(base, kind(transcripts.KindStatus), func(m *transcripts.Message) { m.Class = admin }, order)
	void := with(base, kind(transcripts.KindVoid), order, func(m *transcripts.Message) { m.Original.Receipt = "2" })
	closing := with(base, kind(transcripts.KindSettlement), func(m *transcripts.Message) { m.Class = settles })

	const (
		host  = "00/APPROVAL/A12345/9876/71/9"
		acct  = "1034/4/0823////03/PHAM LINH///0"
		after = "2/776/20210412043119/776"
	)
	paid := func(code, amounts string) ecrtest.Line {
		return pos("0|T01|1.45|" + code + "|OK|" + host + "|01|" + amounts + "|" + acct + "|" + after + "|||AID=A000000025010801/TVR=0000008000")
	}
	for _, c := range []struct {
		name  string
		lines []ecrtest.Line
		want  []transcripts.Message
	}{
		{"sale", []ecrtest.Line{till("T00|1.45|01|500||776"), acked, paid("000000", "500/0/0/0/0/33"), ended}, []transcripts.Message{sale, with(sale, answers("000000"), approvedBy)}},
		{"tip given at the terminal", []ecrtest.Line{till("T00|1.45|01|500||776"), acked, paid("000000", "600/0/100/0/0/33")}, []transcripts.Message{sale, with(sale, answers("000000"), approvedBy, part(600))}},
		{"tip sent by the till", []ecrtest.Line{till("T00|1.45|01|500/100||776"), acked, paid("000000", "600/0/100/0/0/33")}, []transcripts.Message{with(sale, amount(600)), with(sale, answers("000000"), approvedBy, amount(600))}},
		{"approved in part", []ecrtest.Line{till("T00|1.45|01|500||776"), acked, paid("000002", "300/200/0/0/0/0")}, []transcripts.Message{sale, with(sale, answers("000002"), approvedBy, part(300))}},
		// Nothing explains the difference, so the answer must not fit.
		{"another amount", []ecrtest.Line{till("T00|1.45|01|500||776"), acked, paid("000000", "700/0/0/0/0/0")}, []transcripts.Message{sale, with(sale, answers("000000"), approvedBy, amount(700))}},
		{"refused", []ecrtest.Line{till("T00|1.45|01|500||776"), acked, pos("0|T01|1.45|000100|DECLINE|05/DECLINED////|01|0/500|1034/4|3/776/20210412043119")}, []transcripts.Message{
			sale, with(sale, amount(0), answers("000100"), func(m *transcripts.Message) {
				m.Amount = transcripts.Amount{}
				m.HostCode, m.HostText, m.Receipt, m.LocalDate, m.LocalTime, m.Card = "05", "DECLINED", "3", "0412", "043119", transcripts.Card{Masked: "****1034"}
			}),
		}},
		{"stopped, without groups", []ecrtest.Line{till("T00|1.45|01|500||776"), acked, pos("0|T01|1.45|100002|ABORTED")}, []transcripts.Message{
			sale, with(sale, answers("100002"), func(m *transcripts.Message) { m.Amount = transcripts.Amount{} }),
		}},
		{"void", []ecrtest.Line{till("T00|1.45|16|||776///2"), acked, pos("0|T01|1.45|000000|OK|" + host + "|16|500|" + acct + "|" + after)}, []transcripts.Message{
			void, with(void, answers("000000"), approvedBy, amount(500)),
		}},
		{"pre-authorisation", []ecrtest.Line{till("T00|1.45|03|500||776")}, []transcripts.Message{with(sale, kind(transcripts.KindPreAuth), func(m *transcripts.Message) { m.Class = holds })}},
		{"balance", []ecrtest.Line{till("T06|1.45|23|||776")}, []transcripts.Message{with(status, kind(transcripts.KindBalance))}},
		{"type that loads a gift card", []ecrtest.Line{till("T06|1.45|10|500||776")}, []transcripts.Message{with(sale, kind(transcripts.KindUnknown))}},
		{"type chosen at the terminal", []ecrtest.Line{till("T00|1.45|00|500||776"), acked, paid("000000", "500")}, []transcripts.Message{with(sale, kind(transcripts.KindUnknown)), with(sale, answers("000000"), approvedBy)}},
		{"unknown command", []ecrtest.Line{till("Q00|1.45|9")}, []transcripts.Message{base}},
		{"card for the till's own host", []ecrtest.Line{till("A40|1.45|9")}, []transcripts.Message{base}},
		{"record found", []ecrtest.Line{till("R02|1.45|00||||||776|"), acked, pos("0|R03|1.45|000000|OK|1|0|" + host + "|01|01||4500/0/0/0/0/0/12048/2022|" + acct + "|" + after + "|/|||CARDBIN=372727/TC=FEDD")}, []transcripts.Message{
			status, with(status, answers("000000")), with(sale, amount(4500), answers("000000"), approvedBy, turn2),
		}},
		{"record that shows no approval", []ecrtest.Line{till("R02|1.45|00||||||776|"), acked, pos("0|R03|1.45|000000|OK|1|0|05/DECLINED////|01|01||0/500||2/776")}, []transcripts.Message{
			status, with(status, answers("000000")), with(base, kind(transcripts.KindSale), answers(""), order, turn2, func(m *transcripts.Message) {
				m.HostCode, m.HostText, m.Receipt = "05", "DECLINED", "2"
			}),
		}},
		{"no record", []ecrtest.Line{till("R02|1.45|00||||||776|"), acked, pos("0|R03|1.45|100023|NOT FOUND")}, []transcripts.Message{status, with(status, answers("100023"))}},
		{"batch closed", []ecrtest.Line{till("B00|1.45|20210412043119"), acked, pos("0|B01|1.45|000000|OK|00/OK////9|3=0=0|12800=0=0|20210412230000|T1|M1")}, []transcripts.Message{
			with(closing, func(m *transcripts.Message) { m.LocalDate, m.LocalTime = "0412", "043119" }),
			with(closing, answers("000000"), func(m *transcripts.Message) {
				m.SettledAnswer, m.HostCode, m.HostText, m.Batch, m.Terminal, m.Merchant, m.LocalDate, m.LocalTime = "1", "00", "OK", "000009", "T1", "M1", "0412", "230000"
			}),
		}},
		{"batch closed and differing", []ecrtest.Line{pos("0|B01|1.45|000300|OUT OF BALANCE")}, []transcripts.Message{with(closing, answers("000300"), func(m *transcripts.Message) { m.SettledAnswer = "2" })}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, said(c.lines...)); d != "" {
				t.Errorf("want -, got +\n%s", d)
			}
		})
	}
}

func TestTurns(t *testing.T) {
	pay, result := till("T00|1.45|01|500||1"), pos("0|T01|1.45|100002|ABORTED")
	damaged := till("T00|1.45|01|500||1")
	damaged.Bytes[len(damaged.Bytes)-1] ^= 1
	order := ecrtest.Line{From: wire.FromRegister, Bytes: get(pay.Bytes)}
	for _, c := range []struct {
		name  string
		p     ecrtest.Trial
		lines []ecrtest.Line
		want  string
	}{
		{"sent again", trial(), []ecrtest.Line{pay, pay, acked, result}, "request 1, request 1, answer 1"},
		{"ordered again", trial(), []ecrtest.Line{pay, acked, pay, acked, result}, "request 1, request 2, answer 2"},
		{"damaged, then whole", trial(), []ecrtest.Line{damaged, pay, acked, result}, "request 1, request 1, answer 1"},
		{"another GET is another order", web2(), []ecrtest.Line{order, order, result}, "request 1, request 2, answer 2"},
		{"answer sent again", trial(), []ecrtest.Line{pay, acked, result, result}, "request 1, answer 1, answer 1"},
		{"answer to something else", trial(), []ecrtest.Line{pay, acked, pos("0|A01|1.45|000000|OK")}, "request 1, answer 2"},
	} {
		var got []string
		for _, m := range ecrtest.Messages(c.p.Talk(ecrtest.Options("EUR"), c.lines...)) {
			got = append(got, string(m.Function)+" "+strings.TrimPrefix(m.Talk, "poslink#"))
		}
		if d := cmp.Diff(c.want, strings.Join(got, ", ")); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

func TestEventsBesideMessages(t *testing.T) {
	for _, c := range []struct {
		line string
		want transcripts.Event
	}{
		{"0|A01|1.45|000000|OK|53344914|S300|4.00.06|00:11", transcripts.Event{Kind: transcripts.EventDevice, Device: &transcripts.Device{Protocol: id, Serial: "53344914", Model: "S300", Software: "4.00.06"}}},
		{"0|B05|1.45|000000|OK", transcripts.Event{Kind: transcripts.EventSignal, Signal: &transcripts.Signal{ID: transcripts.SignalBatchCleared, Text: "B04", Code: "000000"}}},
		{"0|A27|1.45|000000|OK", transcripts.Event{Kind: transcripts.EventSignal, Signal: &transcripts.Signal{ID: transcripts.SignalRestarted, Text: "A26", Code: "000000"}}},
	} {
		c.want.Dir = transcripts.Received
		got := trial().Talk(ecrtest.Options("EUR"), pos(c.line))
		if d := cmp.Diff(c.want, got[len(got)-1]); d != "" || len(got) != 2 {
			t.Errorf("%s: %d events\n%s", c.line, len(got), d)
		}
	}
	for _, e := range trial().Talk(ecrtest.Options("EUR"), pos("0|R11|1.45|000000|OK|3|12800"), pos("0|R01|1.45|000000|OK|00|3/12800")) {
		if e.Message != nil && e.Message.Kind != transcripts.KindStatus {
			t.Errorf("totals are a %s", e.Message.Kind)
		}
		if e.Device != nil && e.Device.Totals.EN != "payments approved offline and not sent yet: 3" {
			t.Errorf("stored: %+v", e.Device.Totals)
		}
	}
	fault := []transcripts.Event{{Kind: transcripts.EventFault, Fault: &transcripts.Fault{ID: "field", Byte: 1, Field: "command"}}}
	if d := cmp.Diff(fault, trial().Talk(ecrtest.Options("EUR"), ecrtest.Line{Bytes: msg("hello")}), cmpopts.IgnoreFields(transcripts.Fault{}, "What")); d != "" {
		t.Error(d)
	}
}

func TestBrokenFramesSayWhy(t *testing.T) {
	whole := string(msg("A00|1.28"))
	for in, want := range map[string]string{
		"\x02T00\x1c1.4":                          "truncated",
		"\x02T00\x1c1.4" + whole:                  "truncated, ok",
		"\x00\x00\x06" + whole + "\x04":           "ok, ok, ok, ok",
		"x\x00x":                                  "noise, ok, noise",
		"\x02A00\x1c1.28\x03\x00":                 "checksum",
		"GET /?AkEwMBwxLjI4A0s= HTTP/1.1\r\n":     "truncated",
		"GET /?nonsense HTTP/1.1\r\n\r\n":         "framing",
		"GET /?AkEwMBwxLjI4A0s=\r\n\r\n":          "ok",
		"GET /?AkEwMBwxLjI4A0w= HTTP\r\n\r\n":     "checksum",
		"GET /index HTTP/1.1\r\n\r\n":             "noise, ok",
		"HTTP/1.1 200 OK\r\nA: b\r\n\r\n" + whole: "ok, ok",
	} {
		var got []string
		for _, f := range web2().Frames(wire.Known([]byte(in))) {
			if f.Fault != nil {
				got = append(got, f.Fault.ID)
			} else {
				got = append(got, "ok")
			}
		}
		if d := cmp.Diff(want, strings.Join(got, ", ")); d != "" {
			t.Errorf("%q: %s", in, d)
		}
	}
}

func samples(t testing.TB) [][]byte {
	out := ecrtest.Samples(t, vectors)
	for _, s := range out {
		out = append(out, get(s))
	}
	return append(out, []byte("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"), []byte{0, 0, 0}, []byte{6}, []byte{4})
}

func TestFramesDoNotDependOnCutting(t *testing.T) {
	trial().Cutting(t, samples(t))
	web2().Cutting(t, samples(t))
}

func drawLines(t *rapid.T, send func([]byte) []byte) ([]ecrtest.Line, []string) {
	pan := ecrtest.PAN(t)
	name, cvv, expiry := "PHAM/LINH", "9041", "2708"
	shown := rapid.SampledFrom([]string{pan[len(pan)-4:], pan, "************" + pan[len(pan)-4:]}).Draw(t, "shown")
	order := rapid.SampledFrom([]string{"776", pan}).Draw(t, "order")
	group := func(s ...string) string { return strings.Join(s, "\x1f") }
	message := func(groups ...string) []byte { return framed(groups...) }
	line := func(b []byte) ecrtest.Line { return ecrtest.Line{From: wire.FromRegister, Bytes: send(b)} }
	told := func(b []byte) ecrtest.Line { return ecrtest.Line{From: wire.FromTerminal, Bytes: b} }
	host := group("00", "APPROVED", "A12345", "9876", "71", "9")
	acct := group(shown, "4", expiry, "", "", pan, "03", name, cvv, name, "0")
	extra := group("CARDBIN="+pan[:6], "TC=FEDD2F8578265FEE", "ORIGPAN="+pan, "TRACK2="+pan+"="+expiry, "HOLDER="+name, pan)
	return []ecrtest.Line{
		line(message("T00", "1.45", "01", "500", group(pan, expiry, cvv), group(order, "12"), "", "", "", "", group("ORIGPAN="+pan, "TOKEN="+name))),
		acked, told(message("0", "T01", "1.45", "000000", "OK", host, "01", "500", acct, group("2", order, "20210412043119"), "", "", "", extra)),
		line(message("R02", "1.45", "00", "", "", "", "", "", order, "")), acked,
		told(message("0", "R03", "1.45", "000000", "OK", "1", "0", host, "01", "01", "", "500", acct, group("2", order), name, "", "", extra)),
		line(message("T10", "1.45", "01", "500", name, pan)), line(message("Q00", "1.45", pan, name)), line(message("A30", "1.45", "1")),
		told(message("0", "A31", "1.45", "000000", "OK", "1", "%B"+pan+"^"+name+"^"+expiry, pan+"="+expiry+"1011", name, cvv)),
	}, []string{pan, name}
}

func TestNoSecretComesOut(t *testing.T) {
	trial().Masking(t, func(t *rapid.T) ([]ecrtest.Line, []string) {
		return drawLines(t, func(b []byte) []byte { return b })
	})
}

// Behind the first secret of a query nothing is kept, so the till's reference is
// lost there; what comes before and all answers stay.
func TestNoSecretComesOutOfHTTP(t *testing.T) {
	web2().Masking(t, func(t *rapid.T) ([]ecrtest.Line, []string) {
		lines, secrets := drawLines(t, get)
		kept := lines[:0]
		for _, l := range lines {
			if l.From == wire.FromTerminal && len(l.Bytes) > 1 {
				kept = append(kept, l)
			}
		}
		kept = append(kept, ecrtest.Line{From: wire.FromRegister, Bytes: get(msg("T00|1.45|01|500||776"))})
		return kept, secrets
	})
	rapid.Check(t, func(t *rapid.T) {
		pan := ecrtest.PAN(t)
		p, o := web2(), ecrtest.Options("EUR")
		clear := get(framed("T00", "1.45", "01", "500", pan+"\x1f2708\x1f904", "776"))
		f := p.Frames(wire.Known(clear))[0]
		masked := p.Mask(f)
		again := p.Frames(masked)
		if len(again) != 1 || again[0].Check != wire.CheckHidden || !cmp.Equal(masked, p.Mask(again[0])) {
			t.Fatalf("masked: %s", masked.Text())
		}
		// What can be read out of the query again, character by character.
		query, _, _ := strings.Cut(strings.TrimPrefix(masked.Text(), getStart), " ")
		open, _, _ := strings.Cut(query, "*")
		plain, _ := base64.RawStdEncoding.DecodeString(open[:len(open)/4*4])
		if strings.Contains(string(plain), pan[:7]) {
			t.Fatalf("%q shows more than six digits", plain)
		}
		m := p.Describe(again[0], wire.FromRegister, o).Message
		want := transcripts.Message{Protocol: id, Version: "1.45", Class: books, Kind: transcripts.KindSale, Function: transcripts.Request, Book: book, Amount: usd(500)}
		if d := cmp.Diff(want, m, cmpopts.IgnoreFields(m, "Card")); d != "" {
			t.Fatal(d)
		}
	})
}

func FuzzSerial(f *testing.F) { trial().Fuzz(f, samples(f)) }
func FuzzHTTP(f *testing.F)   { web2().Fuzz(f, samples(f)) }

// Every question, read from its bytes, is one that changes and books nothing.
func TestQuestionsAreHarmless(t *testing.T) {
	for _, p := range []ecrtest.Trial{trial(), web2()} {
		seen := map[string]string{}
		p.Questions(t, ecr.Params{Reference: "776", Terminal: "T00", Register: "B00"}, func(name string, frame []byte, q ecr.Query) {
			if p.Link == wire.TCP {
				line, rest, _ := strings.Cut(string(frame), " HTTP/1.0\r\n\r\n")
				inner, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(line, "GET /?"))
				if err != nil || rest != "" || len(q.Spec().Acks) != 0 {
					t.Fatalf("%s: %q", name, frame)
				}
				frame = inner
			} else if acks := q.Spec().Acks; len(acks) != 1 || string(acks[0]) != "\x06" {
				t.Errorf("%s may send %x", name, acks)
			}
			f := trial().One(t, wire.Known(frame))
			command := f.Body.Text()[:3]
			switch command {
			case "A00", "R00", "R02", "R10":
			default:
				t.Errorf("%s sends %s", name, command)
			}
			seen[name] = strings.ReplaceAll(f.Body.Text(), "\x1c", "|")
		})
		want := map[string]string{"version": "A00|1.28", "stored": "R10|1.45|2", "totals": "R00|1.45|00||", "record": "R02|1.45|00||||||776|"}
		if d := cmp.Diff(want, seen); d != "" {
			t.Error(d)
		}
	}
	// The published frames of two of them.
	for i, v := range map[int]string{0: "024130301c312e3238034b", 3: "025230321c312e34351c30301c1c1c1c1c1c3737361c0367"} {
		if got := fmt.Sprintf("%x", trial().Queries(wire.Serial, ecr.Params{Reference: "776"})[i].Spec().Frame); got != v {
			t.Errorf("got %s, want %s", got, v)
		}
	}
}

func TestPaymentIsOnlyAskedForByReference(t *testing.T) {
	for ref, want := range map[string]int{"": 3, " ": 3, "1\x1c2": 3, "1\x03": 3, "é": 3, strings.Repeat("1", 33): 3, "R-776": 4} {
		if got := len(Protocol().Queries(wire.Serial, ecr.Params{Reference: ref})); got != want {
			t.Errorf("%q: %d questions, want %d", ref, got, want)
		}
	}
}

func TestDialogues(t *testing.T) {
	answer := pos("0|A01|1.28|000000|OK|53344914")
	damaged := pos("0|A01|1.28|000000|OK|53344914")
	damaged.Bytes[4] ^= 1
	for _, c := range []struct {
		name  string
		p     ecrtest.Trial
		lines []ecrtest.Line
		want  string
	}{
		{"to its end", trial(), []ecrtest.Line{acked, answer, ended}, "wait; send 06; done"},
		{"refused once", trial(), []ecrtest.Line{{Bytes: []byte{0x15}}, acked, damaged, answer, ended}, "again; wait; wait; send 06; done"},
		{"an end too early", trial(), []ecrtest.Line{acked, ended, answer, ended}, "wait; wait; send 06; done"},
		{"a payment's answer", trial(), []ecrtest.Line{acked, pos("0|T01|1.45|000000|OK")}, "wait; wait"},
		{"over HTTP", web2(), []ecrtest.Line{{Bytes: []byte("HTTP/1.1 200 OK\r\n\r\n")}, answer}, "wait; done"},
	} {
		q := c.p.Queries(c.p.Link, ecr.Params{})[0]
		d := q.Spec().Dialogue()
		var got []string
		for _, l := range c.lines {
			for _, f := range c.p.Frames(wire.Known(l.Bytes)) {
				got = append(got, words2(t, q, d.Take(f)))
			}
		}
		if d := cmp.Diff(c.want, strings.Join(got, "; ")); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

func words2(t *testing.T, q ecr.Query, s allow.Step) string {
	switch {
	case s.Ack != nil && !q.Allows(s.Ack):
		t.Errorf("%x is sent and not declared", []byte(s.Ack))
	case s.Ack != nil:
		return fmt.Sprintf("send %x", []byte(s.Ack))
	case s.Resend:
		return "again"
	case s.Done:
		return "done"
	}
	return "wait"
}

func TestSignature(t *testing.T) {
	p := web2()
	for in, want := range map[string]bool{
		string(msg("A00|1.28")): true, string(get(msg("A00|1.28"))): true, string(msg("0|T01|1.45|000000|OK")): true,
		"\x020100\x03\x02": false, "\x02123456780s\x034": false, "\x06\x04\x15": false, "HTTP/1.1 200 OK\r\n\r\n": false,
	} {
		if got := p.Signature(p.Frames(wire.Known([]byte(in)))) >= 100; got != want {
			t.Errorf("%q: %v, want %v", in, got, want)
		}
	}
}

func TestWhatACaptureKeeps(t *testing.T) {
	for in, want := range map[string]string{
		"0|T01|1.45|000000|OK|00/APPROVAL/A12345|01|500|************1034/4/0823////03/PHAM LINH///0|2/776|||TC=FEDD/HOLDER=PHAM": "0|T01|1.45|000000|OK|00/APPROVAL/A12345|01|500|************1034/4/****////03/*********///0|2/776|||TC=FEDD/HOLDER=****",
		"T00|1.45|01|500|4111111111111111/2708/904|776|12345|street":                                                             "T00|1.45|01|500|411111******1111/****/***|776|*****|******",
		"0|A31|1.45|000000|OK|x|track": "0|A31|1.45|000000|OK|*|*****",
	} {
		f := trial().One(t, wire.Known(msg(in)))
		masked := trial().Mask(f)
		got := strings.NewReplacer("\x1c", "|", "\x1f", "/").Replace(masked.Text())
		if got != "\x02"+want+"\x03*" {
			t.Errorf("kept %q, want %q", got, want)
		}
	}
}
