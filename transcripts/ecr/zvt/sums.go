package zvt

import (
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// book is the code library, for what codes say about the money.
var book = sync.OnceValue(codes.Open)

// brands are the parts of BMP 60 in their order (PA00P015 3.1.3).
var brands = []codes.Text{
	codes.Same("girocard"), codes.Same("JCB"), codes.Same("Mastercard"), codes.Same("American Express"),
	codes.Same("Visa"), codes.Same("Diners"),
	{EN: "other cards", ZH: "其他卡"},
}

// What totals and an end-of-day say.
var (
	textSum     = codes.Text{EN: "%s: %d, %s", ZH: "%s：%d 笔，%s"}
	textAll     = codes.Text{EN: "total %s", ZH: "合计 %s"}
	textSettled = codes.Text{EN: "end-of-day completed", ZH: "日终结算完成"}
)

// sums words the totals of a result: the whole, then each brand that had sales.
func (c *conversation) sums(a *apdu, whole transcripts.Amount) codes.Text {
	var en, zh []string
	add := func(t codes.Text) { en, zh = append(en, t.EN), append(zh, t.ZH) }
	if whole.Known {
		add(textAll.With(money(whole)))
	}
	if v, ok := a.bmp("60"); ok {
		rest := v.From(min(4, v.Len())) // after the first and last receipt number
		for _, b := range brands {
			if rest.Len() < 7 {
				break
			}
			n, known := rest.At(0)
			sum, ok := minor(rest.Slice(1, 7))
			if known && ok && n > 0 {
				add(textSum.With(b, n, money(transcripts.Amount{Minor: sum, Currency: whole.Currency})))
			}
			rest = rest.From(7)
		}
	}
	return codes.Text{EN: strings.Join(en, "; "), ZH: strings.Join(zh, "；")}
}

func minor(v wire.Bytes) (int64, bool) {
	n, err := strconv.ParseInt(digits(v), 10, 64)
	return n, err == nil
}

// money writes an amount with two decimals: all currencies in which ZVT is
// spoken have them but the yen, which terminals there do not take.
func money(a transcripts.Amount) string {
	return strings.TrimSpace(fmt.Sprintf("%d.%02d %s", a.Minor/100, a.Minor%100, a.Currency))
}
