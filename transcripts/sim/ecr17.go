package sim

import (
	"fmt"
	"strings"
	"time"
)

// ecr17Protocol is ECR17 of Italy (Nexi's public pages; the four ways of its
// check byte from public code).
var ecr17Protocol = &protocol{
	id: "ecr17", links: []Link{TCP, Serial}, line: "9600 8N1", terminal: "12345678", merchant: "00000000001",
	variants: []string{"std", "noext", "stx", "stx_noext"}, rules: true,
	cut: func(s Scenario) cutter { return ecr17{s.Variant}.cut },
	signs: func(s Scenario) (yes, no []byte) {
		e := ecr17{s.Variant}
		return e.control(ack), e.control(nak)
	},
	ackWait: 2 * time.Second, repeats: 3, answerWait: 60 * time.Second,
	approved: outcome{"00", ""}, declined: "TRANSAZIONE NEGATA",
	issuer:     always(outcome{"01", "CHIAMARE BANCA EMITTENTE"}),
	missing:    always(outcome{"01", "OPERAZIONE NON TROVATA"}),
	talk:       func(s Scenario) talker { return ecr17{s.Variant} },
	till:       func(s Scenario) till { return &ecr17Till{ecr17{s.Variant}} },
	dos:        []Do{DoStatus, DoLast, DoTotals, DoSale},
	terminalID: digitsOf(8), status: digitsOf(1), code: digitsOf(2),
}

// ecr17 speaks with one way of forming the check byte.
type ecr17 struct{ rule string }

// check is 7F and the payload; STX and ETX are in it or not.
func (e ecr17) check(payload []byte) byte {
	sum := xor(0x7F, payload)
	if strings.HasPrefix(e.rule, "stx") {
		sum ^= stx
	}
	if e.rule == "noext" || e.rule == "stx" {
		sum ^= etx
	}
	return sum
}

func (e ecr17) frame(payload string) []byte {
	out := append([]byte{stx}, payload...)
	return append(out, etx, e.check([]byte(payload)))
}

// control is a sign of three bytes. It has no STX that could be in its check.
func (e ecr17) control(s byte) []byte {
	check := 0x7F ^ s
	if e.rule == "noext" || e.rule == "stx" {
		check ^= etx
	}
	return []byte{s, etx, check}
}

func (e ecr17) cut(b []byte) (piece, int) {
	if len(b) == 0 {
		return piece{}, 0
	}
	switch b[0] {
	case ack, nak:
		switch {
		case len(b) > 1 && b[1] != etx:
			return piece{kind: junk}, 1
		case len(b) < 3:
			return piece{}, 0
		case b[2] != e.control(b[0])[2]:
			return piece{kind: damaged}, 3
		}
		return piece{kind: control, sign: b[0], checked: true}, 3
	case 0x01: // progress: twenty characters and EOT
		switch {
		case len(b) < 22:
			return piece{}, 0
		case b[21] != eot:
			return piece{kind: junk}, 1
		}
		return piece{kind: control, sign: 0x01}, 22
	case stx:
	default:
		return piece{kind: junk}, 1
	}
	for i := 1; i+1 < len(b); i++ {
		if b[i] != etx {
			continue
		}
		p := piece{kind: data, body: b[1:i]}
		if e.check(p.body) != b[i+1] {
			p.kind = damaged
		}
		return p, i + 2
	}
	return piece{}, 0
}

func (ecr17) sign(*desk, byte) {}

func (e ecr17) take(d *desk, body []byte) {
	if len(body) < 10 {
		return
	}
	head := d.sc.Terminal + "0"
	switch body[9] {
	case 's':
		status := "2"
		if d.sc.Status != "" {
			status = d.sc.Status
		}
		d.say(reply, 200*time.Millisecond, e.frame(head+"s"+"0000000000"+d.clock().Format("0201061504")+status+d.sc.Software), ack)
	case 'G':
		// What a terminal without any result says is not documented: nothing.
		if last, ok := d.latest(); ok {
			d.say(reply, 300*time.Millisecond, e.frame(head+ecr17Result(d.of(last), last)), ack)
		}
	case 'T':
		_, sum := d.totals()
		d.say(reply, 2*time.Second, e.frame(fmt.Sprintf("%sT00%016d", head, sum)), ack)
	case 'P', 'X':
		var minor int64
		if len(body) >= 31 {
			minor = amountOf(string(body[23:31]))
		}
		paid, o := d.pay(Sale, minor, "")
		d.say(progress, time.Second, append(append([]byte{0x01}, fmt.Sprintf("%-20s", "ELABORAZIONE...")...), eot))
		d.say(result, 5*time.Second, e.frame(head+ecr17Result(o, paid)), ack)
	}
}

// ecr17Result is the E message: result, then what was paid or why not.
func ecr17Result(o outcome, e entry) string {
	if o.code != ecr17Protocol.approved.code {
		return fmt.Sprintf("E%s%-24s", o.code, o.text)
	}
	moment := fmt.Sprintf("%03d%s", e.at.YearDay(), e.at.Format("1504"))
	return fmt.Sprintf("E00%-19s%s%s%s%d%-11s%s%s", maskedCard, "ICC", e.Auth, moment, 2, "00000000001", e.STAN, e.STAN)
}

// ecr17Till is a till that speaks ECR17.
type ecr17Till struct{ ecr17 }

func (t *ecr17Till) ask(c call) [][]byte {
	head := c.sc.Terminal + "0"
	const cash = "00000001"
	switch c.Do {
	case DoSale:
		return [][]byte{t.frame(fmt.Sprintf("%sP%s0%s%08d%-128s%s", head, cash, "0000", c.Minor, "", "00000000"))}
	case DoLast:
		return [][]byte{t.frame(head + "G" + cash + "0" + "000")}
	case DoTotals:
		return [][]byte{t.frame(head + "T" + cash + "0" + "0000000")}
	}
	return [][]byte{t.frame(head + "s")}
}

func (t *ecr17Till) hear(p piece) (say [][]byte, done bool) {
	if p.kind != data {
		return nil, p.kind == control && p.sign == nak
	}
	return [][]byte{t.control(ack)}, true
}
