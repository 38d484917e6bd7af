// Command make writes the dumps under testdata/dumps and the captures under
// testdata/captures, or one big dump for measuring.
//
//	go run ./testdata/make                       # rewrites both folders
//	go run ./testdata/make -bench 1GiB > big.log # streams a big dump
//
// An incident (incident_*.go) is played on a pretend terminal (shop.go), which
// gives a list of entries: messages and journal lines. A writer (write_*.go)
// puts them down the way one kind of device does. The packer (pack.go) is this
// folder's own, so that a mistake in transcripts/iso cannot hide in the data
// that tests it. Nothing here is random and no clock is read: the same source
// always gives the same bytes.
//
// A capture (captures.go) is a conversation that the pretend terminal of
// transcripts/sim plays with a pretend till.
//
// What the right answers are stands in README.md and expected.tsv of each
// folder. They are worked out by hand and never written by this program.
package main
