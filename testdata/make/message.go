package main

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// message is an ISO 8583 message before it is packed: digits and text as they
// are, binary fields as upper-case hex.
type message struct {
	mti    string
	fields map[int]string
}

// with returns a copy with one field set.
func (m message) with(id int, value string) message {
	f := maps.Clone(m.fields)
	f[id] = value
	return message{m.mti, f}
}

// without returns a copy that lacks the fields.
func (m message) without(ids ...int) message {
	f := maps.Clone(m.fields)
	for _, id := range ids {
		delete(f, id)
	}
	return message{m.mti, f}
}

// keep returns a copy, under another MTI, of only the named fields that are set.
func (m message) keep(mti string, ids ...int) message {
	f := make(map[int]string, len(ids))
	for _, id := range ids {
		if v, ok := m.fields[id]; ok {
			f[id] = v
		}
	}
	return message{mti, f}
}

// answers reports whether the message type is that of an answer.
func (m message) answers() bool { return m.mti[2] == '1' || m.mti[2] == '3' }

// ids gives the numbers of the fields in order.
func (m message) ids() []int { return slices.Sorted(maps.Keys(m.fields)) }

// side is who wrote an entry.
type side int

const (
	journal  side = iota // a line of words
	sent                 // terminal to host
	received             // host to terminal
)

// entry is one thing that a log shows.
type entry struct {
	at   time.Time
	side side
	msg  message
	// name is the kind of transaction the message belongs to.
	name words
	// words is the journal line, or for a gateway what it says in its place.
	words words
	level string // "info" or "warn", for logs that have levels
	// silent marks the moment at which waiting for an answer ended.
	silent bool
}

// words is a line in the two languages logs are written in here.
type words struct{ zh, en string }

// say fills numbers into both languages.
func say(zh, en string, args ...any) words {
	return words{fmt.Sprintf(zh, args...), fmt.Sprintf(en, args...)}
}
