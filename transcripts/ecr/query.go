package ecr

import "github.com/posdoctor/posdoctor/transcripts/ecr/internal/allow"

// Query is a question that a terminal may be asked. It can only come from a
// protocol's allow-list; see package allow.
type Query = allow.Query

// Step is what a dialogue does after a frame.
type Step = allow.Step

// Effect is what a harmless question does beside answering.
type Effect = allow.Effect

// The effects.
const (
	Prints        = allow.Prints
	ContactsHost  = allow.ContactsHost
	StartsPlanned = allow.StartsPlanned
	ResetsSession = allow.ResetsSession
)

// Purpose is what a question is for.
type Purpose = allow.Purpose

// The purposes.
const (
	Link    = allow.Link
	Status  = allow.Status
	Version = allow.Version
	Last    = allow.Last
	Totals  = allow.Totals
	Journal = allow.Journal
)
