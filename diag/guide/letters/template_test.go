package letters

import (
	"bytes"
	"errors"
	"io/fs"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/posdoctor/posdoctor/codes"
)

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

func builtIn(t *testing.T, name string) string {
	t.Helper()
	b, err := files.ReadFile("data/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// first is the first problem of an error.
func first(t *testing.T, err error) *codes.Problem {
	t.Helper()
	var p *codes.Problem
	if !errors.As(err, &p) {
		t.Fatalf("no problem: %v", err)
	}
	return p
}

func TestOverridesAreUsed(t *testing.T) {
	text := "\ufeff" + strings.ReplaceAll(strings.Replace(builtIn(t, "acquirer.en.txt"), "Dear Sir or Madam", "Dear friends", 1), "\n", "\r\n")
	s, err := Open(fstest.MapFS{"acquirer.en.txt": file(text), "README.md": file("{{"), "old/acquirer.zh.txt": file("{{")})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := s.Write(&b, "acquirer", codes.English, input(debited(), "IN")); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "Dear friends") || strings.Contains(b.String(), "\r") || strings.HasPrefix(b.String(), "\ufeff") {
		t.Errorf("%q", b.String())
	}
	b.Reset()
	if err := s.Write(&b, "acquirer", codes.Chinese, input(debited(), "IN")); err != nil || !strings.Contains(b.String(), "您好") {
		t.Errorf("the other language is gone: %v", err)
	}
}

func TestBadOverridesAreRefusedWithTheirPlace(t *testing.T) {
	good := builtIn(t, "support.en.txt")
	after := "support.en.txt:" + strconv.Itoa(strings.Count(good, "\n")+1) // the line that is added
	for _, c := range []struct{ name, file, text, at, what, hint string }{
		{"a required field is left out", "support.en.txt", strings.ReplaceAll(good, "{{.serial}}", ""), "support.en.txt", `"serial"`, "{{.serial}}"},
		{"a required field only in a list", "support.en.txt", strings.ReplaceAll(good, "{{.serial}}", "{{range .because}}{{$.serial}}{{end}}"), "support.en.txt", `"serial"`, "outside"},
		{"an unknown field", "support.en.txt", "a\nb {{.seriall}}\n" + good, "support.en.txt:2", `"seriall"`, "serial"},
		{"an unknown field that this payment would not show", "support.en.txt", good + "{{if not .stan}}{{.foo}}{{end}}", after, `"foo"`, ""},
		{"an unknown field through a variable", "support.en.txt", "{{range .because}}{{$.bar}}{{end}}" + good, "support.en.txt:1", `"bar"`, ""},
		{"bad syntax", "support.en.txt", "a\n{{range}}\n" + good, "support.en.txt:2", "cannot be read", "{{.rrn}}"},
		{"braces left", "support.en.txt", "a\n\nserial}}\n" + good, "support.en.txt:3", "braces", ""},
		{"a list as text", "support.en.txt", good + "{{.requests.text}}", after, "cannot be read", ""},
		{"no letter has the name", "suport.en.txt", good, "suport.en.txt", "never be used", "acquirer.en.txt"},
		{"another encoding", "support.en.txt", "\xff\xfea\x00" + good, "support.en.txt", "UTF-8", "64 KiB"},
		{"too large", "support.en.txt", good + strings.Repeat("x", maxTemplate), "support.en.txt", "too large", ""},
		{"a template in a template", "support.en.txt", `{{define "x"}}x{{end}}` + "\n" + `{{template "x" .}}` + good, "support.en.txt:2", `"template"`, ""},
		{"a function", "support.en.txt", `{{printf "%999999999d" 1}}` + good, "support.en.txt:1", `"printf"`, ""},
		{"a required field only where it is known", "support.en.txt", strings.ReplaceAll(good, "{{.serial}}", `{{if ne .serial "unknown"}}{{.serial}}{{end}}`), "support.en.txt", `"serial"`, "outside"},
		{"a required field only as a condition", "support.en.txt", strings.ReplaceAll(good, "{{.serial}}", "{{$x := .serial}}"), "support.en.txt", `"serial"`, "outside"},
		{"a count", "support.en.txt", "\n{{range 999999999999}}{{end}}" + good, "support.en.txt:2", "over a list", "requests"},
		{"a count in brackets", "support.en.txt", "\n{{range (999999999999)}}{{end}}" + good, "support.en.txt:2", "over a list", ""},
		{"a count in a variable", "support.en.txt", "{{$n := 999999999999}}\n{{range $n}}{{end}}" + good, "support.en.txt:2", "over a list", ""},
		{"a count of letters", "support.en.txt", "{{range len .happened}}{{end}}" + good, "support.en.txt:1", "over a list", ""},
		{"a count that a list gives", "support.en.txt", "{{range .because | len}}{{end}}" + good, "support.en.txt:1", "over a list", ""},
		{"a list through a variable", "support.en.txt", "{{$l := .because}}{{range $l}}{{end}}" + good, "support.en.txt:1", "over a list", ""},
		{"a list in a list", "support.en.txt", "{{range .because}}\n{{range $.because}}{{end}}{{end}}" + good, "support.en.txt:2", "within another", ""},
		{"a list in a list, in a branch", "support.en.txt", "{{range .because}}{{if .n}}{{else}}\n{{range $.files}}{{end}}{{end}}{{end}}" + good, "support.en.txt:2", "within another", ""},
		{"a list of another name", "support.en.txt", "{{range .becuse}}{{end}}" + good, "support.en.txt:1", `"becuse"`, "because"},
		{"a list written as text", "support.en.txt", good + "{{.because}}", after, "is a list", "{{range"},
		{"a block that holds itself", "support.en.txt", `{{block "x" .}}{{template "x" .}}{{end}}` + good, "support.en.txt:1", `"template"`, ""},
	} {
		_, err := Open(fstest.MapFS{c.file: file(c.text)})
		if err == nil {
			t.Errorf("%s: taken", c.name)
			continue
		}
		p := first(t, err)
		if p.ID != "usage.letter" || p.At != c.at || !strings.Contains(p.What.EN, c.what) || !strings.Contains(p.Hint.EN, c.hint) || p.What.ZH == p.What.EN {
			t.Errorf("%s: %s %s: %s (%s)", c.name, p.ID, p.At, p.What.EN, p.Hint.EN)
		}
	}
}

func TestEveryMistakeIsTold(t *testing.T) {
	_, err := Open(fstest.MapFS{"acquirer.en.txt": file("hello\n"), "issuer.zh.txt": file("{{.x}}")})
	if err == nil {
		t.Fatal("taken")
	}
	for _, want := range []string{`"rrn"`, `"stan"`, `"not_advice"`, "issuer.zh.txt:1"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%s is not told: %v", want, err)
		}
	}
}

