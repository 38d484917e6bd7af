package evidence

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// maxText bounds what is masked as one text, since numbers may lie across lines.
const maxText = 256 << 20

// CanMaskText reports whether [MaskText] can be trusted with a text of that
// encoding, as read tells it. In the others labels would not be recognised.
func CanMaskText(encoding string) bool {
	return slices.Contains([]string{"utf-8", "ascii", "utf-16le", "utf-16be", ""}, encoding)
}

// MaskText is the careful way to copy a text: card data is masked by labels and
// shapes, in place, so that every place in the copy is that of the original.
// What a decoder alone would recognise, such as an enciphered PIN block, is not
// known to it; redaction.json says so. What is left is scanned once more; a hit
// is an error. The same goes for what is no text.
func MaskText(name string, in io.Reader, out io.Writer) (Masked, error) {
	b, err := readAtMost(in, maxText)
	switch {
	case err == errTooLarge:
		return Masked{}, &codes.Problem{ID: "input.too_large", What: textTooLong, At: name, Hint: hintTooLong}
	case err != nil:
		return Masked{}, err
	case !isText(b):
		return Masked{}, &codes.Problem{ID: "input.not_text", What: textNotText, At: name, Hint: hintNotText}
	}
	masker := redact.New(nil)
	masked := masker.Text(string(b))
	if len(redact.Scan([]byte(masked))) > 0 {
		return Masked{}, &codes.Problem{ID: "input.unmaskable", What: textUnmaskable, At: name, Hint: hintNotText}
	}
	if _, err := io.WriteString(out, masked); err != nil {
		return Masked{}, err
	}
	return Masked{Method: "text", Counts: masker.Counts(), Note: noteText}, nil
}

// MaskStatement copies the rows of a statement as [MaskText] does. Banks in China
// write GB18030: such a text is put into UTF-8 first, so that its labels are
// understood; its places are then those of the copy alone.
func MaskStatement(name string, in io.Reader, out io.Writer) (Masked, error) {
	b, err := readAtMost(in, maxText)
	if err == errTooLarge {
		return Masked{}, &codes.Problem{ID: "input.too_large", What: textTooLong, At: name, Hint: hintTooLong}
	}
	if err != nil {
		return Masked{}, err
	}
	b = bytes.TrimPrefix(b, []byte("\uFEFF"))
	if !isText(b) {
		utf, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b)
		if err != nil || bytes.ContainsRune(utf, utf8.RuneError) {
			return Masked{}, &codes.Problem{ID: "input.not_text", What: textNotText, At: name, Hint: hintNotText}
		}
		b = utf
	}
	return MaskText(name, bytes.NewReader(b), out)
}

// isText reports whether bytes are UTF-8, or UTF-16 by its mark.
func isText(b []byte) bool {
	if bytes.HasPrefix(b, []byte{0xFF, 0xFE}) || bytes.HasPrefix(b, []byte{0xFE, 0xFF}) {
		return true
	}
	return utf8.Valid(b) && bytes.IndexByte(b, 0) < 0
}

// errTooLarge ends the reading of something beyond its bound.
var errTooLarge = errors.New("too large")

// readAtMost reads all of r, or fails with errTooLarge.
func readAtMost(r io.Reader, most int64) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && int64(len(b)) > most {
		err = errTooLarge
	}
	return b, err
}

var (
	noteText = codes.Text{
		EN: "Masked by labels and shapes, byte for byte, so that line numbers and offsets are those of the original. Enciphered values were left as they are.",
		ZH: "按标签和形状逐字节遮盖，行号和偏移与原文件一致。已加密的数值保持原样。",
	}
	textTooLong    = codes.Text{EN: "this is too large to be masked as one text", ZH: "文件太大，无法整体遮盖"}
	hintTooLong    = codes.Text{EN: "cut out the day in question and make the bundle from that", ZH: "请截取相关日期的部分，再生成证据包"}
	textNotText    = codes.Text{EN: "this is no text, so card data in it cannot be masked", ZH: "这不是文本，无法遮盖其中的卡数据"}
	hintNotText    = codes.Text{EN: "export it as a text in UTF-8; nothing of it was written", ZH: "请导出为 UTF-8 文本；没有写出其中任何内容"}
	textUnmaskable = codes.Text{EN: "something that looks like card data is left after masking", ZH: "遮盖后仍有疑似卡数据的内容"}
)
