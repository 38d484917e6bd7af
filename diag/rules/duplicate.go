package rules

import (
	"slices"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// duplicateApproval: the same card was charged the same amount on the same
// terminal twice within minutes, or one request got two different approvals.
const duplicateApproval = "state.duplicate_approval"

// near is how close two like approvals must be to look like one purchase.
const near = 5 * time.Minute

// lately is how many approvals are kept to compare with.
const lately = 8192

// like is what two approvals of one purchase have in common.
type like struct {
	terminal, masked, currency string
	minor                      int64
}

type approval struct {
	key, name, order string
	card             transcripts.Card
	at               transcripts.Stamp
	// reporters are the keys of later transactions that named this one,
	// partners those of earlier ones that it named itself.
	reporters, partners []string
}

// approvals remembers the latest approvals of a run.
type approvals struct {
	of   map[like][]approval
	at   map[string]like
	ring []string
	next int
}

func newApprovals() approvals {
	return approvals{of: map[like][]approval{}, at: map[string]like{}}
}

// see compares a transaction with those before it. When a transaction seen
// earlier no longer stands as charged, unpair is called with the key of each
// one that had been reported as its double.
func (a *approvals) see(t *diag.Transaction, unpair func(key string)) []fact {
	root := t.Root()
	out := twoApprovals(t)
	k := like{root.Terminal, root.Card.Masked, root.Amount.Currency, root.Amount.Minor}
	charged := t.Verdict.Money == diag.Charged && !root.Kind.Undoes() && root.Amount.Known && root.Card.Masked != ""

	before, again := a.forget(t.Key)
	if !charged {
		for _, r := range before.reporters {
			if a.alone(r, t.Key) {
				unpair(r)
			}
		}
		return out
	}
	now := approval{key: t.Key, name: name(root), order: root.Order, card: root.Card, at: root.At}
	if again {
		now.reporters = before.reporters
	}
	for i := range a.of[k] {
		other := &a.of[k][i]
		if other.key == t.Key || !samePurchase(other, &now) {
			continue
		}
		other.reporters = append(other.reporters, t.Key)
		now.partners = append(now.partners, other.key)
		out = append(out, fact{where: answerPlace(root), args: []any{now.name, other.told()}, also: other.key})
	}
	a.keep(k, now)
	return out
}

var (
	otherPayment = codes.Text{EN: "the other one is trace no. %[1]s of %[2]s", ZH: "另一笔是 %[2]s 的凭证号 %[1]s"}
	sameRequest  = codes.Text{EN: "both answers are to one request", ZH: "两个应答对应同一个请求"}
)

// told names the other one of two approvals.
func (a *approval) told() codes.Text { return otherPayment.With(a.name, a.at.String()) }

// alone takes one partner away from a transaction and reports whether that was
// its last one.
func (a *approvals) alone(key, partner string) bool {
	list := a.of[a.at[key]]
	for i := range list {
		if list[i].key == key {
			list[i].partners = slices.DeleteFunc(list[i].partners, func(p string) bool { return p == partner })
			return len(list[i].partners) == 0
		}
	}
	return true
}

func samePurchase(a, b *approval) bool {
	if a.order != "" && b.order != "" && a.order != b.order || a.card.Same(b.card) == transcripts.Differs {
		return false
	}
	if !a.at.Known() || !b.at.Known() || a.at.NoDate != b.at.NoDate || a.at.NoYear != b.at.NoYear {
		return false
	}
	return a.at.Time.Sub(b.at.Time).Abs() <= near
}

func (a *approvals) keep(k like, now approval) {
	if len(a.ring) < lately {
		a.ring = append(a.ring, now.key)
	} else {
		a.forget(a.ring[a.next])
		a.ring[a.next] = now.key
		a.next = (a.next + 1) % lately
	}
	a.of[k] = append(a.of[k], now)
	a.at[now.key] = k
}

func (a *approvals) forget(key string) (approval, bool) {
	k, ok := a.at[key]
	if !ok {
		return approval{}, false
	}
	delete(a.at, key)
	list := a.of[k]
	for i, x := range list {
		if x.key != key {
			continue
		}
		if len(list) == 1 {
			delete(a.of, k)
		} else {
			a.of[k] = append(list[:i:i], list[i+1:]...)
		}
		return x, true
	}
	return approval{}, false
}

// twoApprovals finds one request with two approvals that cannot be copies of
// each other: they carry different authorisation codes or reference numbers.
func twoApprovals(t *diag.Transaction) []fact {
	var out []fact
	for i := range t.Legs {
		l := &t.Legs[i]
		if !approved(l) {
			continue
		}
		var first *transcripts.Message
		for _, s := range l.Seen {
			m := s.Message
			if !s.Answers || s.Mismatch != "" || m == nil || m.ResponseCode != l.Code {
				continue
			}
			if first != nil && (differ(first.AuthCode, m.AuthCode) || differ(first.RRN, m.RRN)) && len(s.Places) > 0 {
				out = append(out, fact{s.Where(), []any{name(l), sameRequest}, ""})
			}
			if first == nil {
				first = m
			}
		}
	}
	return out
}

func differ(a, b string) bool { return a != "" && b != "" && a != b }
