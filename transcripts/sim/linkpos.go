package sim

import (
	"fmt"
	"strings"
	"time"
)

// linkposProtocol is the Hypercom-style ECR message as Thai and Philippine
// acquirers use it (KBTG Link POS 1.5, ECR/FRS 1.56, a BDO capture).
var linkposProtocol = &protocol{
	id: "linkpos", links: []Link{Serial, TCP}, line: "9600 8N1", terminal: "33399001", merchant: "000000000000001",
	variants: []string{"kbtg", "v156", "bdo"},
	cut:      func(Scenario) cutter { return cutBCD },
	signs:    plainSigns,
	ackWait:  2 * time.Second, repeats: 1, answerWait: 120 * time.Second,
	approved: outcome{"00", "APPROVED"}, declined: "DECLINED", words: linkposWords,
	issuer:     linkposIssuer,
	missing:    func(s Scenario) outcome { return linkposOwn(s, outcome{"12", "INVALID TRANSACTION"}) },
	talk:       func(Scenario) talker { return linkpos{} },
	till:       func(Scenario) till { return &linkposTill{} },
	dos:        []Do{DoLink, DoLast, DoSale, DoVoid},
	terminalID: lettersOf(8), code: lettersOf(2),
}

// linkposWords are what terminals write into the text field for a code.
var linkposWords = map[string]string{
	"01": "PLEASE CALL ISSUER", "05": "DO NOT HONOUR", "12": "INVALID TRANSACTION", "51": "INSUFFICIENT FUND",
	"55": "INCORRECT PIN", "68": "RESPONSE RECEIVED LATE", "74": "NO COMM WITH HOST", "91": "ISSUER INOPERATIVE",
	"TO": "TRANSACTION TIMEOUT", "NB": "BATCH EMPTY", "UA": "USER ABORT", "XX": "CONNECTION ERROR",
}

// linkposIssuer: KBTG knows one code for every refusal and says the reason in
// the text; the others hand the code of ISO 8583 on.
func linkposIssuer(s Scenario) outcome {
	if s.Variant == "kbtg" {
		return outcome{"ND", "HOST REJECT CALL ISSUER"}
	}
	return outcome{"01", linkposWords["01"]}
}

func linkposOwn(s Scenario, o outcome) outcome {
	if s.Variant == "kbtg" {
		o.code = "ND"
	}
	return o
}

// linkpos speaks the message behind a transport header of ten digits.
type linkpos struct{ unsigned }

// The roles in a header.
const (
	linkposAsks = '0'
	linkposSays = '1'
)

// linkposMessage builds a message: header, role, transaction code, response code,
// an indicator that more follows, fields.
func linkposMessage(role byte, code, response string, more byte, fields ...[]byte) []byte {
	out := []byte("60" + "0000" + "0000" + "1")
	out = append(out, role)
	out = append(out, code+response...)
	out = append(out, more, fsep)
	for _, f := range fields {
		out = append(out, f...)
	}
	return bcdFrame(out)
}

// lfield is a field: its type, the length of its value in packed digits, the
// value, FS.
func lfield(id, value string) []byte {
	out := append([]byte(id), packed(fmt.Sprintf("%04d", len(value)))...)
	return append(append(out, value...), fsep)
}

// lfields reads the fields behind a header.
func lfields(b []byte) map[string]string {
	out := map[string]string{}
	for len(b) >= 5 {
		n := 0
		fmt.Sscanf(unpacked(b[2:4]), "%d", &n)
		if len(b) < n+5 {
			break
		}
		out[string(b[:2])] = string(b[4 : 4+n])
		b = b[n+5:]
	}
	return out
}

const linkposHeader = 18 // bytes, with the FS

