package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"pgregory.net/rapid"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// worst is a payment with more to say than its pages hold.
func worst() diag.Report {
	at := func(line int64) transcripts.Where {
		return transcripts.Where{Line: line, Offset: line * 100, Length: 80}
	}
	long := strings.Repeat("等待应答超时，请检查网络连接后重试 waiting-for-the-host-in-vain ", 4)
	text := codes.Text{EN: long, ZH: long}
	t := diag.Transaction{Key: "10000001.000007.000121.20261120T101403", Kind: transcripts.KindSale, Attention: true}
	for i := range int64(30) {
		leg := diag.Leg{
			Kind: transcripts.KindReversal, Target: 0, STAN: "000121", Code: fmt.Sprintf("%02d", i), Attempts: 3, State: diag.StateRefused,
			Amount:  transcripts.Amount{Minor: 12800, Currency: "CNY", Known: true},
			Reading: codes.Reading{Code: codes.Code{Book: "x", Value: fmt.Sprintf("%02d", i), Name: text, Meaning: text}, Book: codes.Book{Name: text}},
			Seen: []diag.Sighting{
				{Message: &transcripts.Message{MTI: "0400", LocalTime: "101403"}, Places: []diag.Place{{Where: at(2 * i), Seq: 2 * i}, {Where: at(900 + i), Seq: 900 + i}}},
				{Message: &transcripts.Message{MTI: "0410", ResponseCode: "96"}, Answers: true, Mismatch: "amount", Places: []diag.Place{{Where: at(2*i + 1), Seq: 2*i + 1}}},
			},
			Signals: []diag.SignalSeen{{Signal: transcripts.Signal{Text: long}, Where: at(500 + i), Seq: 500 + i}},
		}
		leg.Order = strings.Repeat("ORDER", 300)
		t.Legs = append(t.Legs, leg)
		t.Verdict.Because = append(t.Verdict.Because, diag.Evidence{Text: text, Where: at(i)})
	}
	t.Legs[0].Kind, t.Legs[0].Target = transcripts.KindSale, -1
	t.Verdict.Sentence, t.Verdict.WouldSettle = text, text
	t.Verdict.Guards = diag.Guards{ChargeAgain: diag.Guard{Reason: text}, Refund: diag.Guard{Reason: text}, Void: diag.Guard{Reason: text}}
	r := diag.Report{Transactions: []diag.Transaction{t}, Summary: diag.NewSummary()}
	r.Summary.Transactions = 1
	for i := range 40 {
		r.Sources = append(r.Sources, transcripts.Source{Name: strings.Repeat("folder/", 20) + fmt.Sprint(i), SHA256: strings.Repeat("0a", 32), Lines: 9, Unparsed: 3})
		r.Checks = append(r.Checks, diag.Check{ID: fmt.Sprintf("c.%d", i), State: diag.CheckSkipped, Title: text, Reason: text})
	}
	return r
}

var (
	pageObject = regexp.MustCompile(`/Type /Page\b[^s]`)
	languages  = []codes.Lang{codes.English, codes.Chinese}
)

func pages(file []byte) int { return len(pageObject.FindAll(file, -1)) }

// texts is what another program reads on each page.
func texts(t *testing.T, file []byte) []string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program(t, "pdftotext"), "-layout", "-", "-")
	cmd.Stdin = bytes.NewReader(file)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
}

func TestEachDumpGivesFourPagesBelowTheSmallestLimit(t *testing.T) {
	const smallest = 1_000_000 // American Express at JPMorgan: 1 MB
	for _, name := range []string{"reversal-given-up-pos.log", "no-response-q2.log", "contact-issuer-pos.log", "swallowed-pos.log"} {
		r := diagnosed(t, name)
		for _, lang := range languages {
			file := written(t, r, options(lang, attention(t, r)))
			if pages(file) != 4 || len(file) >= smallest {
				t.Errorf("%s, %s: %d pages, %d bytes", name, lang, pages(file), len(file))
			}
		}
	}
}

func TestTooMuchForThePagesIsCountedNotDropped(t *testing.T) {
	for lang, more := range map[codes.Lang]string{codes.English: "more are in the full report", codes.Chinese: "项见完整报告"} {
		file := written(t, worst(), options(lang))
		if pages(file) != 4 {
			t.Errorf("%s: %d pages", lang, pages(file))
		}
		for n, text := range texts(t, file) {
			if !strings.Contains(text, more) {
				t.Errorf("%s: page %d does not say that it leaves something out:\n%s", lang, n+1, text)
			}
		}
	}
}

