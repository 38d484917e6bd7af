package serial

import (
	"bytes"
	"io"
	"sync"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// fake is a line whose other end is a test. Its waits are timers and channels,
// so that a synctest bubble runs it in no time.
type fake struct {
	in     chan []byte // what the other end sent; closed: unplugged
	onSend func(b []byte)
	rest   []byte

	mu      sync.Mutex
	sent    []byte
	closed  chan struct{}
	once    sync.Once
	stuck   bool // takes no bytes
	set     wire.Line
	driver  wire.Line
	inputs  *Signals
	outputs Signals // DSR stands for DTR, CTS for RTS
	refuse  error   // what setLine gives
}

func newFake() *fake {
	return &fake{in: make(chan []byte, 1000), closed: make(chan struct{}), outputs: Signals{CTS: true, DSR: true}}
}

// port is an open port on the fake.
func (f *fake) port(name string) *Port {
	set := wire.Line{Baud: 9600, Bits: 8, Parity: 'N', Stop: 1}
	f.set, f.driver = set, set
	return &Port{name: name, link: wire.Serial, l: f, set: set}
}

func (f *fake) read(b []byte, wait time.Duration) (int, error) {
	if len(f.rest) == 0 {
		select {
		case <-f.closed:
			return 0, errOwnClose
		case c, ok := <-f.in:
			if !ok {
				return 0, io.EOF
			}
			f.rest = c
		case <-time.After(wait):
			return 0, nil
		}
	}
	n := copy(b, f.rest)
	f.rest = f.rest[n:]
	return n, nil
}

func (f *fake) write(b []byte, limit time.Duration) (int, error) {
	f.mu.Lock()
	stuck := f.stuck
	f.mu.Unlock()
	if stuck {
		time.Sleep(limit)
		return 0, errNotTaken
	}
	f.mu.Lock()
	f.sent = append(f.sent, b...)
	f.mu.Unlock()
	if f.onSend != nil {
		f.onSend(append([]byte{}, b...))
	}
	return len(b), nil
}

func (f *fake) setLine(l wire.Line) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.refuse != nil {
		return f.refuse
	}
	f.set, f.driver = l, l
	return nil
}

func (f *fake) settings() (wire.Line, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.driver, true
}

func (f *fake) signals() (Signals, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.inputs == nil {
		return Signals{}, false
	}
	return *f.inputs, true
}

func (f *fake) raise(dtr, rts bool) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.outputs = Signals{DSR: dtr, CTS: rts}
	return true
}

func (f *fake) close() error {
	f.once.Do(func() { close(f.closed) })
	return nil
}

// change does something to the fake while others use it.
func (f *fake) change(do func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	do()
}

// written is everything that was written.
func (f *fake) written() []byte {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]byte{}, f.sent...)
}

// The toy protocol of these tests: 02, length, body, XOR of all three; 06 and 15
// alone acknowledge and refuse; AA is a sign of life. Anything else is noise.
type toyFramer struct{ held []byte }

func toyFrame(body string) []byte {
	f := append([]byte{2, byte(len(body))}, body...)
	return append(f, wire.XOR(0, f))
}

func (t *toyFramer) Feed(b wire.Bytes) []wire.Frame {
	t.held = append(t.held, b.B...)
	var out []wire.Frame
	for len(t.held) > 0 {
		n, f := 1, wire.Frame{Kind: wire.Control}
		switch t.held[0] {
		case 0x06:
			f.Sign = wire.ACK
		case 0x15:
			f.Sign = wire.NAK
		case 0xAA:
			f.Sign = wire.Heartbeat
		case 0x02:
			if len(t.held) < 2 || len(t.held) < int(t.held[1])+3 {
				return out
			}
			n = int(t.held[1]) + 3
			f = wire.Frame{Kind: wire.Data, Body: wire.Known(t.held[2 : n-1]), Check: wire.CheckOK}
			if wire.XOR(0, t.held[:n]) != 0 {
				f = rejected("checksum")
			}
		default:
			for n < len(t.held) && bytes.IndexByte([]byte{2, 6, 0x15, 0xAA}, t.held[n]) < 0 {
				n++
			}
			f = rejected("noise")
		}
		f.Raw = wire.Known(t.held[:n:n])
		out, t.held = append(out, f), t.held[n:]
	}
	return out
}

func (t *toyFramer) Flush() []wire.Frame {
	if len(t.held) == 0 {
		return nil
	}
	f := rejected("truncated")
	f.Raw, t.held = wire.Known(t.held), nil
	return []wire.Frame{f}
}

func rejected(id string) wire.Frame {
	return wire.Frame{Kind: wire.Rejected, Fault: &transcripts.Fault{ID: id}}
}

var (
	toyACK = []byte{0x06}
	toyNAK = []byte{0x15}
)

// toyQuestion asks "state?"; the answer begins with "state ", a frame "busy" is
// a refusal in words, "wait" asks for more time. Damaged frames are asked for
// again with a NAK.
func toyQuestion() question {
	return question{
		frame: toyFrame("state?"), ackWait: time.Second, answerWait: 3 * time.Second, repeats: 2,
		allows: func(b []byte) bool { return string(b) == string(toyACK) || string(b) == string(toyNAK) },
		dialogue: func() func(wire.Frame) ecr.Step {
			return func(f wire.Frame) ecr.Step {
				switch {
				case f.Sign == wire.NAK:
					return ecr.Step{Resend: true}
				case f.Kind == wire.Rejected && f.Fault.ID != "noise":
					return ecr.Step{Ack: toyNAK}
				case f.Kind != wire.Data:
					return ecr.Step{}
				case f.Body.Text() == "busy":
					return ecr.Step{Ack: toyACK, Refused: codes.Text{EN: "busy", ZH: "忙"}}
				case f.Body.Text() == "wait":
					return ecr.Step{Ack: toyACK, Longer: time.Minute}
				case f.Body.Text() == "evil":
					return ecr.Step{Ack: toyFrame("pay 100")}
				}
				return ecr.Step{Ack: toyACK, Done: true}
			}
		},
	}
}
