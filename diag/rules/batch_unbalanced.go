package rules

import (
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// batchUnbalanced: at the settlement the host counted other totals than the
// terminal.
var batchUnbalanced = rule{
	id: "batch.unbalanced",
	transaction: func(t *diag.Transaction) []fact {
		return signals(t, transcripts.SignalBatchUnbalanced)
	},
	exchange: func(e diag.Exchange) []fact {
		if e.Kind != transcripts.KindSettlement || e.Balance != "2" && e.Balance != "3" {
			return nil
		}
		return []fact{{e.Where, []any{e.STAN}, ""}}
	},
	signal: lone(transcripts.SignalBatchUnbalanced),
}
