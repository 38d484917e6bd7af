package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/serial/find"
)

func (a *app) portsCommand() *cobra.Command {
	var watch bool
	format := "text"
	cmd := a.command("ports", manual{
		for_: forEngineer, short: portsShort, long: portsLong,
		examples: []example{
			{"posdoctor ports", portsExample},
			{"posdoctor ports --watch", portsExampleWatch},
		},
	})
	cmd.Args = arguments(0, 0)
	cmd.Flags().BoolVar(&watch, "watch", false, a.say(flagWatch))
	cmd.Flags().Var(a.choice(&format, "text", "json"), "format", a.say(flagJSONFormat))
	a.complete(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if watch {
			return a.watchPorts(cmd.Context(), format)
		}
		return a.ports(cmd.Context(), format)
	}
	return cmd
}

// ports lists the serial ports once.
func (a *app) ports(ctx context.Context, format string) error {
	l, err := a.look(ctx)
	if err != nil {
		return err
	}
	if format == "json" {
		err = a.writeJSON(a.Out, listingToJSON(l))
	} else {
		err = a.show(a.page(a.portsPage(l)...))
	}
	if err == nil && len(l.Ports) == 0 {
		err = &codes.Problem{ID: "terminal.no_port", What: textNoPort, Hint: hintNoPort}
	}
	return err
}

// look lists what is plugged in, the likeliest port first.
func (a *app) look(ctx context.Context) (find.Listing, error) {
	l, err := a.Find(ctx)
	if err != nil {
		return l, &codes.Problem{ID: "terminal.list", What: textNoList, Hint: hintNoList, Err: err}
	}
	l.Ports = find.Likely(l.Ports)
	return l, nil
}

// findHere looks at this machine.
func findHere(ctx context.Context) (find.Listing, error) { return find.Look(ctx, find.Options{}) }
