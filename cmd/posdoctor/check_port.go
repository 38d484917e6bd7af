package main

import (
	"bytes"
	"context"
	"errors"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/store"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts/capture"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/known"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/serial"
	"github.com/posdoctor/posdoctor/transcripts/serial/interview"
	"github.com/posdoctor/posdoctor/transcripts/serial/probe"
)

// memory takes a capture that nobody keeps.
type memory struct{ bytes.Buffer }

func (*memory) Sync() error { return nil }

// askTerminal asks the terminal at a port how it is. What it says is recorded
// and read like a capture, so that it gives the same diagnosis as a dump; the
// questions themselves become checks.
func (a *app) askTerminal(ctx context.Context, f checkFlags, prof diag.Profile, target target) ([]store.Input, []diag.Check, error) {
	c, err := f.cable.with(prof)
	if err != nil {
		return nil, nil, err
	}
	port, err := serial.Open(ctx, target.Name, c.start())
	if err != nil {
		return nil, nil, portProblem(err)
	}
	defer port.Close()
	p, err := a.speaks(ctx, target, port, c)
	if err != nil {
		return nil, nil, err
	}
	now, err := a.now()
	if err != nil {
		return nil, nil, err
	}
	var kept memory
	w, err := capture.NewWriter(&kept, now, capture.Config{
		Protocol: &p,
		Header:   capture.Header{Port: target.Name, Line: port.Line().String(), Link: port.Link(), Variant: c.params.Profile},
	})
	if err != nil {
		return nil, nil, err
	}
	steps, err := interview.Run(ctx, port, p, interview.Options{
		Params: c.params, Allow: c.allow,
		Record: w.Take,
		Tell: func(s interview.Step) {
			if s.Asked && !f.quiet {
				a.note(stepLine.With(s.Title, stepResult(s)))
			}
		},
	})
	if closing := w.Close(a.Now()); err == nil {
		err = closing
	}
	checks := stepChecks(steps)
	var broken *serial.Error
	switch {
	case errors.As(err, &broken):
		// What was said until then is still worth reading.
		checks = append(checks, diag.Check{ID: "cable.connection", State: diag.CheckProblem, Title: titleCable, Reason: broken.Problem().What})
	case err != nil:
		return nil, nil, err
	}
	if !anyReply(steps) {
		return nil, nil, &codes.Problem{ID: "terminal.silent", What: textNoAnswers, At: target.Name, Hint: hintNoAnswers.With(target.Name)}
	}
	return []store.Input{{Name: target.Name, R: &kept}}, checks, nil
}

// speaks gives the protocol that the terminal speaks: the one that is told, or
// the one that shows itself.
func (a *app) speaks(ctx context.Context, t target, port *serial.Port, c cable) (ecr.Protocol, error) {
	if p, ok := known.ByID(c.protocol); ok {
		return p, nil
	}
	a.note(textHearing.With(t.Name))
	o := a.probeOptions(ctx, t.Name, c)
	// Whoever types check asks to have the harmless questions asked.
	o.Consent = func(q ecr.Query) bool { return q.Spec().Effects&^c.allow == 0 }
	found, err := probe.Run(ctx, port, o)
	if err != nil {
		return ecr.Protocol{}, portProblem(err)
	}
	switch found.Outcome {
	case probe.Answered, probe.Recognised, probe.Refused, probe.Busy:
		if found.Line != (wire.Line{}) && found.Line != port.Line() {
			if err := port.SetLine(found.Line); err != nil {
				return ecr.Protocol{}, portProblem(err)
			}
		}
		return found.Protocol, nil
	}
	return ecr.Protocol{}, &codes.Problem{ID: "terminal.probe", What: outcomeTexts[found.Outcome], At: t.Name, Hint: hintProbe.With(t.Name)}
}

// anyReply reports whether any question got any reply.
func anyReply(steps []interview.Step) bool {
	for _, s := range steps {
		switch s.Outcome {
		case serial.Answered, serial.Acknowledged, serial.Declined:
			return true
		}
	}
	return false
}

// stepTitles name the questions among the checks of a report.
var stepTitles = map[ecr.Purpose]codes.Text{
	ecr.Link:    {EN: "connection to the terminal", ZH: "与终端的连接"},
	ecr.Status:  {EN: "question after its state", ZH: "查询终端状态"},
	ecr.Version: {EN: "question after its software", ZH: "查询终端软件"},
	ecr.Last:    {EN: "question after a payment's result", ZH: "查询交易结果"},
	ecr.Totals:  {EN: "question after its totals", ZH: "查询终端合计"},
	ecr.Journal: {EN: "question after its payments", ZH: "查询终端流水"},
}

// stepChecks makes checks of questions: one that was not asked is skipped, one
// without an answer a problem or unknown, never ok.
func stepChecks(steps []interview.Step) []diag.Check {
	var out []diag.Check
	for _, s := range steps {
		c := diag.Check{ID: "cable." + string(s.Purpose), Title: stepTitles[s.Purpose], Reason: s.Reason}
		switch {
		case s.Answered():
			c.State = diag.CheckOK
		case !s.Asked:
			c.State = diag.CheckSkipped
		case s.Outcome == serial.Declined, s.Outcome == serial.Acknowledged:
			c.State = diag.CheckUnknown
		default:
			c.State = diag.CheckProblem
		}
		out = append(out, c)
	}
	return out
}

func stepResult(s interview.Step) codes.Text {
	if s.Answered() {
		return stepAnswered
	}
	return s.Reason
}

var (
	stepLine      = codes.Text{EN: "%s: %s", ZH: "%s：%s"}
	stepAnswered  = codes.Text{EN: "answered.", ZH: "有应答。"}
	titleCable    = codes.Text{EN: "connection to the terminal", ZH: "与终端的连接"}
	textHearing   = codes.Text{EN: "listening at %s ...", ZH: "正在监听 %s ……"}
	textNoAnswers = codes.Text{EN: "the terminal answered none of the questions", ZH: "终端没有回答任何询问"}
	hintNoAnswers = codes.Text{EN: "find out why: posdoctor probe %s", ZH: "查原因：posdoctor probe %s"}
	hintProbe     = codes.Text{EN: "step by step: posdoctor probe %s; or check a log of the terminal: posdoctor check FILE", ZH: "逐步排查：posdoctor probe %s；也可以检查终端日志：posdoctor check 文件"}
)
