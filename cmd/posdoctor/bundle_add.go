package main

import (
	"context"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/evidence"
)

// addFlags are the options of bundle add.
type addFlags struct {
	sign    signing
	out, by string
	zip     bool
	attach  []string
	reply   string // the file of a time stamp reply
}

func (a *app) bundleAddCommand() *cobra.Command {
	var f addFlags
	cmd := a.command("add", manual{
		for_: forBank, use: codes.Text{EN: "BUNDLE", ZH: "证据包"}, short: bundleAddShort, long: []codes.Text{bundleAddLong},
		examples: []example{
			{"posdoctor bundle add posdoctor-evidence-20261122T100000Z --attach slip.png:receipt", bundleExampleAdd},
			{"posdoctor bundle add posdoctor-evidence-20261122T100000Z --timestamp-reply reply.tsr", bundleExampleReply},
		},
	})
	flags := cmd.Flags()
	a.signingFlags(flags, &f.sign)
	flags.StringVar(&f.out, "out", "", a.say(flagAddOut))
	flags.BoolVar(&f.zip, "zip", false, a.say(flagZip))
	flags.StringVar(&f.by, "by", "", a.say(flagBy))
	flags.StringArrayVar(&f.attach, "attach", nil, a.say(flagAttach))
	flags.StringVar(&f.reply, "timestamp-reply", "", a.say(flagReply))
	cmd.Args = arguments(1, 1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return a.bundleAdd(cmd.Context(), f, args[0]) }
	return cmd
}

func (a *app) bundleAdd(ctx context.Context, f addFlags, path string) error {
	if len(f.attach) == 0 && f.reply == "" {
		return &codes.Problem{ID: "usage.nothing_to_add", What: textNothingToAdd, Hint: hintNothingToAdd}
	}
	now, err := a.now()
	if err != nil {
		return err
	}
	tree, done, err := a.openBundle(ctx, path)
	if err != nil {
		return err
	}
	defer done()
	earlier, faults := evidence.Open(tree)
	if err := ctx.Err(); err != nil {
		return err
	}
	if len(faults) > 0 {
		if err := a.draw(a.Err, a.page(a.faultBlock(faults))); err != nil {
			return err
		}
		return &codes.Problem{ID: "verify.failed", What: textVerifyFailed.With(len(faults)), At: path, Hint: hintAskAgain}
	}
	copies, err := a.attachmentCopies(ctx, f.attach, earlier.Attachments+1)
	if err != nil {
		return err
	}
	bag := evidence.Bag{By: a.mask(f.by), Made: now, Tool: toolName(), Copies: copies, Query: f.sign.query}
	if f.reply != "" {
		if bag.Reply, err = a.reply(f.reply); err != nil {
			return err
		}
	}
	if bag.Key, err = a.secret(); err != nil {
		return err
	}
	signer, release, err := a.signer(f.sign)
	if err != nil {
		return err
	}
	defer release()
	bag.Signer = signer
	out := f.out
	if out == "" {
		out = filepath.Dir(filepath.Clean(path))
	}
	name := evidence.Name(earlier.Case, earlier.Revision+1, now)
	written, err := a.putBundle(ctx, out, name, f.zip, bag, func(to evidence.Folder) (evidence.Written, error) {
		return evidence.Revise(to, earlier, bag)
	})
	if err != nil {
		return err
	}
	return a.showBundle(out, name, f.zip, written, 0)
}

// reply reads a time stamp reply, which is a few kilobytes.
func (a *app) reply(path string) ([]byte, error) {
	if _, err := a.head(path); err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, inputProblem(err)
	}
	defer f.Close()
	const most = 1 << 20
	b, err := io.ReadAll(io.LimitReader(f, most))
	if err != nil {
		return nil, inputProblem(err)
	}
	return b, nil
}
