package sim

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// talker is the terminal's side of one protocol. It says what it has to say at
// the desk.
type talker interface {
	// take answers a whole message.
	take(d *desk, body []byte)
	// sign answers a sign that no packet of the terminal waits for.
	sign(d *desk, s byte)
}

// unsigned is for talkers that answer no sign.
type unsigned struct{}

func (unsigned) sign(*desk, byte) {}

// protocol is what differs from one protocol to the next.
type protocol struct {
	id    string
	links []Link // the first is the default
	// terminal and merchant stand in where a scenario names none.
	terminal, merchant string
	line               string // usual settings of a serial line
	// variants are what Scenario.Variant may be; the first is the default.
	variants []string
	// rules says that the variants are ways to form the check sum, which a reader
	// finds out by itself, and no acquirers' tables.
	rules bool

	cut func(s Scenario) cutter
	// signs are the acknowledgement and the refusal; nil: it has none.
	signs func(s Scenario) (ack, nak []byte)
	// means tells which sign a message stands for, 0 for none; nil: none does.
	means func(body []byte) byte
	// unchecked reports that frames have no check sum; nil: all have one.
	unchecked func(s Scenario) bool
	// ackWait is how long the terminal waits for the till's sign, repeats how
	// often it sends again.
	ackWait time.Duration
	repeats int
	// busy is how the terminal says that it has no time; nil: it stays silent.
	busy      func(s Scenario) []byte
	heartbeat []byte
	beatEvery time.Duration

	approved outcome
	declined string // words of a code that words does not know
	words    map[string]string
	issuer   func(s Scenario) outcome
	printer  outcome                  // where it has a code for it
	missing  func(s Scenario) outcome // a payment that is asked for is not there

	talk func(s Scenario) talker
	till func(s Scenario) till
	dos  []Do // what its till can do
	// answerWait is how long a till waits for an answer.
	answerWait time.Duration
	// does are those of the special behaviours that it can show.
	does []Behaviour
	// terminalID, status and code report whether a terminal id, a status code and
	// a result code can stand on the line; without status the protocol has none.
	terminalID func(string) bool
	status     func(string) bool
	code       func(string) bool
}

// accepted stands for a message that confirms another (ZVT 80 00 00).
const accepted byte = 0x80

func (p *protocol) signOf(body []byte) byte {
	if p.means == nil {
		return 0
	}
	return p.means(body)
}

// plainSigns are those of most protocols.
func plainSigns(Scenario) (yes, no []byte) { return []byte{ack}, []byte{nak} }

// special are the behaviours that not every protocol has a way to show.
var special = []Behaviour{NoCompletion, PendingReversal, PrinterOut}

// protocols are all that the pretend terminal speaks, by id.
var protocols = []*protocol{
	zvtProtocol, linkposProtocol, netsProtocol, misposProtocol, codepayProtocol,
	transbankProtocol, ecr17Protocol, poslinkProtocol, concertProtocol, mellonProtocol,
}

func protocolOf(id string) *protocol {
	i := slices.IndexFunc(protocols, func(p *protocol) bool { return p.id == id })
	if i < 0 {
		return nil
	}
	return protocols[i]
}

func always(o outcome) func(Scenario) outcome {
	return func(Scenario) outcome { return o }
}

// amountOf reads an amount in minor units; what is no number is none.
func amountOf(s string) int64 {
	n, _ := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	return min(max(n, 0), maxMinor)
}

// oneAnswer confirms a frame and takes it for the whole answer.
func oneAnswer(p piece) (say [][]byte, done bool) {
	if p.kind == data {
		return [][]byte{{ack}}, true
	}
	return nil, p.kind == control && p.sign == nak
}

// The shapes of codes and ids.

func digitsOf(n int) func(string) bool {
	return func(s string) bool {
		return len(s) == n && !slices.ContainsFunc([]byte(s), func(c byte) bool { return c < '0' || c > '9' })
	}
}

// lettersOf is for codes of digits and capital letters.
func lettersOf(n int) func(string) bool {
	return func(s string) bool {
		return len(s) == n && !slices.ContainsFunc([]byte(s), func(c byte) bool {
			return (c < '0' || c > '9') && (c < 'A' || c > 'Z')
		})
	}
}

func hexOf(n int) func(string) bool {
	return func(s string) bool {
		return len(s) == n && !slices.ContainsFunc([]byte(s), func(c byte) bool {
			return (c < '0' || c > '9') && (c < 'A' || c > 'F')
		})
	}
}
