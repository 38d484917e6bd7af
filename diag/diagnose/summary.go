package diagnose

import (
	"cmp"
	"fmt"
	"hash/maphash"
	"slices"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/verdict"
	"github.com/posdoctor/posdoctor/transcripts"
)

// cards names cards card#1, card#2 in the order in which they appear. It keeps
// a short hash of the run's own token, not the token and not the number.
type cards struct {
	seed  maphash.Seed
	names map[uint64]uint32
}

// mostCards bounds the memory that names take; cards beyond it have no name.
const mostCards = 1_000_000

func newCards() cards { return cards{seed: maphash.MakeSeed(), names: map[uint64]uint32{}} }

func (c *cards) name(card transcripts.Card) string {
	if card.Masked == "" {
		return ""
	}
	id := card.Token
	if id == "" {
		id = card.Masked
	}
	h := maphash.String(c.seed, id)
	n, ok := c.names[h]
	if !ok {
		if len(c.names) >= mostCards {
			return ""
		}
		n = uint32(len(c.names) + 1)
		c.names[h] = n
	}
	return fmt.Sprintf("card#%d", n)
}

// terminals keeps the guards of every terminal.
type terminals struct{ byID map[string]*diag.Terminal }

func newTerminals() terminals { return terminals{byID: map[string]*diag.Terminal{}} }

func (t *terminals) see(tx *diag.Transaction) {
	id := tx.Root().Terminal
	g := t.byID[id]
	if g == nil {
		if len(t.byID) >= mostListed {
			return
		}
		n := verdict.NewTerminal(id)
		g = &n
		t.byID[id] = g
	}
	verdict.Tighten(g, tx)
}

// undo forbids what would lose an undo that the terminal itself says it holds.
func (t *terminals) undo(d diag.DeviceSeen) {
	if d.Device.Pending == nil || !*d.Device.Pending {
		return
	}
	g := t.byID[d.Device.Terminal]
	if g == nil {
		n := verdict.NewTerminal(d.Device.Terminal)
		g = &n
		t.byID[d.Device.Terminal] = g
	}
	verdict.HoldsUndo(g)
}

func (t *terminals) list() []diag.Terminal {
	out := make([]diag.Terminal, 0, len(t.byID))
	for _, g := range t.byID {
		out = append(out, *g)
	}
	slices.SortFunc(out, func(a, b diag.Terminal) int { return cmp.Compare(a.ID, b.ID) })
	return out
}