func (linkpos) take(d *desk, body []byte) {
	if len(body) < linkposHeader {
		return
	}
	code, more, f := string(body[12:14]), body[16], lfields(body[linkposHeader:])
	switch code {
	case "D0":
		d.say(reply, 100*time.Millisecond, linkposMessage(linkposSays, code, "00", more), ack)
	case "74", "IQ":
		e, ok := d.find(func(e entry) bool { return e.Reference == strings.TrimSpace(f["R1"]) })
		o := d.proto.missing(d.sc)
		if ok {
			o = d.of(e)
		}
		d.say(reply, time.Second, linkposMessage(linkposSays, code, o.code, '0', linkposResult(d.sc, e, o, e.Receipt)...), ack)
	case "20":
		if d.sc.Variant == "kbtg" {
			d.say(progress, 200*time.Millisecond, linkposMessage(linkposSays, "C0", "00", '1'))
			d.say(progress, 3*time.Second, linkposMessage(linkposSays, "C1", "00", '1'))
		}
		e, o := d.pay(Sale, amountOf(f["40"]), strings.TrimSpace(f["R1"]))
		d.say(result, 4*time.Second, linkposMessage(linkposSays, code, o.code, '0', linkposResult(d.sc, e, o, e.Receipt)...), ack)
	case "26":
		e, original, o := d.undo(func(e entry) bool { return e.Receipt == f["65"] })
		d.say(result, 4*time.Second, linkposMessage(linkposSays, code, o.code, '0', linkposResult(d.sc, e, o, original.Receipt)...), ack)
	case "50":
		o := outcome{"00", "SETTLEMENT SUCCESSFUL"}
		if len(d.journal) == 0 {
			o = outcome{"NB", linkposWords["NB"]}
		}
		d.say(reply, 5*time.Second, linkposMessage(linkposSays, code, o.code, '0', lfield("02", fmt.Sprintf("%-40s", o.text))), ack)
	}
}

// linkposResult are the fields of a payment, in the order of a public capture. A
// refusal has its text only.
func linkposResult(s Scenario, e entry, o outcome, invoice string) [][]byte {
	text := lfield("02", fmt.Sprintf("%-40s", o.text))
	if o.code != linkposProtocol.approved.code {
		return [][]byte{text}
	}
	return [][]byte{
		text,
		lfield("01", e.Auth), lfield("65", invoice), lfield("D0", fmt.Sprintf("%-69s", "DEMO SHOP")),
		lfield("16", s.Terminal), lfield("D1", s.Merchant), lfield("D2", fmt.Sprintf("%-10s", "VISA")),
		lfield("30", maskedCard), lfield("31", "****"), lfield("50", "000800"),
		lfield("03", e.at.Format("060102")), lfield("04", e.at.Format("150405")), lfield("D3", e.RRN),
		lfield("40", fmt.Sprintf("%012d", e.Minor)),
	}
}

// maskedCard is a published test number as terminals show it.
const maskedCard = "411111******1111"

// linkposTill is a till that speaks LinkPOS.
type linkposTill struct{}

func (linkposTill) ask(c call) [][]byte {
	switch c.Do {
	case DoSale:
		fields := [][]byte{lfield("40", fmt.Sprintf("%012d", c.Minor))}
		if c.Reference != "" {
			fields = append(fields, lfield("R1", fmt.Sprintf("%-20s", c.Reference)))
		}
		return [][]byte{linkposMessage(linkposAsks, "20", "00", '0', fields...)}
	case DoVoid:
		return [][]byte{linkposMessage(linkposAsks, "26", "00", '0', lfield("65", c.last.Receipt))}
	case DoLast:
		return [][]byte{linkposMessage(linkposAsks, "74", "00", '0', lfield("R1", fmt.Sprintf("%-20s", c.last.Reference)))}
	}
	return [][]byte{linkposMessage(linkposSays, "D0", "00", '1')}
}

func (linkposTill) hear(p piece) (say [][]byte, done bool) {
	if p.kind != data {
		return nil, p.kind == control && p.sign == nak
	}
	notice := len(p.body) >= linkposHeader && (p.body[12] == 'C' || p.body[12] == 'P')
	return [][]byte{{ack}}, !notice
}
