package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/spf13/cobra"
	"golang.org/x/crypto/ssh"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/store"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/evidence"
	"github.com/posdoctor/posdoctor/diag/report"
)

// bundleFlags are the options of bundle create.
type bundleFlags struct {
	check           checkFlags // how the logs are read
	chosen          selectorFlags
	pdf             bool
	sign            signing
	out, number, by string
	zip             bool
	rows, files     []string
	attach          []string
}

func (a *app) bundleCreateCommand() *cobra.Command {
	var f bundleFlags
	cmd := a.command("create", manual{
		for_: forBank, use: codes.Text{EN: "INPUT...", ZH: "输入..."}, short: bundleCreateShort, long: []codes.Text{bundleCreateLong, bundleCreateMore},
		examples: []example{
			{"posdoctor bundle create pos.log --out evidence", bundleExampleAll},
			{"posdoctor bundle create pos.log --stan 123 --case 2026-0042 --attach photo.jpg:screen_photo --zip", bundleExampleOne},
		},
	})
	flags := cmd.Flags()
	a.selectorFlags(flags, &f.chosen)
	a.signingFlags(flags, &f.sign)
	flags.StringVar(&f.out, "out", ".", a.say(flagOut))
	flags.BoolVar(&f.zip, "zip", false, a.say(flagZip))
	flags.StringVar(&f.number, "case", "", a.say(flagCase))
	flags.StringVar(&f.by, "by", "", a.say(flagBy))
	flags.StringArrayVar(&f.rows, "statement-row", nil, a.say(flagStatementRow))
	flags.StringArrayVar(&f.files, "statement-file", nil, a.say(flagStatementFile))
	flags.BoolVar(&f.pdf, "pdf", false, a.say(flagPDF))
	flags.StringArrayVar(&f.attach, "attach", nil, a.say(flagAttach))
	flags.StringVar(&f.check.profile, "profile", "", a.say(flagProfile))
	flags.StringVar(&f.check.book, "book", "", a.say(flagBook))
	flags.StringArrayVar(&f.check.codes, "codes", nil, a.say(flagCodes))
	flags.StringVar(&f.check.dialect, "dialect", "", a.say(flagDialect))
	a.complete(cmd)
	cmd.Args = arguments(1, -1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return a.bundleCreate(cmd.Context(), f, args) }
	return cmd
}

func (a *app) bundleCreate(ctx context.Context, f bundleFlags, args []string) error {
	inputs, err := store.List(args, a.In)
	if err != nil {
		return inputProblem(err)
	}
	for _, in := range inputs {
		if info, err := os.Stat(in.Path); in.Path == "" || err == nil && !info.Mode().IsRegular() {
			return &codes.Problem{ID: "usage.stdin", What: textNeedsFile, At: in.Name, Hint: hintNeedsFile}
		}
	}
	rep, prof, meta, err := a.bundleReport(ctx, f, inputs)
	if err != nil {
		return err
	}
	bag, done, err := a.bag(ctx, f, inputs, rep, prof, meta)
	if err != nil {
		return err
	}
	defer done()
	name := evidence.Name(bag.Case, bag.Revision, bag.Made)
	page := filepath.Join(f.out, name+".pdf")
	if f.pdf {
		if err := store.Free(page); err != nil {
			return bundleProblem(err)
		}
	}
	written, err := a.putBundle(ctx, f.out, name, f.zip, bag, func(to evidence.Folder) (evidence.Written, error) { return evidence.Write(to, bag) })
	if err != nil {
		return err
	}
	var failed error // the bundle is there all the same, and is shown
	if f.pdf {
		failed = a.bundlePDF(page, rep, meta, bag.Case, written)
	}
	if err := a.showBundle(f.out, name, f.zip, written, len(rep.Transactions)); err != nil {
		return err
	}
	if failed != nil {
		return failed
	}
	return sourceProblems(rep)
}

// bundleReport diagnoses the logs and narrows the report to what is meant.
func (a *app) bundleReport(ctx context.Context, f bundleFlags, inputs []store.Input) (diag.Report, diag.Profile, report.Meta, error) {
	now, err := a.now()
	if err != nil {
		return diag.Report{}, diag.Profile{}, report.Meta{}, err
	}
	lib, err := a.library(f.check.codes)
	if err != nil {
		return diag.Report{}, diag.Profile{}, report.Meta{}, err
	}
	prof, err := a.checkProfile(lib, &f.check)
	if err != nil {
		return diag.Report{}, diag.Profile{}, report.Meta{}, err
	}
	meta := a.meta(now, prof)
	// Late evidence may change any transaction, so that the choice comes last.
	named := f.chosen.selector(prof)
	rep, err := a.diagnose(ctx, lib, prof, inputs, &sink{attention: named.IsZero(), keepAll: !named.IsZero()})
	if err != nil {
		return rep, prof, meta, err
	}
	if !understood(rep) {
		return rep, prof, meta, sourceProblems(rep)
	}
	rep, err = chosen(rep, named)
	return rep, prof, meta, err
}

