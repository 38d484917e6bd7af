package evidence

import (
	"io"

	"github.com/posdoctor/posdoctor/codes"
)

// redaction is redaction.json: what was masked where, without a digit of it.
type redaction struct {
	Schema string           `json:"schema"`
	Rule   codes.Text       `json:"rule"`
	Copies []Copied         `json:"copies"`
	Total  map[string]int64 `json:"total"`
}

// Redaction gives the part that tells what was masked.
func Redaction(copies []Copied) (Part, error) {
	r := redaction{Schema: "posdoctor.redaction/1", Rule: ruleRedaction, Copies: copies, Total: map[string]int64{}}
	if r.Copies == nil {
		r.Copies = []Copied{}
	}
	for _, c := range copies {
		for kind, n := range c.Masked.Counts {
			r.Total[kind] += n
		}
	}
	body, err := indented(r)
	return Part{
		Path: RedactionPath, Media: "application/json", Title: titleRedaction,
		Write: func(w io.Writer) error { _, err := w.Write(body); return err },
	}, err
}

var titleRedaction = codes.Text{EN: "what was masked", ZH: "遮盖报告"}

var ruleRedaction = codes.Text{
	EN: "Card numbers keep their first 6 and last 4 digits, shorter ones the last 4; tracks, PIN blocks, codes and names are dropped. Originals are known by a keyed digest only; the merchant keeps the key.",
	ZH: "卡号保留前 6 位和后 4 位，较短的只留后 4 位；磁道、PIN、校验码和姓名全部去掉。原文件只记录带密钥的摘要，密钥由商户保管。",
}
