package wire

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Line are the settings of a serial line. The zero value is "not told".
type Line struct {
	Baud   int
	Bits   int  // 7 or 8
	Parity byte // 'N', 'E' or 'O'
	Stop   int  // 1 or 2
}

// String writes the settings as technicians do: "9600 8N1".
func (l Line) String() string {
	if l == (Line{}) {
		return ""
	}
	return fmt.Sprintf("%d %d%c%d", l.Baud, l.Bits, l.Parity, l.Stop)
}

// ErrLine is what [ParseLine] gives for a text that is no line setting.
var ErrLine = errors.New("not a speed and a format such as 9600 8N1")

// ParseLine reads settings as technicians write them: "9600 8N1", "9600,7e1",
// or a speed alone, which means 8N1.
func ParseLine(s string) (Line, error) {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' || r == '/' || r == '\t' })
	if len(parts) == 1 {
		parts = append(parts, "8N1")
	}
	if len(parts) != 2 || len(parts[1]) != 3 {
		return Line{}, ErrLine
	}
	baud, err := strconv.Atoi(parts[0])
	format := strings.ToUpper(parts[1])
	l := Line{Baud: baud, Bits: int(format[0] - '0'), Parity: format[1], Stop: int(format[2] - '0')}
	switch {
	case err != nil, l.Baud < 1, l.Bits != 7 && l.Bits != 8, l.Stop != 1 && l.Stop != 2, !strings.ContainsRune("NEO", rune(l.Parity)):
		return Line{}, ErrLine
	}
	return l, nil
}
