package ecr17

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
)

// Kinds, classes and functions that most commands share.
const (
	asks    = transcripts.Request
	tells   = transcripts.Answer
	books   = transcripts.ClassFinancial
	holds   = transcripts.ClassAuthorisation
	network = transcripts.ClassNetwork
	admin   = transcripts.ClassAdmin
	settles = transcripts.ClassReconciliation
)

// The layouts (Nexi, one page each). Requests: who asks and for what.
var (
	ordered  = []field{{11, 8, register}, {19, 1, option}}
	paying   = append(ordered[:2:2], field{22, 1, option}, field{23, 1, cardChoice}, field{24, 8, amount}, field{32, 128, contract})
	holding  = append(ordered[:2:2], field{24, 8, amount}, field{32, 128, contract}, field{160, 9, holdCode})
	checking = append(ordered[:2:2], field{22, 1, option}, field{23, 1, cardChoice})
)

// Answers: what is always there, and what a result adds.
var (
	paid     = []field{{11, 2, result}, {48, 1, cardKind}, {49, 11, acquirer}, {60, 6, stan}, {66, 6, online}, {72, 3, action}}
	paidOK   = []field{{13, 19, card}, {32, 3, entry}, {35, 6, auth}, {41, 7, hostTime}}
	paidKO   = []field{{13, 24, reason}}
	extended = append(paid[:len(paid):len(paid)], field{75, 8, amount})
	abroad   = append(extended[:len(extended):len(extended)], field{83, 1, exchanged}, field{84, 8, rate}, field{92, 3, currency},
		field{95, 12, cardAmount}, field{107, 1, decimals})
	closedAbroad = append(paid[:len(paid):len(paid)], field{75, 1, exchanged}, field{76, 8, rate}, field{84, 3, currency},
		field{87, 12, cardAmount}, field{99, 1, decimals})
	held   = []field{{11, 2, result}, {72, 11, acquirer}, {83, 6, stan}, {89, 6, online}}
	heldOK = append(paidOK[:3:3], field{41, 8, amount}, field{49, 9, holdCode}, field{58, 3, action}, field{61, 7, hostTime})
	heldKO = []field{{13, 24, reason}, {37, 3, action}, {48, 1, cardKind}}
	raised = []field{
		{11, 2, result}, {13, 19, card}, {32, 3, entry}, {35, 11, acquirer}, {46, 6, auth}, {52, 6, stan}, {58, 6, online}, {64, 7, hostTime}, {71, 3, action},
	}
	closed   = []field{{11, 2, result}}
	closedOK = []field{{13, 16, ownTotal}, {29, 16, hostTotal}}
	closedKO = []field{{13, 19, reason}, {32, 3, action}}
)

