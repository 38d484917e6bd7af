package capture

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

func TestReaderNamesLineAndByte(t *testing.T) {
	const good = `{"t":"2026-11-20T12:00:00Z","dir":"terminal","hex":"06","check":"none","len":1}`
	for name, c := range map[string]struct {
		bad, want string
	}{
		"no JSON":              {`{"t":"2026`, "line 2, byte 80: no JSON object, at byte 10"},
		"no object":            {`[1]`, "line 2, byte 80: no JSON object, at byte 0"},
		"no time":              {`{"dir":"","hex":"06"}`, `line 2, byte 80: field "t" is missing or wrong`},
		"wrong time":           {`{"t":"yesterday","hex":"06"}`, `line 2, byte 80: field "t" is missing or wrong`},
		"no bytes":             {`{"t":"2026-11-20T12:00:00Z","dir":"terminal"}`, `line 2, byte 80: field "hex" is missing or wrong`},
		"half a byte":          {`{"t":"2026-11-20T12:00:00Z","hex":"063"}`, `line 2, byte 80: field "hex" is missing or wrong`},
		"side":                 {`{"t":"2026-11-20T12:00:00Z","dir":"host","hex":"06"}`, `line 2, byte 80: field "dir" is missing or wrong`},
		"check":                {`{"t":"2026-11-20T12:00:00Z","hex":"06","check":"fine"}`, `line 2, byte 80: field "check" is missing or wrong`},
		"length":               {`{"t":"2026-11-20T12:00:00Z","hex":"0606","len":1}`, `line 2, byte 80: field "len" is missing or wrong`},
		"length of a text":     {`{"t":"2026-11-20T12:00:00Z","hex":"06","len":"1"}`, `line 2, byte 80: field "len" is missing or wrong`},
		"mark":                 {`{"t":"2026-11-20T12:00:00Z","mark":"lunch"}`, `line 2, byte 80: field "mark" is missing or wrong`},
		"another schema":       {`{"schema":"posdoctor.report/1","t":"2026-11-20T12:00:00Z"}`, `line 2, byte 80: field "schema" is missing or wrong`},
		"link":                 {`{"schema":"posdoctor.capture/1","t":"2026-11-20T12:00:00Z","link":"pigeon"}`, `line 2, byte 80: field "link" is missing or wrong`},
		"endless":              {`{"x":"` + strings.Repeat("x", longestLine) + `"}`, "line 2, byte 80: the line is longer than 1 MiB"},
		"a name that is a PAN": {`{"t":"2026-11-20T12:00:00Z","hex":"4111111111111111","len":{"4111111111111111":1}}`, `line 2, byte 80: field "len" is missing or wrong`},
	} {
		t.Run(name, func(t *testing.T) {
			r := NewReader(strings.NewReader(good + "\n" + c.bad + "\n\n" + good + "\n"))
			if _, err := r.Next(); err != nil {
				t.Fatal(err)
			}
			_, err := r.Next()
			var line *LineError
			if !errors.As(err, &line) || err.Error() != c.want || line.Half {
				t.Errorf("got %v, want %s", err, c.want)
			}
			if e, err := r.Next(); err != nil || e.Record == nil {
				t.Errorf("did not go on: %v", err)
			}
			if _, err := r.Next(); err != io.EOF {
				t.Errorf("no end: %v", err)
			}
		})
	}
}

func TestReaderTakesAHalfLastLine(t *testing.T) {
	const good = `{"t":"2026-11-20T12:00:00Z","dir":"terminal","hex":"06","check":"none","len":1}`
	for cut := 1; cut <= len(good); cut++ {
		r := NewReader(strings.NewReader(good + "\n" + good[:cut]))
		if _, err := r.Next(); err != nil {
			t.Fatal(err)
		}
		_, err := r.Next()
		var line *LineError
		if cut == len(good) {
			if err != nil { // whole, but for its line end
				t.Errorf("cut at %d: %v", cut, err)
			}
		} else if !errors.As(err, &line) || !line.Half {
			t.Errorf("cut at %d: %v", cut, err)
		}
		if _, err := r.Next(); err != io.EOF {
			t.Errorf("cut at %d: no end: %v", cut, err)
		}
	}
}

func TestReaderPassesOverWhatItDoesNotKnow(t *testing.T) {
	e, err := Parse([]byte(`{"schema":"posdoctor.capture/1","t":"2026-11-20T20:00:00+08:00","port":"COM3","line":"9600 8N1","link":"serial","protocol":"zvt","variant":"","colour":"blue"}`))
	if err != nil || e.Header == nil || e.Header.Protocol != "zvt" || !e.Header.Time.Equal(noon) {
		t.Errorf("%+v %v", e.Header, err)
	}
	e, err = Parse([]byte(`{"t":"2026-11-20T12:00:00Z","dir":"terminal","hex":"02 3x 03 XX","check":"ok","len":6,"own":true}`))
	if err != nil || e.Record == nil || e.Record.Bytes.Hex() != "023x03xx" || e.Record.Len != 6 || !e.Record.Own || e.Record.Check != wire.CheckOK {
		t.Errorf("%+v %v", e.Record, err)
	}
	if b, err := json.Marshal(e); err != nil || string(b) != `{"t":"2026-11-20T12:00:00Z","dir":"terminal","hex":"023x03xx","check":"ok","len":6,"own":true}` {
		t.Errorf("%s %v", b, err)
	}
}
