package report

import (
	"math"
	"testing"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
)

func TestSentence(t *testing.T) {
	risk := func(c string, minor int64, n, unstated int) diag.AtRisk {
		return diag.AtRisk{Currency: c, Minor: minor, Count: n, Unstated: unstated}
	}
	for _, c := range []struct {
		name string
		s    diag.Summary
		en   string
		zh   string
	}{
		{
			"one open",
			diag.Summary{Transactions: 41, AtRisk: []diag.AtRisk{risk("CNY", 12800, 1, 0)}},
			"CNY 128.00 is open: 1 of 41 payments needs a decision; nobody may charge it again yet.",
			"128.00 元还没有着落：41 笔交易中有 1 笔需要处理，弄清之前谁也不要再次收款。",
		},
		{
			"the only one",
			diag.Summary{Transactions: 1, AtRisk: []diag.AtRisk{risk("JPY", 500, 1, 0)}},
			"JPY 500 is open: the only payment needs a decision; nobody may charge it again yet.",
			"JPY 500 还没有着落：唯一的一笔交易需要处理，弄清之前谁也不要再次收款。",
		},
		{
			"currencies",
			diag.Summary{Transactions: 9, AtRisk: []diag.AtRisk{risk("USD", 500, 1, 0), risk("KWD", 1500, 2, 0)}},
			"KWD 1.500 and USD 5.00 are open: 3 of 9 payments need a decision; nobody may charge them again yet.",
			"KWD 1.500 和 USD 5.00 还没有着落：9 笔交易中有 3 笔需要处理，弄清之前谁也不要再次收款。",
		},
		{
			"amount unknown",
			diag.Summary{Transactions: 9, AtRisk: []diag.AtRisk{risk("", 0, 1, 1)}},
			"1 payment of unknown amount is open: 1 of 9 payments needs a decision; nobody may charge it again yet.",
			"1 笔金额不明的交易还没有着落：9 笔交易中有 1 笔需要处理，弄清之前谁也不要再次收款。",
		},
		{
			"to look at",
			diag.Summary{Transactions: 9, Attention: 2},
			"9 payments, none of them open as far as these records show; 2 should be looked at.",
			"9 笔交易，就现有记录看没有未了结的钱；其中 2 笔需要看一看。",
		},
		{"clear", diag.Summary{Transactions: 1}, "1 payment, all accounted for as far as these records show.", "1 笔交易，就现有记录看全部清楚。"},
		{"one exchange", diag.Summary{Exchanges: 1}, "No payment was found, only 1 message that cannot move money.", "没有发现交易，只有 1 条不涉及钱款的报文。"},
		{"exchanges", diag.Summary{Exchanges: 7}, "No payment was found, only 7 messages that cannot move money.", "没有发现交易，只有 7 条不涉及钱款的报文。"},
		{"nothing", diag.Summary{}, "No payment was recognised, so nothing can be said about money.", "没有识别出任何交易，因此无法判断钱在哪里。"},
	} {
		if got := Sentence(c.s); got.EN != c.en || got.ZH != c.zh {
			t.Errorf("%s: got\n%s\n%s\nwant\n%s\n%s", c.name, got.EN, got.ZH, c.en, c.zh)
		}
	}
}

func TestMoney(t *testing.T) {
	for _, c := range []struct {
		minor    int64
		currency string
		lang     codes.Lang
		want     string
	}{
		{12800, "CNY", codes.English, "CNY 128.00"},
		{12800, "CNY", codes.Chinese, "128.00 元"},
		{5, "USD", codes.Chinese, "USD 0.05"},
		{500, "JPY", codes.English, "JPY 500"},
		{0, "JPY", codes.English, "JPY 0"},
		{1, "KWD", codes.English, "KWD 0.001"},
		{-12800, "EUR", codes.English, "EUR -128.00"},
		{12800, "", codes.English, "128.00"},
		{12800, "156", codes.Chinese, "128.00"},
		{math.MinInt64, "EUR", codes.English, "EUR -92233720368547758.08"},
	} {
		if got := Money(c.minor, c.currency, c.lang); got != c.want {
			t.Errorf("%d %s: got %q, want %q", c.minor, c.currency, got, c.want)
		}
	}
}

func TestColumnsAndRows(t *testing.T) {
	for s, want := range map[string]int{"": 0, "abc": 3, "冲正": 4, "ＡＢ": 4, "e\u0301": 1, "￥1": 3, "¥1": 2} {
		if got := Columns(s); got != want {
			t.Errorf("%q: got %d columns, want %d", s, got, want)
		}
	}
	for _, c := range []struct {
		s     string
		width int
		want  int
	}{{"one two", 7, 1}, {"one two", 6, 2}, {"交易没有成功", 6, 2}, {"交易没，有成功", 6, 3}, {"abcdefgh ij", 3, 4}, {"a\nb", 9, 2}, {"", 5, 1}} {
		if got := rows(c.s, c.width); got < c.want || got > c.want+1 {
			t.Errorf("%q at %d: got %d rows, want %d", c.s, c.width, got, c.want)
		}
	}
}
