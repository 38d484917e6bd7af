package guide

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/report"
)

var update = flag.Bool("update", false, "write the golden pages anew")

// text draws a page as plainly as can be, so that goldens show its content.
func text(d report.Doc) string {
	var s strings.Builder
	for i, b := range d.Blocks {
		if b.Kind == report.Heading && i > 0 {
			s.WriteByte('\n')
		}
		for n, l := range b.Lines {
			switch b.Kind {
			case report.Bullets:
				s.WriteString("- ")
			case report.Steps:
				fmt.Fprintf(&s, "%d. ", n+1)
			}
			for _, span := range l {
				s.WriteString(span.Text)
			}
			s.WriteByte('\n')
		}
		var cells []string
		for _, c := range b.Columns {
			cells = append(cells, c.Title)
		}
		if len(cells) > 0 {
			s.WriteString(strings.Join(cells, " | ") + "\n")
		}
		for _, r := range b.Rows {
			cells = nil
			for _, c := range r {
				cells = append(cells, c.Text)
			}
			s.WriteString(strings.Join(cells, " | ") + "\n")
		}
	}
	return s.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs:\n%s", name, got)
	}
}

func TestGoldenPages(t *testing.T) {
	s := Open()
	for _, id := range []string{"guide.cashier", "symptom.failed_debited", "topic.void_refund", "sheet.regulator"} {
		for _, lang := range []codes.Lang{codes.English, codes.Chinese} {
			d, ok := s.Page(id, lang, "staff")
			if !ok {
				t.Fatalf("no page %s", id)
			}
			golden(t, id+"."+string(lang)+".txt", text(d))
		}
	}
}

func TestEveryPageIsDrawnForEveryReader(t *testing.T) {
	s := Open()
	for _, e := range s.List() {
		for _, lang := range []codes.Lang{codes.English, codes.Chinese} {
			size := map[string]int{}
			for _, audience := range []string{"staff", "customer", "engineer"} {
				d, ok := s.Page(e.ID, lang, audience)
				if !ok || d.Title == "" || len(d.Blocks) < 2 {
					t.Fatalf("%s for %s: %v, %d blocks", e.ID, audience, ok, len(d.Blocks))
				}
				got := text(d)
				size[audience] = len(got)
				if strings.Contains(got, "%!") || strings.Contains(got, "EXTRA") {
					t.Errorf("%s for %s is filled wrongly:\n%s", e.ID, audience, got)
				}
				if lang == codes.English && d.Lang != "en" || lang == codes.Chinese && d.Lang != "zh-CN" {
					t.Errorf("%s says it is in %s", e.ID, d.Lang)
				}
			}
			if e.Kind != KindSheet && (size["customer"] >= size["staff"] || size["staff"] >= size["engineer"]) {
				t.Errorf("%s: customers get %d, staff %d, engineers %d bytes", e.ID, size["customer"], size["staff"], size["engineer"])
			}
		}
	}
}

func TestUnknownPageOrReader(t *testing.T) {
	s := Open()
	for _, c := range [][2]string{{"guide.none", "staff"}, {"", ""}, {"../go.mod", "staff"}, {"guide.cashier", "lawyer"}} {
		if _, ok := s.Page(c[0], codes.English, c[1]); ok {
			t.Errorf("a page for %v", c)
		}
	}
	if _, ok := s.Page("guide.cashier", "", ""); !ok {
		t.Error("staff and English are not the usual")
	}
}

func TestListCannotBeChangedFromOutside(t *testing.T) {
	s := Open()
	s.List()[0].ID = "changed"
	if s.List()[0].ID == "changed" {
		t.Error("it can")
	}
}
