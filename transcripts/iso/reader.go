package iso

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// Reader reads the messages of one source. It tries the framing and dialect
// that fitted last first, so that a long log is not guessed anew at each
// message. It is not safe for use by several goroutines.
type Reader struct {
	masker  *redact.Masker
	dialect string // asked for, "" guesses
	rec     record
	last    sticky
}

// sticky is what fitted the last whole message.
type sticky struct {
	lay    *layout
	length lengthForm
	header headerForm
	hex    bool // the bytes were hex characters once more
	// A log whose length headers are always wrong, or whose dates never fit,
	// need not be guessed anew at each message either.
	rank  rank
	doubt bool
}

// maxMessage bounds what is looked at: no length header of two bytes says more,
// and each byte may be written as two characters.
const maxMessage = 2 * 65536

// NewReader gives a reader that masks with m. A dialect other than "" is used
// for every message instead of guessing; [Known] tells which there are.
func NewReader(m *redact.Masker, dialect string) *Reader {
	return &Reader{masker: m, dialect: dialect}
}

// Read turns the bytes of one message, with whatever framing stands around
// them, into the common shape. A fault tells at which byte and field reading
// stopped; what was read before it is in the message, whose MTI is empty when
// the bytes are no message at all. The raw bytes are not kept. Bytes that were
// written as hex twice are read once more, and places then count in what that
// gives.
func (r *Reader) Read(raw []byte) (transcripts.Message, *transcripts.Fault) {
	if r.dialect != "" && !Known(r.dialect) {
		return transcripts.Message{}, unknownDialect(r.dialect)
	}
	if len(raw) > maxMessage {
		return transcripts.Message{}, tooLong()
	}
	defer r.rec.forget()
	g, data, refused := r.find(raw)
	if g == nil {
		return transcripts.Message{}, noMessage(raw, refused)
	}
	return r.finish(data, g)
}

// find chooses how to read raw; the record then holds what was read. It gives
// nil and the reading that was refused for bytes that are no message.
func (r *Reader) find(raw []byte) (g *reading, data []byte, refused *reading) {
	if g, data, ok := r.again(raw); ok {
		return &g, data, nil
	}
	g, data, _, refused = r.rec.choose(raw, r.dialect, r.last.lay)
	if g == nil {
		return nil, nil, refused
	}
	if g.whole() {
		r.last = sticky{g.lay, g.frame.length, g.frame.header, len(data) != len(raw), g.rank, g.view.doubt}
	}
	best, _ := r.rec.try(data, g.frame, g.lay)
	return &best, data, nil
}

// again tries what fitted last; only a fit as good as that counts.
func (r *Reader) again(raw []byte) (reading, []byte, bool) {
	if r.last.lay == nil {
		return reading{}, nil, false
	}
	data := raw
	if r.last.hex {
		var ok bool
		if data, ok = unhex(raw); !ok {
			return reading{}, nil, false
		}
	}
	f, ok := cutLength(data, r.last.length)
	if !ok || !f.cutHeader(data, r.last.header) {
		return reading{}, nil, false
	}
	g, ok := r.rec.try(data, f, r.last.lay)
	return g, data, ok && g.rank >= r.last.rank && g.view.refused == 0 && (!g.view.doubt || r.last.doubt)
}

// choose finds the best reading of raw, of the bytes as they are or, when those
// do not fit whole, of what they are as hex characters.
func (r *record) choose(raw []byte, dialect string, last *layout) (*reading, []byte, []reading, *reading) {
	all, refused := r.readings(raw, dialect)
	best, data := pick(all, last), raw
	if best != nil && best.rank == rankExact {
		return best, data, all, refused
	}
	if plain, ok := unhex(raw); ok {
		inner, _ := r.readings(plain, dialect)
		// A half message in characters also looks like hex of a packed one, so
		// hex of hex must be whole to win.
		if b := pick(inner, last); b != nil && (best == nil || b.whole() && b.better(best)) {
			return b, plain, inner, nil
		}
	}
	return best, data, all, refused
}

// pick takes the best reading; among those that say as much, the layout that
// fitted last.
func pick(all []reading, last *layout) *reading {
	if len(all) == 0 {
		return nil
	}
	best := &all[0]
	for i := range all {
		g := &all[i]
		if last != nil && g.lay == last && g.rank == best.rank && g.view.score >= best.view.score && !g.view.doubt {
			return g
		}
	}
	return best
}

// finish makes the message of the reading that the record holds now.
func (r *Reader) finish(data []byte, g *reading) (transcripts.Message, *transcripts.Fault) {
	m := r.rec.message(r.masker)
	g.frameInto(&m, data)
	return m, g.fault()
}

// frameInto adds what the frame says to a message.
func (g *reading) frameInto(m *transcripts.Message, data []byte) {
	m.HostAsks = g.frame.asks(data)
	warn := func(id string) { m.Warnings = append(m.Warnings, id) }
	if !g.frame.lengthFits() && g.left == 0 && g.rank != rankShort {
		warn("length_header")
	}
	if g.left > 0 {
		warn("trailing_bytes")
	}
	if g.frame.badXOR {
		warn("check_byte")
	}
}

func tooLong() *transcripts.Fault {
	return &transcripts.Fault{ID: "framing", Field: "MTI", What: codes.Text{
		EN: "more bytes than an ISO 8583 message can have", ZH: "字节数超过 ISO 8583 报文的上限",
	}}
}

func unknownDialect(id string) *transcripts.Fault {
	id = redact.Clean(id)
	return &transcripts.Fault{ID: "dialect", What: codes.Text{
		EN: "there is no dialect named " + id, ZH: "没有名为 " + id + " 的报文规范",
	}}
}
