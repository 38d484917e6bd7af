package main

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/cases"
)

// What help says about the commands.
var (
	caseUse   = codes.Text{EN: "open|note|list|show|due|escalate|recheck|close|purge", ZH: "open|note|list|show|due|escalate|recheck|close|purge"}
	caseShort = codes.Text{EN: "follow a payment up until its money is where it belongs", ZH: "跟进一笔交易，直到钱到该到的地方"}
	caseLong  = []codes.Text{{
		EN: "A case is a plain folder that holds what was found, said and promised about one payment. CASE is its name, or the beginning or end of it: the trace number will do. How it is kept: posdoctor help cases.",
		ZH: "个案是一个普通文件夹，记录一笔交易查到了什么、谁说了什么、答应了什么。写个案时可以只写名称的开头或结尾，例如凭证号。保存方式见 posdoctor help cases。",
	}}
	caseOpenShort = codes.Text{EN: "begin a case with one payment of a dump", ZH: "用日志里的一笔交易建立个案"}
	caseOpenLong  = []codes.Text{{
		EN: "Say which payment by what you have of it, as for trace; when several fit they are listed. Without that it takes the only payment that needs attention. What the dump proves about it is kept in the case, masked.",
		ZH: "和 trace 一样，用手头的线索指明是哪一笔；符合的有几笔时会列出来。什么都不写时，取唯一一笔需要处理的交易。日志对它的证明会打码后存入个案。",
	}}
	caseNoteShort = codes.Text{EN: "write down a talk, a letter or a document", ZH: "记下一次通话、一封信或一份文件"}
	caseNoteLong  = []codes.Text{{
		EN: "Say who said what, and what was promised by when: case due reminds you. Card numbers in it are masked. A document is FILE or FILE:TYPE, where TYPE is slip, screen_photo, statement, letter, log, report or other.",
		ZH: "写清谁说了什么、答应在哪天之前办，case due 会提醒。内容里的卡号会打码。文件写成 文件 或 文件:类型，类型可以是 slip、screen_photo、statement、letter、log、report 或 other。",
	}}
	caseListShort = codes.Text{EN: "the cases, or the page of a month", ZH: "列出个案，或某个月的汇总"}
	caseListLong  = []codes.Text{{
		EN: "With --verify every line and document is compared with what was written down about it; the exit code is 5 when something was changed or is gone.",
		ZH: "加 --verify 会核对每一行和每份文件；有改动或缺失时退出码为 5。",
	}}
	caseShowShort = codes.Text{EN: "everything about one case", ZH: "显示一个个案的全部内容"}
	caseDueShort  = codes.Text{EN: "what has to be done today, and what comes next", ZH: "今天要做什么，接下来做什么"}
	caseDueLong   = []codes.Text{{
		EN: "What is promised, what you must answer, when to look at the account, when to ask again or turn to the next one, and the time limits that rules give in the country of the case, each with its source. A limit that binds the bank says so. The exit code is 1 when it is time to do something, and 0 otherwise.",
		ZH: "包括对方的承诺、您要答复的事、何时查账户、何时催问或找上一级，以及个案所在国家的规定给出的期限，都注明来源；约束银行的期限会写明。到了该做事的时候退出码为 1，否则为 0。",
	}}
	caseEscalateShort = codes.Text{EN: "note that you turn to the next institution", ZH: "记下转向上一级机构"}
	caseEscalateLong  = []codes.Text{{
		EN: "Without --to it is the next rung of the ladder; posdoctor explain sheet.regulator shows the whole ladder. posdoctor only writes it down and says who that is: it sends nothing, and gives no legal advice.",
		ZH: "不写 --to 时取阶梯上的下一级，整个阶梯见 posdoctor explain sheet.regulator。posdoctor 只做记录并说明该找谁，不会发送任何东西，也不提供法律意见。",
	}}
	caseRecheckShort = codes.Text{EN: "compare a case with a new dump", ZH: "用新的日志复查个案"}
	caseRecheckLong  = []codes.Text{{
		EN: "Give the old dump and the new one together: a new one alone may prove less. It may suggest closing; closing is up to you.",
		ZH: "请把旧日志和新日志一起给出，单看新日志可能证据更少。它可能建议结案，但是否结案由您决定。",
	}, {
		EN: "The payment is found by itself. In the log of another machine it may have other numbers: name it there as for trace; what contradicts the case is refused.",
		ZH: "会自动找到这笔交易。另一台设备的日志里号码可能不同：请和 trace 一样指明是哪一笔；与个案矛盾的会拒绝。",
	}}
	caseCloseShort = codes.Text{EN: "end a case with its outcome and a lesson", ZH: "写明结果和教训，结案"}
	caseCloseLong  = []codes.Text{{
		EN: "The outcome is returned (the customer has the money back), paid (the shop was paid), not_taken, as_booked (the payment was right), written_off or other.",
		ZH: "结果可以是 returned（款已退回顾客）、paid（款已付给商户）、not_taken（从未扣款）、as_booked（原交易无误）、written_off（损失已核销）或 other（其他）。",
	}}
	casePurgeShort = codes.Text{EN: "delete cases whose retention time is over", ZH: "删除超过保存期限的个案"}
	casePurgeLong  = []codes.Text{{
		EN: "Only cases that were closed at least retention_days ago are deleted; that key of the profile has no default. The cases are named and you are asked first. purge.jsonl keeps which ones went, and when.",
		ZH: "只删除结案已满 retention_days 天的个案；配置文件里的这个键没有默认值。会先列出并询问。purge.jsonl 会记下删了哪些、何时删的。",
	}}

	caseExampleOpen     = codes.Text{EN: "begin with the payment of that trace number", ZH: "用这个凭证号的交易建立个案"}
	caseExampleNote     = codes.Text{EN: "what was said, and promised by when", ZH: "对方说了什么，答应哪天之前办"}
	caseExampleAttach   = codes.Text{EN: "add a photograph of the slip", ZH: "附上签购单的照片"}
	caseExampleDue      = codes.Text{EN: "what is due today", ZH: "今天要做的事"}
	caseExampleList     = codes.Text{EN: "the open cases", ZH: "未结的个案"}
	caseExampleMonth    = codes.Text{EN: "the page of a month, to hand on", ZH: "某个月的汇总，可以转发"}
	caseExampleVerify   = codes.Text{EN: "is everything as it was written?", ZH: "核对内容是否与写入时一致"}
	caseExampleShow     = codes.Text{EN: "by its trace number", ZH: "按凭证号查看"}
	caseExampleEscalate = codes.Text{EN: "the next one up", ZH: "找上一级"}
	caseExampleRecheck  = codes.Text{EN: "with the old and the new dump together", ZH: "新旧日志一起复查"}
	caseExampleClose    = codes.Text{EN: "the customer has the money back", ZH: "款已退回顾客"}
	caseExamplePurge    = codes.Text{EN: "shows what would go, then asks", ZH: "先列出要删除的，再询问"}
)

