package concert

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/ecrtest"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

//go:embed testdata/vectors.tsv
var vectors string

func testFramer() wire.Framer { return newFramer(wire.Serial) }

// pack makes a block of data; what is one character is a sign.
func pack(data string) []byte {
	if sign, ok := map[string]byte{"ENQ": enq, "ACK": ack, "NAK": nak, "EOT": eot}[data]; ok {
		return []byte{sign}
	}
	b := append([]byte(data), etx)
	return append(append([]byte{stx}, b...), wire.XOR(0, b))
}

const (
	sale   = "0100001245010978          A011B010"
	refund = "0100000500011978          A011B010"
	void   = "0100000500012978          A011B010"
	done   = "010000012451978          "
	failed = "017000012451978          "
)

func TestPublishedFrames(t *testing.T) { ecrtest.Published(t, Protocol(), vectors) }

func TestFrames(t *testing.T) {
	tests := []struct{ name, line, want string }{
		{"a damaged check byte", "02303103 03", "1  0230310303 3031 bad checksum@4"},
		{"a check byte that equals ENQ", "02303603 05", "1  0230360305 3036 ok"},
		{"a check byte that equals STX", "02303103 02", "1  0230310302 3031 ok"},
		{"a check byte that equals ETX", "02313103 03", "1  0231310303 3131 ok"},
		{"a check byte that equals ACK, with one behind", "02333603 06 06", "1  0233360306 3336 ok; 2 ACK 06  none"},
		{"a check byte that equals EOT", "02313603 04", "1  0231360304 3136 ok"},
		{"a check byte that equals NAK", "02312703 15", "1  0231270315 3127 ok"},
		{"an acknowledgement glued to a block", "06 02303103 02", "2 ACK 06  none; 1  0230310302 3031 ok"},
		{"a refusal of another protocol", "150369", "2 NAK 15  none; 0  0369  none noise@0"},
		{"a block that breaks off before a sign", "023031 04", "0  023031 3031 none truncated@3; 2 EOT 04  none"},
		{"a block that breaks off before a block", "0230 02303103 02", "0  0230 30 none truncated@2; 1  0230310302 3031 ok"},
		{"a block that breaks off before its check byte", "02303103", "0  02303103 303103 none truncated@4"},
		{"noise", "4142", "0  4142  none noise@0"},
		{"hidden characters", "0230xx03 xx", "1  0230xx03xx 30xx hidden"},
	}
	for _, tt := range tests {
		if got := ecrtest.Text(ecrtest.Cut(t, testFramer(), ecrtest.Hex(t, tt.line))); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestAnyBlockComesBackInAnyPieces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data := rapid.SliceOfN(rapid.StringMatching(`[ -~]{1,60}`), 1, 4).Draw(t, "data")
		var line []byte
		for _, d := range data {
			line = append(line, pack(d)...)
		}
		ecrtest.SameInPieces(t, testFramer, wire.Known(line))
		for i, f := range ecrtest.Cut(t, testFramer(), wire.Known(line)) {
			if f.Body.Text() != data[i] || f.Check != wire.CheckOK {
				t.Fatalf("block %d reads %q", i, f.Body.Text())
			}
		}
		b := rapid.SliceOf(rapid.SampledFrom([]byte{2, 3, 4, 5, 6, 0x15, '0', 'A'})).Draw(t, "bytes")
		ecrtest.SameInPieces(t, testFramer, wire.Known(b))
	})
}

func TestConversation(t *testing.T) {
	tests := []struct {
		name        string
		lines, want []string
	}{
		{
			"paid",
			[]string{"> ENQ", "< ACK", "> " + sale, "< ACK", "> EOT", "< ENQ", "> ACK", "< " + done, "> ACK", "< EOT"},
			[]string{"sent request sale concert#1 amount 1245 EUR", "received answer sale concert#1 code 0 amount 1245 EUR"},
		},
		{
			"sent again after a refusal",
			[]string{"> " + sale, "< NAK", "> " + sale, "< ACK", "< " + failed},
			[]string{"sent request sale concert#1 amount 1245 EUR", "received answer sale concert#1 code 7 amount 1245 EUR"},
		},
		{
			"received, and sent again",
			[]string{"> " + sale, "< ACK", "> " + sale},
			[]string{"sent request sale concert#1 amount 1245 EUR", "sent request sale concert#2 amount 1245 EUR"},
		},
		{
			"only the till is heard",
			[]string{"> " + sale, "> " + sale},
			[]string{"sent request sale concert#1 amount 1245 EUR", "sent request sale concert#2 amount 1245 EUR"},
		},
		{
			"paid less",
			[]string{"> " + sale, "< 010000010001978          "},
			[]string{
				"sent request sale concert#1 amount 1245 EUR",
				"received answer sale concert#1 code 0 amount 1000 EUR approved 1000",
			},
		},
		{
			"refund and void",
			[]string{"> " + refund, "> " + void},
			[]string{"sent request refund concert#1 amount 500 EUR", "sent request void concert#2 amount 500 EUR"},
		},
		{
			"a type nobody knows may move money",
			[]string{"> 0100000500014978          A011B010"},
			[]string{"sent request unknown concert#1 amount 500 EUR"},
		},
		{
			"a request in no known layout may move money",
			[]string{"> HELLO", "< 01"},
			[]string{"sent partial field request unknown concert#1", "received partial field answer unknown concert#2"},
		},
		{
			"an answer to nobody",
			[]string{"< " + done},
			[]string{"received answer unknown concert#1 code 0 amount 1245 EUR"},
		},
		{
			"both sides on one line",
			[]string{"? " + sale, "? " + done},
			[]string{"sent request sale concert#1 amount 1245 EUR", "received answer sale concert#1 code 0 amount 1245 EUR"},
		},
		{
			"the till's own reference",
			[]string{"> 0100001245010978BILL 77   A011B010"},
			[]string{"sent request sale concert#1 amount 1245 EUR order BILL 77"},
		},
	}
	for _, tt := range tests {
		got := ecrtest.Conversation(t, Protocol(), pack, tt.lines...)
		got = slices.DeleteFunc(got, func(s string) bool { return s == "" })
		if a, b := strings.Join(got, "\n"), strings.Join(tt.want, "\n"); a != b {
			t.Errorf("%s: got\n%s\nwant\n%s", tt.name, a, b)
		}
	}
}

func TestNoCardNumberComesOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pan := ecrtest.PAN(t)
		for _, data := range []string{done + pan + "=3012201", done + "1" + pan, pan, "B" + pan + "^DOE/J^3012", "01 " + pan + " x"} {
			line := pack(data)
			ecrtest.Private(t, Protocol(), line, pan)
			ecrtest.Private(t, Protocol(), line[:rapid.IntRange(1, len(line)-1).Draw(t, "cut")], pan)
		}
		ecrtest.SameMasked(t, Protocol(), wire.FromTerminal, pack(done+pan))
		ecrtest.SameMasked(t, Protocol(), wire.FromRegister, pack(sale))
	})
}

var digits = regexp.MustCompile(`[0-9]{4}`)

// Fields of fixed width take any digits: a card number that is long enough would
// pass for a block, and one that is not has no layout at all.
func TestANumberAloneIsNoBlock(t *testing.T) {
	for _, data := range []string{
		"4111111111111111=2512", "4111111111111111", "4111111111111111=25121010000000000",
		"6228480000000000019=30122011234567890", "374245455400126=251210100", "5555555555554444=251210100",
		"4000000000000000006\x00\x186000000000011D000",
	} {
		for _, check := range []byte{0, 1} {
			line := pack(data)
			line[len(line)-1] ^= check
			f := ecrtest.Cut(t, testFramer(), wire.Known(line))[0]
			masked := mask(f)
			if got := masked.Text(); digits.MatchString(got) {
				t.Errorf("%q is masked to %q", data, got)
			}
			if again := ecrtest.Cut(t, testFramer(), masked); len(again) != 1 || again[0].Kind != wire.Data || mask(again[0]).Hex() != masked.Hex() {
				t.Errorf("%q is masked to %s", data, ecrtest.Text(again))
			}
			if check != 0 {
				continue
			}
			for _, side := range []wire.Side{wire.FromRegister, wire.FromTerminal, wire.SideUnknown} {
				e := newConversation(ecrtest.Options("")).Take(side, f)
				if len(e) != 1 || e[0].Kind != transcripts.EventPartial || e[0].Message.Amount.Known {
					t.Errorf("%q from %q is told as %s", data, side, ecrtest.Told(e))
				}
			}
		}
	}
}

// The one question is ENQ, and all that may follow is EOT: a block, which would
// be a payment, cannot be sent.
func TestTheQuestionOpensAndEndsASession(t *testing.T) {
	qs := queries(wire.Serial, ecr.Params{})
	if len(qs) != 1 || len(queries(wire.TCP, ecr.Params{})) != 0 {
		t.Fatalf("%d questions", len(qs))
	}
	s := qs[0].Spec()
	if string(s.Frame) != "\x05" || len(s.Acks) != 1 || string(s.Acks[0]) != "\x04" || s.Effects != 0 || s.Repeats != 0 {
		t.Errorf("got %+v", s)
	}
	tests := []struct {
		sign    wire.Sign
		ack     string
		done    bool
		refused bool
	}{
		{wire.ACK, "\x04", true, false},
		{wire.NAK, "", false, true},
		{wire.ENQ, "", false, true}, // it has a result for the till, which must not be taken away
		{wire.EOT, "", false, false},
	}
	for _, tt := range tests {
		got := s.Dialogue().Take(wire.Frame{Kind: wire.Control, Sign: tt.sign})
		if string(got.Ack) != tt.ack || got.Done != tt.done || got.Refused.IsZero() == tt.refused {
			t.Errorf("%s: got %+v", tt.sign, got)
		}
	}
}

func TestSignature(t *testing.T) {
	for data, want := range map[string]int{sale: sure, done: likely, "0260|1|": 0, "HELLO": 0} {
		if got := signature(ecrtest.Cut(t, testFramer(), wire.Known(pack(data)))); got != want {
			t.Errorf("%q: got %d, want %d", data, got, want)
		}
	}
}

func FuzzDoors(f *testing.F) {
	for _, v := range ecrtest.Vectors(f, vectors) {
		f.Add(v.Bytes.B)
	}
	f.Fuzz(func(t *testing.T, b []byte) { ecrtest.Exercise(t, Protocol(), b) })
}
