package main

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/capture"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/serial"
)

func (a *app) tapCommand() *cobra.Command {
	var f captureFlags
	cmd := a.command("tap", manual{
		for_: forEngineer, use: codes.Text{EN: "REGISTER TERMINAL", ZH: "收银机端口 终端端口"}, short: tapShort, long: tapLong,
		examples: []example{
			{"posdoctor tap COM5 COM3", tapExample},
			{"posdoctor tap tcp-listen://:20007 tcp://192.168.0.20:20007 -o till.capture", tapExampleNet},
		},
	})
	a.captureFlags(cmd.Flags(), &f)
	cmd.Flags().BoolVar(&f.yes, "yes", false, a.say(flagTapYes))
	a.complete(cmd)
	cmd.Args = arguments(2, 2)
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return a.tap(cmd.Context(), f, args[0], args[1]) }
	return cmd
}

func (a *app) tap(ctx context.Context, f captureFlags, register, terminal string) error {
	protocol, line, err := a.spoken(f.protocol, f.line, "")
	if err != nil {
		return err
	}
	a.note(textTapWarning)
	if !f.yes && !a.agree(textTapAsk) {
		return &codes.Problem{ID: "usage.consent", What: textTapRefused, Hint: hintTapYes}
	}
	b := bridge{now: a.Now, tell: a.note, line: line}
	b.ends = [2]end{{name: register}, {name: terminal}}
	if err := b.connect(ctx); err != nil {
		return portProblem(err)
	}
	h := header(register+" | "+terminal, b.ends[1].port.Link(), b.line, protocol)
	h.Both = true
	job, err := a.begin(f, protocol, h, terminal)
	if err != nil {
		b.drop(func(end) bool { return true })
		return err
	}
	a.note(textTapping.With(register, terminal, job.file.names[0]))
	return job.finish(ctx, job.run(ctx, b.run))
}

// end is one side of a bridge.
type end struct {
	name string
	port *serial.Port // nil while it is not open
}

// bridge joins a register, the first end, and a terminal, and joins them again
// when one of them went and came back.
type bridge struct {
	ends [2]end
	line wire.Line
	now  func() time.Time
	tell func(codes.Text)
}

// connect opens what is not open. The register comes first: over a network it
// is waited for, and the terminal is called only then.
func (b *bridge) connect(ctx context.Context) error {
	for i := range b.ends {
		e := &b.ends[i]
		if e.port != nil {
			continue
		}
		p, err := serial.Open(ctx, e.name, b.line)
		if err != nil {
			b.drop(func(end) bool { return true })
			return err
		}
		e.port = p
	}
	return nil
}

// drop closes ends.
func (b *bridge) drop(which func(end) bool) {
	for i := range b.ends {
		if e := &b.ends[i]; e.port != nil && which(*e) {
			_ = e.port.Close() // nothing more is wanted of it
			e.port = nil
		}
	}
}

// run bridges until ctx ends or something other than a lost end stops it.
func (b *bridge) run(ctx context.Context, out chan<- happening) error {
	defer b.drop(func(end) bool { return true })
	for {
		err := serial.Tap(ctx, b.ends[0].port, b.ends[1].port, func(c serial.Chunk) { out <- happening{Chunk: c} })
		var lost *serial.Error
		switch {
		case ctx.Err() != nil:
			return nil
		case !went(err) || !errors.As(err, &lost):
			return portProblem(err)
		}
		gone, back, told := capture.Unplugged, capture.Replugged, textUnplugged
		if b.network() {
			gone, back, told = capture.HungUp, capture.Connected, textHungUp
		}
		out <- happening{Chunk: serial.Chunk{At: b.now()}, sign: gone, text: lost.Port}
		b.tell(told.With(lost.Port))
		// A connection that one side ended must end for the other too, as it would
		// without anything in between.
		b.drop(func(e end) bool { return e.name == lost.Port || e.port.Link() == wire.TCP })
		for b.connect(ctx) != nil {
			if ctx.Err() != nil {
				return nil
			}
			pause(ctx, retry)
		}
		out <- happening{Chunk: serial.Chunk{At: b.now()}, sign: back, text: lost.Port}
		b.tell(textReplugged.With(lost.Port))
	}
}

// network reports whether both ends are connections: then nothing can pass while
// one of them is down.
func (b *bridge) network() bool {
	return b.ends[0].port.Link() == wire.TCP && b.ends[1].port.Link() == wire.TCP
}

var (
	tapShort = codes.Text{EN: "record between a till and its terminal", ZH: "接在收银机和终端之间录制"}
	tapLong  = []codes.Text{
		{
			EN: "posdoctor stands between the two like a cable: what one side sends goes to the other at once and unchanged, and is recorded, masked. The first port leads to the till, the second to the terminal; each may be a serial port, tcp://HOST:PORT, or tcp-listen://:PORT for a till that connects by itself.",
			ZH: "posdoctor 像一根线一样接在两者中间：一边发来的字节立即原样送到另一边，同时打码录下。第一个端口接收银机，第二个接终端；可以是串口、tcp://地址:端口号，收银机主动连接时用 tcp-listen://:端口号。",
		},
		{
			EN: "Start and stop it only while no payment is under way. Speed and control lines are passed on as far as the drivers allow. The file format: posdoctor help capture.",
			ZH: "只在没有交易进行时开始和结束。速率和控制线在驱动允许的范围内也会传递。文件格式见 posdoctor help capture。",
		},
	}
	tapExample    = codes.Text{EN: "the till at COM5, the terminal at COM3", ZH: "收银机接 COM5，终端接 COM3"}
	tapExampleNet = codes.Text{EN: "over the network: let the till connect to this computer", ZH: "通过网络：让收银机改连这台电脑"}
	flagTapYes    = codes.Text{EN: "start without asking; you have read what stopping it in the middle of a payment would lose", ZH: "不再询问直接开始；表示你已知道交易中途停止会丢失什么"}

	textTapWarning = codes.Text{
		EN: "While posdoctor runs, the till reaches the terminal only through it. If it stops in the middle of a payment - Ctrl-C, a closed laptop, a pulled cable - the till loses the answer: the customer may be charged while the till shows the payment as failed. Nobody may charge again then before the terminal's own record was looked at. Start and stop only while no payment is under way.",
		ZH: "posdoctor 运行期间，收银机只能通过它联系终端。如果在交易中途停止（按了 Ctrl-C、合上电脑、线被拔掉），收银机就收不到结果：顾客可能已被扣款，收银机却显示失败。这时必须先查终端自己的记录，查清之前谁也不要再次收款。请只在没有交易进行时开始和结束。",
	}
	textTapAsk     = codes.Text{EN: "Is no payment under way, and shall the bridge start?", ZH: "现在没有交易在进行，开始接通吗？"}
	textTapRefused = codes.Text{EN: "not started: nobody said yes", ZH: "没有开始：未得到确认"}
	hintTapYes     = codes.Text{EN: "answer y, or give --yes when nobody sits at the screen", ZH: "请回答 y；无人值守时加 --yes"}
	textHungUp     = codes.Text{EN: "%s ended the connection, as it may after each payment; waiting for the next one", ZH: "%s 结束了连接（每笔交易后断开是正常的），等待下一次连接"}
	textTapping    = codes.Text{EN: "%s and %s are joined, writing %s; Ctrl-C ends it", ZH: "%s 与 %s 已接通，写入 %s；按 Ctrl-C 结束"}
)
