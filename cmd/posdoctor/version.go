package main

import (
	"runtime"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
)

// version is set by the release build; a build from source takes it from the
// module's own record.
var version = ""

func (a *app) versionCommand() *cobra.Command {
	cmd := a.command("version", manual{for_: forScript, short: versionShort})
	cmd.Args = arguments(0, 0)
	cmd.RunE = func(*cobra.Command, []string) error { return a.version() }
	return cmd
}

// version shows which posdoctor this is and how new its knowledge.
func (a *app) version() error {
	return a.show(a.page(
		paragraph("posdoctor "+versionName()),
		report.Block{Kind: report.Pairs, Indent: 2, Rows: [][]report.Span{
			{{Text: a.say(labelKnowledge)}, {Text: codes.Knowledge()}},
			{{Text: a.say(labelBuilt)}, {Text: runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH}},
		}},
	))
}

func versionName() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "devel"
}

// meta is what a report says of itself.
func (a *app) meta(now time.Time, prof diag.Profile) report.Meta {
	shop := prof.Shop
	shop.Name, shop.Place = a.mask(shop.Name), a.mask(shop.Place)
	return report.Meta{Version: versionName(), Knowledge: codes.Knowledge(), Now: now, Shop: shop}
}

var (
	versionShort   = codes.Text{EN: "the version, and how new the knowledge in it is", ZH: "版本，以及内置知识的日期"}
	labelKnowledge = codes.Text{EN: "knowledge of", ZH: "知识日期"}
	labelBuilt     = codes.Text{EN: "built with", ZH: "构建环境"}
)
