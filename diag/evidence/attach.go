package evidence

import (
	"bytes"
	"io"
	"unicode/utf8"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/redact"
	"github.com/posdoctor/posdoctor/transcripts/redact/pdf"
)

// AttachmentKinds says what a document can be, in the order of help. Networks ask
// for the first ones by name.
var AttachmentKinds = []struct {
	ID    string
	Title codes.Text
}{
	{"screen_photo", codes.Text{EN: "photo of a screen", ZH: "屏幕照片"}},
	{"receipt", codes.Text{EN: "receipt", ZH: "签购单"}},
	{"refund_receipt", codes.Text{EN: "receipt of a refund", ZH: "退货单"}},
	{"statement_page", codes.Text{EN: "page of a statement", ZH: "对账单页面"}},
	{"cash_journal", codes.Text{EN: "cash journal", ZH: "现金日记账"}},
	{"letter", codes.Text{EN: "letter or message", ZH: "往来函件或消息"}},
	{"other", codes.Text{EN: "other document", ZH: "其他文件"}},
}

func attachmentTitle(kind string) (codes.Text, bool) {
	for _, k := range AttachmentKinds {
		if k.ID == kind {
			return k.Title, true
		}
	}
	return codes.Text{}, false
}

// maxAttachment bounds one attachment in bytes; no portal takes more.
const maxAttachment = 20 << 20

// format is a file format that may be attached, told by the content alone.
type format struct {
	media, ext string
	magic      string
	redact     Redact
	// inspect looks into a copy that somebody else made; nil: as into any text.
	inspect func([]byte) looked
}

var formats = []format{
	{"image/jpeg", "jpg", "\xFF\xD8\xFF", stripWith(stripJPEG), strippedBy(stripJPEG)},
	{"image/png", "png", "\x89PNG\r\n\x1A\n", stripWith(stripPNG), strippedBy(stripPNG)},
	{"application/pdf", "pdf", "%PDF-", asItIs, readPDF},
	{"text/plain", "txt", "", MaskText, nil},
}

// Attach makes the copy of a document. head is its first bytes (512 are enough),
// which tell its format whatever its name says; number counts the attachments of
// the bundle from 1. The error names formats that are taken.
func Attach(number int, kind, name string, head []byte, open func() (io.ReadCloser, error)) (Copy, error) {
	title, ok := attachmentTitle(kind)
	if !ok {
		return Copy{}, &codes.Problem{ID: "usage.attachment", What: textNoKind.With(kind), At: name, Hint: hintKinds()}
	}
	if len(head) == 0 {
		return Copy{}, &codes.Problem{ID: "input.attachment", What: textEmptyDocument, At: name, Hint: hintFormat}
	}
	for _, f := range formats {
		if !bytes.HasPrefix(head, []byte(f.magic)) || f.magic == "" && !looksText(head) {
			continue
		}
		return Copy{
			Part: Part{Path: "attachments/" + twoDigits(number) + "-" + kind + "." + f.ext, Media: f.media, Title: title},
			Role: RoleAttachment, Kind: kind, Name: name, Open: open, Redact: f.redact,
		}, nil
	}
	return Copy{}, &codes.Problem{ID: "input.attachment", What: textFormat, At: name, Hint: hintFormat}
}

// looksText reports whether a beginning may be one of a text: its last character
// may be cut.
func looksText(head []byte) bool {
	for cut := 1; cut < utf8.UTFMax && cut <= len(head); cut++ {
		if tail := head[len(head)-cut:]; utf8.RuneStart(tail[0]) && !utf8.FullRune(tail) {
			head = head[:len(head)-cut]
		}
	}
	return isText(head)
}

// stripWith makes a copy of an image without what does not draw it.
func stripWith(strip func([]byte) ([]byte, int64, error)) Redact {
	return func(name string, in io.Reader, out io.Writer) (Masked, error) {
		b, err := readAttachment(name, in)
		if err != nil {
			return Masked{}, err
		}
		clean, dropped, err := strip(b)
		if err != nil {
			return Masked{}, &codes.Problem{ID: "input.attachment", What: textBroken, At: name, Hint: hintFormat, Err: err}
		}
		_, err = out.Write(clean)
		return Masked{Method: "image", Counts: map[string]int64{"metadata": dropped}, Note: noteImage}, err
	}
}

// strippedBy looks into an image: stripping it must leave it as it is.
func strippedBy(strip func([]byte) ([]byte, int64, error)) func([]byte) looked {
	return func(b []byte) looked {
		seen := looked{partly: true}
		if clean, _, err := strip(b); err != nil || !bytes.Equal(clean, b) {
			seen.faults = append(seen.faults, "image.hidden")
		}
		if len(redact.Scan(digitRuns(b))) > 0 {
			seen.faults = append(seen.faults, "card.clear")
		}
		return seen
	}
}

