package read

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/posdoctor/posdoctor/transcripts"
)

// message builds a packed message of the Chinese dialect, with TPDU and header,
// as hexadecimal digits: fields 2, 3, 4, 11, 37, 39, 41, 42, 49.
func message(mti, stan, code string, cents int) string {
	answer := code != ""
	bitmap := []byte{0x70, 0x20, 0, 0, 0, 0xC0, 0x80, 0}
	if answer {
		bitmap[4] |= 0x0A // 37 and 39
	}
	body := mti + hex.EncodeToString(bitmap) + "16" + "4111111111111111" + "000000" + fmt.Sprintf("%012d", cents) + stan
	if answer {
		body += hex.EncodeToString([]byte("123456" + stan + code))
	}
	body += hex.EncodeToString([]byte("10000001" + "123456789012345" + "156"))
	return "6000060000" + "603100311003" + body
}

// spaced writes pairs with blanks between.
func spaced(h string) string {
	var b strings.Builder
	for i := 0; i < len(h); i += 2 {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(h[i : i+2])
	}
	return b.String()
}

// dump writes rows of 16 with a count in front and characters behind.
func dump(h string) string {
	raw, _ := hex.DecodeString(h)
	return strings.TrimSuffix(hex.Dump(raw), "\n")
}

// events reads texts and gives what comes out.
func events(t testing.TB, inputs ...string) ([]transcripts.Event, []transcripts.Source) {
	t.Helper()
	in := make([]Input, len(inputs))
	for i, s := range inputs {
		in[i] = Input{Name: fmt.Sprintf("in%d", i), R: strings.NewReader(s)}
	}
	var out []transcripts.Event
	src, err := Events(context.Background(), in, Options{Key: []byte("test key")}, func(ev transcripts.Event) error {
		out = append(out, ev)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out, src
}

// brief writes events in a line each.
func brief(list []transcripts.Event) string {
	var b strings.Builder
	for _, ev := range list {
		fmt.Fprintf(&b, "%d:%d %s", ev.Where.Source, ev.Where.Line, ev.Kind)
		if ev.Dir != "" {
			fmt.Fprintf(&b, " %s", ev.Dir)
		}
		switch {
		case ev.Message != nil:
			fmt.Fprintf(&b, " %s %s %s", ev.Message.MTI, ev.Message.STAN, ev.Message.ResponseCode)
		case ev.Signal != nil:
			fmt.Fprintf(&b, " %s", ev.Signal.ID)
		case ev.Fault != nil:
			fmt.Fprintf(&b, " %s", ev.Fault.ID)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func wantBrief(t *testing.T, got []transcripts.Event, want string) {
	t.Helper()
	var lines []string
	for _, l := range strings.Split(strings.TrimSpace(want), "\n") {
		lines = append(lines, strings.TrimSpace(l))
	}
	var have []string
	for _, l := range strings.Split(strings.TrimSpace(brief(got)), "\n") {
		have = append(have, strings.TrimSpace(l))
	}
	if g, w := strings.Join(have, "\n"), strings.Join(lines, "\n"); g != w {
		t.Errorf("got:\n%s\nwant:\n%s", g, w)
	}
}

// sample is a log with a bit of everything, in Chinese.
func sample() string {
	return strings.Join([]string{
		"2026-11-20 10:14:01.000 交易开始: 消费 流水号=000123 金额=128.00",
		"2026-11-20 10:14:02.000 发送报文: " + spaced(message("0200", "000123", "", 12800)),
		"2026-11-20 10:14:03.000 接收报文:",
		dump(message("0210", "000123", "00", 12800)),
		"2026-11-20 10:14:04.000 打印机缺纸",
		"",
		"一行看不懂的文字",
		"2026-11-20 10:15:02.000 请求报文: " + message("0200", "000124", "", 6600),
		"消息类型:0200",
		"域4[交易金额],长度:12,值:000000006600",
		"域11[受卡方系统跟踪号],长度:6,值:000124",
		"域41[受卡机终端标识码],长度:8,值:10000001",
		"2026-11-20 10:16:02.000 等待应答超时",
		`<log realm="host" at="2026-11-20T10:17:00">`,
		"  <send>",
		"    <isomsg>",
		`      <field id="0" value="0400"/>`,
		`      <field id="3" value="000000"/>`,
		`      <field id="4" value="000000006600"/>`,
		`      <field id="11" value="000124"/>`,
		`      <field id="41" value="10000001"/>`,
		"    </isomsg>",
		"  </send>",
		"</log>",
		"2026-11-20 10:18:02.000 冲正不成功,请人工处理 流水号:000124",
	}, "\n") + "\n"
}

const sampleEvents = `
0:1 signal sale.started
0:2 message sent 0200 000123
0:4 message received 0210 000123 00
0:10 signal printer.paper_out
0:13 message sent 0200 000124
0:18 signal link.no_answer
0:21 message sent 0400 000124
0:30 signal reversal.gave_up`

func toUTF16(s string, big bool) string {
	var b bytes.Buffer
	for _, r := range s {
		lo, hi := byte(r), byte(r>>8)
		if big {
			lo, hi = hi, lo
		}
		b.WriteByte(lo)
		b.WriteByte(hi)
	}
	return b.String()
}

func toGB(t testing.TB, s string) string {
	t.Helper()
	out, err := simplifiedchinese.GB18030.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
