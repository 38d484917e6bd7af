package guide

import (
	"strings"
	"testing"
)

// found are words as people say them and the page that must come first.
var found = []struct{ words, id string }{
	{"吞钱", "symptom.swallowed_money"},
	{"吞錢", "symptom.swallowed_money"},
	{"POS机吞钱怎么办", "symptom.swallowed_money"},
	{"ＰＯＳ機吞錢了怎麼辦？", "symptom.swallowed_money"},
	{"swallowed money", "symptom.swallowed_money"},
	{"The machine ate my money!", "symptom.swallowed_money"},
	{"Money gone", "symptom.swallowed_money"},
	{"吞卡", "symptom.card_retained"},
	{"卡被吞了", "symptom.card_retained"},
	{"沒收卡", "symptom.card_retained"},
	{"card retained", "symptom.card_retained"},
	{"the terminal kept my card? card kept", "symptom.card_retained"},
	{"failed but debited", "symptom.failed_debited"},
	{"FAILED, BUT CHARGED", "symptom.failed_debited"},
	{"payment failed but money was taken", "symptom.failed_debited"},
	{"显示失败却扣款", "symptom.failed_debited"},
	{"交易失敗扣款", "symptom.failed_debited"},
	{"失败但扣钱了", "symptom.failed_debited"},
	{"no response", "symptom.no_response"},
	{"no reply", "symptom.no_response"},
	{"time-out", "symptom.no_response"},
	{"没反应", "symptom.no_response"},
	{"無應答", "symptom.no_response"},
	{"通訊超時", "symptom.no_response"},
	{"charged twice", "symptom.charged_twice"},
	{"I was charged twice", "symptom.charged_twice"},
	{"double charge", "symptom.charged_twice"},
	{"扣了两次款", "symptom.charged_twice"},
	{"扣款兩次", "symptom.charged_twice"},
	{"no receipt", "symptom.no_receipt"},
	{"No slip", "symptom.no_receipt"},
	{"沒打小票", "symptom.no_receipt"},
	{"打印机缺纸...", "symptom.no_receipt"},
	{"wrong amount", "symptom.wrong_amount"},
	{"金額收錯", "symptom.wrong_amount"},
	{"请联系发卡行", "symptom.contact_issuer"},
	{"請聯繫發卡行", "symptom.contact_issuer"},
	{"交易失败，请联系发卡方", "symptom.contact_issuer"},
	{"CALL ISSUER", "symptom.contact_issuer"},
	{"REFER TO CARD ISSUER", "symptom.contact_issuer"},
	{"自动冲正...", "symptom.reversal_pending"},
	{"自動沖正", "symptom.reversal_pending"},
	{"冲 正 失 败", "symptom.reversal_pending"},
	{"reversal pending", "symptom.reversal_pending"},
	{"terminal restarts", "symptom.restarts"},
	{"终端自动重启", "symptom.restarts"},
	{"not credited", "symptom.not_credited"},
	{"不到账", "symptom.not_credited"},
	{"不到帳", "symptom.not_credited"},
	{"钱没到账", "symptom.not_credited"},
	{"foreign card refused", "symptom.cross_border"},
	{"境外刷卡", "symptom.cross_border"},
	{"settled under another store", "symptom.other_store"},
	{"跳码", "symptom.other_store"},
	{"冲正", "topic.reversal"},
	{"沖正", "topic.reversal"},
	{"ｒｅｖｅｒｓａｌ", "topic.reversal"},
	{"void vs refund", "topic.void_refund"},
	{"refund or void?", "topic.void_refund"},
	{"撤銷和退貨", "topic.void_refund"},
	{"退款", "topic.void_refund"},
	{"单边账", "topic.one_sided"},
	{"單邊帳", "topic.one_sided"},
	{"hold vs debit", "topic.hold_debit"},
	{"對帳不平", "topic.settlement"},
	{"partial approval", "topic.partial"},
	{"离线交易", "topic.offline"},
	{"chip declined after approval", "topic.chip_declined"},
	{"应答码", "topic.code_screen"},
	{"重複扣款", "topic.duplicate"},
	{"late response", "topic.late_answer"},
	{"解包流水号不符", "topic.late_answer"},
	{"pre-authorization", "topic.preauth"},
	{"預授權", "topic.preauth"},
	{"cashier", "guide.cashier"},
	{"guide upgrade", "guide.upgrade"},
	{"contact-issuer", "symptom.contact_issuer"},
	{"應急預案", "guide.contingency"},
	{"regulator", "sheet.regulator"},
	{"sheet.issuer", "sheet.issuer"},
	{"TOPIC.REVERSAL", "topic.reversal"},
}

