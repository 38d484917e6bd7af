package sim

import (
	"bytes"
	"time"
)

// zvtProtocol is ZVT 700 (PA00P016 rev 04 and PA00P015 rev 13.08), serial and
// over TCP.
var zvtProtocol = &protocol{
	id: "zvt", links: []Link{Serial, TCP}, line: "9600 8N2", terminal: "60099914", merchant: "VU100764992",
	cut: func(s Scenario) cutter { return zvt{s.Link}.cut },
	signs: func(s Scenario) (yes, no []byte) {
		if s.Link == TCP {
			return nil, nil
		}
		return plainSigns(s)
	},
	unchecked: func(s Scenario) bool { return s.Link == TCP },
	means:     zvtMeans,
	ackWait:   5 * time.Second, repeats: 2, answerWait: 180 * time.Second,
	approved:   outcome{"00", ""},
	busy:       func(s Scenario) []byte { return zvt{s.Link}.frame([]byte{0x84, 0x9C, 0x00}) },
	issuer:     always(outcome{"02", ""}),
	printer:    outcome{"CC", ""},
	missing:    always(outcome{"B5", ""}),
	talk:       func(s Scenario) talker { return zvt{s.Link} },
	till:       func(s Scenario) till { return &zvtTill{zvt: zvt{s.Link}} },
	dos:        []Do{DoStatus, DoLast, DoTotals, DoSale, DoVoid},
	does:       []Behaviour{NoCompletion, PendingReversal, PrinterOut},
	terminalID: digitsOf(8), status: hexOf(2), code: hexOf(2),
}

// The bytes of ZVT commands that the pretend terminal knows.
var (
	zvtPositive   = []byte{0x80, 0x00}
	zvtStatus     = []byte{0x05, 0x01}
	zvtRegister   = []byte{0x06, 0x00}
	zvtSale       = []byte{0x06, 0x01}
	zvtLogOff     = []byte{0x06, 0x02}
	zvtTotals     = []byte{0x06, 0x10}
	zvtRepeat     = []byte{0x06, 0x20}
	zvtVoid       = []byte{0x06, 0x30}
	zvtRefund     = []byte{0x06, 0x31}
	zvtEndOfDay   = []byte{0x06, 0x50}
	zvtDiagnosis  = []byte{0x06, 0x70}
	zvtInfo       = []byte{0x04, 0x0F}
	zvtMidway     = []byte{0x04, 0xFF}
	zvtCompletion = []byte{0x06, 0x0F}
	zvtAbort      = []byte{0x06, 0x1E}
)

// zvt speaks ZVT over one kind of link.
type zvt struct{ link Link }

func zvtMeans(body []byte) byte {
	if bytes.HasPrefix(body, zvtPositive) {
		return accepted
	}
	return 0
}

// send says a command of the terminal; the till must confirm it.
func (z zvt) send(d *desk, r role, after time.Duration, command []byte) {
	if z.link == TCP {
		d.say(r, after, command, accepted)
		return
	}
	d.say(r, after, z.frame(command), ack, accepted)
}

// answer says a command that the till confirms on the line only.
func (z zvt) answer(d *desk, command []byte) {
	if z.link == TCP {
		d.say(reply, ackAfter, command)
		return
	}
	d.say(reply, ackAfter, z.frame(command), ack)
}

func (zvt) sign(*desk, byte) {}

