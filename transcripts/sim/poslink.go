package sim

import (
	"fmt"
	"strings"
	"time"
)

// poslinkProtocol is PAX POSLink (message tables of public payment SDKs; PAX's
// own guide is not public).
var poslinkProtocol = &protocol{
	id: "poslink", links: []Link{Serial, TCP}, line: "9600 8N1", terminal: "53013561", merchant: "",
	cut:     func(s Scenario) cutter { return poslink{s.Link}.cut },
	signs:   poslinkSigns,
	ackWait: 3 * time.Second, repeats: 2, answerWait: 120 * time.Second,
	approved: outcome{"000000", "OK"}, declined: "DECLINE",
	issuer:     always(outcome{"000100", "CALL ISSUER"}),
	missing:    always(outcome{"100023", "NOT FOUND"}),
	talk:       func(s Scenario) talker { return poslink{s.Link} },
	till:       func(s Scenario) till { return &poslinkTill{poslink: poslink{s.Link}} },
	dos:        []Do{DoLink, DoStatus, DoLast, DoTotals, DoSale, DoVoid},
	terminalID: digitsOf(8), code: digitsOf(6),
}

func poslinkSigns(s Scenario) (yes, no []byte) {
	if s.Link == TCP {
		return nil, nil
	}
	return plainSigns(s)
}

// poslink speaks groups that FS divides, each of parts that US divides.
type poslink struct{ link Link }

const poslinkVersion = "1.45"

// parts joins the parts of a group.
func parts(p ...string) string { return strings.Join(p, string(usep)) }

func groups(g ...string) []byte { return []byte(strings.Join(g, string(fsep))) }

func (p poslink) cut(b []byte) (piece, int) {
	if p.link == TCP {
		return cutHTTP(b)
	}
	if len(b) > 0 && b[0] == 0 {
		return piece{kind: control}, 1 // NUL may pad
	}
	return cutSTX(b)
}

func (poslink) sign(*desk, byte) {}

func (p poslink) take(d *desk, body []byte) {
	g := strings.Split(string(body), string(fsep))
	group := func(i int) string {
		if i < len(g) {
			return g[i]
		}
		return ""
	}
	switch g[0] {
	case "A00":
		p.tell(d, reply, "A01", d.proto.approved, d.sc.Terminal, "SIMULATED", d.sc.Software, "")
	case "R00":
		n, sum := d.totals()
		p.tell(d, reply, "R01", d.proto.approved, "00",
			parts(fmt.Sprint(n)), parts(fmt.Sprint(sum)), d.clock().Format("20060102150405"))
	case "R02":
		p.detail(d, group(8))
	case "T00":
		trace := strings.Split(group(5), string(usep))
		if group(2) == "16" { // void
			number := ""
			if len(trace) > 3 {
				number = trace[3]
			}
			e, _, o := d.undo(func(e entry) bool { return strings.TrimLeft(e.Receipt, "0") == number })
			p.tell(d, result, "T01", o, poslinkPayment(d, e, o, "16")...)
			return
		}
		amounts := strings.Split(group(3), string(usep))
		e, o := d.pay(Sale, amountOf(amounts[0]), trace[0])
		p.tell(d, result, "T01", o, poslinkPayment(d, e, o, "01")...)
	default:
		if len(g[0]) == 3 {
			p.tell(d, reply, g[0][:2]+string(g[0][2]+1), outcome{"100004", "UNSUPPORT TRANS"})
		}
	}
}

// tell says an answer; over a serial line EOT ends it once the till has
// confirmed.
func (p poslink) tell(d *desk, r role, command string, o outcome, rest ...string) {
	words := "OK"
	if o.code != d.proto.approved.code {
		words = o.text
	}
	after := 300 * time.Millisecond
	if r == result {
		after = 6 * time.Second
	}
	frame := stxFrame(groups(append([]string{"0", command, poslinkVersion, o.code, words}, rest...)...))
	if p.link == TCP {
		d.say(r, after, httpAnswer(frame))
		return
	}
	d.say(r, after, frame, ack)
	end := sign
	if r == result {
		end = completion // what follows a lost answer is lost too
	}
	d.say(end, ackAfter, []byte{eot})
}

// poslinkPayment are the groups of a payment: host, type, amounts, account,
// trace, address check, commercial, e-commerce, extra.
func poslinkPayment(d *desk, e entry, o outcome, type_ string) []string {
	return []string{
		poslinkHost(d, e, o), type_, poslinkAmounts(d, e), poslinkAccount, poslinkTrace(e),
		parts("", ""), parts("", "", "", ""), "", "",
	}
}

func poslinkHost(d *desk, e entry, o outcome) string {
	switch o.code {
	case d.proto.approved.code:
		return parts("00", "APPROVAL", e.Auth, e.RRN, e.STAN, "1")
	case "000100":
		host := "05"
		if d.sc.Does(ContactIssuer) {
			host = "01"
		}
		return parts(host, o.text, "", "", e.STAN, "1")
	}
	return parts("", "", "", "", "", "")
}

func poslinkAmounts(d *desk, e entry) string {
	minor := e.Minor
	if e.Code != d.proto.approved.code {
		minor = 0
	}
	return parts(fmt.Sprint(minor), "0", "0", "0", "0", "0", "", "")
}

// poslinkAccount is last four digits, entry mode, and the brand; expiry and name
// stay empty.
var poslinkAccount = parts("1111", "2", "", "", "", "", "01", "", "", "", "0")

func poslinkTrace(e entry) string {
	return parts(strings.TrimLeft(e.Receipt, "0"), e.Reference, e.at.Format("20060102150405"))
}

// detail tells one payment by the till's reference, or the last one.
func (p poslink) detail(d *desk, reference string) {
	e, ok := d.find(func(e entry) bool { return reference == "" || e.Reference == reference })
	if !ok {
		p.tell(d, reply, "R03", d.proto.missing(d.sc))
		return
	}
	type_ := map[Operation]string{Sale: "01", Refund: "02", Void: "16"}[e.Operation]
	p.tell(d, reply, "R03", d.proto.approved,
		"1", "0", poslinkHost(d, e, d.of(e)), "01", type_, "", poslinkAmounts(d, e), poslinkAccount, poslinkTrace(e),
		parts("", ""), parts("", "", "", ""), "", "")
}

// poslinkTill is a till that speaks POSLink.
type poslinkTill struct{ poslink }

func (t *poslinkTill) ask(c call) [][]byte {
	var body []byte
	switch c.Do {
	case DoSale:
		body = groups("T00", poslinkVersion, "01", fmt.Sprint(c.Minor), "", parts(c.Reference, "", "", ""), "", "", "", "", "")
	case DoVoid:
		body = groups("T00", poslinkVersion, "16", "", "", parts(c.last.Reference, "", "", strings.TrimLeft(c.last.Receipt, "0")), "", "", "", "", "")
	case DoLast:
		body = groups("R02", poslinkVersion, "00", "", "", "", "", "", c.last.Reference, "")
	case DoTotals:
		body = groups("R00", poslinkVersion, "00", "", "")
	default:
		body = groups("A00", poslinkVersion)
	}
	if t.link == TCP {
		return [][]byte{httpRequest(stxFrame(body))}
	}
	return [][]byte{stxFrame(body)}
}

func (t *poslinkTill) hear(p piece) (say [][]byte, done bool) {
	switch {
	case p.kind == data && t.link == TCP:
		return nil, true
	case p.kind == data:
		return [][]byte{{ack}}, false
	}
	return nil, p.kind == control && (p.sign == nak || p.sign == eot)
}
