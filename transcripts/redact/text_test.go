package redact

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"
	"unicode/utf16"
)

// The numbers are published test numbers and made-up ones of UnionPay that
// fail Luhn on purpose.
const (
	visa     = "4111111111111111"
	unionpay = "6228480000000000019"
)

func utf16le(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		b.WriteByte(byte(u))
		b.WriteByte(byte(u >> 8))
	}
	return b.String()
}

func ebcdic(s string) string {
	b := []byte(s)
	for i := range b {
		b[i] |= 0xF0
	}
	return strings.ToUpper(hex.EncodeToString(b))
}

func TestTextMasksEveryShape(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "pay 4111111111111111 ok", "pay 411111******1111 ok"},
		{"no check digit", "to " + unionpay, "to 622848*********0019"},
		{"starts 81", "8171000000000001", "817100******0001"},
		{"amex", "378282246310005", "378282*****0005"},
		{"diners", "30569309025904", "305693****5904"},
		{"thirteen digits", "4222222222222", "*********2222"},
		{"after a length", "164111111111111111", "164111********1111"},
		{"grouped", "4111 1111 1111 1111", "4111 11** **** 1111"},
		{"dashed", "4111-1111-1111-1111", "4111-11**-****-1111"},
		{"amex groups", "3782 822463 10005", "3782 82**** *0005"},
		{"unionpay groups", "6228 4800 0000 0000 019", "6228 48** **** ***0 019"},
		{"track 2", ";4111111111111111=25122011234?", ";****************=***********?"},
		{"track 2 bare, D", "4111111111111111D25122011234", "xxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		{"track 2 in a URL", "t=4111111111111111%3D25122011234", "t=****************%3D***********"},
		{"track 2 short", "4111111111111111=2512", "****************=****"},
		{"track 1", "%B4111111111111111^NAME/SURNAME^2512201?", "%B****************^****/*******^*******?"},
		{"bcd dump", "41 11 11 11 11 11 11 11 D2 51 22 01", "xx xx xx xx xx xx xx xx xx xx xx xx"},
		{"bcd with length", "19 62 28 48 00 00 00 00 00 00 19", "19 62 28 48 xx xx xx xx x0 00 19"},
		{"bcd odd", "06 22 84 80 00 00 00 00 00 01 9F", "06 22 84 8x xx xx xx xx 00 01 9F"},
		{"tlv word", "5A084111111111111111", "5A084111xxxxxxxx1111"},
		{"tlv spaced", "5A 08 41 11 11 11 11 11 11 11", "5A 08 41 11 xx xx xx xx 11 11"},
		{"ascii in hex", "34 31 31 31 31 31 31 31 31 31 31 31 31 31 31 31", "34 31 31 31 31 31 xx xx xx xx xx xx 31 31 31 31"},
		{"ascii in hex, one word", "34313131313131313131313131313131", "343131313131xxxxxxxxxxxx31313131"},
		{"ebcdic", "F4F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1", "F4F1F1F1F1F1xxxxxxxxxxxxF1F1F1F1"},
		{"base64", "WghBEREREREREQ==", "**************=="},
		{"url", "pan=%34%31%31%31%31%31%31%31%31%31%31%31%31%31%31%31", "pan=%34%31%31%31%31%31%xx%xx%xx%xx%xx%xx%31%31%31%31"},
		{"C array", "0x41, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11", "0x41, 0x11, 0x11, 0xxx, 0xxx, 0xxx, 0x11, 0x11"},
		{
			"dump rows with text column",
			"0000: 00 00 34 31 31 31 31 31 31 31 31 31 31 31 31 31 ..41111111111111\n0010: 31 31 00 00 11 11..\n",
			"0000: 00 00 34 31 31 31 31 31 xx xx xx xx xx xx 31 31 ..411111******11\n0010: 31 31 00 00 11 11..\n",
		},
		{
			"dump rows behind a prefix",
			"10:11:12 D/pos: 41 11 11 11\n10:11:12 D/pos: 11 11 11 11\n",
			"10:11:12 D/pos: 41 11 11 xx\n10:11:12 D/pos: xx xx 11 11\n",
		},
		{"broken by a line end", "4111 11\n2026-11-22 10:11:12 11 1111 1111", "4111 11\n2026-11-22 10:11:12 ** **** 1111"},
		{"zero width", "4111\u200b1111\u200b1111\u200b1111", "4111\u200b11**\u200b****\u200b1111"},
		{"coloured", "4111\x1b[31m1111\x1b[0m11111111", "4111\x1b[31m11**\x1b[0m****1111"},
		{"full width", "４１１１１１１１１１１１１１１１", "４１１１１１" + strings.Repeat("***", 6) + "１１１１"},
		{"verify", "00 20 00 80 08 24 12 34 FF FF FF FF FF", "00 20 00 80 08 xx xx xx xx xx xx xx xx"},
		{"verify, one word", "APDU> 0020008008241234FFFFFFFFFF", "APDU> 0020008008xxxxxxxxxxxxxxxx"},
		{"bare clear pin block", "blk 24 98 76 FF FF FF FF FF", "blk xx xx xx xx xx xx xx xx"},
		{"masked by its source", "622848******0018", "622848******0018"},
		{"masked too little", "62284800****0018", "622848******0018"},
		{"masked with x", "622848xxxxxxx000018", "622848xxxxxxx**0018"},
	} {
		t.Run(c.name, func(t *testing.T) { sameText(t, c.in, c.want) })
	}
}

