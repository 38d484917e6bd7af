package serial

import (
	"context"
	"errors"
	"time"

	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Faults of the program, not of the line.
var (
	// ErrNoQuery is what Ask gives for the zero Query or without a framer.
	ErrNoQuery = errors.New("there is nothing to ask")
	// ErrForeignAck is what Ask gives when a dialogue wants to send what its query
	// does not declare. Nothing of it was sent.
	ErrForeignAck = errors.New("the query does not declare this acknowledgement")
)

// question is a query as far as asking needs it.
type question struct {
	frame               []byte
	ackWait, answerWait time.Duration
	repeats             int
	allows              func(ack []byte) bool
	dialogue            func() func(wire.Frame) ecr.Step
}

// Ask sends a query and follows its dialogue to the end. It sends exactly the
// frame that the query declares, again after a NAK or a silence without any
// acknowledgement as often as the query allows, and the acknowledgements that
// the query declares. A question that was acknowledged is not sent again.
//
// f frames what comes in, and belongs to this call. saw gets every byte that is
// read and, with side FromRegister, every byte that is sent; it may be nil.
// Ask ends when the dialogue is done, when a wait of the query passes in vain,
// or when ctx ends; ctx is the only limit on a terminal that keeps answering.
//
// The Answer says what came in every case. The error is nil only for Answered:
// else an [Error] of kind Silent (also for a deadline of ctx), Refused, Unplugged
// or Closed, the error of a cancelled ctx, or [ErrNoQuery], [ErrForeignAck] or
// [ErrInUse].
func (p *Port) Ask(ctx context.Context, q ecr.Query, f wire.Framer, saw func(Chunk)) (Answer, error) {
	if q.IsZero() || f == nil {
		return Answer{}, ErrNoQuery
	}
	s := q.Spec()
	return p.ask(ctx, question{
		frame: s.Frame, ackWait: s.AckWait, answerWait: s.AnswerWait, repeats: s.Repeats,
		allows:   func(ack []byte) bool { return q.Allows(ack) },
		dialogue: func() func(wire.Frame) ecr.Step { return s.Dialogue().Take },
	}, f, saw)
}

func (p *Port) ask(ctx context.Context, q question, f wire.Framer, saw func(Chunk)) (Answer, error) {
	if !p.turn.TryLock() {
		return Answer{}, ErrInUse
	}
	defer p.turn.Unlock()
	if saw == nil {
		saw = func(Chunk) {}
	}
	a := &asking{p: p, q: q, f: f, saw: saw, gap: gaps[p.link], buf: make([]byte, chunkSize)}
	err := a.run(ctx)
	return a.answer, err
}
