package report

import _ "embed"

// Schema is the JSON Schema of "posdoctor.report/1".
//
//go:embed schema/report.json
var Schema []byte
