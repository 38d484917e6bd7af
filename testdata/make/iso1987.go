package main

import (
	"fmt"
	"time"
)

// as1987 rewrites entries from the Chinese dialect into plain ISO 8583:1987, as
// a till outside China would send them: transmission times, the original data
// in DE90, network codes in DE70 and totals in fields of their own.
func as1987(entries []entry, keepChip bool) []entry {
	w := rewriter{keepChip: keepChip, sentAt: map[string]time.Time{}}
	out := make([]entry, 0, len(entries))
	for _, e := range entries {
		if e.side != journal {
			e.msg = w.rewrite(e)
		}
		out = append(out, e)
	}
	return out
}

// rewriter remembers when each request was sent: DE7 ties an answer and a
// reversal to it.
type rewriter struct {
	keepChip bool
	sentAt   map[string]time.Time
}

func (w rewriter) rewrite(e entry) message {
	m := e.msg.without(44, 48, 60, 61, 62, 63)
	stan := m.fields[11]
	if !w.keepChip {
		delete(m.fields, 55)
	}
	first := w.sentAt[stan]
	if m.mti != "0400" && e.side == sent {
		first = e.at
		w.sentAt[stan] = e.at
	}
	m.fields[7] = e.at.UTC().Format("0102150405")
	if e.side == received {
		m.fields[7] = first.UTC().Format("0102150405")
	}
	if e.side == sent && (m.mti == "0200" || m.mti == "0400") {
		m.fields[12], m.fields[13] = first.Format("150405"), first.Format("0102")
		m.fields[32] = "01022900"
	}
	switch m.mti {
	case "0400":
		delete(m.fields, 39)
		m.fields[90] = "0200" + stan + first.UTC().Format("0102150405") + "00001022900" + "00000000000"
	case "0800", "0810":
		m.fields[70] = "001"
	case "0820", "0830":
		m.fields[70] = "002"
	case "0500":
		delete(m.fields, 49)
		totals1987(m, e.msg.fields[48])
	case "0510":
		delete(m.fields, 49)
		m.fields[66] = "1" // in balance
	}
	for _, id := range m.ids() {
		if id > 64 {
			delete(m.fields, 64) // a MAC would have to stand in DE128
		}
	}
	return m
}

// totals1987 spreads DE48 of the Chinese dialect over the totals of the 1987
// standard. All cards settle together there.
func totals1987(m message, de48 string) {
	var sum [4]int64
	for half := range 2 {
		var part [4]int64
		must(fmt.Sscanf(de48[half*31:half*31+30], "%12d%3d%12d%3d", &part[0], &part[1], &part[2], &part[3]))
		for i := range sum {
			sum[i] += part[i]
		}
	}
	m.fields[74], m.fields[76] = fmt.Sprintf("%010d", sum[3]), fmt.Sprintf("%010d", sum[1])
	m.fields[86], m.fields[88] = fmt.Sprintf("%016d", sum[2]), fmt.Sprintf("%016d", sum[0])
	net := sum[0] - sum[2]
	sign := "D"
	if net < 0 {
		net, sign = -net, "C"
	}
	m.fields[97] = fmt.Sprintf("%s%016d", sign, net)
}
