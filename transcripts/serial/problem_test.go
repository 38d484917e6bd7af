package serial

import (
	"errors"
	"io"
	"net"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/codes"
)

var (
	allKinds    = []Kind{Trouble, NotFound, Busy, Permission, NotAPort, Unplugged, Closed, Silent, Refused, BadLine, Network}
	allOutcomes = []Outcome{Nothing, Acknowledged, NAKed, Declined, Echoed, OtherBytes, NotTaken}
)

func TestEveryKindIsWorded(t *testing.T) {
	ids := map[Kind]string{
		Trouble: "terminal.port_trouble", NotFound: "terminal.port_missing", Busy: "terminal.port_busy",
		Permission: "terminal.port_permission", NotAPort: "terminal.not_a_port", Unplugged: "terminal.unplugged",
		Closed: "terminal.port_closed", Silent: "terminal.silent", Refused: "terminal.refused",
		BadLine: "usage.line", Network: "terminal.network",
	}
	if len(byKind) != len(allKinds) {
		t.Errorf("%d kinds are worded, there are %d", len(byKind), len(allKinds))
	}
	for _, k := range allKinds {
		for _, port := range []string{"/dev/ttyUSB0", "tcp://192.0.2.1:20007", "tcp-listen://:20007"} {
			e := &Error{Kind: k, Port: port, Err: io.EOF}
			worded(t, e)
			if p := e.Problem(); p.ID != ids[k] || p.At != port || !errors.Is(p, io.EOF) {
				t.Errorf("%q: id %s at %s, cause %v", k, p.ID, p.At, p.Err)
			}
		}
	}
}

func worded(t *testing.T, e *Error) {
	t.Helper()
	p := e.Problem()
	for _, text := range []codes.Text{p.What, p.Hint} {
		if text.EN == "" || text.ZH == "" || strings.Contains(text.EN+text.ZH, "%!") || strings.Contains(text.EN+text.ZH, "%s") {
			t.Errorf("%s %s: %q %q", e.Kind, e.Outcome, text.EN, text.ZH)
		}
	}
	if !strings.HasPrefix(e.Error(), e.Port+": "+p.What.EN) {
		t.Errorf("in a line: %s", e.Error())
	}
}

func TestEveryOutcomeIsWorded(t *testing.T) {
	said := make(map[string]Outcome)
	for _, o := range allOutcomes {
		kind := Silent
		if o == NAKed || o == Declined {
			kind = Refused
		}
		e := &Error{Kind: kind, Port: "COM3", Outcome: o, Words: codes.Text{EN: "busy", ZH: "忙"}}
		worded(t, e)
		p := e.Problem()
		if other, ok := said[p.What.EN]; ok {
			t.Errorf("%s and %s are worded alike", o, other)
		}
		said[p.What.EN] = o
		if want := byKind[kind].id; p.ID != want {
			t.Errorf("%s has id %s, want %s", o, p.ID, want)
		}
	}
	worded(t, &Error{Kind: Refused, Port: "COM3", Outcome: Declined})
}

func TestProblemsNameWhatTheyKnow(t *testing.T) {
	declined := (&Error{Kind: Refused, Outcome: Declined, Words: codes.Text{EN: "100% busy", ZH: "忙"}}).Problem()
	if !strings.Contains(declined.What.EN, "100% busy") || !strings.Contains(declined.What.ZH, "忙") {
		t.Errorf("declined: %+v", declined.What)
	}
	group := (&Error{Kind: Permission, Group: "plugdev"}).Problem()
	if !strings.Contains(group.Hint.EN, "usermod -aG plugdev") || !strings.Contains(group.Hint.ZH, "plugdev") {
		t.Errorf("permission: %+v", group.Hint)
	}
	// An acknowledged question proves the cable, whatever the words for silence are.
	silent, acked := (&Error{Kind: Silent, Outcome: Nothing}).Problem(), (&Error{Kind: Silent, Outcome: Acknowledged}).Problem()
	if silent.Hint == acked.Hint {
		t.Error("silence and an acknowledged question give the same hint")
	}
}

// Timeouts and resets of a connection are told apart.
func TestUseErrors(t *testing.T) {
	for _, tt := range []struct {
		err  error
		want Kind
	}{
		{io.EOF, Unplugged},
		{&net.OpError{Op: "read", Err: errors.New("reset")}, Unplugged},
		{&net.OpError{Op: "read", Err: timeout{}}, Network},
		{errOwnClose, Closed},
		{errNotTaken, Silent},
		{errTooManyFiles, Trouble},
	} {
		if got := useError("x", tt.err).Kind; got != tt.want {
			t.Errorf("%v: %q, want %q", tt.err, got, tt.want)
		}
	}
}

type timeout struct{}

func (timeout) Error() string { return "timed out" }
func (timeout) Timeout() bool { return true }
