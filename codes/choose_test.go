package codes

import (
	"slices"
	"testing"
)

func TestChooseFollowsTheStrongestProof(t *testing.T) {
	l := Open()
	for _, tt := range []struct {
		name  string
		clues Clues
		first string
		proof Proof
	}{
		{"nothing known", Clues{}, "unionpay", ProofNone},
		{"the user's word", Clues{Books: []string{"mastercard"}, Dialect: "cnpos", Card: "411111"}, "mastercard", ProofTold},
		{"a book that is not there", Clues{Books: []string{"nowhere"}, Card: "411111"}, "visa", ProofCard},
		{"dialect before card", Clues{Dialect: "cnpos", Card: "411111"}, "unionpay", ProofDialect},
		{"version", Clues{Version: "1993"}, "iso8583-1993", ProofDialect},
		{"header before card", Clues{Header: "unionpay", Card: "555555"}, "unionpay", ProofHeader},
		{"Visa card", Clues{Card: "411111"}, "visa", ProofCard},
		{"Mastercard card", Clues{Card: "555555"}, "mastercard", ProofCard},
		{"Mastercard's second range", Clues{Card: "222100"}, "mastercard", ProofCard},
		{"before Mastercard's second range", Clues{Card: "222099"}, "unionpay", ProofNone},
		{"UnionPay card", Clues{Card: "622848"}, "unionpay", ProofCard},
		{"only six digits count", Clues{Card: "6228480000000000"}, "unionpay", ProofCard},
		{"card before host", Clues{Card: "411111", Host: "UnionPay east"}, "visa", ProofCard},
		{"host", Clues{Host: "POSP.UnionPay.example"}, "unionpay", ProofHost},
		{"a host's name inside a word", Clues{Host: "reunionpays"}, "unionpay", ProofNone},
		{"link", Clues{Protocol: "mispos", Dialect: "cnpos"}, "cn-terminal-local", ProofProtocol},
	} {
		got := l.Choose(tt.clues)[0]
		if got.Book.ID != tt.first || got.Proof != tt.proof {
			t.Errorf("%s: %s by proof %d, want %s by %d", tt.name, got.Book.ID, got.Proof, tt.first, tt.proof)
		}
		bothLanguages(t, tt.name, got.Why)
	}
}

func TestChooseLeavesOutBooksThatStandBeside(t *testing.T) {
	l := Open()
	beside := func(c Choice) bool { return c.Book.ID == "mastercard-mac" }
	if slices.ContainsFunc(l.Choose(Clues{}), beside) {
		t.Error("a book of advice codes is read as a book of response codes")
	}
	if c := l.Choose(Clues{Books: []string{"mastercard-mac"}})[0]; c.Book.ID != "mastercard-mac" {
		t.Errorf("the user's own choice is not followed: %s", c.Book.ID)
	}
}

// The same characters, read for different cards, must ask for different things.
func TestReadPutsTheProvedBookFirst(t *testing.T) {
	l := Open()
	for card, want := range map[string]Retry{"622848": RetryOtherCard, "411111": RetryNever} {
		rs := l.Read(Clues{Card: card}, ClassAnswer, "04")
		if len(rs) < 2 || rs[0].Code.Retry != want {
			t.Errorf("04 on %s: %d readings, first %s, want %s", card, len(rs), rs[0].Code.Retry, want)
		}
		if rs[1].Code.Retry == rs[0].Code.Retry {
			t.Errorf("04 on %s: the other consequence does not come next", card)
		}
	}
}

func TestEveryClueNamesAKnownKindOfBook(t *testing.T) {
	l := Open()
	seen := map[string]bool{}
	missing := 0
	for _, k := range l.texts.allClues() {
		if seen[k.book] {
			t.Errorf("%s stands twice in choose.yaml", k.book)
		}
		seen[k.book] = true
		if l.shelf(k.book) == nil {
			missing++
			t.Logf("%s is not there yet", k.book)
		}
		for _, r := range k.cards {
			if low := r[:len(r)-len(after(r))]; !inRange("0000000"[:6-len(low)+1]+low, r) && !inRange(low+"000000", r) {
				t.Errorf("%s: no card fits %q", k.book, r)
			}
		}
	}
}
