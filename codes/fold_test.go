package codes

import "testing"

func TestFoldMakesTheSameTextEqual(t *testing.T) {
	tests := []struct{ text, want string }{
		{"ＣＡＬＬ　Issuer!", "callissuer"},
		{"［５１］餘額不足", "51余额不足"},
		{"交易失敗，請聯繫發卡行", "交易失败请联系发卡行"},
		{"对帐不平", "对账不平"},
		{"密碼錯誤次數超限", "密码错误次数超限"},
		{"沖正／衝正", "冲正冲正"},
		{"", ""},
	}
	for _, tt := range tests {
		if got := fold(tt.text); got != tt.want {
			t.Errorf("fold(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestSimplifiedFormsAreFinal(t *testing.T) {
	if len([]rune(traditional))%2 != 0 {
		t.Fatal("a character has no partner")
	}
	for i, to := range hanForms() {
		if next := foldRune(to); next != to {
			t.Errorf("%c becomes %c, which becomes %c", rune(firstHan+i), to, next)
		}
	}
	// No built-in text may change its reading by being folded: they are written
	// in simplified characters, except for the variant 帐 that slips use.
	l := Open()
	for _, b := range l.Books() {
		for _, c := range l.Codes(b.ID) {
			for _, s := range []string{c.Name.ZH, c.Meaning.ZH, c.Display.ZH, c.Note.ZH} {
				for _, r := range s {
					if to := foldRune(r); r >= firstHan && r <= lastHan && to != r && r != '帐' {
						t.Errorf("%s %s: %c is not simplified (%c)", b.ID, c.Value, r, to)
					}
				}
			}
		}
	}
}

func TestDistanceCountsChanges(t *testing.T) {
	tests := []struct {
		a, b        string
		limit, want int
	}{
		{"", "", 5, 0},
		{"funds", "founds", 5, 1},
		{"kitten", "sitting", 5, 3},
		{"kitten", "sitting", 2, 2},
		{"余额不足", "余额不够", 5, 1},
		{"a", "abcdefgh", 3, 3},
	}
	for _, tt := range tests {
		if got := distance([]rune(tt.a), []rune(tt.b), tt.limit); got != tt.want {
			t.Errorf("distance(%q, %q, %d) = %d, want %d", tt.a, tt.b, tt.limit, got, tt.want)
		}
	}
}
