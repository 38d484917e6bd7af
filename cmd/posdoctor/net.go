package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/netprobe"
	"github.com/posdoctor/posdoctor/codes"
)

// maxConnects bounds --count: the hosts of others are no place for load.
const maxConnects = 100

// netFlags are the options of net.
type netFlags struct {
	profile string
	count   count
	format  string
}

func (a *app) netCommand() *cobra.Command {
	f := netFlags{count: 3, format: "text"}
	cmd := a.command("net", manual{
		for_: forEngineer, use: codes.Text{EN: "[HOST:PORT...]", ZH: "[主机:端口...]"}, short: netShort, long: netLong,
		examples: []example{
			{"posdoctor net pay.example.com:8443", netExample},
			{"posdoctor net --count 20", netExampleProfile},
		},
	})
	flags := cmd.Flags()
	flags.StringVar(&f.profile, "profile", "", a.say(flagProfile))
	flags.Var(&f.count, "count", a.say(flagConnects))
	flags.Var(a.choice(&f.format, "text", "json"), "format", a.say(flagJSONFormat))
	a.complete(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return a.net(cmd.Context(), f, args) }
	return cmd
}

// net looks at the hosts that are named, else at those of the profile.
func (a *app) net(ctx context.Context, f netFlags, args []string) error {
	if f.count > maxConnects {
		return &codes.Problem{ID: "usage.value", What: textBadValue.With(f.count.String()), At: "--count", Hint: hintConnects.With(maxConnects)}
	}
	targets, err := a.targets(f, args)
	if err != nil {
		return err
	}
	now, err := a.now()
	if err != nil {
		return err
	}
	o := a.Net
	o.Count, o.Env = int(f.count), a.Env
	if o.Now == nil {
		// The clock of this machine is itself judged, so nothing may fix it.
		o.Now = a.Now
	}
	rep, err := netprobe.Run(ctx, targets, o)
	if err != nil {
		return &codes.Problem{ID: "interrupted", What: textInterrupted, Hint: hintNetAgain, Err: err}
	}
	if f.format == "json" {
		err = a.writeJSON(a.Out, netToJSON(&rep, now))
	} else {
		err = a.show(a.page(a.netPage(&rep)...))
	}
	switch {
	case err != nil:
		return err
	case rep.Reached() == 0:
		return &codes.Problem{ID: "terminal.no_host", What: textNoHostReached, Hint: hintNoHostReached}
	case rep.Problems() > 0:
		return errAttention
	}
	return nil
}

func (a *app) targets(f netFlags, args []string) ([]netprobe.Target, error) {
	prof, err := a.profile(f.profile)
	if err != nil {
		return nil, err
	}
	var out []netprobe.Target
	for _, arg := range args {
		host, port, ok := netprobe.ParseAddress(arg)
		if !ok {
			return nil, &codes.Problem{ID: "usage.host", What: textBadHost.With(arg), Hint: hintBadHost}
		}
		t := netprobe.Target{Host: host, Port: port}
		for _, h := range prof.Hosts {
			// A host that the profile knows is treated as the profile says.
			if h.Address == arg {
				t.Name, t.TLS = h.Name, h.TLS
			}
		}
		out = append(out, t)
	}
	if len(args) > 0 {
		return out, nil
	}
	for _, h := range prof.Hosts {
		host, port, ok := netprobe.ParseAddress(h.Address)
		if !ok {
			return nil, &codes.Problem{ID: "profile.invalid", What: textBadHost.With(h.Address), At: a.profilePath(f.profile), Hint: hintBadHost}
		}
		out = append(out, netprobe.Target{Name: h.Name, Host: host, Port: port, TLS: h.TLS})
	}
	if len(out) == 0 {
		return nil, &codes.Problem{ID: "terminal.no_host_given", What: textNoHost, Hint: hintNoHost}
	}
	return out, nil
}
