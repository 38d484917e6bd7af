package codes

import "slices"

// Candidates lists every reading of a code whose book is not known, as Read does
// without clues.
func (l *Library) Candidates(class Class, code string) []Reading {
	return l.Read(Clues{}, class, code)
}

// Read lists the readings of a code, those of the book that the clues prove
// first. Readings that differ in consequence (who refused, where the money is,
// whether to try again) come first, one of each, in the order of Choose; readings
// that change nothing follow. ClassAny lists the readings of all classes, answers
// to payments before the others. A class says that the code stood in DE39 of a
// message, so the books of tills, terminals and chips are left out then. A code
// that no book knows has no readings.
//
// Codes that networks use as they like (76-89 and letters such as N7) are read
// from the general ISO table only where the user named it: it says nothing about
// them that can be relied on.
func (l *Library) Read(clues Clues, class Class, code string) []Reading {
	var s sorter
	choices := l.Choose(clues)
	type rows struct {
		codes []Code
		of    int
	}
	found := map[string]rows{}
	for _, choice := range choices {
		if choice.Proof != ProofTold && !fits(choice.Book, class, code) {
			continue
		}
		if list, of := l.shelf(choice.Book.ID).readings(class, code); len(list) > 0 {
			found[choice.Book.ID] = rows{list, of}
		}
	}
	for _, payments := range []bool{true, false} {
		for _, choice := range choices {
			for _, c := range found[choice.Book.ID].codes {
				choice.Book.Codes = found[choice.Book.ID].of
				if payments == (class != ClassAny || c.Class == ClassAnswer || c.Class == ClassAny) {
					s.add(choice, c, class == ClassAny)
				}
			}
		}
	}
	return append(s.differ, s.same...)
}

// fits tells whether a book that nobody named may explain the code.
func fits(b Book, class Class, code string) bool {
	if class != ClassAny && b.Field != "DE39" {
		return false
	}
	return b.Network != "iso8583" || !privateUse(code)
}

// privateUse tells the two-character codes that ISO 8583 leaves to national and
// private use and that networks have filled in ways that contradict each other.
func privateUse(code string) bool {
	if len(code) != 2 {
		return false
	}
	return code >= "76" && code <= "89" && code[1] <= '9' || slices.Contains([]byte("NPQRSTE"), code[0])
}

// sorter parts readings that change what to do from those that do not.
type sorter struct {
	differ, same []Reading
	leads        []consequence // of differ, one each
}

type consequence struct {
	class Class
	by    Party
	money Money
	retry Retry
}

func (s *sorter) add(choice Choice, c Code, sayClass bool) {
	b := choice.Book
	r := Reading{Code: c, Book: b, Proof: choice.Proof}
	where := classWords[c.Class]
	if !sayClass {
		where = Text{}
	}
	k := consequence{c.Class, c.DeclinedBy[0], c.Money, c.Retry}
	if k.class == ClassAny {
		k.class = ClassAnswer // a payment's answer is what such a row is asked for
	}
	known := false
	for i, lead := range s.leads {
		if lead == k {
			r.Why = sameAs.With(s.differ[i].Book.Name, b.Name).and(where)
			known = true
			break
		}
	}
	if known {
		s.same = append(s.same, r)
		return
	}
	switch {
	case choice.Proof != ProofNone:
		r.Why = choice.Why.and(where)
	case len(s.leads) == 0:
		r.Why = likeliest.With(b.Name, b.Chosen).and(where)
	default:
		r.Why = differs.With(b.Name, b.Chosen).and(where)
	}
	s.leads = append(s.leads, k)
	s.differ = append(s.differ, r)
}

func (t Text) and(more Text) Text {
	if more.IsZero() {
		return t
	}
	return Text{t.EN + " " + more.EN, t.ZH + more.ZH}
}

var (
	likeliest = Text{"The likeliest reading is %s: %s.", "最可能的是“%s”：%s。"}
	differs   = Text{"Something else has to be done if it is %s: %s.", "如果是“%s”，处理方法就不同：%s。"}
	sameAs    = Text{"It asks for the same as in %s; this is %s.", "处理方法与“%s”相同；这里是“%s”。"}
)

// classWords say where a code must stand for a reading to hold. The answer to
// a payment is what people expect, so it needs no words.
var classWords = map[Class]Text{
	ClassReversalReason: {"It holds only where the code gives the reason in a reversal request.", "仅当该码是冲正请求里的原因时成立。"},
	ClassReversalAnswer: {"It holds only where the code answers a reversal.", "仅当该码是对冲正的应答时成立。"},
	ClassReconciliation: {"It holds only in an answer to a settlement.", "仅当该码是对结算的应答时成立。"},
	ClassNetwork:        {"It holds only in an answer to a sign-on, echo or key message.", "仅当该码是对签到、回响测试或密钥报文的应答时成立。"},
	ClassFile:           {"It holds only in file messages between institutions.", "仅在机构间的文件报文中成立。"},
	ClassAdmin:          {"It holds only in administrative messages.", "仅在管理类报文中成立。"},
}