// The options.
var (
	flagCaseDir       = codes.Text{EN: "the `FOLDER` of your cases; else see posdoctor help cases", ZH: "存放个案的`文件夹`；不写时见 posdoctor help cases"}
	flagCaseBy        = codes.Text{EN: "`WHO` writes this", ZH: "`记录人`"}
	flagCaseCountry   = codes.Text{EN: "the `COUNTRY` whose rules and weekend count: CN, IN ...; usual is that of the profile", ZH: "适用哪个`国家`的规定和周末：CN、IN 等，默认取配置文件里的"}
	flagNoteWith      = codes.Text{EN: "`WHO` said it", ZH: "`对方`是谁"}
	flagNoteChannel   = codes.Text{EN: "`HOW`: phone, mail, letter, chat, visit, portal or other", ZH: "`方式`：phone、mail、letter、chat、visit、portal 或 other"}
	flagNoteAt        = codes.Text{EN: "`WHEN` it was said, if not now: \"2026-11-20 18:30\"", ZH: "不是现在说的，写明`时间`：\"2026-11-20 18:30\""}
	flagNotePromised  = codes.Text{EN: "the `DAY` by which they promised to act", ZH: "对方答应在哪`天`之前处理"}
	flagNoteAnswerBy  = codes.Text{EN: "the last `DAY` on which you can answer them", ZH: "您最迟要在哪`天`答复对方"}
	flagNoteAnswered  = codes.Text{EN: "you did answer: nothing is due for it any more", ZH: "已经答复对方，不再提醒"}
	flagNoteStarts    = codes.Text{EN: "`WHAT` this tells of, from which time limits count: notice (the customer told the bank), statement (that shows it), debit, request (for papers), dispute, credit_receipt or complaint (received by the institution)", ZH: "这条记录说的是哪件`事件`，期限自此起算：notice 顾客通知银行、statement 列出该笔的账单、debit 扣款、request 收到调单、dispute 争议处理日、credit_receipt 退货单、complaint 机构收到投诉"}
	flagNoteChecked   = codes.Text{EN: "you looked at the account: the reminder begins to count anew", ZH: "已查过账户，提醒重新计时"}
	flagNoteEvery     = codes.Text{EN: "look at the account every so many business `DAYS`, as you were told; 0 is never, usual is 5", ZH: "按对方说的，每多少个工作`日`查一次账户；0 为不提醒，默认 5"}
	flagCaseReference = codes.Text{EN: "the other side's own case `NUMBER`", ZH: "对方的受理`编号`"}
	flagNoteAttach    = codes.Text{EN: "a document, `FILE` or FILE:TYPE; may be given again", ZH: "附上`文件`，或写成 文件:类型；可以写多次"}
	flagEscalateTo    = codes.Text{EN: "the `RUNG`: institution, written, scheme, regulator or adviser", ZH: "找哪一`级`：institution、written、scheme、regulator 或 adviser"}
	flagEscalateText  = codes.Text{EN: "a `NOTE` to it", ZH: "附加`说明`"}
	flagOutcome       = codes.Text{EN: "the `OUTCOME`, see above", ZH: "`结果`，见上文"}
	flagLesson        = codes.Text{EN: "the `LESSON`: what will be done differently", ZH: "`教训`：以后怎样改进"}
	flagWhichCases    = codes.Text{EN: "`WHICH` cases: open (usual), closed or all", ZH: "列出`哪些`：open 未结（默认）、closed 已结或 all 全部"}
	flagCaseMonth     = codes.Text{EN: "the page of a `MONTH` instead: 2026-11", ZH: "改为某`月`的汇总：2026-11"}
	flagCaseFormat    = codes.Text{EN: "`FORMAT`: text (usual), json or markdown", ZH: "输出`格式`：text（默认）、json 或 markdown"}
	flagCaseVerify    = codes.Text{EN: "check every line and document", ZH: "核对每一行和每份文件"}
	flagPurgeYes      = codes.Text{EN: "do not ask", ZH: "不再询问"}
)

