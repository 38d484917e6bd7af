package known_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/known"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// bothWritten wants a text in both languages. A proper name may be alike in both.
func bothWritten(t *testing.T, what string, x codes.Text) {
	t.Helper()
	if strings.TrimSpace(x.EN) == "" || strings.TrimSpace(x.ZH) == "" {
		t.Errorf("%s is not written in both languages: %q", what, x)
	}
	if strings.ContainsFunc(x.EN, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		t.Errorf("%s has Chinese in its English: %q", what, x.EN)
	}
}

func TestEveryProtocolIsWhole(t *testing.T) {
	id := regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
	all := known.All()
	if len(all) == 0 {
		t.Fatal("no protocol")
	}
	if !slices.IsSortedFunc(all, func(a, b ecr.Protocol) int { return strings.Compare(a.ID, b.ID) }) {
		t.Error("not sorted by ID")
	}
	seen := map[string]bool{}
	for _, p := range all {
		t.Run(p.ID, func(t *testing.T) {
			if !id.MatchString(p.ID) || seen[p.ID] {
				t.Errorf("the ID %q is no name of its own", p.ID)
			}
			seen[p.ID] = true
			if q, ok := known.ByID(p.ID); !ok || q.ID != p.ID {
				t.Error("ByID does not find it")
			}
			bothWritten(t, "name", p.Name)
			bothWritten(t, "region", p.Region)
			if p.Source == "" {
				t.Error("no source")
			}
			if len(p.Links) == 0 {
				t.Error("no link")
			}
			if slices.Contains(p.Links, wire.Serial) && len(p.Lines) == 0 {
				t.Error("it is spoken over a serial line and has no settings for one")
			}
			for _, l := range p.Lines {
				if l.Baud < 300 || l.Bits != 7 && l.Bits != 8 || !strings.ContainsRune("NEO", rune(l.Parity)) || l.Stop != 1 && l.Stop != 2 {
					t.Errorf("line %+v", l)
				}
			}
			if p.Port < 0 || p.Port > 65535 || p.Port != 0 && !slices.Contains(p.Links, wire.TCP) {
				t.Errorf("port %d", p.Port)
			}
			for _, v := range p.Variants {
				if v.ID == "" {
					t.Error("a variant has no ID")
				}
				bothWritten(t, "variant "+v.ID, v.Name)
			}
			for name, missing := range map[string]bool{
				"NewFramer": p.NewFramer == nil, "NewConversation": p.NewConversation == nil,
				"Describe": p.Describe == nil, "Mask": p.Mask == nil, "Signature": p.Signature == nil,
			} {
				if missing {
					t.Errorf("no %s", name)
				}
			}
			if got := p.Signature(nil); got != 0 {
				t.Errorf("no frames have the signature %d", got)
			}
		})
	}
	if _, ok := known.ByID("no such protocol"); ok {
		t.Error("ByID finds what is not there")
	}
}

// Every code of a protocol's own is explained by a book that exists.
func TestBooksOfProtocolsExist(t *testing.T) {
	l := codes.Open()
	for _, v := range vectors(t) {
		p, ok := known.ByID(v.protocol)
		if !ok {
			continue
		}
		for _, f := range framed(p, linkOf(p, v.link), v.raw) {
			for _, e := range p.NewConversation(options()).Take(v.side, f) {
				if e.Message == nil {
					continue
				}
				if e.Message.Protocol != p.ID {
					t.Errorf("%s: a message of %s says it is of %q", v.id, p.ID, e.Message.Protocol)
				}
				if b := e.Message.Book; b != "" {
					if _, ok := l.Book(b); !ok {
						t.Errorf("%s: there is no book %q", v.id, b)
					}
				}
			}
		}
	}
}
