package main

import (
	"fmt"
	"strings"
	"time"
)

// request builds a 0200 for a sale, a void or a balance inquiry.
func (s *shop) request(c card, minor int64, mode, processing, code string) message {
	stan := s.next()
	f := map[int]string{
		3: processing, 11: stan, 22: mode, 25: "00", 35: c.track2(),
		41: s.tid, 42: s.mid, 49: "156", 60: s.private(code, "000", "600"),
	}
	if minor > 0 {
		f[4] = fmt.Sprintf("%012d", minor)
	}
	if mode != stripe {
		f[2], f[14], f[23] = c.pan, c.expiry, "001"
		f[55] = s.chipData(c, stan, minor)
	}
	if strings.HasSuffix(mode, "1") { // a PIN was entered
		f[26], f[52], f[53] = "12", pickHex(8, "pin", s.tid, stan), "2600000000000000"
	}
	return signed(message{"0200", f})
}

// chipData is DE55 of a request. It holds tag 57, as some terminals send it.
func (s *shop) chipData(c card, stan string, minor int64) string {
	track := strings.ReplaceAll(c.track2(), "=", "D")
	if len(track)%2 == 1 {
		track += "F"
	}
	aid := map[string]string{"VIS": "A0000000031010", "MCC": "A0000000041010", "AEX": "A00000002501"}[c.scheme]
	if aid == "" {
		aid = "A000000333010101"
	}
	data := tlv("9F26", pickHex(8, "ac", s.tid, stan)) + tlv("9F27", "80") +
		tlv("9F10", "07010103A0B80201"+pickHex(8, "iad", stan)) +
		tlv("9F37", pickHex(4, "un", s.tid, stan)) + tlv("9F36", pickHex(2, "atc", c.pan, stan)) +
		tlv("95", "0000000800") + tlv("9A", s.now.Format("060102")) + tlv("9C", "00") +
		tlv("9F02", fmt.Sprintf("%012d", minor)) + tlv("5F2A", "0156") + tlv("82", "7C00") +
		tlv("9F1A", "0156") + tlv("9F03", "000000000000") + tlv("9F33", "E0F1C8") +
		tlv("9F34", "420300") + tlv("9F35", "22") + tlv("9F1E", fmt.Sprintf("%X", s.tid)) +
		tlv("84", aid) + tlv("9F09", "0030")
	if s.tid == "10000003" {
		data += tlv("57", track)
	}
	return data + tlv("9F41", fmt.Sprintf("00%s", stan))
}

// hostText is DE63 of an answer: scheme and three texts of twenty bytes.
func hostText(c card, issuer string) string {
	width := 0
	for _, r := range issuer {
		if width++; r > 0x7f {
			width++ // two bytes in GBK
		}
	}
	return c.scheme + issuer + strings.Repeat(" ", 60-width)
}

// begin writes the journal line that opens a trade and sends it.
func (s *shop) begin(name words, c card, minor int64, mode, processing, code string) trade {
	t := trade{card: c, minor: minor, entry: mode, name: name}
	stan := fmt.Sprintf("%06d", s.stan)
	if minor > 0 {
		s.note("info", say("交易开始: "+name.zh+" 流水号=%s 金额=%s", "start "+name.en+" stan=%s amount=%s", stan, yuan(minor)))
	} else {
		s.note("info", say("交易开始: "+name.zh+" 流水号=%s", "start "+name.en+" stan=%s", stan))
	}
	s.pass(9 * time.Second) // card and PIN
	t.request = s.request(c, minor, mode, processing, code)
	s.send(t.request, name)
	return t
}

func yuan(minor int64) string { return fmt.Sprintf("%d.%02d", minor/100, minor%100) }

