package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The dumps in the tree are what this program writes.
func TestDumpsAreCurrent(t *testing.T) {
	for _, d := range dumps {
		want := d.writer.write(d.incident())
		got, err := os.ReadFile(filepath.Join("..", "dumps", d.file))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs from what make writes: run go run ./testdata/make", d.file)
		}
	}
}

// Every file in the folder is written by make or is one of the hand-made ones.
func TestNoStrayDumps(t *testing.T) {
	known := map[string]bool{"README.md": true, "expected.tsv": true, ".gitattributes": true}
	for _, d := range dumps {
		known[d.file] = true
	}
	files, err := os.ReadDir(filepath.Join("..", "dumps"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !known[f.Name()] {
			t.Errorf("%s is not written by make", f.Name())
		}
	}
}

// The oracle names each payment of each incident once, and no other.
func TestExpectedCoversEveryPayment(t *testing.T) {
	expected := map[string]int{}
	text, err := os.ReadFile(filepath.Join("..", "dumps", "expected.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		cells := strings.Split(line, "\t")
		if len(cells) != 6 {
			t.Fatalf("line %d has %d cells", i+1, len(cells))
		}
		if i > 0 {
			expected[cells[0]+" "+cells[1]]++
		}
	}
	paid := map[string]int{}
	for _, d := range dumps {
		stem := regexp.MustCompile(`-(pos|q2|hex|ebcdic).*$`).ReplaceAllString(d.file, "")
		for _, e := range d.incident() {
			if e.msg.mti == "0200" && e.msg.fields[3] == "000000" {
				paid[stem+" "+e.msg.fields[11]] = 1
			}
		}
	}
	for key := range paid {
		if expected[key] != 1 {
			t.Errorf("expected.tsv names %q %d times", key, expected[key])
		}
	}
	for key := range expected {
		if paid[key] == 0 {
			t.Errorf("expected.tsv names %q, which no incident has", key)
		}
	}
}

// No trace number is missing, and times only go forward.
func TestIncidentsRunOn(t *testing.T) {
	for _, d := range dumps {
		last, entries := 0, d.incident()
		for i, e := range entries {
			if i > 0 && e.at.Before(entries[i-1].at) {
				t.Errorf("%s: entry %d goes back in time", d.file, i)
			}
			if e.side != sent || e.msg.mti == "0400" {
				continue
			}
			n := 0
			fmt.Sscanf(e.msg.fields[11], "%d", &n)
			if last != 0 && n != last+1 {
				t.Errorf("%s: trace number %d follows %d", d.file, n, last)
			}
			last = n
		}
	}
}

// The frames follow the packing rules of the Chinese POS dialect: worked out
// by hand from its tables.
func TestPackByHand(t *testing.T) {
	m := message{"0200", map[int]string{
		2: "6228480000000000019", 3: "000000", 4: "000000004550", 11: "000119", 22: "021", 23: "001",
		35: "6228480000000000019=2912", 39: "00", 60: "22000215000", 63: "余",
	}}
	want := strings.ReplaceAll("02 00"+ // MTI
		"70 20 06 00 22 00 00 12"+ // 2 3 4, 11, 22 23, 35 39, 60 63
		"19 62 28 48 00 00 00 00 00 01 90"+ // odd: filled up on the right
		"00 00 00"+"00 00 00 00 45 50"+"00 01 19"+
		"02 10"+"00 01"+ // 22 filled up on the right, 23 on the left
		"24 62 28 48 00 00 00 00 00 01 9D 29 12"+ // separator is the nibble D
		"30 30"+
		"00 11 22 00 02 15 00 00"+ // length in digits
		"00 02 D3 E0", " ", "") // length in bytes, GBK
	if got, _ := cnpos.pack(m); fmt.Sprintf("%X", got) != want {
		t.Errorf("packed\n%X, want\n%s", got, want)
	}
	m = message{"0400", map[int]string{11: "000119", 39: "00", 90: strings.Repeat("0", 42)}}
	want = "0400" + "8020000002000000" + "0000004000000000" + "000119" + "00" + strings.Repeat("0", 42)
	if got := ascii87.frame(m); string(got) != "0086"+want {
		t.Errorf("framed\n%s, want\n0086%s", got, want)
	}
	if got := ebcdic87.frame(message{"0800", nil}); fmt.Sprintf("%X", got) != "000C"+"F0F8F0F0"+"0000000000000000" {
		t.Errorf("framed %X", got)
	}
}

// Filling a pattern replaces every mark in it.
func TestPatternsKeepNoMark(t *testing.T) {
	s := newStation(0)
	for i, p := range append(s.outcomes, s.settle, s.signOn) {
		var out bytes.Buffer
		b := &bench{w: &out, left: 1 << 20, noise: 1, now: 1_800_000_000_000}
		if err := b.record(s, &p, 12_345); err != nil {
			t.Fatal(err)
		}
		for _, mark := range []string{markCard, "987651", "393837363531", "864209", "000000073519", "735.19", "214753", "261120"} {
			if bytes.Contains(out.Bytes(), []byte(mark)) {
				t.Errorf("pattern %d keeps the mark %s", i, mark)
			}
		}
	}
}

// The big dump keeps its promises: the size, whole frames, times and trace
// numbers that run on and roll over.
func TestBench(t *testing.T) {
	const size = 20 << 20
	var out bytes.Buffer
	if err := writeBench(&out, size); err != nil {
		t.Fatal(err)
	}
	if out.Len() > size || out.Len() < size-16_384 {
		t.Errorf("wrote %d bytes, asked for %d", out.Len(), size)
	}
	frame := regexp.MustCompile(`(发送|接收)报文\[(\d+)\]: ([0-9A-F]+)$`)
	start := regexp.MustCompile(`交易开始.*流水号=(\d+)`)
	rolled, frames, terminals := false, 0, map[string]int{}
	stan := ""
	lines := bufio.NewScanner(&out)
	lastTime := ""
	for lines.Scan() {
		line := lines.Text()
		if at := line[:25]; at < lastTime {
			t.Fatalf("%s follows %s", at, lastTime)
		} else {
			lastTime = at
		}
		if m := start.FindStringSubmatch(line); m != nil {
			stan = m[1]
			rolled = rolled || stan == "000001"
		}
		m := frame.FindStringSubmatch(line)
		if m == nil {
			if strings.Contains(line, "报文") {
				t.Fatalf("no whole frame: %s", line)
			}
			continue
		}
		frames++
		b := unhex(m[3])
		if fmt.Sprint(len(b)) != m[2] || int(binary.BigEndian.Uint16(b)) != len(b)-2 {
			t.Fatalf("length is wrong: %s", line)
		}
		if i := bytes.Index(b, []byte("1000010")); i > 0 && strings.Contains(line, "发送") && stan != "" {
			terminals[string(b[i:i+8])]++
		}
	}
	if frames == 0 || len(terminals) != benchTerminals {
		t.Errorf("%d frames of %d terminals", frames, len(terminals))
	}
	if !rolled {
		t.Error("no trace number rolled over")
	}
}

func TestParseSize(t *testing.T) {
	for in, want := range map[string]int64{"12": 12, "3KiB": 3072, "64MiB": 64 << 20, "1GiB": 1 << 30} {
		if got, err := parseSize(in); err != nil || got != want {
			t.Errorf("parseSize(%q) = %d, %v, want %d", in, got, err, want)
		}
	}
	for _, in := range []string{"", "x", "-1", "1GB", "0", "99999999999GiB"} {
		if _, err := parseSize(in); err == nil {
			t.Errorf("parseSize(%q) gave no error", in)
		}
	}
}
