package main

import (
	"bufio"
	"io"
	"os"
	"regexp"
	"runtime"
	"strings"

	"golang.org/x/term"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// usualLine is what most terminals and adapters are set to.
var usualLine = wire.Line{Baud: 9600, Bits: 8, Parity: 'N', Stop: 1}

var comPort = regexp.MustCompile(`(?i)^(\\\\\.\\)?com[1-9]\d{0,2}$`)

// isPort tells a port from a file, by its name or by what stands under it.
func isPort(arg string) bool {
	if strings.HasPrefix(arg, "tcp://") || strings.HasPrefix(arg, "tcp-listen://") {
		return true
	}
	if runtime.GOOS == "windows" {
		return comPort.MatchString(arg)
	}
	if arg == "/dev/stdin" || arg == os.DevNull || strings.HasPrefix(arg, "/dev/fd/") {
		return false
	}
	info, err := os.Stat(arg)
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// lineFlag takes the settings of a serial line.
type lineFlag struct {
	wire.Line
	set bool
}

// Type names the value.
func (l *lineFlag) Type() string { return "line" }

// Set reads settings as technicians write them.
func (l *lineFlag) Set(v string) error {
	line, err := wire.ParseLine(v)
	if err != nil {
		return &codes.Problem{ID: "usage.value", What: textBadValue.With(v), Hint: hintLineFlag}
	}
	l.Line, l.set = line, true
	return nil
}

// agree asks a person yes or no. Without a terminal nobody can say yes.
func (a *app) agree(question codes.Text) bool {
	in, ok := a.In.(*os.File)
	if !ok || !term.IsTerminal(int(in.Fd())) {
		return false
	}
	if _, err := io.WriteString(a.Err, a.say(question)+a.say(askYes)); err != nil {
		return false
	}
	answer, _ := bufio.NewReader(in).ReadString('\n')
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes", "j", "ja", "是", "好", "可以":
		return true
	}
	return false
}

var (
	flagLine     = codes.Text{EN: "speed and format of the serial `LINE`: \"9600 8N1\"", ZH: "串口的`速率和格式`：\"9600 8N1\""}
	hintLineFlag = codes.Text{EN: "write speed and format, for example \"9600 8N1\" or \"9600 7E1\"", ZH: "写成速率和格式，例如 \"9600 8N1\" 或 \"9600 7E1\""}
	askYes       = codes.Text{EN: " [y/N] ", ZH: " [y/N] "}
)
