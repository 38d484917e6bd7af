package verdict

import (
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
)

// Books is the knowledge a judge asks; codes.Library is one.
type Books interface {
	Lookup(book string, class codes.Class, code string) (codes.Code, bool)
	Book(id string) (codes.Book, bool)
}

// candidates lists the books that may explain a code in this message, likeliest
// first: the one that its protocol fixes, what the profile says, else what the
// message itself proves.
func (j Judge) candidates(m *transcripts.Message, card transcripts.Card) []string {
	if m.Book != "" {
		return []string{m.Book}
	}
	if len(j.Profile.Books) > 0 {
		return j.Profile.Books
	}
	switch {
	case m.Dialect == "cnpos":
		return []string{"unionpay"}
	case m.Version == "1993":
		return []string{"iso8583-1993"}
	}
	if brand := brandBook(card.Masked); brand != "" {
		return []string{brand, "iso8583-1987"}
	}
	return []string{"iso8583-1987"}
}

// brandBook is the book of the network that issued a card, by its first digits
// as a masked number still shows them; "" when they do not tell.
func brandBook(masked string) string {
	if len(masked) < 6 || strings.ContainsAny(masked[:6], "*") {
		return ""
	}
	p := masked[:4]
	switch {
	case p[:2] == "62" || p[:2] == "81":
		return "unionpay"
	case p[0] == '4':
		return "visa"
	case p[:2] >= "51" && p[:2] <= "55", p >= "2221" && p <= "2720":
		return "mastercard"
	}
	return ""
}

// read gives every meaning of a code in a message. When the book is open and
// the candidates disagree on the money, all of them are given.
func (j Judge) read(m *transcripts.Message, class codes.Class, code string, card transcripts.Card) []codes.Reading {
	var out []codes.Reading
	for _, id := range j.candidates(m, card) {
		c, ok := j.Books.Lookup(id, class, code)
		if !ok {
			continue
		}
		b, _ := j.Books.Book(c.Book)
		why := whyBook(j, m)
		if c.Book != id {
			why = borrowed.With(b.Name) // a book may explain what its older edition had
		}
		out = append(out, codes.Reading{Code: c, Book: b, Why: why})
		if len(j.Profile.Books) > 0 {
			break // the user ordered the books
		}
	}
	return out
}

func whyBook(j Judge, m *transcripts.Message) codes.Text {
	switch {
	case m.Book != "":
		return codes.Text{EN: "this is the table of the protocol between till and terminal", ZH: "这是收银机与终端之间所用协议的码表"}
	case len(j.Profile.Books) > 0:
		return codes.Text{EN: "the profile names this book", ZH: "配置文件指定了这本码表"}
	case m.Dialect == "cnpos":
		return codes.Text{EN: "the message is in the Chinese POS dialect", ZH: "报文是国内POS格式"}
	case m.Version == "1993":
		return codes.Text{EN: "the message is ISO 8583:1993", ZH: "报文是 ISO 8583:1993 格式"}
	}
	return codes.Text{EN: "by the card's first digits and the general standard", ZH: "按卡号前几位和通用标准判断"}
}

var borrowed = codes.Text{
	EN: "the code is only in another edition: %s",
	ZH: "这个应答码只见于另一版码表：%s",
}

// effect is what readings of one code agree on.
type effect int

// The effects, most cautious first: open wins over anything it meets.
const (
	effectOpen effect = iota
	effectNone        // nothing was booked
	effectPart
	effectWhole
	effectUnknown // no book knows the code
)

// agreed gives what all readings of a code agree on; disagreement is open.
func agreed(readings []codes.Reading) effect {
	if len(readings) == 0 {
		return effectUnknown
	}
	out := effectOf(readings[0].Code)
	for _, r := range readings[1:] {
		if effectOf(r.Code) != out {
			return effectOpen
		}
	}
	return out
}

func effectOf(c codes.Code) effect {
	switch c.Money {
	case codes.NotMoved:
		return effectNone
	case codes.Moved, codes.Held:
		return effectWhole
	case codes.PartlyMoved:
		return effectPart
	}
	return effectOpen
}
