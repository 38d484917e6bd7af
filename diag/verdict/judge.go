package verdict

import (
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// Judge says where money is. It keeps nothing between transactions.
type Judge struct {
	Books   Books
	Profile diag.Profile
}

// Transaction fills the states of the legs and the verdict of t, as of now: the
// latest moment that the sources speak about. The proof is left to [Judge.Prove].
func (j Judge) Transaction(t *diag.Transaction, now transcripts.Stamp) {
	var s standing
	if root := t.Root(); root.Kind.Undoes() {
		s = j.orphan(t)
	} else {
		s = j.chain(t)
	}
	v := &t.Verdict
	*v = diag.Verdict{Money: s.money, Stage: s.stage, Confidence: s.confidence, Reason: s.reason, AsOf: now}
	if v.Money != diag.Charged {
		v.Stage = diag.StageNone
	}
	v.Amounts = amounts(t, s)
	v.Sentence = sentence(*v)
	v.WouldSettle = wouldSettle(t)
	v.Guards = guards(t, now)
}

// chain judges a charge and what follows it: the root, and the completions that
// take what a pre-authorisation held.
func (j Judge) chain(t *diag.Transaction) standing {
	s := j.settle(t, 0)
	for i := 1; i < len(t.Legs); i++ {
		l := &t.Legs[i]
		switch l.Kind {
		case transcripts.KindCompletion:
			s = complete(s, j.settle(t, i))
		case transcripts.KindAdjustment:
			j.settle(t, i) // names its state; the sale's amount stays what the sale's own answer said
		}
	}
	return s
}

// complete joins a pre-authorisation and one completion of it.
func complete(held, c standing) standing {
	switch c.money {
	case diag.Charged:
		if held.money == diag.Returned {
			return standing{money: diag.Conflict, reason: diag.ReasonAnswersDisagree, taken: c.taken}
		}
		if c.reason == diag.ReasonApproved || c.reason == diag.ReasonAdviceAccepted {
			c.reason = diag.ReasonCompleted
		}
		return c
	case diag.Conflict:
		return c
	case diag.Returned:
		if c.reason == diag.ReasonRefunded {
			return c // what was taken went back; the hold was used up
		}
	case diag.MoneyUnknown, diag.Returning:
		if held.money == diag.Charged {
			// Taken or not, it is at least still held.
			held.confidence = min(held.confidence, diag.Likely)
			held.reason = c.reason
			return held
		}
		return c
	}
	return held // declined, voided or reversed: the hold is what it was
}

// orphan judges an undo whose charge no source shows.
func (j Judge) orphan(t *diag.Transaction) standing {
	f := j.fateOf(t, 0)
	amount := t.Root().Amount.Minor
	reversal := t.Kind == transcripts.KindReversal
	switch f {
	case fateDone, fateReceipt, fateAlready:
		return standing{money: diag.Returned, confidence: diag.Likely, reason: diag.ReasonOrphanUndo, returned: amount}
	case fatePending:
		return standing{money: diag.Returning, confidence: diag.Likely, reason: diag.ReasonOrphanUndo, pending: amount}
	case fateRefused, fateUndone:
		if !reversal {
			// The charge is what it was before somebody tried to undo it.
			return standing{money: diag.Charged, stage: diag.StageCaptured, confidence: diag.Likely, reason: diag.ReasonOrphanUndo, taken: amount}
		}
	}
	return standing{reason: diag.ReasonOrphanUndo, pending: amount}
}

// amounts gives the figures of a verdict.
func amounts(t *diag.Transaction, s standing) diag.Amounts {
	root := t.Root()
	a := diag.Amounts{
		Currency: root.Amount.Currency, Requested: root.Amount.Minor, Known: root.Amount.Known && !s.amountOpen,
		Returned: s.returned, Pending: s.pending,
	}
	if s.money == diag.Charged || s.money == diag.Returned || s.money == diag.Returning || s.money == diag.Conflict {
		a.Approved = s.taken
	}
	if s.money == diag.Charged && s.stage != diag.StageHeld && s.stage != diag.StageStored {
		a.Captured = s.taken
	}
	return a
}

// Exchange says what the answer code of an exchange means.
func (j Judge) Exchange(x *diag.Exchange) {
	if x.Message == nil || x.Code == "" {
		return
	}
	if r := j.read(x.Message, x.Message.CodeClass(), x.Code, x.Message.Card); len(r) > 0 {
		x.Reading = r[0]
	}
}
