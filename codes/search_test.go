package codes

import (
	"strings"
	"testing"
)

func TestSearchFindsWhatTerminalsShow(t *testing.T) {
	l := Open()
	tests := []struct {
		prompt string
		first  string // "book:code" of the first reading; "" when nothing may be found
		holds  string // more readings that have to be among the rest
	}{
		{"[51]余额不足", "unionpay:51", "visa:51 mastercard:51 iso8583-1987:51 unionpay-old:51"},
		{"51-余额不足", "unionpay:51", "unionpay-old:51"},
		{"51余额不足", "unionpay:51", ""},
		{"［５１］餘額不足", "unionpay:51", ""},
		{"余额不足(51)", "unionpay:51", ""},
		{"【51】可用余额不足", "unionpay:51", ""},
		{"可 用 余 额 不 足", "unionpay:51", ""},
		{"可用余额不足", "unionpay:51", ""},
		{"余额不足,请查询", "unionpay-old:51", ""},
		{"请持卡人与发卡银行联系", "unionpay:01", ""},
		{"請持卡人與發卡銀行聯繫", "unionpay:01", ""},
		{"请联系发卡行", "unionpay-old:01", "unionpay:01 unionpay-old:05 unionpay-old:93 visa:01 iso8583-1987:01"},
		{"CALL ISSUER", "unionpay:01", "unionpay-old:01 visa:01 mastercard:01 iso8583-1987:01 iso8583-1993:107"},
		{"call  issuer!", "unionpay:01", ""},
		{"REFER TO CARD ISSUER", "unionpay:01", "visa:01 iso8583-1987:01"},
		{"ＣＡＬＬ ＩＳＳＵＥＲ", "unionpay:01", ""},
		{"issuer call", "unionpay:01", ""},
		{"DO NOT HONOUR", "visa:05", "mastercard:05 iso8583-1987:05 iso8583-1993:100"},
		{"INSUFICIENT FUNDS", "unionpay:51", "visa:51"},
		{"密码错", "unionpay:55", "unionpay:75"},
		{"密碼錯", "unionpay:55", ""},
		{"此卡被没收", "unionpay:04", ""},
		{"没收卡", "unionpay-old:67", "unionpay-old:04 unionpay-old:43"},
		{"挂失卡，请没收", "unionpay:41", ""},
		{"请向网络中心签到", "unionpay:77", "unionpay-old:77"},
		{"请重新签到", "unionpay:77", "unionpay:99 unionpay:A0 unionpay-old:A0"},
		{"交易超时，请重试", "unionpay:68", "unionpay-old:68 unionpay-old:98"},
		{"发卡方超时", "unionpay:98", ""},
		{"MAC校验错", "unionpay:A0", ""},
		{"终端未登记", "unionpay:97", "unionpay-old:97"},
		{"无效商户", "unionpay:03", ""},
		{"请使用芯片", "unionpay:45", ""},
		{"对账不平", "unionpay-old:95", ""},
		{"对帐不平", "unionpay-old:95", ""},
		{"部分金额批准", "unionpay:10", ""},
		{"PARTIAL APPROVAL", "unionpay:10", "visa:10 iso8583-1993:002"},
		{"拒绝，交换中心异常，请稍后重试", "unionpay:96", "unionpay:A7"},
		{"NO CARD RECORD", "iso8583-1987:56", "iso8583-1993:118"},
		{"A0-MAC校验错", "unionpay:A0", ""},
		{"[04]交易成功", "unionpay:04", "unionpay:00"}, // the code counts, not the words
		{"51", "unionpay:51", "visa:51"},
		{"a0", "unionpay:A0", ""},
		{"XA", "visa:XA", ""},
		{"-34", "pax-transresult:-34", ""},
		{"UnreachableHost", "nexo-errorcondition:UnreachableHost", ""},
		{"[-34]", "pax-transresult:-34", ""},
		{"交易失败", "unionpay:*", "unionpay-old:01"},
		{"天气很好", "", ""},
		{"hello world", "", ""},
		{"", "", ""},
		{"，。！", "", ""},
		{"\xff\xfe", "", ""},
	}
	for _, tt := range tests {
		rs := l.Search(tt.prompt)
		var got []string
		for _, r := range rs {
			got = append(got, r.Book.ID+":"+r.Code.Value)
			bothLanguages(t, tt.prompt+" why", r.Why)
		}
		all := strings.Join(got, " ")
		if tt.first == "" {
			if len(got) > 0 {
				t.Errorf("%q finds %s, want nothing", tt.prompt, all)
			}
			continue
		}
		if len(got) == 0 || got[0] != tt.first {
			t.Errorf("%q finds %q, want %s first", tt.prompt, all, tt.first)
			continue
		}
		for _, want := range strings.Fields(tt.holds) {
			if !strings.Contains(" "+all+" ", " "+want+" ") {
				t.Errorf("%q finds %s, without %s", tt.prompt, all, want)
			}
		}
	}
}

// One old-table text stands for 22 codes: the words cannot tell which.
func TestOneTextOfTheOldTableListsAll22Codes(t *testing.T) {
	want := "01 02 05 06 19 20 21 23 25 39 40 44 52 53 56 57 59 60 62 63 64 93"
	for _, prompt := range []string{"交易失败，请联系发卡行", "交易失败,请联系发卡行", "交易失敗 請聯繫發卡行"} {
		var got []string
		for _, r := range Open().Search(prompt) {
			if r.Book.ID == "unionpay-old" && r.Why == fitWhy[fitExact] {
				got = append(got, r.Code.Value)
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: codes %s, want %s", prompt, s, want)
		}
	}
}

func TestEveryUnionPayTextFindsItsCode(t *testing.T) {
	l := Open()
	for _, book := range []string{"unionpay", "unionpay-old"} {
		for _, c := range l.Codes(book) {
			for _, text := range []string{c.Display.ZH, c.Display.EN} {
				for one := range strings.SplitSeq(text, " / ") {
					if one == "" {
						continue
					}
					found := false
					for _, r := range l.Search(one) {
						found = found || r.Book.ID == book && r.Code.Value == c.Value && r.Code.Class == c.Class
					}
					if !found {
						t.Errorf("%q does not find %s %s", one, book, c.Value)
					}
				}
			}
		}
	}
}

func TestWordsThatContradictTheCodeAreCalledSo(t *testing.T) {
	rs := Open().Search("[04]交易成功")
	if len(rs) == 0 || rs[0].Code.Value != "04" || !strings.Contains(rs[0].Why.EN, "other words") {
		t.Fatalf("04 with the words of an approval: %+v", rs)
	}
	for _, r := range rs {
		if r.Code.Value == "00" && !strings.Contains(r.Why.EN, "the code counts") {
			t.Errorf("00 is offered without a warning: %s", r.Why.EN)
		}
	}
}

func FuzzSearch(f *testing.F) {
	for _, s := range []string{"[51]余额不足", "CALL ISSUER", "［Ａ０］", "()", "[[[", "51-", "\xff", "请联系发卡行"} {
		f.Add(s)
	}
	l := Open()
	f.Fuzz(func(t *testing.T, s string) {
		rs := l.Search(s)
		if len(rs) > maxReading {
			t.Fatalf("%d readings", len(rs))
		}
		for _, r := range rs {
			if r.Code.Value == "" || r.Book.ID == "" || r.Why.IsZero() {
				t.Fatalf("a reading without code, book or reason: %+v", r)
			}
		}
	})
}
