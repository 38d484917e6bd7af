package zvt

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"

	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/ecrtest"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

func newSerial() wire.Framer  { return &serial{} }
func newPackets() wire.Framer { return &packets{} }

// drawAPDU draws a message with any data, in the short or the long form of the
// length.
func drawAPDU(t *rapid.T) []byte {
	class := rapid.SampledFrom([]byte{0x04, 0x05, 0x06, 0x08, 0x0F, 0x80, 0x84}).Draw(t, "class")
	instr := rapid.Byte().Draw(t, "instr")
	data := rapid.SliceOfN(rapid.SampledFrom([]byte{0x10, 0x02, 0x03, 0x06, 0x15, 0x00, 0x27, 0xFF}), 0, 300).Draw(t, "data")
	if len(data) > 254 || rapid.Bool().Draw(t, "long") {
		return append([]byte{class, instr, 0xFF, byte(len(data)), byte(len(data) >> 8)}, data...)
	}
	return append([]byte{class, instr, byte(len(data))}, data...)
}

func TestAnyMessageComesBackInAnyPieces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		apdus := rapid.SliceOfN(rapid.Custom(drawAPDU), 1, 4).Draw(t, "apdus")
		for link, make := range map[wire.Link]func() wire.Framer{wire.Serial: newSerial, wire.TCP: newPackets} {
			var line []byte
			for _, a := range apdus {
				if link == wire.Serial {
					a = block(a)
				}
				line = append(line, a...)
			}
			ecrtest.SameInPieces(t, make, wire.Known(line))
			got := ecrtest.Cut(t, make(), wire.Known(line))
			if len(got) != len(apdus) {
				t.Fatalf("%s: %d frames of %d messages", link, len(got), len(apdus))
			}
			for i, f := range got {
				want := map[wire.Link]wire.Check{wire.Serial: wire.CheckOK, wire.TCP: wire.CheckNone}[link]
				if !bytes.Equal(f.Body.B, apdus[i]) || f.Kind != wire.Data || f.Check != want || f.Fault != nil {
					t.Fatalf("%s: message %d reads %s", link, i, ecrtest.Text(got[i:i+1]))
				}
			}
		}
	})
}

func TestNoByteIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := rapid.SliceOf(rapid.SampledFrom([]byte{0x10, 0x10, 0x02, 0x03, 0x06, 0x15, 0x00, 0x69, 0x80, 0x01})).Draw(t, "bytes")
		ecrtest.SameInPieces(t, newSerial, wire.Known(b))
		ecrtest.SameInPieces(t, newPackets, wire.Known(b))
		any := rapid.SliceOf(rapid.Byte()).Draw(t, "any")
		ecrtest.SameInPieces(t, newSerial, wire.Known(any))
		ecrtest.SameInPieces(t, newPackets, wire.Known(any))
	})
}

