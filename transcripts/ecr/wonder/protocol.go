package wonder

import (
	"fmt"
	"maps"
	"slices"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/cut"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hide"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/say"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/tell"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

const protocol = "wonder"

// Protocol gives the serial protocol of Wonder terminals. It is only decoded.
func Protocol() ecr.Protocol {
	return ecr.Protocol{
		ID:     protocol,
		Name:   codes.Text{EN: "Wonder terminal", ZH: "Wonder 终端"},
		Region: codes.Text{EN: "Hong Kong", ZH: "香港"},
		Source: "developer.wonder.today, ECR via RS232",
		Lines:  []wire.Line{{Baud: 115200, Bits: 8, Parity: 'N', Stop: 1}},
		Links:  []wire.Link{wire.Serial},

		NewFramer:       func(wire.Link) wire.Framer { return cut.New(longest, scan) },
		NewConversation: newConversation,
		Describe:        describe,
		Mask:            mask,
		Signature:       signature,
	}
}

// kinds are the actions. Unknown ones count as moving money.
var kinds = map[string]transcripts.Kind{
	"Sale":              transcripts.KindSale,
	"Payment":           transcripts.KindSale,
	"PreAuth":           transcripts.KindPreAuth,
	"Void":              transcripts.KindVoid,
	"Reversal":          transcripts.KindVoid,
	"Refund":            transcripts.KindRefund,
	"DeviceInfo":        transcripts.KindStatus,
	"TransactionStatus": transcripts.KindStatus,
	"Pair":              transcripts.KindAdmin,
	"Abort":             transcripts.KindAdmin,
	"SwitchBusiness":    transcripts.KindAdmin,
}

type conversation struct {
	turns tell.Talks
	asked string // action that waits for its answer
}

func newConversation(ecr.Options) ecr.Conversation {
	return &conversation{turns: tell.Talks{Protocol: protocol}}
}

// Take tells what a frame says. Request and answer look alike: only the side
// tells which it is, and where that is not known, the order.
func (c *conversation) Take(side wire.Side, f wire.Frame) []transcripts.Event {
	if e, bad := tell.Frame(side, f); bad {
		return []transcripts.Event{e}
	}
	if f.Kind != wire.Data {
		return nil
	}
	in, ok := say.JSON(f.Body)
	if !ok {
		return []transcripts.Event{tell.Fault(side, &transcripts.Fault{ID: "field", Byte: header, Field: "JSON", What: codes.Text{
			EN: "the data is no whole JSON object", ZH: "数据不是完整的 JSON 对象",
		}})}
	}
	action := actionOf(in)
	m := transcripts.Message{Protocol: protocol, Class: transcripts.ClassFinancial, Kind: kinds[action], TypeCode: action}
	if !m.Kind.MovesMoney() {
		m.Class = transcripts.ClassAdmin
	}
	answer := side == wire.FromTerminal || side == wire.SideUnknown && action != "" && action == c.asked
	switch {
	case !answer:
		m.Function, m.Talk = transcripts.Request, c.turns.Next()
		c.asked = action
	case action == c.asked && action != "":
		m.Function, m.Talk = transcripts.Answer, c.turns.Now()
		c.asked = ""
	default:
		m.Function, m.Talk = transcripts.Answer, c.turns.Next()
		c.asked = ""
	}
	return []transcripts.Event{tell.Message(side, m)}
}

// actionOf finds the action, beside the encrypted member or in the header of a
// body in the clear.
func actionOf(in map[string]string) string {
	if a := in["action"]; a != "" {
		return a
	}
	return in["header.action"]
}

// open are the members that say nothing about a card or a customer.
var open = map[string]codes.Text{
	"version":        {EN: "Version", ZH: "版本"},
	"action":         {EN: "Action", ZH: "操作"},
	"requestID":      {EN: "Number of the request", ZH: "请求编号"},
	"responseID":     {EN: "Number of the answered request", ZH: "应答编号"},
	"clientDeviceSN": {EN: "Serial number of the till", ZH: "收银设备序列号"},
	"timestamp":      {EN: "Time", ZH: "时间"},
}

// mask keeps the open members; everything else may be what the encryption is
// there to hide.
func mask(f wire.Frame) wire.Bytes {
	if f.Kind != wire.Data || f.Check == wire.CheckBad {
		return hide.Loose(f.Raw)
	}
	n := f.Raw.Len()
	body := hide.JSON(f.Raw.Slice(header, n-4), func(name string) hide.Rule {
		if _, ok := open[name]; ok {
			return hide.Keep
		}
		return hide.Drop
	})
	sum := f.Raw.From(n - 4)
	if !body.AllKnown() {
		sum = hide.All(sum, 0, 4)
	}
	return f.Raw.Slice(0, header).Append(body).Append(sum)
}

func describe(f wire.Frame, side wire.Side, o ecr.Options) transcripts.Decoded {
	s := say.Sheet{Body: f.Body}
	if f.Kind == wire.Data && f.Check != wire.CheckBad {
		s.Fields = append(s.Fields, transcripts.Field{
			ID: "CMD", Name: codes.Text{EN: "Command", ZH: "指令"}, Value: fmt.Sprintf("%X", f.Raw.B[1:3]),
		})
		in, _ := say.JSON(f.Body)
		for _, name := range slices.Sorted(maps.Keys(in)) {
			last := name
			for i := range name {
				if name[i] == '.' {
					last = name[i+1:]
				}
			}
			field := transcripts.Field{ID: name, Name: open[last], Value: o.Masker.Text(in[name])}
			if field.Name.IsZero() {
				field.Name, field.Value, field.Dropped = codes.Text{EN: "Encrypted or private", ZH: "加密或私密内容"}, "", true
			}
			s.Fields = append(s.Fields, field)
		}
	}
	return say.Decoded(f, newConversation(o).Take(side, f), s.Fields)
}