// Words of a log give way to messages, those in the middle first.
func TestMessagesComeBeforeWordsOfTheLog(t *testing.T) {
	r := worst()
	leg := &r.Transactions[0].Legs[0]
	r.Transactions[0].Legs = r.Transactions[0].Legs[:1]
	r.Sources[0].Name = "pos.log"
	var lines []diag.SignalSeen
	for i := range int64(30) {
		lines = append(lines, diag.SignalSeen{Signal: transcripts.Signal{Text: fmt.Sprintf("log-line-%d.", i)}, Where: transcripts.Where{Line: 10 + i}, Seq: 10 + i})
	}
	leg.Signals = lines
	got := texts(t, written(t, r, options(codes.English)))[1]
	for want, there := range map[string]bool{
		"request (message 0400)": true, "answer 96 (message 0410)": true, "log-line-0.": true, "log-line-15.": false, "log-line-29.": true, "lines of the log in words are left out": true, "more are in": false,
	} {
		if strings.Contains(got, want) != there {
			t.Errorf("%q there: %v, want %v:\n%s", want, !there, there, got)
		}
	}
}

// However often a reversal was tried, the answer that decided is on the page with
// the timeline and on the one with the proof.
func TestTheAnswerThatDecidedIsNeverLeftOut(t *testing.T) {
	at := func(line int64) transcripts.Where {
		return transcripts.Where{Line: line, Offset: line * 100, Length: 80}
	}
	sale := diag.Leg{Kind: transcripts.KindSale, Target: -1, STAN: "000950", State: diag.StateUndone, Attempts: 1}
	sale.Seen = []diag.Sighting{{Message: &transcripts.Message{MTI: "0200"}, Places: []diag.Place{{Where: at(1), Seq: 1}}}}
	undo := diag.Leg{Kind: transcripts.KindReversal, Target: 0, STAN: "000950", State: diag.StateAcknowledged, Code: "00", Attempts: 60}
	proof := []diag.Evidence{{Text: codes.Same("sale went out"), Where: at(1)}}
	for i := range int64(60) {
		undo.Seen = append(undo.Seen, diag.Sighting{Message: &transcripts.Message{MTI: "0400"}, Places: []diag.Place{{Where: at(2 + i), Seq: 2 + i}}})
		proof = append(proof, diag.Evidence{Text: codes.Text{EN: fmt.Sprintf("try %d.", i), ZH: fmt.Sprintf("第 %d 次重发冲正报文。", i)}, Where: at(2 + i), Leg: 1})
	}
	undo.Seen = append(undo.Seen, diag.Sighting{Message: &transcripts.Message{MTI: "0410", ResponseCode: "00"}, Answers: true, Places: []diag.Place{{Where: at(70), Seq: 70}}})
	tx := diag.Transaction{Key: "k", Kind: sale.Kind, Legs: []diag.Leg{sale, undo}}
	tx.Verdict.Because = append(proof, diag.Evidence{Text: codes.Text{EN: "the host took it back", ZH: "主机已确认冲正"}, Where: at(70), Leg: 1})
	r := diag.Report{Sources: []transcripts.Source{{Name: "pos.log"}}, Transactions: []diag.Transaction{tx}, Summary: diag.NewSummary()}
	for lang, want := range map[codes.Lang][]string{
		codes.English: {"answer 00 (message 0410)", "62. the host took it back"},
		codes.Chinese: {"应答 00（报文 0410）", "62. 主机已确认冲正"},
	} {
		got := texts(t, written(t, r, options(lang, "k")))
		if len(got) != 4 {
			t.Fatalf("%s: %d pages", lang, len(got))
		}
		for i, w := range want {
			if text := strings.Join(strings.Fields(got[i+1]), " "); !strings.Contains(text, w) {
				t.Errorf("%s: page %d does not say %q:\n%s", lang, i+2, w, got[i+1])
			}
		}
	}
}

