package main

import (
	"strings"

	"github.com/spf13/pflag"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/known"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/serial/interview"
)

// cableFlags say how to talk to a terminal, and how far asking may go.
type cableFlags struct {
	protocol, reference string
	line                lineFlag
	allow               []string
}

func (a *app) cableFlags(flags *pflag.FlagSet, f *cableFlags) {
	flags.Var(a.choice(&f.protocol, protocolIDs()...), "protocol", a.say(flagCableProtocol))
	flags.Var(&f.line, "line", a.say(flagLine))
	flags.StringVar(&f.reference, "reference", "", a.say(flagReference))
	flags.StringSliceVar(&f.allow, "allow", nil, a.say(flagAllow))
}

// cable puts together what the user says now and what the profile says.
type cable struct {
	protocol string
	line     wire.Line // zero: not told
	params   ecr.Params
	allow    ecr.Effect
}

func (f cableFlags) with(p diag.Profile) (cable, error) {
	c := cable{
		protocol: p.Cable.Protocol, line: p.Cable.Line,
		params: ecr.Params{Register: p.Cable.Register, Profile: p.Cable.Variant, Reference: f.reference},
	}
	if f.protocol != "" {
		c.protocol = f.protocol
	}
	if f.line.set {
		c.line = f.line.Line
	}
	if len(p.Terminals) == 1 {
		c.params.Terminal = p.Terminals[0].ID
	}
	for _, word := range f.allow {
		e := interview.Effect(word)
		if e == 0 {
			return c, &codes.Problem{
				ID: "usage.value", What: textBadValue.With(word), At: "--allow",
				Hint: hintChoices.With(strings.Join(interview.EffectWords(), ", ")),
			}
		}
		c.allow |= e
	}
	return c, nil
}

// start is the line that a port is opened with: what is told, what the protocol
// usually runs at, or what is usual.
func (c cable) start() wire.Line {
	if c.line != (wire.Line{}) {
		return c.line
	}
	if p, ok := known.ByID(c.protocol); ok && len(p.Lines) > 0 {
		return p.Lines[0]
	}
	return usualLine
}

// spoken gives the protocol, nil for none, and the line settings of a port that is
// only listened to: what the user says now, else what the profile says.
func (a *app) spoken(protocol string, line lineFlag, profile string) (*ecr.Protocol, wire.Line, error) {
	if _, err := knownProtocol(protocol); err != nil {
		return nil, wire.Line{}, err
	}
	prof, err := a.profile(profile)
	if err != nil {
		return nil, wire.Line{}, err
	}
	c, err := cableFlags{protocol: protocol, line: line}.with(prof)
	if err != nil {
		return nil, wire.Line{}, err
	}
	p, err := knownProtocol(c.protocol)
	return p, c.start(), err
}

var (
	flagCableProtocol = codes.Text{EN: "the `PROTOCOL` that the terminal speaks to the till, as posdoctor help protocols lists them", ZH: "终端与收银机之间的`协议`，见 posdoctor help protocols"}
	flagReference     = codes.Text{EN: "ask for the result of the payment with this `REFERENCE` of the till", ZH: "查询收银机`参考号`对应的那一笔的结果"}
	flagAllow         = codes.Text{EN: "also ask what has this `EFFECT`: prints, host, planned, session (several: prints,host)", ZH: "允许有这种`影响`的查询：prints 打印、host 联机、planned 触发预定工作、session 断开会话（可写多个：prints,host）"}
)
