package codes

// Candidates lists every reading of a code whose book is not known. Readings
// that differ in consequence (who refused, where the money is, whether to try
// again) come first, one of each, from the likeliest book on; readings that
// change nothing follow. A class says that the code stood in DE39 of a message,
// so the books of tills, terminals and chips are left out then. ClassAny lists
// the readings of all books and classes, answers before the others. A code that
// no book knows has no candidates.
func (l *Library) Candidates(class Class, code string) []Reading {
	var s sorter
	books := l.listed()
	for _, payments := range []bool{true, false} {
		for _, b := range books {
			if b.Beside != "" || class != ClassAny && b.Field != "DE39" {
				continue
			}
			t := l.table(b.ID)
			b.Codes = len(t.rows)
			for _, c := range t.readings(class, code) {
				if payments == (class != ClassAny || c.Class == ClassAnswer || c.Class == ClassAny) {
					s.add(b, c, class == ClassAny)
				}
			}
		}
	}
	return append(s.differ, s.same...)
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

func (s *sorter) add(b Book, c Code, sayClass bool) {
	r := Reading{Code: c, Book: b}
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
