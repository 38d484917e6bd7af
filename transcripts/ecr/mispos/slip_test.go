package mispos

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// The order and the forms of a capture: counters packed, all else as characters.
func TestReceiptDataFillsTheMessage(t *testing.T) {
	slip := func(amount string, more ...byte) []byte {
		inner := packed("DF02", "02")
		for _, x := range [][]byte{
			tag("DF11", []byte("000001")), tag("DF12", []byte("15221155")), tag("DF13", []byte("104152253311021")), tag("DF03", []byte(amount)),
			packed("DF0A", "000123"), packed("DF10", "000456"), tag("DF1A", []byte("112010460001")), tag("DF1B", []byte("654321")),
			tag("DF1C", []byte("1120")), tag("DF1D", []byte("104600")), tag("DF1E", []byte("622848*********0019")), tag("DF07", []byte("05")),
		} {
			inner = append(inner, x...)
		}
		return tag("DF06", append(inner, more...))
	}
	read := func(objects ...[]byte) transcripts.Message {
		f := frameOf(t, append([][]byte{kind, echo, packed("DF02", "02")}, objects...)...)
		m := *newScript(t).take(wire.FromTerminal, f).events[0].Message
		if d := describe(f, wire.FromTerminal, options()); d.Message.STAN != m.STAN || d.Message.Amount != m.Amount {
			t.Errorf("described as %+v, told as %+v", d.Message, m)
		}
		m.Card.Token = ""
		return m
	}
	want := transcripts.Message{
		Protocol: "mispos", Function: transcripts.Answer, Talk: "mispos#1", ResponseCode: "00", Book: "unionpay",
		Amount: transcripts.Amount{Minor: 20, Currency: "CNY", Known: true}, STAN: "000123", RRN: "112010460001", AuthCode: "654321",
		LocalDate: "1120", LocalTime: "104600", Receipt: "000456", Batch: "000001", Terminal: "15221155", Merchant: "104152253311021",
		Card: transcripts.Card{Masked: "622848*********0019"},
	}
	yes := tag("DF07", []byte("00"))
	if d := cmp.Diff(want, read(slip("RMB  0.20"), yes)); d != "" {
		t.Errorf("want -, got +\n%s", d)
	}
	if m := describe(frameOf(t, kind, echo, slip("RMB  0.20")), wire.FromTerminal, options()).Message; m.ResponseCode != "" || m.Function == transcripts.Answer {
		t.Errorf("a code in the receipt data counts: %+v", m)
	}
	if m := read(packed("DF03", "000000012300"), slip("RMB  0.20"), yes); m.Amount.Minor != 12300 {
		t.Errorf("the packet states 123.00 itself and reads %+v", m.Amount)
	}
	if m := read(slip("RMB  0.20", 0xDF, 0x2F, 9, 1), yes); m.STAN != "" || m.Amount.Known {
		t.Errorf("damaged receipt data is trusted: %+v", m)
	}
	for text, minor := range map[string]int64{
		"RMB123.45": 12345, "CNY 1.00": 100, "USD1234567.89": 123456789, "000000000020": 20,
		"RMB 1,000.00": -1, "RMB 1": -1, "RMB 1.5": -1, "RMB 1.500": -1, "1.00": -1, "-RMB1.00": -1, "RMB-1.00": -1, "JPY 1.00": -1, "ZZZ 1.00": -1,
		"RMB 1.00 ": -1, "RMB12345678901.00": -1,
	} {
		if a := read(slip(text), yes).Amount; a.Known != (minor >= 0) || a.Known && a.Minor != minor {
			t.Errorf("%q reads %+v", text, a)
		}
	}
}
