package capture

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/transcripts/ecr/known"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

const pan = "4111111111111111"

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// disk is a sink that remembers what was safe at each moment.
type disk struct {
	bytes.Buffer
	safe int
	fail error
}

func (d *disk) Sync() error {
	d.safe = d.Len()
	return d.fail
}

func at(ms int) time.Time { return noon.Add(time.Duration(ms) * time.Millisecond) }

func start(t *testing.T, cfg Config) (*Writer, *disk) {
	t.Helper()
	d := &disk{}
	if cfg.Header.Link == "" {
		cfg.Header = Header{Port: "/dev/ttyUSB0", Line: "9600 8N1", Link: wire.Serial}
	}
	w, err := NewWriter(d, noon, cfg)
	if err != nil {
		t.Fatal(err)
	}
	return w, d
}

func records(t *testing.T, file string) []Record {
	t.Helper()
	var out []Record
	for r := NewReader(strings.NewReader(file)); ; {
		e, err := r.Next()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		if e.Record != nil {
			out = append(out, *e.Record)
		}
	}
}

func brief(rs []Record) string {
	var b strings.Builder
	for _, r := range rs {
		fmt.Fprintf(&b, "%d %s %q %s %d\n", r.Time.Sub(noon).Milliseconds(), r.Side, r.Bytes.Text(), r.Check, r.Len)
	}
	return b.String()
}

func TestFileIsAsDocumented(t *testing.T) {
	w, d := start(t, Config{Protocol: till()})
	w.Take(at(10), wire.FromRegister, true, tillFrame("0000000001S"))
	w.Take(at(20), wire.FromTerminal, false, []byte{0x06})
	w.Mark(at(30), Unplugged, "card "+pan)
	w.Close(at(40))
	want := `{"schema":"posdoctor.capture/1","t":"2026-11-20T12:00:00Z","port":"/dev/ttyUSB0","line":"9600 8N1","link":"serial","protocol":"till","variant":"","offset":"+00:00"}
{"t":"2026-11-20T12:00:00Z","mark":"started","text":""}
{"t":"2026-11-20T12:00:00.01Z","dir":"register","hex":"0230303030303030303031530351","check":"ok","len":14,"own":true}
{"t":"2026-11-20T12:00:00.02Z","dir":"terminal","hex":"06","check":"none","len":1}
{"t":"2026-11-20T12:00:00.03Z","mark":"unplugged","text":"card 411111******1111"}
{"t":"2026-11-20T12:00:00.04Z","mark":"stopped","text":""}
`
	if d.String() != want {
		t.Errorf("got\n%s\nwant\n%s", d, want)
	}
	s := w.Stats()
	if s.Records != 2 || s.Bytes != 15 || s.Gaps != 1 || s.Masked != 0 || s.Sides[wire.FromTerminal] != 1 || !s.To.Equal(at(20)) {
		t.Errorf("stats %+v", s)
	}
}

func TestFramesAreHeldToTheirEndOrASilence(t *testing.T) {
	w, d := start(t, Config{Protocol: till()})
	f := tillFrame("0000000001S", "", "hello")
	w.Take(at(0), wire.FromRegister, false, f[:4])
	w.Take(at(150), wire.FromRegister, false, f[4:])
	w.Take(at(160), wire.FromRegister, false, f[:5])
	w.Tick(at(359))
	if n := len(records(t, d.String())); n != 1 {
		t.Fatalf("%d records before the silence", n)
	}
	w.Tick(at(360))
	got := records(t, d.String())
	// In a cut frame the digits at the cut are hidden.
	want := "150 register \"\\x020000000001S||hello\\x033\" ok 21\n160 register \"\\x02****\" none 5\n"
	if brief(got) != want {
		t.Errorf("got\n%s", brief(got))
	}
}

func TestStructureMasksAndTheSumGoesToo(t *testing.T) {
	w, d := start(t, Config{Protocol: till()})
	w.Take(at(0), wire.FromTerminal, false, tillFrame("0000000001S", pan, "approved"))
	w.Close(at(1))
	got := records(t, d.String())
	if len(got) != 1 || got[0].Bytes.Text() != "\x020000000001S|411111******1111|approved\x03*" || got[0].Check != wire.CheckOK {
		t.Errorf("got %s", brief(got))
	}
}

