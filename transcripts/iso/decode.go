package iso

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// Options is what the caller of Decode knows.
type Options struct {
	// Dialect overrides guessing; "" guesses.
	Dialect string
	// Masker masks card numbers and text. It must not be nil.
	Masker *redact.Masker
}

// Decode takes one message apart for showing: framing, every field named,
// masked and placed. What was read before a fault is kept. The error is a
// [*codes.Problem] and means that the bytes are no message at all, or that the
// dialect does not exist; it never holds any of the bytes.
func Decode(raw []byte, opt Options) (transcripts.Decoded, error) {
	d, _, err := decode(raw, opt)
	return d, err
}

// decode is Decode, with the bytes in which places count.
func decode(raw []byte, opt Options) (transcripts.Decoded, []byte, error) {
	if opt.Dialect != "" && !Known(opt.Dialect) {
		f := unknownDialect(opt.Dialect)
		return transcripts.Decoded{}, nil, &codes.Problem{ID: "dialect.unknown", What: f.What}
	}
	if len(raw) > maxMessage {
		f := tooLong()
		return transcripts.Decoded{Fault: f}, nil, &codes.Problem{ID: "message." + f.ID, What: f.What}
	}
	var rec record
	g, data, all, refused := rec.choose(raw, opt.Dialect, nil)
	if g == nil {
		f := noMessage(raw, refused)
		return transcripts.Decoded{Fault: f}, nil, &codes.Problem{
			ID: "message." + f.ID, What: f.What, At: "byte " + itoa(f.Byte),
		}
	}
	body := data[g.frame.start:g.frame.end]
	u := unpack(g.lay, body)
	u.fill(&rec, g.lay, body)

	d := transcripts.Decoded{Framing: g.frame.framing(data), Others: others(all)}
	d.Message = rec.message(opt.Masker)
	g.frameInto(&d.Message, data)
	d.Fault = g.stoppedAt(u.stop).fault()
	d.Complete = d.Fault == nil
	d.Guess = guessWord(opt.Dialect, g, d.Others)
	if len(data) != len(raw) {
		d.Warnings = append(d.Warnings, codes.Text{
			EN: "the bytes were written as hex twice; places count in what that gives",
			ZH: "字节经过两次十六进制转换，位置按还原后的内容计算",
		})
	}
	for _, id := range d.Message.Warnings {
		d.Warnings = append(d.Warnings, warningText(id, &g.frame))
	}
	s := shower{g: g, rec: &rec, u: u, masker: opt.Masker, msg: &d.Message}
	d.Fields = append(s.head(data), s.fields()...)
	return d, data, nil
}

// stoppedAt is the reading with the place where moov stopped.
func (g reading) stoppedAt(at stop) *reading {
	if g.at.why != atEnd || at.why != atEnd {
		g.at = at
		switch at.why {
		case short:
			g.rank = rankShort
		case badForm:
			g.rank = rankBroken
		}
	}
	return &g
}

func guessWord(dialect string, g *reading, others []string) string {
	switch {
	case dialect != "":
		return "stated"
	case g.rank == rankExact && len(others) == 0:
		return "exact"
	case g.whole():
		return "likely"
	}
	return "partial"
}

func warningText(id string, f *frame) codes.Text {
	switch id {
	case "length_header":
		return codes.Text{
			EN: "the length header says " + itoa(f.stated) + " bytes, there are " + itoa(f.actual),
			ZH: "长度头写的是 " + itoa(f.stated) + " 字节，实际有 " + itoa(f.actual) + " 字节",
		}
	case "trailing_bytes":
		return codes.Text{EN: "padding bytes follow the last field", ZH: "最后一个域之后还有填充字节"}
	case "check_byte":
		return codes.Text{EN: "the check byte behind ETX is wrong", ZH: "ETX 之后的校验字节不对"}
	}
	return codes.Text{
		EN: "odd digits are padded at the other end than usual in this dialect",
		ZH: "奇数位数字的填充位置与该规范的习惯相反",
	}
}
