package iso

import (
	"testing"

	"github.com/posdoctor/posdoctor/transcripts"
)

// The table of pos8583, section 6, with answers.
func TestKindsOfTheChineseDialect(t *testing.T) {
	for _, c := range []struct {
		name, mti, proc, cond, f60 string
		want                       transcripts.Kind
		function                   transcripts.Function
	}{
		{"balance", "0200", "310000", "00", "01000007000", transcripts.KindBalance, transcripts.Request},
		{"sale", "0200", "000000", "00", "22000007000", transcripts.KindSale, transcripts.Request},
		{"sale answer", "0210", "000000", "00", "22000007000", transcripts.KindSale, transcripts.Answer},
		{"void", "0200", "200000", "00", "23000007000", transcripts.KindVoid, transcripts.Request},
		{"refund", "0220", "200000", "00", "25000007000", transcripts.KindRefund, transcripts.Advice},
		{"pre-auth", "0100", "030000", "06", "10000007000", transcripts.KindPreAuth, transcripts.Request},
		{"pre-auth void", "0100", "200000", "06", "11000007000", transcripts.KindVoid, transcripts.Request},
		{"completion", "0200", "000000", "06", "20000007000", transcripts.KindCompletion, transcripts.Request},
		{"completion void", "0200", "200000", "06", "21000007000", transcripts.KindVoid, transcripts.Request},
		{"completion advice", "0220", "000000", "06", "24000007000", transcripts.KindCompletion, transcripts.Advice},
		{"offline sale", "0220", "000000", "00", "36000007000", transcripts.KindSale, transcripts.Advice},
		{"offline settlement", "0230", "000000", "00", "30000007000", transcripts.KindSale, transcripts.AdviceAnswer},
		{"adjustment", "0220", "000000", "00", "32000007000", transcripts.KindAdjustment, transcripts.Advice},
		{"tip", "0220", "000000", "00", "34000007000", transcripts.KindAdjustment, transcripts.Advice},
		{"reversal of a void", "0400", "200000", "00", "23000007000", transcripts.KindReversal, transcripts.Request},
		{"reversal answer", "0410", "000000", "00", "22000007000", transcripts.KindReversal, transcripts.Answer},
		{"script result", "0620", "000000", "00", "00000007951", transcripts.KindAdmin, transcripts.Advice},
		{"settlement", "0500", "", "", "00000007201", transcripts.KindSettlement, transcripts.Request},
		{"upload", "0320", "", "", "00000007201", transcripts.KindUpload, transcripts.Advice},
		{"upload end", "0330", "", "", "00000007207", transcripts.KindUpload, transcripts.AdviceAnswer},
		{"sign-on", "0800", "", "", "00000007001", transcripts.KindSignOn, transcripts.Request},
		{"sign-on answer", "0810", "", "", "00000007004", transcripts.KindSignOn, transcripts.Answer},
		{"sign-off", "0820", "", "", "00000007002", transcripts.KindSignOff, transcripts.Advice},
		{"echo", "0820", "", "", "00000007301", transcripts.KindEcho, transcripts.Advice},
		{"status", "0820", "", "", "00000007362", transcripts.KindStatus, transcripts.Advice},
		{"parameters", "0800", "", "", "00000007360", transcripts.KindParameters, transcripts.Request},
		{"public keys", "0800", "", "", "00000007370", transcripts.KindParameters, transcripts.Request},
		{"purse load", "0200", "600000", "91", "40000007000", transcripts.KindUnknown, transcripts.Request},
		{"sale without 60", "0200", "000000", "00", "", transcripts.KindSale, transcripts.Request},
		{"void without 60", "0200", "200000", "00", "", transcripts.KindVoid, transcripts.Request},
		{"refund without 60", "0220", "200000", "00", "", transcripts.KindRefund, transcripts.Advice},
		{"completion without 60", "0200", "000000", "06", "", transcripts.KindCompletion, transcripts.Request},
	} {
		f := fieldBytes{11: bcd("000123"), 41: []byte(testTID), 42: []byte(testMID), 49: []byte("156")}
		if c.proc != "" {
			f[3], f[4] = bcd(c.proc), bcd("000000000100")
		}
		if c.cond != "" {
			f[25] = bcd(c.cond)
		}
		if c.f60 != "" {
			f[60] = bcdLLL(c.f60, "0")
		}
		m, fault := NewReader(testMasker(), "cnpos").Read(wrapCN(cnMessage(c.mti, f)))
		if fault != nil || m.Kind != c.want || m.Function != c.function {
			t.Errorf("%s: kind %q function %q, want %q %q; fault %v", c.name, m.Kind, m.Function, c.want, c.function, fault)
		}
	}
}

