package poslink

import (
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/part"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/say"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// describe takes one frame apart.
func describe(f wire.Frame, _ wire.Side, o ecr.Options) transcripts.Decoded {
	d := transcripts.Decoded{
		Message: transcripts.Message{Protocol: id}, Framing: transcripts.Framing{Length: "none", Stated: -1, Actual: f.Raw.Len()},
		Fault: f.Fault, Guess: "likely",
	}
	if f.Kind == wire.Control {
		d.Fields, d.Guess, d.Complete = []transcripts.Field{say.Sign(f)}, "exact", true
		return d
	}
	body := open(f)
	if body.command == "" && d.Fault == nil {
		d.Fault = noCommand()
	}
	if f.Body.Len() > 0 {
		d.Framing.Length, d.Framing.Actual = "stx", f.Body.Len()
		d.Fields = part.Fields(body.parts, 1, o.Masker)
	}
	if isRequest(f) {
		from, _ := query(f.Raw)
		for i := range d.Fields {
			g := &d.Fields[i]
			first, last := g.Offset*8/6, ((g.Offset+g.Length)*8+5)/6
			g.Offset, g.Length = from+first, last-first
		}
		d.Framing.Skipped = from
	}
	if body.command != "" {
		d.Message = read(body, o)
		if body.answer {
			told(&d.Message, body, nil, o)
		}
	}
	d.Complete = d.Fault == nil
	return d
}

// signs are the bytes that a frame may begin with.
const signs = "\x02"

// mask hides what may not be kept.
func mask(f wire.Frame) wire.Bytes {
	switch {
	case isRequest(f), stands(f.Raw, 0, backStart):
		return maskWeb(f)
	case f.Kind == wire.Control:
		return f.Raw
	case f.Kind == wire.Data:
		return part.Mask(f.Raw, open(f).parts, 1, f.Raw.Len()-1)
	}
	if body := split(f.Body, false); body.command != "" {
		return part.Mask(f.Raw, body.parts, 1, -1)
	}
	return part.Noise(f, signs)
}
