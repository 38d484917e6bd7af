package guide

import (
	"strings"
	"sync"
	"unicode"
)

// fold brings words to the form in which they are compared: half-width,
// simplified, lower case; everything that is neither letter nor digit becomes a
// space.
func fold(s string) string {
	var b strings.Builder
	table := simplified()
	for i, r := range []rune(s) {
		if i == maxWords {
			break
		}
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		if to, ok := table[r]; ok {
			r = to
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(unicode.ToLower(r))
		} else {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// maxWords bounds what is read of a question, in characters.
const maxWords = 300

// tokens splits folded text: a Latin word is one token, and so is each Chinese
// character, because Chinese is written without spaces.
func tokens(folded string) []string {
	var out []string
	var word strings.Builder
	end := func() {
		if word.Len() > 0 {
			out = append(out, word.String())
			word.Reset()
		}
	}
	for _, r := range folded {
		switch {
		case unicode.Is(unicode.Han, r):
			end()
			out = append(out, string(r))
		case r == ' ':
			end()
		default:
			word.WriteRune(r)
		}
	}
	end()
	return out
}

// simplified holds the traditional forms, and variants that slips use, of the
// characters that occur in the phrases of this package.
var simplified = sync.OnceValue(func() map[rune]rune {
	m := map[rune]rune{}
	r := []rune(traditional)
	for i := 0; i+1 < len(r); i += 2 {
		m[r[i]] = r[i+1]
	}
	return m
})

// traditional holds pairs: a traditional character or a variant, then its
// simplified form.
const traditional = "" +
	"錢钱沖冲衝冲銷销貨货帳账賬账單单邊边誤误敗败顯显應应響响無无沒没時时發发聯联繫系係系終终機机啟启動动號号碼码復复複复數数額额錯错輸输輪轮兩两個个門门間间" +
	"結结對对報报總总離离線线與与為为麼么處处請请問问區区別别預预權权驗验證证凍冻還还遲迟籤签簽签購购憑凭條条據据紙纸際际國国務务責责員员經经營营檢检買买選选" +
	"擇择辦办級级軟软體体護护詐诈騙骗盜盗觸触監监訴诉術术態态關关開开壞坏斷断連连續续調调長长餘余種种類类讀读寫写來来從从後后給给說说話话貸贷記记電电現现掛挂" +
	"網网絡络銀银費费劃划過过當当場场進进內内讓让認认識识異异匯汇裡里筆笔錄录標标準准顧顾戶户頭头該该計计備备補补損损傳传轉转換换聽听覺觉見见規规範范圍围點点" +
	"產产業业實实參参雙双變变嗎吗罵骂樣样"
