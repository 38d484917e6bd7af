package serial

import (
	"testing"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

func TestCheckLine(t *testing.T) {
	for _, l := range []wire.Line{
		{Baud: 9600, Bits: 8, Parity: 'N', Stop: 1},
		{Baud: 9600, Bits: 8, Parity: 'N', Stop: 2},
		{Baud: 1200, Bits: 7, Parity: 'E', Stop: 1},
		{Baud: 12345, Bits: 7, Parity: 'O', Stop: 1},
		{Baud: 50, Bits: 8, Parity: 'N', Stop: 1},
		{Baud: 4_000_000, Bits: 8, Parity: 'N', Stop: 1},
	} {
		if err := checkLine(l); err != nil {
			t.Errorf("%s: %v", l, err)
		}
	}
	for name, l := range map[string]wire.Line{
		"nothing told":      {},
		"no speed":          {Bits: 8, Parity: 'N', Stop: 1},
		"speed below 0":     {Baud: -1, Bits: 8, Parity: 'N', Stop: 1},
		"too slow":          {Baud: 49, Bits: 8, Parity: 'N', Stop: 1},
		"too fast":          {Baud: 4_000_001, Bits: 8, Parity: 'N', Stop: 1},
		"no data bits":      {Baud: 9600, Parity: 'N', Stop: 1},
		"9 data bits":       {Baud: 9600, Bits: 9, Parity: 'N', Stop: 1},
		"no parity told":    {Baud: 9600, Bits: 8, Stop: 1},
		"mark parity":       {Baud: 9600, Bits: 8, Parity: 'M', Stop: 1},
		"lower-case parity": {Baud: 9600, Bits: 8, Parity: 'n', Stop: 1},
		"no stop bits":      {Baud: 9600, Bits: 8, Parity: 'N'},
		"3 stop bits":       {Baud: 9600, Bits: 8, Parity: 'N', Stop: 3},
	} {
		if checkLine(l) == nil {
			t.Errorf("%s: let through", name)
		}
		if _, err := Open(t.Context(), "/dev/nothing", l); kindOf(err) != BadLine {
			t.Errorf("%s: Open gave %v", name, err)
		}
		f := newFake()
		p := f.port("fake")
		before := p.Line()
		if err := p.SetLine(l); kindOf(err) != BadLine || p.Line() != before || f.set != before {
			t.Errorf("%s: SetLine gave %v and left %s", name, err, p.Line())
		}
	}
}

func TestAddress(t *testing.T) {
	tests := []struct {
		name          string
		addr          string
		listen, isTCP bool
		wrong         bool
	}{
		{name: "/dev/ttyUSB0"},
		{name: "COM12"},
		{name: `\\.\COM12`},
		{name: "tcp://192.168.0.20:20007", addr: "192.168.0.20:20007", isTCP: true},
		{name: "tcp://[fe80::1]:20007", addr: "[fe80::1]:20007", isTCP: true},
		{name: "tcp://terminal:65535", addr: "terminal:65535", isTCP: true},
		{name: "tcp-listen://:20007", addr: ":20007", listen: true, isTCP: true},
		{name: "", wrong: true},
		{name: "tcp://", wrong: true},
		{name: "tcp://terminal", wrong: true},
		{name: "tcp://:20007", wrong: true},
		{name: "tcp://terminal:0", wrong: true},
		{name: "tcp://terminal:65536", wrong: true},
		{name: "tcp://terminal:ecr", wrong: true},
		{name: "tcp://terminal:1/path", wrong: true},
		{name: "udp://terminal:1", wrong: true},
		{name: "file:///dev/ttyUSB0", wrong: true},
	}
	for _, tt := range tests {
		addr, listen, isTCP, err := address(tt.name)
		if (err != nil) != tt.wrong || addr != tt.addr || listen != tt.listen || isTCP != tt.isTCP {
			t.Errorf("%q: %q %v %v %v", tt.name, addr, listen, isTCP, err)
		}
		if tt.wrong {
			_, err := Open(t.Context(), tt.name, wire.Line{})
			if kindOf(err) != NotAPort {
				t.Errorf("%q: Open gave %v", tt.name, err)
			}
		}
	}
}
