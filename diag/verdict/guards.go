package verdict

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// What a guard that says wait is waiting for.
const (
	untilStatement = "statement"
	untilReversal  = "reversal_answer"
	untilHost      = "host_query"
	untilUpload    = "upload"
)

func never(text codes.Text) diag.Guard { return diag.Guard{State: diag.Never, Reason: text} }
func safe(text codes.Text) diag.Guard  { return diag.Guard{State: diag.Safe, Reason: text} }
func wait(until string, text codes.Text) diag.Guard {
	return diag.Guard{State: diag.Wait, Until: until, Reason: text}
}

// guards says what nobody may do now. Later attempts at the same purchase can
// only make it stricter; see [LaterAttempt].
func guards(t *diag.Transaction, now transcripts.Stamp) diag.Guards {
	g := diag.Guards{ChargeAgain: chargeAgain(t)}
	g.Void = void(t, now)
	g.Refund = refund(t, g.Void)
	return g
}

func chargeAgain(t *diag.Transaction) diag.Guard {
	v := t.Verdict
	switch v.Money {
	case diag.NotCharged:
		if v.Confidence != diag.Proved {
			return wait(untilStatement, guardTexts.likelyNot)
		}
		return safe(retryText(t.Root()))
	case diag.Returned:
		if v.Confidence == diag.Proved {
			return safe(guardTexts.returned)
		}
		return wait(untilStatement, guardTexts.returnedLikely)
	case diag.Returning:
		return wait(untilReversal, guardTexts.returning)
	case diag.Charged:
		return never(guardTexts.charged)
	case diag.Conflict:
		return never(guardTexts.conflict)
	}
	return never(guardTexts.unknown)
}

// retryText says how a declined payment may be tried again.
func retryText(l *diag.Leg) codes.Text {
	c := l.Reading.Code
	if l.State != diag.StateDeclined {
		return guardTexts.notSent
	}
	switch c.Retry {
	case codes.RetryNever, codes.RetryOtherMethod, codes.RetryCheckFirst:
		return guardTexts.otherMethod
	case codes.RetryOtherCard:
		return guardTexts.otherCard
	}
	return guardTexts.declined
}

// void is only safe for an approved sale of this terminal, batch and day that
// nobody has touched since.
func void(t *diag.Transaction, now transcripts.Stamp) diag.Guard {
	v, root := t.Verdict, t.Root()
	switch {
	case v.Money != diag.Charged:
		return never(notCharged(v.Money))
	case v.Stage == diag.StageStored:
		return wait(untilUpload, guardTexts.stored)
	case v.Confidence != diag.Proved:
		return wait(untilHost, guardTexts.notProved)
	case touched(t):
		return never(guardTexts.undoSeen)
	case root.Recalled():
		return wait(untilHost, guardTexts.recalled)
	case root.BatchOver || v.Stage == diag.StageSettled || v.Stage == diag.StagePaidOut:
		return never(guardTexts.batchOver)
	case root.Terminal == "":
		return wait(untilHost, guardTexts.noTerminal)
	case root.Batch == "":
		return wait(untilHost, guardTexts.noBatch)
	case !root.At.HasDay() || !now.HasDay():
		return wait(untilHost, guardTexts.dayUnknown)
	case root.At.Time.Format("0102") != now.Time.Format("0102"):
		return never(guardTexts.otherDay)
	}
	return safe(guardTexts.voidSafe)
}

// refund is only safe for a proved charge that was taken and that no undo has
// touched; a void of today's sale comes first, so never both.
func refund(t *diag.Transaction, void diag.Guard) diag.Guard {
	v := t.Verdict
	switch {
	case v.Money == diag.Conflict:
		return wait(untilStatement, guardTexts.conflictRefund)
	case v.Money != diag.Charged:
		return never(notCharged(v.Money))
	case v.Stage == diag.StageStored:
		return wait(untilUpload, guardTexts.stored)
	case v.Confidence != diag.Proved:
		return wait(untilHost, guardTexts.notProved)
	case v.Stage == diag.StageHeld:
		return never(guardTexts.heldRefund)
	case touched(t):
		return wait(untilHost, guardTexts.undoSeen)
	case t.Root().Recalled():
		return wait(untilHost, guardTexts.recalled)
	case !v.Amounts.Known || v.Amounts.Approved <= v.Amounts.Returned:
		return wait(untilHost, guardTexts.amountUnknown)
	case void.State == diag.Safe:
		return wait("batch_end", guardTexts.voidFirst)
	}
	return safe(guardTexts.refundSafe)
}

