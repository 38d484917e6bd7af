package tell

import (
	"bytes"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Turns are the turns of one conversation in which one thing happens at a time.
type Turns struct {
	Talks
	open  string // what waits for its answer, "" when nothing does
	talk  string // the turn that was begun last
	sent  []byte // its request, as long as it may be sent once more
	hurt  bool   // the request was damaged when it was seen
	acked bool
	got   []byte // its last answer
}

// Open is the key of the request that waits for its answer; "" when none does.
func (t *Turns) Open() string { return t.open }

// Ask names the turn of a request. One that is sent again byte by byte, or after
// it was damaged, goes on with its turn, but only until it is acknowledged: the
// same order after that is a new one.
func (t *Turns) Ask(key string, raw wire.Bytes, whole bool) string {
	again := t.open == key && !t.acked && (t.hurt || !whole || bytes.Equal(t.sent, raw.B))
	if !again {
		t.talk = t.Next()
	}
	t.open, t.sent, t.hurt, t.acked, t.got = key, bytes.Clone(raw.B), !whole, false, nil
	return t.talk
}

// Acknowledged is told of an acknowledgement by either side.
func (t *Turns) Acknowledged() { t.acked = true }

// Answer names the turn of an answer; fits says whether it is one to the request
// that waits, last whether no other follows. An answer that is sent again
// belongs to its turn too; any other is a turn of its own.
func (t *Turns) Answer(fits, last bool, raw wire.Bytes) string {
	if !(fits && t.open != "") && !(t.got != nil && bytes.Equal(t.got, raw.B)) {
		return t.Next()
	}
	t.got = bytes.Clone(raw.B)
	if last {
		t.open = ""
	}
	return t.talk
}

// Damaged names the turn of a damaged answer, which ends nothing.
func (t *Turns) Damaged(fits bool) string {
	if fits && t.open != "" {
		return t.talk
	}
	return t.Next()
}
