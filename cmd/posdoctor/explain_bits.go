package main

import (
	"encoding/hex"
	"regexp"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/emv"
)

// chipNames are the names under which people know the coded values of the chip.
var chipNames = map[string]string{
	"TVR": "95", "TSI": "9B", "CVM": "9F34", "CVMR": "9F34", "CID": "9F27", "AIP": "82", "ARC": "8A",
}

// chipSizes are their lengths in bytes.
var chipSizes = map[string]int{"95": 5, "9B": 2, "9F34": 3, "9F27": 1, "82": 2, "8A": 2}

var tagValue = regexp.MustCompile(`^(?i)([0-9A-F]{2,6}|TVR|TSI|CVMR?|CID|AIP|ARC)\s*[=:：]\s*(?:0x)?([0-9A-F]{2}(?:[ -]?[0-9A-F]{2}){0,31})$`)

// splitTag takes "95=8000008000", "TVR: 80 00 00 80 00" and the like apart.
func splitTag(what string) (tag, value string, ok bool) {
	m := tagValue.FindStringSubmatch(strings.TrimSpace(what))
	if m == nil {
		return "", "", false
	}
	tag = strings.ToUpper(m[1])
	if id, named := chipNames[tag]; named {
		tag = id
	}
	return tag, strings.NewReplacer(" ", "", "-", "").Replace(m[2]), true
}

// tagged explains the bits of a chip value such as 95=8000008000. Values that
// may hold card data are not read here.
func (f finder) tagged(asked, tag, value string) answer {
	info, ok := emv.Tag(tag)
	b, err := hex.DecodeString(value)
	if !ok || err != nil || info.Keep != emv.KeepValue {
		return answer{asked: asked, kind: kindNone}
	}
	if size, coded := chipSizes[tag]; coded && len(b) != size {
		return answer{asked: asked, kind: kindNone, why: textTagSize.With(tag, info.Name, size, len(b))}
	}
	if tag == "8A" {
		return f.coded(asked, f.book, string(b)) // the bank's code, as text
	}
	ans := answer{asked: asked, kind: kindTag, tag: info, bits: emv.Bits(tag, b), together: together(tag, b)}
	if len(ans.bits) == 0 && ans.together.IsZero() {
		return answer{asked: asked, kind: kindNone}
	}
	return ans
}

// together says what the bits of a value mean taken as a whole. None of these
// values says whether the payment went through.
func together(tag string, b []byte) codes.Text {
	switch tag {
	case "95":
		return sumTVR(b)
	case "9B":
		return sumTSI(b)
	case "9F34":
		return sumCVM(b)
	}
	return codes.Text{}
}

// bitGroup is a sentence that holds where one of the bits is set.
type bitGroup struct {
	mask []byte
	says codes.Text
}

// tvrGroups sort the bits of the TVR by what they ask of people (EMV Book 3,
// Annex C5).
var tvrGroups = []bitGroup{
	{[]byte{0x5C, 0, 0, 0, 0}, codes.Text{EN: "The card failed a check of its genuineness or is on a block list: do not accept it without the bank's approval.", ZH: "卡片没有通过真伪检查，或在黑名单里：没有银行批准就不要接受。"}},
	{[]byte{0x20, 0, 0, 0, 0}, codes.Text{EN: "The chip is not complete; another card is the way out.", ZH: "芯片数据不全，只能换一张卡。"}},
	{[]byte{0, 0x60, 0, 0, 0}, codes.Text{EN: "The dates of the card do not fit: look at the date on the card and at the terminal's clock.", ZH: "卡片日期不符：看卡面有效期，也看终端的时钟。"}},
	{[]byte{0, 0x10, 0, 0, 0}, codes.Text{EN: "This card is not meant for this kind of payment.", ZH: "这张卡不能用于这种交易。"}},
	{[]byte{0, 0, 0x20, 0, 0}, codes.Text{EN: "The PIN of the card is locked; only its bank can unlock it.", ZH: "卡片密码已锁，只有发卡行能解锁。"}},
	{[]byte{0, 0, 0xD8, 0, 0}, codes.Text{EN: "The cardholder was not confirmed, so the bank may refuse or the shop may bear the risk.", ZH: "没有确认是持卡人本人，银行可能拒绝，或由商户承担风险。"}},
	{[]byte{0, 0, 0x04, 0, 0}, codes.Text{EN: "The PIN went to the bank for checking; that is normal.", ZH: "密码已交给银行核对，这是正常的。"}},
	{[]byte{0, 0, 0, 0xF8, 0}, codes.Text{EN: "The terminal had a reason to ask the bank, such as the amount; that is normal.", ZH: "终端有理由联机问银行，例如金额较大，这是正常的。"}},
	{[]byte{0, 0, 0, 0, 0x40}, codes.Text{EN: "The chip does not trust the bank's answer. The bank may have approved: look for a reversal before anybody pays again.", ZH: "芯片不相信银行的应答。银行可能已经批准：先查有没有冲正，之前不要再收款。"}},
	{[]byte{0, 0, 0, 0, 0x30}, codes.Text{EN: "A command from the bank to the chip failed; this does not undo the payment.", ZH: "银行发给芯片的命令没有执行成功，这不会撤回交易。"}},
	{[]byte{0, 0, 0, 0, 0x0C}, codes.Text{EN: "The card answered too slowly for a tap, which can mean that somebody relays it from afar.", ZH: "非接时卡片应答太慢，可能有人在远处中继。"}},
}

