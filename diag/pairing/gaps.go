package pairing

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// Limits of the STAN watch: a hole wider than widestGap is a counter that was
// set anew, not a lost sale, and a log of many terminals is watched for as many
// batches as fit in memory.
const (
	widestGap = 20
	mostRuns  = 4096
)

// Numbers watches the STANs that terminals use. A terminal counts up by one for
// each message it sends, so a hole is a message that no source shows. The zero
// value is ready.
type Numbers struct {
	batches map[string]*numbers
	// Full is set when there were more terminals and batches than can be
	// watched, so that the gaps are not all of them.
	Full bool
}

type numbers struct {
	terminal string
	runs     []span // seen numbers as closed runs, sorted
}

type span struct {
	from, to           int
	fromWhere, toWhere transcripts.Where
}

// See takes the STAN of a message, request or answer. What a till and its
// terminal say to each other is left out: work at the terminal itself never
// crosses that line, so that a hole there is the rule.
func (n *Numbers) See(ev transcripts.Event) {
	m := ev.Message
	if m == nil || m.Terminal == "" || m.Talk != "" {
		return
	}
	stan, err := strconv.Atoi(m.STAN)
	if err != nil || stan < 1 {
		return
	}
	key := m.Terminal + "|" + m.Batch
	if n.batches == nil {
		n.batches = map[string]*numbers{}
	}
	b := n.batches[key]
	if b == nil {
		if len(n.batches) >= mostRuns {
			n.Full = true
			return
		}
		b = &numbers{terminal: m.Terminal}
		n.batches[key] = b
	}
	b.add(stan, ev.Where)
}

func (b *numbers) add(stan int, where transcripts.Where) {
	i, found := slices.BinarySearchFunc(b.runs, stan, func(r span, s int) int {
		switch {
		case s < r.from:
			return 1
		case s > r.to:
			return -1
		}
		return 0
	})
	if found {
		return
	}
	left := i > 0 && b.runs[i-1].to == stan-1
	right := i < len(b.runs) && b.runs[i].from == stan+1
	switch {
	case left && right:
		b.runs[i-1].to, b.runs[i-1].toWhere = b.runs[i].to, b.runs[i].toWhere
		b.runs = slices.Delete(b.runs, i, i+1)
	case left:
		b.runs[i-1].to, b.runs[i-1].toWhere = stan, where
	case right:
		b.runs[i].from, b.runs[i].fromWhere = stan, where
	case len(b.runs) < mostRuns:
		b.runs = slices.Insert(b.runs, i, span{stan, stan, where, where})
	}
}

// Gaps gives the holes, by terminal and number.
func (n *Numbers) Gaps() []diag.Gap {
	var out []diag.Gap
	for _, b := range n.batches {
		for i := 1; i < len(b.runs); i++ {
			before, after := b.runs[i-1], b.runs[i]
			if after.from-before.to-1 > widestGap {
				continue
			}
			out = append(out, diag.Gap{
				Terminal: b.terminal, From: before.to + 1, To: after.from - 1, Before: before.toWhere, After: after.fromWhere,
			})
		}
	}
	slices.SortFunc(out, func(a, b diag.Gap) int {
		return cmp.Or(cmp.Compare(a.Terminal, b.Terminal), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	return out
}
