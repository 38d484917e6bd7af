package known

import (
	"cmp"
	"slices"

	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Sample is what was heard on a line, in order.
type Sample struct {
	// Link narrows the search to one way of framing; "" tries all.
	Link   wire.Link
	Pieces []Piece
}

// Piece are bytes of one side, cut anywhere. A piece without bytes tells a
// silence on the line.
type Piece struct {
	From  wire.Side
	Bytes wire.Bytes
}

// Proof is the score that chance cannot reach: one frame with a 16-bit sum, two
// with an 8-bit one, or a structure as telling.
const Proof = 100

// lead is how far ahead the best guess must be before the next one is no
// longer a rival: half a proof.
const lead = Proof / 2

// Guess is one protocol that the bytes may be in.
type Guess struct {
	Protocol ecr.Protocol
	Link     wire.Link // how it was framed
	// Parity is 'E' or 'O' where the protocol shows only after the parity bit of
	// a line with seven data bits was taken off; 0 otherwise.
	Parity byte
	// Score is what the protocol's Signature says, halved where most of the
	// bytes fit no frame of it.
	Score int
	// Good are whole frames that nothing contradicts, Bad damaged ones, Signs
	// acknowledgements and the like, Noise bytes that are part of none.
	Good, Bad, Signs, Noise int
	// Sure is set on the first guess when its score is a proof and no other
	// protocol comes near it.
	Sure bool
	// Rival is the ID of the other protocol that fits the bytes nearly as well.
	Rival string
	// ForeignNAK is set where the line shows a refusal as only this protocol
	// spells it: the terminal lives, the line is right, the question was in
	// another protocol.
	ForeignNAK bool
}

// Recognise gives the protocols that the bytes may be in, the likeliest first;
// nil when none fits. Equal scores are ordered by how much of the bytes is
// explained, then by ID.
func Recognise(s Sample) []Guess { return recognise(All(), s) }

func recognise(all []ecr.Protocol, s Sample) []Guess {
	var out []Guess
	for _, p := range all {
		if g, ok := try(p, s, 0); ok {
			out = append(out, g)
		}
	}
	if parity := sevenBits(s.joined()); parity != 0 {
		bare := s.stripped()
		for _, p := range all {
			if g, ok := try(p, bare, parity); ok {
				out = append(out, g)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Guess) int {
		return cmp.Or(
			cmp.Compare(b.Score, a.Score), cmp.Compare(a.Noise, b.Noise), cmp.Compare(a.Bad, b.Bad),
			cmp.Compare(b.Good, a.Good), cmp.Compare(a.Protocol.ID, b.Protocol.ID), cmp.Compare(a.Parity, b.Parity))
	})
	out = firstOfEach(out)
	for i, g := range out {
		for _, o := range out {
			if o.Protocol.ID != g.Protocol.ID && o.Score > g.Score-lead {
				out[i].Rival = o.Protocol.ID
				break
			}
		}
	}
	if len(out) > 0 {
		out[0].Sure = out[0].Score >= Proof && out[0].Rival == ""
	}
	return out
}

// firstOfEach keeps the best reading of each protocol.
func firstOfEach(sorted []Guess) []Guess {
	seen := map[string]bool{}
	return slices.DeleteFunc(sorted, func(g Guess) bool {
		again := seen[g.Protocol.ID]
		seen[g.Protocol.ID] = true
		return again
	})
}

// try reads the sample in one protocol, over each of its links that may be
// meant, and keeps the best.
func try(p ecr.Protocol, s Sample, parity byte) (Guess, bool) {
	best := Guess{}
	for _, l := range p.Links {
		if s.Link != "" && s.Link != l {
			continue
		}
		if g := score(p, l, s, parity); g.Score > best.Score {
			best = g
		}
	}
	return best, best.Score > 0
}

func score(p ecr.Protocol, l wire.Link, s Sample, parity byte) Guess {
	g := Guess{Protocol: p, Link: l, Parity: parity}
	frames := s.frames(p, l)
	explained := 0
	for _, f := range frames {
		switch {
		case f.Kind == wire.Rejected && f.Check != wire.CheckBad:
			g.Noise += f.Raw.Len()
			continue
		case f.Kind == wire.Control:
			g.Signs++
		case f.Check == wire.CheckBad || f.Fault != nil:
			g.Bad++
		default:
			g.Good++
		}
		explained += f.Raw.Len()
	}
	g.Score = p.Signature(frames)
	if p.ID == "ecr17" && g.Bad == 0 && g.Noise <= explained && slices.ContainsFunc(frames, refusal) {
		g.Score, g.ForeignNAK = max(g.Score, Proof), true
	}
	if g.Noise > explained {
		g.Score /= 2
	}
	return g
}

// frames cuts the sample into frames in the order in which they ended.
func (s Sample) frames(p ecr.Protocol, l wire.Link) []wire.Frame {
	var out []wire.Frame
	framers, order := map[wire.Side]wire.Framer{}, []wire.Side{}
	flush := func() {
		for _, side := range order {
			out = append(out, framers[side].Flush()...)
		}
	}
	for _, piece := range s.Pieces {
		if piece.Bytes.Len() == 0 {
			flush()
			continue
		}
		f, ok := framers[piece.From]
		if !ok {
			f = p.NewFramer(l)
			framers[piece.From] = f
			order = append(order, piece.From)
		}
		out = append(out, f.Feed(piece.Bytes)...)
	}
	flush()
	return out
}

// joined gives all bytes of which nothing is hidden.
func (s Sample) joined() []byte {
	var out []byte
	for _, p := range s.Pieces {
		for i := range p.Bytes.B {
			if c, known := p.Bytes.At(i); known {
				out = append(out, c)
			}
		}
	}
	return out
}

// stripped is the sample without the eighth bit.
func (s Sample) stripped() Sample {
	out := Sample{Link: s.Link, Pieces: make([]Piece, len(s.Pieces))}
	for i, p := range s.Pieces {
		p.Bytes = p.Bytes.Clone()
		for j := range p.Bytes.B {
			p.Bytes.B[j] &= 0x7F
		}
		out.Pieces[i] = p
	}
	return out
}

// refusal reports whether a frame is a NAK as ECR17 spells it: NAK, ETX and a
// sum over 7F, the NAK and, by terminal, ETX and STX. An Ingenico Move 3500 gave
// 15 03 69 to a ZVT payment, as a public log of Portalum.Zvt shows.
func refusal(f wire.Frame) bool {
	return f.Kind == wire.Control && f.Raw.Len() == 3 && f.Raw.Is(0, 0x15) && f.Raw.Is(1, 0x03)
}
