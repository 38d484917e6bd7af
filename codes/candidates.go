package codes

// Candidates lists every reading of a code whose book is not known. Readings
// that differ in consequence (who refused, where the money is, whether to try
// again) come first, one of each, from the likeliest book on; readings that
// change nothing follow. ClassAny lists the readings of all classes. A code
// that no book knows has no candidates.
func (l *Library) Candidates(class Class, code string) []Reading {
	type consequence struct {
		by    Party
		money Money
		retry Retry
	}
	leaders := map[consequence]Reading{}
	var differ, same []Reading
	for _, b := range l.listed() {
		if b.Beside != "" {
			continue
		}
		t := l.table(b.ID)
		b.Codes = len(t.rows)
		for _, c := range t.readings(class, code) {
			k := consequence{c.DeclinedBy[0], c.Money, c.Retry}
			r := Reading{Code: c, Book: b}
			first, known := leaders[k]
			switch {
			case known:
				r.Why = sameAs.With(first.Book.Name, b.Name)
				same = append(same, r)
				continue
			case len(leaders) == 0:
				r.Why = likeliest.With(b.Name, b.Chosen)
			default:
				r.Why = differs.With(b.Name, b.Chosen)
			}
			if class == ClassAny {
				if where, ok := classWords[c.Class]; ok {
					r.Why = Text{r.Why.EN + " " + where.EN, r.Why.ZH + where.ZH}
				}
			}
			leaders[k] = r
			differ = append(differ, r)
		}
	}
	return append(differ, same...)
}

var (
	likeliest = Text{"The likeliest reading is %s: %s.", "最可能的是%s：%s。"}
	differs   = Text{"Something else has to be done if it is %s: %s.", "如果是%s，处理方法就不同：%s。"}
	sameAs    = Text{"It asks for the same as in %s; this is %s.", "处理方法与%s相同；这里是%s。"}
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
