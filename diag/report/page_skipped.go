package report

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// shortSkips are the first screen's words for checks that usually were not
// made; -v shows what the check itself says.
var shortSkips = map[string]codes.Text{
	"bank.statement": {EN: "The bank statement: none was compared.", ZH: "没有核对银行账单。"},
	"log.complete":   {EN: "Whether the log has gaps.", ZH: "日志有无缺漏。"},
	"time.zone":      {EN: "The time zone: no record states it.", ZH: "时区没有写明。"},
	"cable.status":   {EN: "The terminal's state (-v says why).", ZH: "终端状态（-v 看原因）。"},
	"cable.version":  {EN: "Its software (-v says why).", ZH: "终端软件（-v 看原因）。"},
	"cable.last":     {EN: "The result of one payment (-v says why).", ZH: "单笔交易结果（-v 看原因）。"},
	"cable.totals":   {EN: "Its totals (-v says why).", ZH: "终端合计（-v 看原因）。"},
	"cable.journal":  {EN: "Its list of payments (-v says why).", ZH: "终端流水（-v 看原因）。"},
	"device.status":  {EN: "Whether the terminal can work.", ZH: "终端能不能工作。"},
	"device.clock":   {EN: "The terminal's clock.", ZH: "终端时钟。"},
	"device.pending": {EN: "Whether a reversal waits in it.", ZH: "里面有没有待发的冲正。"},
	"codes.book":     {EN: "Which code table applies (--book settles it).", ZH: "用哪本应答码表（可用 --book 指定）。"},
}

var (
	skipLines   = codes.Text{EN: "Lines not understood: %[1]d of %[2]d.", ZH: "%[2]d 行中有 %[1]d 行没有看懂。"}
	skipFaults  = codes.Text{EN: "Messages not read whole: %[1]d.", ZH: "%[1]d 条报文没有读完整。"}
	skipStopped = codes.Text{EN: "Not read to its end: %[1]s.", ZH: "没有读完：%[1]s。"}
	skipCheck   = codes.Text{EN: "%[1]s: %[2]s", ZH: "%[1]s：%[2]s"}
)

// skipped lists what was not checked. What the report holds no check of is
// said all the same: a page is never silent about what was not looked at.
func (p *page) skipped(short bool) []codes.Text {
	var out []codes.Text
	told := map[string]bool{}
	for _, c := range p.r.Checks {
		told[c.ID] = true
	}
	if !told["bank.statement"] {
		out = append(out, shortSkips["bank.statement"])
	}
	var lines, unparsed, faults int64
	for _, s := range p.r.Sources {
		lines, unparsed, faults = lines+s.Lines, unparsed+s.Unparsed, faults+s.Faults
		if s.Stopped != nil {
			out = append(out, skipStopped.With(s.Name))
		}
	}
	if unparsed > 0 {
		out = append(out, skipLines.With(unparsed, lines))
	}
	if faults > 0 {
		out = append(out, skipFaults.With(faults))
	}
	for _, c := range p.r.Checks {
		if c.State != diag.CheckSkipped && c.State != diag.CheckUnknown {
			continue
		}
		text, known := shortSkips[c.ID]
		switch {
		case short && known:
			out = append(out, text)
		case c.Title.IsZero():
			out = append(out, c.Reason)
		case c.Reason.IsZero():
			out = append(out, c.Title)
		default:
			out = append(out, skipCheck.With(c.Title, c.Reason))
		}
	}
	zone, book := p.openQuestions()
	if zone && !told["time.zone"] {
		out = append(out, shortSkips["time.zone"])
	}
	if book && !told["codes.book"] {
		out = append(out, shortSkips["codes.book"])
	}
	return out
}

// openQuestions reports whether a listed time has no zone and whether a listed
// code has several readings.
func (p *page) openQuestions() (zone, book bool) {
	for i := range p.r.Transactions {
		for _, l := range p.r.Transactions[i].Legs {
			zone = zone || l.At.Known() && l.At.Zone == transcripts.ZoneFloating
			book = book || len(l.Others) > 0
		}
	}
	return zone, book
}

// skippedLines packs short statements together, as many as one row holds, so
// that the first screen has room for them; three rows at most.
func (p *page) skippedLines() []Line {
	const most = 3
	gap := " "
	if p.o.Lang == codes.Chinese {
		gap = ""
	}
	all := p.skipped(true)
	var out []string
	for i, t := range all {
		s := p.say(t)
		if n := len(out); n > 0 && Columns(out[n-1]+gap+s) <= p.o.Width-2 {
			out[n-1] += gap + s
			continue
		}
		if len(out) == most {
			out[most-1] = cut(out[most-1], p.o.Width-2-Columns(gap+p.say(sayMore.With(len(all)))))
			out[most-1] += gap + p.say(sayMore.With(len(all)-i))
			break
		}
		out = append(out, cut(s, p.o.Width-2))
	}
	lines := make([]Line, len(out))
	for i, s := range out {
		lines[i] = Line{{Text: s}}
	}
	return lines
}
