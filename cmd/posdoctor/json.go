package main

import (
	"encoding/json"
	"io"
)

// writeJSON writes one object, indented, with letters of every language as they
// are.
func (a *app) writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return writeProblem(err)
	}
	return nil
}
