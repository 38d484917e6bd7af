package html

import (
	"slices"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// narrow leaves of a report what concerns some payments, and gives how many
// payments there were. Without keys the report stays as it is. Sources stay in
// any case, for places point at them by number.
func narrow(r diag.Report, keys []string) (diag.Report, int) {
	all := r.Summary.Transactions
	if len(keys) == 0 {
		return r, all
	}
	var shown []diag.Transaction
	terminals := map[string]bool{}
	for _, key := range keys {
		for _, t := range r.Transactions {
			if t.Key == key {
				shown = append(shown, t)
				for _, l := range t.Legs {
					terminals[l.Terminal] = true
				}
				break
			}
		}
	}
	var found []diag.Finding
	for _, f := range r.Findings {
		if len(f.Transactions) > 0 {
			f.Transactions = slices.DeleteFunc(slices.Clone(f.Transactions), func(k string) bool { return !slices.Contains(keys, k) })
			if len(f.Transactions) == 0 {
				continue
			}
			if f.Count > len(f.Transactions) {
				f.Count, f.Evidence = len(f.Transactions), about(f.Evidence, shown)
			}
		}
		found = append(found, f)
	}
	r.Transactions, r.Findings = shown, found
	r.Terminals = slices.DeleteFunc(slices.Clone(r.Terminals), func(t diag.Terminal) bool { return !terminals[t.ID] })
	r.Devices = slices.DeleteFunc(slices.Clone(r.Devices), func(d diag.DeviceSeen) bool {
		return d.Device.Terminal != "" && !terminals[d.Device.Terminal]
	})
	return r, all
}

// about leaves of some evidence what stands where these payments were seen.
func about(list []diag.Evidence, txs []diag.Transaction) []diag.Evidence {
	seen := map[transcripts.Where]bool{}
	for _, t := range txs {
		for _, e := range t.Verdict.Because {
			seen[e.Where] = true
		}
		for _, l := range t.Legs {
			for _, s := range l.Seen {
				for _, p := range s.Places {
					seen[p.Where] = true
				}
			}
		}
	}
	delete(seen, transcripts.Where{})
	return slices.DeleteFunc(slices.Clone(list), func(e diag.Evidence) bool { return !seen[e.Where] })
}
