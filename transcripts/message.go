package transcripts

import "github.com/posdoctor/posdoctor/codes"

// Class is the class of a payment message: the second digit of an ISO 8583 MTI
// or what corresponds to it.
type Class string

// The message classes.
const (
	ClassUnknown        Class = ""
	ClassAuthorisation  Class = "authorisation"  // x1xx: holds
	ClassFinancial      Class = "financial"      // x2xx: books
	ClassFile           Class = "file"           // x3xx (0320 batch upload)
	ClassReversal       Class = "reversal"       // x4xx
	ClassReconciliation Class = "reconciliation" // x5xx
	ClassAdmin          Class = "admin"          // x6xx
	ClassFee            Class = "fee"            // x7xx
	ClassNetwork        Class = "network"        // x8xx
)

// Function is the role of a message in its exchange: the third digit of an ISO
// 8583 MTI.
type Function string

// The functions. An advice tells what was already decided; it may not be
// declined, only acknowledged or refused.
const (
	FunctionUnknown Function = ""
	Request         Function = "request"       // xx0x
	Answer          Function = "answer"        // xx1x
	Advice          Function = "advice"        // xx2x
	AdviceAnswer    Function = "advice_answer" // xx3x
	Notification    Function = "notification"  // xx4x
)

// Kind is what the message is for, from MTI, processing code and private
// fields together.
type Kind string

// The kinds. Those up to KindRefund can move money; the rest are exchanges.
const (
	KindUnknown    Kind = ""
	KindSale       Kind = "sale"
	KindPreAuth    Kind = "preauth"
	KindCompletion Kind = "completion"
	KindAdjustment Kind = "adjustment"
	KindReversal   Kind = "reversal"
	KindVoid       Kind = "void"
	KindRefund     Kind = "refund"

	KindBalance    Kind = "balance"
	KindSignOn     Kind = "sign_on"
	KindSignOff    Kind = "sign_off"
	KindEcho       Kind = "echo"
	KindKeys       Kind = "keys"
	KindParameters Kind = "parameters"
	KindSettlement Kind = "settlement"
	KindUpload     Kind = "batch_upload"
	KindStatus     Kind = "status"
	KindAdmin      Kind = "admin"
)

// MovesMoney reports whether a message of this kind can move money. An unknown
// kind counts as one that can.
func (k Kind) MovesMoney() bool {
	switch k {
	case KindBalance, KindSignOn, KindSignOff, KindEcho, KindKeys, KindParameters,
		KindSettlement, KindUpload, KindStatus, KindAdmin:
		return false
	}
	return true
}

// Undoes reports whether a message of this kind undoes another.
func (k Kind) Undoes() bool { return k == KindReversal || k == KindVoid || k == KindRefund }

// Amount is money in minor units of a currency.
type Amount struct {
	Minor    int64
	Currency string // ISO 4217 alphabetic ("CNY"), or the numeric code where the letters are not known; "" when not stated
	Known    bool   // false: no amount was stated, Minor means nothing
}

// Card is what may be known about a card: enough to tell two apart, never its
// number.
type Card struct {
	// Masked is first 6 + last 4 with stars of the right count between, or only
	// the last 4 for short numbers. "" when no card was stated.
	Masked string
	// Token tells cards apart within one run. It is a keyed digest whose key
	// dies with the run; it is never written anywhere. "" when the source
	// itself only had a masked number.
	Token string
}

// Match says how sure two values belong together.
type Match int

// The matches. Unclear is "one of them does not say".
const (
	Unclear Match = iota
	Differs
	Fits   // the visible digits agree
	Equals // the whole numbers agree
)

