package sim

import (
	"fmt"
	"time"
)

// netsProtocol is the NETS ECR message of Singapore: the frame of LinkPOS with a
// header of its own. The numbers of its status and last-payment functions are
// known from memory only.
var netsProtocol = &protocol{
	id: "nets", links: []Link{Serial, TCP}, line: "9600 8N1", terminal: "37066801", merchant: "000011118801018",
	cut:     func(Scenario) cutter { return cutBCD },
	signs:   plainSigns,
	ackWait: 2 * time.Second, repeats: 1, answerWait: 120 * time.Second,
	approved: outcome{"00", "APPROVED"}, declined: "DECLINED", words: linkposWords,
	issuer:     always(outcome{"01", "PLEASE CALL ISSUER"}),
	missing:    always(outcome{"12", "INVALID TRANSACTION"}),
	talk:       func(Scenario) talker { return nets{} },
	till:       func(Scenario) till { return &netsTill{} },
	dos:        []Do{DoStatus, DoLast, DoSale},
	terminalID: digitsOf(8), status: lettersOf(2), code: lettersOf(2),
}

// nets speaks messages that begin with a number of their own (ECN), which the
// answer repeats.
type nets struct{ unsigned }

// netsMessage builds a message: ECN, function, version or response code, fields.
func netsMessage(ecn, function, code string, fields ...[]byte) []byte {
	out := append([]byte(ecn+function+code+"0"), fsep)
	for _, f := range fields {
		out = append(out, f...)
	}
	return bcdFrame(out)
}

const netsHeader = 18 // bytes, with the FS

func (nets) take(d *desk, body []byte) {
	if len(body) < netsHeader {
		return
	}
	ecn, function, f := string(body[:12]), string(body[12:14]), lfields(body[netsHeader:])
	text := func(o outcome) []byte { return lfield("02", fmt.Sprintf("%-40s", o.text)) }
	switch function {
	case "55":
		code := "00"
		if d.sc.Status != "" {
			code = d.sc.Status
		}
		d.say(reply, 200*time.Millisecond, netsMessage(ecn, function, code, lfield("16", d.sc.Terminal)), ack)
	case "56", "57":
		e, ok := d.find(func(e entry) bool { return function == "56" || e.Code == d.proto.approved.code })
		if !ok {
			o := d.proto.missing(d.sc)
			d.say(reply, 500*time.Millisecond, netsMessage(ecn, function, o.code, text(o)), ack)
			return
		}
		d.say(reply, 500*time.Millisecond, netsMessage(ecn, function, e.Code, netsResult(d.sc, e, d.of(e))...), ack)
	case "30", "I0":
		e, o := d.pay(Sale, amountOf(f["40"]), f["HD"])
		d.say(result, 6*time.Second, netsMessage(ecn, function, o.code, netsResult(d.sc, e, o)...), ack)
	case "80", "81", "84", "I5":
		d.say(reply, 3*time.Second, netsMessage(ecn, function, "00", text(outcome{"00", "SUCCESSFUL"})), ack)
	}
}

// netsResult are the fields of a payment. HC is the code of the host, which says
// more than the header.
func netsResult(s Scenario, e entry, o outcome) [][]byte {
	out := [][]byte{lfield("02", fmt.Sprintf("%-40s", o.text)), lfield("HC", o.code)}
	if e.Reference != "" {
		out = append(out, lfield("HD", e.Reference))
	}
	if o.code != netsProtocol.approved.code {
		return out
	}
	return append(out,
		lfield("01", e.Auth), lfield("03", e.at.Format("060102")), lfield("04", e.at.Format("150405")),
		lfield("16", s.Terminal), lfield("D1", s.Merchant), lfield("D3", e.RRN), lfield("65", e.STAN),
		lfield("40", fmt.Sprintf("%012d", e.Minor)))
}

// netsTill is a till that speaks NETS.
type netsTill struct{}

func (netsTill) ask(c call) [][]byte {
	ecn := c.now.Format("060102150405")
	switch c.Do {
	case DoSale:
		fields := [][]byte{lfield("T2", "01"), lfield("40", fmt.Sprintf("%012d", c.Minor))}
		if c.Reference != "" {
			fields = append(fields, lfield("HD", c.Reference))
		}
		return [][]byte{netsMessage(ecn, "30", "01", fields...)}
	case DoLast:
		return [][]byte{netsMessage(ecn, "56", "01")}
	}
	return [][]byte{netsMessage(ecn, "55", "01")}
}

func (netsTill) hear(p piece) (say [][]byte, done bool) { return oneAnswer(p) }