// commands are all that the sources name. S from a till undoes the last payment
// with its card read again: a person orders it, so it is a void. K carries
// services of which some pay; it counts as one that does.
var commands = []command{
	{'s', codes.Text{EN: "Ask for its state", ZH: "查询状态"}, transcripts.KindStatus, network, asks, 10, 0, "", nil, nil, nil},
	{'s', codes.Text{EN: "State", ZH: "状态"}, transcripts.KindStatus, network, tells, 0, 0, "s", []field{{21, 10, clock}, {31, 1, state}, {32, 0, release}}, nil, nil},
	{'P', codes.Text{EN: "Payment", ZH: "消费"}, transcripts.KindSale, books, asks, 167, 0, "", paying, nil, nil},
	{'X', codes.Text{EN: "Payment with a long result", ZH: "消费（扩展结果）"}, transcripts.KindSale, books, asks, 167, 0, "", paying, nil, nil},
	{'E', codes.Text{EN: "Print at the till, on or off", ZH: "收银台打印开关"}, transcripts.KindAdmin, admin, asks, 11, 0, "", []field{{11, 1, option}}, nil, nil},
	{'E', codes.Text{EN: "Long result", ZH: "扩展结果"}, transcripts.KindSale, books, tells, 0, 92, "XG", extended, paidOK, paidKO},
	{'E', codes.Text{EN: "Result", ZH: "结果"}, transcripts.KindSale, books, tells, 0, 0, "PXSHG", paid, paidOK, paidKO},
	{'V', codes.Text{EN: "Result with currency exchange", ZH: "结果（含货币兑换）"}, transcripts.KindSale, books, tells, 0, 0, "PXG", abroad, paidOK, paidKO},
	{'S', codes.Text{EN: "Reversal of the last payment", ZH: "撤销末笔交易"}, transcripts.KindVoid, books, asks, 26, 0, "", []field{{11, 8, register}, {19, 6, original}, {25, 1, option}}, nil, nil},
	{'S', codes.Text{EN: "Lines of a slip", ZH: "凭条内容"}, transcripts.KindAdmin, admin, transcripts.Notification, 0, 0, "", []field{{11, 0, lines}}, nil, nil},
	{'p', codes.Text{EN: "Pre-authorisation", ZH: "预授权"}, transcripts.KindPreAuth, holds, asks, 167, 0, "", paying, nil, nil},
	{'e', codes.Text{EN: "Pre-authorisation, result", ZH: "预授权结果"}, transcripts.KindPreAuth, holds, tells, 0, 0, "pG", held, heldOK, heldKO},
	{'i', codes.Text{EN: "More for a pre-authorisation", ZH: "追加预授权"}, transcripts.KindPreAuth, holds, asks, 176, 0, "", holding, nil, nil},
	{'i', codes.Text{EN: "More for a pre-authorisation, result", ZH: "追加预授权结果"}, transcripts.KindPreAuth, holds, tells, 0, 0, "iG", raised, nil, nil},
	{'c', codes.Text{EN: "Completion of a pre-authorisation", ZH: "预授权完成"}, transcripts.KindCompletion, books, asks, 176, 0, "", holding, nil, nil},
	{'c', codes.Text{EN: "Completion, result", ZH: "预授权完成结果"}, transcripts.KindCompletion, books, tells, 0, 0, "cG", paid, paidOK, paidKO},
	{'v', codes.Text{EN: "Completion with currency exchange, result", ZH: "预授权完成结果（含货币兑换）"}, transcripts.KindCompletion, books, tells, 0, 0, "cG", closedAbroad, paidOK, paidKO},
	{'G', codes.Text{EN: "Ask for the last result", ZH: "查询末笔结果"}, transcripts.KindStatus, admin, asks, 22, 0, "", ordered, nil, nil},
	{'T', codes.Text{EN: "Ask for the totals", ZH: "查询合计"}, transcripts.KindStatus, admin, asks, 26, 0, "", ordered, nil, nil},
	{'T', codes.Text{EN: "Totals", ZH: "合计"}, transcripts.KindStatus, admin, tells, 0, 0, "T", []field{{11, 2, result}, {13, 16, ownTotal}}, nil, nil},
	{'C', codes.Text{EN: "Close the session", ZH: "结算"}, transcripts.KindSettlement, settles, asks, 26, 0, "", ordered, nil, nil},
	{'C', codes.Text{EN: "Close the session, result", ZH: "结算结果"}, transcripts.KindSettlement, settles, tells, 0, 0, "C", closed, closedOK, closedKO},
	{'R', codes.Text{EN: "Print the last slip again", ZH: "重打印凭条"}, transcripts.KindAdmin, admin, asks, 22, 0, "", []field{{11, 1, option}, {12, 1, option}}, nil, nil},
	{'H', codes.Text{EN: "Check a card", ZH: "验卡"}, transcripts.KindAdmin, admin, asks, 39, 0, "", checking, nil, nil},
	{'U', codes.Text{EN: "Additional data for the host", ZH: "给主机的附加数据"}, transcripts.KindAdmin, admin, transcripts.Notification, 0, 0, "", []field{{37, 0, private}}, nil, nil},
	{'K', codes.Text{EN: "Service", ZH: "增值服务"}, transcripts.KindUnknown, books, asks, 0, 0, "", []field{{11, 8, register}, {23, 4, option}, {27, 0, private}}, nil, nil},
	{'K', codes.Text{EN: "Service, result", ZH: "增值服务结果"}, transcripts.KindUnknown, books, tells, 0, 0, "K", []field{{23, 4, option}, {27, 0, private}}, nil, nil},
}
