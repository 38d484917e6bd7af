package letters

import (
	"bytes"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"text/template"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/guide/disputes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// Input is what letters are filled from. The zero value gives letters in which
// every field reads "unknown".
type Input struct {
	Transaction *diag.Transaction
	Findings    []diag.Finding       // of the report; those of other payments do not matter
	Sources     []transcripts.Source // that the evidence of the transaction points into
	Devices     []diag.DeviceSeen    // what terminals said about themselves
	Profile     diag.Profile
	Advice      disputes.Advice
	Now         time.Time // date of the letter
	Case        string    // number of the case at the recipient
	Shop        Shop
	// Complained is the day on which the institution was told; zero: not known.
	Complained time.Time
	Enclosed   []codes.Text // titles of what goes with the letter, in order
	Files      []File
	Tool       string // "posdoctor 1.2.0"
}

// Shop is who writes, as the user tells it. What is empty reads "unknown".
type Shop struct {
	Name, Place, Writer string
}

// File is a masked copy that is handed over, with its SHA-256 in hex. The digest
// of an original that held card data must not be given.
type File struct {
	Name, SHA256 string
}

// Recipient is somebody whom a letter can go to.
type Recipient struct {
	ID    string // "acquirer", "issuer", "support", "regulator", "court-in"
	Title codes.Text
	// Country is where alone the letter means something (ISO 3166, two letters);
	// "" for everywhere.
	Country string
	// Files are the names of its templates, one for each language. Required fields
	// stand in each of them, Hidden ones in none.
	Files, Required, Hidden []string
}

// Field is one thing that a letter states or that a recipient asks for.
type Field struct {
	ID   string
	Name codes.Text
	Find codes.Text // where a person finds it
	Hand bool       // the shop writes it in
}

// Set is a set of templates, one for each recipient and language. It is safe for
// use by several goroutines.
type Set struct {
	facts     *disputes.Facts
	templates map[string]*template.Template // by file name
	fields    []string                      // that a template may use, sorted
}

// Open gives the built-in templates, replaced by those of the same file name
// ("acquirer.en.txt") in the top folder of overrides, which may be nil. Every
// template there that cannot be used is refused: the error joins one
// [codes.Problem] for each mistake, with its file and line.
func Open(overrides fs.FS) (*Set, error) {
	s := &Set{facts: disputes.Open(), templates: map[string]*template.Template{}}
	s.fields = slices.Sorted(maps.Keys(s.values(recipient{}, codes.English, Input{})))
	for _, r := range recipients() {
		for _, lang := range []codes.Lang{codes.English, codes.Chinese} {
			name := fileName(r.ID, lang)
			b, err := files.ReadFile("data/" + name)
			if err != nil {
				panic("letters: no built-in " + name) // a test reads all of them
			}
			t, problems := s.parse(name, string(b), r)
			if len(problems) > 0 {
				panic("letters: built-in " + problems[0].Error())
			}
			s.templates[name] = t
		}
	}
	if overrides == nil {
		return s, nil
	}
	if err := s.override(overrides); err != nil {
		return nil, err
	}
	return s, nil
}

func fileName(recipient string, lang codes.Lang) string {
	if lang != codes.Chinese {
		lang = codes.English
	}
	return recipient + "." + string(lang) + ".txt"
}

// Recipients lists whom a letter can go to.
func Recipients() []Recipient {
	var out []Recipient
	for _, r := range recipients() {
		out = append(out, Recipient{
			ID: r.ID, Title: r.Title, Country: r.Country, Required: slices.Clone(r.Required), Hidden: slices.Clone(r.Hidden),
			Files: []string{fileName(r.ID, codes.English), fileName(r.ID, codes.Chinese)},
		})
	}
	return out
}

// Template gives a built-in template by its file name, to begin one's own with.
func Template(name string) (string, bool) {
	if _, ok := named(name); !ok {
		return "", false
	}
	b, err := files.ReadFile("data/" + name)
	return string(b), err == nil
}

// Slot is something that a template may name: {{.rrn}}.
type Slot struct {
	ID   string
	Name codes.Text
	// Entries are what each entry of a list has; none for what is no list.
	Entries []string
}

// Slots lists everything that a template may name, lists last.
func (s *Set) Slots() []Slot {
	var out []Slot
	add := func(id string, name codes.Text) {
		out = append(out, Slot{ID: id, Name: name, Entries: slices.Clone(lists[id])})
	}
	for _, i := range s.facts.Items(nil) {
		add(i.ID, i.What)
	}
	for _, list := range [][]fieldEntry{words().Fields, words().Others} {
		for _, f := range list {
			add(f.ID, f.Name)
		}
	}
	return out
}

// Write writes the letter to a recipient. For another recipient than those of
// [Recipients] the error is a [codes.Problem]; an error of w comes back as it
// is. Nothing is written when the letter cannot be made whole.
func (s *Set) Write(w io.Writer, to string, lang codes.Lang, in Input) error {
	list := recipients()
	i := slices.IndexFunc(list, func(r recipient) bool { return r.ID == to })
	if i < 0 {
		var known []string
		for _, r := range list {
			known = append(known, r.ID)
		}
		return &codes.Problem{ID: "usage.recipient", What: sayNoRecipient.With(redact.Clean(to)), Hint: hintRecipients.With(strings.Join(known, ", "))}
	}
	name := fileName(to, lang)
	var b bytes.Buffer
	if err := s.templates[name].Execute(&limited{w: &b}, s.values(list[i], lang, in)); err != nil {
		return wrong(name, err)
	}
	guard := redact.Guard(w, typed(in)...)
	if _, err := guard.Write(b.Bytes()); err != nil {
		return err
	}
	return guard.Close()
}

// typed are the values that look like a card number and are none. What people
// write by hand is not among them.
func typed(in Input) []string {
	var out []string
	for _, f := range in.Files {
		out = append(out, f.SHA256)
	}
	if in.Transaction == nil {
		return out
	}
	out = append(out, in.Transaction.Key)
	for _, l := range in.Transaction.Legs {
		out = append(out, l.RRN, l.Merchant, l.Terminal, l.Order, l.Receipt)
		for _, s := range l.Seen {
			if s.Message != nil {
				out = append(out, s.Message.EMV.AC)
			}
		}
	}
	return out
}

// Missing lists what the letter to a recipient wants and the input does not give in
// full: what the shop writes in, then what is asked for, in the order of a letter.
func (s *Set) Missing(to string, in Input) []Field {
	i := slices.IndexFunc(recipients(), func(r recipient) bool { return r.ID == to })
	if i < 0 {
		return nil
	}
	r := recipients()[i]
	var out []Field
	own := s.own(r, in)
	for _, f := range words().Fields {
		if slices.Contains(r.Required, f.ID) && own[f.ID].IsZero() {
			out = append(out, Field(f))
		}
	}
	for _, i := range s.items(in) {
		asked := r.Asked && slices.ContainsFunc(in.Advice.Asked, func(x disputes.Item) bool { return x.ID == i.ID })
		if i.Have != disputes.Here && (asked || slices.Contains(r.Required, i.ID)) {
			name := i.What
			if i.Have == disputes.Partly {
				name = sayInPart.With(name)
			}
			out = append(out, Field{ID: i.ID, Name: name, Find: i.Find})
		}
	}
	return out
}
