package linkpos

import (
	"regexp"
	"strings"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hypercom"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// id is the name of the protocol in messages and queries.
const id = "linkpos"

// reader turns frames into messages; it knows the options and nothing of what
// came before.
type reader struct {
	o       ecr.Options
	variant string
}

func newReader(o ecr.Options) reader { return reader{o, variant(o.Variant)} }

// packet is one frame, read.
type packet struct {
	header
	command
	body hypercom.Body
	// fault says what is damaged; nil when all of it was read.
	fault *transcripts.Fault
}

// read takes a Data frame apart; false when it has no header.
func (r reader) read(f wire.Frame) (packet, bool) {
	h, ok := readHeader(f.Body)
	if !ok {
		return packet{}, false
	}
	p := packet{header: h, command: commandOf(r.variant, h.code), fault: f.Fault}
	p.body = table().Split(f.Body, f.Fault != nil)
	if p.fault == nil && p.body.Stop < f.Body.Len() {
		p.fault = hypercom.FieldFault(p.body.Stop)
	}
	return p, true
}

// message gives the content in the common shape, as a request or as an answer.
// A till that undoes a payment names that payment in the fields in which an
// answer names itself.
func (r reader) message(p packet, f wire.Frame, as transcripts.Function) *transcripts.Message {
	m := &transcripts.Message{Protocol: id, Dialect: r.variant, Class: p.class, Kind: p.kind, Function: as}
	table().Fill(m, p.body, r.o.Masker, r.o.Currency)
	if m.STAN == "" {
		m.STAN = m.Receipt // one number serves for both
	}
	m.Warnings, _ = hypercom.Warnings(f)
	if as == transcripts.Request {
		m.Original = original(m)
		return m
	}
	m.ResponseCode, m.Book = p.response, book(r.variant)
	m.Interim = p.response == declined && r.variant == variantKBTG && unsure.MatchString(strings.ToUpper(m.HostText))
	return m
}

// original moves the numbers of an undo's request to where they belong.
func original(m *transcripts.Message) transcripts.Original {
	if !m.Kind.Undoes() {
		return transcripts.Original{}
	}
	o := transcripts.Original{STAN: m.STAN, Receipt: m.Receipt, RRN: m.RRN, AuthCode: m.AuthCode}
	m.STAN, m.Receipt, m.RRN, m.AuthCode = "", "", "", ""
	return o
}

// declined is KBTG's one code for everything that is no approval. Its text is
// the terminal's own words, and when they say that no host answered, the code is
// no refusal: only an inquiry tells the end of such a payment.
const declined = "ND"

var unsure = regexp.MustCompile(`\b(TIMED?[ -]?OUT|NO (RESPONSE|REPLY|ANSWER)|COMM\w*|(DIS)?CONNECT\w*|NETWORK|LINE|LINK|LATE|REVERS\w*|UNKNOWN|PENDING|PROCESSING)\b`)
