package main

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/serial/probe"
)

// House rules of the wire types: they are only here; every list is a list and
// never null; fields are added and never renamed.

type wireProbe struct {
	Schema   string          `json:"schema"`
	Port     string          `json:"port"`
	Link     string          `json:"link"`
	Outcome  string          `json:"outcome"`
	Meaning  codes.Text      `json:"meaning"`
	Alive    bool            `json:"alive"`
	Protocol string          `json:"protocol"`
	Line     string          `json:"line"`
	Asked    string          `json:"asked"`
	Steps    []wireProbeStep `json:"steps"`
	Next     []codes.Text    `json:"next"`
}

type wireProbeStep struct {
	Did codes.Text `json:"did"`
	Saw codes.Text `json:"saw"`
	Why codes.Text `json:"why"`
}

func (a *app) probeJSON(name string, link wire.Link, r probe.Result) error {
	out := wireProbe{
		Schema: "posdoctor.probe/1", Port: a.mask(name), Link: string(link), Outcome: string(r.Outcome), Meaning: outcomeTexts[r.Outcome],
		Alive: r.Outcome.Alive(), Protocol: r.Protocol.ID, Line: r.Line.String(), Asked: r.Asked,
		Steps: []wireProbeStep{}, Next: append([]codes.Text{}, r.Next...),
	}
	for _, s := range r.Steps {
		out.Steps = append(out.Steps, wireProbeStep(s))
	}
	return a.writeJSON(a.Out, out)
}