// What goes wrong.
var (
	textNoCase           = codes.Text{EN: "there is no case %q", ZH: "没有个案 %q"}
	hintNoCase           = codes.Text{EN: "posdoctor case list --which all lists them; another folder: --dir", ZH: "用 posdoctor case list --which all 查看所有个案；其他文件夹请用 --dir"}
	textManyCases        = codes.Text{EN: "%q fits several cases", ZH: "%q 对得上几个个案"}
	hintManyCases        = codes.Text{EN: "write the whole name: %s", ZH: "请写全名：%s"}
	textNewerCase        = codes.Text{EN: "this case was written by a later posdoctor, in a format that this one does not know", ZH: "这个个案由更新版本的 posdoctor 写成，当前版本不认识它的格式"}
	hintNewerCase        = codes.Text{EN: "use that version; nothing was changed", ZH: "请使用那个版本；文件没有改动"}
	textTorn             = codes.Text{EN: "%[1]s ends in a torn line of %[2]d bytes: it was being written when the power went or the program was stopped. Everything before it is there; the next entry sets it aside.", ZH: "%[1]s 末尾有一行没有写完（%[2]d 字节），应当是写入时断电或程序被终止。之前的内容都在；下次写入时会把它另存。"}
	textClockBack        = codes.Text{EN: "the clock of this machine is behind the last entry (%s); set it right, since all days are counted by it", ZH: "这台机器的时钟比上一条记录（%s）还早，请校准：所有日期都按它计算"}
	textAside            = codes.Text{EN: "a torn line at the end was set aside in %s", ZH: "末尾没写完的一行已另存到 %s"}
	textTooLong          = codes.Text{EN: "this text is too long for one entry", ZH: "内容太长，一条记录放不下"}
	hintTooLong          = codes.Text{EN: "save it as a file and add it with --attach", ZH: "请存成文件，用 --attach 附上"}
	textCaseClosed       = codes.Text{EN: "the case %s is closed", ZH: "个案 %s 已结案"}
	hintCaseClosed       = codes.Text{EN: "notes can still be added; if the trouble is back, open a new case", ZH: "仍可补充记录；如果问题又出现，请建立新的个案"}
	textCaseBusy         = codes.Text{EN: "another posdoctor is writing in this folder and does not finish", ZH: "另一个 posdoctor 正在写这个文件夹，一直没有结束"}
	hintCaseBusy         = codes.Text{EN: "nothing was lost; wait for it or end it, then run the command again", ZH: "没有丢失内容；等它结束或将其关闭后，再运行一次"}
	hintCountry          = codes.Text{EN: "write two capital letters, for example CN or IN", ZH: "请写两个大写字母，例如 CN 或 IN"}
	textCaseExists       = codes.Text{EN: "there is already an open case for this payment: %s", ZH: "这笔交易已有未结的个案：%s"}
	hintCaseExists       = codes.Text{EN: "go on with it: posdoctor case note %[1]s, or posdoctor case recheck %[1]s", ZH: "请继续使用它：posdoctor case note %[1]s 或 posdoctor case recheck %[1]s"}
	textEmptyNote        = codes.Text{EN: "there is nothing to write down", ZH: "没有要记的内容"}
	hintOneDay           = codes.Text{EN: "write a day, for example 2026-11-27", ZH: "请写日期，例如 2026-11-27"}
	hintRhythm           = codes.Text{EN: "write a number of business days, 0 to 250", ZH: "请写工作日天数，0 到 250"}
	hintMonth            = codes.Text{EN: "write a month, for example 2026-11", ZH: "请写月份，例如 2026-11"}
	textPacked           = codes.Text{EN: "this is an archive or a compressed file; nobody can see whether card data is in it", ZH: "这是压缩文件，无法确认里面有没有卡号"}
	hintPacked           = codes.Text{EN: "unpack it and attach what is needed; a document of an office program: save it as PDF", ZH: "请解压后附上需要的文件；办公软件文档请另存为 PDF"}
	textCardInside       = codes.Text{EN: "this shows clear card data that cannot be masked in place; it was not copied", ZH: "里面有明文卡号，无法就地打码，没有复制"}
	hintCardInside       = codes.Text{EN: "save it as UTF-8 text, or cover the number, and attach that copy", ZH: "请另存为 UTF-8 文本，或遮住卡号后再附上"}
	textLadderEnds       = codes.Text{EN: "there is nobody further up", ZH: "已经没有更上一级"}
	hintLadderEnds       = codes.Text{EN: "name one with --to, or write down what happens with case note", ZH: "请用 --to 指定，或用 case note 记下进展"}
	textNoOutcome        = codes.Text{EN: "how did the case end?", ZH: "个案的结果是什么？"}
	textNoLesson         = codes.Text{EN: "what is the lesson?", ZH: "从中得到什么教训？"}
	hintNoLesson         = codes.Text{EN: `one sentence is enough: --lesson "print the fault slip at once"`, ZH: `一句话就够：--lesson "当场打印故障单"`}
	textNoRetention      = codes.Text{EN: "nobody said how long cases must be kept, so none is deleted", ZH: "没有说明个案要保存多久，所以什么都不删"}
	hintNoRetention      = codes.Text{EN: "write retention_days into the profile, as the law and your contract ask: posdoctor help profile", ZH: "请按法规和合同的要求在配置文件里写 retention_days：posdoctor help profile"}
	textPurgeRefused     = codes.Text{EN: "nothing was deleted: nobody said yes", ZH: "没有删除：未得到确认"}
	hintPurgeYes         = codes.Text{EN: "answer y, or give --yes when nobody sits at the screen", ZH: "请回答 y；无人值守时加 --yes"}
	textDocumentGone     = codes.Text{EN: "this document is gone", ZH: "这份文件不见了"}
	textDocumentChanged  = codes.Text{EN: "this document was changed after it was added", ZH: "这份文件附上之后被改动过"}
	textDocumentUnlisted = codes.Text{EN: "no entry of the case names this document", ZH: "个案里没有这份文件的记录"}
	hintDocument         = codes.Text{EN: "compare with a backup; a document that an interrupted command left behind can be deleted", ZH: "请与备份核对；如果是命令中断留下的文件，可以删除"}
)

