package known

import (
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/abecs"
	"github.com/posdoctor/posdoctor/transcripts/ecr/linkpos"
	"github.com/posdoctor/posdoctor/transcripts/ecr/nccc"
	"github.com/posdoctor/posdoctor/transcripts/ecr/paywizard"
	"github.com/posdoctor/posdoctor/transcripts/ecr/smartro"
	"github.com/posdoctor/posdoctor/transcripts/ecr/verifonepoint"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wonder"
)

// doors are the protocols, one a line.
var doors = []func() ecr.Protocol{
	linkpos.Protocol,
	abecs.Protocol,
	nccc.Protocol,
	paywizard.Protocol,
	smartro.Protocol,
	verifonepoint.Protocol,
	wonder.Protocol,
}

// All gives every protocol, sorted by ID.
func All() []ecr.Protocol {
	out := make([]ecr.Protocol, 0, len(doors))
	for _, door := range doors {
		out = append(out, door())
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
