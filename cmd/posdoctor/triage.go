package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/store"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/guide"
	"github.com/posdoctor/posdoctor/diag/report"
)

// triage leads through the path of elimination: it asks on stderr, reads the
// numbers of answers, and writes the whole way with its end to stdout.
func (a *app) triage(ctx context.Context) error {
	tree := guide.Open().Triage()
	in := bufio.NewScanner(store.Interruptible(ctx, a.In))
	var way report.Block
	open := false
	for id := tree.Start; ; {
		if end, ok := tree.End(id); ok {
			return a.show(a.page(triageEnd(way, end, open, a.lang)...))
		}
		q, ok := tree.Question(id)
		if !ok {
			return fmt.Errorf("the triage leads to %q, which is neither a question nor an end", id)
		}
		answer, err := a.ask(ctx, in, q)
		if err != nil {
			return err
		}
		way.Lines = append(way.Lines, report.Line{{Text: a.say(triageStep.With(q.Ask, answer.Say))}})
		open = open || answer.Open
		id = answer.Next
	}
}

// ask puts one question until it is answered with one of its numbers.
func (a *app) ask(ctx context.Context, in *bufio.Scanner, q guide.Question) (guide.Answer, error) {
	page := a.page(sentence(a.say(q.Ask), report.Strong))
	if !q.Why.IsZero() {
		page.Blocks = append(page.Blocks, sentence(a.say(q.Why), report.Dim))
	}
	steps := report.Block{Kind: report.Steps}
	for _, x := range q.Answers {
		steps.Lines = append(steps.Lines, report.Line{{Text: a.say(x.Say)}})
	}
	page.Blocks = append(page.Blocks, steps)
	if err := a.draw(a.Err, page); err != nil {
		return guide.Answer{}, err
	}
	for {
		if _, err := io.WriteString(a.Err, a.say(triagePrompt.With(len(q.Answers)))); err != nil {
			return guide.Answer{}, writeProblem(err)
		}
		if !in.Scan() {
			if err := ctx.Err(); err != nil {
				return guide.Answer{}, err
			}
			// The prompt stands on the line where the message would begin.
			if _, err := io.WriteString(a.Err, "\n"); err != nil {
				return guide.Answer{}, writeProblem(err)
			}
			return guide.Answer{}, &codes.Problem{ID: "input.ended", What: triageUnfinished, Hint: triageWhole}
		}
		n, err := strconv.Atoi(strings.TrimSpace(in.Text()))
		if err == nil && n >= 1 && n <= len(q.Answers) {
			return q.Answers[n-1], nil
		}
	}
}

func sentence(text string, tone report.Tone) report.Block {
	return report.Block{Kind: report.Paragraph, Lines: []report.Line{{{Text: text, Tone: tone}}}}
}

// triageEnd tells the way that was taken and where it ends.
func triageEnd(way report.Block, end guide.End, open bool, lang codes.Lang) []report.Block {
	way.Kind = report.Steps
	out := []report.Block{way, sentence(end.Say.In(lang), report.Strong)}
	if open {
		out = append(out, sentence(triageOpen.In(lang), report.Bad))
	}
	for _, id := range append([]string{end.Sheet}, end.Related...) {
		if id != "" {
			out = append(out, sentence(triageMore.With(id).In(lang), report.Plain))
		}
	}
	return out
}

// triageWords ask for the whole table.
var triageWords = []string{"triage", "排查", "故障排查"}

var (
	flagInteractive  = codes.Text{EN: "find the cause step by step: answer a few questions", ZH: "一步步找原因：回答几个问题"}
	triageStep       = codes.Text{EN: "%s %s", ZH: "%s%s"}
	triagePrompt     = codes.Text{EN: "Number of the answer (1-%d): ", ZH: "请输入答案编号（1-%d）："}
	triageUnfinished = codes.Text{EN: "the questions ended before an answer to all of them came", ZH: "问题还没答完，输入就结束了"}
	triageWhole      = codes.Text{EN: "the whole table at once: posdoctor explain triage", ZH: "一次看完整张表：posdoctor explain triage"}
	triageOpen       = codes.Text{EN: "Money may have moved: do not charge again before it is known.", ZH: "可能已经扣款：查清之前不要再次收款。"}
	triageMore       = codes.Text{EN: "More: posdoctor explain %s", ZH: "详细：posdoctor explain %s"}
)
