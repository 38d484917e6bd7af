package main

import (
	"bytes"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/capture"
)

// until says when a recording ends by itself: as soon as one of its conditions
// is met. The zero value never does.
type until struct {
	idle, length time.Duration
	frames       int64
	texts        [][]byte // in UTF-8 and in GB18030, lower case
	mark         bool

	started time.Time
	seen    bool // a text or a mark came
}

// watch looks at what was written.
func (u *until) watch(e capture.Entry) {
	switch {
	case e.Header != nil && u.started.IsZero():
		u.started = e.Header.Time
	case e.Mark != nil:
		u.seen = u.seen || u.mark && e.Mark.Sign.Gap()
	case e.Record != nil:
		text := bytes.ToLower([]byte(e.Record.Bytes.Text()))
		for _, t := range u.texts {
			u.seen = u.seen || bytes.Contains(text, t)
		}
	}
}

func (u *until) met(now time.Time, s capture.Stats) bool {
	last := s.To
	if last.IsZero() {
		last = u.started
	}
	return u.seen || u.frames > 0 && s.Records >= u.frames ||
		u.idle > 0 && now.Sub(last) >= u.idle || u.length > 0 && now.Sub(u.started) >= u.length
}

// String is there for pflag; there is no usual value.
func (u *until) String() string { return "" }

// Type names the value.
func (u *until) Type() string { return "condition" }

// Set takes one condition; it may be called several times.
func (u *until) Set(v string) error {
	kind, value, _ := strings.Cut(v, ":")
	ok := false
	switch kind {
	case "idle":
		u.idle, ok = length(value)
	case "time":
		u.length, ok = length(value)
	case "frames":
		n, err := strconv.ParseInt(value, 10, 64)
		u.frames, ok = n, err == nil && n > 0
	case "text":
		ok = value != ""
		u.texts = append(u.texts, bytes.ToLower([]byte(value)))
		if gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(value)); err == nil {
			u.texts = append(u.texts, bytes.ToLower(gb))
		}
	case "mark":
		ok = value == ""
		u.mark = true
	}
	if !ok {
		return &codes.Problem{ID: "usage.value", What: textBadValue.With(v), Hint: hintUntil}
	}
	return nil
}

func length(s string) (time.Duration, bool) {
	d, err := time.ParseDuration(s)
	return d, err == nil && d > 0
}

var (
	flagCaptureUntil = codes.Text{
		EN: "end by itself at this `CONDITION`: idle:30s, time:10m, frames:100, text:APPROVED, mark (the cable was pulled); several may be given, the first one that comes true ends it",
		ZH: "满足`条件`时自动结束：idle:30s（静默）、time:10m（时长）、frames:100（帧数）、text:交易成功（出现文字）、mark（线被拔掉）；可以写多个，先满足的算数",
	}
	hintUntil = codes.Text{EN: "write idle:30s, time:10m, frames:100, text:WORDS or mark", ZH: "请写 idle:30s、time:10m、frames:100、text:文字 或 mark"}
)