// A template only sees what is masked already, and the words around it pass the
// same last scan as all others.
func TestTemplatesCannotUnmask(t *testing.T) {
	text := builtIn(t, "support.en.txt") + "4111 1111 1111 1111, ;5555555555554444=2512201?, {{.card}}{{range .because}}6228480000000000019{{end}}\n" +
		"62284800{{/* split */}}00000000019 378282246{{if .stan}}310005{{end}}\n"
	s, err := Open(fstest.MapFS{"support.en.txt": file(text)})
	if err != nil {
		t.Fatal(err)
	}
	got := write(t, s, "support", codes.English, input(debited(), "IN"))
	for _, pan := range []string{"4111 1111 1111 1111", "5555555555554444", "6228480000000000019", "378282246310005"} {
		if strings.Contains(got, pan) {
			t.Errorf("%s is shown", pan)
		}
	}
	if !strings.Contains(got, "411111******1111") {
		t.Errorf("the masked card is gone from\n%s", got)
	}
}

func TestUnreadableFolderIsTold(t *testing.T) {
	if p := first(t, func() error { _, err := Open(unreadable{}); return err }()); p.ID != "usage.letter" || !errors.Is(p, fs.ErrPermission) {
		t.Errorf("%+v", p)
	}
}

type unreadable struct{}

func (unreadable) Open(string) (fs.File, error) { return nil, fs.ErrPermission }

