package main

import (
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/diag/guide"
	"github.com/posdoctor/posdoctor/diag/guide/disputes"
)

// disputeWords are other words for the page of time limits.
var disputeWords = []string{"deadline", "time limits", "差错时限", "时限"}

// disputeTopic finds a page about disputes: "dispute.visa", "deadlines". The
// facts are only read for words that can be one.
func disputeTopic(what string) (guide.Entry, bool) {
	id := strings.ToLower(strings.TrimSpace(what))
	if slices.Contains(disputeWords, id) {
		id = "deadlines"
	}
	if id != "deadlines" && !strings.HasPrefix(id, "dispute.") {
		return guide.Entry{}, false
	}
	title := disputes.Open().Title(id)
	return guide.Entry{ID: id, Kind: guide.KindTopic, Title: title}, !title.IsZero()
}

// disputeTopics are the ids of these pages, for guesses at a mistyped one.
func disputeTopics() []string { return disputes.Open().Topics() }
