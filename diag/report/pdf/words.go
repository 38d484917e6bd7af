package pdf

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
)

// The fixed texts of the pages.
var (
	wordTitle      = codes.Text{EN: "Evidence for a card payment", ZH: "银行卡交易证明材料"}
	sayCase        = codes.Text{EN: "Case: %[1]s", ZH: "案件编号：%[1]s"}
	wordNoCase     = codes.Text{EN: "no number given", ZH: "未提供"}
	sayPayment     = codes.Text{EN: "Payment: %[1]s", ZH: "交易：%[1]s"}
	wordHappened   = codes.Text{EN: "What happened", ZH: "发生了什么"}
	wordMoney      = codes.Text{EN: "Where the money is", ZH: "钱在哪里"}
	wordSure       = codes.Text{EN: "How sure", ZH: "把握"}
	wordAmounts    = codes.Text{EN: "Amounts", ZH: "各项金额"}
	wordSettle     = codes.Text{EN: "Would settle it", ZH: "查什么能弄清"}
	wordGuards     = codes.Text{EN: "What may be done now", ZH: "现在能做什么"}
	wordCharge     = codes.Text{EN: "Charge again", ZH: "再次收款"}
	wordRefund     = codes.Text{EN: "Refund", ZH: "退货"}
	wordVoid       = codes.Text{EN: "Void", ZH: "撤销"}
	wordReferences = codes.Text{EN: "References", ZH: "查询用的编号"}
	wordTerminal   = codes.Text{EN: "Terminal no. (TID)", ZH: "终端号（TID）"}
	wordShop       = codes.Text{EN: "Shop, place", ZH: "商户名称和地址"}
	wordMerchant   = codes.Text{EN: "Merchant no. (MID)", ZH: "商户号（MID）"}
	wordSTAN       = codes.Text{EN: "Trace no. (STAN)", ZH: "凭证号（STAN）"}
	wordRRN        = codes.Text{EN: "Reference no. (RRN)", ZH: "参考号（RRN）"}
	wordAuth       = codes.Text{EN: "Authorisation code", ZH: "授权码"}
	wordARN        = codes.Text{EN: "Acquirer's no. (ARN)", ZH: "收单参考号（ARN）"}
	wordBatch      = codes.Text{EN: "Batch no.", ZH: "批次号"}
	wordCard       = codes.Text{EN: "Card (masked)", ZH: "卡号（已打码）"}
	wordReceipt    = codes.Text{EN: "Receipt no.", ZH: "票据号"}
	wordOrder      = codes.Text{EN: "Order no.", ZH: "订单号"}
	wordKey        = codes.Text{EN: "No. in this file", ZH: "本材料中的编号"}
	wordAsOf       = codes.Text{EN: "Known as of", ZH: "记录截至"}

	wordUnknown     = codes.Text{EN: "unknown", ZH: "未知"}
	wordShopUnknown = codes.Text{EN: "unknown: write it under shop in posdoctor.yaml", ZH: "未知：请写在 posdoctor.yaml 的 shop 里"}
	wordAskAcquirer = codes.Text{EN: "unknown: ask your acquirer for this number", ZH: "未知：请向收单机构索取"}
	wordNoAmount    = codes.Text{EN: "amount unknown", ZH: "金额未知"}
	wordNoTime      = codes.Text{EN: "time unknown", ZH: "时间未知"}

	wordCourse   = codes.Text{EN: "Timeline", ZH: "交易经过"}
	wordParts    = codes.Text{EN: "Its parts", ZH: "各个步骤"}
	wordPart     = codes.Text{EN: "Part", ZH: "步骤"}
	wordTime     = codes.Text{EN: "Time", ZH: "时间"}
	wordAmount   = codes.Text{EN: "Amount", ZH: "金额"}
	wordState    = codes.Text{EN: "State", ZH: "状态"}
	wordCode     = codes.Text{EN: "Code", ZH: "应答码"}
	wordSent     = codes.Text{EN: "Sent", ZH: "次数"}
	wordSeen     = codes.Text{EN: "What the records show", ZH: "记录显示"}
	wordLogClock = codes.Text{EN: "Log clock", ZH: "日志时钟"}
	wordOwnClock = codes.Text{EN: "Own time", ZH: "报文内时间"}
	wordWhat     = codes.Text{EN: "What, and where it stands", ZH: "内容和出处"}
	wordSources  = codes.Text{
		EN: "The sources stand one after the other: their clocks are not compared.",
		ZH: "各个来源依次列出，没有比较它们之间的时钟。",
	}

	wordProof     = codes.Text{EN: "Proof", ZH: "依据"}
	wordHow       = codes.Text{EN: "How this is known", ZH: "怎么知道的"}
	wordNoProof   = codes.Text{EN: "The records hold nothing that proves it.", ZH: "记录里没有能证明的内容。"}
	wordCodes     = codes.Text{EN: "What the response codes mean", ZH: "应答码的意思"}
	wordNoCodes   = codes.Text{EN: "No response code was seen.", ZH: "没有看到应答码。"}
	wordNoMeaning = codes.Text{EN: "no table explains it for certain", ZH: "没有码表能确定它的意思"}

	wordOrigin    = codes.Text{EN: "Sources, and how to check them", ZH: "来源和核对方法"}
	wordNone      = codes.Text{EN: "No payment needs attention.", ZH: "没有需要处理的交易。"}
	wordRead      = codes.Text{EN: "What was read", ZH: "读取的内容"}
	wordNoFormat  = codes.Text{EN: "format not recognised", ZH: "格式未识别"}
	wordDigests   = codes.Text{EN: "Digests", ZH: "摘要"}
	wordNoDigests = codes.Text{
		EN: "Digests of the originals are left out: beside a redacted copy they would help to guess card numbers. The manifests of the evidence folder hold the SHA-256 digest of each copy.",
		ZH: "这里不列原件的摘要：它和打码副本放在一起，可能被用来猜出卡号。每份副本的 SHA-256 摘要在证据文件夹的清单里。",
	}
	wordVerify = codes.Text{EN: "How to check the evidence folder", ZH: "怎样核对证据文件夹"}
	wordFolder = codes.Text{
		EN: "This file is an extract for a portal. The evidence folder is the full record; in it, any of these commands checks it:",
		ZH: "本文件是上传用的摘录，完整记录在证据文件夹里。在该文件夹内，可用以下任一命令核对：",
	}
	wordAdded = codes.Text{
		EN: "The second finds changed files and no added ones.",
		ZH: "第二条能发现改动，但不能发现多出的文件。",
	}
	wordSigned = codes.Text{
		EN: "The third checks the signature over the manifests. The fingerprint that it prints must be this one; ask the sender by another way whether it is theirs:",
		ZH: "第三条核对清单的签名。它显示的指纹必须与下面的一致；请通过其他途径向发送人确认这是他的指纹：",
	}
	wordUnsigned  = codes.Text{EN: "The evidence folder is not signed.", ZH: "证据文件夹没有签名。"}
	wordNotProved = codes.Text{EN: "What this does not prove", ZH: "本材料不能证明的"}
	wordLimits    = codes.Text{
		EN: "That the terminal told the truth, that its clock was right, or who the signer is. A record that is missing from the sources is missing here. Card data is masked.",
		ZH: "不能证明终端记录属实、时钟准确，也不能证明签名人的身份。来源里缺少的记录，这里也没有。卡数据已打码。",
	}
	wordUnchecked = codes.Text{EN: "Not checked", ZH: "没有检查"}
)

