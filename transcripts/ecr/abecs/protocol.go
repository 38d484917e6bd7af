package abecs

import (
	"fmt"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/cut"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hide"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/say"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Protocol gives the Brazilian pinpad standard. It is only decoded: what is
// harmless to ask needs several commands in a row (CAN, OPN, GIN, CLO), and OPN
// ends the session of the till's own software.
func Protocol() ecr.Protocol {
	return ecr.Protocol{
		ID:     protocol,
		Name:   codes.Text{EN: "ABECS pinpad", ZH: "ABECS 密码键盘"},
		Region: codes.Text{EN: "Brazil", ZH: "巴西"},
		Source: "ABECS pinpad specification 2.12 (2019-04-11)",
		Lines:  []wire.Line{{Baud: 19200, Bits: 8, Parity: 'N', Stop: 1}},
		Links:  []wire.Link{wire.Serial},

		NewFramer:       func(wire.Link) wire.Framer { return cut.New(longest, scan) },
		NewConversation: newConversation,
		Describe:        describe,
		Mask:            mask,
		Signature:       signature,
	}
}

// mask keeps the names of commands, return codes and lengths, and of the data
// only what cannot be about a card or a customer.
func mask(f wire.Frame) wire.Bytes {
	if f.Kind != wire.Data {
		return hide.Loose(f.Raw)
	}
	b := f.Body
	first := 3 // of the data of a command; answers have a return code before it
	data, ok := blocks(b, first)
	if !ok {
		first = 6
		data, ok = blocks(b, first)
	}
	switch keep := commands[id(b)].keep; {
	case keep == all && (!ok || f.Check == wire.CheckBad):
		b = hide.Loose(b)
	case !ok:
		b = hide.All(b, min(6, b.Len()), b.Len())
	case keep == nothing:
		for _, d := range data {
			b = hide.All(b, d.from, d.to)
		}
	case keep == words:
		b = hide.Words(b)
	}
	sum := f.Raw.From(f.Raw.Len() - 2)
	if !b.AllKnown() {
		sum = hide.All(sum, 0, 2)
	}
	out := wire.Known([]byte{syn}).Append(escape(b)).Append(wire.Known([]byte{etb})).Append(sum)
	if f.Check == wire.CheckBad {
		return hide.Loose(out) // it may be no packet at all
	}
	return out
}

// describe names the parts of a command or answer.
func describe(f wire.Frame, side wire.Side, o ecr.Options) transcripts.Decoded {
	s := say.Sheet{Body: f.Body}
	if cmd := id(f.Body); f.Kind == wire.Data && cmd != "" {
		s.Add("CMD", 0, 3, "Command", "指令").Meaning = commands[cmd].name
		first := 3
		_, ok := blocks(f.Body, 3)
		if side == wire.FromTerminal || side == wire.SideUnknown && !ok || cmd == "ERR" || cmd == "NTM" {
			s.Add("STAT", 3, 6, "Return code", "返回码")
			first = 6
		}
		data, _ := blocks(f.Body, first)
		for n, d := range data {
			parameters(&s, cmd, n, d, first == 6, o)
		}
	}
	return say.Decoded(f, newConversation(o).Take(side, f), s.Fields)
}

func parameters(s *say.Sheet, cmd string, n int, d block, answer bool, o ecr.Options) {
	name := fmt.Sprintf("BLK%d", n+1)
	switch keep := commands[cmd].keep; {
	case keep == nothing:
		s.Drop(name, d.from, d.to, "Data", "数据")
	case cmd == "GIN" && answer && d.to-d.from == 100:
		s.Add("MNAME", d.from, d.from+20, "Maker", "厂商")
		s.Add("MODEL", d.from+20, d.from+39, "Model", "型号")
		s.Add("SOVER", d.from+40, d.from+60, "Operating system", "操作系统")
		s.Add("SPECVER", d.from+60, d.from+64, "Version of the standard", "规范版本")
		s.Add("MANVER", d.from+64, d.from+80, "Version of the manager", "管理程序版本")
		s.Add("SERNUM", d.from+80, d.from+100, "Serial number", "序列号")
	case cmd == "GIX" && answer:
		each(s.Body, d, func(tag uint16, from, to int) {
			if what, ok := items[tag]; ok {
				s.Add(fmt.Sprintf("%04X", tag), from, to, what.EN, what.ZH)
			} else {
				s.Drop(fmt.Sprintf("%04X", tag), from, to, "Other item", "其他信息项")
			}
		})
	default:
		f := s.Add(name, d.from, d.to, "Data", "数据")
		f.Value = say.Free(o.Masker, s.Body, d.from, d.to)
	}
}
