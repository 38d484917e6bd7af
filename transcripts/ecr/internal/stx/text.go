package stx

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// The signs of text protocols.
const (
	SOH = 0x01
	STX = 0x02
	ETX = 0x03
	EOT = 0x04
	ACK = 0x06
	NAK = 0x15
)

// Sum tells whether the check byte of a frame from STX to ETX fits, and by
// which rule where there are several.
type Sum func(stxToETX []byte, check byte) (ok bool, rule string)

// Text reads STX, text, ETX and one check byte. The check byte may be any byte,
// also one that is a sign elsewhere. A second STX before the ETX starts a new
// frame, so that a frame that broke off does not take the next with it.
func Text(b wire.Bytes, sum Sum) (Find, int, wire.Frame) {
	for i := 1; i < b.Len(); i++ {
		switch {
		case b.Is(i, STX):
			return Whole, i, Broken(b, i, "truncated", cutOff)
		case b.Is(i, ETX) && i+1 == b.Len():
			return Need, 0, wire.Frame{}
		case b.Is(i, ETX):
			f := wire.Frame{Kind: wire.Data, Body: b.Slice(1, i)}
			f.Check, f.Rule = Checked(b.Slice(0, i+2), sum)
			if f.Check == wire.CheckBad {
				f.Fault = BadSum(i + 1)
			}
			return Whole, i + 2, f
		}
	}
	return Need, 0, wire.Frame{}
}

// Checked compares the last byte of a frame with the ones before it.
func Checked(frame wire.Bytes, sum Sum) (wire.Check, string) {
	if !frame.AllKnown() {
		return wire.CheckHidden, ""
	}
	last := frame.Len() - 1
	ok, rule := sum(frame.B[:last], frame.B[last])
	if !ok {
		return wire.CheckBad, rule
	}
	return wire.CheckOK, rule
}

// BadSum is the fault of a frame whose check byte stands at the given byte. It
// does not tell what the byte should be, for that would tell of masked digits.
func BadSum(at int) *transcripts.Fault {
	return &transcripts.Fault{ID: "checksum", Byte: at, Field: "LRC", What: codes.Text{
		EN: "the check byte (LRC) does not fit the bytes before it, so the frame is damaged",
		ZH: "校验字节（LRC）与前面的内容不符，这一帧已损坏",
	}}
}
