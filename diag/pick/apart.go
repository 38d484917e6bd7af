package pick

import (
	"strings"

	"github.com/posdoctor/posdoctor/diag"
)

// Apart gives for each of some payments what has to be added to a selector that
// fits them all, so that it fits this one alone: its trace number, else its
// reference or order number, else its key, which nothing else has.
func Apart(txs []diag.Transaction) []Selector {
	stans, rrns := map[string]int{}, map[string]int{}
	for i := range txs {
		once := map[string]bool{}
		for _, l := range txs[i].Legs {
			// A number of any leg finds the payment, so it must be nobody else's.
			if !once["s"+l.STAN] {
				once["s"+l.STAN] = true
				stans[strip(l.STAN)]++
			}
			for _, n := range []string{l.RRN, l.Order, l.Receipt} {
				if n = strings.ToUpper(strip(n)); !once["r"+n] {
					once["r"+n] = true
					rrns[n]++
				}
			}
		}
	}
	alone := func(n string) bool { return n != "" && rrns[strings.ToUpper(strip(n))] == 1 }
	out := make([]Selector, len(txs))
	for i := range txs {
		root := txs[i].Root()
		switch {
		case root.STAN != "" && stans[strip(root.STAN)] == 1:
			out[i] = Selector{STAN: root.STAN}
		case alone(root.RRN):
			out[i] = Selector{RRN: root.RRN}
		case alone(root.Order):
			out[i] = Selector{RRN: root.Order}
		default:
			out[i] = Selector{Key: txs[i].Key}
		}
	}
	return out
}
