package zvt

import (
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/ecrtest"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// shown writes fields as id=value(meaning), sub-fields in brackets.
func shown(list []transcripts.Field) string {
	var out []string
	for _, f := range list {
		s := f.ID + "=" + f.Value
		if f.Dropped {
			s += "-"
		}
		if f.Meaning.EN != "" {
			s += "(" + f.Meaning.EN + ")"
		}
		if len(f.Sub) > 0 {
			s += "[" + shown(f.Sub) + "]"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestDescribe(t *testing.T) {
	tests := []struct {
		name, apdu string
		side       wire.Side
		complete   bool
		want       string
	}{
		{
			"a result", "040f LL 27 00 04 000000001100 49 0978 22f0f8 4111111111111111 0e 3012 8bf0f5 4d6f6e6500 06 LL 1f16 02 0102 4f 01 aa",
			wire.FromTerminal, true,
			"command=04 0F(Result of the command) 27=00(Done) 04=000000001100(11.00 EUR) 49=0978(EUR) 22=411111******1111 0E=- 8B=Mone 06=[1F16=0102 4F=-]",
		},
		{"a received command", "800000", wire.FromTerminal, true, "command=80 00(Received; this is no approval)"},
		{"a refusal", "846b00", wire.FromTerminal, true, "command=84 6B(Not carried out: Till not registered)"},
		{"an unknown command", "0699 LL 0102", wire.FromRegister, true, "command=06 99(Unknown command; it may move money) data=-"},
		{"progress", "04ff 01 05", wire.FromTerminal, true, "command=04 FF(Progress) progress=05(Sending an automatic reversal)"},
		{
			"a state", "060f LL f0f0f3 312e30 f0", wire.FromTerminal, true,
			"command=06 0F(Command completed) software=1.0 state=F0(an end-of-day has to be done first)",
		},
		{"a state alone", "060f 01 dc", wire.FromTerminal, true, "command=06 0F(Command completed) state=DC(ready, a card is in the reader)"},
		{"a completion with fields", "060f LL 19 00 29 29001006 49 0978", wire.FromTerminal, true, "command=06 0F(Command completed) 19=00 29=29001006 49=0978(EUR)"},
		{"umlauts", "06d1 LL 00 4b84736577 8172", wire.FromTerminal, true, "command=06 D1(Print a line) attribute=00 text=Käsewür"},
		{"a field that is cut", "040f LL 27 05 04 0000", wire.FromTerminal, false, "command=04 0F(Result of the command) 27=05(Declined)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fs := ecrtest.Cut(t, newPackets(), wire.Known(withLengths(t, tt.apdu)))
			d := describe(fs[0], tt.side, options())
			if got := shown(d.Fields); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if d.Complete != tt.complete || (d.Fault == nil) != tt.complete {
				t.Errorf("complete %t, fault %+v", d.Complete, d.Fault)
			}
		})
	}
}

// A damaged block is shown as far as it reads, with its fault.
func TestDescribeDamaged(t *testing.T) {
	b := block([]byte{0x04, 0x0F, 0x02, 0x27, 0x05})
	b[len(b)-1] ^= 0xFF
	d := describe(ecrtest.Cut(t, newSerial(), wire.Known(b))[0], wire.FromTerminal, options())
	if d.Complete || d.Fault == nil || d.Fault.ID != "checksum" || d.Message.ResponseCode != "05" {
		t.Errorf("got %+v", d)
	}
}
