package say

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Sign shows a frame that is a sign only.
func Sign(f wire.Frame) transcripts.Field {
	return transcripts.Field{
		ID: "sign", Name: codes.Text{EN: "Sign", ZH: "控制符"}, Value: string(f.Sign), Length: f.Raw.Len(), Meaning: meanings[f.Sign],
	}
}

var meanings = map[wire.Sign]codes.Text{
	wire.ACK:     {EN: "the last frame arrived; this is no result", ZH: "上一帧已收到，这不是结果"},
	wire.NAK:     {EN: "the last frame was not accepted; send it again", ZH: "上一帧未被接受，请重发"},
	wire.EOT:     {EN: "the exchange is over", ZH: "本次交互结束"},
	wire.Padding: {EN: "filler without meaning", ZH: "无意义的填充字节"},
}
