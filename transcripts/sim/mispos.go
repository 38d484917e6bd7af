package sim

import (
	"fmt"
	"time"
)

// misposProtocol is the DF-TLV dialect of Chinese MISPOS terminals, known from one
// public source. That source does not print its table of transaction types, so
// the type of a sale is a stand-in here; a status query is 13.
var misposProtocol = &protocol{
	id: "mispos", links: []Link{Serial, TCP}, line: "9600 8N1", terminal: "15221155", merchant: "104152253311021",
	cut:     func(Scenario) cutter { return cutBCD },
	signs:   plainSigns,
	ackWait: 3 * time.Second, repeats: 2, answerWait: 120 * time.Second,
	approved:   outcome{"00", ""},
	issuer:     always(outcome{"01", ""}),
	missing:    always(outcome{"25", ""}),
	talk:       func(Scenario) talker { return mispos{} },
	till:       func(Scenario) till { return &misposTill{} },
	dos:        []Do{DoStatus, DoSale},
	terminalID: digitsOf(8), status: digitsOf(8),
	code: func(s string) bool { return lettersOf(2)(s) || digitsOf(8)(s) },
}

const (
	misposStatus = "13"
	misposSale   = "02" // a stand-in
)

// mispos speaks tags of two bytes.
type mispos struct{ unsigned }

// df is one tag below DF: its second byte, length and value.
func df(tag byte, value ...byte) []byte {
	out := []byte{0xDF, tag}
	switch n := len(value); {
	case n < 0x80:
		out = append(out, byte(n))
	case n < 0x100:
		out = append(out, 0x81, byte(n))
	default:
		out = append(out, 0x82, byte(n>>8), byte(n))
	}
	return append(out, value...)
}

// dfs reads tags below DF.
func dfs(b []byte) map[byte][]byte {
	out := map[byte][]byte{}
	for len(b) >= 3 && b[0] == 0xDF {
		tag, n, from := b[1], int(b[2]), 3
		switch {
		case n == 0x81 && len(b) > 3:
			n, from = int(b[3]), 4
		case n == 0x82 && len(b) > 4:
			n, from = int(b[3])<<8|int(b[4]), 5
		}
		if len(b) < from+n {
			break
		}
		out[tag] = b[from : from+n]
		b = b[from+n:]
	}
	return out
}

func join(parts ...[]byte) []byte {
	var out []byte
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

func (mispos) take(d *desk, body []byte) {
	f := dfs(body)
	head := func(type_ []byte) []byte {
		return join(df(0x01, 0x00), df(0x04, f[0x04]...), df(0x02, type_...))
	}
	switch type_ := f[0x02]; {
	case len(type_) == 0:
	case unpacked(type_) == misposStatus:
		code := "00"
		if d.sc.Status != "" {
			code = d.sc.Status
		}
		d.say(reply, 200*time.Millisecond, bcdFrame(join(head(type_), df(0x07, []byte(code)...))), ack)
	default:
		e, o := d.pay(Sale, amountOf(unpacked(f[0x03])), "")
		parts := head(type_)
		if o.code == d.proto.approved.code {
			parts = join(parts, df(0x06, misposReceipt(d.sc, e)...))
		}
		d.say(result, 8*time.Second, bcdFrame(join(parts, df(0x07, []byte(o.code)...))), ack)
	}
}

// misposReceipt is the container with what is printed, in the order of the
// source's captures: counters packed, all else as text, the amount too.
func misposReceipt(s Scenario, e entry) []byte {
	text := func(tag byte, v string) []byte { return df(tag, []byte(v)...) }
	return join(
		df(0x02, packed(misposSale)...),
		text(0x11, "000001"), text(0x12, s.Terminal), text(0x13, s.Merchant),
		text(0x03, fmt.Sprintf("RMB%6s", major(e.Minor))),
		df(0x0A, packed(e.STAN)...), df(0x10, packed(e.Receipt)...),
		text(0x1A, e.RRN), text(0x1B, e.Auth),
		text(0x1C, e.at.Format("0102")), text(0x1D, e.at.Format("150405")),
		text(0x1E, "622848*********0019"),
	)
}

// misposTill is a till that speaks DF-TLV.
type misposTill struct{}

func (misposTill) ask(c call) [][]byte {
	// The till counts where real ones draw a number by chance.
	echo := packed(fmt.Sprintf("%04d", 1233+c.n))
	if c.Do == DoSale {
		return [][]byte{bcdFrame(join(
			df(0x01, 0x00), df(0x04, echo...), df(0x02, packed(misposSale)...), df(0x08, 0x55, 0x55),
			df(0x03, packed(fmt.Sprintf("%012d", c.Minor))...), df(0x09, 0x30, 0x04),
		))}
	}
	return [][]byte{bcdFrame(join(df(0x01, 0x00), df(0x04, echo...), df(0x02, packed(misposStatus)...), df(0x08, 0x55, 0x55), df(0x09, 0x30, 0x04)))}
}

func (misposTill) hear(p piece) (say [][]byte, done bool) { return oneAnswer(p) }