// checks are commands that check an evidence folder, and signature is the one
// for a folder that is signed; they are the same in every language.
var checks = []string{
	"posdoctor bundle verify .",
	"sha256sum -c tagmanifest-sha256.txt manifest-sha256.txt",
}

const signature = "ssh-keygen -Y check-novalidate -n evidence@posdoctor -s tagmanifest-sha256.txt.sig < tagmanifest-sha256.txt"

// Sentences with values in them.
var (
	sayHappened = codes.Text{EN: "%[1]s, %[2]s, %[3]s: %[4]s.", ZH: "%[1]s，%[2]s，%[3]s：%[4]s。"}
	sayStamp    = codes.Text{EN: "%[1]s (%[2]s)", ZH: "%[1]s（%[2]s）"}
	sayReason   = codes.Text{EN: "%[1]s: %[2]s", ZH: "%[1]s：%[2]s"}

	sayThen = codes.Text{EN: "%[1]s. %[2]s", ZH: "%[1]s。%[2]s"}

	sayRequest = codes.Text{EN: "%[1]s: request", ZH: "%[1]s：请求"}
	sayAnswer  = codes.Text{EN: "%[1]s: answer %[2]s", ZH: "%[1]s：应答 %[2]s"}
	sayNoCode  = codes.Text{EN: "%[1]s: answer without a code", ZH: "%[1]s：没有应答码的应答"}
	sayMTI     = codes.Text{EN: "%[1]s (message %[2]s)", ZH: "%[1]s（报文 %[2]s）"}
	sayAgain   = codes.Text{EN: "%[1]s, repeated", ZH: "%[1]s，重发"}
	sayInvalid = codes.Text{EN: "%[1]s, which does not count", ZH: "%[1]s，不能算数"}
	sayLog     = codes.Text{EN: "the log says: %[1]s", ZH: "日志写道：%[1]s"}
	sayPlace   = codes.Text{EN: "at %[1]s, byte %[2]d, %[3]d bytes", ZH: "见 %[1]s，字节 %[2]d 起，长 %[3]d"}
	sayPlaces  = codes.Text{EN: "%[1]s; further places: %[2]d", ZH: "%[1]s，另有 %[2]d 处"}
	sayHere    = codes.Text{EN: "%[1]d more here", ZH: "此处另有 %[1]d 项"}
	sayWords   = codes.Text{
		EN: "%[1]d lines of the log in words are left out here; the full report has them.",
		ZH: "日志里另有 %[1]d 行文字没有列出，完整报告里有。",
	}
	sayMore = codes.Text{EN: "%[1]d more are in the full report.", ZH: "另有 %[1]d 项见完整报告。"}

	sayDecided = codes.Text{EN: "%[1]s (%[2]s), decided by the rule %[3]s", ZH: "%[1]s（%[2]s），依据规则 %[3]s"}
	sayCode    = codes.Text{EN: "%[1]s: %[2]s", ZH: "%[1]s：%[2]s"}
	sayCodeOf  = codes.Text{EN: "%[1]s in the answer to the %[2]s", ZH: "%[2]s的应答码 %[1]s"}
	sayMayBe   = codes.Text{EN: "%[1]s, by another table", ZH: "%[1]s，按另一码表"}
	sayBook    = codes.Text{EN: "Table: %[1]s.", ZH: "码表：%[1]s。"}

	sayKeys = codes.Text{EN: "%[1]s and %[2]d more", ZH: "%[1]s 及另外 %[2]d 笔"}
	sayLeft = codes.Text{
		EN: "%[1]d more payments need attention and are not written out here; the full report has them.",
		ZH: "还有 %[1]d 笔需要处理的交易没有写出，完整报告里有。",
	}
	sayCounts    = codes.Text{EN: "%[1]s, %[2]d bytes, %[3]d lines, %[4]d messages", ZH: "%[1]s，%[2]d 字节，%[3]d 行，%[4]d 条报文"}
	sayBetween   = codes.Text{EN: "%[1]s, from %[2]s to %[3]s", ZH: "%[1]s，时间 %[2]s 至 %[3]s"}
	sayKnowledge = codes.Text{EN: "The response codes were read by tables of %[1]s.", ZH: "应答码按 %[1]s 的码表解释。"}
	sayUnread    = codes.Text{EN: "%[1]s; %[2]d lines not understood", ZH: "%[1]s；有 %[2]d 行没有看懂"}
)

// zones say what is known about the zone of a time.
var zones = map[transcripts.Zone]codes.Text{
	transcripts.ZoneFloating: {EN: "time zone not stated", ZH: "时区未写明"},
	transcripts.ZoneAssumed:  {EN: "time zone from the profile", ZH: "时区取自配置文件"},
	transcripts.ZoneStated:   {EN: "time zone stated", ZH: "时区已写明"},
}
