package diag

import "github.com/posdoctor/posdoctor/transcripts"

// Gap is a run of STANs that a terminal must have used and no source shows.
type Gap struct {
	Terminal string
	// From and To are the missing numbers, both included, 1 to 999999.
	From, To int
	// Before and After are the places on both sides of the hole.
	Before, After transcripts.Where
}

// FaultSeen is a stretch of a source that could not be read as a message.
type FaultSeen struct {
	Fault transcripts.Fault
	Where transcripts.Where
	At    transcripts.Stamp
}