// What the commands say.
var (
	textCaseOpened     = codes.Text{EN: "Case %s is open. It is kept in:", ZH: "已建立个案 %s，保存在："}
	textPayment        = codes.Text{EN: "The payment: %s", ZH: "这笔交易：%s"}
	textNoted          = codes.Text{EN: "Written down in case %s.", ZH: "已记入个案 %s。"}
	textAttached       = codes.Text{EN: "Added %[1]s: %[2]s.", ZH: "已附上 %[1]s：%[2]s。"}
	textEscalated      = codes.Text{EN: "Case %[1]s: next you turn to: %[2]s", ZH: "个案 %[1]s：下一步联系 %[2]s"}
	textBody           = codes.Text{EN: "%[1]s: %[2]s (as of %[3]s; source: %[4]s)", ZH: "%[1]s：%[2]s（截至 %[3]s；来源：%[4]s）"}
	textNoBody         = codes.Text{EN: "posdoctor does not know the authority in %s.", ZH: "posdoctor 不知道 %s 的监管机构。"}
	textRechecked      = codes.Text{EN: "Rechecked with a new dump. The money before: %[1]s; now: %[2]s.", ZH: "已用新日志复查。钱的去向：之前%[1]s，现在%[2]s。"}
	textClosed         = codes.Text{EN: "Case %[1]s is closed: %[2]s.", ZH: "个案 %[1]s 已结案：%[2]s。"}
	textClosedUnproved = codes.Text{EN: "the last dump did not prove this end (the money: %s); keep the papers that do", ZH: "最近的日志没有证明这个结果（%s）；请保存能证明的单据"}
	textNoCases        = codes.Text{EN: "There are no cases in %s.", ZH: "%s 里没有个案。"}
	textNoneSuch       = codes.Text{EN: "None of the %d cases fits; --which all shows them.", ZH: "共 %d 个个案，没有符合的；--which all 可全部显示。"}
	textVerified       = codes.Text{EN: "Cases checked: %d. All lines and documents are as they were written.", ZH: "已核对个案 %d 个，所有行和文件都与写入时一致。"}
	textEnded          = codes.Text{EN: "closed: %s", ZH: "已结案：%s"}
	textNotKnown       = codes.Text{EN: "not known", ZH: "不详"}
	textNothingDue     = codes.Text{EN: "Nothing is due today.", ZH: "今天没有到期的事。"}
	textNothingDueHere = codes.Text{EN: "Nothing is due today in the cases that can be read.", ZH: "能读取的个案今天没有到期的事。"}
	textNoneReadable   = codes.Text{EN: "No case in %s can be read.", ZH: "%s 里没有能读取的个案。"}
	textHowDaysCount   = codes.Text{EN: "Business days leave out %s, and the holidays of your profile.", ZH: "工作日不含%s和配置文件里的节假日。"}
	textHolidaysUntold = codes.Text{EN: "A day may be later than shown: your profile tells no bank holidays for its year.", ZH: "日期可能比显示的更晚：配置文件里没有那一年的银行节假日。"}
	textRhythm         = codes.Text{EN: "When to ask again and when to turn to the next one is a habit that works, no legal term.", ZH: "何时催问、何时找上一级只是行之有效的习惯，不是法定期限。"}
	textToday          = codes.Text{EN: "%s, today", ZH: "%s（今天）"}
	textLeftOne        = codes.Text{EN: "%s, 1 day left", ZH: "%s（还有 1 天）"}
	textLeft           = codes.Text{EN: "%[1]s, %[2]d days left", ZH: "%[1]s（还有 %[2]d 天）"}
	textLateOne        = codes.Text{EN: "%s, 1 day late", ZH: "%s（逾期 1 天）"}
	textLate           = codes.Text{EN: "%[1]s, %[2]d days late", ZH: "%[1]s（逾期 %[2]d 天）"}
	textDays           = codes.Text{EN: "%d days", ZH: "%d 天"}
	textUnstated       = codes.Text{EN: "%[1]s, and %[2]d of unknown amount", ZH: "%[1]s，另有 %[2]d 笔金额不详"}
	textOpenLine       = codes.Text{EN: "since %[1]s, %[2]s, the money: %[3]s", ZH: "%[1]s 建立，%[2]s，%[3]s"}
	textWentTo         = codes.Text{EN: "turned to: %[1]s%[2]s", ZH: "转向：%[1]s%[2]s"}
	textSaidBy         = codes.Text{EN: "%[1]s: %[2]s", ZH: "%[1]s：%[2]s"}
	textPromisedBy     = codes.Text{EN: "%[1]s [promised by %[2]s]", ZH: "%[1]s【承诺 %[2]s 之前】"}
	textToAnswerBy     = codes.Text{EN: "%[1]s [to be answered by %[2]s]", ZH: "%[1]s【须在 %[2]s 之前答复】"}
	textAnsweredOnly   = codes.Text{EN: "answered", ZH: "已答复"}
	textCheckedOnly    = codes.Text{EN: "looked at the account", ZH: "已查账户"}
	textStartsHere     = codes.Text{EN: "%[1]s [time limits count from here: %[2]s]", ZH: "%[1]s【期限自此起算：%[2]s】"}
	textEvery          = codes.Text{EN: "%[1]s [business days until the next look at the account: %[2]d]", ZH: "%[1]s【每 %[2]d 个工作日查一次账户】"}
	textWhom           = codes.Text{EN: "Whom to call: %s", ZH: "怎样联系：%s"}
	textWhomUnknown    = codes.Text{EN: "Whom to call: your profile names no contact. %s", ZH: "怎样联系：配置文件里没有联系人。%s"}
	textWriteDown      = codes.Text{EN: "Write down every talk: posdoctor case note %[1]s \"what was said\" --with WHO --promised DAY. When you looked at the account: --checked.", ZH: "每次沟通都记下来：posdoctor case note %[1]s \"对方说了什么\" --with 对方 --promised 日期。查过账户就加 --checked。"}
	textNoticeWins     = codes.Text{EN: "The date on a notice from your institution wins over these limits. This is no legal advice.", ZH: "机构通知上的日期优先于这些期限。本内容不是法律意见。"}
	textTellStart      = codes.Text{EN: "Once such a day is known, tell it: posdoctor case note %s \"what came\" --starts WHAT --at DAY", ZH: "知道这样的日期后请记下：posdoctor case note %s \"收到什么\" --starts 事件 --at 日期"}
	textUntold         = codes.Text{EN: "%[1]s (--starts %[2]s; time limits that wait for it: %[3]d)", ZH: "%[1]s（--starts %[2]s），有 %[3]d 个期限自此起算"}
	textFarLimits      = codes.Text{EN: "Time limits that end more than a month from now: %d; posdoctor case show CASE has them.", ZH: "一个月以后才到期的期限有 %d 个，见 posdoctor case show 个案。"}
	textLetterFor      = codes.Text{EN: "A letter to begin with: posdoctor trace LOG --key %[1]s --letter %[2]s", ZH: "可以先用这封信：posdoctor trace 日志 --key %[1]s --letter %[2]s"}
	textWholeCase      = codes.Text{EN: "The whole case, with the numbers they will ask for and the rules behind each time limit: posdoctor case show %s", ZH: "查看整个个案，包括对方会问的各种号码和每个期限的依据：posdoctor case show %s"}
	textLastDay        = codes.Text{EN: "last day: %s", ZH: "最后一天：%s"}
	textLastDayOver    = codes.Text{EN: "over, the last day was: %s", ZH: "已过，最后一天是：%s"}
	textIfNetwork      = codes.Text{EN: "%s; only if the card is of that network", ZH: "%s；前提是卡属于该卡组织"}
	textNothingToPurge = codes.Text{EN: "No case was closed %d days ago or longer; nothing is deleted.", ZH: "没有结案已满 %d 天的个案，不删除任何东西。"}
	textClosedOn       = codes.Text{EN: "closed on %[1]s, documents: %[2]d", ZH: "%[1]s 结案，文件 %[2]d 份"}
	textPurgeAsk       = codes.Text{EN: "Delete these %d cases for good, with their documents?", ZH: "要永久删除这 %d 个个案和其中的文件吗？"}
	textPurged         = codes.Text{EN: "Deleted for good: %[1]d (%[2]s). purge.jsonl keeps that it was done.", ZH: "已永久删除 %[1]d 个：%[2]s。purge.jsonl 里留有记录。"}

	headCase      = codes.Text{EN: "Case %s", ZH: "个案 %s"}
	headHistory   = codes.Text{EN: "What happened", ZH: "经过"}
	headDocuments = codes.Text{EN: "Documents", ZH: "文件"}
	headDonts     = codes.Text{EN: "Do not", ZH: "不要"}
	headNextSteps = codes.Text{EN: "To do", ZH: "要做的事"}
	headDue       = codes.Text{EN: "Due", ZH: "到期"}
	headLater     = codes.Text{EN: "Later", ZH: "以后"}
	headLimits    = codes.Text{EN: "Time limits of rules", ZH: "规定的期限"}
	headUntold    = codes.Text{EN: "Not told yet, so without a date", ZH: "还没有记下，所以没有日期"}
	headMonth     = codes.Text{EN: "Cases in %s", ZH: "%s 个案汇总"}
	headEnds      = codes.Text{EN: "How they ended", ZH: "结果"}
	headLessons   = codes.Text{EN: "Lessons", ZH: "教训"}
	headStillOpen = codes.Text{EN: "Still open", ZH: "仍未结"}
	headPurge     = codes.Text{EN: "Closed %d days ago or longer", ZH: "结案已满 %d 天"}

	columnCase       = codes.Text{EN: "Case", ZH: "个案"}
	columnOpened     = codes.Text{EN: "Opened", ZH: "建立日期"}
	columnCaseAmount = codes.Text{EN: "Amount", ZH: "金额"}
	columnCaseMoney  = codes.Text{EN: "The money", ZH: "钱的去向"}
	columnNext       = codes.Text{EN: "Next", ZH: "下一步"}
	columnDay        = codes.Text{EN: "Day", ZH: "日期"}
	columnTask       = codes.Text{EN: "What to do", ZH: "要做的事"}

	pairOpened    = codes.Text{EN: "opened", ZH: "新建"}
	pairClosed    = codes.Text{EN: "closed", ZH: "结案"}
	pairStillOpen = codes.Text{EN: "open at month's end", ZH: "月末未结"}
	pairDays      = codes.Text{EN: "days to close (median)", ZH: "从建立到结案（中位数）"}
	pairOpenMoney = codes.Text{EN: "money in open cases", ZH: "未结个案涉及金额"}
	pairMoney     = codes.Text{EN: "the money", ZH: "钱的去向"}
	pairAmount    = codes.Text{EN: "amount", ZH: "金额"}
	pairPaidAt    = codes.Text{EN: "time of the payment", ZH: "交易时间"}
	pairCard      = codes.Text{EN: "card", ZH: "卡号"}
	pairSTAN      = codes.Text{EN: "trace number", ZH: "凭证号"}
	pairRRN       = codes.Text{EN: "reference number", ZH: "参考号"}
	pairAuth      = codes.Text{EN: "authorisation code", ZH: "授权码"}
	pairTerminal  = codes.Text{EN: "terminal", ZH: "终端号"}
	pairMerchant  = codes.Text{EN: "merchant", ZH: "商户号"}
	pairReference = codes.Text{EN: "their case number", ZH: "对方受理编号"}
	pairEnded     = codes.Text{EN: "ended", ZH: "结果"}
	pairLesson    = codes.Text{EN: "lesson", ZH: "教训"}
)

var checkedTexts = map[cases.Checked]codes.Text{
	cases.CheckedClean:  {EN: "text, no card data found", ZH: "文本，未发现卡号"},
	cases.CheckedMasked: {EN: "text, card data masked in the copy", ZH: "文本，副本里的卡号已打码"},
	cases.CheckedShapes: {EN: "what it shows was not looked at; make sure that no card number is to be seen", ZH: "没有检查画面内容，请确认看不到完整卡号"},
}

var dontTexts = map[string]codes.Text{
	"charge_again": {EN: "charge again", ZH: "再次收款"},
	"refund":       {EN: "refund", ZH: "退货"},
	"void":         {EN: "void", ZH: "撤销"},
}
