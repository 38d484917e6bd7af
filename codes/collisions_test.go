package codes

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// moneyCare and retryCare order what a row may say by how careful it makes its
// reader: a book may be more careful than the collision table, never less.
var (
	moneyCare = map[Money]int{Moved: 0, Held: 0, NotMoved: 1, Undone: 2, PartlyMoved: 3, MoneyUnknown: 4, MayHaveMoved: 5}
	retryCare = map[Retry]int{
		RetryNotNeeded: 0, RetrySameCard: 1, RetryAfterFix: 2, RetryAfterSignOn: 2, RetryLater: 2,
		RetryOtherCard: 3, RetryOtherMethod: 4, RetryCheckFirst: 5, RetryNever: 5,
	}
)

// Every code that means different things in different books, with what each book
// has to say about it, written down apart from the data.
func TestEveryCollisionIsKeptApart(t *testing.T) {
	b, err := os.ReadFile("testdata/collisions.tsv")
	if err != nil {
		t.Fatal(err)
	}
	l := Open()
	absent := map[string]int{}
	checked := 0
	for line := range strings.Lines(string(b)) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) != 5 || f[0] == "code" {
			continue
		}
		code, book := f[0], f[1]
		if _, ok := l.Book(book); !ok {
			absent[book]++
			continue
		}
		checked++
		c, ok := l.Lookup(book, ClassAny, code)
		if !ok {
			t.Errorf("%s has no %s", book, code)
			continue
		}
		if !agrees(l, c, Party(f[2]), Money(f[3]), Retry(f[4])) {
			t.Errorf("%s %s says %v, %s, %s; want %s, %s, %s", c.Book, code, c.DeclinedBy, c.Money, c.Retry, f[2], f[3], f[4])
		}
	}
	if checked < 250 {
		t.Errorf("only %d readings were looked at", checked)
	}
	for book, n := range absent {
		t.Logf("%d readings wait for the book %s, which is not there yet", n, book)
	}
}

// agrees tells whether a row of the code, in whatever message it stands, says
// what the table says or warns more.
func agrees(l *Library, c Code, by Party, money Money, retry Retry) bool {
	for _, row := range l.Codes(c.Book) {
		if row.Value != c.Value {
			continue
		}
		approves := money == Moved || money == PartlyMoved
		// The reason of a reversal is given by the side that asks for it.
		who := row.Class == ClassReversalReason || slices.Contains(row.DeclinedBy, by) || by == PartyUnknown || row.DeclinedBy[0] == PartyUnknown || money == MoneyUnknown
		same := row.Money == money && row.Retry == retry
		warns := !approves && !row.Approved() && moneyCare[row.Money] >= moneyCare[money] && retryCare[row.Retry] >= retryCare[retry]
		// To call an approval unclear is careful too; to call it a refusal is not.
		unclear := approves && row.Money == MayHaveMoved && retryCare[row.Retry] >= retryCare[RetryCheckFirst]
		if who && (same || warns) || unclear {
			return true
		}
	}
	return false
}

// Codes that networks use as they like are never read from the general table.
func TestPrivateCodesAreNotReadFromTheGeneralTable(t *testing.T) {
	l := Open()
	for _, code := range []string{"76", "77", "78", "79", "80", "81", "82", "85", "89", "N0", "P2", "Q1", "R1", "S4", "T3", "E1"} {
		for _, clues := range []Clues{{}, {Card: "411111"}, {Version: "1987"}, {Books: []string{"visa"}}} {
			for _, r := range l.Read(clues, ClassAnswer, code) {
				if r.Book.Network == "iso8583" {
					t.Errorf("%s is read from %s with %+v", code, r.Book.ID, clues)
				}
			}
		}
	}
	if rs := l.Read(Clues{Books: []string{"iso8583-1987"}}, ClassAnswer, "79"); len(rs) == 0 || rs[0].Book.ID != "iso8583-1987" {
		t.Error("the general table is not read where the user named it")
	}
	if rs := l.Candidates(ClassAnswer, "75"); !slices.ContainsFunc(rs, func(r Reading) bool { return r.Book.Network == "iso8583" }) {
		t.Error("75 is a code of the general table and is not read from it")
	}
}
