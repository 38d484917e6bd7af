package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"regexp"
	"strings"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/store"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/capture"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// maxDecode bounds the input of decode; logs are for check.
const maxDecode = 1 << 20

// piece is the bytes of what may be one message, and where they stood.
type piece struct {
	bytes wire.Bytes
	where transcripts.Where
}

// input is what decode was given, in each way in which it can be meant, the
// likeliest first: as hex, as it stands, a message a line. A capture is kept as
// it is.
type input struct {
	ways    [][]piece
	capture []byte
}

// decodeInput gets the bytes: from the arguments as hex, from a file, from
// standard input.
func (a *app) decodeInput(ctx context.Context, args []string) (input, error) {
	if len(args) == 0 {
		args = []string{"-"}
	}
	if len(args) == 1 {
		data, err := a.decodeFile(ctx, args[0])
		switch {
		case err == nil:
			return cutMessages(data)
		case !errors.Is(err, fs.ErrNotExist):
			return input{}, err
		case !isHex(args[0]):
			return input{}, &codes.Problem{ID: "input.missing", What: textNotHex, At: args[0], Hint: hintNotHex}
		}
	}
	raw, ok := cutHex(strings.Join(args, " "))
	if !ok {
		return input{}, &codes.Problem{ID: "usage.hex", What: textNotHex, Hint: hintNotHex}
	}
	return oneMessage(raw, transcripts.Where{Line: 1, Length: int64(len(strings.Join(args, " ")))}), nil
}

func (a *app) decodeFile(ctx context.Context, name string) ([]byte, error) {
	if name != "-" {
		// A message written as hex may be longer than any file name may be.
		if _, err := os.Stat(name); err != nil && isHex(name) {
			return nil, fs.ErrNotExist
		}
	}
	inputs, err := store.List([]string{name}, store.Interruptible(ctx, a.In))
	if err != nil {
		return nil, inputProblem(err)
	}
	if len(inputs) != 1 {
		return nil, &codes.Problem{ID: "usage.arguments", What: textOneFile, At: name, Hint: hintUseCheck}
	}
	data, err := io.ReadAll(io.LimitReader(inputs[0].R, maxDecode+1))
	switch {
	case err != nil:
		return nil, inputProblem(err)
	case len(data) > maxDecode:
		return nil, &codes.Problem{ID: "input.too_large", What: textTooLarge, At: name, Hint: hintUseCheck}
	case len(bytes.TrimSpace(data)) == 0:
		return nil, &codes.Problem{ID: "input.empty", What: textEmpty, At: name, Hint: hintNoMessage}
	}
	return data, nil
}

// cutMessages finds the hex in a text. The lines may be one message or a message
// each: only decoding tells, so both ways are given. What holds no hex is taken
// as raw bytes.
func cutMessages(data []byte) (input, error) {
	if capture.Looks(data) {
		return input{capture: data}, nil
	}
	whole := transcripts.Where{Line: 1, Length: int64(len(data))}
	if !printable(data) {
		return oneMessage(wire.Known(data), whole), nil
	}
	var pieces []piece
	var joined strings.Builder
	alone := true
	var offset int64
	n := int64(0)
	for line := range strings.Lines(string(data)) {
		n++
		text, row := hexOfLine(strings.TrimRight(line, "\r\n"))
		if raw, ok := hexDigits(text); ok {
			alone = alone && !row
			pieces = append(pieces, piece{raw, transcripts.Where{Line: n, Offset: offset, Length: int64(len(strings.TrimRight(line, "\r\n")))}})
		} else if text != "" {
			alone = false
		}
		joined.WriteString(text)
		offset += int64(len(line))
	}
	// A message in clear ASCII may be digits only, and so look like hex.
	in := oneMessage(wire.Known(bytes.TrimRight(data, "\r\n")), whole)
	if raw, ok := cutHex(joined.String()); ok {
		in.ways = append([][]piece{{{raw, whole}}}, in.ways...)
	}
	if alone && len(pieces) > 1 {
		in.ways = append(in.ways, pieces)
	}
	return in, nil
}

func oneMessage(raw wire.Bytes, where transcripts.Where) input {
	return input{ways: [][]piece{{{raw, where}}}}
}

var (
	dumpRow  = regexp.MustCompile(`^\s*(?:0x)?[0-9A-Fa-f]{4,8}[:\s]\s*((?:[0-9A-Fa-f]{2}[ -]{1,2}){1,15}[0-9A-Fa-f]{2}|(?:[0-9A-Fa-f]{4} ){1,7}[0-9A-Fa-f]{2,4})(?:\s.*)?$`)
	labelled = regexp.MustCompile(`^.*[^0-9A-Fa-f\s]\s*((?:[0-9A-Fa-f]{2}[\s]*){12,})$`)
)

// hexOfLine takes offset, characters and label off a line that holds hex.
// row is true for a row of a dump, which never is a message of its own.
func hexOfLine(line string) (text string, row bool) {
	_, plain := hexDigits(line)
	if m := labelled.FindStringSubmatch(line); m != nil && !plain {
		return m[1], false
	}
	if m := dumpRow.FindStringSubmatch(line); m != nil && (!plain || offsetRow(line)) {
		return m[1], true
	}
	return line, false
}

// offsetRow tells "0010 02 00 ..." from plain hex that starts with four
// digits: only an offset is wider than the bytes after it.
func offsetRow(line string) bool {
	fields := strings.Fields(line)
	return len(fields) > 2 && len(fields[0]) >= 4 && len(fields[1]) == 2
}

func isHex(s string) bool {
	_, ok := cutHex(s)
	return ok
}

// cutHex decodes hex of which the last digit may have been cut off; half a
// message seldom ends between two bytes.
func cutHex(s string) (wire.Bytes, bool) {
	const shortest = 16 // digits; less may be a word
	if raw, ok := hexDigits(s); ok || len(s) < shortest {
		return raw, ok
	}
	s = strings.TrimSpace(s)
	return hexDigits(s[:len(s)-1])
}

// hexDigits decodes hex in any spacing. Prefixes before bytes are dropped; where
// what is left is no hex, an x is a nibble that was masked.
func hexDigits(s string) (wire.Bytes, bool) {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\r\n,:-", r) {
			return -1
		}
		return r
	}, s)
	bare := strings.NewReplacer("0x", "", "0X", "", `\x`, "").Replace(s)
	if raw, err := wire.ParseHex(bare); err == nil && raw.Len() > 0 && raw.AllKnown() {
		return raw, true
	}
	raw, err := wire.ParseHex(s)
	return raw, err == nil && strings.ContainsAny(s, "0123456789")
}

func printable(data []byte) bool {
	for _, c := range data {
		if (c < ' ' && c != '\n' && c != '\r' && c != '\t') || c == 0x7f {
			return false
		}
	}
	return true
}

var (
	textNotHex   = codes.Text{EN: "this is neither a file nor hex", ZH: "这既不是文件，也不是十六进制"}
	hintNotHex   = codes.Text{EN: "two hex digits make a byte; put the message into a file, or send it through a pipe: posdoctor decode -", ZH: "每个字节是两位十六进制；也可以把报文存成文件，或用管道：posdoctor decode -"}
	textOneFile  = codes.Text{EN: "decode takes one message, not a folder", ZH: "decode 只处理报文，不处理文件夹"}
	hintUseCheck = codes.Text{EN: "a log is for: posdoctor check", ZH: "检查日志请用：posdoctor check"}
	textEmpty    = codes.Text{EN: "it is empty", ZH: "内容是空的"}
)
