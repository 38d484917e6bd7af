package profile

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func TestParseWhole(t *testing.T) {
	shanghai, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	got, err := Parse("posdoctor.yaml", []byte(`
# our shop
language: zh
books: [unionpay, visa]
dialect: cnpos
capture: terminal
merchant: 898310070110001
terminals:
  - id: 00012345
    name: till 1
  - {id: "00012346", merchant: "898310070110002"}
  - 00012347
shop:
  name: Corner shop
  place: Shanghai
  country: CN
cable:
  port: /dev/ttyUSB0
  line: 9600 8N2
  register: "1"
time_zone: Asia/Shanghai
currency: CNY
contacts:
  - role: acquirer
    name: hotline
    phone: 0086-400-000
    note: day and night
hosts:
  - name: acquirer
    address: pay.example.com:8443
    tls: true
  - {address: "[2001:db8::1]:20007", tls: false}
  - {address: 10.1.2.3:9000, tls: auto}
  - backup.example.com:443
holidays: [2026-10-01, 2026-10-02]
workdays:
  - 2026-10-10
cases: ../cases
retention_days: 540
`))
	if err != nil {
		t.Fatal(err)
	}
	want := diag.Profile{
		Language: codes.Chinese,
		Books:    []string{"unionpay", "visa"},
		Dialect:  "cnpos",
		Capture:  diag.CaptureTerminal,
		Merchant: "898310070110001",
		Terminals: []diag.TerminalProfile{
			{ID: "00012345", Name: "till 1"},
			{ID: "00012346", Merchant: "898310070110002"},
			{ID: "00012347"},
		},
		Shop:     diag.Shop{Name: "Corner shop", Place: "Shanghai", Country: "CN"},
		Cable:    diag.Cable{Port: "/dev/ttyUSB0", Line: wire.Line{Baud: 9600, Bits: 8, Parity: 'N', Stop: 2}, Register: "1"},
		Zone:     shanghai,
		Currency: "CNY",
		Contacts: []diag.Contact{{Role: "acquirer", Name: "hotline", Phone: "0086-400-000", Note: "day and night"}},
		Hosts: []diag.Host{
			{Name: "acquirer", Address: "pay.example.com:8443", TLS: diag.TLSYes},
			{Address: "[2001:db8::1]:20007", TLS: diag.TLSNo},
			{Address: "10.1.2.3:9000"},
			{Address: "backup.example.com:443"},
		},
		Holidays: []time.Time{day(2026, 10, 1), day(2026, 10, 2)},
		Workdays: []time.Time{day(2026, 10, 10)},
		Cases:    "../cases",

		RetentionDays: 540,
	}
	if diff := cmp.Diff(got, want, cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })); diff != "" {
		t.Errorf("got, want: %s", diff)
	}
}

