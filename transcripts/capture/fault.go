package capture

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
)

func badSum(at int) *transcripts.Fault {
	return &transcripts.Fault{ID: "checksum", Byte: at, What: codes.Text{
		EN: "the check sum was wrong when this frame was recorded",
		ZH: "录制时这一帧的校验和就不对",
	}}
}
