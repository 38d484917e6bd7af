package known

import (
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// stub frames STX, text, ETX and a XOR over what sum tells, and knows the signs
// of three bytes when it is ecr17.
type stub struct {
	held []byte
	seed byte
	long bool
}

func (s *stub) Feed(b wire.Bytes) []wire.Frame {
	s.held = append(s.held, b.B...)
	var out []wire.Frame
	for len(s.held) > 0 {
		h := s.held
		if s.long && len(h) >= 3 && h[0] == 0x15 && h[1] == 0x03 {
			out = append(out, wire.Frame{Kind: wire.Control, Sign: wire.NAK, Raw: wire.Known(h[:3])})
			s.held = h[3:]
			continue
		}
		if h[0] != 0x02 {
			out = append(out, wire.Frame{Raw: wire.Known(h[:1])})
			s.held = h[1:]
			continue
		}
		end := strings.IndexByte(string(h), 0x03)
		if end < 0 || end+1 >= len(h) {
			return out
		}
		f := wire.Frame{Kind: wire.Data, Raw: wire.Known(h[:end+2]), Body: wire.Known(h[1:end]), Check: wire.CheckBad}
		if wire.XOR(s.seed, h[1:end+1]) == h[end+1] {
			f.Check = wire.CheckOK
		}
		out = append(out, f)
		s.held = h[end+2:]
	}
	return out
}

func (s *stub) Flush() []wire.Frame {
	if len(s.held) == 0 {
		return nil
	}
	f := wire.Frame{Raw: wire.Known(s.held)}
	s.held = nil
	return []wire.Frame{f}
}

func fake(id string, seed byte, per int) ecr.Protocol {
	return ecr.Protocol{
		ID: id, Links: []wire.Link{wire.Serial},
		NewFramer: func(wire.Link) wire.Framer { return &stub{seed: seed, long: id == "ecr17"} },
		Signature: func(frames []wire.Frame) int {
			n := 0
			for _, f := range frames {
				if f.Check == wire.CheckOK {
					n += per
				}
			}
			return n
		},
	}
}

func frame(text string) []byte {
	b := append([]byte{0x02}, text...)
	b = append(b, 0x03)
	return append(b, wire.XOR(0, b[1:]))
}

func heard(b ...[]byte) Sample {
	s := Sample{}
	for _, x := range b {
		s.Pieces = append(s.Pieces, Piece{From: wire.FromTerminal, Bytes: wire.Known(x)})
	}
	return s
}

func TestRecogniseNeedsMoreThanOneShortSum(t *testing.T) {
	all := []ecr.Protocol{fake("a", 0, 50), fake("b", 0x55, 50)}
	one := recognise(all, heard(frame("S00")))
	if len(one) != 1 || one[0].Protocol.ID != "a" || one[0].Sure {
		t.Fatalf("one frame with a short sum gave %+v", one)
	}
	two := recognise(all, heard(frame("S00"), frame("S01")))
	if len(two) != 1 || !two[0].Sure || two[0].Good != 2 {
		t.Fatalf("two frames gave %+v", two)
	}
}

func TestRecogniseTellsTheRivalThatFitsTheSameBytes(t *testing.T) {
	got := recognise([]ecr.Protocol{fake("b", 0, 50), fake("a", 0, 60)}, heard(frame("S00"), frame("S01"), frame("S02")))
	if len(got) != 2 || got[0].Protocol.ID != "a" || got[0].Sure || got[0].Rival != "b" {
		t.Fatalf("got %+v", got)
	}
	if !strings.Contains(got[0].Why().EN, "look like b") || !strings.Contains(got[0].Why().ZH, "b") {
		t.Errorf("the rival is not told: %v", got[0].Why())
	}
}

func TestRecogniseReadsSevenBitsWithParity(t *testing.T) {
	text := append(frame("0100001245010978"), frame("0110001245010978")...)
	for _, parity := range []byte{'E', 'O'} {
		line := make([]byte, len(text))
		for i, c := range text {
			line[i] = c
			if odd := onesOdd(c); odd == (parity == 'E') {
				line[i] |= 0x80
			}
		}
		got := recognise([]ecr.Protocol{fake("a", 0, 50)}, heard(line))
		if len(got) != 1 || got[0].Parity != parity || got[0].Good != 2 || got[0].Noise != 0 {
			t.Errorf("7%c1 gave %+v", parity, got)
		}
	}
}

func onesOdd(c byte) bool {
	odd := false
	for ; c != 0; c &= c - 1 {
		odd = !odd
	}
	return odd
}

func TestRecogniseKnowsAForeignRefusal(t *testing.T) {
	all := []ecr.Protocol{fake("a", 0, 50), fake("ecr17", 0x7F, 50)}
	got := recognise(all, heard([]byte{0x15, 0x03, 0x69}))
	if len(got) != 1 || got[0].Protocol.ID != "ecr17" || !got[0].ForeignNAK || !got[0].Sure {
		t.Fatalf("got %+v", got)
	}
	// The same three bytes inside other bytes prove nothing.
	got = recognise(all, heard(append(frame("S00"), 0x15, 0x03, 0x69), frame("S01")))
	if len(got) == 0 || got[0].Protocol.ID != "a" {
		t.Fatalf("among other frames: %+v", got)
	}
}

func TestRecogniseHalvesAScoreAmongNoise(t *testing.T) {
	noise := []byte(strings.Repeat("\xF8\xE0", 40))
	got := recognise([]ecr.Protocol{fake("a", 0, 50)}, heard(noise, frame("S00"), frame("S01")))
	if len(got) != 1 || got[0].Score != 50 || got[0].Sure || got[0].Noise != len(noise) {
		t.Fatalf("got %+v", got)
	}
}

func TestRecogniseFlushesAtASilence(t *testing.T) {
	half := frame("S00")[:3]
	got := recognise([]ecr.Protocol{fake("a", 0, 100)}, heard(half, nil, frame("S01")))
	if len(got) != 1 || got[0].Good != 1 || got[0].Noise != len(half) {
		t.Fatalf("got %+v", got)
	}
}
