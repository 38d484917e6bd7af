package codes

import (
	"sync"
	"testing"
)

func TestLookupKeepsClassesApart(t *testing.T) {
	l := Open()
	tests := []struct {
		book  string
		class Class
		code  string
		money Money // "" where nothing may be found
		retry Retry
	}{
		{"unionpay", ClassAnswer, "00", Moved, RetryNotNeeded},
		{"unionpay", ClassReversalAnswer, "00", Undone, RetrySameCard},
		{"unionpay", ClassNetwork, "00", MoneyUnknown, RetryNotNeeded},
		{"unionpay", ClassAnswer, "25", NotMoved, RetryAfterFix},
		{"unionpay", ClassReversalAnswer, "25", MoneyUnknown, RetryCheckFirst},
		{"unionpay", ClassReversalAnswer, "12", MoneyUnknown, RetryCheckFirst},
		{"unionpay", ClassReversalReason, "98", MayHaveMoved, RetryCheckFirst},
		{"unionpay", ClassReversalReason, "A0", MayHaveMoved, RetryCheckFirst},
		{"unionpay", ClassReversalReason, "06", MayHaveMoved, RetryCheckFirst},
		{"unionpay", ClassReversalReason, "96", MayHaveMoved, RetryCheckFirst},
		{"unionpay", ClassAnswer, "A0", NotMoved, RetryAfterSignOn},
		// A refusal of a sale says nothing in the answer to a reversal.
		{"unionpay", ClassReversalAnswer, "51", "", ""},
		{"unionpay", ClassReversalReason, "51", "", ""},
		{"unionpay", ClassAnswer, "ZZ", "", ""},
		{"unionpay", ClassFile, "D1", MoneyUnknown, RetryNever},
		{"unionpay", ClassAnswer, "D1", "", ""},
		{"iso8583-1987", ClassReversalReason, "17", MayHaveMoved, RetryCheckFirst},
		{"iso8583-1987", ClassReversalReason, "22", MayHaveMoved, RetryCheckFirst},
		{"iso8583-1987", ClassReversalReason, "34", MayHaveMoved, RetryNever},
		{"iso8583-1987", ClassAnswer, "34", NotMoved, RetryNever},
		{"iso8583-1987", ClassReversalReason, "68", MayHaveMoved, RetryCheckFirst},
		{"iso8583-1987", ClassReversalReason, "32", PartlyMoved, RetryNever},
		{"iso8583-1987", ClassAnswer, "32", "", ""},
		{"iso8583-1987", ClassAnswer, "79", MoneyUnknown, RetryCheckFirst},
		{"mastercard", ClassAnswer, "82", NotMoved, RetryAfterFix},
		{"mastercard", ClassReversalReason, "82", MayHaveMoved, RetryCheckFirst},
		{"mastercard", ClassAnswer, "68", "", ""},
		{"mastercard", ClassReversalReason, "68", MayHaveMoved, RetryCheckFirst},
		{"iso8583-1993", ClassAnswer, "000", Moved, RetryNotNeeded},
		{"iso8583-1993", ClassReversalAnswer, "400", Undone, RetrySameCard},
		{"iso8583-1993", ClassAnswer, "400", "", ""},
		{"iso8583-1993", ClassReconciliation, "500", NotMoved, RetryNotNeeded},
		{"iso8583-1993", ClassFile, "301", MoneyUnknown, RetryAfterFix},
		{"iso8583-1993", ClassNetwork, "800", NotMoved, RetryNotNeeded},
		{"iso8583-1993", ClassAnswer, "800", "", ""},
		{"iso8583-1993", ClassAnswer, "909", MayHaveMoved, RetryCheckFirst},
		{"iso8583-1993", ClassNetwork, "909", MoneyUnknown, RetryCheckFirst},
		{"visa", ClassAnswer, "5C", NotMoved, RetryOtherCard},
		{"visa", ClassAny, "N7", NotMoved, RetryAfterFix},
		{"mastercard-mac", ClassAny, "03", NotMoved, RetryNever},
		{"unionpay", ClassAny, "00", Moved, RetryNotNeeded},
		{"nowhere", ClassAnswer, "00", "", ""},
		{"../books", ClassAnswer, "00", "", ""},
	}
	for _, tt := range tests {
		c, ok := l.Lookup(tt.book, tt.class, tt.code)
		if ok != (tt.money != "") || c.Money != tt.money || c.Retry != tt.retry {
			t.Errorf("Lookup(%s, %q, %s) = %v %s %s, want %q %q", tt.book, tt.class, tt.code, ok, c.Money, c.Retry, tt.money, tt.retry)
		}
		if ok && c.Class != tt.class && c.Class != ClassAny && tt.class != ClassAny {
			t.Errorf("Lookup(%s, %q, %s) gave a row of class %q", tt.book, tt.class, tt.code, c.Class)
		}
	}
}

