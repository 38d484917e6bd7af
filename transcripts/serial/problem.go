package serial

import "github.com/posdoctor/posdoctor/codes"

// Problem words the error for a person.
func (e *Error) Problem() *codes.Problem {
	return &codes.Problem{ID: "terminal.port_trouble", At: e.Port, Err: e.Err}
}