// digitRuns gives the runs of digits among bytes that are no text, each on a line;
// the others look like anything by chance.
func digitRuns(b []byte) []byte {
	const shortest = 12 // bytes; no card number is shorter
	var out []byte
	from := 0
	for i := 0; i <= len(b); i++ {
		if i < len(b) && (b[i] >= '0' && b[i] <= '9' || b[i] == ' ' || b[i] == '-' || b[i] == '=') {
			continue
		}
		if i-from >= shortest {
			out = append(append(out, b[from:i]...), '\n')
		}
		from = i + 1
	}
	return out
}

// asItIs copies a PDF, which can be neither masked nor stripped. Card data that
// shows in its text stops the copy; what could not be read is noted.
func asItIs(name string, in io.Reader, out io.Writer) (Masked, error) {
	b, err := readAttachment(name, in)
	if err != nil {
		return Masked{}, err
	}
	seen := pdf.Look(b)
	if seen.Card {
		return Masked{}, &codes.Problem{ID: "input.unmaskable", What: textShowsCard, At: name, Hint: hintShowsCard}
	}
	_, err = out.Write(b)
	return Masked{Method: "as_is", Counts: map[string]int64{}, Note: notePDF(seen)}, err
}

func readPDF(b []byte) looked {
	seen := pdf.Look(b)
	out := clear(seen.Card)
	out.partly = seen.Locked || seen.Unread > 0 || seen.Pictures > 0
	return out
}

// notePDF says what was and what was not checked in a PDF.
func notePDF(seen pdf.Seen) codes.Text {
	note := notePDFRead
	if seen.Locked {
		note = notePDFLocked
	}
	add := func(t codes.Text) { note = codes.Text{EN: note.EN + " " + t.EN, ZH: note.ZH + t.ZH} }
	if seen.Pictures > 0 {
		add(notePDFPictures.With(seen.Pictures))
	}
	if seen.Unread > 0 {
		add(notePDFUnread.With(seen.Unread))
	}
	add(noteLook)
	return note
}

func readAttachment(name string, in io.Reader) ([]byte, error) {
	b, err := readAtMost(in, maxAttachment)
	if err == errTooLarge {
		err = &codes.Problem{ID: "input.too_large", What: textAttachmentSize.With(maxAttachment >> 20), At: name, Hint: hintAttachmentSize}
	}
	return b, err
}

func hintKinds() codes.Text {
	list := ""
	for i, k := range AttachmentKinds {
		if i > 0 {
			list += ", "
		}
		list += k.ID
	}
	return codes.Text{EN: "write FILE:KIND with one of: %s", ZH: "写成 文件:类型，类型可以是：%s"}.With(list)
}

var (
	textNoKind         = codes.Text{EN: "%q is no kind of document", ZH: "没有 %q 这种文件类型"}
	textFormat         = codes.Text{EN: "this is neither a JPEG or PNG image nor a PDF nor a text in UTF-8", ZH: "这不是 JPEG、PNG 图片，也不是 PDF 或 UTF-8 文本"}
	hintFormat         = codes.Text{EN: "save it again as JPEG, PNG, PDF or text; what counts is the content, not the name", ZH: "请另存为 JPEG、PNG、PDF 或文本；看的是内容，不是文件名"}
	textEmptyDocument  = codes.Text{EN: "this file is empty", ZH: "这是空文件"}
	textBroken         = codes.Text{EN: "the image is damaged", ZH: "图片已损坏"}
	textShowsCard      = codes.Text{EN: "a card number shows in this document, and it cannot be masked there", ZH: "这份文件里有卡号，而且无法遮盖"}
	hintShowsCard      = codes.Text{EN: "take the number out of the text itself, or print it, black it out and photograph it; a black box over a text leaves the text in the file", ZH: "请从文字中删去卡号，或打印后涂黑再拍照；只在文字上盖黑框，文字仍在文件里"}
	textAttachmentSize = codes.Text{EN: "an attachment may have %d MB at most", ZH: "附件最大 %d MB"}
	hintAttachmentSize = codes.Text{EN: "scale the picture down or split the document", ZH: "请缩小图片或拆分文件"}
	noteImage          = codes.Text{
		EN: "Place, camera, time, comments and previews were taken out of the file; the picture itself was not looked at. A turned picture may lie on its side.",
		ZH: "已去掉文件里的位置、相机、时间、备注和缩略图；没有查看画面内容。旋转过的照片可能会横放。",
	}
	notePDFRead = codes.Text{
		EN: "Taken as it is. The text of this PDF was searched for card numbers as far as it can be read, and none was found.",
		ZH: "原样收入。已在这份 PDF 可读取的文字中查找卡号，没有发现。",
	}
	notePDFLocked = codes.Text{
		EN: "Taken as it is. Not checked: this PDF is encrypted, so that nothing in it can be read.",
		ZH: "原样收入。未检查：这份 PDF 已加密，读不出内容。",
	}
	notePDFPictures = codes.Text{EN: "Not checked: pictures in it (%d).", ZH: "未检查：其中的图片（%d 幅）。"}
	notePDFUnread   = codes.Text{EN: "Not checked: parts that cannot be read (%d).", ZH: "未检查：无法读取的部分（%d 处）。"}
	noteLook        = codes.Text{EN: "Look yourself that no card number shows.", ZH: "请自己确认里面没有卡号。"}
)
