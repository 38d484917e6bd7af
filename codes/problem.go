package codes

// Problem is an error that a user may see: what happened, where, and what to
// do next, in both languages. Its ID is stable and dotted ("input.missing").
// It never carries card data: callers put offsets into it, not bytes.
type Problem struct {
	ID   string
	What Text
	// At is the place: a file, "file:12", "DE55.9F02", "byte 34". May be empty.
	At   string
	Hint Text
	// Err is the cause, for errors.Is and errors.As. May be nil.
	Err error
}

// Error is the English one-line form.
func (p *Problem) Error() string {
	s := p.What.EN
	if p.At != "" {
		s = p.At + ": " + s
	}
	if p.Err != nil {
		s += ": " + p.Err.Error()
	}
	return s
}

// Unwrap gives the cause.
func (p *Problem) Unwrap() error { return p.Err }
