package probe

import (
	"context"
	"errors"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/known"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/serial"
)

// ask sends the most harmless question of one protocol, at each of its usual
// settings until something comes back.
func (r *run) ask(ctx context.Context, h heard) error {
	p, ok := r.likeliest(h)
	if !ok {
		r.out.Outcome = Undecided
		r.step(didChoose, sawNoProtocol, whyNoSweep)
		r.next(nextProtocol)
		return nil
	}
	q, ok := question(p, r.p.Link(), r.o.Params)
	if !ok {
		r.out.Outcome, r.out.Protocol = Undecided, p
		r.step(didChoose, sawNoQuestion.With(p.Name), codes.Text{})
		r.next(nextListen)
		return nil
	}
	if r.o.Consent == nil || !r.o.Consent(q) {
		r.out.Outcome, r.out.Protocol = NotAsked, p
		r.step(didChoose, sawNoWord.With(q.Spec().Title, p.Name), codes.Text{})
		r.next(nextConsent.With(p.ID))
		return nil
	}
	r.out.Asked = q.Spec().Name
	best := serial.Nothing
	for i, l := range r.settings(p) {
		if err := r.set(ctx, l); err != nil {
			r.step(didSet.With(l.String()), sawRefused, codes.Text{})
			continue
		}
		if i > 0 {
			// Terminals with timers answer NAK to what they only half received.
			if err := r.pause(ctx, rest); err != nil {
				return err
			}
		}
		answer, err := r.p.Ask(ctx, q, p.NewFramer(r.p.Link()), r.o.Saw)
		r.out.Answer = answer
		if err := fatal(ctx, err); err != nil {
			return err
		}
		if r.answered(p, q, answer) {
			return nil
		}
		if answer.Outcome == serial.OtherBytes {
			best = answer.Outcome
		}
	}
	if best == serial.OtherBytes {
		r.out.Outcome = WrongSpeed
		r.next(nextSpeed, nextProtocol)
		return nil
	}
	r.quiet(false)
	return nil
}

// fatal gives the errors that end a probe: those of ctx and of a port that went.
// A question without an answer is a finding, not an error.
func fatal(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var e *serial.Error
	if errors.As(err, &e) && (e.Kind == serial.Silent || e.Kind == serial.Refused) {
		return nil
	}
	return err
}

// likeliest chooses the one protocol to ask in: the one that the user names, the
// one that was heard, the one that the USB numbers speak for.
func (r *run) likeliest(h heard) (ecr.Protocol, bool) {
	if r.o.Protocol != "" {
		return known.ByID(r.o.Protocol)
	}
	if len(h.guesses) > 0 {
		return h.guesses[0].Protocol, true
	}
	for _, id := range r.o.Likely {
		if p, ok := known.ByID(id); ok {
			return p, true
		}
	}
	return ecr.Protocol{}, false
}

// question is the most harmless one: without effects before one with.
func question(p ecr.Protocol, l wire.Link, params ecr.Params) (ecr.Query, bool) {
	if p.Queries == nil {
		return ecr.Query{}, false
	}
	all := p.Queries(l, params)
	for _, q := range all {
		if q.Spec().Effects == 0 {
			return q, true
		}
	}
	if len(all) > 0 {
		return all[0], true
	}
	return ecr.Query{}, false
}

// settings are those to ask at, the present ones first where they are among the
// usual ones of the protocol.
func (r *run) settings(p ecr.Protocol) []wire.Line {
	now := r.p.Line()
	if r.o.Direct || r.p.Link() == wire.TCP || len(p.Lines) == 0 {
		return []wire.Line{now}
	}
	return p.Lines
}

// answered judges what came back; true ends the probe.
func (r *run) answered(p ecr.Protocol, q ecr.Query, a serial.Answer) bool {
	line := r.p.Line()
	did := didAsk.With(q.Spec().Title, p.Name, r.at(line))
	switch a.Outcome {
	case serial.Answered:
		r.found(Answered, p, line)
		r.step(did, sawAnswer, whyAnswer)
		r.next(r.nextCheck(p.ID, line))
	case serial.Declined:
		r.found(Refused, p, line)
		r.step(did, sawDeclined.With(a.Words), whyAlive)
		r.next(r.nextCheck(p.ID, line))
	case serial.Acknowledged:
		r.found(Busy, p, line)
		r.step(did, sawAcked, whyBusy)
		r.next(nextBusy)
	case serial.NAKed:
		if r.other(did, p, line, a) {
			return true
		}
		r.found(OtherProtocol, ecr.Protocol{}, line)
		r.step(did, sawNAK, whyNAK)
		r.next(nextOtherProtocol, nextMenu)
	case serial.Echoed:
		r.out.Outcome, r.out.Line = Echo, line
		r.step(did, sawEcho, whyEcho)
		r.next(nextEcho)
	case serial.OtherBytes:
		return r.other(did, p, line, a)
	case serial.NotTaken:
		r.step(did, sawNotTaken, codes.Text{})
		return false
	default:
		r.step(did, sawNothing, codes.Text{})
		return false
	}
	return true
}

// other looks at bytes that are no answer in the protocol that was asked in: a
// terminal in another mode refuses in its own way.
func (r *run) other(did codes.Text, p ecr.Protocol, line wire.Line, a serial.Answer) bool {
	sample := known.Sample{Link: r.p.Link()}
	var raw []byte
	for _, f := range a.Frames {
		sample.Pieces = append(sample.Pieces, known.Piece{From: wire.FromTerminal, Bytes: f.Raw})
		raw = append(raw, f.Raw.B...)
	}
	for _, g := range known.Recognise(sample) {
		if g.Protocol.ID != p.ID && (g.Sure || g.ForeignNAK) {
			r.found(OtherProtocol, g.Protocol, line)
			r.step(did, sawForeign.With(g.Protocol.Name), whyForeign)
			r.next(r.nextCheck(g.Protocol.ID, line), nextMenu)
			return true
		}
	}
	if a.Outcome == serial.NAKed {
		return false
	}
	noise := known.NoiseOf(raw, nil)
	if noise.Pattern == known.Console {
		r.out.Outcome, r.out.Line = Console, line
		r.step(did, noise.Words(), whyConsole)
		r.next(nextOtherPort)
		return true
	}
	r.step(did, sawBytes.With(noise.Bytes), noise.Words())
	return false
}

// quiet tells why nothing came, as far as the control lines tell.
func (r *run) quiet(talks bool) {
	signals, ok := r.p.Signals()
	switch {
	case talks:
		r.out.Outcome = Undecided
		r.next(nextProtocol, nextListen)
	case ok && !r.o.Direct && signals == (serial.Signals{}):
		r.out.Outcome = CableEnd
		r.step(didSignals, sawSignalsLow, whySignalsLow)
		r.next(nextCable)
	case ok && (signals.CTS || signals.DSR):
		r.out.Outcome = MenuSetting
		r.step(didSignals, sawSignalsHigh, whySignalsHigh)
		r.next(nextMenu, nextWake)
	default:
		r.out.Outcome = Silent
		r.next(nextMenu, nextCable, nextOtherPort, nextWake)
	}
}
