package zvt

import (
	"encoding/hex"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/ecrtest"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

func TestMask(t *testing.T) {
	tests := []struct{ name, apdu, want string }{ // hidden nibbles of want are x, LL is the length
		{"a card number", "040f LL 2700 22f0f8 4111111111111111", "040f LL 2700 22f0f8 411111xxxxxx1111"},
		{"nineteen digits", "040f LL 2700 22f1f0 6228480000000000019f", "040f LL 2700 22f1f0 622848xxxxxxxxx0019f"},
		{"thirteen digits", "040f LL 2700 22f0f7 4222222222222f", "040f LL 2700 22f0f7 xxxxxxxxx2222f"},
		{"too few digits for a card", "040f LL 2700 22f0f4 41111111", "040f LL 2700 22f0f4 xxxxxxxx"},
		{"digits that the terminal masked", "040f LL 2700 22f0f8 4111eeeeeeee1111", "040f LL 2700 22f0f8 4111eeeeeeee1111"},
		{"a card number with the rest of a track", "040f LL 2700 22f1f2 4111111111111111d3012201", "040f LL 2700 22f1f2 411111xxxxxx1111dxxxxxxx"},
		{"expiry date", "040f LL 2700 0e3012", "040f LL 2700 0exxxx"},
		{"track 2", "040f LL 2700 23f0f8 4111111111111111", "040f LL 2700 23f0f8 xxxxxxxxxxxxxxxx"},
		{"track 3", "040f LL 2700 24f0f0f3 411111", "040f LL 2700 24f0f0f3 xxxxxx"},
		{"track 1", "040f LL 2700 2df0f3 423431", "040f LL 2700 2df0f3 xxxxxx"},
		{"verification code", "0601 LL 3a123f", "0601 LL 3axxxx"},
		{"password of the terminal", "0600 LL 123456 00 0978", "0600 LL xxxxxx 00 0978"},
		{"both passwords", "0695 LL 123456 654321", "0695 LL xxxxxx xxxxxx"},
		{"password before a void", "0630 LL 123456 870007", "0630 LL xxxxxx 870007"},
		{"password of a question", "0620 LL 123456 0303", "0620 LL xxxxxx 0303"},
		{"password of a field", "0609 LL 0001 01 3d123456", "0609 LL 0001 01 3dxxxxxx"},
		{"chip objects", "040f LL 2700 06 LL 5a08 4111111111111111 5f2403301231", "040f LL 2700 06 LL 5a08 xxxxxxxxxxxxxxxx 5f2403xxxxxx"},
		{"tracks in the container", "040f LL 2700 06 LL 1f09 LL 411111", "040f LL 2700 06 LL 1f09 LL xxxxxx"},
		{"a hash of the card", "040f LL 2700 06 LL 1f14 LL 01020304", "040f LL 2700 06 LL 1f14 LL xxxxxxxx"},
		{"an object in an object", "040f LL 2700 06 LL 60 LL 4203566973 4f01a0", "040f LL 2700 06 LL 60 LL 4203566973 4f01xx"},
		{"a line of text", "06d1 LL 00 34313131313131313131313131313131", "06d1 LL 00 343131313131xxxxxxxxxxxx31313131"},
		{"a field nobody knows", "040f LL 2705 cf01020304", "040f LL 2705 xxxxxxxxxx"},
		{"data of a command nobody knows", "0699 LL 41111111", "0699 LL xxxxxxxx"},
		{"a field that is cut", "040f LL 2700 04000000001100 22f0f8 411111", "040f LL 2700 04000000001100 xxxxxxxxxxxx"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body := wire.Known(withLengths(t, tt.apdu))
			want := strings.ReplaceAll(tt.want, " ", "")
			for strings.Contains(want, "LL") {
				at := strings.Index(want, "LL")
				want = want[:at] + hex.EncodeToString([]byte{byte(len(want)/2 - at/2 - 1)}) + want[at+2:]
			}
			for _, x := range ecrtest.Cut(t, newPackets(), body) {
				if got := mask(x).Hex(); got != want {
					t.Errorf("on a connection: got %s, want %s", got, want)
				}
			}
			fs := ecrtest.Cut(t, newSerial(), wire.Known(block(body.B)))
			got := mask(fs[0])
			again := ecrtest.Cut(t, newSerial(), got)
			if len(again) != 1 || again[0].Body.Hex() != want || (again[0].Check != wire.CheckHidden) == strings.Contains(want, "x") {
				t.Errorf("on a line: got %s", ecrtest.Text(again))
			}
			if mask(again[0]).Hex() != got.Hex() {
				t.Errorf("masking again changes %s to %s", got.Hex(), mask(again[0]).Hex())
			}
		})
	}
}

