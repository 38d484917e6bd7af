package known

import (
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/abecs"
	"github.com/posdoctor/posdoctor/transcripts/ecr/caisseap"
	"github.com/posdoctor/posdoctor/transcripts/ecr/codepay"
	"github.com/posdoctor/posdoctor/transcripts/ecr/concert"
	"github.com/posdoctor/posdoctor/transcripts/ecr/ecr17"
	"github.com/posdoctor/posdoctor/transcripts/ecr/linkpos"
	"github.com/posdoctor/posdoctor/transcripts/ecr/mellon"
	"github.com/posdoctor/posdoctor/transcripts/ecr/mispos"
	"github.com/posdoctor/posdoctor/transcripts/ecr/nccc"
	"github.com/posdoctor/posdoctor/transcripts/ecr/nets"
	"github.com/posdoctor/posdoctor/transcripts/ecr/paywizard"
	"github.com/posdoctor/posdoctor/transcripts/ecr/poslink"
	"github.com/posdoctor/posdoctor/transcripts/ecr/smartro"
	"github.com/posdoctor/posdoctor/transcripts/ecr/transbank"
	"github.com/posdoctor/posdoctor/transcripts/ecr/verifonepoint"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wonder"
	"github.com/posdoctor/posdoctor/transcripts/ecr/zvt"
)

// doors are the protocols, one a line.
var doors = []func() ecr.Protocol{
	abecs.Protocol,
	caisseap.Protocol,
	codepay.Protocol,
	concert.Protocol,
	ecr17.Protocol,
	linkpos.Protocol,
	mellon.Protocol,
	mispos.Protocol,
	nccc.Protocol,
	nets.Protocol,
	paywizard.Protocol,
	poslink.Protocol,
	smartro.Protocol,
	transbank.Protocol,
	verifonepoint.Protocol,
	wonder.Protocol,
	zvt.Protocol,
}

// All gives every protocol, sorted by ID.
func All() []ecr.Protocol {
	out := make([]ecr.Protocol, 0, len(doors))
	for _, door := range doors {
		out = append(out, strict(door()))
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
