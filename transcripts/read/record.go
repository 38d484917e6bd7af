package read

import (
	"encoding/hex"
	"unicode/utf8"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/iso"
	"github.com/posdoctor/posdoctor/transcripts/logs"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// longestText is how many bytes of a line an event shows.
const longestText = 400

// record turns a record into an event. It is called by the cutter in the middle
// of a line.
func (s *source) record(rec *logs.Record) {
	rec.Where.Source = s.index
	switch rec.Kind {
	case logs.Bytes:
		s.bytes(rec)
	case logs.Fields:
		s.fields(rec)
	case logs.Words:
		s.words(rec)
	}
}

// bytes decodes what may be a message.
func (s *source) bytes(rec *logs.Record) {
	raw := rec.Raw
	msg, fault := s.iso.Read(raw)
	if fault != nil && rec.Literal != nil {
		// The digits may be the message itself, in ASCII, and not its bytes in
		// hexadecimal.
		if m, f := s.iso.Read(rec.Literal); f == nil || msg.MTI == "" && m.MTI != "" {
			msg, fault, raw = m, f, rec.Literal
		}
	}
	if fault != nil && !rec.Stated && !likely(&msg) {
		// Some other bytes: a key, a digest, another protocol.
		s.out.Unparsed += rec.Lines
		s.watchBytes(rec)
		return
	}
	if msg.MTI == "" {
		s.watchBytes(rec)
		s.fault(fault, rec)
		return
	}
	g := gistOf(&msg, rec, s.line)
	if s.queue.take(g) {
		s.out.Messages--
	}
	s.queue.bytes = g
	if s.opts.Bytes {
		msg.Bytes = s.iso.Shown(raw)
	}
	s.queue.push(s.message(rec, msg, fault))
}

// likely reports whether a message that broke off was one at all: random bytes
// may look like a type and a bitmap, but hardly go on with a STAN.
func likely(m *transcripts.Message) bool {
	return m.MTI != "" && (m.STAN != "" || m.Terminal != "")
}

// message makes the event of a message that was read whole or in part.
func (s *source) message(rec *logs.Record, msg transcripts.Message, fault *transcripts.Fault) transcripts.Event {
	ev := s.event(rec, transcripts.EventMessage)
	if fault != nil {
		ev.Kind, ev.Fault = transcripts.EventPartial, fault
		s.out.Faults++
	} else {
		s.out.Messages++
	}
	ev.Message = &msg
	s.formats[rec.Format] = true
	return ev
}

// fields makes an event of a message that the log already took apart, unless it
// only repeats the bytes beside it.
func (s *source) fields(rec *logs.Record) {
	g := gistOfList(rec, s.line)
	list := rec.Format != "jpos"
	if list && s.queue.repeats(g) && !rec.Faulty {
		s.formats[rec.Format] = true
		return
	}
	if rec.MTI == "" && rec.Cut == "" {
		s.out.Unparsed += rec.Lines
		return
	}
	values := make([]iso.FieldValue, len(rec.List))
	for i, f := range rec.List {
		values[i] = iso.FieldValue(f)
	}
	msg, fault := s.iso.Fields(rec.MTI, values)
	if fault == nil && rec.Cut != "" {
		fault = brokeOff(rec.Cut)
	}
	switch {
	case rec.Faulty:
		s.fault(markedFaulty(), rec)
	case msg.MTI == "":
		s.fault(fault, rec)
	case list && fault == nil:
		s.queue.hold(s.message(rec, msg, fault), g)
	default:
		s.queue.push(s.message(rec, msg, fault))
	}
	s.queue.bytes = gist{}
}

// words makes an event of a line that says what happened.
func (s *source) words(rec *logs.Record) {
	sig := rec.Signal
	text := rec.Text
	if len(text) > longestText {
		// Masked first and cut then, a number across the cut would still be
		// masked whole; the masker needs no more than a little behind it.
		text = text[:longestText+64]
	}
	masked := redact.Clean(s.masker.Text(string(text)))
	sig.Text = clip(masked)
	ev := s.event(rec, transcripts.EventSignal)
	ev.Signal = &sig
	s.formats[rec.Format] = true
	s.queue.push(ev)
}

func clip(s string) string {
	if len(s) <= longestText {
		return s
	}
	n := longestText
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}

// fault queues bytes that should be a message and are none.
func (s *source) fault(f *transcripts.Fault, rec *logs.Record) {
	rec.Where.Source = s.index
	ev := s.event(rec, transcripts.EventFault)
	ev.Fault = f
	s.out.Faults++
	if rec.Format != "" {
		s.formats[rec.Format] = true
	}
	s.queue.push(ev)
}

func (s *source) event(rec *logs.Record, kind transcripts.EventKind) transcripts.Event {
	channel := rec.Channel
	if suspect([]byte(channel)) {
		channel = s.masker.Text(channel)
	}
	return transcripts.Event{Where: rec.Where, At: rec.At, Kind: kind, Dir: rec.Dir, Channel: redact.Clean(channel)}
}

// watchBytes counts card data in bytes that did not decode.
func (s *source) watchBytes(rec *logs.Record) {
	s.masker.Text(hex.EncodeToString(rec.Raw))
	s.masker.Text(string(rec.Raw))
}