// finish answers a trade.
func (s *shop) finish(t *trade, code string, reason words) {
	a := s.answer(t.request, code, 2, 3, 4, 11, 14, 22, 25, 41, 42, 49, 60)
	if code == "00" {
		a.fields[38] = fmt.Sprintf("%06d", pick("auth", s.tid, t.stan())%1_000_000)
	}
	a.fields[44] = "01030000   01022900   "
	a.fields[63] = hostText(t.card, reason.zh)
	if t.entry != stripe && code == "00" {
		a.fields[55] = tlv("91", pickHex(8, "arpc", t.stan())+"3030") + tlv("9F36", pickHex(2, "atc", t.card.pan, t.stan()))
	}
	t.answer = signed(a)
	s.receive(t.answer, t.name)
}

// approve finishes a sale that goes well, up to the host's answer.
func (s *shop) approve(t *trade) {
	s.finish(t, "00", words{"交易成功", "APPROVED"})
	s.totals(t.card).debit.add(t.minor)
	s.note("info", say("应答码=00 交易成功 流水号=%s", "approved, code=00 stan=%s", t.stan()))
}

// sale plays a sale that goes well to its slip, and then a while passes.
func (s *shop) sale(c card, minor int64, mode string, gap time.Duration) trade {
	t := s.begin(nameSale, c, minor, mode, "000000", "22")
	s.approve(&t)
	s.tick(2400)
	s.note("info", say("签购单打印完成 流水号=%s", "slip printed stan=%s", t.stan()))
	s.pass(gap)
	return t
}

// declined plays a sale that the host declines.
func (s *shop) declined(c card, minor int64, mode, code string, reason words, gap time.Duration) trade {
	t := s.begin(nameSale, c, minor, mode, "000000", "22")
	s.finish(&t, code, reason)
	s.note("warn", words{
		fmt.Sprintf("应答码=%s %s 流水号=%s", code, reason.zh, t.stan()),
		fmt.Sprintf("declined, code=%s %s stan=%s", code, reason.en, t.stan()),
	})
	s.pass(gap)
	return t
}

// lost plays a sale that is sent and never answered.
func (s *shop) lost(c card, minor int64, mode string) trade {
	t := s.begin(nameSale, c, minor, mode, "000000", "22")
	s.silence(nameSale)
	return t
}

// balance plays a balance inquiry.
func (s *shop) balance(c card, gap time.Duration) {
	t := s.begin(nameBalance, c, 0, chip, "310000", "01")
	a := s.answer(t.request, "00", 2, 3, 11, 14, 25, 41, 42, 49, 60)
	a.fields[54] = "0202156C" + fmt.Sprintf("%012d", pick("balance", c.pan)%9_000_000)
	a.fields[63] = hostText(c, "交易成功")
	s.receive(signed(a), nameBalance)
	s.note("info", say("应答码=00 查询成功 流水号=%s", "balance shown, code=00 stan=%s", t.stan()))
	s.pass(gap)
}

// void plays a void of an earlier sale that goes well.
func (s *shop) void(of trade, gap time.Duration) {
	t := trade{card: of.card, minor: of.minor, entry: of.entry, name: nameVoid}
	s.note("info", say("交易开始: 消费撤销 原流水号=%s 金额=%s", "start void of stan=%s amount=%s", of.stan(), yuan(of.minor)))
	s.pass(8 * time.Second)
	m := s.request(of.card, of.minor, of.entry, "200000", "23").without(55, 64)
	m.fields[37], m.fields[38] = of.answer.fields[37], of.answer.fields[38]
	m.fields[61] = fmt.Sprintf("%06d%s%s", s.batch, of.stan(), of.answer.fields[13])
	t.request = signed(m)
	s.send(t.request, nameVoid)
	s.finish(&t, "00", words{"交易成功", "APPROVED"})
	s.totals(of.card).credit.add(of.minor)
	s.note("info", say("应答码=00 撤销成功 流水号=%s", "void accepted, code=00 stan=%s", t.stan()))
	s.tick(2400)
	s.note("info", say("签购单打印完成 流水号=%s", "slip printed stan=%s", t.stan()))
	s.pass(gap)
}