func TestDataIsStrictAndWhole(t *testing.T) {
	for _, to := range []any{&[]recipient{}, &wordList{}} {
		if decode([]byte("- {colour: red}"), to) == nil || decode([]byte("colour: red"), to) == nil {
			t.Errorf("%T takes an unknown key", to)
		}
	}
	fields := open(t).sample(recipient{}, false)
	for _, r := range recipients() {
		if r.Title.EN == "" || r.Title.ZH == "" || len(r.Required) < 8 {
			t.Errorf("%s has holes", r.ID)
		}
		for _, id := range append(append([]string{}, r.Required...), r.Hidden...) {
			if fields[id] == nil {
				t.Errorf("%s names the field %s", r.ID, id)
			}
		}
	}
	both := func(at string, x codes.Text) {
		if x.EN == "" || x.ZH == "" || x.EN == x.ZH {
			t.Errorf("%s: %+v", at, x)
		}
	}
	both("unknown", words().Unknown)
	both("not_advice", words().NotAdvice)
	for _, f := range words().Fields {
		both(f.ID, f.Name)
		if f.Find.IsZero() {
			t.Errorf("%s: no place to find it", f.ID)
		}
	}
	for _, money := range []string{"unknown", "not_charged", "not_charged_likely", "charged", "charged_likely", "returning", "returned", "returned_likely", "conflict"} {
		both(money, words().Happened[money])
	}
	for key, x := range words().Told {
		both(key, x)
		money, reason, ok := strings.Cut(key, "/")
		if _, known := words().Happened[money]; !ok || !known || reason == "" || !strings.HasSuffix(x.EN, ".") || !strings.HasSuffix(x.ZH, "。") {
			t.Errorf("%s: %+v", key, x)
		}
	}
	for _, method := range []string{"card", "qr", ""} {
		both(method, words().Payments[method])
	}
	both("by hand", words().ByHand)
	both("twice", words().Twice)
	both("other", words().Other)
	for _, c := range []string{"open", "likely", "proved"} {
		both(c, words().Certainty[c])
	}
	for _, r := range recipients() {
		list, ok := words().Requests[r.ID]
		if !ok {
			t.Errorf("no requests for %s", r.ID)
		}
		for situation, texts := range list {
			switch situation {
			case "qr", "duplicate", "swallowed", "failed_debited", "no_response", "contact_issuer", "reversal", "always":
			default:
				t.Errorf("%s: situation %q", r.ID, situation)
			}
			for _, x := range texts {
				both(r.ID+"."+situation, x)
			}
		}
	}
}

// A template that fits its sample may still write too much of a real payment.
func TestTooLongALetterIsRefused(t *testing.T) {
	text := builtIn(t, "support.en.txt") + "{{range .because}}" + strings.Repeat("x", 40000) + "{{end}}"
	s, err := Open(fstest.MapFS{"support.en.txt": file(text)})
	if err != nil {
		t.Fatal(err)
	}
	in := input(debited(), "IN")
	for range 40 {
		in.Transaction.Verdict.Because = append(in.Transaction.Verdict.Because, in.Transaction.Verdict.Because[0])
	}
	var b bytes.Buffer
	if p := first(t, s.Write(&b, "support", codes.English, in)); p.At != "support.en.txt" || !strings.Contains(p.What.EN, "more than a letter") || b.Len() > 0 {
		t.Errorf("%+v, %d bytes written", p, b.Len())
	}
}

// What is filled in is put together once and the seeds are small, so that a
// try takes the time of the template alone.
func FuzzTemplate(f *testing.F) {
	s, err := Open(nil)
	if err != nil {
		f.Fatal(err)
	}
	const name = "support.en.txt"
	to, _ := named(name)
	var needed string
	for _, id := range to.Required {
		needed += "{{." + id + "}}\n"
	}
	for _, text := range []string{
		"", "{{if .stan}}{{else}}{{.x}}{{end}}", "{{range $i, $x := .because}}{{$x.text}}{{$i}}{{end}}", "{{range .because}}{{range .files}}{{end}}{{end}}",
		"{{$n := 9}}{{range $n}}{{end}}", "{{with .because}}{{len .}}{{end}}{{/* */}}", "{{break}}", "}}", "{{.requests.text}}", `{{define "a"}}{{end}}`,
	} {
		f.Add(text)
	}
	values := s.values(to, codes.English, input(debited(), "IN"))
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2048 {
			t.Skip("a longer one shows nothing new")
		}
		tried, problems := s.parse(name, text+needed, to)
		for _, p := range problems {
			if !strings.HasPrefix(p.At, name) || p.What.IsZero() || p.Hint.IsZero() {
				t.Errorf("%+v", p)
			}
		}
		if len(problems) > 0 {
			return
		}
		var b bytes.Buffer
		if err := tried.Execute(&limited{w: &b}, values); err != nil {
			first(t, wrong(name, err))
			return
		}
		// What the recipient needs is in every letter that is written.
		for _, id := range to.Required {
			if !strings.Contains(b.String(), values[id].(string)) {
				t.Errorf("%s is not in %q", id, b.String())
			}
		}
	})
}
