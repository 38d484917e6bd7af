package paywizard

import (
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/say"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/tell"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/iso"
)

const protocol = "paywizard"

// kinds are what TransType asks for. Reversal is PAYwizard's one word for the
// same-day undo of a sale, a pre-authorisation or a completion.
var kinds = map[string]transcripts.Kind{
	"Purchase":         transcripts.KindSale,
	"PreAuth":          transcripts.KindPreAuth,
	"AuthCompletion":   transcripts.KindCompletion,
	"Reversal":         transcripts.KindVoid,
	"Refund":           transcripts.KindRefund,
	"BalanceInquiry":   transcripts.KindBalance,
	"Settle":           transcripts.KindSettlement,
	"GetPosInfo":       transcripts.KindStatus,
	"QueryTransaction": transcripts.KindStatus,
	"PrintLast":        transcripts.KindAdmin,
	"PrintTotal":       transcripts.KindAdmin,
	"PrintDetail":      transcripts.KindAdmin,
	"PrintParameter":   transcripts.KindAdmin,
}

type conversation struct {
	o     ecr.Options
	turns tell.Talks
	asked string // TransType that waits for its answer
}

func newConversation(o ecr.Options) ecr.Conversation {
	return &conversation{o: o, turns: tell.Talks{Protocol: protocol}}
}

// Take tells what a frame says. Handshakes and the till's confirmation are no
// events.
func (c *conversation) Take(side wire.Side, f wire.Frame) []transcripts.Event {
	if e, bad := tell.Frame(side, f); bad {
		return []transcripts.Event{e}
	}
	if f.Kind != wire.Data || f.Body.Len() < header-1 {
		return nil
	}
	what, known := f.Body.At(1)
	switch {
	case known && what != fromTill && what != fromTerminal && what != cancel:
		return nil
	case what == cancel:
		// It ends the wait for a card; what became of the payment is in its answer.
		return []transcripts.Event{tell.Message(side, transcripts.Message{
			Protocol: protocol, Class: transcripts.ClassAdmin, Function: transcripts.Request,
			Kind: transcripts.KindAdmin, TypeCode: "cancel", Talk: c.turns.Next(),
		})}
	}
	in, ok := say.JSON(f.Body.From(header - 1))
	if !ok {
		return []transcripts.Event{tell.Fault(side, unreadable())}
	}
	if what == fromTerminal {
		return []transcripts.Event{tell.Message(side, c.answer(in))}
	}
	return []transcripts.Event{tell.Message(side, c.request(in))}
}

func unreadable() *transcripts.Fault {
	return &transcripts.Fault{ID: "field", Byte: header, Field: "JSON", What: codes.Text{
		EN: "the body is no whole JSON object", ZH: "内容不是完整的 JSON 对象",
	}}
}

// message takes over what requests and answers share.
func (c *conversation) message(in map[string]string) transcripts.Message {
	m := transcripts.Message{
		Protocol: protocol, Class: transcripts.ClassFinancial, Kind: kinds[in["TransType"]], TypeCode: in["TransType"],
		Amount: say.Minor(in["TransAmount"], iso.Currency(in["CurrencyCode"])), Order: in["TransIndexCode"],
		Original: transcripts.Original{
			STAN: six(in["OriTraceNum"]), RRN: in["OriRrn"], AuthCode: in["OriAuthCode"], Receipt: in["OriInvoiceNum"],
		},
	}
	if !m.Kind.MovesMoney() {
		m.Class = transcripts.ClassAdmin
	}
	if date := in["OriTransDate"]; len(date) >= 4 {
		m.Original.Date = date[len(date)-4:]
	}
	if m.Kind == transcripts.KindSettlement {
		m.Class = transcripts.ClassReconciliation
	}
	return m
}

func (c *conversation) request(in map[string]string) transcripts.Message {
	m := c.message(in)
	m.Function, m.Talk = transcripts.Request, c.turns.Next()
	c.asked = in["TransType"]
	return m
}

func (c *conversation) answer(in map[string]string) transcripts.Message {
	m := c.message(in)
	asked, query := c.asked, c.asked == "QueryTransaction"
	c.asked = ""
	switch {
	case query:
		// The answer is about an earlier payment, of the kind that it names.
		m.Repeat, m.Talk = true, c.turns.Next()
		if in["TransType"] == "QueryTransaction" {
			m.Kind, m.Class = transcripts.KindUnknown, transcripts.ClassFinancial
		}
	case asked == "" || in["TransType"] != "" && in["TransType"] != asked:
		m.Talk = c.turns.Next()
	default:
		m.Talk, m.Kind, m.TypeCode = c.turns.Now(), kinds[asked], asked
		if !m.Kind.MovesMoney() && m.Kind != transcripts.KindSettlement {
			m.Class = transcripts.ClassAdmin
		}
	}
	m.Function = transcripts.Answer
	m.ResponseCode = code(in["TransResult"], in["RespCode"])
	m.HostText = c.o.Masker.Text(in["RespDesc"])
	m.STAN, m.RRN, m.Receipt = six(in["TraceNum"]), in["RRN"], in["InvoiceNum"]
	m.AuthCode = in["AuthCode"]
	if m.AuthCode == "" {
		m.AuthCode = in["ApprovalCode"]
	}
	m.Terminal, m.Merchant = in["TID"], in["MID"]
	m.Card = c.o.Masker.Masked(in["CardNum"])
	if date := in["TransDate"]; len(date) >= 4 {
		m.LocalDate = date[len(date)-4:]
	}
	m.LocalTime = in["TransTime"]
	m.EMV.TVR, m.EMV.AC = in["EmvTVR"], in["EmvCryptogram"]
	return m
}

// code is the response code, "" where it and the flag of success contradict each
// other: then neither proves anything.
func code(success, code string) string {
	good := code != "" && strings.Trim(code, "0") == ""
	if success == "true" && !good || success == "false" && good {
		return ""
	}
	return code
}

// six is a trace number of at most six digits, filled up; anything else is none.
func six(s string) string {
	if s == "" || len(s) > 6 || strings.Trim(s, "0123456789") != "" {
		return ""
	}
	return strings.Repeat("0", 6-len(s)) + s
}
