package rules

import (
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// reversalCard: the host said yes, the chip said no, and the terminal sent a
// reversal as it should.
var reversalCard = rule{
	id: "reversal.card_declined",
	transaction: func(t *diag.Transaction) []fact {
		return legs(t, func(i int, l *diag.Leg) bool {
			return approved(l) && chipSaidNo(t, i) && undone(t, i)
		}, answering)
	},
}

// chipRefused: the host said yes, the chip said no, and no undo was seen.
var chipRefused = rule{
	id:    "state.chip_refused_after_approval",
	hides: []string{"state.approved_but_marked_failed"},
	transaction: func(t *diag.Transaction) []fact {
		return legs(t, func(i int, l *diag.Leg) bool {
			return approved(l) && chipSaidNo(t, i) && !undone(t, i)
		}, answering)
	},
}

// chipSaidNo reports whether the log says that the chip refused, or a reversal
// of the leg carries an AAC: the two highest bits of 9F27 are 00 (EMV Book 3,
// table 15).
func chipSaidNo(t *diag.Transaction, i int) bool {
	for _, s := range t.Legs[i].Signals {
		if s.Signal.ID == transcripts.SignalChipDeclined {
			return true
		}
	}
	for k := range t.Legs {
		l := &t.Legs[k]
		if l.Kind != transcripts.KindReversal || l.Target != i {
			continue
		}
		for _, s := range l.Seen {
			if s.Message != nil && !s.Answers && refusedCryptogram(s.Message.EMV.CID) {
				return true
			}
		}
	}
	return false
}

func refusedCryptogram(cid string) bool { return len(cid) == 2 && cid[0] >= '0' && cid[0] <= '3' }
