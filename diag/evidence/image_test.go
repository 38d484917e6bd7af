package evidence

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/codes"
)

func picture() image.Image {
	img := image.NewRGBA(image.Rect(0, 0, 24, 16))
	for x := range 24 {
		for y := range 16 {
			img.Set(x, y, color.RGBA{uint8(x * 10), uint8(y * 15), uint8(x * y), 255})
		}
	}
	return img
}

// segment is one marker segment of JPEG.
func segment(marker byte, body string) string {
	return "\xFF" + string([]byte{marker}) + string(binary.BigEndian.AppendUint16(nil, uint16(len(body)+2))) + body
}

func aJPEG(t testing.TB) string {
	t.Helper()
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, picture(), nil); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

func chunk(name, body string) string {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	out = append(out, name+body...)
	return string(binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE([]byte(name+body))))
}

func aPNG(t testing.TB) string {
	t.Helper()
	var buf bytes.Buffer
	if err := png.Encode(&buf, picture()); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

// samePicture reports whether two files draw the same points.
func samePicture(t *testing.T, a, b string) bool {
	t.Helper()
	x, _, err := image.Decode(strings.NewReader(a))
	if err != nil {
		t.Fatal(err)
	}
	y, _, err := image.Decode(strings.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	for i := range 24 {
		for j := range 16 {
			if x.At(i, j) != y.At(i, j) {
				return false
			}
		}
	}
	return true
}

func TestPicturesLoseWhatDoesNotDrawThem(t *testing.T) {
	const secret = "52.5163 N 13.3777 E"
	jpg, pngs := aJPEG(t), aPNG(t)
	head := len(pngs) - len(chunk("IEND", ""))
	for name, tt := range map[string]struct{ plain, loaded string }{
		"jpeg": {jpg, jpg[:2] + segment(0xE1, "Exif\x00\x00"+secret) + segment(0xE0, "JFXX\x00"+secret) + segment(0xED, "Photoshop 3.0\x00"+secret) +
			segment(0xFE, secret) + jpg[2:] + secret},
		"png": {pngs, pngs[:33] + chunk("tEXt", "Comment\x00"+secret) + chunk("eXIf", secret) + pngs[33:head] + chunk("tIME", "1234567") + pngs[head:] + secret},
	} {
		t.Run(name, func(t *testing.T) {
			c, err := Attach(1, "screen_photo", "photo", []byte(tt.loaded), opened(tt.loaded))
			if err != nil {
				t.Fatal(err)
			}
			in, _ := c.Open()
			var out strings.Builder
			masked, err := c.Redact("photo", in, &out)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(out.String(), secret) {
				t.Error("the place is still in the picture")
			}
			if !samePicture(t, tt.plain, out.String()) {
				t.Error("the picture changed")
			}
			if masked.Method != "image" || masked.Counts["metadata"] < 2 {
				t.Errorf("recorded as %+v", masked)
			}
		})
	}
}

func TestDamagedPicturesAreRefused(t *testing.T) {
	jpg, pngs := aJPEG(t), aPNG(t)
	for name, b := range map[string]string{
		"jpeg, only the beginning": jpg[:3], "jpeg, half": jpg[:len(jpg)/2], "jpeg, a length beyond": jpg[:2] + "\xFF\xE1\xFF\xFF",
		"png, half": pngs[:len(pngs)/2], "png, a wrong sum": pngs[:20] + "x" + pngs[21:], "png, no chunk": pngs[:8],
	} {
		t.Run(name, func(t *testing.T) {
			c, err := Attach(1, "receipt", "slip", []byte(b), opened(b))
			if err != nil {
				t.Fatal(err)
			}
			in, _ := c.Open()
			var out strings.Builder
			var p *codes.Problem
			if _, err := c.Redact("slip", in, &out); !errors.As(err, &p) || p.ID != "input.attachment" {
				t.Errorf("error = %v", err)
			}
		})
	}
}

func TestAttachmentsAreToldByTheirContent(t *testing.T) {
	for name, tt := range map[string]struct{ kind, body, path, id string }{
		"a jpeg":             {"screen_photo", aJPEG(t), "attachments/03-screen_photo.jpg", ""},
		"a png":              {"receipt", aPNG(t), "attachments/03-receipt.png", ""},
		"a pdf":              {"letter", "%PDF-1.7\n\x00\xFF", "attachments/03-letter.pdf", ""},
		"a text":             {"other", "客户说没有收到", "attachments/03-other.txt", ""},
		"a text, cut":        {"other", strings.Repeat("字", 200)[:512], "attachments/03-other.txt", ""},
		"a program":          {"receipt", "MZ\x90\x00", "", "input.attachment"},
		"nothing":            {"receipt", "", "", "input.attachment"},
		"an unknown kind":    {"photo", aPNG(t), "", "usage.attachment"},
		"GIF, which is none": {"receipt", "GIF89a\x00", "", "input.attachment"},
	} {
		t.Run(name, func(t *testing.T) {
			c, err := Attach(3, tt.kind, "x.jpg", []byte(tt.body), opened(tt.body))
			var p *codes.Problem
			switch {
			case tt.id == "" && (err != nil || c.Path != tt.path):
				t.Errorf("path %q, error %v", c.Path, err)
			case tt.id != "" && (!errors.As(err, &p) || p.ID != tt.id):
				t.Errorf("error = %v, want %s", err, tt.id)
			}
		})
	}
}

// aPDF is a document of one packed stream.
func aPDF(dict, content string) string {
	var buf bytes.Buffer
	z := zlib.NewWriter(&buf)
	_, _ = z.Write([]byte(content))
	z.Close()
	return "%PDF-1.7\n1 0 obj<</Filter/FlateDecode" + dict + ">>stream\n" + buf.String() + "\nendstream\nendobj\n"
}

func TestADocumentThatShowsACardNumberIsRefused(t *testing.T) {
	for name, body := range map[string]string{
		"as it stands": "%PDF-1.7\n(card 4111111111111111) Tj\n",
		"packed":       aPDF("", "BT (card 4111 1111 1111 1111) Tj ET"),
	} {
		t.Run(name, func(t *testing.T) {
			c, err := Attach(1, "receipt", "slip.pdf", []byte(body), opened(body))
			if err != nil {
				t.Fatal(err)
			}
			in, _ := c.Open()
			var out strings.Builder
			var p *codes.Problem
			if _, err := c.Redact("slip.pdf", in, &out); !errors.As(err, &p) || p.ID != "input.unmaskable" || out.Len() > 0 {
				t.Errorf("error = %v, %d bytes written", err, out.Len())
			}
		})
	}
}

// TestWhatWasNotCheckedInADocumentIsNoted holds the record to say it.
func TestWhatWasNotCheckedInADocumentIsNoted(t *testing.T) {
	for body, want := range map[string]string{
		aPDF("", "BT (hello) Tj ET"):                                  "none was found. Look yourself",
		aPDF("", "BT (hello) Tj ET") + aPDF("/Subtype/Image", "x"):    "Not checked: pictures in it (1).",
		strings.ReplaceAll(aPDF("", "x"), "FlateDecode", "LZWDecode"): "Not checked: parts that cannot be read (1).",
		aPDF("", "x") + "trailer<</Encrypt 1 0 R>>":                   "Not checked: this PDF is encrypted",
	} {
		c, err := Attach(1, "receipt", "slip.pdf", []byte(body), opened(body))
		if err != nil {
			t.Fatal(err)
		}
		in, _ := c.Open()
		var out strings.Builder
		m, err := c.Redact("slip.pdf", in, &out)
		if err != nil || out.String() != body || !strings.Contains(m.Note.EN, want) || m.Note.ZH == "" {
			t.Errorf("noted as %q (%v), want %q", m.Note.EN, err, want)
		}
	}
}

func TestAnAttachmentIsBounded(t *testing.T) {
	body := "%PDF-1.7\n" + strings.Repeat(" ", maxAttachment)
	c, err := Attach(1, "receipt", "slip.pdf", []byte(body[:512]), opened(body))
	if err != nil {
		t.Fatal(err)
	}
	in, _ := c.Open()
	var out strings.Builder
	var p *codes.Problem
	if _, err := c.Redact("slip.pdf", in, &out); !errors.As(err, &p) || p.ID != "input.too_large" {
		t.Errorf("error = %v", err)
	}
}

func FuzzStripImages(f *testing.F) {
	f.Add([]byte(aJPEG(f)))
	f.Add([]byte(aPNG(f)))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, format := range formats[:2] {
			if !bytes.HasPrefix(b, []byte(format.magic)) {
				continue
			}
			var once, twice strings.Builder
			if _, err := format.redact("x", bytes.NewReader(b), &once); err != nil {
				continue
			}
			if _, err := format.redact("x", strings.NewReader(once.String()), &twice); err != nil || once.String() != twice.String() {
				t.Errorf("stripping what is stripped changes it (%v)", err)
			}
		}
	})
}
