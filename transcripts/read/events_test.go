package read

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/posdoctor/posdoctor/transcripts"
)

func TestEncodingsGiveTheSameEvents(t *testing.T) {
	for _, c := range []struct{ name, text, encoding string }{
		{"utf-8", sample(), "utf-8"},
		{"utf-8 with mark", "\xEF\xBB\xBF" + sample(), "utf-8"},
		{"gb18030", toGB(t, sample()), "gb18030"},
		{"utf-16le with mark", "\xFF\xFE" + toUTF16(sample(), false), "utf-16le"},
		{"utf-16be with mark", "\xFE\xFF" + toUTF16(sample(), true), "utf-16be"},
		{"utf-16le", toUTF16(sample(), false), "utf-16le"},
		{"utf-16be", toUTF16(sample(), true), "utf-16be"},
		{"cr lf", strings.ReplaceAll(sample(), "\n", "\r\n"), "utf-8"},
		{"cr", strings.ReplaceAll(sample(), "\n", "\r"), "utf-8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, src := events(t, c.text)
			wantBrief(t, got, sampleEvents)
			s := src[0]
			if s.Encoding != c.encoding || s.Lines != 30 || s.Unparsed != 1 || s.Messages != 4 || s.Faults != 0 || s.Format != "cnpos+jpos" {
				t.Errorf("source %+v", s)
			}
			sum := sha256.Sum256([]byte(c.text))
			if s.SHA256 != hex.EncodeToString(sum[:]) || s.Bytes != int64(len(c.text)) {
				t.Errorf("digest or size wrong: %+v", s)
			}
			if s.From.String() != "2026-11-20 10:14:01" || s.To.String() != "2026-11-20 10:18:02" {
				t.Errorf("covers %v to %v", s.From, s.To)
			}
			for _, ev := range got {
				line := c.text[ev.Where.Offset : ev.Where.Offset+ev.Where.Length]
				if strings.HasPrefix(line, "\n") || strings.HasSuffix(line, "\n") && !strings.HasPrefix(c.encoding, "utf-16") {
					t.Errorf("place %+v is not on line borders", ev.Where)
				}
			}
		})
	}
}

func TestPlacesPointAtTheOriginalBytes(t *testing.T) {
	for _, text := range []string{sample(), toGB(t, sample()), "\xFF\xFE" + toUTF16(sample(), false), toUTF16(sample(), true)} {
		enc := func(s string) string {
			switch {
			case strings.HasPrefix(text, "\xFF\xFE"):
				return toUTF16(s, false)
			case text[0] == 0:
				return toUTF16(s, true)
			case strings.Contains(text, "打"):
				return s
			}
			return toGB(t, s)
		}
		got, _ := events(t, text)
		for i, start := range map[int]string{
			0: "2026-11-20 10:14:01.000", 1: "2026-11-20 10:14:02.000", 2: "00000000  60 00",
			3: "2026-11-20 10:14:04.000 打印机缺纸", 6: "    <isomsg>", 7: "2026-11-20 10:18:02.000 冲正不成功",
		} {
			w := got[i].Where
			if s := text[w.Offset : w.Offset+w.Length]; !strings.HasPrefix(s, enc(start)) {
				t.Errorf("event %d points at %q, want %q", i, s[:min(len(s), 40)], enc(start))
			}
		}
		w := got[3].Where
		if s := text[w.Offset : w.Offset+w.Length]; s != enc("2026-11-20 10:14:04.000 打印机缺纸") {
			t.Errorf("line is %q", s)
		}
	}
}

