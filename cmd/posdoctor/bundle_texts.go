package main

import "github.com/posdoctor/posdoctor/codes"

// Help of the bundle commands.
var (
	bundleCreateShort = codes.Text{EN: "make a bundle from logs", ZH: "用日志生成证据包"}
	bundleCreateLong  = codes.Text{
		EN: "Without a condition every transaction that needs attention is in it; conditions that are given must all hold. The logs are copied with card data masked, byte for byte as long as before. A log that cannot be masked safely is not copied, and the record says so.",
		ZH: "不写条件时，收入所有需要处理的交易；写了多个条件则须同时满足。日志副本中的卡数据会被遮盖，长度逐字节不变。无法可靠遮盖的日志不会放入副本，证据记录会注明。",
	}
	bundleCreateMore = codes.Text{
		EN: "The folder appears under its name when it is whole and verified; what has that name already is never touched. A run that was killed leaves a hidden folder .posdoctor-evidence-...tmp, which you may delete. The same inputs, keys and clock (SOURCE_DATE_EPOCH) give the same bytes with keys of type Ed25519 and RSA.",
		ZH: "文件夹写完并自检通过后才会以正式名称出现；已存在的同名内容不会被改动。被强行终止的运行会留下隐藏文件夹 .posdoctor-evidence-...tmp，可以删除。输入、密钥和时钟（SOURCE_DATE_EPOCH）相同，且密钥为 Ed25519 或 RSA 时，生成的每个字节都相同。",
	}
	bundleAddShort = codes.Text{EN: "add a document to a bundle, as a new revision", ZH: "向证据包添加文件，生成新版本"}
	bundleAddLong  = codes.Text{
		EN: "The new revision is a folder of its own beside the old one, which stays as it was handed over. It holds everything of the old one unchanged, with its manifests and signature, so that both can be compared.",
		ZH: "新版本是旧版本旁边的一个新文件夹，已交出的旧版本保持不动。新版本原样包含旧版本的全部内容及其清单和签名，两者可以互相核对。",
	}
	bundleInspectShort = codes.Text{EN: "what is in a bundle, and what is missing, before handing it over", ZH: "交出之前查看证据包里有什么、还缺什么"}
	bundleInspectLong  = codes.Text{
		EN: "Shows the files, how much was masked, whether documents in it fit the size limits of dispute portals (portals take documents, never a folder or an archive), and who has what is missing.",
		ZH: "显示文件清单、遮盖了多少、其中的文件是否符合各争议平台的大小限制（平台只收文件，不收文件夹或压缩包），以及缺少的材料在谁手里。",
	}
	bundleVerifyShort = codes.Text{EN: "check a bundle that somebody sent; needs no network", ZH: "校验别人发来的证据包，不用联网"}
	bundleVerifyLong  = codes.Text{
		EN: "Takes the folder or the ZIP archive as it came; nothing is unpacked. Every file that was changed, added, removed or renamed is named; the custody log, earlier revisions, the signature and the archive itself are checked, and texts are searched for clear card numbers. With a fault the exit code is 5.",
		ZH: "可以直接校验文件夹或收到的 ZIP 压缩包，不会解压到磁盘。改动、增加、删除、改名的文件会逐个列出；同时检查保管记录、较早版本、签名和压缩包本身，并在文本中查找未遮盖的卡号。有问题时退出码为 5。",
	}
	bundleVerifySigner = codes.Text{
		EN: "A signature by a key that nobody vouches for does not pass: anybody can make one. Name the fingerprint that you compared by telephone or in person, or a file of allowed signers; with --unsigned only the files are checked.",
		ZH: "没有人担保的密钥所做的签名不算通过，因为任何人都可以自己签一个。请用 --fingerprint 写明通过电话或当面核对过的指纹，或给出允许的签名者文件；加 --unsigned 则只检查文件。",
	}
	bundleExampleAll     = codes.Text{EN: "everything that needs attention", ZH: "收入所有需要处理的交易"}
	bundleExampleOne     = codes.Text{EN: "one payment with a photo, also as an archive", ZH: "一笔交易，附照片，同时生成压缩包"}
	bundleExampleAdd     = codes.Text{EN: "the receipt was found later", ZH: "后来找到了签购单"}
	bundleExampleReply   = codes.Text{EN: "an authority has answered the request for a time stamp", ZH: "时间戳机构已答复请求"}
	bundleExampleInspect = codes.Text{EN: "a last look", ZH: "交出前再看一眼"}
	bundleExampleAllowed = codes.Text{EN: "with the keys of the shops you know", ZH: "用已知门店的密钥校验"}
)

