package diag

import (
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Profile is what the user tells posdoctor about a shop and its terminals. The
// zero value means "nothing told".
type Profile struct {
	Books     []string // code books in order of likelihood
	Dialect   string
	Capture   Capture
	Zone      *time.Location // nil: not told; never the zone of this machine
	Merchant  string         // expected merchant id
	Shop      Shop
	Terminals []TerminalProfile
	Contacts  []Contact
	Hosts     []Host      // whom the terminals talk to over the network
	Holidays  []time.Time // days on which banks do not work
	Workdays  []time.Time // weekend days on which they do
	Currency  string      // ISO 4217, for amounts that do not state one
	Cable     Cable
	// Cases is the folder of cases, as written; "" is not told.
	Cases string
	// RetentionDays is how many days after it was closed a case may be deleted.
	// 0 is not told: then nothing is ever deleted.
	RetentionDays int
	// Language is the language the user wants to read; "" is not told.
	Language codes.Lang
}

// Capture says who turns an approval into a booking.
type Capture string

// The captures. The zero value is the host, as 0200 messages imply.
const (
	CaptureHost     Capture = ""
	CaptureTerminal Capture = "terminal" // approved amounts are only held until the batch is uploaded
)

// TerminalProfile is what is expected of one terminal.
type TerminalProfile struct {
	ID, Merchant, Name string
}

// Shop is who takes the payments and writes letters, and where. Every field may be
// empty.
type Shop struct {
	Name, Place string
	Country     string // ISO 3166, two letters: whose limits and rules apply
}

// Line is the name and the place in one line; "" when neither is known.
func (s Shop) Line() string {
	if s.Name == "" || s.Place == "" {
		return s.Name + s.Place
	}
	return s.Name + ", " + s.Place
}

// Cable is how the terminal hangs on this machine. Every field may be empty.
type Cable struct {
	Port     string // "/dev/serial/by-id/...", "COM3", "tcp://192.168.0.20:20007"
	Line     wire.Line
	Protocol string // id of a cash-register protocol, "zvt"
	Variant  string // which acquirer's table of it
	Register string // number of the till
}

// Contact is whom to call, as the user keeps it.
type Contact struct {
	Role              string // "acquirer", "support", "issuer", "bank"
	Name, Phone, Note string
}

// Line is the contact on one line, without what is not told.
func (c Contact) Line() string {
	var parts []string
	for _, p := range []string{c.Name, c.Phone, c.Note} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, ", ")
}

// Host is a host that terminals talk to.
type Host struct {
	Name    string // what the user calls it; may be empty
	Address string // "host:port", the host a name or an address, IPv6 in brackets
	TLS     TLSUse
}

// TLSUse says whether a host speaks TLS.
type TLSUse string

// The uses. The zero value is "find out".
const (
	TLSAuto TLSUse = ""
	TLSYes  TLSUse = "true"
	TLSNo   TLSUse = "false"
)
