package linkpos

import (
	"os"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/bcdlen"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

func options() ecr.Options {
	return ecr.Options{Masker: redact.New([]byte("a key for tests")), Currency: "THB"}
}

// frames cuts hex as one burst with a silence behind it.
func frames(t testing.TB, hex string) []wire.Frame {
	t.Helper()
	b, err := wire.ParseHex(hex)
	if err != nil {
		t.Fatal(err)
	}
	f := bcdlen.NewFramer()
	return append(f.Feed(b), f.Flush()...)
}

// vector is a row of testdata/vectors.tsv: published frames, and frames made
// by hand from published layouts.
type vector struct {
	id, hex, meaning string
	side             wire.Side
	ok, moves        bool
	want             map[string]string
}

func vectors(t testing.TB) []vector {
	t.Helper()
	raw, err := os.ReadFile("testdata/vectors.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var out []vector
	for _, line := range strings.Split(strings.TrimSpace(string(raw)), "\n")[1:] {
		c := strings.Split(line, "\t")
		v := vector{c[0], c[2], c[6], wire.Side(c[1]), c[3] == "ok", c[4] == "moves", map[string]string{}}
		for pair := range strings.FieldsSeq(c[5]) {
			name, value, _ := strings.Cut(pair, "=")
			v.want[name] = value
		}
		out = append(out, v)
	}
	return out
}

func TestVectorsDecodeToWhatTheySay(t *testing.T) {
	for _, v := range vectors(t) {
		t.Run(v.id, func(t *testing.T) {
			got := frames(t, v.hex)
			if len(got) != 1 || got[0].Kind != wire.Data || got[0].Raw.Hex() != v.hex {
				t.Fatalf("%s: frames %+v", v.meaning, got)
			}
			if ok := got[0].Check == wire.CheckOK; ok != v.ok {
				t.Errorf("%s: check %s", v.meaning, got[0].Check)
			}
			if !v.ok && !bcdlen.Damaged(got[0]) {
				t.Errorf("%s: not named as a damaged transcript: %+v", v.meaning, got[0].Fault)
			}
			o := options()
			d := describe(got[0], v.side, o)
			fields := map[string]string{}
			for _, f := range d.Fields {
				fields[f.ID] = f.Value
			}
			m := d.Message
			for name, want := range v.want {
				have := map[string]string{
					"tx": fields["code"], "resp": fields["response"], "amount": fields["40"], "HN": fields["HN"],
					"approval": m.AuthCode, "trace": m.STAN, "rrn": m.RRN,
				}[name]
				if have != want {
					t.Errorf("%s: %s is %q, want %q", v.meaning, name, have, want)
				}
			}
			for _, e := range newConversation(o).Take(v.side, got[0]) {
				if e.Message == nil {
					continue
				}
				// A settlement moves money in the wide sense, but is an exchange.
				if k := e.Message.Kind; v.moves && !k.MovesMoney() && k != transcripts.KindSettlement {
					t.Errorf("%s: kind %q moves no money", v.meaning, e.Message.Kind)
				}
				if want := transcripts.EventPartial; !v.ok && (e.Kind != want || e.Fault == nil) {
					t.Errorf("%s: event %s, want %s with a fault", v.meaning, e.Kind, want)
				}
			}
		})
	}
}

func TestLostSpaceIsNamed(t *testing.T) {
	for _, v := range vectors(t) {
		if v.id != "v051" {
			continue
		}
		d := describe(frames(t, v.hex)[0], v.side, options())
		if len(d.Warnings) != 1 || !strings.Contains(d.Warnings[0].EN, "damaged transcript") || !strings.Contains(d.Warnings[0].EN, "a space") {
			t.Errorf("warnings %v", d.Warnings)
		}
		m := d.Message
		// One value is shorter than it says, and all behind it still reads.
		if m.HostText != "APPROVED" || m.AuthCode != "201149" || m.RRN != "309421771602" || m.Amount.Minor != 1000 || m.Card.Masked != "418359******9105" {
			t.Errorf("read %+v", m)
		}
		return
	}
	t.Fatal("no such vector")
}

func TestSignature(t *testing.T) {
	for _, v := range vectors(t) {
		want := 100
		if !v.ok {
			want = 60
		}
		if got := signature(frames(t, v.hex)); got != want {
			t.Errorf("%s: %d, want %d", v.id, got, want)
		}
	}
	for _, other := range []string{"", "ff0600", "02001832353031303230333034303535353031301c0330"} {
		if got := signature(frames(t, other)); got != 0 {
			t.Errorf("%q scores %d", other, got)
		}
	}
}