func TestKindsElsewhere(t *testing.T) {
	for _, c := range []struct {
		name, mti, proc, cond, net string
		want                       transcripts.Kind
	}{
		{"sale", "0200", "000000", "00", "", transcripts.KindSale},
		{"cash", "0200", "012000", "00", "", transcripts.KindSale},
		{"cashback", "0200", "090000", "00", "", transcripts.KindSale},
		{"void", "0200", "020000", "00", "", transcripts.KindVoid},
		{"debit adjustment", "0220", "020000", "00", "", transcripts.KindAdjustment},
		{"credit adjustment", "0220", "220000", "00", "", transcripts.KindAdjustment},
		{"refund", "0200", "200000", "00", "", transcripts.KindRefund},
		{"refund answer", "0210", "200000", "00", "", transcripts.KindRefund},
		{"balance", "0200", "310000", "00", "", transcripts.KindBalance},
		{"funds", "0100", "300000", "00", "", transcripts.KindBalance},
		{"authorisation", "0100", "000000", "00", "", transcripts.KindPreAuth},
		{"authorisation advice", "0120", "000000", "00", "", transcripts.KindPreAuth},
		{"pre-auth void", "0100", "200000", "06", "", transcripts.KindVoid},
		{"return authorisation", "0100", "200000", "00", "", transcripts.KindRefund},
		{"offline sale", "0220", "000000", "00", "", transcripts.KindSale},
		{"completion", "0220", "000000", "06", "", transcripts.KindCompletion},
		{"transfer", "0200", "400000", "00", "", transcripts.KindUnknown},
		{"reversal advice", "0420", "000000", "00", "", transcripts.KindReversal},
		{"upload", "0320", "000000", "00", "", transcripts.KindUpload},
		{"file", "0302", "", "", "", transcripts.KindAdmin},
		{"fee", "0720", "", "", "", transcripts.KindUnknown},
		{"sign-on", "0800", "", "", "001", transcripts.KindSignOn},
		{"sign-off", "0810", "", "", "002", transcripts.KindSignOff},
		{"echo", "0800", "", "", "301", transcripts.KindEcho},
		{"keys", "0800", "", "", "161", transcripts.KindKeys},
		{"cut-over", "0800", "", "", "201", transcripts.KindAdmin},
		{"settlement", "0500", "", "", "", transcripts.KindSettlement},
	} {
		f := map[int]string{11: "000123", 41: testTID, 42: testMID}
		if c.proc != "" {
			f[3], f[4], f[25] = c.proc, "000000000100", c.cond
		}
		if c.net != "" {
			f[70] = c.net
		}
		m, fault := NewReader(testMasker(), "").Read(asciiMessage(c.mti, f))
		if fault != nil || m.Kind != c.want {
			t.Errorf("%s: kind %q, want %q; fault %v", c.name, m.Kind, c.want, fault)
		}
	}
}

func TestMTIRoles(t *testing.T) {
	for mti, want := range map[string]transcripts.Message{
		"0201": {Class: transcripts.ClassFinancial, Function: transcripts.Request, Repeat: true},
		"0421": {Class: transcripts.ClassReversal, Function: transcripts.Advice, Repeat: true},
		"0422": {Class: transcripts.ClassReversal, Function: transcripts.Advice, FromIssuer: true},
		"0230": {Class: transcripts.ClassFinancial, Function: transcripts.AdviceAnswer},
		"0140": {Class: transcripts.ClassAuthorisation, Function: transcripts.Notification},
	} {
		m, fault := NewReader(testMasker(), "").Read(asciiMessage(mti, map[int]string{3: "000000", 11: "000123", 41: testTID}))
		if fault != nil || m.Class != want.Class || m.Function != want.Function || m.Repeat != want.Repeat || m.FromIssuer != want.FromIssuer {
			t.Errorf("%s: %+v fault %v", mti, m, fault)
		}
	}
}

func TestPartialApprovalAmount(t *testing.T) {
	entry := func(kind, sign, amount string) string { return "00" + kind + "840" + sign + amount }
	known := transcripts.Amount{Minor: 3000, Currency: "USD", Known: true}
	for name, c := range map[string]struct {
		f54, code string
		amount    bool
		want      transcripts.Amount
	}{
		"goods":               {entry("41", "D", "000000003000"), "10", false, known},
		"with a balance":      {entry("02", "C", "000000099900") + entry("41", "D", "000000003000"), "10", false, known},
		"only a balance":      {entry("02", "C", "000000003000"), "10", false, transcripts.Amount{}},
		"only the original":   {entry("57", "D", "000000003000"), "10", false, transcripts.Amount{}},
		"two that could be":   {entry("41", "D", "000000003000") + entry("44", "D", "000000000100"), "10", false, transcripts.Amount{}},
		"field 4 is there":    {entry("41", "D", "000000003000"), "10", true, transcripts.Amount{}},
		"no partial approval": {entry("41", "D", "000000003000"), "00", false, transcripts.Amount{}},
	} {
		f := asciiAnswer()
		f[39] = c.code
		f[54] = string(asciiLLL(c.f54))
		if !c.amount {
			delete(f, 4)
		}
		m, fault := NewReader(testMasker(), "").Read(asciiMessage("0210", f))
		if fault != nil || m.Additional != c.want {
			t.Errorf("%s: %+v, fault %v", name, m.Additional, fault)
		}
	}
}