func TestLastLookFindsWhatTheProtocolMissed(t *testing.T) {
	for name, c := range map[string]struct{ fields, want []string }{
		"in free text":       {[]string{"0000000001S", "", "card " + pan + " ok"}, []string{"0000000001S", "", "card 411111******1111 ok"}},
		"grouped":            {[]string{"0000000001S", "", "4111 1111 1111 1111"}, []string{"0000000001S", "", "4111 11** **** 1111"}},
		"where nobody looks": {[]string{"0000000001S", "", "x", "y", pan}, []string{"0000000001S", "", "x", "y", "411111******1111"}},
		"a track":            {[]string{"0000000001S", "", ";" + pan + "=29122010000000000?"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			w, d := start(t, Config{Protocol: till()})
			w.Take(at(0), wire.FromTerminal, false, tillFrame(c.fields...))
			w.Close(at(1))
			got := records(t, d.String())[0]
			if c.want != nil && got.Bytes.Text() != "\x02"+strings.Join(c.want, "|")+"\x03*" {
				t.Errorf("got %q", got.Bytes.Text())
			}
			if strings.Contains(got.Bytes.Text(), "111111111") || strings.Contains(got.Bytes.Text(), "2912") {
				t.Errorf("shows %q", got.Bytes.Text())
			}
		})
	}
}

// The header's ten digits and the code behind it make a row that passes for a
// card number; each field by itself shows none.
func TestFieldsSideBySideAreNoCard(t *testing.T) {
	head := "4111111111" + "111111"
	p := till()
	p.Describe = splitHead
	w, d := start(t, Config{Protocol: p})
	w.Take(at(0), wire.FromTerminal, false, tillFrame(head))
	w.Close(at(1))
	if got := records(t, d.String())[0]; !got.Bytes.AllKnown() {
		t.Errorf("got %q", got.Bytes.Text())
	}
}

func TestDamagedAndCutFramesAreMaskedByShapeAlone(t *testing.T) {
	bad := tillFrame("0000000001S", pan, "approved")
	bad[len(bad)-1] ^= 0x10
	w, d := start(t, Config{Protocol: till()})
	w.Take(at(0), wire.FromTerminal, false, bad)
	cut := tillFrame("0000000001S", pan, "approved")
	w.Take(at(10), wire.FromTerminal, false, cut[:20])
	w.Take(at(500), wire.FromTerminal, false, cut[20:])
	w.Close(at(501))
	got := records(t, d.String())
	if len(got) != 3 || got[0].Check != wire.CheckBad {
		t.Fatalf("got %s", brief(got))
	}
	for _, r := range got {
		if s := shownDigits(pan, r.Bytes); s > 10 {
			t.Errorf("%q shows %d digits", r.Bytes.Text(), s)
		}
	}
	if n := w.Stats(); n.Bad != 1 || n.Loose != 2 {
		t.Errorf("stats %+v", n)
	}
}

