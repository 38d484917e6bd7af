package report

import (
	"slices"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// Said is what [Page] says of a report, before it is laid out for a screen:
// pages of other forms say the same in the same order. All strings are in one
// language and as the sources wrote their parts: a form that shows them cleans
// and escapes them for itself.
type Said struct {
	Sentence string // where the money is, in one sentence
	Payments []Payment
	Rest     string // counts what is not in Payments; "" when nothing is left
	Tasks    []Task
	Donts    []string
	Skipped  []string
	Devices  []string // how each terminal says it is
}

// Payment is a payment that needs attention, and why in a few words.
type Payment struct {
	Of  *diag.Transaction
	Why codes.Text
}

// Task is a remedy with the keys of the payments that it is for; none when it is
// for the log or the terminal as a whole.
type Task struct {
	diag.Remedy
	For []string
}

// Say puts a report into words, the most urgent first in every list.
func Say(r diag.Report, lang codes.Lang) Said {
	p := newPage(r, PageOptions{Lang: lang, Width: defaultWidth})
	s := Said{Sentence: p.say(sentence(r.Summary)), Rest: p.rest(), Tasks: p.tasks()}
	for _, l := range p.rows {
		s.Payments = append(s.Payments, Payment{l.t, l.why})
	}
	for _, l := range p.donts() {
		s.Donts = append(s.Donts, plain(l))
	}
	for _, t := range p.skipped(false) {
		s.Skipped = append(s.Skipped, p.say(t))
	}
	for _, d := range r.Devices {
		text, _ := p.device(d)
		s.Devices = append(s.Devices, text)
	}
	return s
}

// MoneyWord says in a few words where the money is, with the stage of a charge
// and with "likely" where it is not proved.
func MoneyWord(v diag.Verdict) codes.Text { return where(v) }

// WhyWord says in a few words what decided a verdict.
func WhyWord(r diag.Reason) codes.Text { return why[r] }

// ConfidenceWord says how sure a verdict is.
func ConfidenceWord(c diag.Confidence) codes.Text { return confidenceWords[c] }

// PermissionWord says what a guard allows.
func PermissionWord(p diag.Permission) codes.Text { return permissionWords[p] }

// StateWord says how far a leg got. What was answered, but not so that it counts,
// is not called unanswered.
func StateWord(l *diag.Leg) codes.Text {
	answered := l.Code != "" || slices.ContainsFunc(l.Seen, func(s diag.Sighting) bool { return s.Answers })
	if l.State == diag.StateSent && answered {
		return stateUnclear
	}
	return stateWords[l.State]
}

// KindWord names the kind of a message that can move money; others by their id.
func KindWord(k transcripts.Kind) codes.Text {
	if t, ok := kindWords[k]; ok {
		return t
	}
	return codes.Same(string(k))
}

// PersonWord names who does a remedy; one that is not known by its id.
func PersonWord(who string) codes.Text {
	if t, ok := whoWords[who]; ok {
		return t
	}
	return codes.Same(who)
}
