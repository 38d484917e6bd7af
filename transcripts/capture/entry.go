package capture

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Schema names the format; every header carries it.
const Schema = "posdoctor.capture/1"

// Header starts a capture, and stands again where a new one begins in the same
// file or where the protocol became known.
type Header struct {
	Time time.Time
	Port string // as the user named it, masked
	// Line are the settings as technicians write them, "9600 8N1"; "" over TCP.
	Line string
	Link wire.Link
	// Protocol and Variant say by which protocol the bytes were cut and masked;
	// "" when that was not known.
	Protocol, Variant string
	// Offset is how far the clock of the recording machine was from UTC, "+08:00",
	// so that times can be shown as the shop's clock showed them; "" when it was
	// not told. Times in the file are UTC all the same.
	Offset string
	// Both is true when both directions of the line were recorded. Otherwise
	// only what one end of a port hears is in the file.
	Both bool
}

// Record is one frame, or what was heard up to a silence.
type Record struct {
	Time  time.Time // when its last byte came
	Side  wire.Side
	Bytes wire.Bytes // masked
	// Check is what the check sum said when the bytes were still whole.
	Check wire.Check
	// Len is how many bytes it had on the line. Masked bytes may be fewer, where
	// a protocol doubles a byte that is hidden now.
	Len int
	// Own is set for what posdoctor itself sent: a harmless question or its
	// acknowledgement.
	Own bool
}

// Sign says what happened to the capture itself.
type Sign string

// The signs that a mark may carry. Between Unplugged and Replugged nothing was
// heard.
const (
	Started   Sign = "started"
	Stopped   Sign = "stopped"
	Unplugged Sign = "unplugged"
	Replugged Sign = "replugged"
	Rotated   Sign = "rotated" // the capture goes on in, or comes from, another file
	Noise     Sign = "noise"   // the line itself reported damaged bytes
	Line      Sign = "line"    // the line settings changed; the text says to what
	// HungUp and Connected are the end of a network connection and a new one where
	// nothing can pass in between unseen: between two ends that are joined here.
	HungUp    Sign = "hung_up"
	Connected Sign = "connected"
)

var signs = []Sign{Started, Stopped, Unplugged, Replugged, Rotated, Noise, Line, HungUp, Connected}

// Gap reports whether bytes may be missing at the mark.
func (s Sign) Gap() bool { return s == Unplugged || s == Noise }

// Mark is a line that is no traffic.
type Mark struct {
	Time time.Time
	Sign Sign
	Text string // masked; may be empty
}

// Entry is one line of a capture: exactly one of the three is set.
type Entry struct {
	Header *Header
	Record *Record
	Mark   *Mark
}

// shape is an entry as JSON.
type shape struct {
	Schema   string     `json:"schema,omitempty"`
	Time     *time.Time `json:"t"`
	Port     *string    `json:"port,omitempty"`
	Line     *string    `json:"line,omitempty"`
	Link     *wire.Link `json:"link,omitempty"`
	Protocol *string    `json:"protocol,omitempty"`
	Variant  *string    `json:"variant,omitempty"`
	Offset   string     `json:"offset,omitempty"`
	Both     bool       `json:"both,omitempty"`

	Side  *wire.Side `json:"dir,omitempty"`
	Hex   *string    `json:"hex,omitempty"`
	Check *string    `json:"check,omitempty"`
	Len   *int       `json:"len,omitempty"`
	Own   bool       `json:"own,omitempty"`

	Mark Sign    `json:"mark,omitempty"`
	Text *string `json:"text,omitempty"`
}