// bag puts together what is written.
func (a *app) bag(ctx context.Context, f bundleFlags, inputs []store.Input, rep diag.Report, prof diag.Profile, meta report.Meta) (bag evidence.Bag, done func(), err error) {
	set, err := a.letterSet()
	if err != nil {
		return bag, nil, err
	}
	copies := a.logCopies(ctx, inputs, rep.Sources)
	statements, err := a.statementCopies(ctx, f.rows, f.files)
	if err != nil {
		return bag, nil, err
	}
	documents, err := a.attachmentCopies(ctx, f.attach, 1)
	if err != nil {
		return bag, nil, err
	}
	shared := a.shareable(rep)
	bag = evidence.Bag{
		Case: a.mask(f.number), By: a.mask(f.by), Revision: 1, Made: meta.Now, Tool: toolName(),
		Copies: slices.Concat(copies, statements, documents), Parts: bundleReports(shared, meta), Typed: evidence.Typed(rep), Query: f.sign.query,
	}
	told := evidence.Case{Report: shared, Meta: meta, Number: bag.Case, By: bag.By, Host: runtime.GOOS + "/" + runtime.GOARCH}
	bag.Late = func(done []evidence.Copied) ([]evidence.Part, error) {
		parts, err := evidence.Record(told, done)
		if err != nil {
			return nil, err
		}
		masked, err := evidence.Redaction(done)
		return append(append(parts, masked), bundleLetters(set, told, prof, done)...), err
	}
	if bag.Key, err = a.secret(); err != nil {
		return bag, nil, err
	}
	bag.Signer, done, err = a.signer(f.sign)
	return bag, done, err
}

func toolName() string { return "posdoctor " + versionName() }

// putBundle writes a bundle into a folder that appears whole or not at all, once
// it was verified as its receiver will.
func (a *app) putBundle(ctx context.Context, out, name string, zipped bool, bag evidence.Bag, write func(evidence.Folder) (evidence.Written, error)) (evidence.Written, error) {
	archive := filepath.Join(out, name+".zip")
	if zipped {
		if err := store.Free(archive); err != nil {
			return evidence.Written{}, bundleProblem(err)
		}
	}
	folder, err := store.NewFolder(out, name)
	if err != nil {
		return evidence.Written{}, bundleProblem(err)
	}
	written, err := write(folder)
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = selfCheck(name, folder.FS(), bag.Signer, a)
	}
	if err != nil {
		folder.Abort()
		return written, bundleProblem(err)
	}
	var pack *store.File
	if zipped {
		if pack, err = packBundle(archive, name, folder.FS(), bag); err != nil {
			folder.Abort()
			return written, bundleProblem(err)
		}
	}
	// Of two runs that make the same name one gets the folder, and it alone may put
	// its archive beside it.
	err = folder.Commit()
	switch {
	case err != nil && pack != nil:
		pack.Abort()
	case err == nil && pack != nil:
		err = pack.Commit()
	}
	if err != nil {
		return written, bundleProblem(err)
	}
	return written, nil
}

// packBundle writes the archive, which is not under its name yet.
func packBundle(archive, name string, fsys fs.FS, bag evidence.Bag) (*store.File, error) {
	file, err := store.Create(archive)
	if err != nil {
		return nil, err
	}
	if err := evidence.Zip(file, name, fsys, bag.Made); err != nil {
		file.Abort()
		return nil, err
	}
	return file, nil
}

// selfCheck verifies what was written before anybody sees it: a bundle that its
// receiver would refuse is worse than none.
func selfCheck(name string, fsys fs.FS, by ssh.Signer, a *app) error {
	tree, err := evidence.FromFS(name, fsys)
	if err != nil {
		return err
	}
	expect := evidence.Expect{Unsigned: by == nil, Now: a.Now()}
	if by != nil {
		expect.Fingerprints = []string{ssh.FingerprintSHA256(by.PublicKey())}
	}
	var all []error
	for _, f := range evidence.Verify(tree, expect).Faults {
		all = append(all, &codes.Problem{ID: "output.refused", What: textSelfCheck.With(f.What()), At: f.Path, Hint: hintSelfCheck})
	}
	return errors.Join(all...)
}

// bundleProblem words an error of writing a bundle; what has words keeps them.
func bundleProblem(err error) error {
	var p *codes.Problem
	switch {
	case errors.As(err, &p), errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, fs.ErrExist):
		out := writeProblem(err).(*codes.Problem)
		out.ID, out.What, out.Hint = "output.exists", textBundleExists, hintBundleExists
		return out
	}
	return writeProblem(err)
}
