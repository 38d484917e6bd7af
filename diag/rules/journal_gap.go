package rules

import (
	"fmt"

	"github.com/posdoctor/posdoctor/diag"
)

// journalGap: trace numbers that the terminal must have used are in no source.
// Terminals raise the number with each send, and most write a record only
// after an approval, so that a hole may be a payment.
const journalGap = "journal.gap"

func gapFacts(g diag.Gap) []fact {
	numbers := fmt.Sprintf("%06d", g.From)
	if g.To != g.From {
		numbers += fmt.Sprintf("-%06d", g.To)
	}
	return []fact{{g.After, []any{numbers, g.Terminal}, ""}}
}
