package zvt

import "github.com/posdoctor/posdoctor/transcripts/ecr/wire"

// How much frames say. A block with a check sum that fits cannot be chance;
// packets of a connection have none, so several that are whole and known count.
const (
	sure      = 100
	perPacket = 30
	mostPlain = 90
)

// signature scores how much frames look like ZVT.
func signature(frames []wire.Frame) int {
	known, strange := 0, 0
	for _, f := range frames {
		switch {
		case f.Kind == wire.Control:
			continue
		case f.Kind == wire.Rejected:
			strange++
			continue
		}
		a, ok := parse(f.Body, false)
		ok = ok && isStart(a.code[0], a.code[1])
		switch {
		case f.Check == wire.CheckOK && ok:
			return sure
		case f.Check == wire.CheckBad, !ok, a.fault != nil:
			strange++
		default:
			known++
		}
	}
	return max(0, min(mostPlain, known*perPacket)-strange*perPacket)
}
