package zvt

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// show is what of a value may be shown, and how it reads.
type show string

// The ways. Whatever is in no table is hidden.
const (
	showDigits    show = "digits" // packed, two a byte
	showHex       show = "hex"
	showChars     show = "chars" // one character a byte, never card data
	showText      show = "text"  // free text: what has the shape of card data is hidden
	showPAN       show = "pan"   // packed: first six and last four digits
	showHidden    show = "hide"
	showContainer show = "tlv"
	showTemplate  show = "t" // a TLV object made of others
)

// code is class and instruction of an APDU.
type code [2]byte

// command is one row of commands.tsv.
type command struct {
	side   wire.Side // who sends it; SideUnknown: both do
	layout []string  // what its data is made of
	kind   transcripts.Kind
	name   codes.Text
}

// kindNone marks messages that are no command of their own but a part of one.
const kindNone transcripts.Kind = "-"

// entry is one row of bmps.tsv or tags.tsv.
type entry struct {
	size string // bytes, "LL", "LLL" or "BER"; "" for objects of the container
	show show
	name codes.Text
}

// progress is one row of progress.tsv.
type progress struct {
	signal transcripts.SignalID // "" for most
	name   codes.Text
}

// condition is one row of statuses.tsv.
type condition struct {
	ready   string // "yes", "no", "-"
	meaning codes.Text
}

// The tables: commands, BMPs, intermediate states and terminal states after
// PA00P015 13.08 chapters 14, 13, 3.7 and 11, objects of the TLV container after
// its chapter 9.4. What may be shown follows PCI DSS 3.3.1 and 3.4.1.
var (
	//go:embed commands.tsv
	commandRows string
	//go:embed bmps.tsv
	bmpRows string
	//go:embed tags.tsv
	tagRows string
	//go:embed progress.tsv
	progressRows string
	//go:embed statuses.tsv
	statusRows string
)

var commands = sync.OnceValue(func() map[code]command {
	sides := map[string]wire.Side{"register": wire.FromRegister, "terminal": wire.FromTerminal}
	out := map[code]command{}
	for f := range rows(commandRows) {
		n, _ := strconv.ParseUint(f[0], 16, 16)
		kind := transcripts.Kind(f[3])
		if f[3] == "unknown" {
			kind = transcripts.KindUnknown
		}
		out[code{byte(n >> 8), byte(n)}] = command{sides[f[1]], strings.Split(f[2], "+"), kind, codes.Text{EN: f[4], ZH: f[5]}}
	}
	return out
})

var bmps = sync.OnceValue(func() map[byte]entry {
	out := map[byte]entry{}
	for f := range rows(bmpRows) {
		out[octet(f[0])] = entry{f[1], show(f[2]), codes.Text{EN: f[3], ZH: f[4]}}
	}
	return out
})

var tags = sync.OnceValue(func() map[string]entry {
	out := map[string]entry{}
	for f := range rows(tagRows) {
		out[f[0]] = entry{show: show(f[1]), name: codes.Text{EN: f[2], ZH: f[3]}}
	}
	return out
})

var progresses = sync.OnceValue(func() map[byte]progress {
	out := map[byte]progress{}
	for f := range rows(progressRows) {
		p := progress{name: codes.Text{EN: f[2], ZH: f[3]}}
		if f[1] != "-" {
			p.signal = transcripts.SignalID(f[1])
		}
		out[octet(f[0])] = p
	}
	return out
})

var conditions = sync.OnceValue(func() map[byte]condition {
	out := map[byte]condition{}
	for f := range rows(statusRows) {
		out[octet(f[0])] = condition{f[1], codes.Text{EN: f[2], ZH: f[3]}}
	}
	return out
})

// rows gives the fields of each line after the header.
func rows(table string) func(yield func([]string) bool) {
	return func(yield func([]string) bool) {
		first := true
		for line := range strings.Lines(table) {
			if !first && !yield(strings.Split(strings.TrimRight(line, "\n"), "\t")) {
				return
			}
			first = false
		}
	}
}

func octet(s string) byte {
	n, _ := strconv.ParseUint(s, 16, 8)
	return byte(n)
}
