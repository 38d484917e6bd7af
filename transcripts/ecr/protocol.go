package ecr

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// Params are what questions may have to be told. Every field may be empty; a
// question that needs one that is empty or malformed is left out.
type Params struct {
	Password  string // of the terminal, six digits (ZVT)
	Terminal  string // terminal id (ECR17)
	Register  string // number of the till
	Reference string // the till's own reference of one payment
	Profile   string // which acquirer's variant, see Protocol.Profiles
}

// Variant is one acquirer's table of a protocol whose codes differ by acquirer.
type Variant struct {
	ID   string // "kbtg"
	Name codes.Text
}

// Protocol is one way in which tills and terminals talk.
type Protocol struct {
	ID   string // "zvt"; also Message.Protocol
	Name codes.Text
	// Region says where it is met, Source where the facts come from.
	Region codes.Text
	Source string
	// Lines are the settings to try on a serial line, likeliest first.
	Lines []wire.Line
	// Port is the usual TCP port of a terminal, 0 when it has none.
	Port int
	// Links are the links it is spoken over.
	Links []wire.Link
	// Variants are the acquirers' tables; the first is the default.
	Variants []Variant

	// NewFramer makes a framer for one direction.
	NewFramer func(l wire.Link) wire.Framer
	// NewConversation makes a decoder that follows both directions.
	NewConversation func(o Options) Conversation
	// Describe names every field of one frame, masked.
	Describe func(f wire.Frame, side wire.Side, o Options) transcripts.Decoded
	// Mask gives the Raw of a frame with everything hidden that may not be kept:
	// all but the first six and last four digits of a card number, tracks, PIN
	// data, expiry and names whole. Where anything is hidden the check sum is
	// hidden too, for it would tell the digits. It keeps the length wherever the
	// protocol's escaping allows. The bytes given still frame and decode.
	Mask func(f wire.Frame) wire.Bytes
	// Signature scores how much frames look like this protocol: 0 not at all,
	// 100 one frame that cannot be chance. See known.Recognise.
	Signature func(frames []wire.Frame) int
	// Queries are the questions that may be asked, the most harmless first. Nil
	// for a protocol that is only decoded.
	Queries func(l wire.Link, p Params) []Query
}

// Options tell a decoder what it cannot know.
type Options struct {
	Masker   *redact.Masker // never nil
	Variant  string
	Currency string // ISO 4217 for amounts that state none; may be empty
}

// Conversation follows the frames of one connection, both sides in order, and
// tells what they mean. It is not safe for several goroutines.
type Conversation interface {
	// Take gives the events that a frame tells. Place, order and time of an
	// event are the caller's to set: those of the frame.
	Take(side wire.Side, f wire.Frame) []transcripts.Event
}
