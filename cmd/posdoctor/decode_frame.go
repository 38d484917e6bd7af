package main

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/capture"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/known"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// frame is a frame of a cash-register protocol and what is known of it beside
// its bytes.
type frame struct {
	wire.Frame
	protocol *ecr.Protocol
	side     wire.Side
	own      bool
	at       transcripts.Stamp
}

// frames reads the input as frames, in the protocol that was stated or that the
// bytes look like.
func (d decoder) frames(in input) ([]message, error) {
	var best known.Guess
	var pieces []piece
	for _, way := range in.ways {
		g, ok := d.guess(way)
		if ok && (best.Protocol.ID == "" || g.Good > best.Good || g.Good == best.Good && g.Noise+g.Bad < best.Noise+best.Bad) {
			best, pieces = g, way
		}
	}
	if best.Protocol.ID == "" {
		return nil, &codes.Problem{ID: "decode.nothing", What: textNoMessage, Hint: hintNoFrame.With(strings.Join(protocolIDs(), ", "))}
	}
	var out []message
	for _, p := range pieces {
		f := best.Protocol.NewFramer(best.Link)
		for _, x := range append(f.Feed(p.bytes), f.Flush()...) {
			m := d.describe(&frame{Frame: x, protocol: &best.Protocol}, p.where, "")
			switch {
			case d.protocol != nil:
				m.decoded.Guess = "stated"
			case best.Sure:
				m.decoded.Guess = "exact"
			default:
				m.decoded.Guess = "likely"
			}
			if best.Rival != "" && d.protocol == nil {
				m.decoded.Others = []string{best.Rival}
			}
			out = append(out, m)
		}
	}
	return out, nil
}

// guess tells which protocol pieces are in. What only looks like noise in it is
// no guess at all.
func (d decoder) guess(pieces []piece) (known.Guess, bool) {
	s := known.Sample{}
	for _, p := range pieces {
		s.Pieces = append(s.Pieces, known.Piece{Bytes: p.bytes}, known.Piece{})
	}
	if d.protocol != nil {
		return d.stated(s)
	}
	guesses := known.Recognise(s)
	if len(guesses) == 0 || guesses[0].Good+guesses[0].Bad == 0 && !guesses[0].Sure || guesses[0].Parity != 0 {
		return known.Guess{}, false
	}
	return guesses[0], true
}

// stated frames pieces in the stated protocol, over the link that gives most.
func (d decoder) stated(s known.Sample) (known.Guess, bool) {
	var best known.Guess
	for _, link := range d.protocol.Links {
		g := known.Guess{Protocol: *d.protocol, Link: link}
		f := d.protocol.NewFramer(link)
		for _, p := range s.Pieces {
			frames := f.Feed(p.Bytes)
			if p.Bytes.Len() == 0 {
				frames = f.Flush()
			}
			for _, x := range frames {
				switch {
				case x.Kind == wire.Rejected:
					g.Noise += x.Raw.Len()
				case x.Check == wire.CheckBad || x.Fault != nil:
					g.Bad++
				default:
					g.Good++
				}
			}
		}
		if best.Protocol.ID == "" || g.Good > best.Good || g.Good == best.Good && g.Noise < best.Noise {
			best = g
		}
	}
	return best, true
}

// captured shows every frame of a capture.
func (d decoder) captured(data []byte) ([]message, error) {
	shelf := &shelf{decoder: d}
	player := capture.NewPlayer(shelf)
	if d.protocol != nil {
		player.Book = capture.Book{
			ByID:      func(string) (ecr.Protocol, bool) { return *d.protocol, true },
			Recognise: d.stated,
		}
	}
	r := capture.NewReader(bytes.NewReader(data))
	for {
		e, err := r.Next()
		var bad *capture.LineError
		switch {
		case err == nil:
			line, offset, length := r.Place()
			player.Entry(e, transcripts.Where{Line: line, Offset: offset, Length: length})
		case errors.As(err, &bad):
			d.note(textBadLine.With(bad.Line))
		}
		if err == io.EOF {
			break
		}
	}
	player.End()
	if len(shelf.messages) == 0 {
		return nil, &codes.Problem{ID: "decode.nothing", What: textNoFrames, Hint: hintNoFrame.With(strings.Join(protocolIDs(), ", "))}
	}
	return shelf.messages, nil
}

// shelf collects the frames of a capture.
type shelf struct {
	decoder  decoder
	protocol *ecr.Protocol
	variant  string
	messages []message
}

func (s *shelf) Speak(p *ecr.Protocol, variant string) { s.protocol, s.variant = p, variant }