// Message is a payment message of any protocol in one shape. Every text field
// is "" and every Amount not Known when the message does not state it. All of
// it is masked.
type Message struct {
	Protocol string // "iso8583", or the id of a cash-register protocol ("zvt")
	Dialect  string // "cnpos", "iso1987-ascii", ...
	Version  string // "1987", "1993", "2003"
	MTI      string // four digits
	Class    Class
	Function Function
	Repeat   bool // MTI says so (0401, 0421)
	Kind     Kind
	// ByAcquirer, false by default, is true when the MTI's origin digit says
	// that not the terminal side but the issuer side started it.
	FromIssuer bool

	ProcessingCode string // DE3
	Amount         Amount // DE4 + DE49
	Replacement    Amount // DE95, actual amount of a partial reversal
	Additional     Amount // approved amount stated elsewhere than DE4 (code 10), or what a terminal tells its till that it took; if any
	Transmitted    Stamp  // DE7, UTC by standard
	STAN           string // DE11, six digits
	LocalTime      string // DE12 as sent: hhmmss or YYMMDDhhmmss
	LocalDate      string // DE13 MMDD
	SettlementDate string // DE15 MMDD
	EntryMode      string // DE22
	Condition      string // DE25
	AcquirerID     string // DE32
	RRN            string // DE37
	AuthCode       string // DE38
	ResponseCode   string // DE39 of an answer; "" in requests
	Reason         string // DE39, DE25 (1993) or DE56 of a reversal request: why it is undone
	Terminal       string // DE41, trimmed
	Merchant       string // DE42, trimmed
	Batch          string // 60.2, six digits
	NetworkCode    string // 60.3 or DE70
	TypeCode       string // 60.1
	HostText       string // DE44/DE63 free text of an answer
	Order          string // merchant order id (QR), or the till's own reference
	Receipt        string // receipt or invoice number that the terminal counts (票据号)
	SettledAnswer  string // reconciliation answer digits of DE48: "1" balanced, "2" not, "3" error; "" unknown
	Totals         string // not money-bearing text of totals, may be empty

	// Talk ties a request to its answers where the protocol itself proves that
	// they belong together: both are of one turn of a line on which one thing
	// happens at a time. It is unique within its source; "" where a message must
	// be tied by its own numbers.
	Talk string
	// Interim is set on an answer that its protocol does not take for final
	// until another message completes it (ZVT 04 0F before 06 0F).
	Interim bool
	// Book is the code book of ResponseCode where the protocol itself fixes it.
	Book string
	// HostCode is the code of the host behind the terminal, where a terminal's
	// own result passes it on; HostBook its book, if known.
	HostCode, HostBook string

	Card     Card
	EMV      EMV
	Original Original
	// HasMAC tells that DE64 or DE128 is there; posdoctor has no keys and never verifies it.
	HasMAC bool
	// HostAsks is the processing requirement of a UnionPay header: "3" sign on again.
	HostAsks string
	// Bytes are the bytes of the message as hex, with x for each half byte that is
	// masked. It is empty unless the reader was asked for it.
	Bytes string
	// Warnings are ids of oddities that did not stop decoding: "length_header", "odd_padding", "trailing_bytes",
	// "check_byte".
	Warnings []string
}

// Recalled reports whether an answer was recalled from the terminal's own record
// by a question, after the payment that it is about.
func (m *Message) Recalled() bool {
	return m.Talk != "" && m.Repeat && (m.Function == Answer || m.Function == AdviceAnswer)
}

// CodeClass says which rows of a code book speak about the message's code.
func (m *Message) CodeClass() codes.Class {
	switch m.Class {
	case ClassReversal:
		if m.Function == Answer || m.Function == AdviceAnswer {
			return codes.ClassReversalAnswer
		}
		return codes.ClassReversalReason
	case ClassFile:
		return codes.ClassFile
	case ClassReconciliation:
		return codes.ClassReconciliation
	case ClassNetwork:
		return codes.ClassNetwork
	case ClassAdmin, ClassFee:
		return codes.ClassAdmin
	}
	return codes.ClassAnswer
}

// EMV is the chip data that says what card and terminal decided.
type EMV struct {
	CID     string // 9F27, one byte hex: 40 TC, 80 ARQC, 00 AAC in the top two bits
	TVR     string // 95
	TSI     string // 9B
	ARC     string // 8A
	AC      string // 9F26
	ATC     string // 9F36
	Results string // 9F34 CVM results
}

// Original is what a message says about the message it refers to: DE90, DE56
// (1993), or field 61 of the Chinese dialect.
type Original struct {
	MTI      string
	STAN     string
	Batch    string
	Date     string // MMDD
	Time     string // hhmmss
	RRN      string
	AuthCode string
	Receipt  string
}

// IsZero reports whether nothing is referred to.
func (o Original) IsZero() bool { return o == Original{} }
