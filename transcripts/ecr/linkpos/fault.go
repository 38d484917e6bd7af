package linkpos

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hypercom"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// bodyAt is where a body starts in its frame.
const bodyAt = 3

// noHeader is the fault of a frame whose body is none of this protocol.
func noHeader() *transcripts.Fault {
	return &transcripts.Fault{ID: "field", Byte: bodyAt, Field: "header", What: codes.Text{
		EN: "the frame does not begin with the header of this protocol",
		ZH: "报文开头不是该协议的报文头",
	}}
}

// fieldFault says at which byte the fields stop making sense.
func fieldFault(f wire.Frame, b hypercom.Body) *transcripts.Fault {
	return &transcripts.Fault{ID: "field", Byte: bodyAt + b.Stop, What: codes.Text{
		EN: "the fields cannot be read from this byte on",
		ZH: "从该字节起字段无法解读",
	}}
}
