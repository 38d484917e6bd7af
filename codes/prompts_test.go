package codes

import (
	"os"
	"strings"
	"testing"
)

// What terminals show, in the forms in which people copy it: with the code before
// or behind, full-width, traditional, with spaces between the characters.
func TestPromptsOfTerminalsAreFound(t *testing.T) {
	b, err := os.ReadFile("testdata/prompts.tsv")
	if err != nil {
		t.Fatal(err)
	}
	l := Open()
	n := 0
	for line := range strings.Lines(string(b)) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) != 3 || f[0] == "prompt" {
			continue
		}
		n++
		rs := l.Search(f[0])
		if !sureOf(rs, f[1], f[2]) {
			var got []string
			for _, r := range rs[:min(len(rs), 6)] {
				got = append(got, r.Book.ID+":"+r.Code.Value+" "+string(r.Match))
			}
			t.Errorf("%q finds %s, want %s:%s among the sure ones", f[0], strings.Join(got, ", "), f[1], f[2])
		}
	}
	if n < 150 {
		t.Errorf("only %d prompts", n)
	}
}

// sureOf tells whether the code is among the readings that fit as well as the
// first, and that these are no guesses. Either generation of UnionPay will do.
func sureOf(rs []Reading, book, code string) bool {
	for _, r := range rs {
		if r.Match == MatchNear || r.Match == MatchOdd && r.Code.Value != code {
			return false
		}
		if r.Code.Value == code && (r.Book.ID == book || r.Book.ID == book+"-old") {
			return true
		}
	}
	return false
}

// A text is never taken for its opposite, however alike they look.
func TestGuessesNeverTurnATextAround(t *testing.T) {
	l := Open()
	for _, tt := range []struct{ asked, never string }{
		{"冲正未成功了", "冲正成功"},
		{"冲正没成功", "冲正成功"},
		{"REVERSAL NOT ACCEPTED", "REVERSAL ACCEPTED"},
		{"交易不成功", "交易成功"},
		{"交易没有成功", "交易成功"},
	} {
		for _, r := range l.Search(tt.asked) {
			if strings.Contains(r.Code.Display.EN+r.Code.Display.ZH+r.Code.Name.EN+r.Code.Name.ZH, tt.never) &&
				(r.Code.Approved() || r.Code.Money == Undone) {
				t.Errorf("%q is taken for %s %s (%s)", tt.asked, r.Book.ID, r.Code.Value, r.Code.Money)
			}
		}
	}
}
