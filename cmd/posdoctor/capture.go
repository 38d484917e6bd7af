package main

import (
	"context"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/capture"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// captureFlags are the options of capture and tap.
type captureFlags struct {
	output   string
	protocol string
	line     lineFlag
	until    until
	rotate   rotation
	yes      bool // tap only
}

func (a *app) captureFlags(flags *pflag.FlagSet, f *captureFlags) {
	flags.StringVarP(&f.output, "output", "o", "", a.say(flagCaptureOutput))
	flags.StringVar(&f.protocol, "protocol", "", a.say(flagFrameProtocol))
	flags.Var(&f.line, "line", a.say(flagLine))
	flags.Var(&f.until, "until", a.say(flagCaptureUntil))
	flags.Var(&f.rotate, "rotate", a.say(flagRotate))
}

func (a *app) captureCommand() *cobra.Command {
	var f captureFlags
	cmd := a.command("capture", manual{
		for_: forEngineer, use: codes.Text{EN: "PORT", ZH: "端口"}, short: captureShort, long: captureLong,
		examples: []example{
			{"posdoctor capture /dev/ttyUSB0", captureExample},
			{`posdoctor capture COM3 --line "9600 7E1" --until idle:2m`, captureExampleUntil},
			{"posdoctor capture tcp://192.168.0.20:20007 -o till.capture --rotate 20MB", captureExampleRotate},
		},
		more: written(capturePage),
	})
	a.captureFlags(cmd.Flags(), &f)
	a.complete(cmd)
	cmd.Args = arguments(1, 1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return a.capture(cmd.Context(), f, args[0]) }
	return cmd
}

func (a *app) capture(ctx context.Context, f captureFlags, name string) error {
	protocol, line, err := a.spoken(f.protocol, f.line, "")
	if err != nil {
		return err
	}
	open := func(ctx context.Context) (port, error) { return a.OpenPort(ctx, name, line) }
	p, err := open(ctx)
	if err != nil {
		return portProblem(err)
	}
	h := header(name, p.Link(), line, protocol)
	job, err := a.begin(f, protocol, h, name)
	if err != nil {
		_ = p.Close() // nothing was read yet
		return err
	}
	a.note(textListening.With(name, job.file.names[0]))
	l := listening{open: open, now: a.Now, tell: a.note}
	return job.finish(ctx, job.run(ctx, func(ctx context.Context, out chan<- happening) error {
		return l.hear(ctx, p, name, out)
	}))
}

// header starts a capture of a port. A protocol that is spoken over serial lines
// only is framed so over a network too: there is a converter in between.
func header(name string, link wire.Link, line wire.Line, p *ecr.Protocol) capture.Header {
	h := capture.Header{Port: name, Link: link}
	if link == wire.Serial {
		h.Line = line.String()
	}
	if p != nil && len(p.Links) > 0 && !slices.Contains(p.Links, link) {
		h.Link = p.Links[0]
	}
	return h
}

// job is one capture being written.
type job struct {
	*recording
	a    *app
	file *captureFile
}

// begin opens the file and makes what writes it.
func (a *app) begin(f captureFlags, protocol *ecr.Protocol, h capture.Header, name string) (*job, error) {
	file, err := a.captureFile(f.output, name)
	if err != nil {
		return nil, err
	}
	j := &job{a: a, file: file, recording: &recording{until: f.until}}
	shown := a.shower(file.piped())
	j.writer, err = capture.NewWriter(file, a.Now(), capture.Config{
		Header: h, Protocol: protocol, Recognise: capture.Sure,
		Next: file.next, LimitBytes: f.rotate.bytes, LimitAge: f.rotate.age,
		Show: func(e capture.Entry) {
			j.until.watch(e)
			shown.entry(e)
		},
	})
	if err != nil {
		return nil, writeProblem(err)
	}
	return j, nil
}

// finish ends the file and says what is in it.
func (j *job) finish(ctx context.Context, err error) error {
	cerr := j.writer.Close(j.a.Now())
	if ferr := j.file.Close(); cerr == nil {
		cerr = ferr
	}
	if cerr != nil && err == nil {
		err = writeProblem(cerr)
	}
	s := j.writer.Stats()
	if !j.file.piped() {
		if derr := j.a.show(j.a.page(j.a.captureSummary(s, j.file.names)...)); err == nil {
			err = derr
		}
	}
	if err == nil && s.Records == 0 && ctx.Err() == nil {
		return &codes.Problem{ID: "terminal.silent", What: textNothingHeard, Hint: hintNothingHeard}
	}
	return err
}
