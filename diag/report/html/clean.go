package html

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// shown is a text that may stand in the file. All text of a view is of this
// type, so that what was not cleaned cannot get into one by mistake.
type shown string

// clean takes out what could act on a screen. It is for typed values, among
// which a reference number may look like a card number.
func clean(s string) shown { return shown(redact.Clean(s)) }

// free cleans words of a device, a log or a user and masks what looks like card
// data in them. They were masked when they were read; this is the last look.
func free(s string) shown { return shown(redact.Clean(redact.New(nil).Text(s))) }

// dash stands for a value that is not known.
const dash shown = "–"

func orDash(s string) shown {
	if c := clean(s); c != "" {
		return c
	}
	return dash
}

// say gives a text of posdoctor itself, which may repeat words of a log.
func (b *builder) say(t codes.Text) shown { return free(t.In(b.lang)) }
