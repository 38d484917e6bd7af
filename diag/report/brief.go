package report

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// Brief is one payment in a few words, for a view that follows it live.
type Brief struct {
	At     transcripts.Stamp
	Trace  string // trace number, "-" when none was stated
	Amount string // what was asked for, "?" when unknown
	Card   string // its last four digits, "-" when unknown
	Money  Span   // where the money is, in two or three words
	// Says is the verdict in one sentence.
	Says codes.Text
}

// Tell gives a payment in a few words.
func Tell(t *diag.Transaction, lang codes.Lang) Brief {
	p := page{o: PageOptions{Lang: lang}}
	root := t.Root()
	return Brief{
		At: root.At, Trace: orDash(root.STAN), Amount: p.amount(t), Card: lastFour(root.Card.Masked),
		Money: Span{Text: p.say(where(t.Verdict)), Tone: tone(t.Verdict)}, Says: t.Verdict.Sentence,
	}
}
