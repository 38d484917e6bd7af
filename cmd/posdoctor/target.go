package main

import (
	"context"
	"errors"
	"slices"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts/serial/find"
	"github.com/posdoctor/posdoctor/transcripts/serial/probe"
)

// target is the port of a terminal, with what is known of what is behind it.
type target struct {
	Name string
	Port find.Port // zero for a port that the list does not hold
}

// portToCheck gives the port that check is asked to look into: the one that is
// named, or without any input the one that the profile names, or the likeliest
// one that is plugged in. The zero target means that the inputs are files.
func (a *app) portToCheck(ctx context.Context, args []string, prof diag.Profile) (target, error) {
	switch {
	case slices.ContainsFunc(args, isPort) && len(args) > 1:
		return target{}, &codes.Problem{ID: "usage.ports", What: textOnePort, Hint: hintOnePort}
	case len(args) > 0 && isPort(args[0]):
		return target{Name: args[0]}, nil
	case len(args) > 0:
		return target{}, nil
	case prof.Cable.Port != "":
		return target{Name: prof.Cable.Port}, nil
	}
	list, err := a.Find(ctx)
	if err != nil {
		return target{}, err
	}
	for _, p := range find.Likely(list.Ports) {
		if mayBeTerminal(p) {
			a.note(textPortChosen.With(p.Name))
			return target{Name: p.Name, Port: p}, nil
		}
	}
	return target{}, &codes.Problem{ID: "terminal.no_input", What: textNoInput, Hint: hintNoInput}
}

// mayBeTerminal leaves out what is known to be something else, and the ports of
// the machine itself, which nobody plugs in.
func mayBeTerminal(p find.Port) bool {
	switch p.Guess.Kind {
	case find.KindTerminal, find.KindAdapter, find.KindGadget:
		return true
	case find.KindUnknown:
		return p.Link == find.LinkUSB
	}
	return false
}

// probeOptions says what is known of the port before anything is heard.
func (a *app) probeOptions(ctx context.Context, name string, c cable) probe.Options {
	o := probe.Options{Protocol: c.protocol, Params: c.params}
	list, err := a.Find(ctx)
	if err != nil && !errors.Is(err, context.Canceled) {
		return o // what the numbers say only saves time
	}
	for _, p := range list.Ports {
		if p.Name != name && !slices.Contains(p.Stable, name) {
			continue
		}
		o.Direct = p.Guess.Kind == find.KindTerminal && p.Link == find.LinkUSB
		o.Likely = ownProtocols(p.Guess)
	}
	return o
}

// ownProtocols are the protocols that a device's numbers speak for. Most makers
// sell terminals for many protocols, so that few numbers say anything.
func ownProtocols(g find.Guess) []string {
	switch {
	case g.Kind != find.KindTerminal:
		return nil
	case g.Maker == "PAX" && g.Model == "IM30":
		return []string{"transbank"}
	case g.Maker == "PAX":
		return []string{"poslink"}
	}
	return nil
}

var (
	textOnePort    = codes.Text{EN: "a port is checked alone, not together with files or other ports", ZH: "端口要单独检查，不能和文件或其他端口一起"}
	hintOnePort    = codes.Text{EN: "run posdoctor check once for the port and once for the files", ZH: "端口和文件分两次运行 posdoctor check"}
	textPortChosen = codes.Text{EN: "no input was named; asking the terminal at %s", ZH: "没有指定输入，询问接在 %s 上的终端"}
)