// MarshalJSON writes the entry as it stands in a file, without the line end.
func (e Entry) MarshalJSON() ([]byte, error) {
	var s shape
	var at time.Time
	switch {
	case e.Header != nil:
		h := *e.Header
		at = h.Time
		s = shape{Schema: Schema, Port: &h.Port, Line: &h.Line, Link: &h.Link, Protocol: &h.Protocol, Variant: &h.Variant, Offset: h.Offset, Both: h.Both}
	case e.Record != nil:
		r := *e.Record
		hex, check := r.Bytes.Hex(), r.Check.String()
		at = r.Time
		s = shape{Side: &r.Side, Hex: &hex, Check: &check, Len: &r.Len, Own: r.Own}
	case e.Mark != nil:
		at = e.Mark.Time
		s = shape{Mark: e.Mark.Sign, Text: &e.Mark.Text}
	default:
		return nil, errors.New("an entry of a capture holds nothing")
	}
	at = at.UTC()
	s.Time = &at
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

// FieldError is a line that is no entry: which field of it is wrong. It never
// holds what the line held.
type FieldError struct {
	Field string // "hex"; "" when the line is no JSON object at all
	Byte  int    // in the line, from 0, at which reading it stopped; 0 where only the field is known
}

func (e *FieldError) Error() string {
	if e.Field == "" {
		return fmt.Sprintf("no JSON object, at byte %d", e.Byte)
	}
	return fmt.Sprintf("field %q is missing or wrong", e.Field)
}

// Parse reads one line. Fields that it does not know are passed over, for later
// versions may add some. The error is a *FieldError.
func Parse(line []byte) (Entry, error) {
	var s shape
	if err := json.Unmarshal(line, &s); err != nil {
		return Entry{}, jsonError(err)
	}
	switch {
	case s.Schema != "":
		return s.header()
	case s.Mark != "":
		return s.mark()
	}
	return s.record()
}

func jsonError(err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return &FieldError{Byte: int(max(syntax.Offset-1, 0))}
	case errors.As(err, &kind):
		return &FieldError{Field: fieldName(kind.Field), Byte: int(max(kind.Offset-1, 0))}
	}
	return &FieldError{Field: "t"} // the only field that parses itself
}

// fieldName keeps a name that is not ours out of messages.
func fieldName(s string) string {
	if slices.Contains([]string{"schema", "t", "port", "line", "link", "protocol", "variant", "offset", "both", "dir", "hex", "check", "len", "own", "mark", "text"}, s) {
		return s
	}
	return ""
}

func (s *shape) header() (Entry, error) {
	switch {
	case s.Schema != Schema:
		return Entry{}, &FieldError{Field: "schema"}
	case s.Time == nil:
		return Entry{}, &FieldError{Field: "t"}
	}
	h := Header{Time: s.Time.UTC(), Port: value(s.Port), Line: value(s.Line), Protocol: value(s.Protocol), Variant: value(s.Variant), Offset: s.Offset, Both: s.Both, Link: wire.Serial}
	if s.Link != nil {
		h.Link = *s.Link
	}
	if h.Link != wire.Serial && h.Link != wire.TCP {
		return Entry{}, &FieldError{Field: "link"}
	}
	if _, err := h.zone(); err != nil {
		return Entry{}, &FieldError{Field: "offset"}
	}
	return Entry{Header: &h}, nil
}

// offsetForm is how an offset is written.
const offsetForm = "-07:00"

// zone is where the recording machine's clock ran.
func (h Header) zone() (*time.Location, error) {
	if h.Offset == "" {
		return time.UTC, nil
	}
	t, err := time.Parse(offsetForm, h.Offset)
	if err != nil {
		return nil, err
	}
	_, seconds := t.Zone()
	if seconds == 0 {
		return time.UTC, nil
	}
	return time.FixedZone("", seconds), nil
}

func (s *shape) mark() (Entry, error) {
	switch {
	case !slices.Contains(signs, s.Mark):
		return Entry{}, &FieldError{Field: "mark"}
	case s.Time == nil:
		return Entry{}, &FieldError{Field: "t"}
	}
	return Entry{Mark: &Mark{Time: s.Time.UTC(), Sign: s.Mark, Text: value(s.Text)}}, nil
}

func (s *shape) record() (Entry, error) {
	if s.Time == nil {
		return Entry{}, &FieldError{Field: "t"}
	}
	r := Record{Time: s.Time.UTC(), Side: value(s.Side), Own: s.Own}
	if r.Side != wire.SideUnknown && r.Side != wire.FromRegister && r.Side != wire.FromTerminal {
		return Entry{}, &FieldError{Field: "dir"}
	}
	if s.Hex == nil {
		return Entry{}, &FieldError{Field: "hex"}
	}
	var err error
	if r.Bytes, err = wire.ParseHex(*s.Hex); err != nil {
		return Entry{}, &FieldError{Field: "hex"}
	}
	check, ok := checks[value(s.Check)]
	if !ok {
		return Entry{}, &FieldError{Field: "check"}
	}
	r.Check = check
	if r.Len = r.Bytes.Len(); s.Len != nil {
		r.Len = *s.Len
	}
	if r.Len < r.Bytes.Len() {
		return Entry{}, &FieldError{Field: "len"}
	}
	return Entry{Record: &r}, nil
}

// checks are the names of check results. A hand-written record may leave it out.
var checks = func() map[string]wire.Check {
	m := map[string]wire.Check{"": wire.CheckNone}
	for _, c := range []wire.Check{wire.CheckNone, wire.CheckOK, wire.CheckBad, wire.CheckHidden} {
		m[c.String()] = c
	}
	return m
}()

// value gives what a pointer points to, or nothing.
func value[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}