// What needs no mask is given as it came, check sum and all.
func TestMaskLeavesWhatMayBeShown(t *testing.T) {
	for _, v := range vectors(t) {
		switch v.id {
		case "v001", "v002", "v008", "v012", "v014", "v015": // a password, or a card number with more behind it
			continue
		}
		for _, f := range ecrtest.Cut(t, Protocol().NewFramer(v.link), v.bytes) {
			if got := mask(f).Hex(); got != v.bytes.Hex() {
				t.Errorf("%s: got %s, want %s", v.id, got, v.bytes.Hex())
			}
		}
	}
}

// carriers put a card number where card data may stand.
var carriers = map[string]func(pan string) string{
	"number":      func(p string) string { return "040f" + ll("27002"+"2"+llvar(packed(p, 'f'))) },
	"track 2":     func(p string) string { return "040f" + ll("270023"+llvar(packed(p+"d30122010000", 'f'))) },
	"with track":  func(p string) string { return "060104"[:4] + ll("22"+llvar(packed(p+"d3012201", 'f'))) },
	"track 3":     func(p string) string { return "0622" + ll("24f0"+llvar(packed("01"+p, 'f'))) },
	"track 1":     func(p string) string { return "040f" + ll("27002d"+llvar(chars("B"+p+"^DOE/J^3012201"))) },
	"chip":        func(p string) string { return "040f" + ll("270006"+ll("5a"+ll(packed(p, 'f')))) },
	"chip track":  func(p string) string { return "040f" + ll("270006"+ll("57"+ll(packed(p+"d3012", 'f')))) },
	"stripe":      func(p string) string { return "040f" + ll("270006"+ll("1f08"+ll(chars(p)))) },
	"acceptance":  func(p string) string { return "040f" + ll("06"+ll("30"+ll("1f1a"+ll(packed(p, 'f'))))) },
	"text":        func(p string) string { return "040f" + ll("27053cf0"+llvar(chars("KARTE "+p))) },
	"error text":  func(p string) string { return "061e" + ll("ff06"+ll("1f17"+ll(chars("PAN "+p)))) },
	"print line":  func(p string) string { return "06d1" + ll("00"+chars("Nr. "+p)) },
	"print block": func(p string) string { return "06d3" + ll("06"+ll("25"+ll("07"+ll(chars(p))))) },
	"display":     func(p string) string { return "06e0" + ll("f1"+llvar(chars(p))) },
	"progress":    func(p string) string { return "04ff" + ll("0c0106"+ll("24"+ll("07"+ll(chars(p))))) },
	"unknown":     func(p string) string { return "0699" + ll(packed("1"+p, 'f')) },
	"file":        func(p string) string { return "0814" + ll(packed(p, 'f')) },
	"unknown bmp": func(p string) string { return "040f" + ll("2700cf"+packed(p, 'f')) },
	"unread tlv":  func(p string) string { return "040f" + ll("270006"+ll("5a7f"+packed(p, 'f'))) },
	"record":      func(p string) string { return "040f" + ll("27009af0"+llvar(packed(p, 'f'))) },
}

func ll(h string) string { return hex.EncodeToString([]byte{byte(len(h) / 2)}) + h }