func TestTextMasksBehindLabels(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"number without check digit", "PAN: 1234567890123456", "PAN: 123456******3456"},
		{"chinese", "卡号：1234567890123456", "卡号：123456******3456"},
		{"chinese, attached", "主账号6228480000000000019", "主账号622848*********0019"},
		{"twelve digits", "CARD NO: 501800000009", "CARD NO: ********0009"},
		{"next line", "CARD NO:\n1234567890123456", "CARD NO:\n123456******3456"},
		{"json", `{"pan":"1234567890123456","amt":1}`, `{"pan":"123456******3456","amt":1}`},
		{"json, escaped", `{\"cardNo\":\"1234567890123456\"}`, `{\"cardNo\":\"123456******3456\"}`},
		{"xml", `<PAN>1234567890123456</PAN>`, `<PAN>123456******3456</PAN>`},
		{"jpos", `<field id="2" value="1234567890123456"/>`, `<field id="2" value="123456******3456"/>`},
		{"url", "acct_no=1234567890123456&x=1", "acct_no=123456******3456&x=1"},
		{"tag", "5A=1234567890123456", "5A=123456******3456"},
		{"track label", "T2: 1234567890123456=99", "T2: ****************=**"},
		{"track in chinese", "二磁道=1234567890123456D9912", "二磁道=*********************"},
		{"tag 57", "57=1234567890123456D9913", "57=*********************"},
		{"tag 57 as a key", `"57":"1234567890123456D9913"`, `"57":"*********************"`},
		{"cvv", "CVV: 123", "CVV: ***"},
		{"cvn2", `"cvn2":"4321"`, `"cvn2":"****"`},
		{"pin", "PIN=1234", "PIN=****"},
		{"pin in chinese", "密码：123456", "密码：******"},
		{"pin block", "PINBLOCK=0A1B2C3D4E5F6071", "PINBLOCK=xxxxxxxxxxxxxxxx"},
		{"pin block spaced", "PIN BLOCK: 0A 1B 2C 3D 4E 5F 60 71", "PIN BLOCK: xx xx xx xx xx xx xx xx"},
		{"expiry", "EXP: 25/12", "EXP: **/**"},
		{"expiry in chinese", "有效期:2512", "有效期:****"},
		{"key", "TMK1: 0123456789ABCDEFFEDCBA9876543210", "TMK1: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		{"key in chinese", "主密钥=01 23 45 67 89 AB CD EF", "主密钥=xx xx xx xx xx xx xx xx"},
		{"kcv", "KCV=82E136", "KCV=xxxxxx"},
		{"ksn", "KSN: FFFF9876543210E00001", "KSN: xxxxxxxxxxxxxxxxxxxx"},
		{"id number", "身份证号：11010119900101123X", "身份证号：******************"},
		{"phone", "手机：13800138000", "手机：***********"},
		{"name", "持卡人姓名：张三", "持卡人姓名：******"},
	} {
		t.Run(c.name, func(t *testing.T) { sameText(t, c.in, c.want) })
	}
}

// TestTextLeavesTheRest holds the rows of the false-positive table and what
// stands beside labels without being their value.
func TestTextLeavesTheRest(t *testing.T) {
	for _, s := range []string{
		"RRN 612612345678", "参考号 612612000018", "20261122101112", "261122101112", "20261122101112345",
		"1795343472123", "1795343472123456", "898110248990001", "商户号:898110248990001",
		"IMEI: 352099001761481", "ICCID=89860012345678901234", "26112210111234", "000000010000", "000000400000",
		"2026-11-22 10:11:12.345 [main] INFO  seq=000123 amt=100.00",
		"PIN entry timeout after 30 s", "CVV not present", "card 3 of 4", "PIN tries left 3", "EXP_TIME=20261231235959",
		"TAK a bad face", "tel 95516", "</PAN>12", "192.168.1.100:8080", "transaction_id=4200001234202611221234567890",
		"com/example/terminal/PaymentServiceImplementation", "550e8400-e29b-41d4-a716-446655440000",
		"9F2608A1B2C3D4E5F60718 95058000008000 9B02E800", "=====**** 2026-11-22 ****=====", "RRN.........612345678901",
		"DE39=05 DE41=12345678 DE42=898110248990001", "0x1F 0x2E",
		"57:2026-11-22 10:11:12.345 sale", "10:57:30 20261122101112 sale", "line 99: 9F2608A1B2C3D4E5F6", "T1 terminal", "",
	} {
		t.Run(s, func(t *testing.T) { sameText(t, s, s) })
	}
}

func TestTextMasksWholeRunsOfBase64(t *testing.T) {
	deep := "card " + visa + " end"
	for depth := 1; depth <= 3; depth++ {
		deep = base64.StdEncoding.EncodeToString([]byte(deep))
		in := "data=" + deep + "."
		want := "data=" + strings.Repeat("*", len(strings.TrimRight(deep, "="))) + deep[len(strings.TrimRight(deep, "=")):] + "."
		sameText(t, in, want)
	}
}

func TestTextReadsUTF16(t *testing.T) {
	sameText(t, utf16le("pay "+visa+" ok"), utf16le("pay 411111******1111 ok"))
}

func sameText(t *testing.T, in, want string) {
	t.Helper()
	m := New(nil)
	got := m.Text(in)
	if got != want {
		t.Errorf("\n in   %q\n got  %q\n want %q", in, got, want)
	}
	if again := m.Text(got); again != got {
		t.Errorf("a second time\n got  %q\n want %q", again, got)
	}
}

func TestCounts(t *testing.T) {
	m := New(nil)
	m.Text("PAN: 4111111111111111 CVV: 123 TMK: 0123456789ABCDEF 手机：13800138000")
	m.Text(";5555555555554444=25122011234?")
	want := map[string]int64{"pan": 1, "pin": 1, "key": 1, "personal": 1, "track": 1}
	got := m.Counts()
	for k, n := range want {
		if got[k] != n {
			t.Errorf("%s: got %d, want %d", k, got[k], n)
		}
	}
}
