package sim

import (
	"fmt"
	"time"
)

// concertProtocol is Concert E+ of France (field order of public code). It has no
// question but ENQ: whoever hears ACK may end with EOT, and nothing happened.
var concertProtocol = &protocol{
	id: "concert", links: []Link{Serial, TCP}, line: "9600 7E1", terminal: "01", merchant: "",
	cut:     func(Scenario) cutter { return cutSTX },
	signs:   plainSigns,
	ackWait: 3 * time.Second, repeats: 2, answerWait: 90 * time.Second,
	approved:   outcome{"0", ""},
	issuer:     always(outcome{"7", ""}),
	missing:    always(outcome{"7", ""}),
	talk:       func(Scenario) talker { return &concert{} },
	till:       func(Scenario) till { return &concertTill{} },
	dos:        []Do{DoLink, DoSale},
	terminalID: digitsOf(2), code: digitsOf(1),
}

const concertRequest = 34 // characters of a request

// concert holds the request until the till ends its session.
type concert struct{ asked string }

func (c *concert) take(_ *desk, body []byte) {
	if len(body) == concertRequest {
		c.asked = string(body)
	}
}

func (c *concert) sign(d *desk, s byte) {
	switch {
	case s == enq:
		d.say(sign, ackAfter, []byte{ack})
	case s == eot && c.asked != "":
		asked := c.asked
		c.asked = ""
		op := Sale
		if asked[12] == '1' {
			op = Refund
		}
		_, o := d.pay(op, amountOf(asked[2:10]), "")
		answer := asked[:2] + o.code + asked[2:10] + asked[11:12] + asked[13:16] + asked[16:26]
		d.say(result, 8*time.Second, []byte{enq}, ack)
		d.say(result, ackAfter, stxFrame([]byte(answer)), ack)
		d.say(completion, ackAfter, []byte{eot})
	}
}

// concertTill is a till that speaks Concert.
type concertTill struct {
	message []byte // still to be sent
	ended   bool   // its own session is over
	probe   bool
}

func (t *concertTill) ask(c call) [][]byte {
	*t = concertTill{probe: c.Do != DoSale}
	if !t.probe {
		t.message = stxFrame(fmt.Appendf(nil, "%s%08d010978%-10sA011B010", c.sc.Terminal, c.Minor, ""))
	}
	return [][]byte{{enq}}
}

func (t *concertTill) hear(p piece) (say [][]byte, done bool) {
	switch {
	case p.kind == data || p.sign == enq:
		return [][]byte{{ack}}, false
	case p.kind != control:
	case p.sign == ack && t.message != nil:
		say, t.message = [][]byte{t.message}, nil
		return say, false
	case p.sign == ack && !t.ended:
		t.ended = true
		return [][]byte{{eot}}, t.probe
	case p.sign == nak:
		return [][]byte{{eot}}, true
	}
	return nil, p.kind == control && p.sign == eot
}
