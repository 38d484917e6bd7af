package zvt

import (
	_ "embed"
	"fmt"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

//go:embed testdata/vectors.tsv
var vectorRows string

// vector is one published frame with what it says.
type vector struct {
	id    string
	side  wire.Side
	link  wire.Link
	bytes wire.Bytes
	check wire.Check
	money bool
	want  map[string]string
}

func vectors(t testing.TB) []vector {
	t.Helper()
	var out []vector
	for f := range rows(vectorRows) {
		b, err := wire.ParseHex(f[2])
		if err != nil {
			t.Fatal(err)
		}
		v := vector{
			id: f[0], side: wire.Side(f[1]), link: wire.Serial, bytes: b,
			check: map[string]wire.Check{"ok": wire.CheckOK, "bad": wire.CheckBad, "none": wire.CheckNone}[f[3]],
			money: f[4] == "yes", want: map[string]string{},
		}
		if v.check == wire.CheckNone {
			v.link = wire.TCP
		}
		for kv := range strings.FieldsSeq(f[5]) {
			k, val, _ := strings.Cut(kv, "=")
			v.want[k] = strings.ReplaceAll(val, "+", " ")
		}
		out = append(out, v)
	}
	return out
}

func options() ecr.Options { return ecr.Options{Masker: redact.New([]byte("test"))} }

// frames cuts b into frames and looks that nothing is lost.
func frames(t testing.TB, l wire.Link, b wire.Bytes) []wire.Frame {
	t.Helper()
	f := Protocol().NewFramer(l)
	out := append(f.Feed(b), f.Flush()...)
	whole := wire.Bytes{}
	for _, x := range out {
		whole = whole.Append(x.Raw)
	}
	if whole.Hex() != b.Hex() {
		t.Fatalf("frames hold %s, want %s", whole.Hex(), b.Hex())
	}
	return out
}

// said writes what events state in the words of the test data.
func said(events []transcripts.Event) map[string]string {
	out := map[string]string{}
	for _, e := range events {
		if e.Fault != nil {
			out["fault"] = e.Fault.ID
		}
		if d := e.Device; d != nil {
			out["software"], out["status"], out["device"] = d.Software, d.Status, d.Terminal
			if d.Ready != nil {
				out["ready"] = fmt.Sprint(*d.Ready)
			}
		}
		if e.Signal != nil {
			out["signal"] = string(e.Signal.ID)
		}
		m := e.Message
		if m == nil {
			continue
		}
		for k, v := range map[string]string{
			"kind": string(m.Kind), "code": m.ResponseCode, "trace": m.STAN, "receipt": m.Receipt, "tid": m.Terminal,
			"time": m.LocalTime, "date": m.LocalDate, "card": m.Card.Masked, "currency": m.Amount.Currency,
			"host": m.HostCode, "auth": m.AuthCode, "merchant": m.Merchant, "text": m.HostText,
		} {
			out[k] = v
		}
		if m.Amount.Known {
			out["amount"] = fmt.Sprint(m.Amount.Minor)
		}
	}
	return out
}

func TestPublishedFrames(t *testing.T) {
	for _, v := range vectors(t) {
		t.Run(v.id, func(t *testing.T) {
			fs := frames(t, v.link, v.bytes)
			if len(fs) != 1 || fs[0].Kind != wire.Data || fs[0].Check != v.check {
				t.Fatalf("got %d frames, first %+v", len(fs), fs[0])
			}
			events := newConversation(options()).Take(v.side, fs[0])
			got := said(events)
			for k, want := range v.want {
				switch k {
				case "silent":
					if len(events) > 0 {
						t.Errorf("got %v, want no event", got)
					}
				case "progress":
					a, _ := parse(fs[0].Body, false)
					if state, _ := a.bmp("progress"); strings.ToUpper(state.Hex()) != want {
						t.Errorf("progress: got %s, want %s", state.Hex(), want)
					}
				default:
					if got[k] != want {
						t.Errorf("%s: got %q, want %q", k, got[k], want)
					}
				}
			}
			if _, asked := v.want["fault"]; !asked && got["fault"] != "" {
				t.Errorf("fault %s", got["fault"])
			}
			moves := false
			for _, e := range events {
				moves = moves || e.Message != nil && e.Message.Function == transcripts.Request && e.Message.Kind.MovesMoney()
			}
			if moves != v.money {
				t.Errorf("moves money: got %t, want %t", moves, v.money)
			}
		})
	}
}
