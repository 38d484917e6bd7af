package diag

import (
	"slices"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
)

// State is how far one leg got.
type State string

// The states of a leg.
const (
	StateUnknown      State = ""
	StateNeverSent    State = "never_sent"   // proved or likely not sent
	StatePending      State = "pending"      // stored by the terminal, not sent or not answered, will be repeated
	StateSent         State = "sent"         // sent, no usable answer
	StateApproved     State = "approved"     // a charging leg the host approved
	StateStored       State = "stored"       // approved offline, advice not acknowledged
	StateDeclined     State = "declined"     // answered with a code that books nothing
	StateAcknowledged State = "acknowledged" // an undo leg answered so that it counts as done
	StateRefused      State = "refused"      // an undo or advice answered with a refusal
	StateGaveUp       State = "gave_up"      // an undo the terminal dropped
	StateUndone       State = "undone"       // the leg was itself undone
	StateDisputed     State = "disputed"     // answers contradict each other
)

// Link says how a leg was tied to its target.
type Link string

// The ways to link, strongest first.
const (
	LinkNone     Link = ""         // the leg is the root, or nothing fits
	LinkOriginal Link = "original" // STAN, batch and date of the original (DE90, field 61), or the same STAN
	LinkReceipt  Link = "receipt"  // the terminal's own receipt number
	LinkRRN      Link = "rrn"
	LinkOrder    Link = "order"
	LinkAuthCode Link = "auth_code" // card, authorisation code (and date)
	LinkAmount   Link = "amount"    // card, amount, terminal and time only: likely at best
)

// Place is where one source shows a message, and when.
type Place struct {
	Where transcripts.Where
	Seq   int64 // order within that source
	At    transcripts.Stamp
}

// Sighting is one message of a leg with every place that shows it: double
// logging and overlapping sources add places, not sightings.
type Sighting struct {
	Message *transcripts.Message
	Dir     transcripts.Direction
	// Answers is true for an answer, false for a request or advice.
	Answers bool
	// Mismatch says why an answer does not count: "mti", "no_code", "amount",
	// "card", "partial", "interim" (its protocol completes it by another message
	// that was not seen). Empty for one that does.
	Mismatch string
	Places   []Place // never empty, in order of source and sequence
}

// Where is the first place that shows it.
func (s *Sighting) Where() transcripts.Where { return s.Places[0].Where }

// At is the earliest time that a place states for it.
func (s *Sighting) At() transcripts.Stamp {
	var at transcripts.Stamp
	for _, p := range s.Places {
		if p.At.Known() && (!at.Known() || p.At.Time.Before(at.Time)) {
			at = p.At
		}
	}
	return at
}

// Before says whether s came before o, as far as sources that show both tell.
// known is false when no source shows both, or two sources disagree.
func (s *Sighting) Before(o *Sighting) (before, known bool) {
	yes, no := false, false
	for i, a := range s.Places {
		if i > 0 && s.Places[i-1].Where.Source == a.Where.Source {
			continue // only the first place in a source counts
		}
		for _, b := range o.Places {
			if a.Where.Source == b.Where.Source {
				yes, no = yes || a.Seq < b.Seq, no || a.Seq >= b.Seq
				break
			}
		}
	}
	return yes, yes != no
}

// Leg is one step of a transaction: a charge or an undo, with all that was
// seen of it.
type Leg struct {
	Kind transcripts.Kind
	// Target is the index of the leg it refers to, -1 for the root or when
	// the target was never seen.
	Target int
	Link   Link

	STAN, RRN, AuthCode, Batch, Terminal, Merchant, Order, Receipt string

	Card   transcripts.Card
	Amount transcripts.Amount
	At     transcripts.Stamp

	State      State
	Confidence Confidence
	// Code is the response code that decided the state; Reading what it means.
	Code    string
	Reading codes.Reading
	// Others are further candidate meanings when the book is open.
	Others []codes.Reading
	// Reason is the reversal reason sent in the request.
	Reason string
	// Attempts counts how often the request was sent, 0 when no request was seen.
	Attempts int
	Seen     []Sighting
	Signals  []SignalSeen
	// Overtaken is set on an undo when the same terminal went on to other
	// online work, or to another day, without sending it again: it no longer
	// holds it. It points at the proof.
	Overtaken *Evidence
	// Ambiguous is set when an answer fits this leg and another one.
	Ambiguous *Evidence
	// Settled is set when a reconciliation that balanced, later than the leg,
	// covers its batch. It points at the proof.
	Settled *Evidence
	// BatchOver is set when the log shows the batch closed, balanced or not.
	BatchOver bool
}

// SignalSeen is a text line that belongs to a leg.
type SignalSeen struct {
	Signal transcripts.Signal
	Where  transcripts.Where
	Seq    int64
	At     transcripts.Stamp
}

// Transaction is one attempt to pay, as a tree of legs; the first leg is the
// root.
type Transaction struct {
	// Key is stable across runs and across the order of sources.
	Key      string
	Revision int
	Kind     transcripts.Kind // of the root
	Method   string           // "card", "qr"
	Legs     []Leg
	Verdict  Verdict
	// Findings are refs of findings that name this transaction.
	Findings []string
	// Attention is set when a finding of severity warning or above names it.
	Attention bool
	// CardName is "card#1", the same for the same card within one report.
	CardName string
}

// Root is the leg that started the transaction.
func (t *Transaction) Root() *Leg { return &t.Legs[0] }

// Recalled reports whether nothing but the terminal's own record, recalled by a
// question, tells of the leg.
func (l *Leg) Recalled() bool {
	return len(l.Seen) > 0 && !slices.ContainsFunc(l.Seen, func(s Sighting) bool { return s.Message == nil || !s.Message.Recalled() })
}

// Name is how a person finds the leg: its STAN, else its receipt number, RRN,
// the till's reference or, where nothing numbers it, its time of day. "" when
// not even that is known.
func (l *Leg) Name() string {
	for _, s := range []string{l.STAN, l.Receipt, l.RRN, l.Order} {
		if s != "" {
			return s
		}
	}
	if l.At.Known() {
		return l.At.Time.Format("15:04:05")
	}
	return ""
}

// Shows reports whether a message of the transaction stands at a place.
func (t *Transaction) Shows(w transcripts.Where) bool {
	return slices.ContainsFunc(t.Legs, func(l Leg) bool {
		return slices.ContainsFunc(l.Seen, func(s Sighting) bool {
			return slices.ContainsFunc(s.Places, func(p Place) bool { return p.Where == w })
		})
	})
}

// NeedsAttention reports whether a person should look at it.
func (t *Transaction) NeedsAttention() bool { return t.Verdict.NeedsAttention() || t.Attention }

// Exchange is a request and answer that cannot move money.
type Exchange struct {
	Kind     transcripts.Kind
	STAN     string
	Terminal string
	At       transcripts.Stamp
	Code     string
	Answered bool
	Reading  codes.Reading
	Where    transcripts.Where
	Batch    string
	// Balance is the answer digit of a settlement: "1" the totals agree, "2"
	// they do not, "3" the host could not compare; "2" or "3" of either card
	// sort wins. Empty when the answer states none.
	Balance string
	// Message is the answer, or the request while there is none.
	Message *transcripts.Message
}