// A file cut at any byte loses what stands behind the cut and nothing before.
func TestCutAnywhereLosesOnlyTheTail(t *testing.T) {
	for _, text := range []string{sample(), toGB(t, sample()), "\xFF\xFE" + toUTF16(sample(), false)} {
		full, _ := events(t, text)
		for cut := 1; cut < len(text); cut++ {
			got, src := events(t, text[:cut])
			want := 0
			for _, ev := range full {
				// The last record before the cut may read otherwise: what goes
				// on behind it is not known.
				if ev.Where.Offset+ev.Where.Length < int64(cut) {
					want++
				}
			}
			if want--; want > len(got) {
				t.Fatalf("cut at %d: %d events, want %d at least", cut, len(got), want)
			}
			for i := range max(want, 0) {
				if g, w := brief(got[i:i+1]), brief(full[i:i+1]); g != w || got[i].Where != full[i].Where {
					t.Fatalf("cut at %d: event %d is %s, want %s", cut, i, g, w)
				}
			}
			for _, ev := range got {
				if ev.Where.Offset < 0 || ev.Where.Offset+ev.Where.Length > int64(cut) {
					t.Fatalf("cut at %d: place %+v outside", cut, ev.Where)
				}
			}
			if src[0].Bytes != int64(cut) {
				t.Fatalf("cut at %d: %d bytes", cut, src[0].Bytes)
			}
		}
	}
}

func TestReadingInPiecesChangesNothing(t *testing.T) {
	full, want := events(t, sample())
	var got []transcripts.Event
	src, err := Events(context.Background(), []Input{{Name: "in0", R: iotest.OneByteReader(strings.NewReader(sample()))}},
		Options{Key: []byte("test key")}, func(ev transcripts.Event) error { got = append(got, ev); return nil })
	if err != nil || brief(got) != brief(full) || fmt.Sprint(src) != fmt.Sprint(want) {
		t.Errorf("got %v\n%s", err, brief(got))
	}
}

func TestChineseThatComesLate(t *testing.T) {
	filler := strings.Repeat("2026-11-20 10:00:00 INFO nothing to see here\n", 3000) // over 64 KiB of ASCII
	got, src := events(t, filler+toGB(t, "2026-11-20 10:14:04 打印机缺纸\n"))
	wantBrief(t, got, "0:3001 signal printer.paper_out")
	if src[0].Encoding != "gb18030" || got[0].Signal.Text != "2026-11-20 10:14:04 打印机缺纸" {
		t.Errorf("%s %q", src[0].Encoding, got[0].Signal.Text)
	}
	// A few lines of UTF-8 first: a guess that must be given up line by line.
	got, src = events(t, "交易系统日志\n"+filler+toGB(t, "打印机缺纸\n自动冲正\n冲正成功\n"))
	wantBrief(t, got, "0:3002 signal printer.paper_out\n0:3003 signal reversal.started\n0:3004 signal reversal.done")
	if src[0].Encoding != "gb18030" {
		t.Error(src[0].Encoding)
	}
}

func TestLatin1StaysLatin1(t *testing.T) {
	_, src := events(t, "BETRAG f\xFCr Gesch\xE4ft M\xFCller\nK\xE4ufer z\xE4hlt\n")
	if src[0].Encoding != "latin1" {
		t.Error(src[0].Encoding)
	}
}

func TestListBesideBytesCountsOnce(t *testing.T) {
	bytes := "发送报文: " + message("0200", "000123", "", 12800)
	list := "消息类型:0200\n域4[交易金额],长度:12,值:000000012800\n域11[流水],长度:6,值:000123\n"
	other := strings.ReplaceAll(list, "000123", "000999")
	got, src := events(t, bytes+"\n"+list)
	wantBrief(t, got, "0:1 message sent 0200 000123")
	got, _ = events(t, list+bytes+"\n")
	wantBrief(t, got, "0:4 message sent 0200 000123")
	got, _ = events(t, bytes+"\n"+other)
	wantBrief(t, got, "0:1 message sent 0200 000123\n0:2 message 0200 000999")
	got, _ = events(t, other+bytes+"\n")
	wantBrief(t, got, "0:1 message 0200 000999\n0:4 message sent 0200 000123")
	if src[0].Messages != 1 || src[0].Unparsed != 0 {
		t.Errorf("%+v", src[0])
	}
}