// Options of the bundle commands.
var (
	flagOut            = codes.Text{EN: "put the bundle into this `FOLDER`", ZH: "证据包放入这个`文件夹`"}
	flagAddOut         = codes.Text{EN: "put the new revision into this `FOLDER`; else beside the old one", ZH: "新版本放入这个`文件夹`；不写则放在旧版本旁边"}
	flagZip            = codes.Text{EN: "also write it as a ZIP archive", ZH: "同时生成 ZIP 压缩包"}
	flagCase           = codes.Text{EN: "the `NUMBER` of the dispute that the bank gave", ZH: "银行给的争议案件`编号`"}
	flagBy             = codes.Text{EN: "the `NAME` of who makes it, for the custody log and the letters", ZH: "经手人`姓名`，写入保管记录和信函"}
	flagStatementRow   = codes.Text{EN: "a `ROW` of the statement, typed as it stands there; may be given again", ZH: "对账单中的一`行`，照原样输入；可多次使用"}
	flagStatementFile  = codes.Text{EN: "a statement as a text `FILE` (CSV); may be given again", ZH: "文本格式（CSV）的对账单`文件`；可多次使用"}
	flagAttach         = codes.Text{EN: "a document as `FILE:KIND`, such as photo.jpg:screen_photo; may be given again", ZH: "附件，写成`文件:类型`，例如 photo.jpg:screen_photo；可多次使用"}
	flagReply          = codes.Text{EN: "the `FILE` in which an authority answered the request for a time stamp (.tsr)", ZH: "时间戳机构的答复`文件`（.tsr）"}
	flagAllowed        = codes.Text{EN: "a `FILE` of allowed signers as ssh-keygen reads it", ZH: "允许的签名者`文件`，格式同 ssh-keygen"}
	flagFingerprint    = codes.Text{EN: "the `FINGERPRINT` of the expected key, SHA256:...; may be given again", ZH: "预期密钥的`指纹`，SHA256:...；可多次使用"}
	flagAcceptUnsigned = codes.Text{EN: "check the files alone: accept that nobody signed, or somebody unknown", ZH: "只检查文件：接受没有签名或签名者不明"}
)

// What the bundle commands show.
var (
	sayWritten   = codes.Text{EN: "The evidence bundle is in %s", ZH: "证据包已生成：%s"}
	sayPayments  = codes.Text{EN: "transactions in it: %d", ZH: "包含交易 %d 笔"}
	sayFiles     = codes.Text{EN: "%[1]d files, %[2]s", ZH: "%[1]d 个文件，共 %[2]s"}
	sayZip       = codes.Text{EN: "as an archive: %s", ZH: "压缩包：%s"}
	sayOmitted   = codes.Text{EN: "no copy of %[1]s: %[2]s", ZH: "没有放入 %[1]s 的副本：%[2]s"}
	sayLate      = codes.Text{EN: "the last scan masked %d places in the reports", ZH: "最后检查时又遮盖了报告中的 %d 处"}
	saySigned    = codes.Text{EN: "signed with the key %s; tell the receiver this fingerprint by another way", ZH: "签名密钥 %s；请通过其他途径把指纹告诉接收方"}
	sayUnsigned  = codes.Text{EN: "not signed: nobody vouches for it", ZH: "没有签名：没有人为它担保"}
	headReceiver = codes.Text{EN: "The receiver checks it with", ZH: "接收方这样校验"}
	sayQuery     = codes.Text{
		EN: "To have its time proved, send %[1]s to a time stamp authority and add the answer: posdoctor bundle add %[2]s --timestamp-reply ANSWER",
		ZH: "要证明时间，请把 %[1]s 提交给时间戳机构，再加入答复：posdoctor bundle add %[2]s --timestamp-reply 答复文件",
	}
	sayInspect = codes.Text{EN: "Before you hand it over: posdoctor bundle inspect %s", ZH: "交出之前请查看：posdoctor bundle inspect %s"}

	sayContents      = codes.Text{EN: "%[1]s, revision %[2]d, transactions: %[3]d", ZH: "%[1]s，版本 %[2]d，交易 %[3]d 笔"}
	columnFile       = codes.Text{EN: "File", ZH: "文件"}
	columnSize       = codes.Text{EN: "Size", ZH: "大小"}
	columnWhat       = codes.Text{EN: "What", ZH: "内容"}
	headMasked       = codes.Text{EN: "Masked", ZH: "已遮盖"}
	sayNothingMasked = codes.Text{EN: "  nothing", ZH: "  无"}
	headPortals      = codes.Text{EN: "Limits of dispute portals", ZH: "争议平台的限制"}
	sayNoPortalFile  = codes.Text{
		EN: "There is no PDF or picture in it that a portal would take. The folder itself is for the acquirer's engineer, an ombudsman or a court.",
		ZH: "里面没有平台可收的 PDF 或图片。文件夹本身适合交给收单机构工程师、调解机构或法院。",
	}
	columnPortal = codes.Text{EN: "Portal", ZH: "平台"}
	columnLimit  = codes.Text{EN: "Limit", ZH: "上限"}
	columnFits   = codes.Text{EN: "Fits", ZH: "是否符合"}
	saysYes      = codes.Text{EN: "yes", ZH: "是"}
	saysNo       = codes.Text{EN: "no: too large", ZH: "否：太大"}
	saysNone     = codes.Text{EN: "no file for it", ZH: "没有可提交的文件"}
	saysPages    = codes.Text{EN: "yes, if at most %d pages", ZH: "是，但不得超过 %d 页"}
	headMissing  = codes.Text{EN: "Still open", ZH: "还缺"}
	sayOpen      = codes.Text{EN: "%[1]s: %[2]s", ZH: "%[1]s：%[2]s"}
	headAgainst  = codes.Text{EN: "What speaks against it", ZH: "存在的问题"}

	sayPassed     = codes.Text{EN: "%s: passed", ZH: "%s：通过"}
	sayNobody     = codes.Text{EN: "%s: whole in itself, but not known who vouches for it", ZH: "%s：内容前后一致，但还不知道由谁担保"}
	sayFailed     = codes.Text{EN: "%s: did not pass", ZH: "%s：没有通过"}
	sayFault      = codes.Text{EN: "%[1]s: %[2]s", ZH: "%[1]s：%[2]s"}
	sayFaultTo    = codes.Text{EN: "%[1]s: %[2]s (%[3]s)", ZH: "%[1]s：%[2]s（%[3]s）"}
	sayMoreFaults = codes.Text{EN: "and %d more; --format json lists them all", ZH: "另有 %d 处；--format json 可列出全部"}
	saySigner     = codes.Text{EN: "Signed by the key %s", ZH: "签名密钥：%s"}
	headProved    = codes.Text{EN: "Proved", ZH: "能证明"}
	headNotProved = codes.Text{EN: "Not proved", ZH: "不能证明"}
)