func llvar(h string) string {
	n := len(h) / 2
	return hex.EncodeToString([]byte{0xF0 | byte(n/10), 0xF0 | byte(n%10)}) + h
}

func packed(s string, pad byte) string {
	if len(s)%2 == 1 {
		s += string(pad)
	}
	return s
}

func chars(s string) string { return hex.EncodeToString([]byte(s)) }

func TestNoCardNumberComesOut(t *testing.T) {
	for name, carry := range carriers {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				pan := ecrtest.PAN(t)
				apdu, err := hex.DecodeString(carry(pan))
				if err != nil {
					t.Fatal(err)
				}
				line := block(apdu)
				switch rapid.IntRange(0, 3).Draw(t, "harm") {
				case 1: // a damaged check sum
					line[len(line)-1] ^= 0xFF
				case 2: // the rest is lost
					line = line[:rapid.IntRange(1, len(line)-1).Draw(t, "cut")]
				case 3: // the beginning is lost
					line = line[rapid.IntRange(1, len(line)-1).Draw(t, "from"):]
				}
				for link, b := range map[wire.Link][]byte{wire.Serial: line, wire.TCP: apdu} {
					lookEverywhere(t, link, b, pan)
				}
			})
		})
	}
}

func lookEverywhere(t *rapid.T, link wire.Link, b []byte, secret string) {
	for _, side := range []wire.Side{wire.FromRegister, wire.FromTerminal, wire.SideUnknown} {
		c := newConversation(options())
		for _, f := range ecrtest.Cut(t, Protocol().NewFramer(link), wire.Known(b)) {
			masked := mask(f)
			ecrtest.Absent(t, "the mask", []string{masked.Hex(), masked.Text()}, secret)
			ecrtest.Absent(t, "the decoded frame", describe(f, side, options()), secret)
			ecrtest.Absent(t, "the events", c.Take(side, f), secret)
			ecrtest.Absent(t, "the fault", f.Fault, secret)
		}
	}
}

// A masked frame tells what the frame told, and masking it again changes nothing.
func TestMaskedFramesSayTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := []string{"number", "track 2", "with track", "chip", "text", "error text", "progress", "print block", "acceptance"}
		body := carriers[rapid.SampledFrom(names).Draw(t, "carrier")](ecrtest.PAN(t))
		amount := rapid.StringMatching(`[0-9]{12}`).Draw(t, "amount")
		if strings.HasPrefix(body, "040f") {
			body = body[:4] + ll(body[6:]+"04"+amount+"0b001210"+"870010")
		}
		apdu, _ := hex.DecodeString(body)
		for link, b := range map[wire.Link][]byte{wire.Serial: block(apdu), wire.TCP: apdu} {
			fs := ecrtest.Cut(t, Protocol().NewFramer(link), wire.Known(b))
			masked := mask(fs[0])
			again := ecrtest.Cut(t, Protocol().NewFramer(link), masked)
			if len(again) != 1 || again[0].Fault != nil || again[0].Check != wire.CheckHidden {
				t.Fatalf("%s is masked to %s", ecrtest.Text(fs), ecrtest.Text(again))
			}
			if twice := mask(again[0]); twice.Hex() != masked.Hex() {
				t.Fatalf("masked again: %s, once: %s", twice.Hex(), masked.Hex())
			}
			side := wire.FromTerminal
			a, b := newConversation(options()).Take(side, fs[0]), newConversation(options()).Take(side, again[0])
			if x, y := cards(a), cards(b); x != y {
				t.Fatalf("the frame says %s, masked it says %s", x, y)
			}
		}
	})
}

func cards(events []transcripts.Event) string {
	var out []string
	for _, e := range events {
		out = append(out, told(e))
		if e.Message != nil {
			out = append(out, e.Message.Card.Masked)
		}
		if e.Signal != nil {
			out = append(out, e.Signal.Text)
		}
	}
	return strings.Join(out, "; ")
}
