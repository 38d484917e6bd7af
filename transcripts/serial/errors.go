package serial

import (
	"errors"
	"io"
	"io/fs"
	"net"

	driver "go.bug.st/serial"

	"github.com/posdoctor/posdoctor/codes"
)

// Kind is what went wrong with a port.
type Kind string

// The kinds. The zero value is trouble that cannot be told apart; Error.Err says
// what the system said.
const (
	Trouble    Kind = ""
	NotFound   Kind = "not_found"  // no such device
	Busy       Kind = "busy"       // another program holds it
	Permission Kind = "permission" // this user may not open it
	NotAPort   Kind = "not_a_port" // the name is of something else
	Unplugged  Kind = "unplugged"  // it went while in use: cable pulled, terminal restarted, connection ended
	Closed     Kind = "closed"     // it was closed from this side while in use
	Silent     Kind = "silent"     // a question got no answer; Error.Outcome says what came instead
	Refused    Kind = "refused"    // the terminal refused a question
	BadLine    Kind = "bad_line"   // speed or format are wrong, or the driver refuses them
	Network    Kind = "network"    // the host cannot be reached
)

// Error is what went wrong with a port. It holds no byte that was on the line.
type Error struct {
	Kind Kind
	Port string // the name of the port
	// Outcome is how a question ended, for Silent and Refused.
	Outcome Outcome
	// Words is why the terminal did not answer, for Refused, as its protocol
	// words it; may be empty.
	Words codes.Text
	// Group is the group whose members may use the device, for Permission; empty
	// where it cannot be told.
	Group string
	// Err is the cause. May be nil.
	Err error
}

// Error is the English one-line form.
func (e *Error) Error() string {
	p := e.Problem()
	return p.Error()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// The causes that are told apart by this package alone.
var (
	errNoDevice    = errors.New("no character device")
	errRefusedLine = errors.New("the driver refuses these settings")
)

// openError says what opening a device came to. The driver gives its own codes
// for some causes and what the system said for others.
func openError(name string, err error) *Error {
	e := &Error{Port: name, Err: err}
	var pe *driver.PortError
	coded := errors.As(err, &pe)
	switch {
	case coded && pe.Code() == driver.PortBusy, occupied(err):
		e.Kind = Busy
	case coded && pe.Code() == driver.PermissionDenied, errors.Is(err, fs.ErrPermission):
		e.Kind, e.Group = Permission, deviceGroup(name)
	case coded && pe.Code() == driver.PortNotFound, errors.Is(err, fs.ErrNotExist), missing(err):
		e.Kind = NotFound
	case coded && badLine(pe):
		e.Kind = BadLine
	case coded, errors.Is(err, errNoDevice):
		e.Kind = NotAPort
	}
	return e
}

// useError says what an error on an open port came to.
func useError(name string, err error) *Error {
	e := &Error{Port: name, Err: err}
	var (
		pe *driver.PortError
		ne *net.OpError
	)
	switch {
	case errors.Is(err, errOwnClose):
		e.Kind = Closed
	case errors.Is(err, errNotTaken):
		e.Kind = Silent
	case errors.As(err, &ne) && ne.Timeout():
		e.Kind = Network
	case errors.As(err, &ne), errors.Is(err, io.EOF), errors.As(err, &pe), unplugged(err):
		e.Kind = Unplugged
	}
	return e
}

// setError says what changing the settings of an open port came to.
func setError(name string, err error) *Error {
	var pe *driver.PortError
	if errors.Is(err, errRefusedLine) || errors.As(err, &pe) && badLine(pe) || refusedLine(err) {
		return &Error{Kind: BadLine, Port: name, Err: err}
	}
	return useError(name, err)
}

// networkError says what reaching a host, or waiting for one, came to.
func networkError(name string, err error) *Error {
	e := &Error{Kind: Network, Port: name, Err: err}
	if occupied(err) {
		e.Kind = Busy
	}
	return e
}

func badLine(e *driver.PortError) bool {
	switch e.Code() {
	case driver.InvalidSpeed, driver.InvalidDataBits, driver.InvalidParity, driver.InvalidStopBits:
		return true
	}
	return false
}
