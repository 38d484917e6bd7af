package serial

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// reply is what the other end does: after a pause it sends bytes, as they are cut.
type reply struct {
	after time.Duration
	bytes string
}

// terminal answers the nth write of the port with the nth list of replies.
func terminal(f *fake, turns ...[]reply) {
	n := 0
	f.onSend = func([]byte) {
		if n >= len(turns) {
			return
		}
		turn := turns[n]
		n++
		go func() {
			for _, r := range turn {
				select {
				case <-time.After(r.after):
					f.in <- []byte(r.bytes)
				case <-f.closed:
					return
				}
			}
		}()
	}
}

func now(bytes ...string) []reply {
	var out []reply
	for _, b := range bytes {
		out = append(out, reply{bytes: b})
	}
	return out
}

const ms = time.Millisecond

func TestAskTellsWhatCame(t *testing.T) {
	question := string(toyFrame("state?"))
	good := string(toyFrame("state idle"))
	damaged := good[:5] + "X" + good[6:]
	storm := strings.Repeat("\x15", 500)
	tests := []struct {
		name    string
		turns   [][]reply
		want    Outcome
		kind    Kind // of the error; "" for none
		sent    int
		written string // after the first question
		more    func(a Answer) bool
	}{
		{name: "answer", turns: [][]reply{now("\x06", good)}, want: Answered, sent: 1, written: "\x06"},
		{name: "answer without acknowledgement", turns: [][]reply{now(good)}, want: Answered, sent: 1, written: "\x06"},
		{name: "acknowledgement glued to the answer", turns: [][]reply{now("\x06" + good)}, want: Answered, sent: 1, written: "\x06"},
		{name: "answer in single bytes", turns: [][]reply{now(strings.Split("\x06"+good, "")...)}, want: Answered, sent: 1, written: "\x06"},
		{name: "slow bytes, each within the gap", turns: [][]reply{slowly("\x06"+good, 199*ms)}, want: Answered, sent: 1, written: "\x06"},
		{name: "slow first byte, within the wait for it", turns: [][]reply{{{990 * ms, "\x06"}, {2990 * ms, good}}}, want: Answered, sent: 1, written: "\x06"},
		{
			name: "answered twice", turns: [][]reply{now(good + good)}, want: Answered, sent: 1, written: "\x06",
			more: func(a Answer) bool { return len(a.Frames) == 2 },
		},
		{name: "silent", want: Nothing, kind: Silent, sent: 3, written: question + question},
		{name: "silent at first", turns: [][]reply{nil, now("\x06", good)}, want: Answered, sent: 2, written: question + "\x06"},
		{
			name: "acknowledged, then silent", turns: [][]reply{now("\x06")}, want: Acknowledged, kind: Silent, sent: 1,
			more: func(a Answer) bool { return a.Acked },
		},
		{name: "NAK once", turns: [][]reply{now("\x15"), now("\x06", good)}, want: Answered, sent: 2, written: question + "\x06"},
		{
			name: "NAK each time", turns: [][]reply{now("\x15"), now("\x15"), now("\x15")}, want: NAKed, kind: Refused, sent: 3, written: question + question,
			more: func(a Answer) bool { return a.NAKs == 3 },
		},
		{
			name: "a storm of NAKs", turns: [][]reply{now(storm), now(storm), now(storm)}, want: NAKed, kind: Refused, sent: 3, written: question + question,
			more: func(a Answer) bool { return a.NAKs == 1500 },
		},
		{name: "NAKs that never end", turns: [][]reply{slowly(strings.Repeat("\x15", 900), 20*ms)}, want: NAKed, kind: Refused, sent: 3, written: question + question},
		{name: "damaged once", turns: [][]reply{now("\x06", damaged), now(good)}, want: Answered, sent: 1, written: "\x15\x06"},
		{name: "last byte cut off once", turns: [][]reply{now("\x06", good[:len(good)-1]), now(good)}, want: Answered, sent: 1, written: "\x15\x06"},
		{
			name: "damaged each time", turns: [][]reply{now("\x06", damaged), now(damaged)}, want: OtherBytes, kind: Silent, sent: 1, written: "\x15\x15",
			more: func(a Answer) bool { return a.Rejected == 2 },
		},
		{
			name: "parity bit set", turns: [][]reply{now(parity("\x06" + good)), now(parity("\x06" + good)), now(parity("\x06" + good))}, want: OtherBytes, kind: Silent, sent: 1,
			// An acknowledgement reads the same in both formats.
			more: func(a Answer) bool { return a.Bytes == len(good)+1 && a.Acked },
		},
		{name: "noise", turns: [][]reply{now("\x00\xFF\xFE")}, want: OtherBytes, kind: Silent, sent: 3, written: question + question},
		{
			name: "echo alone", turns: [][]reply{now(question), now(question), now(question[:4], question[4:])}, want: Echoed, kind: Silent, sent: 3, written: question + question,
			more: func(a Answer) bool { return a.Echoes == 3 && a.Bytes == 0 && len(a.Frames) == 0 },
		},
		{
			name: "echo, then the answer", turns: [][]reply{now(question+"\x06", good)}, want: Answered, sent: 1, written: "\x06",
			more: func(a Answer) bool { return a.Echoes == 1 && len(a.Frames) == 2 },
		},
		{
			name: "half an echo is no echo", turns: [][]reply{now(question[:5])}, want: OtherBytes, kind: Silent, sent: 3, written: "\x15" + question + question,
			more: func(a Answer) bool { return a.Echoes == 0 && a.Bytes == 5 && a.Rejected == 1 },
		},
		{name: "declined in words", turns: [][]reply{now("\x06", string(toyFrame("busy")))}, want: Declined, kind: Refused, sent: 1, written: "\x06"},
		{name: "asks for time", turns: [][]reply{{{0, "\x06" + string(toyFrame("wait"))}, {59 * time.Second, good}}}, want: Answered, sent: 1, written: "\x06\x06"},
		{
			// A sign of life neither answers nor prolongs: 50 of them take 100 s.
			name: "signs of life alone", turns: [][]reply{slowly(strings.Repeat("\xAA", 50), 2*time.Second)}, want: OtherBytes, kind: Silent, sent: 3, written: question + question,
			more: func(a Answer) bool { return a.Bytes < 5 },
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := newFake()
				terminal(f, tt.turns...)
				p := f.port("fake")
				var saw []byte
				a, err := p.ask(t.Context(), toyQuestion(), &toyFramer{}, func(c Chunk) {
					if c.From == wire.FromRegister {
						saw = append(saw, c.Bytes...)
					}
				})
				if a.Outcome != tt.want || a.Sent != tt.sent {
					t.Errorf("got %s after %d sent, want %s after %d", a.Outcome, a.Sent, tt.want, tt.sent)
				}
				if want := question + tt.written; string(f.written()) != want || string(saw) != want {
					t.Errorf("wrote %q and told %q, want %q", f.written(), saw, want)
				}
				var e *Error
				if errors.As(err, &e) != (tt.kind != "") || e != nil && (e.Kind != tt.kind || e.Outcome != tt.want) {
					t.Errorf("error %v, want kind %q", err, tt.kind)
				}
				if tt.more != nil && !tt.more(a) {
					t.Errorf("answer %+v", a)
				}
				_ = p.Close()
			})
		})
	}
}

