package zvt

import (
	"fmt"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// describe names every field of one frame.
func describe(f wire.Frame, side wire.Side, o ecr.Options) transcripts.Decoded {
	d := transcripts.Decoded{Guess: "exact", Complete: true, Fault: f.Fault}
	d.Message.Protocol = protocolID
	d.Framing = transcripts.Framing{Length: "none", Stated: -1, Actual: f.Body.Len()}
	if f.Kind == wire.Control {
		return d
	}
	a, ok := parse(f.Body, false)
	if !ok {
		d.Complete, d.Guess = false, "partial"
		return d
	}
	need, _ := size(f.Body.B)
	d.Framing = transcripts.Framing{Length: "binary1", Stated: need - a.head, Actual: f.Body.Len() - a.head}
	for _, e := range newConversation(o).Take(side, unchecked(f)) {
		if e.Message != nil {
			d.Message = *e.Message
			d.Message.Talk = ""
			break
		}
	}
	name := commandName(a.code)
	d.Fields = append(d.Fields, transcripts.Field{
		ID: "command", Name: codes.Text{EN: "Command", ZH: "指令"},
		Value: fmt.Sprintf("%02X %02X", a.code[0], a.code[1]), Meaning: name, Offset: 0, Length: 2,
	})
	x := explainer{reader: reader{o}, a: &a}
	d.Fields = append(d.Fields, x.fields(a.fields)...)
	if fault := worst(f.Fault, a.fault); fault != nil {
		d.Fault = fault
		d.Complete = f.Check != wire.CheckBad && a.fault == nil && f.Kind == wire.Data
		if !d.Complete {
			d.Guess = "partial"
		}
	}
	return d
}

// unchecked gives a frame as if its check sum fitted: what is shown of a damaged
// one is as far as it reads, with its fault beside it.
func unchecked(f wire.Frame) wire.Frame {
	return wire.Frame{Kind: wire.Data, Raw: f.Raw, Body: f.Body, Check: wire.CheckNone}
}

func commandName(k code) codes.Text {
	switch {
	case k[0] == 0x80, k[0] == 0x84 && k[1] == 0:
		return codes.Text{EN: "Received; this is no approval", ZH: "已收到；不表示批准"}
	case k[0] == 0x84:
		t := codes.Text{EN: "Not carried out", ZH: "未执行"}
		return joined(t, codeName(k[1], codes.ClassAny))
	}
	if c, known := commands()[k]; known {
		return c.name
	}
	return codes.Text{
		EN: "Unknown command; it may move money",
		ZH: "未知指令；可能涉及款项",
	}
}

func joined(a, b codes.Text) codes.Text {
	if b.IsZero() {
		return a
	}
	return codes.Text{EN: a.EN + ": " + b.EN, ZH: a.ZH + "：" + b.ZH}
}

// codeName gives the short name of a result code.
func codeName(c byte, k codes.Class) codes.Text {
	found, _ := book().Lookup(protocolID, k, fmt.Sprintf("%02X", c))
	return found.Name
}

// explainer turns the fields of one APDU into fields for showing.
type explainer struct {
	reader
	a *apdu
}

func (x explainer) fields(list []field) []transcripts.Field {
	var out []transcripts.Field
	for _, f := range list {
		v := transcripts.Field{ID: f.id, Name: f.name, Offset: f.at, Length: f.head + f.val.Len()}
		switch f.show {
		case showDigits:
			v.Value = f.val.Nibbles()
		case showHex:
			v.Value = strings.ToUpper(f.val.Hex())
		case showChars:
			v.Value = plain(strings.TrimRight(f.val.Text(), "\x00"))
		case showText:
			v.Value = words(f.val, x.o.Masker)
		case showPAN:
			v.Value = x.card(f.val).Masked
		case showContainer, showTemplate:
			v.Sub = x.fields(f.sub)
		default:
			v.Dropped = f.val.Len() > 0
		}
		v.Meaning = x.meaning(f)
		out = append(out, v)
	}
	return out
}

// meaning explains the value of a field; most speak for themselves.
func (x explainer) meaning(f field) codes.Text {
	c, known := first(f.val)
	if !known {
		return codes.Text{}
	}
	switch f.id {
	case "04":
		if a := x.amount(x.a, f.val); a.Known {
			return codes.Same(money(a))
		}
	case "27":
		return codeName(c, codes.ClassAny)
	case "49":
		return codes.Same(x.amount(x.a, wire.Known([]byte{0})).Currency)
	case "progress":
		return progresses()[c].name
	case "state":
		return conditions()[c].meaning
	}
	return codes.Text{}
}
