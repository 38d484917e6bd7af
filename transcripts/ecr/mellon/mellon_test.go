package mellon

import (
	_ "embed"
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/ecrtest"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

//go:embed testdata/vectors.tsv
var vectors string

func testFramer() wire.Framer { return newFramer(wire.TCP) }

// pack puts the length before a message.
func pack(body string) []byte {
	return append(binary.BigEndian.AppendUint16(nil, uint16(len(body))), body...)
}

const (
	sale     = "ECR0101A/S000677/F2500:978:2/D20211122123652/R8/H121/T000677/G:0:0:0:0/M123456789"
	approved = "MEL0101R/S000677/C00/DVisa:411111******1111:2500:2500:11:64999999:000091:133030119089:000065:787032:20211126180454"
)

func TestPublishedFrames(t *testing.T) { ecrtest.Published(t, Protocol(), vectors) }

func TestFrames(t *testing.T) {
	tests := []struct{ name, line, want string }{
		{"noise before a message", "ffff 000c4d454c30313031452f393939", "0  ffff  none noise@0; 1  000c4d454c30313031452f393939 4d454c30313031452f393939 none"},
		{"a message that breaks off", "000c4d454c3031", "0  000c4d454c3031 4d454c3031 none truncated@7"},
		{"a foreign message", "060104000000000154", "0  060104000000000154  none noise@0"},
		{"the beginning of a length", "00", "0  00  none noise@0"},
		{"a length too short", "00034d454c", "0  00034d454c  none noise@0"},
		{"hidden characters", "000d4d454c30313031452f39xx3939", "1  000d4d454c30313031452f39xx3939 4d454c30313031452f39xx3939 hidden"},
	}
	for _, tt := range tests {
		if got := ecrtest.Text(ecrtest.Cut(t, testFramer(), ecrtest.Hex(t, tt.line))); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestAnyMessageComesBackInAnyPieces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bodies := rapid.SliceOfN(rapid.StringMatching(`(ECR|MEL)0[12]01[A-Z]/[ -~]{0,200}`), 1, 3).Draw(t, "bodies")
		var line []byte
		for _, b := range bodies {
			line = append(line, pack(b)...)
		}
		ecrtest.SameInPieces(t, testFramer, wire.Known(line))
		for i, f := range ecrtest.Cut(t, testFramer(), wire.Known(line)) {
			if f.Body.Text() != bodies[i] {
				t.Fatalf("message %d reads %q", i, f.Body.Text())
			}
		}
		any := rapid.SliceOf(rapid.SampledFrom([]byte{0, 12, 'E', 'C', 'R', 'M', 'L', '/', 0xFF})).Draw(t, "bytes")
		ecrtest.SameInPieces(t, testFramer, wire.Known(any))
	})
}

