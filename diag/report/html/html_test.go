package html

import (
	"bytes"
	"flag"
	"os"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
)

var update = flag.Bool("update", false, "write the golden pages anew; review the diff")

var meta = report.Meta{Version: "1.0.0", Knowledge: "2026-11-22", Now: time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)}

func write(t testing.TB, r diag.Report, o Options) string {
	t.Helper()
	o.Meta = meta
	var out bytes.Buffer
	if err := Write(&out, r, o); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestEmpty(t *testing.T) {
	os.WriteFile("/tmp/html/empty.html", []byte(write(t, diag.Report{}, Options{})), 0o644)
}
