package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/ui"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
)

// watchFlags are the options of watch.
type watchFlags struct {
	profile, book, dialect string
	codes                  []string
	protocol               string
	line                   lineFlag
}

func (a *app) watchCommand() *cobra.Command {
	var f watchFlags
	cmd := a.command("watch", manual{
		for_: forEngineer, use: codes.Text{EN: "PORT|FILE", ZH: "端口|文件"}, short: watchShort, long: []codes.Text{watchLong},
		examples: []example{
			{"posdoctor watch /dev/ttyUSB0", watchExamplePort},
			{"posdoctor watch till.capture", watchExampleFile},
		},
	})
	flags := cmd.Flags()
	flags.StringVar(&f.profile, "profile", "", a.say(flagProfile))
	flags.StringVar(&f.book, "book", "", a.say(flagBook))
	flags.StringArrayVar(&f.codes, "codes", nil, a.say(flagCodes))
	flags.StringVar(&f.dialect, "dialect", "", a.say(flagDialect))
	flags.StringVar(&f.protocol, "protocol", "", a.say(flagFrameProtocol))
	flags.Var(&f.line, "line", a.say(flagLine))
	a.complete(cmd)
	cmd.Args = arguments(1, 1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return a.watch(cmd.Context(), f, args[0]) }
	return cmd
}

func (a *app) watch(ctx context.Context, f watchFlags, name string) error {
	protocol, line, err := a.spoken(f.protocol, f.line, f.profile)
	if err != nil {
		return err
	}
	lib, err := a.library(f.codes)
	if err != nil {
		return err
	}
	c := checkFlags{profile: f.profile, book: f.book, dialect: f.dialect, failOn: "warning"}
	prof, err := a.checkProfile(lib, &c)
	if err != nil {
		return err
	}
	watching, stop := context.WithCancel(ctx)
	defer stop()
	s, err := a.openStream(watching, name, protocol, line)
	if err != nil {
		return err
	}
	l := &live{stream: s, lib: lib, prof: prof}
	words := a.teller(lib, prof)
	screen := ui.Detect(a.Out, a.Env, ui.Options{Color: a.flags.color, Plain: a.flags.plain})
	if !screen.CanRun(a.In, a.Out, a.Env) {
		a.note(textFollowing.With(name))
		l.view = &lineView{teller: words, events: true}
		rep, err := l.run(watching)
		if err == nil {
			err = a.closing(rep)
		}
		return a.followed(rep, c, err)
	}
	board := newBoard(words, name, s.health, a.Now)
	l.view = board
	var rep diag.Report
	ended := make(chan error, 1)
	go func() {
		var err error
		rep, err = l.run(watching)
		board.over(err)
		ended <- err
	}()
	err = screen.Run(ctx, a.In, a.Out, ui.Live{Page: board.page, Key: board.key, Every: livePulse})
	stop()
	if lerr := <-ended; err == nil {
		err = lerr
	}
	if err == nil {
		err = a.closing(rep)
	}
	return a.followed(rep, c, err)
}

// boardEvents is how many of the last events a board keeps.
const boardEvents = 200

// ago words how long ago something was, in whole seconds, minutes or hours.
func ago(d time.Duration) codes.Text {
	switch {
	case d < time.Second:
		return textNow
	case d < time.Minute:
		return textSecondsAgo.With(int(d.Seconds()))
	case d < time.Hour:
		return textMinutesAgo.With(int(d.Minutes()))
	}
	return textHoursAgo.With(int(d.Hours()))
}

var (
	watchShort = codes.Text{EN: "follow a port or a log live, in full screen", ZH: "全屏实时查看端口或日志"}
	watchLong  = codes.Text{
		EN: "It shows what happens, the payment under way, where its money is and how the link is. Nothing is sent and nothing is kept; to keep it, use posdoctor capture. Off a terminal it writes plain lines. The file may still be growing: a log, or a capture.",
		ZH: "显示正在发生的事、当前交易、钱在哪里和线路状况。不发送任何东西，也不保存；要保存请用 posdoctor capture。输出不是终端时逐行显示。文件可以是还在增长的日志或抓包。",
	}
	watchExamplePort = codes.Text{EN: "what a terminal sends", ZH: "查看终端发出的数据"}
	watchExampleFile = codes.Text{EN: "a capture that posdoctor tap is writing", ZH: "查看 posdoctor tap 正在写的抓包"}

	textNow        = codes.Text{EN: "now", ZH: "刚刚"}
	textSecondsAgo = codes.Text{EN: "%d s ago", ZH: "%d 秒前"}
	textMinutesAgo = codes.Text{EN: "%d min ago", ZH: "%d 分钟前"}
	textHoursAgo   = codes.Text{EN: "%d h ago", ZH: "%d 小时前"}
)
