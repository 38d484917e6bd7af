package ecr17

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/part"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/say"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// describe takes one frame apart.
func describe(f wire.Frame, side wire.Side, o ecr.Options) transcripts.Decoded {
	d := transcripts.Decoded{
		Message: transcripts.Message{Protocol: id}, Framing: transcripts.Framing{Length: "none", Stated: -1, Actual: f.Raw.Len()},
		Fault: f.Fault, Guess: "exact",
	}
	switch {
	case f.Kind == wire.Control:
		d.Fields = []transcripts.Field{say.Sign(f)}
	case isProgress(f):
		d.Fields = part.Fields([]part.Part{{Spec: step, Bytes: f.Body}}, 1, o.Masker)
	case codeOf(f.Body) == 0:
		if d.Fault == nil {
			d.Fault = noCommand()
		}
	default:
		known := find(f.Body, side)
		parts := split(known, f.Body)
		d.Framing.Length, d.Framing.Actual = "stx", f.Body.Len()
		d.Message = read(known, f.Body, parts, side, o)
		d.Fields = part.Fields(parts, 1, o.Masker)
		d.Fields[2].Meaning = notKnown
		if known != nil {
			d.Fields[2].Meaning = known.name
		}
	}
	if r, ok := ruleOf(f.Rule); ok && f.Rule != "" && f.Check == wire.CheckOK {
		d.Fields = append(d.Fields, transcripts.Field{
			ID: "check", Name: checkName, Value: r.id, Meaning: r.name, Offset: f.Raw.Len() - 1, Length: 1,
		})
	}
	d.Complete = d.Fault == nil
	return d
}

var (
	checkName = codes.Text{EN: "Check byte, its rule", ZH: "校验字节的规则"}
	notKnown  = codes.Text{
		EN: "a command that is not known; it may move money",
		ZH: "未知命令，可能涉及资金变动",
	}
)

// signs are the bytes that a frame may begin with.
const signs = "\x01\x02\x03\x06\x15"

// mask hides what may not be kept. It knows no side; the length of a request
// tells it from the answer with the same letter.
func mask(f wire.Frame) wire.Bytes {
	check := -1
	if f.Kind == wire.Data {
		check = f.Raw.Len() - 1
	}
	switch {
	case f.Kind == wire.Control:
		return f.Raw
	case isProgress(f):
		return part.Mask(f.Raw, []part.Part{{Spec: step, Bytes: f.Body}}, 1, -1)
	case f.Kind == wire.Rejected && codeOf(f.Body) == 0:
		return part.Noise(f, signs)
	}
	return part.Mask(f.Raw, split(find(f.Body, wire.SideUnknown), f.Body), 1, check)
}
