package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/goregular"
)

// object writes a stream with its dictionary.
func object(dict, data string) string {
	return fmt.Sprintf("1 0 obj\n<<%s/Length %d>>\nstream\n%s\nendstream\nendobj\n", dict, len(data), data)
}

func flate(s string) string {
	var buf bytes.Buffer
	z := zlib.NewWriter(&buf)
	_, _ = z.Write([]byte(s))
	z.Close()
	return buf.String()
}

func base85(s string) string {
	var buf bytes.Buffer
	w := ascii85.NewEncoder(&buf)
	_, _ = w.Write([]byte(s))
	w.Close()
	return buf.String() + "~>"
}

func packed(content string) string {
	return "%PDF-1.7\n" + object("/Filter/FlateDecode", flate(content))
}

// cmap says that code 0x0103 and those after it draw the digits.
const cmap = "/CIDInit /ProcSet findresource begin begincmap\n1 beginbfrange\n<0103> <010C> <0030>\nendbfrange\nendcmap"

// glyphs writes digits by the numbers of cmap.
func glyphs(digits string) string {
	var b []byte
	for _, c := range digits {
		b = append(b, 1, byte(3+c-'0'))
	}
	return "<" + hex.EncodeToString(b) + ">"
}

// TestCardNumbersAreSeen writes a published test number in the ways that writers
// of PDF use.
func TestCardNumbersAreSeen(t *testing.T) {
	const pan = "4111111111111111"
	for name, doc := range map[string]string{
		"in the file itself":           "%PDF-1.7\n" + object("", "BT (card 4111 1111 1111 1111) Tj ET"),
		"in the metadata":              "%PDF-1.7\n1 0 obj<</Title(4111-1111-1111-1111)>>endobj\n",
		"packed":                       packed("BT (card " + pan + ") Tj ET"),
		"packed, the length elsewhere": strings.ReplaceAll(packed("BT ("+pan+") Tj ET"), "/Length ", "/Length 7 0 R%"),
		"packed, a name in escapes":    "%PDF-1.7\n" + object("/Filter/Fl#61teDecode", flate("("+pan+") Tj")),
		"packed twice":                 "%PDF-1.7\n" + object("/Filter [/ASCII85Decode /FlateDecode]", base85(flate("("+pan+") Tj"))),
		"packed in hex":                "%PDF-1.7\n" + object("/Filter/ASCIIHexDecode", hex.EncodeToString([]byte("("+pan+") Tj"))+">"),
		"packed without its sum":       "%PDF-1.7\n" + object("/Filter/FlateDecode", flate("(" + pan + ") Tj")[:len(flate("("+pan+") Tj"))-4]),
		"moved by kerning":             packed("BT [(41)-3(1111)2(11)0(1111)4(111)-5(1)] TJ ET"),
		"in words":                     packed("BT [(4111)-250(1111)-250(1111)-250(1111)] TJ ET"),
		"in escapes":                   packed(`BT (\0641\0611111\0611111\` + "\n" + `111\061) Tj ET`),
		"in brackets":                  packed("BT (number (of card) 4111\\(1111) Tj <34313131 20 31313131 20 31313131 20 31313131> Tj ET"),
		"character by character":       packed("BT 1 0 0 1 72 700 Tm (4) Tj 5 0 Td" + strings.Repeat("(1) Tj 5 0 Td ", 15) + "ET"),
		"in groups set one by one":     packed("BT 72 700 Td (4111) Tj 20 0 Td (1111) Tj 20 0 Td (1111) Tj 20 0 Td (1111) Tj ET"),
		"by glyphs":                    packed("BT "+glyphs(pan)+" Tj ET") + object("/Filter/FlateDecode", flate(cmap)),
		"by glyphs of a list":          packed("BT <0504040404040404040404040404040404> Tj ET") + object("", "begincmap 1 beginbfrange <04> <05> [<0031> <0034>] endbfrange"),
		"by glyphs one by one":         packed("BT <0504040404040404040404040404040404> Tj ET") + object("", "begincmap 2 beginbfchar <04> <0031> <05> <0034> endbfchar"),
		"behind a picture in the text": packed("BI /W 1 /H 1 ID (((\x00\x01 EI BT (4111) Tj (1111) Tj (1111) Tj (1111) Tj ET"),
		"behind the end":               packed("BT (x) Tj ET") + "%%EOF\n4111 1111 1111 1111\n",
		"behind the end, in UTF-16":    packed("BT (x) Tj ET") + "%%EOF\n" + strings.Join(strings.Split(pan, ""), "\x00"),
		"behind the end, in hex":       packed("BT (x) Tj ET") + "%%EOF\n41 11 11 11 11 11 11 11",
		"behind the end, with dashes":  packed("BT (x) Tj ET") + "%%EOF\n4111-1111-1111-1111\n",
		"behind the end and a bracket": packed("BT (x) Tj ET") + "%%EOF\n< 4111 1111 1111 1111\n",
		"in a comment of a stream":     packed("% " + pan + "\nBT (x) Tj ET"),
		"in the metadata, in UTF-16":   "%PDF-1.7\n1 0 obj<</Title<FEFF0034003100310031003100310031003100310031003100310031003100310031>>>endobj\n",
		"in an earlier version":        packed("("+pan+") Tj") + "%%EOF\n" + object("/Filter/FlateDecode", flate("(nothing) Tj")) + "%%EOF\n",
	} {
		t.Run(name, func(t *testing.T) {
			if !Look([]byte(doc)).Card {
				t.Error("it is not seen")
			}
		})
	}
}

// TestWhatCannotBeReadIsCounted holds a look to say what it left out.
func TestWhatCannotBeReadIsCounted(t *testing.T) {
	for name, tt := range map[string]struct {
		doc  string
		want Seen
	}{
		"all was read": {packed("BT (hello) Tj (20261122101403) Tj (411111******1111) Tj ET"), Seen{}},
		"numbers that are no text": {"%PDF-1.7\n1 0 obj<</W [ 32 278 278 355 411 111 111 111 1111]/ID[<4111111111111111><41111111111111110000>]>>\n" +
			object("/Filter/FlateDecode", flate("4111.1111 1111.1111 m 4111 1111 1111 1111 l 4111 1111 l <4111111111111111> Tj")), Seen{}},
		"a picture":                 {"%PDF-1.7\n" + object("/Subtype/Image/Filter/DCTDecode", "\xFF\xD8"), Seen{Pictures: 1}},
		"a filter that is not read": {"%PDF-1.7\n" + object("/Filter/LZWDecode", "\x80\x0B"), Seen{Unread: 1}},
		"a filter named elsewhere":  {"%PDF-1.7\n" + object("/Filter 5 0 R", "x"), Seen{Unread: 1}},
		"damaged":                   {"%PDF-1.7\n" + object("/Filter/FlateDecode", "no zlib"), Seen{Unread: 1}},
		"columns of differences":    {"%PDF-1.7\n" + object("/Filter/FlateDecode/DecodeParms<</Predictor 12>>", flate("x")), Seen{Unread: 1}},
		"glyphs without a table":    {packed("<0001> Tj") + "2 0 obj<</Encoding/Identity-H>>endobj", Seen{Unread: 1}},
		"a password":                {packed("(x) Tj") + "trailer<</Encrypt 5 0 R>>", Seen{Locked: true}},
		"far too much":              {packed(strings.Repeat(" ", maxStream+1)), Seen{Unread: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Look([]byte(tt.doc)); got != tt.want {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}

// TestPagesOfAWriterAreRead looks into documents that another program wrote.
func TestPagesOfAWriterAreRead(t *testing.T) {
	for name, font := range map[string]func(*fpdf.Fpdf){
		"a core font": func(p *fpdf.Fpdf) { p.SetFont("Helvetica", "", 12) },
		"a font of its own": func(p *fpdf.Fpdf) {
			p.AddUTF8FontFromBytes("go", "", goregular.TTF)
			p.SetFont("go", "", 12)
		},
	} {
		t.Run(name, func(t *testing.T) {
			for text, want := range map[string]bool{"card 4111 1111 1111 1111": true, "card 411111******1111, trace 000123, 2026-11-22 10:14:03": false} {
				p := fpdf.New("P", "mm", "A4", "")
				font(p)
				p.AddPage()
				p.Cell(40, 10, text)
				var buf bytes.Buffer
				if err := p.Output(&buf); err != nil {
					t.Fatal(err)
				}
				if got := Look(buf.Bytes()); got.Card != want || got.Unread > 0 {
					t.Errorf("%s: %+v", text, got)
				}
			}
		})
	}
}

func FuzzLook(f *testing.F) {
	f.Add([]byte(packed("BT [(41)-3(11)] TJ ET")))
	f.Add([]byte(packed("BT "+glyphs("41")+" Tj ET") + object("/Filter/FlateDecode", flate(cmap))))
	f.Add([]byte(object("/Filter [/ASCII85Decode /FlateDecode]", base85(flate("BI ID x EI")))))
	f.Fuzz(func(t *testing.T, b []byte) {
		if one, two := Look(b), Look(b); one != two {
			t.Errorf("two looks differ: %+v, %+v", one, two)
		}
	})
}
