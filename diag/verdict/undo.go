package verdict

import (
	"slices"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// fate is what became of an undo.
type fate int

const (
	fateOpen     fate = iota // an operator's undo nobody answered, or answered with an open code
	fatePending              // the machine holds it and will repeat it
	fateGone                 // given up, dropped or overwritten
	fateRefused              // answered with a refusal
	fateDone                 // acknowledged
	fateReceipt              // only its receipt was acknowledged (0430)
	fateNothing              // the host knows of nothing to undo (25)
	fateInvalid              // the host says it does not fit (12)
	fateAlready              // the host says it was undone before (22, 94 on a repeat)
	fateUndone               // it was itself undone
	fateMismatch             // its amount is not that of what it undoes
)

// accepted reports whether the undo took effect as far as it is known.
func (f fate) accepted() bool { return f == fateDone || f == fateReceipt || f == fateAlready }

// Codes of a reversal's answer, in both editions of the standard: ISO
// 8583:1987 DE39 and ISO 8583:1993 action codes with the private 48x.
var reversalFates = map[string]fate{
	"00": fateDone, "000": fateDone, "400": fateDone,
	"25": fateNothing, "914": fateNothing, "481": fateNothing,
	"12": fateInvalid, "902": fateInvalid,
	"22": fateAlready, "480": fateAlready, "482": fateAlready,
}

// betterFates rank the fates that several answers to one undo give.
var betterFates = []fate{fateDone, fateReceipt, fateAlready, fateNothing, fateInvalid, fateRefused, fateOpen}

// undo judges an undo leg by its own messages, before its own undos count.
func (j Judge) undo(l *diag.Leg) fate {
	best := fate(-1)
	var lastRefusal *diag.Sighting
	for i := range l.Seen {
		s := &l.Seen[i]
		if !s.Answers || s.Mismatch != "" {
			continue
		}
		f, readings := j.answered(l, s.Message)
		if f == fateRefused {
			lastRefusal = s
		}
		if best < 0 || slices.Index(betterFates, f) < slices.Index(betterFates, best) {
			best = f
			j.explain(l, s.Message.ResponseCode, readings)
		}
	}
	switch {
	case best == fateRefused && sentAgain(l, lastRefusal) && !dropped(l):
		best = fatePending
	case best >= 0:
	case l.Kind != transcripts.KindReversal:
		best = fateOpen
		if l.Attempts == 1 && neverSent(l) {
			best = fateRefused
		}
	case dropped(l):
		best = fateGone
	default:
		best = fatePending
	}
	l.State, l.Confidence = stateOf(best), diag.Proved
	return best
}

// answered gives the fate that one answer means.
func (j Judge) answered(l *diag.Leg, m *transcripts.Message) (fate, []codes.Reading) {
	readings := j.read(m, m.CodeClass(), m.ResponseCode, l.Card)
	if l.Kind == transcripts.KindReversal && m.Book == "" {
		f, ok := reversalFates[m.ResponseCode]
		switch {
		case ok && f == fateDone && m.Function == transcripts.AdviceAnswer:
			return fateReceipt, readings
		case ok:
			return f, readings
		case (m.ResponseCode == "94" || m.ResponseCode == "913") && l.Attempts > 1:
			return fateAlready, readings
		}
		return fateRefused, readings
	}
	switch agreed(readings) {
	case effectWhole, effectPart:
		return fateDone, readings
	case effectNone:
		return fateRefused, readings
	}
	return fateOpen, readings
}

// sentAgain reports whether the terminal sent the undo once more after a
// refusal, so that it goes on repeating it.
func sentAgain(l *diag.Leg, refusal *diag.Sighting) bool {
	return slices.ContainsFunc(l.Seen, func(s diag.Sighting) bool {
		if s.Answers {
			return false
		}
		after, known := refusal.Before(&s)
		return known && after
	})
}

// dropped reports whether the log shows that the terminal no longer holds the
// undo.
func dropped(l *diag.Leg) bool {
	return l.Overtaken != nil || has(l, transcripts.SignalReversalGaveUp) ||
		has(l, transcripts.SignalReversalDropped) || has(l, transcripts.SignalReset)
}

func stateOf(f fate) diag.State {
	switch f {
	case fatePending:
		return diag.StatePending
	case fateGone:
		return diag.StateGaveUp
	case fateDone, fateReceipt, fateAlready, fateNothing:
		return diag.StateAcknowledged
	case fateRefused, fateInvalid:
		return diag.StateRefused
	case fateUndone:
		return diag.StateUndone
	}
	return diag.StateSent
}

// undoAmount is what an undo gives back of the amount taken: a refund what it
// states; a reversal or void all of it, whatever amount was first asked for, or
// with a replacement amount the difference (ISO 8583-1:1987 DE95).
func undoAmount(l *diag.Leg, taken int64) int64 {
	if l.Kind == transcripts.KindRefund && l.Amount.Known {
		return l.Amount.Minor
	}
	for _, s := range l.Seen {
		if r := s.Message.Replacement; !s.Answers && r.Known && r.Minor > 0 && r.Minor < taken {
			return taken - r.Minor
		}
	}
	return taken
}
