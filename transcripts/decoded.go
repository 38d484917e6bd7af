package transcripts

import "github.com/posdoctor/posdoctor/codes"

// Decoded is a message taken apart for showing: every field named, masked and
// explained. Message is the same content in the common shape.
type Decoded struct {
	Message  Message
	Framing  Framing
	Fields   []Field
	Complete bool
	// Fault says at which byte and field decoding stopped when not Complete.
	Fault *Fault
	// Warnings are oddities that did not stop decoding.
	Warnings []codes.Text
	// Guess is how sure the dialect is: "stated" (asked for), "exact" (the
	// bytes end where the last field ends), "likely", "partial".
	Guess string
	// Others are the dialects that also read the bytes to their end.
	Others []string
}

// Framing is what surrounds the message on the wire.
type Framing struct {
	Length  string // "none", "binary2", "ascii4", "bcd2", "stx" (packed length between STX and ETX)
	Stated  int    // what the length header says; -1 without one
	Actual  int    // bytes after it
	TPDU    string // ten digits, "" without one
	Header  string // UnionPay header, twelve digits, or another network's header as hex; "" without one
	Skipped int    // bytes before the MTI in all
}

// Field is one field, tag or sub-field of a decoded message.
type Field struct {
	ID      string // "39", "60.2", "9F26"
	Name    codes.Text
	Value   string // masked
	Meaning codes.Text
	Dropped bool // the value is sensitive and was not kept
	Offset  int  // byte in the message
	Length  int  // bytes in the message
	Sub     []Field
	Bits    []codes.Text // set bits of TVR, TSI and the like
}
