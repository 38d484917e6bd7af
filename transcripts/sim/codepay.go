package sim

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// codepayProtocol is the serial JSON of CodePay and PayCloud terminals
// (developer.codepay.us). The terminal sends a heartbeat every two seconds.
var codepayProtocol = &protocol{
	id: "codepay", links: []Link{Serial, TCP}, line: "115200 8N1", terminal: "WPYB002248000014", merchant: "",
	cut:        func(Scenario) cutter { return cutCodepay },
	signs:      func(Scenario) (yes, no []byte) { return nil, nil },
	answerWait: 150 * time.Second,
	heartbeat:  codepayMessage(codepayData, 0, 0, nil), beatEvery: 2 * time.Second,
	approved: outcome{"000", "SUCCESS"}, declined: "DECLINED",
	issuer:     always(outcome{"101", "CALL ISSUER"}),
	missing:    always(outcome{"102", "ORDER NOT FOUND"}),
	talk:       func(Scenario) talker { return &codepay{} },
	till:       func(Scenario) till { return &codepayTill{} },
	dos:        []Do{DoLink, DoLast, DoSale, DoVoid},
	terminalID: func(s string) bool { return s != "" }, code: digitsOf(3),
}

// The types of a message.
const (
	codepayData      byte = 0x00
	codepayHandshake byte = 0x01
	codepayConfirm   byte = 0x02
)

// codepayMessage puts data between 55 AA and CC 33: type, number of the message
// that it answers, its own number, length, data, and the XOR of all that.
func codepayMessage(type_, answers, number byte, content []byte) []byte {
	out := []byte{0x55, 0xAA, type_, answers, number}
	out = binary.BigEndian.AppendUint16(out, uint16(len(content)))
	out = append(out, content...)
	return append(out, xor(0, out[2:]), 0xCC, 0x33)
}

// cutCodepay cuts messages; the body begins with the type.
func cutCodepay(b []byte) (piece, int) {
	const most = 1024
	switch {
	case len(b) == 0:
		return piece{}, 0
	case b[0] != 0x55 || len(b) > 1 && b[1] != 0xAA:
		return piece{kind: junk}, 1
	case len(b) < 7:
		return piece{}, 0
	}
	n := 7 + int(binary.BigEndian.Uint16(b[5:]))
	switch {
	case n > 7+most:
		return piece{kind: junk}, 1
	case len(b) < n+3:
		return piece{}, 0
	}
	p := piece{kind: data, body: b[2:n]}
	if xor(0, b[2:n]) != b[n] || b[n+1] != 0xCC || b[n+2] != 0x33 {
		p.kind = damaged
	}
	return p, n + 3
}

// codepay numbers its own messages.
type codepay struct {
	unsigned
	number byte
}

// envelope is what a message with data holds.
type envelope struct {
	Topic    string    `json:"topic"`
	Request  string    `json:"request_id,omitempty"`
	App      string    `json:"app_id,omitempty"`
	Version  string    `json:"version,omitempty"`
	Code     string    `json:"response_code,omitempty"`
	Message  string    `json:"response_msg,omitempty"`
	Business *business `json:"biz_data,omitempty"`
}

// business is what a payment is about. Amounts are in major units, as text.
type business struct {
	Type      string `json:"trans_type,omitempty"` // 1 sale, 2 void, 3 refund
	Order     string `json:"merchant_order_no,omitempty"`
	Original  string `json:"orig_merchant_order_no,omitempty"`
	Amount    string `json:"order_amount,omitempty"`
	Scenario  string `json:"pay_scenario,omitempty"`
	Number    string `json:"trans_no,omitempty"`
	Auth      string `json:"auth_code,omitempty"`
	Reference string `json:"ref_no,omitempty"`
	Card      string `json:"card_no,omitempty"`
	Ended     string `json:"trans_end_time,omitempty"`
}

func (c *codepay) take(d *desk, body []byte) {
	if body[0] == codepayHandshake {
		d.say(reply, 50*time.Millisecond, codepayMessage(codepayConfirm, 0, 0, nil))
		return
	}
	var asked envelope
	if body[0] != codepayData || json.Unmarshal(body[5:], &asked) != nil || asked.Business == nil {
		return // a heartbeat, or nothing that a terminal would answer
	}
	answer := envelope{Topic: asked.Topic, Request: asked.Request}
	var (
		e entry
		o outcome
	)
	r, after := result, 7*time.Second
	switch b := asked.Business; {
	case asked.Topic == "ecrhub.pay.query":
		r, after = reply, time.Second
		var ok bool
		if e, ok = d.find(func(e entry) bool { return e.Reference == b.Order }); ok {
			o = d.of(e)
		} else {
			o = d.proto.missing(d.sc)
		}
	case asked.Topic != "ecrhub.pay.order":
		return
	case b.Type == "2":
		e, _, o = d.undo(func(e entry) bool { return e.Reference == b.Original })
		e.Reference = b.Order
	case b.Type == "3":
		e, o = d.pay(Refund, fromMajor(b.Amount), b.Order)
	default:
		e, o = d.pay(Sale, fromMajor(b.Amount), b.Order)
	}
	answer.Code, answer.Message = o.code, o.text
	if o.code == d.proto.approved.code {
		answer.Business = &business{
			Type: map[Operation]string{Sale: "1", Void: "2", Refund: "3"}[e.Operation], Order: e.Reference, Amount: major(e.Minor),
			Number: e.RRN, Auth: e.Auth, Reference: e.STAN, Card: "************1111", Ended: e.at.Format(time.DateTime),
		}
	}
	c.number++
	text, _ := json.Marshal(answer) // texts only: it cannot fail
	d.say(r, after, codepayMessage(codepayData, body[2], c.number, text))
}

// major writes an amount with a point before its last two digits.
func major(minor int64) string { return fmt.Sprintf("%d.%02d", minor/100, minor%100) }

func fromMajor(s string) int64 { return amountOf(strings.Replace(s, ".", "", 1)) }

// codepayTill is a till that speaks CodePay.
type codepayTill struct{}

func (codepayTill) ask(c call) [][]byte {
	e := envelope{Topic: "ecrhub.pay.order", Request: fmt.Sprintf("R%04d", c.n), App: "demo", Version: "2.0"}
	switch c.Do {
	case DoSale:
		e.Business = &business{Type: "1", Order: c.Reference, Amount: major(c.Minor), Scenario: "SWIPE_CARD"}
	case DoVoid:
		e.Business = &business{Type: "2", Order: c.last.Reference + "V", Original: c.last.Reference}
	case DoLast:
		e.Topic, e.Business = "ecrhub.pay.query", &business{Order: c.last.Reference}
	default:
		return [][]byte{codepayMessage(codepayHandshake, 0, 0, nil)}
	}
	text, _ := json.Marshal(e) // texts only: it cannot fail
	return [][]byte{codepayMessage(codepayData, 0, byte(c.n), text)}
}

func (codepayTill) hear(p piece) (say [][]byte, done bool) {
	heartbeat := p.kind == data && p.body[0] == codepayData && len(p.body) == 5
	return nil, p.kind == data && !heartbeat
}