func TestConversation(t *testing.T) {
	tests := []struct {
		name        string
		lines, want []string
	}{
		{
			"paid; the confirmation of the request is no approval",
			[]string{"> " + sale, "< MEL0101A/S000677/F2500", "< " + approved},
			[]string{
				"sent request sale mellon#1 amount 2500 EUR order 000677",
				"received answer sale mellon#1 code 00 amount 2500 EUR trace 000065 rrn 133030119089 auth 787032 batch 000091 terminal 64999999 card 411111******1111 order 000677",
			},
		},
		{
			"not approved",
			[]string{"> " + sale, "< MEL0101R/S000677/C33"},
			[]string{"sent request sale mellon#1 amount 2500 EUR order 000677", "received answer sale mellon#1 code 33 order 000677"},
		},
		{
			"a result of another session",
			[]string{"> " + sale, "< MEL0101R/S000676/C00", "< MEL0101R/S000677/C05"},
			[]string{
				"sent request sale mellon#1 amount 2500 EUR order 000677", "received answer unknown mellon#2 code 00 order 000676",
				"received answer sale mellon#1 code 05 order 000677",
			},
		},
		{
			"busy",
			[]string{"> " + sale, "< MEL0101E/999"},
			[]string{"sent request sale mellon#1 amount 2500 EUR order 000677", "received answer sale mellon#1 code E999 order 000677"},
		},
		{
			"refund, void, and letters that may move money",
			[]string{"> ECR0101Z/S000001/F100:978:2", "> ECR0101V/S000002/F100:978:2", "> ECR0101H/S000003/F100:978:2", "> ECR0101Q/S000004"},
			[]string{
				"sent request refund mellon#1 amount 100 EUR order 000001", "sent request void mellon#2 amount 100 EUR order 000002",
				"sent request unknown mellon#3 amount 100 EUR order 000003", "sent request unknown mellon#4 order 000004",
			},
		},
		{
			"an amount in whole units",
			[]string{"> ECR0101A/S000001/F100:008:0"},
			[]string{"sent request sale mellon#1 order 000001"},
		},
		{
			"batch and trace number in the place of the RRN",
			[]string{"< MEL0101R/S000001/C00/DVisa:************1111:100:100:11:64999999:091:091065:065:787032:20211126180454"},
			[]string{"received answer unknown mellon#1 code 00 amount 100 trace 065 auth 787032 batch 091 terminal 64999999 card ************1111 order 000001"},
		},
		{
			"a receipt with separators",
			[]string{"< MEL0201R/S000001/C00/DVisa:************1111:100:100/P26/11/2021\x0a\x1bB5,00"},
			[]string{"received answer unknown mellon#1 code 00 amount 100 card ************1111 order 000001"},
		},
		{"no header", []string{"< MEL01019"}, []string{"received fault field"}},
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
		for _, body := range []string{
			"MEL0101R/S000677/C00/DVisa:" + pan + ":2500:2500:11:64999999:000091:133030119089:000065:787032:20211126180454",
			"MEL0201R/S000677/C00/DVisa:x:1:1/PCARD " + pan + "\n",
			"ECR0101A/S000677/F2500:978:2/M" + pan,
			"ECR0101A/S000677/K" + pan,
			"ECR0201X/" + pan,
			"MEL0101R/S000677/C00/DVisa:" + pan,
		} {
			line := pack(body)
			ecrtest.Private(t, Protocol(), line, pan)
			ecrtest.Private(t, Protocol(), line[:rapid.IntRange(1, len(line)-1).Draw(t, "cut")], pan)
			ecrtest.Private(t, Protocol(), line[rapid.IntRange(1, len(line)-1).Draw(t, "from"):], pan)
			side := wire.FromTerminal
			if body[0] == 'E' {
				side = wire.FromRegister
			}
			ecrtest.SameMasked(t, Protocol(), side, line)
		}
	})
}

// The one question is the echo, and nothing else can be sent inside it.
func TestTheQuestionIsTheEcho(t *testing.T) {
	for _, l := range []wire.Link{wire.TCP, wire.Serial} {
		qs := queries(l, ecr.Params{Password: "123456", Reference: "A/S1", Terminal: "V"})
		if len(qs) != 1 {
			t.Fatalf("%d questions", len(qs))
		}
		s := qs[0].Spec()
		if got := string(s.Frame); got != "\x00\x12ECR0201X/posdoctor" || len(s.Acks) != 0 || s.Effects != 0 {
			t.Errorf("got %q, %+v", got, s)
		}
		take := func(body string) (done, refused bool) {
			st := s.Dialogue().Take(ecrtest.Cut(t, testFramer(), wire.Known(pack(body)))[0])
			return st.Done, !st.Refused.IsZero()
		}
		if done, _ := take("MEL0201X/posdoctor/T64999999:1.5"); !done {
			t.Error("the echo does not end the question")
		}
		if done, refused := take("MEL0201E/999"); done || !refused {
			t.Error("an error is not told")
		}
		if done, refused := take("MEL0101R/S000677/C00"); done || refused {
			t.Error("a result of the till's payment ends the question")
		}
	}
}

func TestSignature(t *testing.T) {
	for body, want := range map[string]int{sale: sure, approved: sure, "MEL0303E/001": 0} {
		if got := signature(ecrtest.Cut(t, testFramer(), wire.Known(pack(body)))); got != want {
			t.Errorf("%q: got %d, want %d", body, got, want)
		}
	}
}

func FuzzDoors(f *testing.F) {
	for _, v := range ecrtest.Vectors(f, vectors) {
		f.Add(v.Bytes.B)
	}
	f.Fuzz(func(t *testing.T, b []byte) { ecrtest.Exercise(t, Protocol(), b) })
}