func TestGenerationsOfUnionPayExplainEachOther(t *testing.T) {
	l := Open()
	for _, tt := range []struct{ book, code, from string }{
		{"unionpay", "07", "unionpay-old"},     // dropped from the new table
		{"unionpay", "05", "unionpay"},         // told apart by the generation
		{"unionpay-old", "05", "unionpay-old"}, // do not honour
		{"unionpay-old", "10", "unionpay"},     // only in the new table
	} {
		if c, ok := l.Lookup(tt.book, ClassAnswer, tt.code); !ok || c.Book != tt.from {
			t.Errorf("Lookup(%s, %s) came from %q (%v), want %s", tt.book, tt.code, c.Book, ok, tt.from)
		}
	}
	fresh, _ := l.Lookup("unionpay", ClassAnswer, "05")
	old, _ := l.Lookup("unionpay-old", ClassAnswer, "05")
	if fresh.Causes[0] != "verification" || old.Causes[0] != "do_not_honour" {
		t.Errorf("05 is %q and %q, want verification in the new table and do_not_honour in the old", fresh.Causes[0], old.Causes[0])
	}
}

func TestBooksAreInOrderOfLikelihood(t *testing.T) {
	want := []string{"unionpay", "visa", "mastercard", "iso8583-1987", "unionpay-old", "iso8583-1993"}
	var got []string
	for _, b := range Open().Books() {
		if b.Beside == "" {
			got = append(got, b.ID)
		}
	}
	if len(got) < len(want) {
		t.Fatalf("books %v, want at least %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("books %v, want %v", got, want)
		}
	}
}

func TestOpenReadsNothing(t *testing.T) {
	l := Open()
	for id, s := range *l.shelves.Load() {
		if s.table.Load() != nil {
			t.Errorf("book %s was parsed before anybody asked", id)
		}
	}
	l.Lookup("visa", ClassAnswer, "05")
	for id, s := range *l.shelves.Load() {
		if parsed := s.table.Load() != nil; parsed != (id == "visa") {
			t.Errorf("after a lookup in visa, book %s parsed = %v", id, parsed)
		}
	}
}

func TestLaterLookupsDoNotAllocate(t *testing.T) {
	l := Open()
	l.Lookup("unionpay", ClassAnswer, "05")
	l.Lookup("unionpay", ClassAnswer, "ZZ")
	for _, code := range []string{"05", "51", "07", "ZZ"} {
		if n := testing.AllocsPerRun(100, func() { l.Lookup("unionpay", ClassAnswer, code) }); n != 0 {
			t.Errorf("a later lookup of %s allocates %v times", code, n)
		}
	}
}

func TestLibraryServesManyAtOnce(t *testing.T) {
	l := Open()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for _, b := range l.Books() {
				for _, c := range l.Codes(b.ID) {
					if got, ok := l.Lookup(b.ID, c.Class, c.Value); !ok || got.Name != c.Name && c.Class != ClassAny {
						t.Errorf("%s %q %s: %v %q", b.ID, c.Class, c.Value, ok, got.Name.EN)
					}
				}
			}
			l.Search("CALL ISSUER")
			l.Candidates(ClassAny, "05")
		})
	}
	wg.Wait()
}

func TestKnowledgeIsADate(t *testing.T) {
	if k := Knowledge(); k < "2026-01-01" || len(k) != len("2026-01-01") {
		t.Errorf("Knowledge() = %q", k)
	}
}

func BenchmarkFirstLookup(b *testing.B) {
	for b.Loop() {
		Open().Lookup("unionpay", ClassAnswer, "05")
	}
}

func BenchmarkLaterLookup(b *testing.B) {
	l := Open()
	l.Lookup("unionpay", ClassAnswer, "05")
	b.ReportAllocs()
	for b.Loop() {
		l.Lookup("unionpay", ClassAnswer, "05")
	}
}

func BenchmarkLaterSearch(b *testing.B) {
	l := Open()
	l.Search("CALL ISSUER")
	for b.Loop() {
		l.Search("请联系发卡行")
	}
}

func BenchmarkFirstSearch(b *testing.B) {
	for b.Loop() {
		Open().Search("请联系发卡行")
	}
}
