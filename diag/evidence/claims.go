package evidence

import (
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
)

// claims says what is proved when nothing speaks against a bundle, and what is
// not proved in any case.
func (v *verifier) claims() {
	v.out.Proved, v.out.NotProved = []codes.Text{}, []codes.Text{}
	prove := func(t codes.Text) { v.out.Proved = append(v.out.Proved, t) }
	if v.onlySigner() {
		prove(provedFiles.With(v.out.Files))
		prove(provedCustody.With(len(v.log)))
		prove(provedCards)
		if v.out.Revision > 1 {
			prove(provedRevisions.With(v.out.Revision - 1))
		}
		switch v.out.Signer {
		case SignerKnown:
			prove(provedSigner.With(v.out.Fingerprint))
			if len(v.out.Principals) > 0 {
				prove(provedListed.With(strings.Join(v.out.Principals, ", ")))
			}
		case SignerUnknown, SignerOther:
			prove(provedSame.With(v.out.Fingerprint))
		}
	}
	not := func(t codes.Text) { v.out.NotProved = append(v.out.NotProved, t) }
	switch v.out.Signer {
	case SignerNone:
		not(openUnsigned)
	case SignerUnknown, SignerOther:
		not(openSigner)
	}
	v.stampClaims(func(t codes.Text) {
		if v.onlySigner() {
			prove(t)
		}
	}, not)
	for _, key := range v.otherSigners() {
		not(openOther.With(key))
	}
	if v.alike > 0 {
		not(openAlike.With(v.alike))
	}
	if v.partly > 0 {
		not(openPartly.With(v.partly))
	}
	not(openTruth)
}

// onlySigner reports whether nothing speaks against the bundle but that it is not
// known who vouches for it.
func (v *verifier) onlySigner() bool {
	return !slices.ContainsFunc(v.faults, func(f Fault) bool {
		return f.ID != "signature.missing" && f.ID != "signature.unknown" && f.ID != "signature.other"
	})
}

var (
	provedFiles = codes.Text{
		EN: "all %d files of the payload are those that the manifest lists, byte for byte, and there are no others",
		ZH: "%d 个内容文件全部与清单逐字节一致，没有多余的文件",
	}
	provedCustody   = codes.Text{EN: "the custody log is unbroken (%d lines) and fits the files", ZH: "保管记录完整（%d 行），并与文件相符"}
	provedCards     = codes.Text{EN: "no text in it that can be read shows a clear card number", ZH: "其中能读取的文字没有未遮盖的卡号"}
	provedRevisions = codes.Text{EN: "earlier revisions that are preserved unchanged: %d", ZH: "较早的 %d 个版本原样保留"}
	provedSigner    = codes.Text{EN: "it was signed by the expected key %s", ZH: "由预期的密钥 %s 签名"}
	provedListed    = codes.Text{EN: "your list of allowed signers calls this key %s", ZH: "您的签名者名单里，这把密钥属于 %s"}
	provedSame      = codes.Text{EN: "it was signed by the key %s", ZH: "由密钥 %s 签名"}
	openUnsigned    = codes.Text{
		EN: "who made it: it is not signed, so that all of it could have been replaced together",
		ZH: "由谁制作：没有签名，整体可能已被替换",
	}
	openSigner = codes.Text{
		EN: "whose key this is: compare the fingerprint by telephone or in person",
		ZH: "密钥归谁所有：请通过电话或当面核对指纹",
	}
	openOther = codes.Text{EN: "that one person made all revisions: an earlier one was signed by %s", ZH: "各版本出自同一人：较早的版本由 %s 签名"}
	openAlike = codes.Text{
		EN: "that what the record calls order, reference and device numbers are no card numbers: some could be by their shape (%d)",
		ZH: "记录里的订单号、参考号、设备号不是卡号：其中有些形状与卡号相同（%d 个）",
	}
	openPartly = codes.Text{
		EN: "that no card number shows in pictures and in parts of PDFs that cannot be read (files: %d)",
		ZH: "图片和 PDF 中读不出的部分没有露出卡号（%d 个文件）",
	}
	openTruth = codes.Text{
		EN: "that the terminal told the truth, that the clocks were right, and who the people are",
		ZH: "终端记录属实、时钟准确、经手人的身份",
	}
)
