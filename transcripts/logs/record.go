package logs

import "github.com/posdoctor/posdoctor/transcripts"

// Line is one line of an input.
type Line struct {
	Number int64  // from 1
	Offset int64  // of its first byte in the original
	Length int64  // in bytes of the original, without the line end
	Text   []byte // as UTF-8; only valid during the call it is given to
}

// Kind is what a record holds.
type Kind int

// The kinds of records.
const (
	Bytes  Kind = iota + 1 // Raw holds the bytes of what may be a message
	Fields                 // MTI and List hold a message already taken apart
	Words                  // Signal and Text say what happened
)

// Field is one field of a message that a log already took apart. Sub-fields are
// named by path ("48.3").
type Field struct {
	ID     string
	Value  string
	Binary bool // Value is hexadecimal
}

// Row is where part of the bytes of a message is written in a line.
type Row struct {
	Line       int64 // its number
	Start, End int   // in the line's text
	Bytes      int   // how many bytes of the message it gives
	// Chars tells that each character is a byte, not each pair of digits.
	Chars bool
	// List tells that it is a list of numbers with 0x before each.
	List bool
}

// Record is one thing cut out of a log. It holds clear data and is only valid
// during the call that hands it over.
type Record struct {
	Kind    Kind
	Where   transcripts.Where // Source is left at 0
	Lines   int64             // lines that it took
	At      transcripts.Stamp
	Dir     transcripts.Direction
	Channel string
	Format  string // "cnpos", "jpos", "hex", "text"

	// Raw holds message bytes. Literal, when not nil, is the same run of
	// characters as it stands: digits may be the hexadecimal form of a packed
	// message or an ASCII message as it was sent.
	Raw     []byte
	Literal []byte
	// Rows are the places in the lines that Raw was read from, in order. They are
	// set for Bytes only.
	Rows []Row
	// Stated tells that the log itself calls this a message, so that bytes
	// which are none are a fault and not just a line of something else.
	Stated bool
	// MTI and List hold a message that the log already took apart.
	MTI  string
	List []Field
	// Aside tells that a list is not itself sent or received but shown along
	// with something else (an exception, a context): it may repeat a message.
	Aside bool
	// Cut names the field in which a list broke off; "" when it is whole.
	Cut string
	// Faulty tells that the log marks the list as wrong.
	Faulty bool

	Signal transcripts.Signal // its Text is not set
	Text   []byte
}

// String keeps clear data out of anything that prints a record by accident.
func (Record) String() string { return "logs.Record" }

// GoString does the same for %#v.
func (Record) GoString() string { return "logs.Record" }

// String keeps clear data out of anything that prints a field by accident.
func (f Field) String() string { return "logs.Field " + f.ID }

// GoString does the same for %#v.
func (f Field) GoString() string { return f.String() }
