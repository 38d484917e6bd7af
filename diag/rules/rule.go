package rules

import (
	"sort"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// fact is one place that shows what a rule found. The rule's text file holds
// the sentence; args fill its verbs.
type fact struct {
	where transcripts.Where
	args  []any
	// also is the key of a second transaction that the fact is about.
	also string
}

// rule is one check. It has the functions of the doors it listens to; the
// others are nil. A function that finds nothing gives nil.
type rule struct {
	id string
	// hides are the ids that this one explains in the same transaction.
	hides []string

	transaction func(*diag.Transaction) []fact
	exchange    func(diag.Exchange) []fact
	signal      func(diag.SignalSeen) []fact
	fault       func(diag.FaultSeen) []fact
	device      func(diag.DeviceSeen) []fact
}

// all lists every rule that judges by itself. Five more ids are given by the
// set itself because they need more than one thing to look at:
// duplicateApproval, journalGap, captureGap, panInLog and merchantMismatch. The response family is added by
// cause.
var all = []rule{
	noResponse,
	notCompleted,
	lateResponse,
	unmatchedResponse,
	truncated,
	framingFault,
	reversalPending,
	reversalNotAcknowledged,
	reversalRefused,
	reversalGaveUp,
	reversal25,
	reversal12,
	reversalAmount,
	reversalOrphan,
	reversalTimeout,
	reversalCard,
	chipRefused,
	markedFailed,
	partlyApproved,
	adviceRefused,
	returnedTwice,
	stored,
	conflict,
	voidUnanswered,
	refundUnanswered,
	printerPaper,
	printerError,
	readerError,
	storageFull,
	notSignedOn,
	batchUnbalanced,
	deviceNotReady,
	deviceClock,
	deviceUndo,
}

// hiddenBy gives, for an id, what it hides.
var hiddenBy = func() map[string][]string {
	m := map[string][]string{duplicateApproval: nil, journalGap: nil, captureGap: nil, panInLog: nil, merchantMismatch: nil}
	for _, r := range all {
		m[r.id] = r.hides
	}
	for _, c := range responseCauses {
		m[responsePrefix+c] = nil
	}
	return m
}()

// IDs gives the id of every finding that can be given, sorted.
func IDs() []string {
	ids := make([]string, 0, len(hiddenBy))
	for id := range hiddenBy {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	return ids
}

// Explain gives the title, causes, remedies and warnings of a finding id as
// nobody's profile colours them, for reading about it. It reports false for an
// id that posdoctor does not know.
func Explain(id string) (diag.Finding, bool) {
	if _, ok := hiddenBy[id]; !ok {
		return diag.Finding{}, false
	}
	return load(id).finding(id, nil, paysAlways), true
}
