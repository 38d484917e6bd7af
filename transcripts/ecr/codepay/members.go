package codepay

import (
	_ "embed"
	"encoding/json"
	"strings"
	"sync"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hide"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hypercom"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

var (
	// memberData lists the members of the JSON: what may be kept of each, names.
	// Source: developer.codepay.us/docs/SerialAPIList and WLANDebugResources.
	//
	//go:embed members.tsv
	memberData string
	// topicData lists topics with the transaction types under them: class and
	// kind of the message (empty: it may move money), role, names. Source: the
	// same, and the enumeration of the vendor's own kit.
	//
	//go:embed topics.tsv
	topicData string
)

// keep is what may be kept of a member.
type keep string

const (
	keepValue keep = "value" // short, unless it is longer than mostValue
	keepText  keep = "text"  // words, in which card data is masked
	keepPAN   keep = "pan"
	keepDrop  keep = "drop"
	// keepObject is for what should be an object: its members have rules of their
	// own, and anything else in its place is dropped.
	keepObject keep = "object"
)

// mostValue is the longest value that is kept without a look at what it holds:
// no card number is that short.
const mostValue = 11

type rule struct {
	keep keep
	name codes.Text
}

var rules = sync.OnceValue(func() map[string]rule {
	out := map[string]rule{}
	for _, f := range hypercom.Rows(memberData, 4) {
		out[f[0]] = rule{keep(f[1]), codes.Text{EN: f[2], ZH: f[3]}}
	}
	return out
})

// ruleOf gives what is known about a member; one that is not listed is dropped.
func ruleOf(name string) rule {
	if r, ok := rules()[name]; ok {
		return r
	}
	return rule{keep: keepDrop, name: codes.Text{EN: "Unknown member", ZH: "未知成员"}}
}

// seen tells for each byte of a member whether it may be seen. Only digits and
// letters of a value count: marks such as true and null tell nothing.
func (m member) seen(data wire.Bytes, damaged bool) []bool {
	raw := data.Slice(m.from, m.to)
	out := make([]bool, raw.Len())
	k := ruleOf(m.name).keep
	switch text := raw.Text(); {
	case !m.quote && (text == "true" || text == "false" || text == "null"), m.quote && strings.Trim(m.text, "*") == "" && !raw.AllKnown():
		return all(out)
	case k == keepPAN:
		return hide.Number(text)
	case k == keepDrop, k == keepObject:
		return out
	case m.quote && strings.Contains(text, `\`) && !hide.Plain(m.text):
		return out // written in a way that hides its digits
	case k == keepValue && len(text) <= mostValue:
		return all(out)
	case damaged:
		return hide.Seen(raw, hide.Damaged)
	}
	return hide.Seen(raw, hide.Sure)
}

func all(b []bool) []bool {
	for i := range b {
		b[i] = true
	}
	return b
}

// shown gives what may be shown of a member; "" when that is nothing.
func (m member) shown(data wire.Bytes, damaged bool) string {
	out, _ := hide.Stars(data.Slice(m.from, m.to).Text(), m.seen(data, damaged))
	if strings.Trim(out, "*") == "" && ruleOf(m.name).keep != keepPAN {
		return ""
	}
	if m.quote && strings.Contains(out, `\`) {
		if err := json.Unmarshal([]byte(`"`+out+`"`), &out); err != nil {
			return ""
		}
	}
	return redact.Clean(out)
}

// topic is what a message does. The zero value may move money.
type topic struct {
	class transcripts.Class
	kind  transcripts.Kind
	role  string
	name  codes.Text
}

// roleLookup marks the topic that asks how an earlier payment ended.
const roleLookup = "lookup"

var topics = sync.OnceValue(func() map[[2]string]topic {
	out := map[[2]string]topic{}
	for _, f := range hypercom.Rows(topicData, 7) {
		out[[2]string{f[0], f[1]}] = topic{transcripts.Class(f[2]), transcripts.Kind(f[3]), f[4], codes.Text{EN: f[5], ZH: f[6]}}
	}
	return out
})

func topicOf(name, transType string) topic {
	for _, t := range [...]string{transType, "*"} {
		if found, ok := topics()[[2]string{name, t}]; ok {
			return found
		}
	}
	return topic{name: codes.Text{EN: "Not described; it may move money", ZH: "没有说明，可能动用资金"}}
}
