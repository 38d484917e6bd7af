package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/iso"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// decodeFlags are the options of decode.
type decodeFlags struct {
	dialect  string
	protocol string
	book     string
	profile  string
	format   string
}

func (a *app) decodeCommand() *cobra.Command {
	f := decodeFlags{format: "text"}
	cmd := a.command("decode", manual{
		for_: forEngineer, use: codes.Text{EN: "[HEX|FILE|-]", ZH: "[十六进制|文件|-]"}, short: decodeShort, long: []codes.Text{decodeLong, decodeFrames},
		examples: []example{
			{"posdoctor decode message.hex", decodeExampleFile},
			{"pbpaste | posdoctor decode -", decodeExamplePipe},
			{"posdoctor decode till.capture", decodeExampleCapture},
		},
	})
	cmd.Flags().StringVar(&f.dialect, "dialect", "", a.say(flagDialect))
	cmd.Flags().StringVar(&f.protocol, "protocol", "", a.say(flagFrameProtocol))
	cmd.Flags().StringVar(&f.book, "book", "", a.say(flagBook))
	cmd.Flags().StringVar(&f.profile, "profile", "", a.say(flagProfile))
	cmd.Flags().Var(a.choice(&f.format, "text", "json"), "format", a.say(flagExplainFormat))
	a.complete(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return a.decode(cmd.Context(), f, args) }
	return cmd
}

func (a *app) decode(ctx context.Context, f decodeFlags, args []string) error {
	prof, err := a.profile(f.profile)
	if err != nil {
		return err
	}
	if f.dialect == "" {
		f.dialect = prof.Dialect
	} else if err := knownDialect(f.dialect); err != nil {
		return err
	}
	stated, err := knownProtocol(f.protocol)
	if err != nil {
		return err
	}
	d := decoder{protocol: stated, currency: prof.Currency, note: a.note, lib: codes.Open(), books: prof.Books, options: iso.Options{Dialect: f.dialect, Masker: redact.New(nil)}}
	if f.book != "" {
		if err := knownBook(d.lib, f.book); err != nil {
			return err
		}
		d.books = []string{f.book}
	}
	in, err := a.decodeInput(ctx, args)
	if err != nil {
		return err
	}
	messages, err := d.decode(in)
	if err != nil {
		return err
	}
	whole := true
	for i, m := range messages {
		whole = whole && m.decoded.Complete
		if f.format == "json" {
			err = a.writeJSON(a.Out, messageToJSON(m))
		} else {
			err = a.show(a.page(a.messagePage(m, i > 0)...))
		}
		if err != nil {
			return err
		}
	}
	if !whole {
		return errAttention
	}
	return nil
}

// message is one decoded message and what its codes mean.
type message struct {
	decoded transcripts.Decoded
	where   transcripts.Where
	code    []group // readings of DE39, likeliest first
	frame   *frame  // of a cash-register protocol; nil otherwise
}

// decoder decodes the messages of one input.
type decoder struct {
	lib      *codes.Library
	books    []string
	options  iso.Options
	protocol *ecr.Protocol // stated by the user; nil otherwise
	currency string
	note     func(codes.Text) // tells the user something beside the result
}

// decode tells what the input is: a capture, a payment message, or a frame of a
// cash-register protocol. A message that fits to its end wins over a frame,
// because its layout proves itself; a frame with a right check sum over a
// message that breaks off.
func (d decoder) decode(in input) ([]message, error) {
	switch {
	case in.capture != nil:
		return d.captured(in.capture)
	case d.protocol != nil:
		return d.frames(in)
	}
	messages, err := d.input(in)
	if err == nil && complete(messages) > 0 {
		return messages, nil
	}
	if frames, ferr := d.frames(in); ferr == nil {
		return frames, nil
	}
	return messages, err
}

func complete(messages []message) (n int) {
	for _, m := range messages {
		if m.decoded.Complete {
			n++
		}
	}
	return n
}