func sumTVR(b []byte) codes.Text {
	if allZero(b) {
		return codes.Text{EN: "No check found anything wrong. That is not an approval: the result is the response code.", ZH: "各项检查都没有发现问题。但这不等于批准，结果要看应答码。"}
	}
	var out codes.Text
	for _, g := range tvrGroups {
		if anySet(b, g.mask) {
			out = joinSentences(out, g.says)
		}
	}
	if out.IsZero() {
		out = codes.Text{EN: "Nothing here speaks against the card.", ZH: "这里没有对卡片不利的内容。"}
	}
	return joinSentences(out, codes.Text{EN: "These are the terminal's notes for the bank; the result is the response code.", ZH: "这是终端给银行的记录，结果要看应答码。"})
}

func sumTSI(b []byte) codes.Text {
	if allZero(b) {
		return codes.Text{EN: "No step was carried out. The chip step broke off early, or the value is of a tap.", ZH: "一步也没有做：芯片流程很早就中断了，或者这是非接交易。"}
	}
	out := codes.Text{EN: "The bits list the steps that were carried out, not whether they succeeded; for that, read the TVR (95).", ZH: "这些位只表示做过哪些步骤，不表示成功与否；是否成功要看 TVR（95）。"}
	if b[0]&0x10 != 0 {
		return joinSentences(out, codes.Text{EN: "The chip has seen an answer of the bank.", ZH: "芯片已经收到过银行的应答。"})
	}
	return joinSentences(out, codes.Text{EN: "The chip has not checked an answer of the bank; many cards never do, so this proves nothing.", ZH: "芯片没有核对银行的应答；很多卡本来就不核对，所以不能说明什么。"})
}

func sumCVM(b []byte) codes.Text {
	method := b[0] & 0x3F
	bank := method == 0x02 || method == 0x07 || method == 0x09 || method == 0x0B || method == 0x0D || method == 0x0F
	switch {
	case b[2] == 1:
		return codes.Text{EN: "The cardholder was not confirmed. The bank may refuse for that; take another card if it does.", ZH: "没有确认是持卡人本人，银行可能因此拒绝；被拒就换一张卡。"}
	case b[0] == 0x3F:
		return codes.Text{EN: "Nobody checked the cardholder. For small amounts and taps that is usual.", ZH: "没有核对持卡人。小额和非接交易常常这样。"}
	case method == 0x1F:
		return codes.Text{EN: "No check of the cardholder was needed, as for small amounts and taps.", ZH: "不需要核对持卡人，小额和非接交易常常这样。"}
	case bank && b[2] == 0:
		return codes.Text{EN: "The bank checks the cardholder, so the terminal cannot know the result: read the response code.", ZH: "由银行核对持卡人，终端不知道结果：请看应答码。"}
	case method == 0x1E && b[2] == 0:
		return codes.Text{EN: "The cardholder has to sign; the shop compares the signature.", ZH: "要持卡人签名，由商户核对。"}
	case b[2] == 2:
		return codes.Text{EN: "The cardholder was confirmed. That is not an approval: the result is the response code.", ZH: "已确认是持卡人本人。但这不等于批准，结果要看应答码。"}
	}
	return codes.Text{EN: "The value does not say whether the cardholder was confirmed.", ZH: "这个值没有说明持卡人是否得到确认。"}
}

func allZero(b []byte) bool {
	for _, x := range b {
		if x != 0 {
			return false
		}
	}
	return true
}

func anySet(b, mask []byte) bool {
	for i, m := range mask {
		if b[i]&m != 0 {
			return true
		}
	}
	return false
}

func joinSentences(a, b codes.Text) codes.Text {
	if a.IsZero() {
		return b
	}
	return codes.Text{EN: a.EN + " " + b.EN, ZH: a.ZH + b.ZH}
}

var textTagSize = codes.Text{EN: "%[1]s (%[2]s) has %[3]d bytes, not %[4]d; nothing is read out of a value that is not whole", ZH: "%[1]s（%[2]s）应为 %[3]d 字节，这里是 %[4]d 字节；不完整的值不作解释"}