func (s *shelf) Frame(f capture.Seen) {
	m := s.decoder.describe(&frame{Frame: f.Frame, protocol: s.protocol, side: f.Side, own: f.Own, at: f.At}, f.Where, s.variant)
	m.decoded.Guess = "stated"
	s.messages = append(s.messages, m)
}

func (*shelf) Gap(transcripts.Stamp, transcripts.Where) {}

func (*shelf) Break() {}

func (*shelf) Lost(transcripts.Where) {}

// describe names every field of a frame.
func (d decoder) describe(f *frame, where transcripts.Where, variant string) message {
	dec := f.protocol.Describe(f.Frame, f.side, ecr.Options{Masker: d.options.Masker, Variant: variant, Currency: d.currency})
	if dec.Message.Protocol == "" {
		dec.Message.Protocol = f.protocol.ID
	}
	if f.Fault != nil && dec.Fault == nil {
		dec.Fault = f.Fault
	}
	if dec.Fault != nil {
		dec.Complete = false
	}
	return message{decoded: dec, where: where, code: d.code(dec.Message), frame: f}
}

// knownProtocol gives the protocol that the user named, nil for none.
func knownProtocol(id string) (*ecr.Protocol, error) {
	if id == "" {
		return nil, nil
	}
	p, ok := known.ByID(id)
	if !ok {
		err := oneOf(id, protocolIDs()).(*codes.Problem)
		err.ID, err.What = "usage.protocol", textNoProtocol.With(id)
		return nil, err
	}
	return &p, nil
}

func protocolIDs() []string {
	var ids []string
	for _, p := range known.All() {
		ids = append(ids, p.ID)
	}
	return ids
}

var frameKinds = map[wire.Kind]string{wire.Rejected: "rejected", wire.Data: "data", wire.Control: "control"}

// sideText says who sent a frame.
func sideText(f *frame) codes.Text {
	switch {
	case f.own:
		return textFromUs
	case f.side == wire.FromRegister:
		return textFromRegister
	case f.side == wire.FromTerminal:
		return textFromTerminal
	}
	return codes.Text{}
}

// signText words a sign without a body.
func signText(s wire.Sign) codes.Text {
	if t, ok := signTexts[s]; ok {
		return t
	}
	return codes.Same(string(s))
}

var signTexts = map[wire.Sign]codes.Text{
	wire.ACK:       {EN: "ACK: received, nothing more", ZH: "ACK：收到，仅此而已"},
	wire.NAK:       {EN: "NAK: not understood, send again", ZH: "NAK：没收对，请重发"},
	wire.ENQ:       {EN: "ENQ: are you there", ZH: "ENQ：询问对方是否在线"},
	wire.EOT:       {EN: "EOT: end of the transmission", ZH: "EOT：传输结束"},
	wire.CAN:       {EN: "CAN: break off", ZH: "CAN：中止"},
	wire.Heartbeat: {EN: "heartbeat: the terminal lives", ZH: "心跳：终端在线"},
	wire.Padding:   {EN: "filler bytes", ZH: "填充字节"},
}

var checkTexts = map[wire.Check]codes.Text{
	wire.CheckOK:     {EN: "right", ZH: "正确"},
	wire.CheckBad:    {EN: "wrong", ZH: "错误"},
	wire.CheckHidden: {EN: "masked, so nobody can tell", ZH: "已打码，无法判断"},
}

var (
	textBadLine       = codes.Text{EN: "line %d of the capture is damaged and was left out", ZH: "抓包文件第 %d 行已损坏，已跳过"}
	textLoose         = codes.Text{EN: "bytes that belong to no frame", ZH: "不属于任何帧的字节"}
	textFromUs        = codes.Text{EN: "posdoctor itself", ZH: "posdoctor 自己"}
	textFromRegister  = codes.Text{EN: "the till", ZH: "收银机"}
	textFromTerminal  = codes.Text{EN: "the terminal", ZH: "终端"}
	labelFrom         = codes.Text{EN: "From", ZH: "发送方"}
	labelAt           = codes.Text{EN: "Time", ZH: "时间"}
	labelCheck        = codes.Text{EN: "Check sum", ZH: "校验和"}
	flagFrameProtocol = codes.Text{EN: "the `PROTOCOL` between till and terminal, if it is not recognised, for example zvt", ZH: "收银机与终端之间的`协议`，识别不出时才需要，例如 zvt"}
	textNoProtocol    = codes.Text{EN: "there is no protocol %q", ZH: "没有名为 %q 的协议"}
	textNoFrames      = codes.Text{EN: "the protocol of this capture is not known, so its frames cannot be told apart", ZH: "不知道这份抓包用的是什么协议，无法分帧"}
	hintNoFrame       = codes.Text{EN: "name the protocol with --protocol if you know it: %s", ZH: "如果知道协议，请用 --protocol 指定：%s"}
)
