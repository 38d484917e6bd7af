package verdict

import (
	"slices"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// standing is where one charging leg stands by itself or after its undos.
type standing struct {
	money      diag.Money
	stage      diag.Stage
	confidence diag.Confidence
	reason     diag.Reason
	taken      int64 // approved
	returned   int64
	pending    int64
	amountOpen bool // approved, but nobody said how much
}

// charge judges a charging leg by its own messages and text lines alone.
func (j Judge) charge(l *diag.Leg) standing {
	var whole, part, none, open, unknown []*diag.Sighting
	mismatch := ""
	for i := range l.Seen {
		s := &l.Seen[i]
		if !s.Answers {
			continue
		}
		if s.Mismatch != "" {
			if mismatch == "" || s.Mismatch != "interim" {
				mismatch = s.Mismatch
			}
			continue
		}
		readings := j.read(s.Message, codes.ClassAnswer, s.Message.ResponseCode, l.Card)
		says := agreed(readings)
		if says == effectNone && follows(l, s) {
			says = effectOpen // a refusal that may be that of another payment frees nothing
		}
		switch says {
		case effectWhole:
			whole = append(whole, s)
		case effectPart:
			part = append(part, s)
		case effectNone:
			none = append(none, s)
		case effectOpen:
			open = append(open, s)
		case effectUnknown:
			unknown = append(unknown, s)
		}
		if l.Code == "" || agreed(readings) == effectWhole {
			j.explain(l, s.Message.ResponseCode, readings)
		}
	}
	yes := len(whole) + len(part)
	switch {
	case yes > 0 && len(none) > 0:
		l.State = diag.StateDisputed
		return standing{money: diag.Conflict, reason: diag.ReasonAnswersDisagree, taken: l.Amount.Minor}
	case yes > 0:
		return j.approved(l, whole, part, len(open)+len(unknown) > 0)
	case len(none) > 0 && len(open)+len(unknown) == 0:
		return j.declined(l)
	case len(open) > 0 || len(none) > 0:
		l.State = diag.StateSent
		return standing{reason: diag.ReasonOpenCode}
	case len(unknown) > 0:
		l.State = diag.StateSent
		return standing{reason: diag.ReasonUnknownCode}
	}
	return silent(l, mismatch)
}

// explain keeps the meaning of the code that decided.
func (j Judge) explain(l *diag.Leg, code string, readings []codes.Reading) {
	l.Code = code
	l.Reading, l.Others = codes.Reading{}, nil
	if len(readings) > 0 {
		l.Reading, l.Others = readings[0], readings[1:]
	}
}

// approved judges a leg that the host said yes to.
func (j Judge) approved(l *diag.Leg, whole, part []*diag.Sighting, doubt bool) standing {
	l.State = diag.StateApproved
	s := standing{
		money: diag.Charged, stage: j.stage(l), confidence: diag.Proved, reason: diag.ReasonApproved, taken: l.Amount.Minor,
		amountOpen: !l.Amount.Known,
	}
	if a := told(whole); a.Known {
		s.taken, s.amountOpen = a.Minor, false
		if a.Minor < l.Amount.Minor {
			s.reason = diag.ReasonApprovedPartly
		}
	}
	if len(whole) == 0 {
		s.reason = diag.ReasonApprovedPartly
		a := partAmount(l, part)
		if a.Known {
			s.taken, s.amountOpen = a.Minor, false
		} else {
			s.reason, s.confidence, s.amountOpen = diag.ReasonPartlyNoAmount, diag.Open, true
		}
	}
	switch {
	case has(l, transcripts.SignalChipDeclined):
		s.reason, s.confidence = diag.ReasonChipRefused, diag.Likely
	case doubt || has(l, transcripts.SignalMACError):
		s.confidence = min(s.confidence, diag.Likely)
	case l.Recalled():
		s.reason = diag.ReasonRecalled
	case !slices.ContainsFunc(slices.Concat(whole, part), func(a *diag.Sighting) bool { return !follows(l, a) }):
		s.reason, s.confidence = diag.ReasonRecalled, min(s.confidence, diag.Likely)
	case l.Attempts == 0:
		s.reason, s.confidence = diag.ReasonOrphanAnswer, min(s.confidence, diag.Likely)
	case l.Kind == transcripts.KindPreAuth:
		s.reason = diag.ReasonHeld
	case isAdvice(l):
		s.reason = diag.ReasonAdviceAccepted
	}
	return s
}

// follows reports whether nothing but its place on the line ties a recalled record
// to the request: they share neither a turn nor the till's own reference.
func follows(l *diag.Leg, a *diag.Sighting) bool {
	if !a.Message.Recalled() || l.Attempts == 0 {
		return false
	}
	return !slices.ContainsFunc(l.Seen, func(r diag.Sighting) bool {
		m := r.Message
		return m.Talk == a.Message.Talk && !r.Answers || m.Order != "" && m.Order == a.Message.Order && !m.Recalled() ||
			r.Answers && !m.Recalled() && r.Mismatch == "" || !r.Answers && m.STAN != "" && m.STAN == a.Message.STAN
	})
}

// told is the amount that a terminal says it really took, where that is another
// than the till asked for: a tip was added, or less was approved.
func told(whole []*diag.Sighting) transcripts.Amount {
	for _, w := range whole {
		if a := w.Message.Additional; w.Message.Talk != "" && a.Known && a.Minor > 0 {
			return a
		}
	}
	return transcripts.Amount{}
}

// partAmount is the amount that a partial approval states: smaller than what
// was asked for, in the answer's amount or in its additional amounts.
func partAmount(l *diag.Leg, part []*diag.Sighting) transcripts.Amount {
	for _, p := range part {
		for _, a := range []transcripts.Amount{p.Message.Additional, p.Message.Amount} {
			if a.Known && a.Minor > 0 && (!l.Amount.Known || a.Minor < l.Amount.Minor) {
				return a
			}
		}
	}
	return transcripts.Amount{}
}

// declined judges a leg that was answered with a code that books nothing.
func (j Judge) declined(l *diag.Leg) standing {
	switch {
	case isAdvice(l):
		// What an advice reports already happened; refusing it undoes nothing.
		l.State = diag.StateRefused
		return standing{
			money: diag.Charged, stage: diag.StageStored, confidence: diag.Likely, reason: diag.ReasonAdviceRefused, taken: l.Amount.Minor,
		}
	case has(l, transcripts.SignalMACError):
		l.State = diag.StateSent
		return standing{reason: diag.ReasonMismatch} // nobody vouches for the refusal
	case l.Attempts == 0:
		l.State = diag.StateDeclined
		reason := diag.ReasonOrphanAnswer
		if l.Recalled() {
			reason = diag.ReasonRecalled
		}
		return standing{money: diag.NotCharged, confidence: diag.Likely, reason: reason}
	}
	l.State = diag.StateDeclined
	return standing{money: diag.NotCharged, confidence: diag.Proved, reason: diag.ReasonDeclined}
}

// silent judges a leg without an answer that counts.
func silent(l *diag.Leg, mismatch string) standing {
	l.State = diag.StateSent
	switch {
	case l.Attempts == 0 && len(l.Seen) == 0:
		if neverSent(l) {
			l.State = diag.StateNeverSent
			return standing{money: diag.NotCharged, confidence: diag.Proved, reason: diag.ReasonNeverSent}
		}
		return standing{reason: diag.ReasonNoAnswer}
	case l.Ambiguous != nil:
		return standing{reason: diag.ReasonAmbiguous}
	case mismatch == "partial":
		return standing{reason: diag.ReasonCutAnswer}
	case mismatch == "interim":
		return standing{reason: diag.ReasonNotCompleted}
	case mismatch == "no_code":
		return standing{reason: diag.ReasonNoCode}
	case mismatch != "":
		return standing{reason: diag.ReasonMismatch}
	case isAdvice(l):
		l.State = diag.StateStored
		return standing{
			money: diag.Charged, stage: diag.StageStored, confidence: diag.Likely, reason: diag.ReasonStored, taken: l.Amount.Minor,
		}
	case neverSent(l):
		// The request was written to the log and the connection failed: most
		// likely nothing left the terminal, but the log does not prove it.
		l.State = diag.StateNeverSent
		return standing{money: diag.NotCharged, confidence: diag.Likely, reason: diag.ReasonNeverSentLikely}
	}
	return standing{reason: diag.ReasonNoAnswer}
}

// neverSent reports whether a text line says that nothing was sent and none
// says that something may have been.
func neverSent(l *diag.Leg) bool {
	if has(l, transcripts.SignalConnected) || has(l, transcripts.SignalSendFailed) || has(l, transcripts.SignalReceiveTimeout) ||
		has(l, transcripts.SignalDisconnected) || has(l, transcripts.SignalSaleApproved) || l.Attempts > 1 {
		return false
	}
	if has(l, transcripts.SignalConnectFailed) {
		return true
	}
	return l.Attempts == 0 && (has(l, transcripts.SignalCardReadFailed) || has(l, transcripts.SignalCancelled))
}

func has(l *diag.Leg, id transcripts.SignalID) bool {
	return slices.ContainsFunc(l.Signals, func(s diag.SignalSeen) bool { return s.Signal.ID == id })
}

func isAdvice(l *diag.Leg) bool {
	return slices.ContainsFunc(l.Seen, func(s diag.Sighting) bool { return !s.Answers && s.Message.Function == transcripts.Advice })
}

// stage says how far an approved leg went: an authorisation is only held, and so
// is a sale while the terminal captures; a batch that balanced is settled.
func (j Judge) stage(l *diag.Leg) diag.Stage {
	authorised := slices.ContainsFunc(l.Seen, func(s diag.Sighting) bool { return s.Message.Class == transcripts.ClassAuthorisation })
	switch {
	case l.Kind == transcripts.KindPreAuth || authorised:
		return diag.StageHeld
	case l.Settled != nil:
		return diag.StageSettled
	case j.Profile.Capture == diag.CaptureTerminal && !isAdvice(l):
		return diag.StageHeld
	}
	return diag.StageCaptured
}
