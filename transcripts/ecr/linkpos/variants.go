package linkpos

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hypercom"
)

var (
	//go:embed fields.tsv
	fieldData string
	//go:embed values.tsv
	valueData string
	// commandData lists transaction codes: variant ("*" for all), code, class and
	// kind of the message (empty: it may move money), role, names. Source: KBTG
	// Link POS specification v1.5.0; the codes of all variants stand in public
	// captures and samples of several acquirers.
	//
	//go:embed commands.tsv
	commandData string
)

var table = sync.OnceValue(func() *hypercom.Table {
	t := hypercom.Load(fieldData, valueData)
	t.Header, t.Valid = headerLen, valid
	return t
})

// The variants. KBTG's is the only one whose specification was read.
const (
	variantKBTG = "kbtg"
	variantV156 = "v156"
	variantBDO  = "bdo"
)

var variants = []ecr.Variant{
	{ID: variantKBTG, Name: codes.Text{EN: "KBTG (Kasikornbank), Thailand", ZH: "泰国开泰银行 KBTG"}},
	{ID: variantV156, Name: codes.Text{EN: "ECR specification v1.56, codes of ISO 8583", ZH: "ECR 规范 v1.56，使用 ISO 8583 应答码"}},
	{ID: variantBDO, Name: codes.Text{EN: "BDO, Philippines", ZH: "菲律宾 BDO 银行"}},
}

// variant gives the variant that options name, the default for an empty or
// unknown name.
func variant(id string) string {
	for _, v := range variants {
		if v.ID == id {
			return id
		}
	}
	return variantKBTG
}

// book is the code book of a variant.
func book(variant string) string { return "linkpos-" + variant }

// command is what a transaction code means. The zero value is a code that
// nobody described, and such a code may move money.
type command struct {
	class  transcripts.Class
	kind   transcripts.Kind
	role   string
	signal transcripts.SignalID // of a notice
	name   codes.Text
}

// The roles of commands.
const (
	roleLookup  = "lookup"  // asks how an earlier payment ended
	roleBoth    = "both"    // either side may send it, and the other gives it back
	roleNotice  = "notice"  // the terminal tells it unasked
	roleTakeout = "takeout" // a notice that asks for the card to be taken out
)

// notice reports whether the terminal tells it unasked.
func (c command) notice() bool { return c.role == roleNotice || c.role == roleTakeout }

// commands are all rows by variant and code.
var commands = sync.OnceValue(func() map[[2]string]command {
	out := map[[2]string]command{}
	for _, f := range hypercom.Rows(commandData, 7) {
		role, signal, _ := strings.Cut(f[4], ":")
		out[[2]string{f[0], f[1]}] = command{
			transcripts.Class(f[2]), transcripts.Kind(f[3]), role, transcripts.SignalID(signal), codes.Text{EN: f[5], ZH: f[6]},
		}
	}
	return out
})

// commandOf explains a transaction code.
func commandOf(variant, code string) command {
	for _, v := range [...]string{variant, "*"} {
		if c, ok := commands()[[2]string{v, code}]; ok {
			return c
		}
	}
	return command{name: codes.Text{EN: "Not described; it may move money", ZH: "没有说明，可能动用资金"}}
}