func slowly(s string, every time.Duration) []reply {
	var out []reply
	for i := range len(s) {
		out = append(out, reply{every, s[i : i+1]})
	}
	return out
}

// parity sets bit 7 of every byte to the even parity of the rest: 7E1 read as 8N1.
func parity(s string) string {
	b := []byte(s)
	for i := range b {
		for bit := byte(1); bit < 0x80; bit <<= 1 {
			if b[i]&bit != 0 {
				b[i] ^= 0x80
			}
		}
	}
	return string(b)
}

func TestAskPutsWhatLayThereAside(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFake()
		f.in <- toyFrame("state old")
		terminal(f, now("\x06", string(toyFrame("state new"))))
		var heard []byte
		a, err := f.port("fake").ask(t.Context(), toyQuestion(), &toyFramer{}, func(c Chunk) {
			if c.From == wire.FromTerminal {
				heard = append(heard, c.Bytes...)
			}
		})
		if err != nil || a.Before != len(toyFrame("state old")) {
			t.Errorf("%d bytes before, %v", a.Before, err)
		}
		if got := a.Frames[len(a.Frames)-1].Body.Text(); got != "state new" {
			t.Errorf("answer %q", got)
		}
		if !bytes.HasPrefix(heard, toyFrame("state old")) {
			t.Error("the bytes that lay there were not told")
		}
	})
}

