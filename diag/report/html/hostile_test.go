package html

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"

	"github.com/posdoctor/posdoctor/diag"
)

// filled is a report with the same words in every string that it can hold.
func filled(words string) diag.Report {
	var r diag.Report
	fill(reflect.ValueOf(&r).Elem(), words, 0)
	for i := range r.Transactions {
		r.Transactions[i].Findings = nil
		for j := range r.Transactions[i].Legs {
			r.Transactions[i].Legs[j].Target = -1
		}
	}
	return r
}

func fill(v reflect.Value, words string, depth int) {
	if depth > 12 {
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(words)
	case reflect.Pointer:
		if v.Type().Elem().Kind() != reflect.Bool {
			v.Set(reflect.New(v.Type().Elem()))
			fill(v.Elem(), words, depth+1)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(v.Index(i), words, depth+1)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key, words, depth+1)
		fill(value, words, depth+1)
		v.SetMapIndex(key, value)
	case reflect.Int64:
		v.SetInt(3)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(meta.Now))
			return
		}
		for i := range v.NumField() {
			if v.Field(i).CanSet() && v.Type().Field(i).Name != "Err" {
				fill(v.Field(i), words, depth+1)
			}
		}
	}
}

// plainShape is the shape of a page of plain words.
var plainShape = sync.OnceValue(func() []string {
	var t failer
	return parse(t, write(t, filled("x"), Options{Only: []string{"x"}})).shape()
})

type failer struct{}

func (failer) Fatal(v ...any) { panic(fmt.Sprint(v...)) }

// harmless holds for a page whatever a device or a user wrote: it has the
// elements and attributes of a page with plain words, nothing that acts on a
// screen, and no address but its own anchors.
func harmless(t interface {
	Fatal(...any)
	Fatalf(string, ...any)
}, words string,
) string {
	got := write(t, filled(words), Options{Only: []string{words}})
	for _, r := range got {
		if unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r) || r == '\u200b' || r == '\u2028' || r == '\u2029' || r == '\ufeff' {
			t.Fatalf("%U is in the page of %q", r, words)
		}
	}
	tree := parse(t, got)
	a, b := tree.shape(), plainShape()
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Fatalf("the words %q change the page at element %d: %s, want %s", words, i, a[i], b[i])
		}
	}
	if len(a) != len(b) {
		t.Fatalf("the words %q give %d elements, want %d", words, len(a), len(b))
	}
	for _, n := range tree.all() {
		for name, value := range n.attr {
			switch name {
			case "href":
				if !strings.HasPrefix(value, "#") && value != "data:," {
					t.Fatalf("an address %q", value)
				}
			case "id", "class", "for", "style", "aria-labelledby":
				if words != "x" && len(words) > 4 && strings.Contains(value, words) {
					t.Fatalf("words of a device in %s=%q", name, value)
				}
			}
		}
		if n.name == "script" || n.name == "iframe" || n.name == "img" || n.name == "object" || n.name == "form" {
			t.Fatalf("<%s> in the page", n.name)
		}
	}
	return got
}

var hostile = []string{
	`x</script><script>alert(1)</script>`, `x"><img src=q onerror=alert(1)>`, `x' onload='alert(1)`, "x\x1b[31mred\x1b]0;title\a",
	"x\u202eevil\u2066\u2069\u200f", `x</style><style>*{display:none}`, "x\x00\x01\x7f\u0085\u009b", "x{{.}}`${1}`<!--", "x javascript:alert(1)//",
	"x</title></svg></td></table><h1>", "x\u2028\u2029\r\n\t", "x\xff\xfe\xc0", "x&lt;b&gt;&#60;", "x]]><![CDATA[",
}

func TestHostileWordsStayWords(t *testing.T) {
	for _, words := range hostile {
		harmless(t, words)
	}
}

func TestNoWordsCanActInThePage(t *testing.T) {
	part := rapid.OneOf(rapid.SampledFrom(hostile), rapid.String(), rapid.SampledFrom([]string{"<", ">", `"`, "'", "&", "`", "=", "/", "\x1b[", "\u202e", "<!--", "-->", "</", "\x9b"}))
	rapid.Check(t, func(t *rapid.T) {
		harmless(t, "x"+strings.Join(rapid.SliceOfN(part, 1, 6).Draw(t, "words"), ""))
	})
}

func FuzzWrite(f *testing.F) {
	for _, words := range hostile {
		f.Add(words)
	}
	f.Fuzz(func(t *testing.T, words string) {
		if len(words) < 200 {
			harmless(t, "x"+words)
		}
	})
}
