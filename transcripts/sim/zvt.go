package sim

import (
	"bytes"
	"fmt"
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

// kermit is CRC-16/KERMIT: reflected polynomial 8408, start 0.
func kermit(b []byte) uint16 {
	var crc uint16
	for _, c := range b {
		crc ^= uint16(c)
		for range 8 {
			low := crc & 1
			crc >>= 1
			if low == 1 {
				crc ^= 0x8408
			}
		}
	}
	return crc
}

// apdu builds a command: class and instruction, length, data.
func apdu(command []byte, content ...byte) []byte {
	out := bytes.Clone(command)
	if len(content) < 0xFF {
		out = append(out, byte(len(content)))
	} else {
		out = append(out, 0xFF, byte(len(content)), byte(len(content)>>8))
	}
	return append(out, content...)
}

// frame puts a command on the line: over TCP as it is; over a serial line
// between DLE STX and DLE ETX with every DLE doubled and the CRC, low byte
// first, over command and ETX.
func (z zvt) frame(command []byte) []byte {
	if z.link == TCP {
		return command
	}
	out := []byte{dle, stx}
	for _, c := range command {
		if out = append(out, c); c == dle {
			out = append(out, dle)
		}
	}
	crc := kermit(append(bytes.Clone(command), etx))
	return append(out, dle, etx, byte(crc), byte(crc>>8))
}

func (z zvt) cut(b []byte) (piece, int) {
	if z.link == TCP {
		return cutAPDU(b)
	}
	switch {
	case len(b) == 0:
		return piece{}, 0
	case b[0] == ack || b[0] == nak:
		return piece{kind: control, sign: b[0]}, 1
	case b[0] != dle:
		return piece{kind: junk}, 1
	case len(b) < 2:
		return piece{}, 0
	case b[1] != stx:
		return piece{kind: junk}, 1
	}
	var body []byte
	for i := 2; i < len(b); i++ {
		if b[i] != dle {
			body = append(body, b[i])
			continue
		}
		if i+1 == len(b) {
			return piece{}, 0
		}
		if i++; b[i] != etx {
			body = append(body, b[i])
			continue
		}
		if i+2 >= len(b) {
			return piece{}, 0
		}
		p := piece{kind: data, body: body}
		crc := kermit(append(bytes.Clone(body), etx))
		if _, n := cutAPDU(body); n == 0 || n != len(body) || b[i+1] != byte(crc) || b[i+2] != byte(crc>>8) {
			p.kind = damaged
		}
		return p, i + 3
	}
	return piece{}, 0
}

// cutAPDU cuts commands that stand on a connection without any framing.
func cutAPDU(b []byte) (piece, int) {
	if len(b) < 3 {
		return piece{}, 0
	}
	head, n := 3, int(b[2])
	if b[2] == 0xFF {
		if len(b) < 5 {
			return piece{}, 0
		}
		head, n = 5, int(b[3])|int(b[4])<<8
	}
	if len(b) < head+n {
		return piece{}, 0
	}
	return piece{kind: data, body: b[:head+n]}, head + n
}

// content gives the data of a command.
func content(body []byte) []byte {
	if body[2] == 0xFF {
		return body[5:]
	}
	return body[3:]
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

// bmp is one field: its tag and its value.
func bmp(tag byte, value ...byte) []byte { return append([]byte{tag}, value...) }

// lvar is a field whose length stands before it, a digit a byte behind an F.
func lvar(tag byte, digits int, value []byte) []byte {
	out := []byte{tag}
	for _, c := range fmt.Sprintf("%0*d", digits, len(value)) {
		out = append(out, 0xF0|byte(c-'0'))
	}
	return append(out, value...)
}

func zvtAmount(minor int64) []byte { return bmp(0x04, packed(fmt.Sprintf("%012d", max(minor, 0)))...) }

func zvtWhen(t time.Time) []byte {
	return append(bmp(0x0C, packed(t.Format("150405"))...), bmp(0x0D, packed(t.Format("0102"))...)...)
}

// zvtPlace is terminal id and currency.
func zvtPlace(s Scenario) []byte {
	return append(bmp(0x29, packed(s.Terminal)...), bmp(0x49, 0x09, 0x78)...)
}

// zvtState is the content of the completion after a status enquiry.
func zvtState(s Scenario) []byte {
	var out []byte
	if s.Software != "" {
		out = lvar(0, 3, []byte(s.Software))[1:]
	}
	status := s.Status
	switch {
	case status != "":
	case s.Does(PrinterOut):
		status = "CC"
	default:
		status = "00"
	}
	return append(out, packed(status)...)
}

// zvtResult is the content of a status information about a payment. One that was
// not approved tells its code and the terminal, as real terminals do.
func zvtResult(s Scenario, e entry, originalSTAN string) []byte {
	out := bmp(0x27, packed(e.Code)...)
	if e.Code != zvtProtocol.approved.code {
		return append(out, bmp(0x29, packed(s.Terminal)...)...)
	}
	out = append(out, zvtAmount(e.Minor)...)
	out = append(out, bmp(0x0B, packed(e.STAN)...)...)
	out = append(out, zvtWhen(e.at)...)
	out = append(out, bmp(0x19, 0x60)...)
	out = append(out, lvar(0x22, 2, packed("411111EEEEEE1111"))...)
	out = append(out, bmp(0x29, packed(s.Terminal)...)...)
	out = append(out, bmp(0x2A, []byte(fmt.Sprintf("%-15s", s.Merchant))...)...)
	if originalSTAN != "" {
		out = append(out, bmp(0x37, packed(originalSTAN)...)...)
	}
	out = append(out, bmp(0x3B, append([]byte(e.Auth), 0, 0)...)...)
	out = append(out, bmp(0x49, 0x09, 0x78)...)
	out = append(out, bmp(0x87, packed(e.Receipt[2:])...)...)
	out = append(out, bmp(0x8A, 0x0A)...)
	return append(out, lvar(0x8B, 2, []byte("Visa\x00"))...)
}

// zvtAsked finds the amount in a payment command.
func zvtAsked(b []byte) int64 {
	var minor int64
	for i := 0; i < len(b); {
		n, ok := zvtAskedLengths[b[i]]
		if !ok || i+1+n > len(b) {
			break
		}
		if b[i] == 0x04 {
			minor = amountOf(unpacked(b[i+1 : i+1+n]))
		}
		i += 1 + n
	}
	return minor
}

// zvtAskedLengths are the fields that may stand before the amount.
var zvtAskedLengths = map[byte]int{0x04: 6, 0x49: 2, 0x19: 1, 0x0E: 2, 0x87: 2, 0x02: 1, 0x05: 1}

// zvtReceiptAsked finds the receipt number in a void: behind three bytes of
// password.
func zvtReceiptAsked(b []byte) string {
	if len(b) >= 6 && b[3] == 0x87 {
		return unpacked(b[4:6])
	}
	return ""
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
