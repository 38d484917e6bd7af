package report

import _ "embed"

// Schema is the JSON Schema of "posdoctor.report/1".
//
//go:embed schema/report.json
var Schema []byte

// LinesSchema is the JSON Schema of one line of the jsonl form of
// "posdoctor.report/1". It refers to [Schema].
//
//go:embed schema/lines.json
var LinesSchema []byte
