package diag

// Reason is the stable id of the rule that decided a verdict.
type Reason string

// The reasons, by what decided.
const (
	ReasonNone Reason = ""

	ReasonApproved        Reason = "answer.approved"
	ReasonApprovedPartly  Reason = "answer.approved_partly"
	ReasonPartlyNoAmount  Reason = "answer.partly_without_amount"
	ReasonDeclined        Reason = "answer.declined"
	ReasonOpenCode        Reason = "answer.open_code"    // the code may hide a booking
	ReasonUnknownCode     Reason = "answer.unknown_code" // no book explains it, or books disagree
	ReasonNoCode          Reason = "answer.no_code"
	ReasonNotCompleted    Reason = "answer.not_completed" // a result came, the message that makes it final did not
	ReasonCutAnswer       Reason = "answer.cut"           // it breaks off before its end
	ReasonMismatch        Reason = "answer.mismatch"      // other MTI, amount, card: no approval
	ReasonAmbiguous       Reason = "answer.ambiguous"
	ReasonAnswersDisagree Reason = "answer.disagree" // two answers contradict each other

	ReasonNoAnswer        Reason = "request.no_answer"
	ReasonNeverSent       Reason = "request.never_sent"
	ReasonNeverSentLikely Reason = "request.never_sent_likely"
	ReasonChipRefused     Reason = "chip.refused"

	ReasonStored         Reason = "advice.stored"
	ReasonAdviceAccepted Reason = "advice.accepted"
	ReasonAdviceRefused  Reason = "advice.refused"

	ReasonReversalAccepted Reason = "reversal.accepted"
	ReasonReversalReceipt  Reason = "reversal.receipt" // 0430/00: receipt only
	ReasonReversal25       Reason = "reversal.answered_25"
	ReasonReversal12       Reason = "reversal.answered_12"
	ReasonReversalRepeated Reason = "reversal.already_done" // 22, or 94 on a repeat
	ReasonReversalRefused  Reason = "reversal.refused"
	ReasonReversalPending  Reason = "reversal.pending"
	ReasonReversalGaveUp   Reason = "reversal.gave_up"
	ReasonReversalMismatch Reason = "reversal.mismatch"
	ReasonLateApproval     Reason = "reversal.then_approved"

	ReasonVoided        Reason = "void.accepted"
	ReasonVoidOpen      Reason = "void.no_answer"
	ReasonRefunded      Reason = "refund.accepted"
	ReasonRefundedPart  Reason = "refund.partial"
	ReasonRefundOpen    Reason = "refund.no_answer"
	ReasonPartlyUndone  Reason = "undo.partial"
	ReasonUndoUndone    Reason = "undo.undone" // an accepted undo was itself undone
	ReasonOverReturned  Reason = "undo.too_much"
	ReasonOrphanAnswer  Reason = "orphan.answer"
	ReasonRecalled      Reason = "record.recalled" // the terminal's own record tells it
	ReasonOrphanUndo    Reason = "orphan.undo"
	ReasonHeld          Reason = "preauth.held"
	ReasonCompleted     Reason = "preauth.completed"
	ReasonNoMoneyOpened Reason = "exchange" // not a payment
)
