package report

import (
	"bufio"
	"encoding/json"
	"io"
	"time"

	"github.com/posdoctor/posdoctor/diag"
)

// Meta is what a report says about its making.
type Meta struct {
	Version   string    // of posdoctor
	Knowledge string    // date of the code books, YYYY-MM-DD
	Now       time.Time // when the report was made
	Shop      diag.Shop // whose report it is, by the profile; may be empty
}

func (m Meta) tool() wireTool {
	return wireTool{Name: "posdoctor", Version: m.Version, Knowledge: m.Knowledge}
}

func (m Meta) at() string { return m.Now.Format(time.RFC3339) }

// JSON writes a report as [Schema] describes it. It gives the first error of w.
func JSON(w io.Writer, r diag.Report, meta Meta) error {
	out := bufio.NewWriter(w)
	if err := encode(out, toReport(r, meta)); err != nil {
		return err
	}
	return out.Flush()
}

func toReport(r diag.Report, meta Meta) wireReport {
	return wireReport{
		Schema: schemaID, Tool: meta.tool(), GeneratedAt: meta.at(),
		Sources: each(r.Sources, toSource), Summary: toSummary(r.Summary), Terminals: toTerminals(r.Terminals),
		Transactions: each(r.Transactions, toTransaction), Exchanges: each(r.Exchanges, toExchange),
		Devices: toDevices(r.Devices), Findings: toFindings(r.Findings), Checks: toChecks(r.Checks),
	}
}

func encode(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
