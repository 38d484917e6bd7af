package main

import (
	"context"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/evidence"
)

// verifyFlags are the options of bundle verify.
type verifyFlags struct {
	allowed      string
	fingerprints []string
	unsigned     bool
	format       string
}

func (a *app) bundleVerifyCommand() *cobra.Command {
	f := verifyFlags{format: "text"}
	cmd := a.command("verify", manual{
		for_: forBank, use: codes.Text{EN: "BUNDLE", ZH: "证据包"}, short: bundleVerifyShort, long: []codes.Text{bundleVerifyLong, bundleVerifySigner},
		examples: []example{
			{"posdoctor bundle verify evidence.zip --fingerprint SHA256:...", bundleExampleVerify},
			{"posdoctor bundle verify evidence.zip --allowed-signers allowed_signers", bundleExampleAllowed},
		},
	})
	flags := cmd.Flags()
	flags.StringVar(&f.allowed, "allowed-signers", "", a.say(flagAllowed))
	flags.StringArrayVar(&f.fingerprints, "fingerprint", nil, a.say(flagFingerprint))
	flags.BoolVar(&f.unsigned, "unsigned", false, a.say(flagAcceptUnsigned))
	flags.Var(a.choice(&f.format, "text", "json"), "format", a.say(flagJSONFormat))
	a.complete(cmd)
	cmd.Args = arguments(1, 1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return a.bundleVerify(cmd.Context(), f, args[0]) }
	return cmd
}

func (a *app) bundleVerify(ctx context.Context, f verifyFlags, path string) error {
	expect := evidence.Expect{Fingerprints: f.fingerprints, Unsigned: f.unsigned}
	var err error
	if expect.Now, err = a.now(); err != nil {
		return err
	}
	for _, key := range f.fingerprints {
		if !strings.HasPrefix(key, "SHA256:") {
			return &codes.Problem{ID: "usage.value", What: textBadValue.With(key), At: "--fingerprint", Hint: hintFingerprint}
		}
	}
	if f.allowed != "" {
		if expect.Allowed, err = a.allowedSigners(f.allowed); err != nil {
			return err
		}
	}
	tree, done, err := a.openBundle(ctx, path)
	if err != nil {
		return err
	}
	defer done()
	out := evidence.Verify(tree, expect)
	if err := ctx.Err(); err != nil {
		return err // it was read in part
	}
	if out.Name == "" {
		out.Name = a.baseName(path)
	}
	if f.format == "json" {
		err = a.writeJSON(a.Out, verifyJSON(out))
	} else {
		err = a.showOutcome(out)
	}
	if err == nil && !out.Passed {
		what := textVerifyFailed.With(len(out.Faults))
		if nobody(out) {
			what = textVouchUnknown
		}
		err = &codes.Problem{ID: "verify.failed", What: what, At: path, Hint: hintVerify(out)}
	}
	return err
}

// hintVerify tells what to do about a failure: somebody unknown is asked about,
// a changed bundle is asked for anew.
func hintVerify(o evidence.Outcome) codes.Text {
	switch {
	case !nobody(o):
		return hintAskAgain
	case o.Signer == evidence.SignerNone:
		return hintNoSignature
	}
	return hintCompare.With(o.Fingerprint)
}

// nobody reports whether all that a bundle lacks is somebody known who vouches for
// it.
func nobody(o evidence.Outcome) bool {
	return !o.Passed && !slices.ContainsFunc(o.Faults, func(f evidence.Fault) bool {
		return f.ID != "signature.unknown" && f.ID != "signature.missing"
	})
}

func (a *app) allowedSigners(path string) ([]evidence.AllowedSigner, error) {
	if _, err := a.head(path); err != nil {
		return nil, err
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, inputProblem(err)
	}
	signers, wrong := evidence.ParseAllowedSigners(b)
	if len(wrong) > 0 || len(signers) == 0 {
		return nil, &codes.Problem{ID: "usage.allowed_signers", What: textAllowedWrong, At: path, Hint: hintAllowed}
	}
	return signers, nil
}