func TestFrames(t *testing.T) {
	tests := []struct {
		name, line string
		link       wire.Link
		want       string // kind sign raw body check fault
	}{
		{"an acknowledgement glued to a block", "06 1002800000 1003f51f", wire.Serial, "2 ACK 06  none; 1  10028000001003f51f 800000 ok"},
		{"a check sum that reads as the start of a block", "1002 040f040b021239 1003 1002", wire.Serial, "1  1002040f040b02123910031002 040f040b021239 ok"},
		{"a check sum that reads as the end of a block", "1002 040f040b044749 1003 1003 06", wire.Serial, "1  1002040f040b04474910031003 040f040b044749 ok; 2 ACK 06  none"},
		{"a check sum that reads as ACK and NAK", "1002 040f040b074387 1003 0615", wire.Serial, "1  1002040f040b07438710030615 040f040b074387 ok"},
		{"a refusal of another protocol", "150369", wire.Serial, "2 NAK 15  none; 0  0369  none framing@0"},
		{"the same bytes without the refusal", "0369", wire.Serial, "0  0369  none noise@0"},
		{"noise between blocks", "410d 1002800000 1003f51f 42", wire.Serial, "0  410d  none noise@0; 1  10028000001003f51f 800000 ok; 0  42  none noise@0"},
		{"a block that breaks off before the next", "1002 0601 1002800000 1003f51f", wire.Serial, "0  10020601 0601 none truncated@4; 1  10028000001003f51f 800000 ok"},
		{"a block that breaks off in its check sum", "1002800000 1003f5", wire.Serial, "0  10028000001003f5 800000 none truncated@8"},
		{"a damaged byte", "1002800001 1003f51f", wire.Serial, "1  10028000011003f51f 800001 bad checksum@7"},
		{"a byte 10 that lost its twin", "1002 0403 01 10 04 1003 0000", wire.Serial, "1  1002040301100410030000 0403011004 bad checksum@9"},
		{"a packet that breaks off", "060104 aa", wire.TCP, "0  060104aa 060104aa none truncated@4"},
		{"packets behind noise", "4142 800000 060f00", wire.TCP, "0  4142  none noise@0; 1  800000 800000 none; 1  060f00 060f00 none"},
		{"hidden digits", "1002 040f05 27 00 22 f0f1 xx 1003 xxxx", wire.Serial, "1  1002040f05270022f0f1xx1003xxxx 040f05270022f0f1xx hidden length_header@4"},
		{"a hidden byte that may have been a DLE", "1002 040f04 22 f0f1 1x 1003 xxxx", wire.Serial, "1  1002040f0422f0f11x1003xxxx 040f0422f0f11x hidden"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			make := newSerial
			if tt.link == wire.TCP {
				make = newPackets
			}
			got := ecrtest.Text(ecrtest.Cut(t, make(), ecrtest.Hex(t, tt.line)))
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// A single DLE with a check sum that fits is told, and the content is kept.
func TestLostTwinWithGoodCheckSum(t *testing.T) {
	whole := block([]byte{0x04, 0x0F, 0x02, 0x27, 0x10})
	lost := bytes.Replace(whole, []byte{0x10, 0x10}, []byte{0x10}, 1)
	// 10 10 10 03: the doubled byte, then the end. One 10 less reads as an escaped
	// 10 and no end, so the byte has to stand before another one.
	if fs := ecrtest.Cut(t, newSerial(), wire.Known(lost)); fs[0].Fault == nil {
		t.Errorf("nothing is told of %s", ecrtest.Text(fs))
	}
	apdu := []byte{0x04, 0x0F, 0x04, 0x27, 0x10, 0x27, 0x10}
	lost = bytes.Replace(block(apdu), []byte{0x10, 0x10, 0x27}, []byte{0x10, 0x27}, 1)
	fs := ecrtest.Cut(t, newSerial(), wire.Known(lost))
	if len(fs) != 1 || fs[0].Check != wire.CheckOK || fs[0].Fault == nil || fs[0].Fault.ID != "framing" || !bytes.Equal(fs[0].Body.B, apdu) {
		t.Errorf("got %s", ecrtest.Text(fs))
	}
}

// The framer holds no more than the longest block.
func TestEndlessBlockIsGivenUp(t *testing.T) {
	f := &serial{}
	junk := bytes.Repeat([]byte{0x55}, 3*maxBlock)
	frames := f.Feed(wire.Known(append([]byte{0x10, 0x02}, junk...)))
	if len(frames) == 0 || frames[0].Fault.ID != "framing" || frames[0].Raw.Len() != maxBlock {
		t.Fatalf("got %d frames", len(frames))
	}
}

func FuzzSerial(f *testing.F) {
	for _, v := range vectors(f) {
		f.Add(v.bytes.B)
	}
	f.Fuzz(func(t *testing.T, b []byte) { ecrtest.Cut(t, newSerial(), wire.Known(b)) })
}

func FuzzPackets(f *testing.F) {
	for _, v := range vectors(f) {
		f.Add(v.bytes.B)
	}
	f.Fuzz(func(t *testing.T, b []byte) { ecrtest.Cut(t, newPackets(), wire.Known(b)) })
}