// whoHas names who can bring what is missing.
var whoHas = map[string]codes.Text{
	"acquirer": {EN: "from the acquirer", ZH: "向收单机构索取"},
	"merchant": {EN: "for the shop", ZH: "门店准备"},
	"customer": {EN: "from the customer", ZH: "请客户提供"},
}

// maskedKinds name what was masked.
var maskedKinds = map[string]codes.Text{
	"pan":      {EN: "card numbers", ZH: "卡号"},
	"track":    {EN: "magnetic stripe data", ZH: "磁道数据"},
	"pin":      {EN: "PIN data", ZH: "PIN 数据"},
	"key":      {EN: "keys", ZH: "密钥"},
	"name":     {EN: "names", ZH: "姓名"},
	"metadata": {EN: "hidden parts of pictures", ZH: "图片里的隐藏信息"},
}

// What can go wrong with a bundle.
var (
	textNeedsFile    = codes.Text{EN: "a bundle needs the log as a file: it is read twice", ZH: "生成证据包需要日志文件：要读取两遍"}
	hintNeedsFile    = codes.Text{EN: "save it to a file first", ZH: "请先存成文件"}
	textBundleExists = codes.Text{EN: "something has this name already; nothing was changed", ZH: "已有同名内容，没有做任何改动"}
	hintBundleExists = codes.Text{EN: "choose another folder with --out, or move the old one away", ZH: "用 --out 换一个文件夹，或先移走旧的"}
	textSelfCheck    = codes.Text{EN: "the bundle was not made, for this would not pass: %s", ZH: "没有生成证据包，因为这一项通不过校验：%s"}
	hintSelfCheck    = codes.Text{EN: "nothing was written; if no document of yours is the cause, please report it", ZH: "没有写出任何内容；如果不是您的附件造成的，请报告给我们"}
	textVouchUnknown = codes.Text{EN: "it is not known who vouches for the bundle", ZH: "还不知道由谁为证据包担保"}
	textVerifyFailed = codes.Text{EN: "the bundle did not pass; things against it: %d", ZH: "证据包没有通过校验，共 %d 处问题"}
	hintAskAgain     = codes.Text{EN: "do not rely on it; ask the sender for the bundle as one ZIP archive", ZH: "请不要采信；请发送方重新提供整个 ZIP 压缩包"}
	hintCompare      = codes.Text{EN: "ask the sender by telephone for the fingerprint, compare it and add --fingerprint %s", ZH: "请打电话向发送方核对指纹，一致后加上 --fingerprint %s"}
	hintNoSignature  = codes.Text{EN: "ask for a signed one, or add --unsigned to check the files alone", ZH: "请索取有签名的证据包，或加 --unsigned 只检查文件"}
	hintFingerprint  = codes.Text{EN: "it begins with SHA256: and stands in VERIFY.txt and in the sender's hands", ZH: "以 SHA256: 开头，写在 VERIFY.txt 里，发送方也有"}
	textAllowedWrong = codes.Text{EN: "this is no file of allowed signers", ZH: "这不是允许的签名者文件"}
	hintAllowed      = codes.Text{EN: "each line is NAME KEYTYPE KEY: shop@example.com ssh-ed25519 AAAA...", ZH: "每行写成 名称 密钥类型 密钥，例如 shop@example.com ssh-ed25519 AAAA..."}
	textNothingToAdd = codes.Text{EN: "nothing to add was named", ZH: "没有指定要添加的文件"}
	hintNothingToAdd = codes.Text{EN: "name a document: --attach slip.png:receipt, or an answer: --timestamp-reply FILE", ZH: "请指定附件：--attach slip.png:receipt，或时间戳答复：--timestamp-reply 文件"}
)
