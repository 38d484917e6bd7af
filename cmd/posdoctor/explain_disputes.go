package main

import (
	"strings"

	"github.com/posdoctor/posdoctor/diag/guide"
	"github.com/posdoctor/posdoctor/diag/guide/disputes"
)

// disputeWords are other words for the page of time limits and for that of the
// steps.
var disputeWords = map[string]string{
	"deadline": "deadlines", "time limits": "deadlines", "差错时限": "deadlines", "时限": "deadlines",
	"dispute": "disputes", "chargeback": "disputes", "chargebacks": "disputes", "retrieval": "disputes", "retrieval request": "disputes",
	"争议": "disputes", "差错": "disputes", "差错处理": "disputes", "退单": "disputes", "调单": "disputes",
}

// disputeTopic finds a page about disputes: "disputes", "dispute.visa",
// "dispute.visa.12.6.1", "deadlines". The facts are only read for words that can
// be one.
func disputeTopic(what string) (guide.Entry, bool) {
	id := strings.ToLower(strings.TrimSpace(what))
	if other, ok := disputeWords[id]; ok {
		id = other
	}
	if id != "deadlines" && id != "disputes" && !ofDisputes(guide.Entry{ID: id}) {
		return guide.Entry{}, false
	}
	e := disputeEntry(id)
	return e, !e.Title.IsZero()
}

// disputeCodes are the pages of the reason codes that are written like this: of a
// network, or of any.
func disputeCodes(network, code string) []guide.Entry {
	var out []guide.Entry
	for _, id := range disputes.Open().Named(network, code) {
		out = append(out, disputeEntry(id))
	}
	return out
}

func disputeEntry(id string) guide.Entry {
	return guide.Entry{ID: id, Kind: guide.KindTopic, Title: disputes.Open().Title(id)}
}

// orDispute looks at a code as a reason code of a dispute too, which a notice of
// the bank carries. Those of two characters are left out where they are response
// codes: nobody who types 05 means a retrieval request.
func orDispute(ans answer, book, code string) answer {
	if ans.known() && len(code) < 3 {
		return ans
	}
	pages := disputeCodes(book, code)
	switch {
	case len(pages) == 0:
	case ans.known():
		ans.also = append(ans.also, pages...)
	default:
		ans = answer{asked: ans.asked, kind: kindTopic, topic: pages[0], also: pages[1:]}
	}
	return ans
}

// ofDisputes tells a page about disputes from the others.
func ofDisputes(e guide.Entry) bool { return strings.HasPrefix(e.ID, "dispute.") }

// disputeTopics are the ids of these pages, for guesses at a mistyped one.
func disputeTopics() []string { return disputes.Open().Topics() }
