package turn

import (
	"bytes"
	"fmt"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Turns are the turns of one conversation.
type Turns struct {
	Protocol string

	n     int
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
		t.talk = t.Alone()
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
		return t.Alone()
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
	return t.Alone()
}

// Alone names a turn that nothing else belongs to.
func (t *Turns) Alone() string {
	t.n++
	return fmt.Sprintf("%s#%d", t.Protocol, t.n)
}

// Direction is which way the bytes of a side go, seen from the register.
func Direction(side wire.Side) transcripts.Direction {
	switch side {
	case wire.FromRegister:
		return transcripts.Sent
	case wire.FromTerminal:
		return transcripts.Received
	}
	return transcripts.DirectionUnknown
}

// Sign shows a frame that is a sign only.
func Sign(f wire.Frame) transcripts.Field {
	return transcripts.Field{
		ID: "sign", Name: codes.Text{EN: "Sign", ZH: "控制符"}, Value: string(f.Sign), Length: f.Raw.Len(), Meaning: meanings[f.Sign],
	}
}

var meanings = map[wire.Sign]codes.Text{
	wire.ACK:     {EN: "the last frame arrived; this is no result", ZH: "上一帧已收到，这不是结果"},
	wire.NAK:     {EN: "the last frame was not accepted; send it again", ZH: "上一帧未被接受，请重发"},
	wire.EOT:     {EN: "the exchange is over", ZH: "本次交互结束"},
	wire.Padding: {EN: "filler without meaning", ZH: "无意义的填充字节"},
}
