package sim

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/codes"
)

func TestParseReadsAScenario(t *testing.T) {
	s, err := Parse("shop/mine.yaml", []byte(`
title: {en: "a till", zh: "收银机"}
protocol: linkpos
variant: v156
link: tcp
terminal: "00001234"
merchant: "12"
clock: -95m
behaviour: [late_ack, noise]
code: "51"
journal:
  - {amount: 100, stan: 7, receipt: 8, reference: A1, auth: "000001", rrn: "12", ago: 90s, operation: refund}
till:
  - {do: sale, amount: 250, reference: A2, after: 1m}
`))
	if err != nil {
		t.Fatal(err)
	}
	if s.Name != "mine" || s.Protocol != "linkpos" || s.Variant != "v156" || s.Link != TCP || s.Terminal != "00001234" ||
		s.ClockOff != -95*time.Minute || !s.Does(LateACK) || !s.Does(Noise) || s.Does(Busy) || s.Code != "51" {
		t.Errorf("%+v", s)
	}
	want := Payment{Operation: Refund, Minor: 100, Code: "00", STAN: "000007", Receipt: "000008", Reference: "A1", Auth: "000001", RRN: "000000000012", Ago: 90 * time.Second}
	if s.Journal[0] != want {
		t.Errorf("%+v, want %+v", s.Journal[0], want)
	}
	if s.Till[0] != (Step{Do: DoSale, Minor: 250, Reference: "A2", After: time.Minute}) {
		t.Errorf("%+v", s.Till[0])
	}
}

func TestParseFillsInWhatNeedNotBeWritten(t *testing.T) {
	s, err := Parse("t", []byte("protocol: mellon\n"))
	if err != nil {
		t.Fatal(err)
	}
	if s.Link != TCP || s.Terminal != "64999999" || len(s.Till) != 2 || s.Till[0].Do != DoLink {
		t.Errorf("%+v", s)
	}
}

func TestParseNamesEveryMistakeWithItsLine(t *testing.T) {
	for name, tt := range map[string]struct{ yaml, at, what string }{
		"nothing":            {"", "s", "there is nothing"},
		"no protocol":        {"link: tcp\n", "s:1", "does not say its protocol"},
		"unknown protocol":   {"\nprotocol: zvtt\n", "s:2", `"zvtt" cannot stand here`},
		"unknown key":        {"protocol: zvt\nbehavior: noise\n", "s:2", `unknown key "behavior"`},
		"unknown behaviour":  {"protocol: zvt\nbehaviour:\n  - noise\n  - noisy\n", "s:4", `"noisy" cannot stand here`},
		"key twice":          {"protocol: zvt\nprotocol: zvt\n", "s:2", "written twice"},
		"no YAML":            {"protocol: [\n", "s:1", "cannot be read as YAML"},
		"two documents":      {"protocol: zvt\n---\nprotocol: zvt\n", "s:3", "one document"},
		"a list":             {"- zvt\n", "s:1", "lines are expected"},
		"a mapping":          {"protocol: {a: b}\n", "s:1", "single value"},
		"bad link":           {"protocol: zvt\nlink: usb\n", "s:2", `"usb" cannot stand here`},
		"no serial line":     {"protocol: mellon\nlink: serial\n", "s:1", "mellon is not spoken over serial"},
		"bad variant":        {"protocol: linkpos\nvariant: kbank\n", "s:1", `linkpos has no variant "kbank"`},
		"bad terminal":       {"protocol: zvt\nterminal: \"123\"\n", "s:1", "cannot be a terminal id of zvt"},
		"bad code":           {"protocol: zvt\ncode: \"5\"\n", "s:1", `cannot be "5"`},
		"bad status":         {"protocol: zvt\nstatus: XX\n", "s:1", "no status code of zvt"},
		"no status at all":   {"protocol: linkpos\nstatus: \"00\"\n", "s:1", "no status code of linkpos"},
		"code in journal":    {"protocol: zvt\njournal: [{amount: 1, code: zz}]\n", "s:1", `cannot be "zz"`},
		"amount with point":  {"protocol: zvt\njournal: [{amount: 1.5}]\n", "s:2", `"1.5" is no amount`},
		"amount too large":   {"protocol: zvt\njournal:\n  - {amount: 100000000}\n", "s:3", "is no amount"},
		"trace too long":     {"protocol: zvt\njournal: [{stan: 1234567}]\n", "s:2", "at most 6 digits"},
		"time without unit":  {"protocol: zvt\nclock: 95\n", "s:2", `"95" is no length of time`},
		"time in the future": {"protocol: zvt\njournal: [{ago: -5m}]\n", "s:2", `"-5m" is no length of time`},
		"a sign":             {"protocol: zvt\nsoftware: \"a\\x03b\"\n", "s:2", "cannot go onto the line"},
		"merchant too long":  {"protocol: zvt\nmerchant: \"1234567890123456\"\n", "s:2", "cannot go onto the line"},
		"no such wrong":      {"protocol: linkpos\nbehaviour: no_completion\n", "s:1", "linkpos has no way to show no_completion"},
		"nothing to refuse":  {"protocol: mellon\nbehaviour: nak_storm\n", "s:1", "mellon has no acknowledgement"},
		"step without do":    {"protocol: zvt\ntill:\n  - {amount: 5}\n", "s:3", "a step needs do"},
		"sale without one":   {"protocol: zvt\ntill:\n  - {do: sale}\n", "s:3", "a step needs do"},
		"no such step":       {"protocol: mellon\ntill: [{do: last}]\n", "s:1", "mellon cannot do last"},
		"too deep":           {"a: " + strings.Repeat("[", 30), "s", "too deeply nested"},
		"too large":          {strings.Repeat("# comment\n", 8000), "s", "too large"},
		"too many steps":     {"protocol: zvt\ntill: [" + strings.Repeat("{do: last},", 300) + "]\n", "s:2", "at most 200"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse("s", []byte(tt.yaml))
			var p *codes.Problem
			if !errors.As(err, &p) {
				t.Fatalf("err %v", err)
			}
			if p.ID != "usage.scenario" || p.At != tt.at || !strings.Contains(p.What.EN, tt.what) || p.What.ZH == "" {
				t.Errorf("%s: %s (%s)", p.At, p.What.EN, p.What.ZH)
			}
		})
	}
}

