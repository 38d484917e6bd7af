package say

import (
	"bytes"
	"encoding/json"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// JSON reads the members of one JSON object as texts, those of inner objects
// under "outer.inner". Lists are left out. Hidden bytes read as stars. False
// when it is no whole object.
func JSON(b wire.Bytes) (map[string]string, bool) {
	d := json.NewDecoder(bytes.NewReader([]byte(b.Text())))
	d.UseNumber()
	var in map[string]any
	if d.Decode(&in) != nil || d.More() {
		return nil, false
	}
	out := map[string]string{}
	flatten(out, "", in)
	return out, true
}

func flatten(out map[string]string, prefix string, in map[string]any) {
	for name, v := range in {
		switch v := v.(type) {
		case string:
			out[prefix+name] = redact.Clean(v)
		case json.Number:
			out[prefix+name] = v.String()
		case bool:
			out[prefix+name] = map[bool]string{true: "true", false: "false"}[v]
		case map[string]any:
			flatten(out, prefix+name+".", v)
		}
	}
}