func (z zvt) take(d *desk, body []byte) {
	is := func(command []byte) bool { return bytes.HasPrefix(body, command) }
	switch {
	case is(zvtStatus), is(zvtRepeat), is(zvtTotals), is(zvtSale), is(zvtVoid), is(zvtRefund),
		is(zvtRegister), is(zvtLogOff), is(zvtEndOfDay), is(zvtDiagnosis):
		z.answer(d, apdu(zvtPositive))
	default:
		z.answer(d, []byte{0x84, 0x83, 0x00}) // not possible
		return
	}
	if d.pending {
		d.pending = false
		z.send(d, progress, 300*time.Millisecond, apdu(zvtMidway, 0x05))
	}
	switch {
	case is(zvtStatus):
		z.send(d, reply, 100*time.Millisecond, apdu(zvtCompletion, zvtState(d.sc)...))
	case is(zvtRepeat):
		z.repeat(d)
	case is(zvtTotals):
		_, sum := d.totals()
		info := append(append(bmp(0x27, 0x00), zvtAmount(sum)...), zvtWhen(d.clock())...)
		z.send(d, reply, 300*time.Millisecond, apdu(zvtInfo, append(info, zvtPlace(d.sc)...)...))
		z.send(d, reply, 100*time.Millisecond, apdu(zvtCompletion))
	case is(zvtSale):
		e, o := d.pay(Sale, zvtAsked(content(body)), "")
		z.paid(d, e, o, "")
	case is(zvtVoid):
		receipt := zvtReceiptAsked(content(body))
		e, original, o := d.undo(func(e entry) bool { return e.Receipt[2:] == receipt })
		z.paid(d, e, o, original.STAN)
	case is(zvtRefund):
		e, o := d.pay(Refund, zvtAsked(content(body)), "")
		z.paid(d, e, o, "")
	default:
		z.send(d, reply, 300*time.Millisecond, apdu(zvtCompletion, append(bmp(0x19, 0x00), zvtPlace(d.sc)...)...))
	}
}

// repeat tells the last payment again (06 20 with service byte 03).
func (z zvt) repeat(d *desk) {
	e, ok := d.latest()
	if !ok {
		z.send(d, reply, 200*time.Millisecond, apdu(zvtAbort, 0x83))
		return
	}
	z.send(d, reply, 200*time.Millisecond, apdu(zvtInfo, zvtResult(d.sc, e, "")...))
	z.send(d, reply, 100*time.Millisecond, apdu(zvtCompletion))
}

// paid tells the steps and the result of a payment.
func (z zvt) paid(d *desk, e entry, o outcome, originalSTAN string) {
	z.send(d, progress, 200*time.Millisecond, apdu(zvtMidway, 0x0A))
	z.send(d, progress, 4*time.Second, apdu(zvtMidway, 0x04))
	z.send(d, result, 2*time.Second, apdu(zvtInfo, zvtResult(d.sc, e, originalSTAN)...))
	if o.code == d.proto.approved.code {
		z.send(d, completion, 300*time.Millisecond, apdu(zvtCompletion))
		return
	}
	z.send(d, completion, 300*time.Millisecond, apdu(zvtAbort, packed(o.code)...))
}

// zvtTill is a till that speaks ZVT.
type zvtTill struct{ zvt }

func (z *zvtTill) ask(c call) [][]byte {
	password := []byte{0, 0, 0}
	var command []byte
	switch c.Do {
	case DoSale:
		command = apdu(zvtSale, append(zvtAmount(c.Minor), bmp(0x49, 0x09, 0x78)...)...)
	case DoVoid:
		command = apdu(zvtVoid, append(password, bmp(0x87, packed(c.last.Receipt[2:])...)...)...)
	case DoLast:
		command = apdu(zvtRepeat, append(password, 0x03, 0x03)...)
	case DoTotals:
		command = apdu(zvtTotals, password...)
	default:
		command = apdu(zvtStatus)
	}
	return [][]byte{z.frame(command)}
}

func (z *zvtTill) hear(p piece) (say [][]byte, done bool) {
	if p.kind != data {
		return nil, p.kind == control && p.sign == nak
	}
	if z.link == Serial {
		say = append(say, []byte{ack})
	}
	if zvtMeans(p.body) == accepted || p.body[0] == 0x84 {
		return say, p.body[0] == 0x84
	}
	say = append(say, z.frame(apdu(zvtPositive)))
	return say, bytes.HasPrefix(p.body, zvtCompletion) || bytes.HasPrefix(p.body, zvtAbort)
}
