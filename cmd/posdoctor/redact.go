package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/store"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts/redact/copies"
)

type redactFlags struct {
	output  string
	cards   string // the file of the places of cards
	dialect string
}

func (a *app) redactCommand() *cobra.Command {
	var f redactFlags
	cmd := a.command("redact", manual{
		for_: forBank, use: codes.Text{EN: "[INPUT]", ZH: "[输入]"}, short: redactShort,
		long: []codes.Text{redactLong, redactPlaces, redactCloses},
		examples: []example{
			{"posdoctor redact pos.log -o pos-shared.log", redactExampleFile},
			{"posdoctor redact pos.log -o pos-shared.log --map cards.tsv", redactExampleMap},
		},
	})
	cmd.Args = arguments(0, 1)
	cmd.Flags().StringVarP(&f.output, "output", "o", "", a.say(flagOutput))
	cmd.Flags().StringVar(&f.cards, "map", "", a.say(flagCardMap))
	cmd.Flags().StringVar(&f.dialect, "dialect", "", a.say(flagDialect))
	a.complete(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		name := "-"
		if len(args) > 0 {
			name = args[0]
		}
		return a.redact(cmd.Context(), f, name)
	}
	return cmd
}

// redact makes a copy of one input. Nothing of it shows before all of it is made.
func (a *app) redact(ctx context.Context, f redactFlags, name string) error {
	if f.dialect != "" {
		if err := knownDialect(f.dialect); err != nil {
			return err
		}
	}
	inputs, err := store.List([]string{name}, store.Interruptible(ctx, a.In))
	switch {
	case err != nil:
		return inputProblem(err)
	case len(inputs) != 1:
		return &codes.Problem{ID: "usage.arguments", What: textOneLog, At: name, Hint: hintOneLog}
	}
	for _, path := range []string{f.output, f.cards} {
		if path != "" && path != "-" && store.SameFile(path, inputs) {
			return &codes.Problem{ID: "output.is_input", What: textOutputIsInput, At: path, Hint: hintOutputIsInput}
		}
	}
	if f.cards != "" && f.cards == f.output {
		return &codes.Problem{ID: "usage.value", What: textMapIsCopy, At: f.cards}
	}
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		return err
	}
	o := copies.Options{Name: inputs[0].Name, Dialect: f.dialect, Key: key}
	var cards []copies.Card
	if f.cards != "" {
		o.Card = func(c copies.Card) error {
			cards = append(cards, c)
			return nil
		}
	}
	out, err := a.copyTarget(f.output)
	if err != nil {
		return writeProblem(err)
	}
	defer out.abort()
	counts, err := copies.Copy(ctx, out.w, inputs[0].R, o)
	var p *codes.Problem
	switch {
	case err == nil:
	case errors.As(err, &p), ctx.Err() != nil:
		return err
	default:
		return writeProblem(err)
	}
	if f.cards != "" {
		if err := writeCards(f.cards, cards); err != nil {
			return writeProblem(err)
		}
	}
	if err := out.commit(a.Out); err != nil {
		return writeProblem(err)
	}
	return a.draw(a.Err, a.page(a.redacted(counts)...))
}

// copyFile is where a copy grows until it is whole.
type copyFile struct {
	w     io.Writer
	file  *store.File
	spool *os.File // for stdout
}

func (a *app) copyTarget(path string) (*copyFile, error) {
	if path != "" && path != "-" {
		file, err := store.Create(path)
		return &copyFile{w: file, file: file}, err
	}
	spool, err := os.CreateTemp("", "posdoctor-*.tmp")
	return &copyFile{w: spool, spool: spool}, err
}

func (c *copyFile) commit(stdout io.Writer) error {
	if c.file != nil {
		file := c.file
		c.file = nil
		return file.Commit()
	}
	if _, err := c.spool.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err := io.Copy(stdout, c.spool)
	return err
}

// abort drops what was not put in place. It holds no card data, so a spool that
// cannot be removed is no leak.
func (c *copyFile) abort() {
	if c.file != nil {
		c.file.Abort()
	}
	if c.spool != nil {
		_ = c.spool.Close()
		_ = os.Remove(c.spool.Name())
	}
}

// writeCards writes which card stands where.
func writeCards(path string, cards []copies.Card) error {
	slices.SortStableFunc(cards, func(a, b copies.Card) int {
		return cmp.Or(cmp.Compare(a.Where.Offset, b.Where.Offset), cmp.Compare(a.Where.Length, b.Where.Length), cmp.Compare(a.Number, b.Number))
	})
	file, err := store.Create(path)
	if err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString("card\tmasked\tline\toffset\tlength\n")
	for _, c := range slices.Compact(cards) {
		fmt.Fprintf(&b, "card#%d\t%s\t%d\t%d\t%d\n", c.Number, c.Masked, c.Where.Line, c.Where.Offset, c.Where.Length)
	}
	if _, err := io.WriteString(file, b.String()); err != nil {
		file.Abort()
		return err
	}
	return file.Commit()
}

// redacted says what a copy is and what was hidden in it.
func (a *app) redacted(c copies.Counts) []report.Block {
	blocks := []report.Block{paragraph(a.say(textCopyMade.With(c.Lines, c.Bytes)))}
	if c.Gzip {
		blocks = append(blocks, paragraph(a.say(textCopyGzip)))
	}
	pairs := report.Block{Kind: report.Pairs, Indent: 2}
	for _, k := range redactedKinds {
		if n := c.Masked[k.kind]; n > 0 {
			pairs.Rows = append(pairs.Rows, []report.Span{{Text: a.say(k.name), Tone: report.Dim}, {Text: fmt.Sprint(n)}})
		}
	}
	if len(pairs.Rows) == 0 {
		return append(blocks, paragraph(a.say(textNothingHidden)))
	}
	return append(blocks, a.heading(headHidden), pairs, paragraph(a.say(textLookOver)))
}
