package read

import (
	"bytes"
	"context"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts"
)

func FuzzEvents(f *testing.F) {
	f.Add([]byte(sample()))
	f.Add([]byte(toGB(f, sample())))
	f.Add([]byte("\xFF\xFE" + toUTF16(sample(), false)))
	f.Add([]byte("发送报文: " + message("0200", "000123", "", 12800)))
	f.Add([]byte("**"))
	f.Add([]byte("<log realm=\"a\" at=\"x\"><isomsg><field id=\"0\" value=\"0200"))
	p := lamp()
	f.Add([]byte(record(f, &p, true, "reg:S1", "unplugged", "replugged", "term:R00#4111111111111111")))
	f.Add([]byte(record(f, nil, false, "reg:S1", "term:R00", "reg:S2")))
	f.Fuzz(func(t *testing.T, b []byte) {
		seq := int64(0)
		src, err := Events(context.Background(), []Input{{Name: "f", R: bytes.NewReader(b)}}, Options{Key: []byte("k"), book: lampBook}, func(ev transcripts.Event) error {
			if seq++; ev.Seq != seq {
				t.Errorf("number %d, want %d", ev.Seq, seq)
			}
			if gz := len(b) > 1 && b[0] == 0x1F && b[1] == 0x8B; !gz && (ev.Where.Offset < 0 || ev.Where.Length < 0 || ev.Where.Offset+ev.Where.Length > int64(len(b))) {
				t.Errorf("place %+v outside of %d bytes", ev.Where, len(b))
			}
			if (ev.Message != nil) != (ev.Kind == transcripts.EventMessage || ev.Kind == transcripts.EventPartial) ||
				(ev.Fault != nil) != (ev.Kind == transcripts.EventFault || ev.Kind == transcripts.EventPartial) ||
				(ev.Signal != nil) != (ev.Kind == transcripts.EventSignal) {
				t.Errorf("event %+v does not hold what its kind says", ev)
			}
			return nil
		})
		if err != nil || src[0].Unparsed > src[0].Lines {
			t.Errorf("%v %+v", err, src[0])
		}
	})
}
