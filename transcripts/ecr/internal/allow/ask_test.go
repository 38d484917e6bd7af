package allow_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/allow"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/serial"
)

// byByte takes each byte for a frame: 06 is an acknowledgement.
type byByte struct{}

func (byByte) Feed(b wire.Bytes) []wire.Frame {
	var out []wire.Frame
	for i := range b.Len() {
		f := wire.Frame{Kind: wire.Data, Raw: b.Slice(i, i+1), Body: b.Slice(i, i+1)}
		if b.Is(i, 6) {
			f = wire.Frame{Kind: wire.Control, Sign: wire.ACK, Raw: f.Raw}
		}
		out = append(out, f)
	}
	return out
}

func (byByte) Flush() []wire.Frame { return nil }

// dialogue acknowledges the first byte that is no sign, with ack.
type dialogue struct{ ack allow.Ack }

func (d dialogue) Take(f wire.Frame) allow.Step {
	if f.Kind != wire.Data {
		return allow.Step{}
	}
	return allow.Step{Ack: d.ack, Done: true}
}

func query(ack allow.Ack, declared ...allow.Ack) allow.Query {
	return allow.Declare(allow.Spec{
		Protocol: "test", Name: "state", Frame: []byte("state?"), Acks: declared,
		AckWait: 10 * time.Second, AnswerWait: 10 * time.Second,
		Dialogue: func() allow.Dialogue { return dialogue{ack} },
	})
}

// asked asks a peer that answers, and gives every byte that the peer got.
func asked(t *testing.T, q allow.Query) (got []byte, a serial.Answer, err error) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skipf("no TCP on this machine: %v", err)
	}
	defer func() { _ = l.Close() }()
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	p, err := serial.Open(ctx, "tcp://"+l.Addr().String(), wire.Line{})
	if err != nil {
		t.Fatal(err)
	}
	conn, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	heard := make(chan []byte)
	go func() {
		first := make([]byte, len("state?"))
		n, _ := io.ReadFull(conn, first)
		_, _ = conn.Write([]byte("\x06!"))
		rest, _ := io.ReadAll(conn)
		heard <- append(first[:n], rest...)
	}()
	a, err = p.Ask(ctx, q, byByte{}, nil)
	_ = p.Close()
	return <-heard, a, err
}

// What reaches the wire is the declared question and the declared
// acknowledgement, byte for byte.
func TestAskWritesWhatIsDeclared(t *testing.T) {
	got, a, err := asked(t, query(allow.Ack{6}, allow.Ack{6}, allow.Ack{0x15}))
	if err != nil || a.Outcome != serial.Answered || !a.Acked {
		t.Errorf("outcome %s, %v", a.Outcome, err)
	}
	if string(got) != "state?\x06" {
		t.Errorf("wrote %q", got)
	}
}

func TestAskWritesNothingThatIsNotDeclared(t *testing.T) {
	for name, q := range map[string]allow.Query{
		"no acknowledgement declared": query(allow.Ack{6}),
		"another one declared":        query(allow.Ack{6}, allow.Ack{0x15}),
		"a longer one declared":       query(allow.Ack{6}, allow.Ack{6, 6}),
		"a whole command":             query(allow.Ack("pay 100"), allow.Ack{6}),
	} {
		got, _, err := asked(t, q)
		if !errors.Is(err, serial.ErrForeignAck) || string(got) != "state?" {
			t.Errorf("%s: wrote %q, %v", name, got, err)
		}
	}
	got, _, err := asked(t, allow.Query{})
	if !errors.Is(err, serial.ErrNoQuery) || len(got) > 0 {
		t.Errorf("the zero query wrote %q, %v", got, err)
	}
}

// A copy of a declaration, and what a declaration was made from, cannot change
// what is sent.
func TestQueriesShareNoBytes(t *testing.T) {
	frame, ack := []byte("state?"), allow.Ack{6}
	q := allow.Declare(allow.Spec{Frame: frame, Acks: []allow.Ack{ack}, Dialogue: func() allow.Dialogue { return nil }})
	frame[0], ack[0] = 'X', 'X'
	s := q.Spec()
	s.Frame[0], s.Acks[0][0] = 'Y', 'Y'
	s.Acks[0] = allow.Ack("pay")
	if now := q.Spec(); !bytes.Equal(now.Frame, []byte("state?")) || !q.Allows(allow.Ack{6}) || q.Allows(allow.Ack("pay")) || q.Allows(allow.Ack{'Y'}) {
		t.Errorf("the query is %q now, acknowledgements %q", now.Frame, now.Acks)
	}
}
