package ecr17

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/stx"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// base is what the check byte begins with.
const base = 0x7F

// rule is one way to compute the check byte: the text is always in it, STX and
// ETX where fold says so. In an acknowledgement its sign is the text.
type rule struct {
	id   string
	name codes.Text
	fold byte
}

// rules are in the order of the public library, whose default comes first.
var rules = []rule{
	{"std", codes.Text{EN: "check byte over the text only", ZH: "校验仅含正文"}, 0},
	{"noext", codes.Text{EN: "check byte over the text and ETX", ZH: "校验含正文和 ETX"}, stx.ETX},
	{"stx", codes.Text{EN: "check byte over STX, the text and ETX", ZH: "校验含 STX、正文和 ETX"}, stx.STX ^ stx.ETX},
	{"stx_noext", codes.Text{EN: "check byte over STX and the text", ZH: "校验含 STX 和正文"}, stx.STX},
}

func variants() []ecr.Variant {
	out := make([]ecr.Variant, len(rules))
	for i, r := range rules {
		out[i] = ecr.Variant{ID: r.id, Name: r.name}
	}
	return out
}

// ruleOf gives a rule by its ID, the default one for "".
func ruleOf(id string) (rule, bool) {
	for _, r := range rules {
		if id == r.id || id == "" {
			return r, true
		}
	}
	return rule{}, false
}

// withETX reports whether ETX is in the check byte.
func (r rule) withETX() bool { return r.fold&1 != 0 }

// frame puts a text between STX, ETX and its check byte.
func (r rule) frame(text string) []byte {
	out := append([]byte{stx.STX}, text...)
	return append(out, stx.ETX, wire.XOR(base^r.fold, []byte(text)))
}

// control makes an acknowledgement. The public library folds into it what it
// folds into a frame, though no STX stands there.
func (r rule) control(sign byte) []byte { return []byte{sign, stx.ETX, base ^ r.fold ^ sign} }

// fitting names the rule by which a check byte fits what stands before ETX.
func fitting(text []byte, check byte) string {
	sum := wire.XOR(base, text)
	for _, r := range rules {
		if sum^r.fold == check {
			return r.id
		}
	}
	return ""
}

// anyRule accepts a control frame by any rule.
func anyRule(signAndETX []byte, check byte) (bool, string) {
	id := fitting(signAndETX[:1], check)
	return id != "", id
}

// learned is the rule of one side: that of its first good frame. A frame that
// fits another rule is damaged, for one flipped bit makes one rule look like
// another; two in a row show that the first frame was.
type learned struct{ rule, rival string }

func (l *learned) sum(stxToETX []byte, check byte) (bool, string) {
	fits := fitting(stxToETX[1:len(stxToETX)-1], check)
	switch {
	case fits == "":
		return false, l.rule
	case l.rule == "" || fits == l.rule || fits == l.rival:
		l.rule, l.rival = fits, ""
		return true, fits
	}
	l.rival = fits
	return false, l.rule
}
