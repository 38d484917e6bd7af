package transbank

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
		Fault: f.Fault, Guess: "exact", Complete: f.Fault == nil,
	}
	switch {
	case f.Kind == wire.Control:
		d.Fields = []transcripts.Field{say.Sign(f)}
		return d
	case f.Body.Len() == 0:
		d.Complete = false
		if d.Fault == nil {
			d.Fault = noCommand()
		}
		return d
	}
	d.Framing.Length, d.Framing.Actual = "stx", f.Body.Len()
	code, parts := split(f.Body, f.Kind == wire.Data)
	if code == "" && d.Fault == nil {
		d.Fault, d.Complete = noCommand(), false
	}
	d.Fields = part.Fields(parts, 1, o.Masker)
	if code == "" {
		return d
	}
	known := find(code, parts)
	d.Message = read(known, parts, side, o)
	d.Fields[0].Meaning = notKnown
	if known != nil {
		d.Fields[0].Meaning = known.name
	}
	return d
}

var notKnown = codes.Text{
	EN: "a command that is not known; it may move money",
	ZH: "未知命令，可能涉及资金变动",
}

// signs are the bytes that a frame may begin with.
const signs = "\x02"

// mask hides what may not be kept.
func mask(f wire.Frame) wire.Bytes {
	switch {
	case f.Kind == wire.Control:
		return f.Raw
	case f.Kind == wire.Data:
		_, parts := split(f.Body, true)
		return part.Mask(f.Raw, parts, 1, f.Raw.Len()-1)
	}
	// What came of a frame that broke off still tells its command.
	if code, parts := split(f.Body, false); code != "" {
		return part.Mask(f.Raw, parts, 1, -1)
	}
	return part.Noise(f, signs)
}
