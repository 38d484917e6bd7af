package read

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts"
)

// withChip adds chip data (field 55) of the usual size to a message.
func withChip(h string) string {
	const tlv = "9F26081122334455667788" + "9F2701809F101307010103A0A802010A010000000000D3CF5F5E" + "9F370411223344" +
		"9F36020157950500000000009A032611209C01009F02060000000128005F2A02015682027C009F1A0201569F03060000000000009F3303E0E1C8" +
		"9F34034203009F3501229F1E0831323334353637388408A0000003330101029F090200209F410400000123"
	i := strings.Index(h, "C080") // the bitmap from byte 5 on, or what an answer has there
	if i < 0 {
		i = strings.Index(h, "c080")
	}
	h = h[:i+2] + "82" + h[i+4:]
	return h + fmt.Sprintf("%04d", len(tlv)/2) + tlv
}

func BenchmarkEvents(b *testing.B) {
	var sb strings.Builder
	if list, _ := events(b, withChip(message("0200", "000001", "", 12800))); len(list) != 1 || list[0].Kind != transcripts.EventMessage {
		b.Fatal("the message of the benchmark is not whole")
	}
	for i := range 2000 {
		stan := fmt.Sprintf("%06d", i)
		fmt.Fprintf(&sb, "2026-11-20 10:14:02.000 [pos-1] DEBUG com.shop.pos.Comm - 发送报文: %s\n", spaced(withChip(message("0200", stan, "", 12800))))
		fmt.Fprintf(&sb, "2026-11-20 10:14:03.000 [pos-1] DEBUG com.shop.pos.Comm - 接收报文: %s\n", spaced(withChip(message("0210", stan, "00", 12800))))
		sb.WriteString("2026-11-20 10:14:03.100 [pos-1] INFO  com.shop.pos.Flow - answer checked, going on with the slip of this sale\n")
	}
	text := sb.String()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Events(context.Background(), []Input{{Name: "b", R: strings.NewReader(text)}}, Options{Key: []byte("k")}, func(transcripts.Event) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}
