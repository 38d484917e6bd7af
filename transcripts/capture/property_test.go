package capture

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// cards are published test numbers.
var cards = []string{"4111111111111111", "5555555555554444", "6228480000000000019", "378282246310005", "6011111111111117", "3530111333300000"}

// heard is bytes of one side and when they came.
type heard struct {
	at   int // milliseconds
	side wire.Side
	data []byte
}

// genTraffic draws what two sides send: frames, noise and signs, cut anywhere,
// with silences between.
func genTraffic(t *rapid.T) (out []heard, inside []string) {
	now := 0
	for range rapid.IntRange(1, 8).Draw(t, "messages") {
		side := rapid.SampledFrom([]wire.Side{wire.FromRegister, wire.FromTerminal, wire.SideUnknown}).Draw(t, "side")
		card := rapid.SampledFrom(cards).Draw(t, "card")
		var data []byte
		switch rapid.IntRange(0, 6).Draw(t, "what") {
		case 0:
			data, inside = tillFrame("0000000001S", card, "ok"), append(inside, card)
		case 1:
			data, inside = tillFrame("0000000001S", "", "card "+card+" ok"), append(inside, card)
		case 2: // a wrong sum
			data, inside = tillFrame("0000000001S", card, "ok"), append(inside, card)
			data[len(data)-1] ^= 0x55
		case 3:
			data = rapid.SliceOfN(rapid.Byte(), 1, 30).Draw(t, "noise")
		case 4:
			data = []byte{0x06}
		case 5: // in the open
			data, inside = []byte("PAN="+card+"\r\n"), append(inside, card)
		case 6:
			data = tillFrame("0000000001S", "", "approved")
		}
		for len(data) > 0 {
			n := rapid.IntRange(1, len(data)).Draw(t, "cut")
			out = append(out, heard{now, side, data[:n]})
			data = data[n:]
			now += rapid.SampledFrom([]int{0, 5, 150, 250}).Draw(t, "pause")
		}
	}
	return out, inside
}

func play(t *rapid.T, cfg Config, traffic []heard) (string, Stats) {
	d := &disk{}
	cfg.Header.Link = wire.Serial
	w, err := NewWriter(d, noon, cfg)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range traffic {
		if err := w.Take(at(h.at), h.side, false, h.data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(at(traffic[len(traffic)-1].at + 1000)); err != nil {
		t.Fatal(err)
	}
	return d.String(), w.Stats()
}

func entries(t *rapid.T, file string) []Record {
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

// Whatever comes, its frames come back with their lengths, in order, and no card
// number shows more than its first six and last four digits.
func TestWhatIsHeardComesBackMasked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		traffic, inside := genTraffic(t)
		var p *ecr.Protocol
		if rapid.Bool().Draw(t, "known") {
			p = till()
		}
		file, stats := play(t, Config{Protocol: p}, traffic)
		got := entries(t, file)

		sums := map[wire.Side]int{}
		for _, r := range got {
			sums[r.Side] += r.Len
			if r.Bytes.Len() != r.Len {
				t.Fatalf("%d bytes of %d", r.Bytes.Len(), r.Len)
			}
		}
		heardBytes := map[wire.Side]int{}
		for _, h := range traffic {
			heardBytes[h.side] += len(h.data)
		}
		for side, n := range heardBytes {
			if sums[side] != n {
				t.Fatalf("%s sent %d bytes, %d were kept", side, n, sums[side])
			}
		}
		if p != nil {
			if want := lengths(traffic); !equal(want, got) {
				t.Fatalf("frames %v, got %s", want, brief(got))
			}
		}
		if int(stats.Records) != len(got) {
			t.Fatalf("%d records counted, %d written", stats.Records, len(got))
		}
		all := map[wire.Side]wire.Bytes{}
		for _, r := range got {
			all[r.Side] = all[r.Side].Append(r.Bytes)
		}
		for _, card := range inside {
			for _, b := range all {
				if n := shownDigits(card, b); n > 10 {
					t.Fatalf("%d digits of %s show in %q", n, card, b.Text())
				}
			}
			if strings.Contains(file, card) {
				t.Fatal("the file holds a card number")
			}
		}
	})
}

// lengths are those of the frames that each side sent, by an own framer that is
// flushed at each silence.
func lengths(traffic []heard) map[wire.Side][]int {
	out := map[wire.Side][]int{}
	framers, last := map[wire.Side]*tillFramer{}, map[wire.Side]int{}
	add := func(side wire.Side, fs []wire.Frame) {
		for _, f := range fs {
			out[side] = append(out[side], f.Raw.Len())
		}
	}
	for _, h := range traffic {
		if framers[h.side] == nil {
			framers[h.side] = &tillFramer{}
		} else if time.Duration(h.at-last[h.side])*time.Millisecond >= Silence {
			add(h.side, framers[h.side].Flush())
		}
		last[h.side] = h.at
		add(h.side, framers[h.side].Feed(wire.Known(h.data)))
	}
	for side, f := range framers {
		add(side, f.Flush())
	}
	return out
}

func equal(want map[wire.Side][]int, got []Record) bool {
	at := map[wire.Side]int{}
	for _, r := range got {
		i := at[r.Side]
		if i >= len(want[r.Side]) || want[r.Side][i] != r.Len {
			return false
		}
		at[r.Side]++
	}
	for side, w := range want {
		if at[side] != len(w) {
			return false
		}
	}
	return true
}

func FuzzReader(f *testing.F) {
	f.Add([]byte(`{"schema":"posdoctor.capture/1","t":"2026-11-20T12:00:00Z","port":"COM3","line":"9600 8N1","link":"serial","protocol":"zvt","variant":""}` + "\n" +
		`{"t":"2026-11-20T12:00:00Z","dir":"terminal","hex":"02x0","check":"hidden","len":3,"own":true}` + "\n" + `{"t":"2026-11-20T12:00:00Z","mark":"unplugged"}` + "\n{\"t"))
	f.Fuzz(func(t *testing.T, data []byte) {
		n := 0
		for r := NewReader(bytes.NewReader(data)); ; {
			e, err := r.Next()
			if err == io.EOF {
				break
			}
			if n++; n > len(data)+1 {
				t.Fatal("reading does not end")
			}
			if err != nil {
				continue
			}
			// What was read can be written, and reads the same.
			line, err := e.MarshalJSON()
			if err != nil {
				t.Fatal(err)
			}
			again, err := Parse(line)
			if err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			if b, _ := again.MarshalJSON(); !bytes.Equal(b, line) {
				t.Fatalf("%s became %s", line, b)
			}
		}
	})
}
