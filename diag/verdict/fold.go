package verdict

import (
	"slices"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// undoing is one undo of a leg with what became of it.
type undoing struct {
	leg    *diag.Leg
	fate   fate
	amount int64
}

// settle judges one charging leg with all that undoes it.
func (j Judge) settle(t *diag.Transaction, i int) standing {
	l := &t.Legs[i]
	s := j.charge(l)
	var undos []undoing
	for k := range t.Legs {
		if u := &t.Legs[k]; u.Target == i && u.Kind.Undoes() {
			undos = append(undos, undoing{leg: u, fate: j.fateOf(t, k)})
		}
	}
	if len(undos) == 0 {
		return s
	}
	full := s.taken
	if full == 0 {
		full = l.Amount.Minor
	}
	for k := range undos {
		u := &undos[k]
		u.amount = undoAmount(u.leg, full)
		if u.leg.Kind != transcripts.KindRefund && mismatched(u.leg, l, full) && (u.fate.accepted() || u.fate == fateNothing || u.fate == fatePending) {
			u.fate = fateMismatch
		}
	}
	out := fold(s, undos, full)
	if late := j.lateApproval(l, undos); late && out.money != diag.Conflict {
		out = standing{money: diag.Conflict, reason: diag.ReasonLateApproval, taken: full}
	}
	if out.money == diag.Returned {
		l.State = diag.StateUndone
	}
	return out
}

// mismatched reports whether an undo that must give back everything states
// another amount: it then proves nothing about this leg.
func mismatched(u, l *diag.Leg, full int64) bool {
	if !u.Amount.Known || !l.Amount.Known {
		return false
	}
	return u.Amount.Minor != l.Amount.Minor && u.Amount.Minor != full
}

// fold joins what a leg was by itself with everything that undid it.
func fold(s standing, undos []undoing, full int64) standing {
	if s.money == diag.Conflict || s.money == diag.NotCharged && s.confidence == diag.Proved && !operatorUndo(undos) {
		return s
	}
	out := s
	var back int64
	sure, done := diag.Proved, diag.ReasonNone
	for _, u := range undos {
		sure = min(sure, u.leg.Confidence)
		switch u.fate {
		case fateDone, fateReceipt, fateAlready:
			back += u.amount
			reason, certain := doneReason(u)
			sure = min(sure, certain)
			done = reason
		case fateOpen:
			// Nobody knows whether an operator's undo went through.
			return standing{reason: openReason(u), taken: s.taken, pending: u.amount}
		}
	}
	switch {
	case done != diag.ReasonNone && s.money == diag.NotCharged && s.confidence == diag.Proved:
		return standing{money: diag.Conflict, reason: diag.ReasonOverReturned, returned: back}
	case done != diag.ReasonNone && s.amountOpen && back > 0 && partReason(undos) == diag.ReasonRefundedPart:
		// No message states what was taken, so nobody can tell whether this was all.
		out.returned, out.reason, sure = back, diag.ReasonRefundedPart, min(sure, diag.Likely)
	case done != diag.ReasonNone && back > full:
		return standing{money: diag.Conflict, reason: diag.ReasonOverReturned, taken: full, returned: back}
	case done != diag.ReasonNone && back == full:
		return standing{money: diag.Returned, confidence: sure, reason: done, taken: full, returned: back}
	case done != diag.ReasonNone:
		out.returned, out.reason = back, partReason(undos)
	}
	out.confidence = min(out.confidence, sure)
	for _, u := range undos {
		switch u.fate {
		case fatePending:
			return standing{money: diag.Returning, confidence: diag.Likely, reason: diag.ReasonReversalPending, taken: s.taken, returned: back, pending: u.amount}
		case fateNothing:
			if s.money == diag.Charged {
				return standing{money: diag.Conflict, reason: diag.ReasonReversal25, taken: full}
			}
			out = standing{money: diag.NotCharged, confidence: diag.Likely, reason: diag.ReasonReversal25}
		case fateInvalid:
			out.reason, out.confidence = diag.ReasonReversal12, min(out.confidence, diag.Likely)
		case fateRefused:
			if u.leg.Kind == transcripts.KindReversal {
				out.reason = diag.ReasonReversalRefused
			}
		case fateGone:
			out.reason = diag.ReasonReversalGaveUp
		case fateMismatch:
			out.reason, out.confidence = diag.ReasonReversalMismatch, min(out.confidence, diag.Likely)
		case fateUndone:
			if out.reason == diag.ReasonApproved {
				out.reason = diag.ReasonUndoUndone
			}
		}
	}
	return out
}

// operatorUndo reports whether somebody voided or refunded a payment that was
// refused, with success or with an open end: money may have gone out that never
// came in.
func operatorUndo(undos []undoing) bool {
	return slices.ContainsFunc(undos, func(u undoing) bool {
		return u.leg.Kind != transcripts.KindReversal && (u.fate.accepted() || u.fate == fateOpen || u.leg.Confidence != diag.Proved)
	})
}

func doneReason(u undoing) (diag.Reason, diag.Confidence) {
	sure := diag.Proved
	if u.leg.Link == diag.LinkAmount || u.leg.Attempts == 0 {
		sure = diag.Likely
	}
	switch {
	case u.leg.Kind == transcripts.KindVoid:
		return diag.ReasonVoided, sure
	case u.leg.Kind == transcripts.KindRefund:
		return diag.ReasonRefunded, sure
	case u.fate == fateReceipt:
		return diag.ReasonReversalReceipt, diag.Likely
	case u.fate == fateAlready:
		return diag.ReasonReversalRepeated, diag.Likely
	}
	return diag.ReasonReversalAccepted, sure
}

func openReason(u undoing) diag.Reason {
	if u.leg.Kind == transcripts.KindRefund {
		return diag.ReasonRefundOpen
	}
	return diag.ReasonVoidOpen
}

func partReason(undos []undoing) diag.Reason {
	for _, u := range undos {
		if u.leg.Kind != transcripts.KindRefund && u.fate.accepted() {
			return diag.ReasonPartlyUndone
		}
	}
	return diag.ReasonRefundedPart
}

// fateOf judges an undo with its own undos: a void that was itself reversed
// gives nothing back.
func (j Judge) fateOf(t *diag.Transaction, i int) fate {
	l := &t.Legs[i]
	f := j.undo(l)
	for k := range t.Legs {
		u := &t.Legs[k]
		if u.Target != i || !u.Kind.Undoes() {
			continue
		}
		switch of := j.fateOf(t, k); {
		case !f.accepted() && f != fateOpen:
			// it had no effect anyway
		case of.accepted():
			f = fateUndone
		case of == fatePending || of == fateOpen:
			f = fateOpen
		case of == fateNothing && f == fateOpen:
			// The host knows of no such undo, so most likely it never came.
			f, l.Confidence = fateRefused, diag.Likely
		case of == fateNothing:
			f = fateOpen
		}
	}
	l.State = stateOf(f)
	return f
}

// lateApproval reports whether an approval of the leg came after a reversal of
// it was accepted, or may have: when no source shows the order of both, the more
// cautious reading counts.
func (j Judge) lateApproval(l *diag.Leg, undos []undoing) bool {
	if l.State != diag.StateApproved {
		return false
	}
	for _, u := range undos {
		if u.leg.Kind != transcripts.KindReversal || !u.fate.accepted() && u.fate != fateNothing {
			continue
		}
		for i := range l.Seen {
			s := &l.Seen[i]
			if s.Answers && s.Mismatch == "" && !knownToReversal(s, u.leg) {
				return true
			}
		}
	}
	return false
}

// knownToReversal reports whether an approval was there before the reversal was
// answered: some source shows it before the answer, or before the request, or
// the reversal itself carries its authorisation code.
func knownToReversal(approval *diag.Sighting, u *diag.Leg) bool {
	early := false
	for i := range u.Seen {
		x := &u.Seen[i]
		before, known := approval.Before(x)
		switch {
		case x.Answers && x.Mismatch == "" && known && !before:
			return false
		case known && before:
			early = true
		case !x.Answers && approval.Message.AuthCode != "" && x.Message.AuthCode == approval.Message.AuthCode:
			early = true
		}
	}
	return early
}
