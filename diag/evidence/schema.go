package evidence

import _ "embed"

// Schema is the JSON Schema of "posdoctor.evidence/1", the record of a bundle.
//
//go:embed schema/evidence.json
var Schema []byte