// A line on which bytes never stop must not keep a question waiting for ever.
func TestAskEndsOnALineThatNeverFallsSilent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFake()
		done := make(chan struct{})
		go func() {
			for {
				select {
				case <-done:
					return
				case f.in <- bytes.Repeat([]byte{0xFF}, 4096):
				}
			}
		}()
		a, err := f.port("fake").ask(t.Context(), toyQuestion(), &toyFramer{}, nil)
		close(done)
		if a.Outcome != OtherBytes || kindOf(err) != Silent || a.Bytes > 2*mostBytes {
			t.Errorf("outcome %s after %d bytes, %v", a.Outcome, a.Bytes, err)
		}
	})
}

func kindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return "no *Error"
}

func TestAskSendsOnlyDeclaredAcks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFake()
		terminal(f, now("\x06", string(toyFrame("evil"))))
		_, err := f.port("fake").ask(t.Context(), toyQuestion(), &toyFramer{}, nil)
		if !errors.Is(err, ErrForeignAck) {
			t.Errorf("error %v", err)
		}
		if want := toyFrame("state?"); !bytes.Equal(f.written(), want) {
			t.Errorf("wrote %q, want %q alone", f.written(), want)
		}
	})
}

func TestAskRefusesTheZeroQuery(t *testing.T) {
	f := newFake()
	for _, framer := range []wire.Framer{nil, &toyFramer{}} {
		if _, err := f.port("fake").Ask(t.Context(), ecr.Query{}, framer, nil); !errors.Is(err, ErrNoQuery) {
			t.Errorf("error %v", err)
		}
	}
	if len(f.written()) > 0 {
		t.Errorf("wrote %q", f.written())
	}
}

func TestAskEndsWithItsContext(t *testing.T) {
	t.Run("deadline", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			f := newFake()
			terminal(f, now("\x06"))
			ctx, stop := context.WithTimeout(t.Context(), 2*time.Second)
			defer stop()
			began := time.Now()
			a, err := f.port("fake").ask(ctx, toyQuestion(), &toyFramer{}, nil)
			if a.Outcome != Acknowledged || kindOf(err) != Silent || !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("outcome %s, %v", a.Outcome, err)
			}
			if took := time.Since(began); took > 2*time.Second+2*slice {
				t.Errorf("took %s", took)
			}
		})
	})
	t.Run("cancelled", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			f := newFake()
			ctx, stop := context.WithCancel(t.Context())
			time.AfterFunc(500*ms, stop)
			a, err := f.port("fake").ask(ctx, toyQuestion(), &toyFramer{}, nil)
			if a.Outcome != NotAsked || !errors.Is(err, context.Canceled) || kindOf(err) != "no *Error" {
				t.Errorf("outcome %s, %v", a.Outcome, err)
			}
			if a.Sent != 1 {
				t.Errorf("sent %d times", a.Sent)
			}
		})
	})
	t.Run("before it began", func(t *testing.T) {
		f := newFake()
		ctx, stop := context.WithCancel(t.Context())
		stop()
		if _, err := f.port("fake").ask(ctx, toyQuestion(), &toyFramer{}, nil); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
		if len(f.written()) > 0 {
			t.Errorf("wrote %q", f.written())
		}
	})
}

func TestAskTellsWhenThePortGoes(t *testing.T) {
	tests := []struct {
		name string
		do   func(f *fake)
		want Kind
	}{
		{"unplugged", func(f *fake) { close(f.in) }, Unplugged},
		{"closed here", func(f *fake) { _ = f.close() }, Closed},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := newFake()
				time.AfterFunc(300*ms, func() { tt.do(f) })
				a, err := f.port("fake").ask(t.Context(), toyQuestion(), &toyFramer{}, nil)
				if kindOf(err) != tt.want || a.Outcome != NotAsked {
					t.Errorf("outcome %s, %v", a.Outcome, err)
				}
			})
		})
	}
}

func TestAskTellsAPeerThatTakesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFake()
		f.stuck = true
		a, err := f.port("fake").ask(t.Context(), toyQuestion(), &toyFramer{}, nil)
		if kindOf(err) != Silent || a.Outcome != NotTaken {
			t.Errorf("outcome %s, %v", a.Outcome, err)
		}
	})
}

// A wait goes on while a frame is coming in, but not for ever.
func TestAskWaitsForALateFrame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFake()
		long := string(toyFrame("state " + strings.Repeat("x", 200)))
		terminal(f, append([]reply{{2 * time.Second, "\x06"}}, slowly(long, 20*ms)...))
		q := toyQuestion()
		q.ackWait = 2500 * ms
		a, err := f.port("fake").ask(t.Context(), q, &toyFramer{}, nil)
		if err != nil || a.Outcome != Answered {
			t.Errorf("outcome %s, %v", a.Outcome, err)
		}
	})
}

func TestAskDoesNotWaitForAFrameWithoutEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFake()
		p := f.port("fake")
		terminal(f, slowly(string(toyFrame("state "+strings.Repeat("x", 240))), 150*ms)) // 37 s
		q := toyQuestion()
		q.repeats = 0
		a, err := p.ask(t.Context(), q, &toyFramer{}, nil)
		if a.Outcome != OtherBytes || kindOf(err) != Silent {
			t.Errorf("outcome %s, %v", a.Outcome, err)
		}
		_ = p.Close()
	})
}

// A terminal refuses each piece of what it could not read. Those refusals are
// all about the question before, not about the one sent next.
func TestAskLetsTheLineFallSilentBeforeItRepeats(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFake()
		terminal(f, slowly("\x15\x15\x15\x15", 20*ms), now("\x06", string(toyFrame("state idle"))))
		a, err := f.port("fake").ask(t.Context(), toyQuestion(), &toyFramer{}, nil)
		if err != nil || a.Outcome != Answered || a.Sent != 2 || a.NAKs != 4 {
			t.Errorf("outcome %s after %d sent and %d NAKs, %v", a.Outcome, a.Sent, a.NAKs, err)
		}
	})
}

// sluggish takes a few bytes at a time, and then none without an error.
type sluggish struct {
	*fake
	takes []int
}

func (s *sluggish) write(b []byte, _ time.Duration) (int, error) {
	if len(s.takes) == 0 {
		return 0, errors.New("written to after it took nothing")
	}
	n := min(s.takes[0], len(b))
	s.takes = s.takes[1:]
	s.sent = append(s.sent, b[:n]...)
	return n, nil
}

func TestSendTakesShortWrites(t *testing.T) {
	s := &sluggish{fake: newFake(), takes: []int{3, 1, 100}}
	if n, err := send(s, []byte("question")); n != 8 || err != nil || string(s.sent) != "question" {
		t.Errorf("sent %d, %q, %v", n, s.sent, err)
	}
	s = &sluggish{fake: newFake(), takes: []int{3, 0}}
	if n, err := send(s, []byte("question")); n != 3 || !errors.Is(err, errNotTaken) {
		t.Errorf("sent %d, %v", n, err)
	}
}

func TestOneReaderAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newFake().port("fake")
		inner := make(map[string]error)
		err := p.Listen(t.Context(), 10*ms, func(Chunk) error {
			inner["listen"] = p.Listen(t.Context(), 0, nil)
			_, inner["ask"] = p.ask(t.Context(), toyQuestion(), &toyFramer{}, nil)
			inner["tap"] = Tap(t.Context(), newFake().port("other"), p, nil)
			return io.EOF
		})
		if !errors.Is(err, io.EOF) {
			t.Errorf("error %v", err)
		}
		for what, err := range inner {
			if !errors.Is(err, ErrInUse) {
				t.Errorf("%s: %v", what, err)
			}
		}
		if err := Tap(t.Context(), p, p, nil); !errors.Is(err, ErrInUse) {
			t.Errorf("tapped with itself: %v", err)
		}
		// Every turn was given back.
		if err := p.Listen(t.Context(), 10*ms, func(Chunk) error { return io.EOF }); !errors.Is(err, io.EOF) {
			t.Errorf("error %v", err)
		}
	})
}
