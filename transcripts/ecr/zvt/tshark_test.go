package zvt_test

import (
	"encoding/binary"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/ecr/zvt"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// pcap puts each packet into a TCP segment of its own, from a terminal's port.
// Check sums are left out; nobody verifies them by default.
func pcap(packets [][]byte) []byte {
	out := binary.LittleEndian.AppendUint32(nil, 0xA1B2C3D4)
	out = append(out, 2, 0, 4, 0)
	for _, v := range []uint32{0, 0, 65535, 101} { // 101: bare IP packets
		out = binary.LittleEndian.AppendUint32(out, v)
	}
	seq := uint32(1)
	for i, p := range packets {
		ip := []byte{0x45, 0, 0, 0, 0, byte(i), 0x40, 0, 64, 6, 0, 0, 127, 0, 0, 1, 127, 0, 0, 1}
		binary.BigEndian.PutUint16(ip[2:], uint16(40+len(p)))
		tcp := make([]byte, 20)
		binary.BigEndian.PutUint16(tcp, 20007)
		binary.BigEndian.PutUint16(tcp[2:], 50000)
		binary.BigEndian.PutUint32(tcp[4:], seq)
		tcp[12], tcp[13], tcp[14] = 0x50, 0x18, 0xFF
		seq += uint32(len(p))
		for _, v := range []uint32{uint32(i), 0, uint32(40 + len(p)), uint32(40 + len(p))} {
			out = binary.LittleEndian.AppendUint32(out, v)
		}
		out = append(append(append(out, ip...), tcp...), p...)
	}
	return out
}

// compared are fields of another decoder with the place where this one has them.
var compared = []struct{ theirs, ours string }{
	{"zvt.result_code", "27"}, {"zvt.terminal_id", "29"}, {"zvt.trace_number", "0B"}, {"zvt.amount", "04"},
}

// TestAgreesWithTshark reads the published packets with another decoder and
// compares what both make of them.
func TestAgreesWithTshark(t *testing.T) {
	tshark, err := exec.LookPath("tshark")
	if err != nil {
		t.Skip("tshark is not installed; .ci/run installs it")
	}
	b, err := os.ReadFile("../../../testdata/ecr/vectors.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var packets [][]byte
	for _, line := range strings.Split(string(b), "\n") {
		f := strings.Split(line, "\t")
		if len(f) < 6 || f[1] != "zvt" || f[5] == "bad" {
			continue
		}
		raw, err := hex.DecodeString(f[4])
		if err != nil {
			t.Fatal(err)
		}
		framer := zvt.Protocol().NewFramer(wire.Link(f[2]))
		for _, x := range append(framer.Feed(wire.Known(raw)), framer.Flush()...) {
			if x.Kind == wire.Data {
				packets = append(packets, x.Body.B)
			}
		}
	}
	if len(packets) < 25 {
		t.Fatalf("%d packets only", len(packets))
	}
	file := filepath.Join(t.TempDir(), "zvt.pcap")
	if err := os.WriteFile(file, pcap(packets), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"-r", file, "-d", "tcp.port==20007,zvt", "-T", "fields", "-e", "zvt.control_field", "-e", "zvt.ccrc"}
	for _, c := range compared {
		args = append(args, "-e", c.theirs)
	}
	said, err := exec.Command(tshark, args...).Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimRight(string(said), "\n"), "\n")
	if len(lines) != len(packets) {
		t.Fatalf("%d lines for %d packets", len(lines), len(packets))
	}
	agreed := map[string]int{}
	for i, line := range lines {
		theirs := strings.Split(line, "\t")
		f := wire.Frame{Kind: wire.Data, Raw: wire.Known(packets[i]), Body: wire.Known(packets[i])}
		ours := map[string]string{}
		for _, x := range zvt.Protocol().Describe(f, wire.FromTerminal, ecr.Options{Masker: redact.New(nil)}).Fields {
			ours[x.ID] = x.Value
		}
		for k, c := range compared {
			want := theirs[2+k]
			if want == "" {
				continue
			}
			if got := ours[c.ours]; !same(got, want) {
				t.Errorf("packet %d (% x): %s is %q there and %q here", i, packets[i][:min(8, len(packets[i]))], c.theirs, want, got)
				continue
			}
			agreed[c.theirs]++
		}
	}
	for _, c := range compared {
		if agreed[c.theirs] == 0 {
			t.Errorf("nothing was compared of %s", c.theirs)
		}
	}
}

// same compares values that two programs write in their own ways: 0x00 and 00,
// 4000 and 40.00, 613995 and 0613995.
func same(a, b string) bool {
	plain := func(s string) string {
		s = strings.ToLower(strings.TrimPrefix(s, "0x"))
		s = strings.NewReplacer(".", "", " ", "", "eur", "").Replace(s)
		s = strings.TrimLeft(s, "0")
		return s
	}
	return plain(a) == plain(b)
}
