package sim

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"io"
	"time"
)

// CaptureSchema names the format that [Conversation.Capture] writes.
const CaptureSchema = "posdoctor.capture/1"

// The lines of a capture file, each a JSON object. A pretend terminal shows card
// numbers masked, so nothing is left to be hidden in the hex.
type (
	captureHead struct {
		Schema   string `json:"schema"`
		At       string `json:"t"`
		Port     string `json:"port"`
		Line     string `json:"line"`
		Link     Link   `json:"link"`
		Protocol string `json:"protocol"`
		Variant  string `json:"variant"`
	}
	captureRecord struct {
		At    string `json:"t"`
		Side  Side   `json:"dir"`
		Hex   string `json:"hex"`
		Check string `json:"check"`
		Len   int    `json:"len"`
	}
	captureMark struct {
		At   string `json:"t"`
		Mark string `json:"mark"`
		Text string `json:"text"`
	}
)

// Capture writes the conversation down as a capture file. Its port is named
// after the scenario, so that nobody takes it for a real one. An error is that
// of w.
func (c Conversation) Capture(w io.Writer) error {
	out := bufio.NewWriter(w)
	lines := json.NewEncoder(out)
	moment := func(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }
	p := protocolOf(c.Scenario.Protocol)
	head := captureHead{CaptureSchema, moment(c.Start), "simulate:" + c.Scenario.Name, p.line, c.Scenario.Link, p.id, c.Scenario.Variant}
	if c.Scenario.Link == TCP {
		head.Line = ""
	}
	if p.rules {
		head.Variant = ""
	}
	// The encoder only fails where w does, and then Flush says so too.
	_ = lines.Encode(head)
	for _, r := range c.Records {
		if r.Mark != "" {
			_ = lines.Encode(captureMark{moment(r.At), r.Mark, ""})
			continue
		}
		_ = lines.Encode(captureRecord{moment(r.At), r.Side, hex.EncodeToString(r.Bytes), r.Check, len(r.Bytes)})
	}
	_ = lines.Encode(captureMark{moment(c.End), "stopped", ""})
	return out.Flush()
}
