package read

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/capture"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/known"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// lamp is a protocol for tests: [text] and a XOR over the text. "S..." asks for
// a sale, "R.." answers it with a code, "I" says in words that the printer has no
// paper.
func lamp() ecr.Protocol {
	return ecr.Protocol{
		ID: "lamp", Links: []wire.Link{wire.Serial},
		NewFramer:       func(wire.Link) wire.Framer { return &lampFramer{} },
		NewConversation: func(o ecr.Options) ecr.Conversation { return &lampTalk{options: o} },
		Describe: func(f wire.Frame, _ wire.Side, _ ecr.Options) transcripts.Decoded {
			return transcripts.Decoded{Complete: true, Fields: []transcripts.Field{{ID: "text", Value: f.Body.Text()}}}
		},
		Mask: func(f wire.Frame) wire.Bytes {
			if i := strings.IndexByte(f.Body.Text(), '#'); f.Kind == wire.Data && i >= 0 {
				n := f.Raw.Len()
				return f.Raw.Hide(2*(1+i+1+6), 2*(n-2-4)).Hide(2*n-2, 2*n)
			}
			return f.Raw
		},
	}
}

type lampFramer struct{ held wire.Bytes }

func (l *lampFramer) Feed(b wire.Bytes) []wire.Frame {
	l.held = l.held.Append(b)
	var out []wire.Frame
	for {
		end := bytes.IndexByte(l.held.B, ']')
		if end < 0 || end+1 >= l.held.Len() {
			return out
		}
		f := wire.Frame{Kind: wire.Data, Raw: l.held.Slice(0, end+2), Body: l.held.Slice(1, end), Check: wire.CheckOK}
		if sum, seen := l.held.At(end + 1); !seen || !f.Body.AllKnown() {
			f.Check = wire.CheckHidden
		} else if sum != wire.XOR(0, f.Body.B) {
			f.Check, f.Fault = wire.CheckBad, &transcripts.Fault{ID: "checksum"}
		}
		out = append(out, f)
		l.held = l.held.From(end + 2)
	}
}

func (l *lampFramer) Flush() []wire.Frame {
	if l.held.Len() == 0 {
		return nil
	}
	f := wire.Frame{Raw: l.held, Fault: &transcripts.Fault{ID: "truncated"}}
	l.held = wire.Bytes{}
	return []wire.Frame{f}
}

type lampTalk struct {
	options ecr.Options
	n       int
	open    bool
}

func (l *lampTalk) Take(_ wire.Side, f wire.Frame) []transcripts.Event {
	if f.Fault != nil {
		return []transcripts.Event{{Kind: transcripts.EventFault, Fault: f.Fault}}
	}
	text := f.Body.Text()
	m := &transcripts.Message{Protocol: "lamp", Class: transcripts.ClassFinancial, Kind: transcripts.KindSale}
	switch text[0] {
	case 'S':
		l.n++
		l.open = true
		m.Function = transcripts.Request
		m.Amount = transcripts.Amount{Minor: 100, Currency: l.options.Currency, Known: true}
	case 'R':
		m.Function, m.ResponseCode = transcripts.Answer, text[1:3]
		if _, pan, ok := strings.Cut(text, "#"); ok {
			if strings.Contains(pan, "*") {
				m.Card = l.options.Masker.Masked(pan)
			} else {
				m.Card = l.options.Masker.PAN(pan)
			}
		}
		if !l.open {
			return []transcripts.Event{{Kind: transcripts.EventMessage, Message: m}}
		}
		l.open = false
	default:
		return []transcripts.Event{{Kind: transcripts.EventSignal, Signal: &transcripts.Signal{ID: transcripts.SignalPrinterPaperOut, Text: text}}}
	}
	m.Talk = fmt.Sprintf("lamp#%d", l.n)
	return []transcripts.Event{{Kind: transcripts.EventMessage, Message: m}}
}

func lampFrame(text string) []byte {
	return append([]byte("["+text+"]"), wire.XOR(0, []byte(text)))
}

var lampBook = capture.Book{
	ByID: func(id string) (ecr.Protocol, bool) { return lamp(), id == "lamp" },
	Recognise: func(s known.Sample) (known.Guess, bool) {
		n := 0
		for _, p := range s.Pieces {
			n += bytes.Count(p.Bytes.B, []byte("]"))
		}
		return known.Guess{Protocol: lamp(), Link: wire.Serial}, n >= 2
	},
}