func TestWordsFindTheirPage(t *testing.T) {
	s := Open()
	for _, c := range found {
		got := s.Find(c.words)
		if len(got) == 0 || got[0].ID != c.id {
			t.Errorf("Find(%q) = %v, want %s first", c.words, ids(got), c.id)
			continue
		}
		if got[0].Near {
			t.Errorf("Find(%q) only guesses", c.words)
		}
	}
}

func TestSlipsOfTheFingerAreGuesses(t *testing.T) {
	s := Open()
	for words, id := range map[string]string{"revarsal pending": "symptom.reversal_pending", "settlment": "topic.settlement", "duplicat charge": "topic.duplicate"} {
		got := s.Find(words)
		if len(got) == 0 || got[0].ID != id || !got[0].Near {
			t.Errorf("Find(%q) = %v, want %s as a guess", words, got, id)
		}
	}
}

func TestUnknownWordsFindNothing(t *testing.T) {
	s := Open()
	for _, words := range []string{"", "   ", "？！", "05", "0x00", "weather tomorrow", "今天天气", "卡", "the", "的", "banana", "hello world", "\x00\xff", strings.Repeat("长", 5000), "a card", "pos"} {
		if got := s.Find(words); len(got) > 0 {
			t.Errorf("Find(%.30q) = %v, want nothing", words, ids(got))
		}
	}
}

func TestMoneyAndCardAreDifferentSymptoms(t *testing.T) {
	s := Open()
	money, card := s.Find("吞钱"), s.Find("吞卡")
	for _, e := range card {
		if e.ID == money[0].ID {
			t.Errorf("吞卡 also finds %s", e.ID)
		}
	}
}

func TestEveryPageIsFoundByItsOwnWords(t *testing.T) {
	var list []indexEntry
	read("index.yaml", &list)
	s := Open()
	for _, e := range list {
		for _, words := range append(append([]string{e.ID, e.Title.EN, e.Title.ZH}, parts(e.Find.EN)...), parts(e.Find.ZH)...) {
			ok := false
			for _, g := range s.Find(words) {
				ok = ok || g.ID == e.ID && !g.Near
			}
			if !ok {
				t.Errorf("%s is not found by %q", e.ID, words)
			}
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, c := range found {
		f.Add(c.words)
	}
	s := Open()
	f.Fuzz(func(t *testing.T, words string) {
		a, b := s.Find(words), s.Find(words)
		if strings.Join(ids(a), " ") != strings.Join(ids(b), " ") {
			t.Errorf("two answers: %v and %v", ids(a), ids(b))
		}
		if len(a) > maxHits {
			t.Errorf("%d hits", len(a))
		}
	})
}

func ids(list []Entry) []string {
	var out []string
	for _, e := range list {
		out = append(out, e.ID)
	}
	return out
}

func BenchmarkOpenAndFind(b *testing.B) {
	for b.Loop() {
		Open().Find("自动冲正")
	}
}

func BenchmarkFind(b *testing.B) {
	s := Open()
	s.Find("x")
	for b.Loop() {
		s.Find("payment failed but money was taken")
	}
}