func TestBothEndsOfOneMessageAreBothEvents(t *testing.T) {
	one := func(realm, way string) string {
		return fmt.Sprintf("<log realm=%q at=\"2026-11-20T10:14:03\"><%s><isomsg><field id=\"0\" value=\"0200\"/><field id=\"11\" value=\"000123\"/></isomsg></%s></log>\n", realm, way, way)
	}
	got, _ := events(t, one("client", "send")+one("server", "receive"))
	wantBrief(t, got, "0:1 message sent 0200 000123\n0:2 message received 0200 000123")
	if got[0].Channel != "client" || got[1].Channel != "server" {
		t.Errorf("channels %q and %q", got[0].Channel, got[1].Channel)
	}
}

func TestSeveralSourcesInOrderOfTime(t *testing.T) {
	got, _ := events(t,
		"2026-11-20 10:00:00 自动冲正\n冲正成功\n\n\n\n\n\n\n打印成功\n2026-11-20 10:00:09 结算成功\n",
		"2026-11-20 10:00:05 连接失败\n2026-11-20 10:00:09 缺纸\n")
	wantBrief(t, got, `0:1 signal reversal.started
		0:2 signal reversal.done
		0:9 signal printer.done
		1:1 signal link.connect_failed
		0:10 signal batch.settled
		1:2 signal printer.paper_out`)
	if got[2].At.Known() {
		t.Errorf("line 9 states no time, got %v", got[2].At)
	}
	for i, seq := range []int64{1, 2, 3, 1, 4, 2} {
		if got[i].Seq != seq {
			t.Errorf("event %d has number %d in its source, want %d", i, got[i].Seq, seq)
		}
	}
}

func TestWhatIsNoMessage(t *testing.T) {
	good := message("0200", "000123", "", 12800)
	for _, c := range []struct {
		name, text, want string
		unparsed         int64
	}{
		{"TPDU not stripped", `<isomsg><field id="0" value="6000"/><field id="11" value="000123"/></isomsg>`, "0:1 fault framing", 0},
		{"a digest", "sha256 3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c", "", 1},
		{"an APDU", "-> 00 A4 04 00 0E 31 50 41 59 2E 53 59 53 2E 44 44 46 30 31 00", "", 1},
		{"called a message", "发送报文: 1F 8B 08 00 11 22 33 44 55 66 77 88 99 AA BB CC", "0:1 fault framing", 0},
		{"half a message", "发送报文: " + good[:len(good)-20], "0:1 partial sent 0200 000123", 0},
		{"half of a bare one", good[:len(good)-20], "0:1 partial 0200 000123", 0},
		{"marked faulty", "[ <faulty>]\nMessage Type Indicator [0]....0074\nResponse code [39]....415\n", "0:2 fault framing", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, src := events(t, c.text)
			for i := range got {
				if got[i].Kind == transcripts.EventFault {
					got[i].Dir = ""
				}
			}
			wantBrief(t, got, c.want)
			if src[0].Unparsed != c.unparsed {
				t.Errorf("%d lines unparsed, want %d", src[0].Unparsed, c.unparsed)
			}
		})
	}
}

func TestInputsWithoutALog(t *testing.T) {
	noise := make([]byte, 5000)
	for i, x := 0, uint32(1); i < len(noise); i++ {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	for text, id := range map[string]string{
		"": "input.empty", "\n \r\n\t\n": "input.empty", "\xEF\xBB\xBF": "input.empty",
		string(noise): "input.binary", strings.Repeat("\x00", 4000): "input.binary",
		"\x1F\x8Bnot gzip at all": "input.binary",
	} {
		_, src := events(t, text)
		if src[0].Stopped == nil || src[0].Stopped.ID != id {
			t.Errorf("%.10q: stopped by %v, want %s", text, src[0].Stopped, id)
		}
	}
}

func TestBrokenReaderKeepsWhatWasRead(t *testing.T) {
	broken := errors.New("cable pulled")
	r := io.MultiReader(strings.NewReader(sample()), iotest.ErrReader(broken))
	var n int
	src, err := Events(context.Background(), []Input{{Name: "a", R: r}}, Options{}, func(transcripts.Event) error { n++; return nil })
	if err != nil || n != 8 || src[0].Stopped == nil || src[0].Stopped.ID != "input.read" || !errors.Is(src[0].Stopped, broken) {
		t.Errorf("%d events, %v, %v", n, err, src[0].Stopped)
	}
}

func TestGzipIsUnpacked(t *testing.T) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, sample())
	w.Close()
	got, src := events(t, b.String())
	wantBrief(t, got, sampleEvents)
	sum := sha256.Sum256(b.Bytes())
	if src[0].SHA256 != hex.EncodeToString(sum[:]) {
		t.Error("the digest must be of the file as it is")
	}
	_, src = events(t, b.String()[:b.Len()-20])
	if src[0].Stopped == nil || src[0].Stopped.ID != "input.read" {
		t.Errorf("cut archive: %v", src[0].Stopped)
	}
}

