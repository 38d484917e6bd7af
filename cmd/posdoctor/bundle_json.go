package main

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/evidence"
)

// wireFault is a fault with its words.
type wireFault struct {
	evidence.Fault
	What codes.Text `json:"what"`
}

func wireFaults(faults []evidence.Fault) []wireFault {
	out := make([]wireFault, len(faults))
	for i, f := range faults {
		out[i] = wireFault{f, f.What()}
	}
	return out
}

type wireOutcome struct {
	Schema string `json:"schema"`
	evidence.Outcome
	Faults []wireFault `json:"faults"`
}

func verifyJSON(o evidence.Outcome) wireOutcome {
	return wireOutcome{"posdoctor.verify/1", o, wireFaults(o.Faults)}
}

type wireContents struct {
	Schema string `json:"schema"`
	evidence.Contents
	Faults []wireFault `json:"faults"`
}

func contentsJSON(c evidence.Contents) wireContents {
	return wireContents{"posdoctor.contents/1", c, wireFaults(c.Faults)}
}
