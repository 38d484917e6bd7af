package zvt

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/iso"
)

// protocolID names the protocol, its talks and its code book.
const protocolID = "zvt"

// reader turns APDUs into messages.
type reader struct{ o ecr.Options }

// fill sets what the BMPs of an APDU state.
func (r reader) fill(m *transcripts.Message, a *apdu) {
	for _, f := range a.fields {
		v := f.val
		switch f.id {
		case "04":
			m.Amount = r.amount(a, v)
		case "0B":
			m.STAN = trace(a, v)
		case "0C":
			m.LocalTime = digits(v)
		case "0D":
			m.LocalDate = digits(v)
		case "AA":
			if d := digits(v); len(d) == 6 {
				m.LocalDate = d[2:]
			}
		case "22":
			m.Card = r.card(v)
		case "23", "24", "2D":
			r.o.Masker.DroppedTrack()
		case "29":
			m.Terminal = digits(v)
		case "2A":
			m.Merchant = plain(v.Text())
		case "37":
			m.Original.STAN = digits(v)
		case "3B":
			m.AuthCode = plain(strings.TrimRight(v.Text(), "\x00"))
		case "87":
			m.Receipt = digits(v)
		}
	}
	m.HostText = r.hostText(a)
}

// result sets the code of an answer. Codes 01 to 63 are those of the network
// operator, handed on as one byte whose decimal value is the code (PA00P015
// chapter 10); a code that this cannot hold stands in BMP A0.
func (r reader) result(m *transcripts.Message, a *apdu) {
	v, ok := a.bmp("27")
	if c, known := first(v); ok && known {
		m.ResponseCode, m.Book = fmt.Sprintf("%02X", c), protocolID
		if c >= 0x01 && c <= 0x63 {
			m.HostCode = fmt.Sprintf("%02d", c)
		}
	}
	if v, ok = a.bmp("A0"); ok {
		if c, known := first(v); known {
			m.HostCode = fmt.Sprintf("%02X", c)
		}
	}
}

// hostText gives what an answer says in words: additional text, the text for the
// display, and the terminal maker's own error with its code.
func (r reader) hostText(a *apdu) string {
	var out []string
	add := func(s string) {
		if s != "" && (len(out) == 0 || !strings.Contains(out[len(out)-1], s)) {
			out = append(out, s)
		}
	}
	if v, ok := a.bmp("3C"); ok {
		add(words(v, r.o.Masker))
	}
	if v, ok := a.object("24", "07"); ok {
		add(words(v, r.o.Masker))
	}
	if v, ok := a.object("1F17"); ok {
		add(words(v, r.o.Masker))
	}
	if v, ok := a.object("1F16"); ok {
		add("1F16=" + strings.ToUpper(v.Hex()))
	}
	return strings.Join(out, "; ")
}

// amount reads BMP 04: twelve packed digits of minor units. The currency is
// BMP 49 of the same message, else what the user said.
func (r reader) amount(a *apdu, v wire.Bytes) transcripts.Amount {
	n, err := strconv.ParseInt(digits(v), 10, 64)
	if err != nil {
		return transcripts.Amount{}
	}
	out := transcripts.Amount{Minor: n, Currency: r.o.Currency, Known: true}
	if v, ok := a.bmp("49"); ok {
		if c := iso.Currency(strings.TrimPrefix(digits(v), "0")); c != "" {
			out.Currency = c
		}
	}
	return out
}

// card reads BMP 22. What stands behind a D is no part of the number.
func (r reader) card(v wire.Bytes) transcripts.Card {
	number, _ := cardDigits(v)
	if strings.ContainsAny(number, "E*") {
		return r.o.Masker.Masked(strings.ReplaceAll(number, "E", "*"))
	}
	return r.o.Masker.PAN(number)
}

// trace gives the trace number. One of more than six digits stands in object
// 1F2B, and BMP 0B is then zero.
func trace(a *apdu, v wire.Bytes) string {
	if n := digits(v); n != "000000" {
		return n
	}
	if v, ok := a.object("1F2B"); ok {
		return digits(v)
	}
	return ""
}

// digits reads packed digits; "" when anything else is among them.
func digits(v wire.Bytes) string {
	s := v.Nibbles()
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return ""
		}
	}
	return s
}

func first(v wire.Bytes) (byte, bool) {
	if v.Len() == 0 {
		return 0, false
	}
	return v.At(0)
}

// class is the class of messages that a kind belongs to. Voids and refunds are
// answered with the codes of payments, so they are of the payments' class.
func class(k transcripts.Kind) transcripts.Class {
	switch k {
	case transcripts.KindUnknown:
		return transcripts.ClassUnknown
	case transcripts.KindPreAuth, transcripts.KindBalance:
		return transcripts.ClassAuthorisation
	case transcripts.KindSettlement:
		return transcripts.ClassReconciliation
	}
	if k.MovesMoney() {
		return transcripts.ClassFinancial
	}
	return transcripts.ClassAdmin
}

// device reads what a terminal says about itself in a completion.
func device(a *apdu) transcripts.Device {
	d := transcripts.Device{Protocol: protocolID}
	if v, ok := a.bmp("29"); ok {
		d.Terminal = digits(v)
	}
	if v, ok := a.object("1F44"); ok {
		d.Terminal = digits(v)
	}
	for id, to := range map[string]*string{"1F40": &d.Model, "1F41": &d.Software, "1F42": &d.Serial} {
		if v, ok := a.object(id); ok {
			*to = plain(v.Text())
		}
	}
	if v, ok := a.bmp("software"); ok {
		d.Software = plain(v.Text())
	}
	day, _ := a.object("34", "1F0E")
	at, _ := a.object("34", "1F0F")
	d.Clock = clock("20060102150405", digits(day)+digits(at))
	if v, ok := a.bmp("state"); ok {
		setState(&d, v)
	}
	return d
}

func setState(d *transcripts.Device, v wire.Bytes) {
	c, known := first(v)
	if !known {
		return
	}
	d.Status = fmt.Sprintf("%02X", c)
	s, listed := conditions()[c]
	if !listed {
		d.Meaning = codes.Text{EN: "a state that the ZVT specification does not list", ZH: "ZVT 规范中没有的状态"}
		return
	}
	d.Meaning = s.meaning
	if s.ready != "-" {
		ready := s.ready == "yes"
		d.Ready = &ready
	}
}

func clock(layout, s string) transcripts.Stamp {
	t, err := time.Parse(layout, s)
	if err != nil {
		return transcripts.Stamp{}
	}
	return transcripts.Stamp{Time: t}
}