func TestStopsWhenAsked(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	n := 0
	_, err := Events(ctx, []Input{{Name: "a", R: strings.NewReader(strings.Repeat("打印机缺纸\n", 100000))}}, Options{},
		func(transcripts.Event) error { n++; cancel(); return nil })
	if !errors.Is(err, context.Canceled) || n > 1000 {
		t.Errorf("%d events, %v", n, err)
	}
	full := errors.New("disk full")
	_, err = Events(context.Background(), []Input{{Name: "a", R: strings.NewReader(sample())}}, Options{}, func(transcripts.Event) error { return full })
	if !errors.Is(err, full) {
		t.Error(err)
	}
}

// endless gives n bytes of hexadecimal digits without a line end.
type endless struct{ n int64 }

func (e *endless) Read(p []byte) (int, error) {
	if e.n == 0 {
		return 0, io.EOF
	}
	n := min(int64(len(p)), e.n)
	for i := range p[:n] {
		p[i] = "0123456789ABCDEF"[i&15]
	}
	e.n -= n
	return int(n), nil
}

func TestEndlessLineHoldsNoMemory(t *testing.T) {
	const size = 256 << 20
	var before, after runtime.MemStats
	var peak uint64
	runtime.GC()
	runtime.ReadMemStats(&before)
	r := io.MultiReader(strings.NewReader("打印机缺纸\n"), &endless{size}, strings.NewReader("\n自动冲正\n"))
	var got []transcripts.Event
	src, err := Events(context.Background(), []Input{{Name: "a", R: r}}, Options{}, func(ev transcripts.Event) error {
		runtime.GC()
		runtime.ReadMemStats(&after)
		peak = max(peak, after.HeapAlloc)
		got = append(got, ev)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	wantBrief(t, got, "0:1 signal printer.paper_out\n0:2 fault line_too_long\n0:3 signal reversal.started")
	if got[1].Where.Length != size || src[0].Unparsed != 1 || src[0].Lines != 3 || src[0].Stopped != nil {
		t.Errorf("%+v %+v", got[1].Where, src[0])
	}
	runtime.ReadMemStats(&after)
	if grown := int64(peak) - int64(before.HeapAlloc); grown > 10<<20 {
		t.Errorf("%d bytes held", grown)
	}
	if total := after.TotalAlloc - before.TotalAlloc; total > 20<<20 {
		t.Errorf("%d bytes allocated in all", total)
	}
}

func TestNoCardNumberComesOut(t *testing.T) {
	text := sample() + "卡号:4111111111111111 交易失败\nPAN 4111111111111111 seen\n订单号:4111111111111111 支付失败\n"
	got, src := events(t, text)
	all := fmt.Sprintf("%+v", src)
	for _, ev := range got {
		all += fmt.Sprintf("%+v", ev)
		if ev.Message != nil {
			all += fmt.Sprintf("%+v", *ev.Message)
		}
		if ev.Signal != nil {
			all += fmt.Sprintf("%+v", *ev.Signal)
		}
	}
	if strings.Contains(all, "4111111111111111") {
		t.Error("a card number came out")
	}
	if src[0].Masked["pan"] == 0 {
		t.Errorf("nothing counted as masked: %v", src[0].Masked)
	}
}
