package diagnose

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// checks says what was looked at and what was not. What could not be looked at
// is skipped or unknown, never ok.
func (e *Engine) checks(sources []transcripts.Source) []diag.Check {
	return append([]diag.Check{
		e.understood(sources),
		complete(sources),
		{
			ID: "bank.statement", State: diag.CheckSkipped,
			Title:  codes.Text{EN: "bank statement", ZH: "银行账单"},
			Reason: codes.Text{EN: "no bank statement was compared.", ZH: "没有和银行账单核对。"},
		},
		e.zone(),
		e.book(),
	}, e.devices.checks()...)
}

func (e *Engine) understood(sources []transcripts.Source) diag.Check {
	c := diag.Check{ID: "log.understood", State: diag.CheckOK, Title: codes.Text{EN: "log read", ZH: "读懂日志"}}
	var messages, faults, unparsed int64
	stopped := false
	for _, s := range sources {
		messages += s.Messages
		faults += s.Faults
		unparsed += s.Unparsed
		stopped = stopped || s.Stopped != nil
	}
	switch {
	case stopped:
		c.State = diag.CheckProblem
		c.Reason = codes.Text{EN: "at least one input could not be read to its end.", ZH: "至少有一个输入没能读完。"}
	case messages == 0 && e.report.Summary.Transactions == 0 && len(e.report.Devices) == 0:
		c.State = diag.CheckUnknown
		c.Reason = codes.Text{EN: "no payment message was found.", ZH: "没有找到交易报文。"}
	case faults > 0:
		c.State = diag.CheckProblem
		c.Reason = codes.Text{EN: "%d messages could not be read whole.", ZH: "有 %d 条报文没能读全。"}.With(faults)
	case unparsed > 0:
		c.Reason = codes.Text{EN: "%d lines hold nothing that posdoctor knows; they were not used.", ZH: "有 %d 行内容不认识，没有采用。"}.With(unparsed)
	}
	return c
}

// complete says whether the sources prove that nothing is missing in them. No
// log format read so far does.
func complete(sources []transcripts.Source) diag.Check {
	c := diag.Check{
		ID: "log.complete", State: diag.CheckUnknown, Title: codes.Text{EN: "log complete", ZH: "日志是否完整"},
		Reason: codes.Text{EN: "the log cannot prove that nothing is missing from it.", ZH: "日志本身不能证明没有缺漏。"},
	}
	for _, s := range sources {
		if !s.GapFree {
			return c
		}
	}
	if len(sources) > 0 {
		c.State, c.Reason = diag.CheckOK, codes.Text{}
	}
	return c
}

func (e *Engine) zone() diag.Check {
	c := diag.Check{ID: "time.zone", State: diag.CheckOK, Title: codes.Text{EN: "time zone", ZH: "时区"}}
	switch {
	case !e.now.Known():
		c.State = diag.CheckSkipped
		c.Reason = codes.Text{EN: "the log states no times.", ZH: "日志没有时间。"}
	case e.zoneless && e.cfg.Profile.Zone == nil:
		c.State = diag.CheckUnknown
		c.Reason = codes.Text{EN: "the log does not say in which time zone its clock runs.", ZH: "日志没有写明时区。"}
	}
	return c
}

func (e *Engine) book() diag.Check {
	c := diag.Check{ID: "codes.book", State: diag.CheckOK, Title: codes.Text{EN: "code table", ZH: "应答码表"}}
	if e.bookOpen {
		c.State = diag.CheckUnknown
		c.Reason = codes.Text{
			EN: "several code tables fit; where they differ the more cautious meaning was used (choose with --book).",
			ZH: "有几本码表都适用；不一致处按更谨慎的意思处理（可用 --book 指定）。",
		}
	}
	return c
}
