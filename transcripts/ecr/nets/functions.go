package nets

import (
	_ "embed"
	"sync"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hypercom"
)

var (
	//go:embed fields.tsv
	fieldData string
	//go:embed values.tsv
	valueData string
	// functionData lists functions: class and kind of the message (empty: it may
	// move money), role, the book of the host's code where that is known, names.
	//
	//go:embed functions.tsv
	functionData string
)

var table = sync.OnceValue(func() *hypercom.Table {
	t := hypercom.Load(fieldData, valueData)
	t.Header, t.Valid = headerLen, valid
	return t
})

// function is what a function number means. The zero value may move money.
type function struct {
	class    transcripts.Class
	kind     transcripts.Kind
	role     string
	hostBook string
	name     codes.Text
}

// The roles of functions.
const (
	roleStatus = "status" // the terminal tells how it is
	roleLookup = "lookup" // the terminal tells how an earlier payment ended
)

var functions = sync.OnceValue(func() map[string]function {
	out := map[string]function{}
	for _, f := range hypercom.Rows(functionData, 7) {
		out[f[0]] = function{transcripts.Class(f[1]), transcripts.Kind(f[2]), f[3], f[4], codes.Text{EN: f[5], ZH: f[6]}}
	}
	return out
})

func functionOf(number string) function {
	if f, ok := functions()[number]; ok {
		return f
	}
	return function{name: codes.Text{EN: "Not described; it may move money", ZH: "没有说明，可能动用资金"}}
}
