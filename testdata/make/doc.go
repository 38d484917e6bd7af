// Command make writes the dumps under testdata/dumps, or one big dump for
// measuring.
//
//	go run ./testdata/make                       # rewrites testdata/dumps
//	go run ./testdata/make -bench 1GiB > big.log # streams a big dump
//
// An incident (incident_*.go) is played on a pretend terminal (shop.go), which
// gives a list of entries: messages and journal lines. A writer (write_*.go)
// puts them down the way one kind of device does. The packer (pack.go) is this
// folder's own, so that a mistake in transcripts/iso cannot hide in the data
// that tests it. Nothing here is random and no clock is read: the same source
// always gives the same bytes.
//
// What the right answers are stands in testdata/dumps/README.md and
// testdata/dumps/expected.tsv. Both are worked out by hand and never written by
// this program.
package main
