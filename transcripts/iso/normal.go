package iso

import (
	"bytes"
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// message turns a record into the common shape. It is the only way from field
// values to a Message, whoever read them.
func (r *record) message(masker *redact.Masker) transcripts.Message {
	m := transcripts.Message{Protocol: "iso8583", Dialect: r.lay.id}
	cn := r.lay.id == "cnpos"
	setType(&m, r.mti)
	m.MTI = r.str(memoMTI, r.mti[:])

	m.ProcessingCode = r.digitText(3)
	m.STAN = r.digitText(11)
	m.LocalTime = r.digitText(12)
	m.SettlementDate = r.digitText(15)
	m.AcquirerID = r.digitText(32)
	m.EntryMode = r.text(22)
	m.RRN, m.AuthCode = r.text(37), r.text(38)
	m.Terminal, m.Merchant = r.text(41), r.text(42)
	r.editionFields(&m)
	r.amounts(&m)
	r.original(&m, cn)
	if cn {
		r.privateCN(&m)
	}
	m.Kind = kindOf(&m, cn)
	r.code(&m)
	r.partial(&m)
	if cn && m.Kind != transcripts.KindUnknown && m.Function == transcripts.Request && undoesOrCompletes(m.Kind) {
		// In these requests fields 37 and 38 quote the first transaction.
		m.Original.RRN, m.Original.AuthCode = m.RRN, m.AuthCode
	}
	if isAnswer(m.Function) {
		m.HostText = r.hostText(masker, cn)
	}
	m.Card = r.card(masker)
	if n := trackNumber(r.vals[35]); n != nil && isDigits(n) && !r.trackEncrypted() {
		masker.DroppedTrack()
	}
	r.chip(&m, masker)
	m.HasMAC = r.vals[64] != nil || r.vals[128] != nil
	if r.oddPad {
		m.Warnings = append(m.Warnings, "odd_padding")
	}
	return m
}

func isAnswer(f transcripts.Function) bool {
	return f == transcripts.Answer || f == transcripts.AdviceAnswer
}

func undoesOrCompletes(k transcripts.Kind) bool {
	switch k {
	case transcripts.KindVoid, transcripts.KindRefund, transcripts.KindCompletion, transcripts.KindAdjustment, transcripts.KindReversal:
		return true
	}
	return false
}

// text gives a field without the blanks, zero bytes and control bytes around
// and in it.
func (r *record) text(id int) string {
	b := r.vals[id]
	for len(b) > 0 && b[0] <= ' ' {
		b = b[1:]
	}
	for len(b) > 0 && b[len(b)-1] <= ' ' {
		b = b[:len(b)-1]
	}
	if len(b) == 0 {
		return ""
	}
	if isPrintable(b) {
		return r.str(id, b)
	}
	return redact.Clean(strings.ToValidUTF8(string(b), "?"))
}

// digitText gives a field of digits, "" when it holds anything else.
func (r *record) digitText(id int) string {
	if b := r.vals[id]; isDigits(b) {
		return r.str(id, b)
	}
	return ""
}

// editionFields fills what 1987 and 1993 keep in different fields.
func (r *record) editionFields(m *transcripts.Message) {
	m.Transmitted = stamp(r.vals[7])
	if r.lay.version == "1987" {
		m.LocalDate = r.digitText(13)
		m.Condition = r.text(25)
		m.NetworkCode = r.digitText(70)
		return
	}
	// In 1993 field 13 is when the card becomes valid, the day stands in 12.
	if len(m.LocalTime) == 12 {
		m.LocalDate = m.LocalTime[2:6]
	}
	if len(m.SettlementDate) == 6 {
		m.SettlementDate = m.SettlementDate[2:]
	}
	if m.Class == transcripts.ClassNetwork {
		m.NetworkCode = r.digitText(24)
	}
}

// stamp reads MMDDhhmmss, UTC by standard.
func stamp(b []byte) transcripts.Stamp {
	if len(b) != 10 || !dateForm(b[:4]) || !timeForm(b[4:]) || two(b) == 0 {
		return transcripts.Stamp{}
	}
	t := time.Date(0, time.Month(two(b)), two(b[2:]), two(b[4:]), two(b[6:]), two(b[8:]), 0, time.UTC)
	if t.Day() != two(b[2:]) {
		return transcripts.Stamp{} // 31 April
	}
	return transcripts.Stamp{Time: t, Zone: transcripts.ZoneStated, NoYear: true}
}

func (r *record) amounts(m *transcripts.Message) {
	cur := currency(r.vals[49])
	if n, ok := number(r.vals[4]); ok {
		m.Amount = transcripts.Amount{Minor: n, Currency: cur, Known: true}
	}
	if b := r.vals[95]; r.lay.version == "1987" && len(b) >= 12 {
		if n, ok := number(b[:12]); ok {
			m.Replacement = transcripts.Amount{Minor: n, Currency: cur, Known: true}
		}
	}
}

// partial takes the approved amount of a partial approval from field 54 when
// the answer has no field 4: the only entry of a transaction amount (types 40
// to 59) that is neither cash back (40) nor the original amount (57). Balances
// never count.
func (r *record) partial(m *transcripts.Message) {
	if m.Amount.Known || (m.ResponseCode != "10" && m.ResponseCode != "002" && m.ResponseCode != "006") {
		return
	}
	found := transcripts.Amount{}
	for b := r.vals[54]; len(b) >= 20; b = b[20:] {
		kind := two(b[2:])
		if kind < 40 || kind > 59 || kind == 40 || kind == 57 {
			continue
		}
		n, ok := number(b[8:20])
		if !ok || found.Known {
			return
		}
		found = transcripts.Amount{Minor: n, Currency: currency(b[4:7]), Known: true}
	}
	m.Additional = found
}

// original reads what the message says about the one it refers to: field 90 of
// 1987, field 56 of 1993, field 61 of the Chinese dialect. Zeros mean unknown.
func (r *record) original(m *transcripts.Message, cn bool) {
	known := func(b []byte) string {
		if !isDigits(b) || noDigitButZero(b) {
			return ""
		}
		return string(b)
	}
	switch {
	case cn:
		b := r.vals[61]
		if len(b) >= 6 {
			m.Original.Batch = known(b[:6])
		}
		if len(b) >= 12 {
			m.Original.STAN = known(b[6:12])
		}
		if len(b) >= 16 {
			m.Original.Date = known(b[12:16])
		}
	case r.lay.version == "1987":
		if b := r.vals[90]; len(b) >= 20 {
			m.Original.MTI = known(b[:4])
			m.Original.STAN = known(b[4:10])
			m.Original.Date = known(b[10:14])
			if m.Original.Date != "" && isDigits(b[14:20]) {
				m.Original.Time = string(b[14:20])
			}
		}
	default:
		if b := r.vals[56]; len(b) >= 22 {
			m.Original.MTI = known(b[:4])
			m.Original.STAN = known(b[4:10])
			m.Original.Date = known(b[12:16])
			if m.Original.Date != "" && isDigits(b[16:22]) {
				m.Original.Time = string(b[16:22])
			}
		}
	}
}

// privateCN reads field 60 and, in settlement answers, the answer digits of
// field 48.
func (r *record) privateCN(m *transcripts.Message) {
	part := func(slot, from, to int) string {
		b := r.vals[60]
		if len(b) < to || !isDigits(b[from:to]) {
			return ""
		}
		return r.str(slot, b[from:to])
	}
	m.TypeCode, m.Batch = part(memoType, 0, 2), part(memoBatch, 2, 8)
	if net := part(memoNetwork, 8, 11); net != "" {
		m.NetworkCode = net
	}
	if m.Class == transcripts.ClassReconciliation && isAnswer(m.Function) {
		m.SettledAnswer = settled(r.vals[48])
	}
}

// settled joins the answer digits at positions 31 and 62 (domestic and foreign
// cards): the worse one counts. A zero beside totals of zero says nothing.
func settled(b []byte) string {
	out := ""
	for _, end := range [...]int{31, 62} {
		if len(b) < end {
			break
		}
		switch d := b[end-1]; {
		case d >= '1' && d <= '3':
			out = max(out, string(d))
		case d == '0' && end > 31 && noDigitButZero(b[31:61]):
		default:
			return ""
		}
	}
	return out
}

// code fills response code or reason from field 39, and from field 25 in 1993.
func (r *record) code(m *transcripts.Message) {
	b := r.vals[39]
	code := ""
	if b != nil && !blank(b) && r.codeForm(b) {
		code = strings.ToUpper(string(bytes.TrimSpace(ebcdicCode(b))))
	}
	switch {
	case isAnswer(m.Function):
		m.ResponseCode = code
	case m.Class != transcripts.ClassReversal:
	case r.lay.version == "1987":
		m.Reason = code
	default:
		m.Reason = r.digitText(25)
	}
}
