package main

import (
	"errors"
	"io/fs"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/store"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/profile"
	"github.com/posdoctor/posdoctor/transcripts/iso"
)

// profilePath is the profile that the user named, or else the nearest one. It
// is "" when there is none.
func (a *app) profilePath(named string) string {
	if named != "" {
		return named
	}
	return store.FindProfile(a.Dir, a.UserConfig)
}

// profile reads the profile that the user named, or else the nearest one.
func (a *app) profile(named string) (diag.Profile, error) {
	path := a.profilePath(named)
	if path == "" {
		return diag.Profile{}, nil
	}
	data, err := store.ReadProfile(path)
	if err != nil {
		return diag.Profile{}, profileProblem(path, err)
	}
	return profile.Parse(path, data)
}

func profileProblem(path string, err error) error {
	p := &codes.Problem{ID: "profile.unreadable", What: textUnreadable, At: path, Hint: hintProfile, Err: err}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		p.What = textMissing
	case errors.Is(err, fs.ErrPermission):
		p.What = textPermission
	case errors.Is(err, store.ErrTooLarge):
		p.What = textTooLarge
	}
	return p
}

// complete lets the shell complete the values of a command's options.
func (a *app) complete(cmd *cobra.Command) {
	words := func(list func() []string) func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return list(), cobra.ShellCompDirectiveNoFileComp
		}
	}
	lists := map[string]func() []string{"book": bookNames, "dialect": dialectNames, "protocol": protocolIDs}
	for _, name := range flagNames(cmd) {
		if c, ok := cmd.Flag(name).Value.(*choice); ok {
			lists[name] = func() []string { return c.known }
		}
	}
	for name, list := range lists {
		if cmd.Flag(name) != nil {
			// The flag exists and is registered once, so there is no error.
			_ = cmd.RegisterFlagCompletionFunc(name, words(list))
		}
	}
}

func bookNames() []string {
	var names []string
	for _, b := range codes.Open().Books() {
		names = append(names, b.ID)
	}
	return names
}

func dialectNames() []string {
	var names []string
	for _, d := range iso.Dialects() {
		names = append(names, d.ID)
	}
	return names
}

var hintProfile = codes.Text{EN: "see: posdoctor help profile", ZH: "查看说明：posdoctor help profile"}