// input decodes the input in the way that gives most: whole messages win over
// parts of one, parts over nothing.
func (d decoder) input(in input) ([]message, error) {
	var best []message
	var first error
	most := -1
	for _, way := range in.ways {
		messages, err := d.messages(way)
		if err != nil {
			if first == nil {
				first = err
			}
			continue
		}
		if n := complete(messages); n > most {
			best, most = messages, n
		}
	}
	if best != nil {
		return best, nil
	}
	return nil, first
}

// messages decodes each piece. Something is refused only when no message is in
// it at all; otherwise what could be read is shown.
func (d decoder) messages(pieces []piece) ([]message, error) {
	var out []message
	var first error
	for _, p := range pieces {
		if !p.bytes.AllKnown() {
			continue // a masked message has no fields that could be told apart
		}
		dec, err := iso.Decode(p.bytes.B, d.options)
		if err != nil && len(dec.Fields) == 0 {
			if first == nil {
				first = decodeProblem(err, dec.Fault)
			}
			continue
		}
		out = append(out, message{decoded: dec, where: p.where, code: d.code(dec.Message)})
	}
	switch {
	case len(out) > 0:
		return out, nil
	case first == nil:
		first = decodeProblem(nil, nil)
	}
	return nil, first
}

func decodeProblem(err error, fault *transcripts.Fault) error {
	p := &codes.Problem{ID: "decode.nothing", What: textNoMessage, Hint: hintNoMessage}
	var own *codes.Problem
	if errors.As(err, &own) {
		return &codes.Problem{ID: p.ID, What: own.What, At: own.At, Hint: p.Hint}
	}
	if fault != nil && !fault.What.IsZero() {
		p.What, p.At = fault.What, placeOf(fault).EN
	}
	return p
}

func knownDialect(id string) error {
	var known []string
	for _, d := range iso.Dialects() {
		if d.ID == id {
			return nil
		}
		known = append(known, d.ID)
	}
	err := oneOf(id, known).(*codes.Problem)
	err.ID, err.What = "usage.dialect", textNoDialect.With(id)
	return err
}

var (
	decodeShort = codes.Text{EN: "take one message apart, every field named", ZH: "解析一条报文，逐域说明"}
	decodeLong  = codes.Text{
		EN: "The message may be written as hex in any spacing, or come from a file or a pipe (-), as hex or raw. How it is framed and written is guessed. Half a message is shown as far as it goes, and the exit code is then 1.",
		ZH: "报文可以直接写成十六进制（有没有空格都行），也可以来自文件或管道（-），十六进制或原始字节都行。报文头和编码方式自动识别。不完整的报文会解析到断开的地方，这时退出码是 1。",
	}
	decodeFrames = codes.Text{
		EN: "What is no payment message is tried as frames between a till and a terminal; --protocol names theirs. A capture is shown frame by frame. In hex, x stands for what is masked.",
		ZH: "不是支付报文的内容，会再按收银机与终端之间的帧来识别；协议可以用 --protocol 指定。抓包文件会逐帧显示。十六进制里的 x 表示已打码。",
	}
	decodeExampleCapture = codes.Text{EN: "every frame of a capture", ZH: "解析抓包文件里的每一帧"}
	decodeExampleFile    = codes.Text{EN: "a message saved in a file", ZH: "解析保存在文件里的报文"}
	decodeExamplePipe    = codes.Text{EN: "a message from the clipboard, which keeps card data out of the shell's history", ZH: "解析剪贴板里的报文，卡号不会留在命令历史里"}
	flagDialect          = codes.Text{EN: "the message `FORMAT`, if guessing gets it wrong, for example cnpos", ZH: "报文`格式`，自动识别不对时才需要，例如 cnpos"}
	textNoDialect        = codes.Text{EN: "there is no dialect %q", ZH: "没有名为 %q 的报文格式"}
	textNoMessage        = codes.Text{EN: "there is no message in it that posdoctor can read", ZH: "里面没有 posdoctor 能解析的报文"}
	hintNoMessage        = codes.Text{EN: "give the bytes from the length or the message type on; --dialect names the format if you know it", ZH: "请从报文长度或消息类型开始给出全部字节；知道格式时可以用 --dialect 指定"}
)