func TestUnknownProtocolFailsClosed(t *testing.T) {
	packed, _ := hex.DecodeString("0200" + pan + "0123")
	for name, c := range map[string]struct {
		in   string
		want string // hex
	}{
		"text":               {"X" + pan + "Y", ""},
		"packed":             {string(packed), ""},
		"signs stay":         {"\x06", "06"},
		"a question":         {"\x05", "05"},
		"text without cards": {"\x02S00|READY\x03q", "025330307c524541445903" + "71"},
		"digits at the cut":  {"READY 4111", ""},
		"packed and cut":     {string(packed[2:7]), ""},
		"one packed byte":    {"\x11", ""},
		"one digit":          {"4", ""},
	} {
		t.Run(name, func(t *testing.T) {
			w, d := start(t, Config{})
			w.Take(at(0), wire.FromTerminal, false, []byte(c.in))
			w.Close(at(300))
			got := records(t, d.String())[0]
			if c.want != "" && got.Bytes.Hex() != c.want {
				t.Errorf("got %s, want %s", got.Bytes.Hex(), c.want)
			}
			if c.want == "" && (got.Bytes.AllKnown() || shownDigits(pan, got.Bytes) > 10) {
				t.Errorf("shows %s", got.Bytes.Hex())
			}
			if got.Len != len(c.in) || got.Check != wire.CheckNone {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestSumOfUnknownFramingIsHidden(t *testing.T) {
	w, d := start(t, Config{})
	w.Take(at(0), wire.FromTerminal, false, append(tillFrame("S", pan), tillFrame("OK")...))
	w.Close(at(300))
	got := records(t, d.String())[0].Bytes.Text()
	if !strings.HasPrefix(got, "\x02S|411111******1111\x03*") || !strings.HasSuffix(got, "*") {
		t.Errorf("got %q", got)
	}
}

func TestRecognisesBeforeAnythingIsLost(t *testing.T) {
	p := *till()
	w, d := start(t, Config{Recognise: func(s known.Sample) (known.Guess, bool) {
		return known.Guess{Protocol: p, Link: wire.TCP}, len(s.Pieces) > 2 // at the second silence
	}})
	w.Take(at(0), wire.FromTerminal, false, []byte{0x06})
	w.Take(at(300), wire.FromTerminal, false, tillFrame("0000000001S", pan, "approved"))
	w.Tick(at(600))
	w.Take(at(700), wire.FromTerminal, false, tillFrame("0000000002S"))
	w.Close(at(800))
	if got := brief(records(t, d.String())); !strings.Contains(got, `0000000001S|411111******1111|approved\x03*" ok`) || !strings.Contains(got, "0000000002S") {
		t.Errorf("got %s", got)
	}
	if n := strings.Count(d.String(), Schema); n != 2 || !strings.Contains(d.String(), `"link":"tcp","protocol":"till"`) || w.Stats().Protocol != "till" {
		t.Errorf("%d headers in\n%s", n, d)
	}
}

func TestShownOnlyWhenSafe(t *testing.T) {
	d := &disk{}
	n := 0
	w, err := NewWriter(d, noon, Config{Protocol: till(), Show: func(e Entry) {
		n++
		if d.safe != d.Len() || d.safe == 0 {
			t.Error("shown before it was safe")
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	w.Take(at(0), wire.FromTerminal, false, []byte{0x06})
	d.fail = errors.New("disk full")
	if err := w.Take(at(1), wire.FromTerminal, false, []byte{0x06}); err == nil || !errors.Is(err, d.fail) {
		t.Errorf("got %v", err)
	}
	if err := w.Close(at(2)); !errors.Is(err, d.fail) || n != 3 {
		t.Errorf("got %v, %d shown", err, n)
	}
}

func TestRotatesInACalm(t *testing.T) {
	var files []*disk
	w, first := start(t, Config{Protocol: till(), LimitBytes: 600, Next: func() (Sink, error) {
		files = append(files, &disk{})
		return files[len(files)-1], nil
	}})
	for i := range 6 {
		w.Take(at(i*100), wire.FromTerminal, false, []byte{0x06})
	}
	w.Tick(at(2000))
	if len(files) != 0 {
		t.Fatal("rotated in the middle of traffic")
	}
	w.Tick(at(62000))
	w.Take(at(62100), wire.FromTerminal, false, []byte{0x06})
	w.Close(at(62200))
	if len(files) != 1 || !strings.HasSuffix(first.String(), `"mark":"rotated","text":""}`+"\n") {
		t.Fatalf("%d files, first\n%s", len(files), first)
	}
	second := files[0].String()
	if !strings.HasPrefix(second, `{"schema":`) || !strings.Contains(second, `"mark":"rotated"`) || len(records(t, second)) != 1 {
		t.Errorf("second\n%s", second)
	}
	// Without a calm it waits, but not for ever.
	for i := range 20 {
		w.Take(at(70000+i*100), wire.FromTerminal, false, []byte{0x06})
	}
	if len(files) != 2 || w.Stats().Files != 3 {
		t.Errorf("%d files", len(files))
	}
}
