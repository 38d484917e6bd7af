package evidence

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"
)

// action is what was done to an object.
type action string

// The actions of a custody log.
const (
	actionAcquire action = "acquire" // an original was read
	actionRedact  action = "redact"  // its masked copy was written
	actionOmit    action = "omit"    // no copy was written, for it could not be masked
	actionAnalyse action = "analyse" // a report or a record was written
	actionRevise  action = "revise"  // an earlier revision was taken over whole
	actionStamp   action = "stamp"   // the answer of a time stamp authority was added
	actionPack    action = "pack"    // the manifests were written
	actionSign    action = "sign"    // the tag manifest is signed by that key
)

// custodyLine is one line of custody.jsonl. Plain digests are only of what is in
// the bundle; an original has an HMAC.
type custodyLine struct {
	Seq    int    `json:"seq"`
	UTC    string `json:"utc"`
	Local  string `json:"local"`
	TZ     string `json:"tz"`
	Actor  string `json:"actor"`
	Action action `json:"action"`
	Object string `json:"object"`
	HMAC   string `json:"hmac_sha256_before,omitempty"`
	Before string `json:"sha256_before,omitempty"`
	After  string `json:"sha256_after,omitempty"`
	Bytes  int64  `json:"bytes,omitempty"`
	Tool   string `json:"tool"`
	Note   string `json:"note,omitempty"`
	// Prev is the SHA-256 of the line before, without its line end; "" in the
	// first one.
	Prev string `json:"prev_sha256"`
}

// custody is a log in the making.
type custody struct {
	now         time.Time
	actor, tool string
	seq         int
	prev        string
	out         bytes.Buffer
}

// goOn takes over the lines of an earlier revision.
func (c *custody) goOn(lines []byte, last custodyLine) {
	c.out.Write(lines)
	c.seq = last.Seq
	c.prev = digest(bytes.TrimSuffix(lines[bytes.LastIndexByte(bytes.TrimSuffix(lines, []byte("\n")), '\n')+1:], []byte("\n")))
}

func (c *custody) add(l custodyLine) error {
	c.seq++
	zone, _ := c.now.Zone()
	l.Seq, l.Prev, l.Actor, l.Tool = c.seq, c.prev, c.actor, c.tool
	l.UTC, l.Local, l.TZ = c.now.UTC().Format(time.RFC3339), c.now.Format(time.RFC3339), zone
	line, err := compact(l)
	if err != nil {
		return err
	}
	c.prev = digest(line)
	c.out.Write(line)
	c.out.WriteByte('\n')
	return nil
}

// readCustody checks the chain of a log. The lines up to the first one that does
// not fit come back; broken is its number, from 1, or 0.
func readCustody(b []byte) (lines []custodyLine, broken int) {
	prev, n := "", 0
	for raw := range bytes.Lines(b) {
		n++
		raw, whole := bytes.CutSuffix(raw, []byte("\n"))
		var l custodyLine
		dec := json.NewDecoder(bytes.NewReader(raw))
		dec.DisallowUnknownFields()
		if !whole || dec.Decode(&l) != nil || l.Seq != n || l.Prev != prev {
			return lines, n
		}
		lines = append(lines, l)
		prev = digest(raw)
	}
	if n == 0 {
		return nil, 1
	}
	return lines, 0
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// compact writes JSON on one line with letters of every language as they are.
func compact(v any) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), err
}

// indented writes JSON for people.
func indented(v any) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	return out.Bytes(), err
}