func TestSeveralPaymentsStayBelowTheStrictestNumberOfPages(t *testing.T) {
	r := worst()
	for i := range 8 {
		next := r.Transactions[0]
		next.Key = fmt.Sprintf("10000001.000007.%06d", i)
		r.Transactions = append(r.Transactions, next)
	}
	file := written(t, r, options(codes.English))
	if pages(file) != 3*most+1 || pages(file) > 18 {
		t.Errorf("%d pages", pages(file))
	}
	if got := texts(t, file); !strings.Contains(got[len(got)-1], "4 more payments need attention") {
		t.Errorf("the last page does not count the rest:\n%s", got[len(got)-1])
	}
}

func TestEachPageNamesCasePaymentAndItsNumber(t *testing.T) {
	r := diagnosed(t, "reversal-given-up-pos.log")
	key := attention(t, r)
	for _, lang := range languages {
		got := texts(t, written(t, r, options(lang, key)))
		for n, text := range got {
			for _, want := range []string{"D-2026-0042", key, fmt.Sprintf("%d/%d", n+1, len(got)), "2026-11-21 08:30:00 UTC"} {
				if !strings.Contains(text, want) {
					t.Errorf("%s, page %d lacks %q:\n%s", lang, n+1, want, text)
				}
			}
		}
	}
}

// What the dump holds stands in its expected.tsv; the reversal was given up, so
// the money is unknown and nothing may be done.
func TestPagesSayWhatTheRecordsProve(t *testing.T) {
	r := diagnosed(t, "reversal-given-up-pos.log")
	got := texts(t, written(t, r, options(codes.English, attention(t, r))))
	for n, wants := range [][]string{
		{"CNY 76.00", "may still be charged", "终端也不再冲正", "not known", "never:", "000943", "10000007", "ask your acquirer", "622848*********0019"},
		{"reversal", "given up", "byte 4071, 356 bytes", "11-20 23:53:52", "11-21 08:31:05"},
		{"reversal.gave_up", "No response code was seen"},
		{"reversal-given-up-pos.log", "SHA256:uNiVztks", "sha256sum -c", "Digests of the originals are left out"},
	} {
		for _, want := range wants {
			if !strings.Contains(got[n], want) {
				t.Errorf("page %d lacks %q:\n%s", n+1, want, got[n])
			}
		}
	}
	if all := strings.Join(got, ""); strings.Contains(all, r.Sources[0].SHA256[:16]) {
		t.Error("the digest of the original stands in a file that is handed on")
	}
}

// A record of a sale is refused without the name and the place of the shop, so
// that their absence is said.
func TestTheShopIsNamed(t *testing.T) {
	r := diagnosed(t, "reversal-given-up-pos.log")
	o := options(codes.English, attention(t, r))
	if first := texts(t, written(t, r, o))[0]; !strings.Contains(first, "unknown: write it under shop in posdoctor.yaml") {
		t.Errorf("got:\n%s", first)
	}
	o.Shop = diag.Shop{Name: "喆記 Café", Place: "香港灣仔 4111 1111 1111 1111"}
	first := texts(t, written(t, r, o))[0]
	if !strings.Contains(first, "喆記 Café, 香港灣仔 ") || strings.Contains(strings.ReplaceAll(first, " ", ""), "4111111111111111") {
		t.Errorf("got:\n%s", first)
	}
}

func TestAFolderWithoutSignatureIsNotCheckedForOne(t *testing.T) {
	r := diagnosed(t, "reversal-given-up-pos.log")
	o := options(codes.English, attention(t, r))
	o.Fingerprint = ""
	last := texts(t, written(t, r, o))[3]
	if strings.Contains(last, "ssh-keygen") || !strings.Contains(last, "is not signed") {
		t.Errorf("got:\n%s", last)
	}
}

func TestCodesAreExplained(t *testing.T) {
	r := diagnosed(t, "contact-issuer-pos.log")
	for lang, want := range map[codes.Lang]string{codes.English: "01 in the answer to the sale", codes.Chinese: "消费的应答码 01"} {
		if got := texts(t, written(t, r, options(lang, attention(t, r))))[2]; !strings.Contains(got, want) {
			t.Errorf("no %q in:\n%s", want, got)
		}
	}
}

