package iso

import "github.com/posdoctor/posdoctor/transcripts"

var classes = [10]transcripts.Class{
	1: transcripts.ClassAuthorisation, 2: transcripts.ClassFinancial, 3: transcripts.ClassFile,
	4: transcripts.ClassReversal, 5: transcripts.ClassReconciliation, 6: transcripts.ClassAdmin,
	7: transcripts.ClassFee, 8: transcripts.ClassNetwork,
}

var functions = [10]transcripts.Function{
	0: transcripts.Request, 1: transcripts.Answer, 2: transcripts.Advice,
	3: transcripts.AdviceAnswer, 4: transcripts.Notification,
}

// setType fills what the type indicator says: class, function, repeat, side.
func setType(m *transcripts.Message, mti [4]byte) {
	m.Version = versionOf(mti[0])
	m.Class = classes[mti[1]-'0']
	m.Function = functions[mti[2]-'0']
	m.Repeat = mti[3] == '1' || mti[3] == '3' || mti[3] == '5'
	m.FromIssuer = mti[3] == '2' || mti[3] == '3'
}

// kindOf names what the message is for. The Chinese dialect says it in field
// 60.1 (pos8583, section 6); where that is missing, and in every other dialect,
// type indicator, processing code and condition decide.
func kindOf(m *transcripts.Message, cn bool) transcripts.Kind {
	switch m.Class {
	case transcripts.ClassReversal:
		return transcripts.KindReversal
	case transcripts.ClassReconciliation:
		return transcripts.KindSettlement
	case transcripts.ClassFile:
		if cn || m.Function == transcripts.Advice || m.Function == transcripts.AdviceAnswer {
			return transcripts.KindUpload
		}
		return transcripts.KindAdmin
	case transcripts.ClassAdmin:
		return transcripts.KindAdmin
	case transcripts.ClassNetwork:
		if cn {
			return networkCN(m)
		}
		return network(m.NetworkCode)
	case transcripts.ClassAuthorisation, transcripts.ClassFinancial:
		if cn {
			if k := kindCN[m.TypeCode]; k != transcripts.KindUnknown {
				return k
			}
			return kindCNByCode(m)
		}
		return kindByCode(m)
	}
	return transcripts.KindUnknown // fee collection may move money
}

// kindCN is field 60.1. Purse loads (40-49) move money in ways that no kind
// names, so they stay unknown, which counts as money that may move.
var kindCN = map[string]transcripts.Kind{
	"01": transcripts.KindBalance, "03": transcripts.KindBalance,
	"10": transcripts.KindPreAuth, "11": transcripts.KindVoid,
	"20": transcripts.KindCompletion, "21": transcripts.KindVoid,
	"22": transcripts.KindSale, "23": transcripts.KindVoid, "24": transcripts.KindCompletion,
	"25": transcripts.KindRefund, "27": transcripts.KindRefund,
	"30": transcripts.KindSale, "36": transcripts.KindSale,
	"32": transcripts.KindAdjustment, "34": transcripts.KindAdjustment,
	"51": transcripts.KindVoid, "53": transcripts.KindVoid, "54": transcripts.KindSale,
}

// kindCNByCode is for messages without a usable 60.1.
func kindCNByCode(m *transcripts.Message) transcripts.Kind {
	if m.TypeCode != "" && m.TypeCode != "00" {
		return transcripts.KindUnknown
	}
	advice := m.Function == transcripts.Advice || m.Function == transcripts.AdviceAnswer
	switch action(m) {
	case "00":
		if m.Class == transcripts.ClassAuthorisation {
			return transcripts.KindPreAuth
		}
		if m.Condition == "06" || m.Condition == "18" {
			return transcripts.KindCompletion
		}
		return transcripts.KindSale
	case "03":
		return transcripts.KindPreAuth
	case "20":
		if advice {
			return transcripts.KindRefund
		}
		return transcripts.KindVoid
	case "31", "30":
		return transcripts.KindBalance
	}
	return transcripts.KindUnknown
}

// kindByCode is the processing code of ISO 8583 outside the Chinese dialect.
// 02 and 22 are adjustments in the standard; in a request, terminals send them
// to void a sale or a refund. 20 in an authorisation is the return authorisation
// of the card networks.
func kindByCode(m *transcripts.Message) transcripts.Kind {
	advice := m.Function == transcripts.Advice || m.Function == transcripts.AdviceAnswer
	switch action(m) {
	case "02", "22":
		if advice {
			return transcripts.KindAdjustment
		}
		return transcripts.KindVoid
	case "20":
		if m.Class == transcripts.ClassAuthorisation && m.Condition == "06" {
			return transcripts.KindVoid // the void of a pre-authorisation
		}
		return transcripts.KindRefund
	case "30", "31", "32", "38", "39":
		return transcripts.KindBalance
	case "00", "01", "09", "11", "12", "17", "18":
		switch {
		case m.Class == transcripts.ClassAuthorisation:
			return transcripts.KindPreAuth
		case advice && (m.Condition == "06" || authorised(m.Original.MTI)):
			return transcripts.KindCompletion
		}
		return transcripts.KindSale
	case "03":
		if m.Class == transcripts.ClassAuthorisation {
			return transcripts.KindPreAuth
		}
	case "":
		if m.Class == transcripts.ClassAuthorisation {
			return transcripts.KindPreAuth
		}
	}
	return transcripts.KindUnknown
}

// authorised reports whether an original message was an authorisation.
func authorised(mti string) bool { return len(mti) == 4 && mti[1] == '1' }

func action(m *transcripts.Message) string {
	if len(m.ProcessingCode) < 2 {
		return ""
	}
	return m.ProcessingCode[:2]
}

// networkCN reads field 60.3 (pos8583, section 5).
func networkCN(m *transcripts.Message) transcripts.Kind {
	switch m.NetworkCode {
	case "001", "003", "004", "005", "401":
		return transcripts.KindSignOn
	case "002":
		return transcripts.KindSignOff
	case "301":
		return transcripts.KindEcho
	case "362":
		return transcripts.KindStatus
	case "360", "361", "370", "371", "372", "380", "381", "382", "390", "391":
		return transcripts.KindParameters
	}
	if m.TypeCode == "96" || m.TypeCode == "99" {
		return transcripts.KindKeys
	}
	return transcripts.KindAdmin
}

// network reads DE70 of 1987 and the function codes (DE24) of 1993.
func network(code string) transcripts.Kind {
	switch code {
	case "001", "061", "071", "081", "801":
		return transcripts.KindSignOn
	case "002", "062", "072", "082", "802":
		return transcripts.KindSignOff
	case "301", "831":
		return transcripts.KindEcho
	case "101", "102", "103", "161", "162", "163", "164", "180", "811", "812", "813", "814", "815":
		return transcripts.KindKeys
	}
	return transcripts.KindAdmin
}
