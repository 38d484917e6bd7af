package sim

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// transbankProtocol is Transbank POS Integrado (its public reference and SDKs).
var transbankProtocol = &protocol{
	id: "transbank", links: []Link{Serial, TCP}, line: "115200 8N1", terminal: "75001089", merchant: "597029414300",
	cut:     func(Scenario) cutter { return cutSTX },
	signs:   plainSigns,
	ackWait: 10 * time.Second, repeats: 2, answerWait: 150 * time.Second,
	approved:   outcome{"00", ""},
	issuer:     always(outcome{"01", ""}), // the reason of a refusal is not passed on
	printer:    outcome{"24", ""},
	missing:    always(outcome{"05", ""}),
	talk:       func(Scenario) talker { return transbank{} },
	till:       func(Scenario) till { return &transbankTill{} },
	dos:        []Do{DoLink, DoLast, DoTotals, DoSale, DoVoid},
	does:       []Behaviour{PrinterOut},
	terminalID: digitsOf(8), code: digitsOf(2),
}

// transbank speaks lines of text with bars between their fields.
type transbank struct{ unsigned }

func (transbank) take(d *desk, body []byte) {
	fields := strings.Split(string(body), "|")
	field := func(i int) string {
		if i < len(fields) {
			return fields[i]
		}
		return ""
	}
	// A poll and the switch to normal mode are answered by the ACK alone, and a
	// detail that goes to the printer too.
	switch fields[0] {
	case "0250":
		transbankLast(d, "0260")
	case "0280":
		transbankLast(d, "0290")
	case "0700":
		n, sum := d.totals()
		transbankSay(d, reply, "0710", "00", strconv.Itoa(n), strconv.FormatInt(sum, 10), "")
	case "0260":
		if field(1) == "1" {
			transbankDetail(d)
		}
	case "0200", "0270":
		e, o := d.pay(Sale, amountOf(field(1)), field(2))
		if field(5) == "1" {
			d.say(progress, 500*time.Millisecond, stxFrame([]byte("0900|78|"+d.sc.Merchant+"|"+d.sc.Terminal)))
		}
		transbankSay(d, result, map[string]string{"0200": "0210", "0270": "0271"}[fields[0]], transbankPayment(d.sc, e, o)...)
	case "1200":
		e, original, o := d.undo(func(e entry) bool { return e.STAN == field(1) })
		transbankSay(d, result, "1210", o.code, d.sc.Merchant, d.sc.Terminal, e.Auth, original.STAN)
	case "0500":
		transbankSay(d, reply, "0510", "00", d.sc.Merchant, d.sc.Terminal, "")
	case "0800":
		transbankSay(d, reply, "0810", "00", d.sc.Merchant, d.sc.Terminal)
	case "0080":
		transbankSay(d, reply, "1080", "00", d.clock().Format("02012006"), d.clock().Format("150405"))
	}
}

// transbankSay says an answer; the till confirms it.
func transbankSay(d *desk, r role, command string, fields ...string) {
	after := 300 * time.Millisecond
	if r == result {
		after = 6 * time.Second
	}
	d.say(r, after, stxFrame([]byte(command+"|"+strings.Join(fields, "|"))), ack)
}

func transbankLast(d *desk, command string) {
	e, ok := d.latest()
	if !ok {
		transbankSay(d, reply, command, "11", d.sc.Merchant, d.sc.Terminal, "")
		return
	}
	transbankSay(d, reply, command, transbankPayment(d.sc, e, d.of(e))...)
}

// transbankDetail tells each approved sale, then two rows without content, which
// are the end. A row has no instalments before its card.
func transbankDetail(d *desk) {
	for _, e := range d.journal {
		if e.Operation == Sale && e.Code == d.proto.approved.code {
			transbankSay(d, reply, "0261", "00", d.sc.Merchant, d.sc.Terminal, e.Reference, e.Auth, strconv.FormatInt(e.Minor, 10),
				"1111", e.STAN, "CR", "", "", "VI", e.at.Format("02012006"), e.at.Format("150405"), "", "0", "0", "00", "")
		}
	}
	for range 2 {
		transbankSay(d, reply, "0261", "00", d.sc.Merchant, d.sc.Terminal, strings.Repeat("|", 15))
	}
}

// transbankPayment are the fields of a payment. One that was not approved has
// none after the terminal.
func transbankPayment(s Scenario, e entry, o outcome) []string {
	if o.code != transbankProtocol.approved.code {
		return []string{o.code, s.Merchant, s.Terminal, ""}
	}
	return []string{
		o.code, s.Merchant, s.Terminal, e.Reference, e.Auth, strconv.FormatInt(e.Minor, 10),
		"", "", "1111", e.STAN, "CR", "", "", "VI", e.at.Format("02012006"), e.at.Format("150405"), "0", "0", "",
	}
}

// transbankTill is a till that speaks Transbank.
type transbankTill struct{ asked string }

func (t *transbankTill) ask(c call) [][]byte {
	var line string
	switch c.Do {
	case DoSale:
		line = fmt.Sprintf("0200|%d|%s|||1|", c.Minor, c.Reference)
	case DoVoid:
		line = fmt.Sprintf("1200|%s|", c.last.STAN)
	case DoLast:
		line = "0250|"
	case DoTotals:
		line = "0700||"
	default:
		line = "0100"
	}
	t.asked = line[:4]
	return [][]byte{stxFrame([]byte(line))}
}

func (t *transbankTill) hear(p piece) (say [][]byte, done bool) {
	switch {
	case p.kind == data && strings.HasPrefix(string(p.body), "0900"):
		return nil, false
	case p.kind == data:
		return [][]byte{{ack}}, true
	}
	return nil, p.kind == control && (p.sign == nak || t.asked == "0100" && p.sign == ack)
}
