package known

import (
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/abecs"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hide"
	"github.com/posdoctor/posdoctor/transcripts/ecr/nccc"
	"github.com/posdoctor/posdoctor/transcripts/ecr/paywizard"
	"github.com/posdoctor/posdoctor/transcripts/ecr/smartro"
	"github.com/posdoctor/posdoctor/transcripts/ecr/verifonepoint"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wonder"
)

// doors are the protocols, one a line.
var doors = []func() ecr.Protocol{
	abecs.Protocol,
	nccc.Protocol,
	paywizard.Protocol,
	smartro.Protocol,
	verifonepoint.Protocol,
	wonder.Protocol,
}

// All gives every protocol, sorted by ID. Their masks hide more than
// the protocols' own of a frame that is damaged or none.
func All() []ecr.Protocol {
	out := make([]ecr.Protocol, 0, len(doors))
	for _, door := range doors {
		p := door()
		p.Mask = careful(p.Mask)
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b ecr.Protocol) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// ByID gives one protocol; false when none has that ID.
func ByID(id string) (ecr.Protocol, bool) {
	for _, p := range All() {
		if p.ID == id {
			return p, true
		}
	}
	return ecr.Protocol{}, false
}

// careful hides more of a frame that is damaged or none: where bytes were lost, a
// card number stands in fields that are known to hold something else, so what is
// long enough for one goes.
func careful(mask func(wire.Frame) wire.Bytes) func(wire.Frame) wire.Bytes {
	return func(f wire.Frame) wire.Bytes {
		b := mask(f)
		if f.Kind == wire.Rejected || f.Check == wire.CheckBad || f.Fault != nil {
			return hide.Mixed(b)
		}
		return b
	}
}
