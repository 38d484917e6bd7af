package codes

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// fold brings a text to the form in which texts are compared: half-width,
// simplified, lower case, without spaces and punctuation. A terminal prints
// "［５１］餘額不足" and a person types "51 余额不足"; both mean the same.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if r = foldRune(r); letter(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// FoldRune gives the form of a character in which texts are compared:
// half-width, simplified and lower case. It keeps spaces and punctuation.
func FoldRune(r rune) rune { return foldRune(r) }

func foldRune(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	case r >= firstHan && r <= lastHan:
		return hanForms()[r-firstHan]
	}
	return unicode.ToLower(half(r))
}

// half is the half-width form of a character, all else as it is.
func half(r rune) rune {
	if r >= '！' && r <= '～' {
		return r - ('！' - '!')
	}
	if r == '　' {
		return ' '
	}
	return r
}

// words splits a folded text into its Latin words; Chinese has no spaces, so
// every character is a word of its own.
func words(s string) []string {
	var out []string
	var word strings.Builder
	end := func() {
		if word.Len() > 0 {
			out = append(out, word.String())
			word.Reset()
		}
	}
	for _, r := range s {
		r = foldRune(r)
		switch {
		case unicode.Is(unicode.Han, r):
			end()
			out = append(out, string(r))
		case letter(r):
			word.WriteRune(r)
		default:
			end()
		}
	}
	end()
	return out
}

// letter tells what counts in a comparison.
func letter(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9'
	case r >= firstHan && r <= lastHan:
		return true
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// The block of Chinese characters that payment texts are written in.
const firstHan, lastHan = 0x4e00, 0x9fff

// hanForms gives the simplified form of every character of the block: of a
// traditional character that may stand in a payment text, of a variant that
// Chinese slips use (帐 for 账), and of all others themselves.
var hanForms = sync.OnceValue(func() *[lastHan - firstHan + 1]rune {
	var forms [lastHan - firstHan + 1]rune
	for i := range forms {
		forms[i] = rune(firstHan + i)
	}
	var from rune
	i := 0
	for _, r := range traditional {
		if i%2 == 0 {
			from = r
		} else {
			forms[from-firstHan] = r
		}
		i++
	}
	return &forms
})

// traditional holds pairs: a traditional character or a variant, and its
// simplified form. Characters that are simplified differently by meaning are
// left as payment texts use them (發 as 发, 復 as 复, 裡 as 里).
const traditional = "" +
	"額额餘余請请聯联繫系係系發发銀银號号無无沒没錯错誤误碼码戶户帳账賬账帐账單单據据終终機机構构關关" +
	"與与敗败現现復复複复試试總总網网絡络絕绝換换衝冲沖冲銷销貨货預预權权認认證证驗验還还處处業业務务" +
	"檔档鑰钥簽签籤签應应該该許许範范圍围動动設设備备種种類类體体統统線线異异長长時时間间開开啟启內内從从" +
	"對对壞坏損损報报聲声傳传輸输負负責责資资購购買买質质貴贵賓宾費费轉转載载辦办達达遠远適适選选遲迟鎖锁" +
	"錄录鍵键門门閉闭險险難难電电頁页項项順顺須须領领頻频題题顯显風风點点當当會会為为個个們们價价億亿優优" +
	"兩两凍冻結结減减劃划別别則则創创匯汇區区協协參参雙双變变員员問问嚴严國国圖图場场塊块壓压執执夠够奪夺" +
	"學学實实審审寫写專专將将尋寻導导屬属帶带幫帮幣币後后徑径憑凭戰战掃扫掛挂擇择擊击擋挡擬拟擴扩數数斷断" +
	"於于暫暂條条來来極极標标樣样檢检歸归殘残氣气決决測测準准滿满滯滞漢汉潔洁煩烦熱热營营獲获獨独環环" +
	"產产畫画盜盗監监盤盘眾众確确禮礼稱称積积穩稳窮穷竊窃競竞筆笔築筑簡简籌筹糾纠紀纪約约紅红級级納纳純纯" +
	"紙纸細细組组給给經经綁绑維维綜综編编緩缓練练縮缩織织繳缴繼继續续罰罚罷罢義义習习聽听職职脫脱腦脑" +
	"臨临興兴舊旧舉举華华萬万葉叶蓋盖虧亏衛卫補补裝装裡里製制見见規规視视覺觉覽览觀观觸触計计訂订討讨訊讯" +
	"記记訪访診诊註注評评詞词詢询詳详話话說说誰谁課课調调談谈諒谅論论諮咨謝谢識识議议護护讀读讓让豐丰財财" +
	"貢贡販贩貫贯貸贷貿贸賠赔賣卖贈赠過过週周進进運运違违連连遞递遺遗鄰邻釋释鈔钞錢钱鐘钟鏈链閱阅隊队階阶" +
	"際际隨随隱隐離离雜杂靜静響响頂顶頭头願愿飛飞驟骤齊齐齡龄龍龙齣出恆恒併并佈布佔占僅仅償偿儲储" +
	"儘尽勵励勝胜卻却廳厅歷历曆历喪丧彙汇徵征恥耻憶忆懷怀態态慮虑懸悬慣惯戲戏撥拨擁拥攜携攝摄邊边輪轮麼么軟软詐诈騙骗訴诉術术顧顾嗎吗罵骂"
