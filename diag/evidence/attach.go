package evidence

import (
	"bytes"
	"io"
	"unicode/utf8"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/redact"
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
}

var formats = []format{
	{"image/jpeg", "jpg", "\xFF\xD8\xFF", stripWith(stripJPEG)},
	{"image/png", "png", "\x89PNG\r\n\x1A\n", stripWith(stripPNG)},
	{"application/pdf", "pdf", "%PDF-", asItIs},
	{"text/plain", "txt", "", MaskText},
}

// Attach makes the copy of a document. head is its first bytes (512 are enough),
// which tell its format whatever its name says; number counts the attachments of
// the bundle from 1. The error names formats that are taken.
func Attach(number int, kind, name string, head []byte, open func() (io.ReadCloser, error)) (Copy, error) {
	title, ok := attachmentTitle(kind)
	if !ok {
		return Copy{}, &codes.Problem{ID: "usage.attachment", What: textNoKind.With(kind), At: name, Hint: hintKinds()}
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

// asItIs copies what can be neither masked nor stripped. Card data that shows in
// its bytes stops the copy.
func asItIs(name string, in io.Reader, out io.Writer) (Masked, error) {
	b, err := readAttachment(name, in)
	if err != nil {
		return Masked{}, err
	}
	if len(redact.Scan(b)) > 0 {
		return Masked{}, &codes.Problem{ID: "input.unmaskable", What: textShowsCard, At: name, Hint: hintShowsCard}
	}
	_, err = out.Write(b)
	return Masked{Method: "as_is", Counts: map[string]int64{}, Note: noteAsItIs}, err
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
	textBroken         = codes.Text{EN: "the image is damaged", ZH: "图片已损坏"}
	textShowsCard      = codes.Text{EN: "a card number shows in this document, and it cannot be masked there", ZH: "这份文件里有卡号，而且无法遮盖"}
	hintShowsCard      = codes.Text{EN: "black the number out and save it again", ZH: "请先涂黑卡号再另存"}
	textAttachmentSize = codes.Text{EN: "an attachment may have %d MB at most", ZH: "附件最大 %d MB"}
	hintAttachmentSize = codes.Text{EN: "scale the picture down or split the document", ZH: "请缩小图片或拆分文件"}
	noteImage          = codes.Text{
		EN: "Place, camera, time, comments and previews were taken out of the file; the picture itself was not looked at. A turned picture may lie on its side.",
		ZH: "已去掉文件里的位置、相机、时间、备注和缩略图；没有查看画面内容。旋转过的照片可能会横放。",
	}
	noteAsItIs = codes.Text{
		EN: "Taken as it is: posdoctor cannot look into it. Look yourself that no card number shows.",
		ZH: "原样收入：posdoctor 无法检查其内容。请自己确认里面没有卡号。",
	}
)
