package codes

import (
	"strings"
	"testing"
)

func TestBuiltInBooksPassTheirOwnLint(t *testing.T) {
	for _, b := range Open().Books() {
		raw, err := data.ReadFile("data/" + b.ID + ".tsv")
		if err != nil {
			t.Fatal(err)
		}
		rows, err := Lint(b.ID+".tsv", strings.NewReader(string(raw)))
		if err != nil || rows != b.Codes {
			t.Errorf("%s: %d rows, want %d; %v", b.ID, rows, b.Codes, err)
		}
	}
}

func TestLintNamesLineAndColumn(t *testing.T) {
	const head = "code\tclass\tname_en\tname_zh\tmeaning_en\tmeaning_zh\tcauses\tmoney\tretry\tadvice\n"
	for _, tt := range []struct{ row, at, what string }{
		{"K1\tanswer\tRefused\t拒绝\tNo.\t不行。\tfunds\tnot_moved\tother_card\tfunds", "", ""},
		{"K1\tanswer\tRefused\t\tNo.\t不行。\tfunds\tnot_moved\tother_card\tfunds", "own.tsv:2:name_zh", "missing"},
		{"K1\tanswer\tRefused\tRefused\tNo.\t不行。\tfunds\tnot_moved\tother_card\tfunds", "own.tsv:2:name_zh", "not Chinese"},
		{"K1\tanswer\t拒绝\t拒绝\tNo.\t不行。\tfunds\tnot_moved\tother_card\tfunds", "own.tsv:2:name_en", "Chinese"},
		{"K1\tanswer\tPaid\t已付\tPaid.\t已付。\tapproved\tmoved\tsame_card\tapproved", "own.tsv:2:retry", "approves"},
		{"K1\tanswer\tLate\t超时\tLate.\t超时。\ttimeout\tmay_have_moved\tlater\ttimeout", "own.tsv:2:retry", "may have moved"},
		{"K1\tanswer\tOdd\t不明\tOdd.\t不明。\tunknown\tunknown\tlater\tunknown_code", "own.tsv:2:retry", "nothing about the money"},
		{"K1\treversal_reason\tUndo\t冲正\tUndo.\t冲正。\ttimeout\tnot_moved\tlater\treversal_sent", "own.tsv:2:money", "does not prove"},
		{"K1\treversal_answer\tUndo\t冲正\tUndo.\t冲正。\ttimeout\tmoved\tnever\treversal_sent", "own.tsv:2:money", "cannot say"},
		{"K1\tanswer\tStolen\t被盗\tStolen.\t被盗。\tlost_stolen\tnot_moved\tnever\tfunds", "own.tsv:2:advice", "more than a usual refusal"},
		{"K1\tanswer\tRefused\t拒绝\tNo.\t不行。\tfunds\tgone\tother_card\tfunds", "own.tsv:2:money", "unknown value"},
	} {
		rows, err := Lint("own.tsv", strings.NewReader(head+tt.row+"\n"))
		if rows != 1 {
			t.Errorf("%q: %d rows", tt.row, rows)
		}
		ps := Problems(err)
		if tt.at == "" {
			if err != nil {
				t.Errorf("a good row is refused: %v", err)
			}
			continue
		}
		if len(ps) == 0 || ps[0].At != tt.at || !strings.Contains(ps[0].What.EN, tt.what) {
			t.Errorf("%q gives %v, want %q at %s", tt.row, err, tt.what, tt.at)
			continue
		}
		bothLanguages(t, tt.at, ps[0].What)
		bothLanguages(t, tt.at, ps[0].Hint)
	}
}

func TestFieldsAreTheRowOfTheFile(t *testing.T) {
	l := Open()
	for _, b := range l.Books() {
		raw, err := data.ReadFile("data/" + b.ID + ".tsv")
		if err != nil {
			t.Fatal(err)
		}
		i := -1
		rows := l.Codes(b.ID)
		for line := range lines(string(raw)) {
			if i++; i == 0 {
				continue
			}
			if got := strings.Join(rows[i-1].Fields(), "\t"); got != line {
				t.Errorf("%s %s is written as %q, stands as %q", b.ID, rows[i-1].Value, got, line)
			}
		}
	}
}
