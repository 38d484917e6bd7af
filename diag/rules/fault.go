package rules

import "github.com/posdoctor/posdoctor/diag"

// truncated: a message ends before its last field.
var truncated = rule{
	id: "net.truncated",
	transaction: func(t *diag.Transaction) []fact {
		var out []fact
		for i := range t.Legs {
			for _, s := range t.Legs[i].Seen {
				if s.Mismatch == "partial" && len(s.Places) > 0 {
					out = append(out, fact{s.Where(), []any{name(&t.Legs[i])}, ""})
				}
			}
		}
		return out
	},
	fault: func(f diag.FaultSeen) []fact {
		if f.Fault.ID != "truncated" {
			return nil
		}
		return []fact{{f.Where, []any{"?"}, ""}}
	},
}

// framingFault: bytes that should be a message and are none.
var framingFault = rule{
	id: "net.framing_fault",
	fault: func(f diag.FaultSeen) []fact {
		if f.Fault.ID == "truncated" {
			return nil
		}
		return []fact{{f.Where, []any{f.Fault.Byte, f.Fault.What}, ""}}
	},
}