type tape struct{ bytes.Buffer }

func (*tape) Sync() error { return nil }

var start = time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)

// record plays a script into a writer: "reg:..." and "term:..." are bytes that
// come a second apart, anything else a mark.
func record(t testing.TB, p *ecr.Protocol, both bool, script ...string) string {
	t.Helper()
	tape := &tape{}
	at := start
	w, err := capture.NewWriter(tape, at, capture.Config{Protocol: p, Header: capture.Header{Port: "COM3", Link: wire.Serial, Both: both}})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range script {
		at = at.Add(time.Second)
		switch side, data, ok := strings.Cut(s, ":"); {
		case !ok:
			w.Mark(at, capture.Sign(s), "")
		case side == "reg":
			w.Take(at, wire.FromRegister, false, lampFrame(data))
		case side == "term":
			w.Take(at, wire.FromTerminal, false, lampFrame(data))
		default:
			w.Take(at, wire.FromTerminal, false, []byte(data))
		}
	}
	if err := w.Close(at.Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	return tape.String()
}

func readCapture(t *testing.T, file string) ([]transcripts.Event, transcripts.Source) {
	t.Helper()
	var out []transcripts.Event
	src, err := Events(context.Background(), []Input{{Name: "cap", R: strings.NewReader(file)}}, Options{Key: []byte("k"), Currency: "EUR", book: lampBook},
		func(ev transcripts.Event) error { out = append(out, ev); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return out, src[0]
}

func tell(evs []transcripts.Event) string {
	var b strings.Builder
	for _, ev := range evs {
		fmt.Fprintf(&b, "%d line %d %s %s %s", ev.Seq, ev.Where.Line, ev.At.Time.Format("05"), ev.Kind, ev.Dir)
		if m := ev.Message; m != nil {
			fmt.Fprintf(&b, " %s %s %q %s %s", m.Function, m.Talk, m.ResponseCode, m.Card.Masked, m.Amount.Currency)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestCaptureGivesEventsWithPlaceTimeAndDirection(t *testing.T) {
	p := lamp()
	file := record(t, &p, true, "reg:S1", "term:R00#4111111111111111", "term:I paper")
	got, src := readCapture(t, file)
	want := `1 line 3 01 message sent request lamp#1 ""  EUR
2 line 4 02 message received answer lamp#1 "00" 411111******1111 
3 line 5 03 signal received
`
	if tell(got) != want {
		t.Errorf("got\n%s\nwant\n%s", tell(got), want)
	}
	for _, ev := range got {
		line := file[ev.Where.Offset : ev.Where.Offset+ev.Where.Length]
		if !strings.HasPrefix(line, `{"t":`) || !strings.HasSuffix(line, "}") {
			t.Errorf("place %+v is %q", ev.Where, line)
		}
		if ev.At.Zone != transcripts.ZoneStated {
			t.Errorf("zone %q", ev.At.Zone)
		}
	}
	if src.Format != "capture" || src.Messages != 2 || src.Faults != 0 || src.Unparsed != 0 || !src.GapFree || src.Encoding != "utf-8" {
		t.Errorf("source %+v", src)
	}
	if src.From.Time != start || src.To.Time != start.Add(4*time.Second) {
		t.Errorf("covers %v to %v", src.From, src.To)
	}
}

// Times are shown as the clock of the recording machine showed them, and stay the
// same moments.
func TestCaptureShowsTheShopsClock(t *testing.T) {
	p := lamp()
	file := strings.Replace(record(t, &p, true, "reg:S1"), `"offset":"+00:00"`, `"offset":"+08:00"`, 1)
	got, src := readCapture(t, file)
	if len(got) != 1 || got[0].At.String() != "2026-11-20 18:00:01" || !got[0].At.Time.Equal(start.Add(time.Second)) || src.To.String() != "2026-11-20 18:00:02" {
		t.Errorf("got %v, to %v", got[0].At, src.To)
	}
}

func TestGapFreeIsClaimedOnlyWhereNothingCanBeMissing(t *testing.T) {
	p := lamp()
	whole := record(t, &p, true, "reg:S1", "term:R00")
	lines := strings.SplitAfter(whole, "\n")
	bad := string(lampFrame("R01")[:4]) + "x"
	for name, c := range map[string]struct {
		file string
		free bool
	}{
		"both directions, to the end": {whole, true},
		"one direction":               {record(t, &p, false, "reg:S1", "term:R00"), false},
		"unplugged":                   {record(t, &p, true, "reg:S1", "unplugged", "replugged", "term:R00"), false},
		"noise on the line":           {record(t, &p, true, "reg:S1", "noise", "term:R00"), false},
		"another connection":          {record(t, &p, true, "reg:S1", "term:R00", "hung_up", "connected", "reg:S2", "term:R00"), true},
		"settings changed":            {record(t, &p, true, "reg:S1", "line", "term:R00"), true},
		"goes on in another file":     {strings.Replace(whole, "stopped", "rotated", 1), true},
		"no end":                      {strings.Join(lines[:len(lines)-2], ""), false},
		"half a line at the end":      {whole + `{"t":"2026`, false},
		"no front":                    {strings.Join(lines[1:], ""), false},
		"a damaged line":              {strings.Replace(whole, `"hex":"5b5230`, `"hex":"zb5230`, 1), false},
		"a damaged frame":             {record(t, &p, true, "raw:"+bad, "term:R00"), false},
		"another capture behind it":   {whole + whole, false},
		"a protocol nobody knows":     {strings.Replace(whole, `"lamp"`, `"future"`, 1), false},
	} {
		if _, src := readCapture(t, c.file); src.GapFree != c.free {
			t.Errorf("%s: gap free %v", name, src.GapFree)
		}
	}
}

// What was asked before a gap is not answered by what comes behind it.
func TestGapEndsATurn(t *testing.T) {
	p := lamp()
	got, _ := readCapture(t, record(t, &p, true, "reg:S1", "unplugged", "replugged", "term:R00", "reg:S2", "term:R05"))
	want := `1 line 3 01 message sent request lamp#1 ""  EUR
2 line 4 02 gap 
3 line 6 04 message received answer  "00"  
4 line 7 05 message sent request lamp#1/2 ""  EUR
5 line 8 06 message received answer lamp#1/2 "05"  
`
	if tell(got) != want {
		t.Errorf("got\n%s\nwant\n%s", tell(got), want)
	}
}

// Nor by what comes over another connection, though nothing is missing.
func TestConnectionEndsATurn(t *testing.T) {
	p := lamp()
	got, src := readCapture(t, record(t, &p, true, "reg:S1", "hung_up", "connected", "term:R00"))
	want := `1 line 3 01 message sent request lamp#1 ""  EUR
2 line 6 04 message received answer  "00"  
`
	if tell(got) != want || !src.GapFree {
		t.Errorf("got\n%s\n%+v", tell(got), src)
	}
}

func TestUnnamedProtocolIsRecognised(t *testing.T) {
	got, src := readCapture(t, record(t, nil, true, "reg:S1", "unplugged", "replugged", "term:R00", "reg:S2", "term:R05"))
	// In such a capture the sums may be hidden, never the words.
	want := `1 line 3 01 message sent request lamp#1 ""  EUR
2 line 4 02 gap 
3 line 6 04 message received answer  "00"  
4 line 7 05 message sent request lamp#1/2 ""  EUR
5 line 8 06 message received answer lamp#1/2 "05"  
`
	if tell(got) != want {
		t.Errorf("got\n%s\nwant\n%s", tell(got), want)
	}
	if src.Unparsed != 0 || src.Messages != 4 {
		t.Errorf("source %+v", src)
	}
}

func TestUnknownProtocolIsCountedNeverLost(t *testing.T) {
	got, src := readCapture(t, record(t, nil, true, "reg:S1"))
	if len(got) != 0 || src.Unparsed != 1 || src.Format != "capture" || src.GapFree {
		t.Errorf("%v %+v", got, src)
	}
	p := lamp()
	got, src = readCapture(t, strings.Replace(record(t, &p, true, "reg:S1", "unplugged", "term:R00"), `"lamp"`, `"future"`, 1))
	if tell(got) != "1 line 4 02 gap \n" || src.Unparsed != 2 {
		t.Errorf("%s %+v", tell(got), src)
	}
}

// The header that names the protocol may come after the first records.
func TestProtocolNamedLater(t *testing.T) {
	p := lamp()
	early := record(t, nil, true, "reg:S1")
	late := strings.SplitAfter(record(t, &p, true, "term:R00"), "\n")
	file := strings.Join(strings.SplitAfter(early, "\n")[:3], "") + late[0] + late[2] + late[3]
	got, src := readCapture(t, file)
	want := `1 line 3 01 message sent request lamp#1 ""  EUR
2 line 5 01 message received answer lamp#1 "00"  
`
	if tell(got) != want || !src.GapFree {
		t.Errorf("got\n%s\n%+v", tell(got), src)
	}
}

// The check sum of a masked frame cannot be computed again; what the capture saw
// of it counts.
func TestHiddenSumsAreBelieved(t *testing.T) {
	p := lamp()
	file := record(t, &p, true, "term:R00#4111111111111111")
	if got, _ := readCapture(t, file); len(got) != 1 || got[0].Kind != transcripts.EventMessage {
		t.Errorf("got %s", tell(got))
	}
	got, src := readCapture(t, strings.Replace(file, `"check":"ok"`, `"check":"bad"`, 1))
	if len(got) != 1 || got[0].Kind != transcripts.EventFault || got[0].Fault.ID != "checksum" || src.Faults != 1 {
		t.Errorf("got %s", tell(got))
	}
}

// A masked capture says what the bytes themselves would.
func TestMaskingChangesNothingThatIsTold(t *testing.T) {
	p := lamp()
	script := []string{"reg:S1", "term:R00#5555555555554444", "term:I paper", "reg:S2", "term:R05#6228480000000000019"}
	got, _ := readCapture(t, record(t, &p, true, script...))
	talk := p.NewConversation(ecr.Options{Masker: redact.New([]byte("k")), Currency: "EUR"})
	sides := map[string]wire.Side{"reg": wire.FromRegister, "term": wire.FromTerminal}
	var want []string
	for _, s := range script {
		side, data, _ := strings.Cut(s, ":")
		for _, f := range p.NewFramer(wire.Serial).Feed(wire.Known(lampFrame(data))) {
			for _, ev := range talk.Take(sides[side], f) {
				want = append(want, words(ev))
			}
		}
	}
	for i, ev := range got {
		if i >= len(want) || words(ev) != want[i] {
			t.Errorf("event %d: got %s, want %v", i, words(ev), want)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d events, want %d", len(got), len(want))
	}
}

// words is all that an event says, but for its place and the token of its card.
func words(ev transcripts.Event) string {
	if ev.Message == nil {
		return fmt.Sprintf("%s %+v", ev.Kind, ev.Signal)
	}
	m := *ev.Message
	m.Card.Token = ""
	return fmt.Sprintf("%s %+v", ev.Kind, m)
}

// A live input tells its events while it is open.
func TestLiveInputDoesNotWait(t *testing.T) {
	p := lamp()
	file := record(t, &p, true, "reg:S1", "term:R00")
	lines := strings.SplitAfter(file, "\n")
	feed := make(chan string)
	seen := make(chan transcripts.Event)
	done := make(chan error)
	go func() {
		_, err := Events(context.Background(), []Input{{Name: "COM3", R: &drip{from: feed}, Live: true}}, Options{Key: []byte("k"), book: lampBook},
			func(ev transcripts.Event) error { seen <- ev; return nil })
		done <- err
	}()
	for _, l := range lines[:3] {
		feed <- l
	}
	if ev := <-seen; ev.Message == nil || ev.Message.Function != transcripts.Request {
		t.Errorf("got %+v", ev)
	}
	feed <- lines[3]
	if ev := <-seen; ev.Message == nil || ev.Message.Function != transcripts.Answer {
		t.Errorf("got %+v", ev)
	}
	close(feed)
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// drip gives what comes, as it comes.
type drip struct {
	from chan string
	rest string
}

func (d *drip) Read(p []byte) (int, error) {
	if d.rest == "" {
		s, ok := <-d.from
		if !ok {
			return 0, io.EOF
		}
		d.rest = s
	}
	n := copy(p, d.rest)
	d.rest = d.rest[n:]
	return n, nil
}