func TestParseNothing(t *testing.T) {
	for _, in := range []string{"", "\n", "# only a comment\n", "---\n", "books:\n", "merchant: ~\n", "\ufeffmerchant:\n"} {
		got, err := Parse("p", []byte(in))
		if err != nil {
			t.Errorf("Parse(%q): %v", in, err)
		}
		if diff := cmp.Diff(got, diag.Profile{}); diff != "" {
			t.Errorf("Parse(%q) gave a profile: %s", in, diff)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	tests := []struct {
		name, in string
		at       string
		what     string // part of the English text
		hint     string // part of the English hint
	}{
		{"unknown key", "books: unionpay\nmerchnat: x\n", "p:2", `unknown key "merchnat"`, "did you mean merchant?"},
		{"unknown key near nothing", "colour: red\n", "p:1", `unknown key "colour"`, "known keys: language, books"},
		{"unknown key inside", "terminals:\n  - id: \"1\"\n    nmae: x\n", "p:3", `unknown key "nmae"`, "did you mean name?"},
		{"key twice", "capture: host\ncapture: host\n", "p:2", "written twice", ""},
		{"choice", "capture: hots\n", "p:1", `"hots"`, "did you mean host?"},
		{"choice near nothing", "capture: x\n", "p:1", `"x"`, "one of: host, terminal"},
		{"book near another", "books: [unionpya]\n", "p:1", `no code book "unionpya"`, "did you mean unionpay?"},
		{"book near nothing", "books:\n  - zzz\n", "p:2", `no code book "zzz"`, "unionpay"},
		{"dialect near another", "dialect: cnpso\n", "p:1", `no dialect "cnpso"`, "did you mean cnpos?"},
		{"zone of the machine", "time_zone: Local\n", "p:1", "no time zone", "Asia/Shanghai"},
		{"empty zone", "time_zone: \"\"\n", "p:1", "no time zone", "Asia/Shanghai"},
		{"zone that people look for", "time_zone: Asia/Beijing\n", "p:1", "no time zone", "did you mean Asia/Shanghai?"},
		{"currency in letters of the street", "currency: RMB\n", "p:1", "no currency", "did you mean CNY?"},
		{"currency in digits", "currency: 156\n", "p:1", "no currency", "three capital letters"},
		{"day that does not exist", "holidays: [2026-02-30]\n", "p:1", "no date", "2026-10-01"},
		{"retention that deletes at once", "retention_days: 0\n", "p:1", "no number of days", "from 1 up"},
		{"retention in words", "retention_days: a year\n", "p:1", "no number of days", "from 1 up"},
		{"list for a value", "merchant: [a, b]\n", "p:1", "single value", ""},
		{"value for keys", "contacts: call me\n", "p:1", "key: value", "role, name"},
		{"terminal without id", "terminals:\n  - name: till\n", "p:2", "no id", ""},
		{"terminal twice", "terminals: [A1, A1]\n", "p:1", `"A1" is listed twice`, ""},
		{"host without a port", "hosts: [pay.example.com]\n", "p:1", "no host with a port", "8443"},
		{"host with a path", "hosts:\n  - address: https://pay.example.com:443\n", "p:2", "no host with a port", "8443"},
		{"host with a port too large", "hosts: [\"pay.example.com:99999\"]\n", "p:1", "no host with a port", "8443"},
		{"host without an address", "hosts:\n  - name: acquirer\n", "p:2", "no address", "8443"},
		{"host with another word for TLS", "hosts:\n  - {address: \"a:1\", tls: perhaps}\n", "p:2", `"perhaps"`, "true, false, auto"},
		{"not a mapping", "- a\n- b\n", "p:1", "key: value", "known keys"},
		{"tab", "terminals:\n\t- id: 1\n", "p:2", "YAML", "blanks, not tabs"},
		{"second document", "capture: host\n---\ncapture: host\n", "p:3", "second one", ""},
		{"anchors are not followed", "merchant: &a x\ncurrency: *a\n", "p:1", "single value", ""},
		{"bomb of brackets", strings.Repeat("[", 5000), "p", "nested", ""},
		{"too large", "# " + strings.Repeat("x", 1<<17), "p", "too large", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse("p", []byte(tt.in))
			var p *codes.Problem
			if !errors.As(err, &p) {
				t.Fatalf("error = %v, want a problem", err)
			}
			if p.At != tt.at || !strings.Contains(p.What.EN, tt.what) || !strings.Contains(p.Hint.EN, tt.hint) {
				t.Errorf("got %q: %q, hint %q\nwant %q: %q, hint %q", p.At, p.What.EN, p.Hint.EN, tt.at, tt.what, tt.hint)
			}
			if p.What.ZH == "" || (p.Hint.EN != "") != (p.Hint.ZH != "") {
				t.Errorf("not written in Chinese: %+v", p)
			}
		})
	}
}

func TestAllMistakesAreTold(t *testing.T) {
	p, err := Parse("p", []byte("merchnat: x\ncapture: y\ncurrency: CNY\n"))
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok || len(joined.Unwrap()) != 2 {
		t.Fatalf("error = %v, want two problems", err)
	}
	if p.Currency != "CNY" {
		t.Errorf("currency = %q: what is right must be read all the same", p.Currency)
	}
}

func TestNumbersThatMayBeCardsAreNotRepeated(t *testing.T) {
	for _, in := range []string{"4111111111111111: x\n", "capture: 4111111111111111\n", "4111111111111111\n", "'4111111111111111\n", "time_zone: 4111111111111111\n"} {
		_, err := Parse("p", []byte(in))
		if err == nil || strings.Contains(fmt.Sprintf("%v %+v", err, err), "4111111111111111") {
			t.Errorf("Parse(%q) = %v", in, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"books: [unionpay]\n", "terminals:\n  - id: 1\n", "a: &b c\n<<: *b\n", "? x\n: y\n", "!!str a: b\n", "a: |\n  b\n", "[{", "---\n...\n---",
		"%YAML 1.2\n---\na: b", "holidays: [2026-01-01]", "\"a", "- - - -", "time_zone: ../../etc",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		a, errA := Parse("p", data)
		b, errB := Parse("p", data)
		if fmt.Sprint(a, errA) != fmt.Sprint(b, errB) {
			t.Error("the same bytes gave two answers")
		}
	})
}