// A value with many digits may be a card number and is not repeated.
func TestParseRepeatsNoCardNumber(t *testing.T) {
	_, err := Parse("s", []byte("protocol: \"4111111111111111\"\nlink: 4111111111111111\ncode: \"4111111111111111\"\nx4111111111111111: 1\n"))
	if err == nil || strings.Contains(err.Error(), "4111111111111111") {
		t.Errorf("err %v", err)
	}
}

// Whatever a file holds: it is refused, or it makes a terminal that works.
func FuzzParse(f *testing.F) {
	for _, name := range Names() {
		data, _ := Source(name)
		f.Add(data)
	}
	f.Add([]byte("protocol: zvt\njournal: [{amount: 1, receipt: 0}]\ntill: [{do: void}, {do: totals}]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Parse("f", data)
		if err != nil {
			return
		}
		s.Till = s.Till[:min(len(s.Till), 5)]
		Play(s, morning)
	})
}

// Whatever a till sends, the terminal goes on and holds a bounded part of it.
func FuzzReceive(f *testing.F) {
	for i := range protocols {
		f.Add(byte(i), []byte("\x02\x00\x18600000000011D0001\x1c\x03D"))
		f.Add(byte(i), []byte("\x10\x02\x06\x01\x00\x10\x03\x06\x01\x03\x04"))
		f.Add(byte(i), []byte("\x55\xaa\x00\x00\x01\x00\x02{}\x00\xcc\x33\x00\x17ECR0101A/S/F"))
		f.Add(byte(i), []byte("GET /?AkEw HTTP/1.1\r\n\r\n\x02T00\x1c1\x1c16\x1c\x03\x00"))
	}
	f.Fuzz(func(t *testing.T, i byte, data []byte) {
		p := protocols[int(i)%len(protocols)]
		for _, link := range p.links {
			s, err := Parse("f", []byte("protocol: "+p.id+"\nlink: "+string(link)+"\njournal: [{amount: 5}]\n"))
			if err != nil {
				t.Fatal(err)
			}
			b := &bench{t: t, term: New(s, morning), now: morning}
			for len(data) > 0 {
				n := min(len(data), 7)
				b.term.Receive(b.now, data[:n])
				data = data[n:]
				b.hear(50 * time.Millisecond)
			}
			b.hear(time.Minute)
			if len(b.term.in) > 0 {
				t.Errorf("%d bytes are held after a silence", len(b.term.in))
			}
		}
	})
}