// touched reports whether anybody tried to undo or adjust it, with or without
// success, unless that try was itself undone or refused before it could count.
func touched(t *diag.Transaction) bool {
	for _, l := range t.Legs[1:] {
		if l.Kind.Undoes() && l.State != diag.StateUndone && l.State != diag.StateRefused || l.Kind == transcripts.KindAdjustment {
			return true
		}
	}
	return false
}

func notCharged(m diag.Money) codes.Text {
	switch m {
	case diag.NotCharged:
		return guardTexts.nothingTaken
	case diag.Returned:
		return guardTexts.alreadyBack
	case diag.Returning:
		return guardTexts.undoOnItsWay
	case diag.Conflict:
		return guardTexts.conflict
	}
	return guardTexts.unknownUndo
}

// LaterAttempt makes the guard of t stricter when a later attempt at the same
// purchase is charged or open.
func LaterAttempt(t, later *diag.Transaction) {
	g := &t.Verdict.Guards.ChargeAgain
	switch {
	case g.State == diag.Never:
	case later.Verdict.Money == diag.Charged:
		*g = never(guardTexts.laterCharged.With(later.Root().STAN))
	case later.Verdict.Money.Open() || later.Verdict.Confidence != diag.Proved:
		if g.State == diag.Safe {
			*g = wait(untilHost, guardTexts.laterOpen.With(later.Root().STAN))
		}
	}
}

// NewTerminal gives the guards of a terminal of which nothing is known that
// would forbid anything.
func NewTerminal(id string) diag.Terminal {
	return diag.Terminal{ID: id, ResetTerminal: safe(guardTexts.resetSafe), CloseBatch: safe(guardTexts.closeSafe)}
}

// Tighten makes the guards of a terminal as strict as one of its transactions
// asks for.
func Tighten(out *diag.Terminal, t *diag.Transaction) {
	strict := func(g *diag.Guard, with diag.Guard) {
		if with.State < g.State {
			*g = with
		}
	}
	v := t.Verdict
	switch {
	case v.Money == diag.Returning || pendingUndo(t):
		HoldsUndo(out)
	case v.Money == diag.MoneyUnknown || v.Money == diag.Conflict:
		strict(&out.ResetTerminal, never(guardTexts.resetOpen))
		strict(&out.CloseBatch, wait(untilHost, guardTexts.closeOpen))
	case v.Stage == diag.StageStored:
		strict(&out.ResetTerminal, never(guardTexts.resetStored))
		strict(&out.CloseBatch, wait(untilUpload, guardTexts.closeStored))
	case !settledBatch(t):
		strict(&out.ResetTerminal, never(guardTexts.resetBatch))
	}
}

// HoldsUndo makes the guards of a terminal as strict as an undo asks for that the
// terminal itself says it holds.
func HoldsUndo(out *diag.Terminal) {
	out.ResetTerminal = never(guardTexts.resetPending)
	out.CloseBatch = never(guardTexts.closePending)
}

// settledBatch reports whether the batch of every leg is proved settled. A payment
// that was declined puts nothing into a batch, but does not empty it either.
func settledBatch(t *diag.Transaction) bool {
	for _, l := range t.Legs {
		if l.Settled == nil {
			return false
		}
	}
	return true
}

func pendingUndo(t *diag.Transaction) bool {
	for _, l := range t.Legs {
		if l.State == diag.StatePending {
			return true
		}
	}
	return false
}
