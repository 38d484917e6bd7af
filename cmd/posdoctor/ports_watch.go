package main

import (
	"context"
	"encoding/json"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts/serial/find"
)

// lookEvery is how often --watch looks. What came is told when it was seen
// twice: in the first moments the system still sets a port up.
const lookEvery = time.Second

// everySo gives the ticks of a clock and what ends them.
func everySo(d time.Duration) (ticks <-chan time.Time, stop func()) {
	t := time.NewTicker(d)
	return t.C, t.Stop
}

// watchPorts tells what is plugged in and pulled out until the user ends it.
func (a *app) watchPorts(ctx context.Context, format string) error {
	ticks, stop := a.Tick(lookEvery)
	defer stop()
	last, err := a.look(ctx)
	if err != nil {
		return err
	}
	if err := a.watchBegins(last, format); err != nil {
		return err
	}
	shown := last
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticks:
		}
		now, err := a.look(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return err
		}
		_, went := find.Diff(shown, now)
		unsure, _ := find.Diff(last, now)
		steady, _ := find.Diff(unsure, now) // seen both times
		came, _ := find.Diff(shown, steady)
		if err := a.changes("went", went, format); err != nil {
			return err
		}
		if err := a.changes("came", came, format); err != nil {
			return err
		}
		stays, _ := find.Diff(went, shown)
		shown = find.Listing{Ports: append(stays.Ports, came.Ports...), Devices: append(stays.Devices, came.Devices...)}
		last = now
	}
}

// watchBegins shows what is there at the start.
func (a *app) watchBegins(l find.Listing, format string) error {
	if format == "json" {
		return a.jsonLine(listingToJSON(l))
	}
	if len(l.Ports) > 0 {
		if err := a.show(a.page(a.portTable(l.Ports))); err != nil {
			return err
		}
	}
	a.note(textWatching)
	return nil
}

// changes tells what came or went, one line each.
func (a *app) changes(change string, l find.Listing, format string) error {
	at, err := a.now()
	if err != nil {
		return err
	}
	for i := range l.Ports {
		p := &l.Ports[i]
		if format == "json" {
			port := portToJSON(p)
			if err := a.jsonLine(changeJSON{Schema: portsSchemaID, At: at.Format(time.RFC3339), Change: change, Port: &port}); err != nil {
				return err
			}
			continue
		}
		blocks := []report.Block{a.changeLine(at, change, p.Name, behind(p))}
		if change == "came" {
			blocks = append(blocks, a.steps(portAdvice(find.Listing{Ports: l.Ports[i : i+1]}))...)
		}
		if err := a.show(a.page(blocks...)); err != nil {
			return err
		}
	}
	for i := range l.Devices {
		d := &l.Devices[i]
		if format == "json" {
			device := deviceToJSON(d)
			if err := a.jsonLine(changeJSON{Schema: portsSchemaID, At: at.Format(time.RFC3339), Change: change, Device: &device}); err != nil {
				return err
			}
			continue
		}
		blocks := []report.Block{a.changeLine(at, change, d.USB.ID(), textNoSerial.With(guessed(d.Guess), d.Why))}
		if change == "came" {
			blocks = append(blocks, a.steps(portAdvice(find.Listing{Devices: l.Devices[i : i+1]}))...)
		}
		if err := a.show(a.page(blocks...)); err != nil {
			return err
		}
	}
	return nil
}

func (a *app) changeLine(at time.Time, change, name string, what codes.Text) report.Block {
	return report.Block{Kind: report.Paragraph, Lines: []report.Line{{
		{Text: at.Format("15:04:05 "), Tone: report.Dim}, {Text: a.say(changeTexts[change])}, {Text: " " + name, Tone: report.Strong}, {Text: a.say(textColon) + a.say(what)},
	}}}
}

func (a *app) jsonLine(v any) error {
	enc := json.NewEncoder(a.Out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return writeProblem(err)
	}
	return nil
}
