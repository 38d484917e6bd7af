package main

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/codes/nearest"
)

// flagProblem words the flag parser's own errors.
func flagProblem(cmd *cobra.Command, err error) error {
	var (
		unknown *pflag.NotExistError
		missing *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
		own     *codes.Problem
	)
	seeHelp := hintHelp.With(cmd.CommandPath())
	switch {
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		if unknown.GetSpecifiedShortnames() != "" {
			return &codes.Problem{ID: "usage.flag", What: textNoFlag.With("-" + name), Hint: seeHelp}
		}
		if near := nearest.To(name, flagNames(cmd)); near != "" {
			seeHelp = hintMean.With("--" + near)
		}
		return &codes.Problem{ID: "usage.flag", What: textNoFlag.With("--" + name), Hint: seeHelp}
	case errors.As(err, &missing):
		return &codes.Problem{ID: "usage.flag_value", What: textNoValue.With("--" + missing.GetFlag().Name), Hint: seeHelp}
	case errors.As(err, &invalid):
		at := "--" + invalid.GetFlag().Name
		if errors.As(invalid.Unwrap(), &own) {
			return &codes.Problem{ID: own.ID, What: own.What, At: at, Hint: own.Hint}
		}
		return &codes.Problem{ID: "usage.value", What: textBadValue.With(invalid.GetValue()), At: at, Hint: seeHelp}
	}
	return &codes.Problem{ID: "usage.syntax", What: textSyntax, Hint: seeHelp}
}

func flagNames(cmd *cobra.Command) []string {
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return names
}

// arguments checks the number of arguments; most < 0 is no limit.
func arguments(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return &codes.Problem{ID: "usage.arguments", What: textTooFew, Hint: hintHelp.With(cmd.CommandPath())}
		case most >= 0 && len(args) > most:
			return &codes.Problem{ID: "usage.arguments", What: textTooMany.With(args[most]), Hint: hintHelp.With(cmd.CommandPath())}
		}
		return nil
	}
}

// oneOf reports a value that is none of the known ones.
func oneOf(typed string, known []string) error {
	hint := hintChoices.With(strings.Join(known, ", "))
	if near := nearest.To(typed, known); near != "" {
		hint = hintMean.With(near)
	}
	return &codes.Problem{ID: "usage.value", What: textBadValue.With(typed), Hint: hint}
}

// choice is a flag that takes one of a few words.
type choice struct {
	to    *string
	known []string
}

func (a *app) choice(to *string, known ...string) pflag.Value { return &choice{to, known} }

func (c *choice) String() string {
	if c.to == nil {
		return ""
	}
	return *c.to
}

func (c *choice) Type() string { return "string" }

func (c *choice) Set(v string) error {
	if !slices.Contains(c.known, v) {
		return oneOf(v, c.known)
	}
	*c.to = v
	return nil
}

// count is a flag that takes a number from 1 up.
type count int

func (c *count) String() string { return strconv.Itoa(int(*c)) }
func (c *count) Type() string   { return "int" }

func (c *count) Set(v string) error {
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 {
		return &codes.Problem{ID: "usage.value", What: textBadValue.With(v), Hint: hintCount}
	}
	*c = count(n)
	return nil
}

// moment is a flag that takes a wall clock as logs write it. How exact it was
// written is kept: a day as an end means the end of that day.
type moment struct {
	at    time.Time
	until bool
}

var momentForms = []struct {
	layout string
	step   time.Duration
}{
	{"2006-01-02 15:04:05", time.Second},
	{"2006-01-02T15:04:05", time.Second},
	{"2006-01-02 15:04", time.Minute},
	{"2006-01-02T15:04", time.Minute},
	{time.DateOnly, 24 * time.Hour},
}

func (m *moment) String() string { return "" }
func (m *moment) Type() string   { return "time" }

func (m *moment) Set(v string) error {
	for _, form := range momentForms {
		at, err := time.Parse(form.layout, v)
		if err != nil {
			continue
		}
		if m.until {
			at = at.Add(form.step - time.Nanosecond)
		}
		m.at = at
		return nil
	}
	return &codes.Problem{ID: "usage.value", What: textBadValue.With(v), Hint: hintMoment}
}

var (
	textNoFlag   = codes.Text{EN: "there is no option %s", ZH: "没有选项 %s"}
	textNoValue  = codes.Text{EN: "the option %s needs a value", ZH: "选项 %s 后面要有值"}
	textBadValue = codes.Text{EN: "%q is not possible here", ZH: "这里不能用 %q"}
	textSyntax   = codes.Text{EN: "an option is written wrongly", ZH: "有一个选项写法不对"}
	textTooFew   = codes.Text{EN: "something is missing after the command", ZH: "命令后面缺少内容"}
	textTooMany  = codes.Text{EN: "%q is too much", ZH: "多出了 %q"}
	hintHelp     = codes.Text{EN: "see: %s --help", ZH: "查看用法：%s --help"}
	hintChoices  = codes.Text{EN: "one of: %s", ZH: "可以用：%s"}
	hintCount    = codes.Text{EN: "write a whole number from 1 up", ZH: "请写 1 以上的整数"}
	hintMoment   = codes.Text{EN: `write a day or a day with a time, for example 2026-11-20 or "2026-11-20 18:30"`, ZH: "请写日期，或日期加时间，例如 2026-11-20 或 \"2026-11-20 18:30\""}
)