func TestNoCardDataComesOut(t *testing.T) {
	cards, err := os.ReadFile("../../../testdata/make/cards.go")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`"((?:3[47]|4|5|62)\d{11,17})"`).FindAllStringSubmatch(string(cards), -1)
	if len(found) < 5 {
		t.Fatalf("only %d card numbers in the generator", len(found))
	}
	r := diagnosed(t, "contact-issuer-pos.log", "swallowed-pos.log", "failed-debited-hex.txt")
	const typed = "4111111111111111"
	o := options(codes.English)
	o.Case = "for card " + typed
	r.Transactions[0].Legs[0].Order = "paid by " + typed
	r.Sources[0].Name = typed + ".log"
	o.Only = append(o.Only, r.Transactions[0].Key, attention(t, r))
	got := strings.Join(texts(t, written(t, r, o)), "\n")
	flat := strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) {
			return -1
		}
		return c
	}, got)
	if !strings.Contains(flat, "411111") {
		t.Errorf("the masked number of the user is gone:\n%s", got)
	}
	for _, pan := range append(found, []string{"", typed}) {
		if strings.Contains(flat, pan[1]) {
			t.Errorf("%s...%s comes out", pan[1][:6], pan[1][len(pan[1])-4:])
		}
	}
}

func TestSameInputSameBytes(t *testing.T) {
	r := worst()
	first := written(t, r, options(codes.Chinese))
	for range 3 {
		if !bytes.Equal(first, written(t, r, options(codes.Chinese))) {
			t.Fatal("two files differ")
		}
	}
	if !bytes.Equal(written(t, r, Options{}), written(t, r, Options{})) {
		t.Error("without a date the moment of drawing gets into the file")
	}
}

func TestNothingToShow(t *testing.T) {
	file := written(t, diag.Report{Summary: diag.NewSummary()}, options(codes.English, "no such key"))
	if got := texts(t, file); len(got) != 1 || !strings.Contains(got[0], "No payment was recognised") {
		t.Errorf("got %q", got)
	}
}

var errFull = errors.New("no room")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestErrorOfTheWriter(t *testing.T) {
	if err := Write(full{}, worst(), Options{}); !errors.Is(err, errFull) {
		t.Errorf("got %v", err)
	}
}

func TestWhatNoFontDrawsIsSpelled(t *testing.T) {
	for in, want := range map[string]string{
		"A\U0001F642B": "A[U+1F642]B",
		"喆镕堃銀行灣":       "喆镕堃銀行灣", // names, and what Hong Kong and Taiwan write
		"行\u0e01":      "行[U+0E01]",
		"a\x1b[31mb":   "ab",
		"¥1 €2 元":      "¥1 €2 元",
	} {
		if got := shown(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// Every Chinese character that this program may say has an outline in the font.
func TestFontHoldsTheTextsOfThisProgram(t *testing.T) {
	font := chinese().table
	lacking, checked := map[rune]string{}, map[rune]bool{}
	for _, room := range []string{"codes", "diag", "transcripts", "cmd"} {
		err := filepath.WalkDir(filepath.Join("../../..", room), func(path string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") {
				return err
			}
			switch filepath.Ext(path) {
			case ".go", ".tsv", ".yaml":
			default:
				return nil
			}
			b, err := os.ReadFile(path)
			for _, r := range string(b) {
				if !unicode.Is(unicode.Han, r) || checked[r] {
					continue
				}
				checked[r] = true
				i, _ := font.GlyphIndex(nil, r)
				outline, err := font.LoadGlyph(&sfnt.Buffer{}, i, fixed.I(size), nil)
				if i == 0 || err != nil || len(outline) == 0 {
					lacking[r] = path
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(checked) < 1000 {
		t.Fatalf("only %d characters were looked at", len(checked))
	}
	for r, path := range lacking {
		t.Errorf("%c of %s is not in the font; run testdata/make/pdffont", r, path)
	}
}

func TestWrappedLinesFitAndLoseNothing(t *testing.T) {
	p := newPaper(Options{Lang: codes.Chinese})
	words := rapid.SliceOf(rapid.SampledFrom([]string{"a", "交易", "。", "（", "）", " ", "0123456789abcdef", "pos.log:12", "，", "word ", strings.Repeat("x", 120)}))
	squash := func(s string) string { return strings.ReplaceAll(s, " ", "") }
	rapid.Check(t, func(t *rapid.T) {
		in := strings.Join(words.Draw(t, "words"), "")
		room := rapid.Float64Range(60, innerWidth).Draw(t, "room")
		out := p.wrap(in, room, false, size)
		for _, s := range out {
			if p.width(s, false, size) > room+0.01 {
				t.Fatalf("%q is wider than %v", s, room)
			}
		}
		if squash(strings.Join(out, "")) != squash(in) {
			t.Fatalf("%q became %q", in, out)
		}
	})
}
