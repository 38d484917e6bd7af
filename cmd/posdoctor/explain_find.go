package main

import (
	"encoding/hex"
	"regexp"
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/profile/nearest"
	"github.com/posdoctor/posdoctor/diag/rules"
	"github.com/posdoctor/posdoctor/transcripts/emv"
)

// answer is what is known about one thing that was asked.
type answer struct {
	asked    string
	kind     answerKind
	code     string // of kindCode, as books write it
	readings []group
	finding  diag.Finding
	tag      emv.Info // of kindTag
	bits     []codes.Text
	near     string // of an unknown one: what may have been meant
}

type answerKind string

const (
	kindCode    answerKind = "code"
	kindText    answerKind = "text" // words that a terminal shows
	kindFinding answerKind = "finding"
	kindTag     answerKind = "tag" // a coded value of the chip
	kindByte    answerKind = "raw_bytes"
	kindNone    answerKind = "unknown"
)

func (a answer) known() bool { return a.kind != kindNone && a.kind != kindByte }

// group is one reading with the others that ask for the same.
type group struct {
	codes.Reading
	same []codes.Reading
}

// finder looks things up.
type finder struct {
	lib       *codes.Library
	book      string   // the only book, if the user named one
	preferred []string // the profile's books
}

var (
	rawBytes   = regexp.MustCompile(`^0[xX]([0-9A-Fa-f]{2})+$`)
	fieldValue = regexp.MustCompile(`^(?:DE|de|F|f|BIT|bit)?\.?0?39\s*[=:：]\s*(\S+)$`)
	tagValue   = regexp.MustCompile(`^([0-9A-Fa-f]{2,6})\s*=\s*([0-9A-Fa-f]{2,64})$`)
	bookCode   = regexp.MustCompile(`^([a-z][A-Za-z0-9-]*)\s*[:：]\s*(\S+)$`)
	codeShape  = regexp.MustCompile(`^[0-9A-Za-z]{1,4}$`)
	findingID  = regexp.MustCompile(`^[a-z]+(\.[a-z0-9_]+)+$`)
)

// all explains each argument. Words without quotes arrive as several arguments:
// where none of them is a code or an id, they are tried together first.
func (f finder) all(args []string) ([]answer, error) {
	var out []answer
	words := len(args) > 1
	for _, arg := range args {
		ans, err := f.one(strings.TrimSpace(arg))
		if err != nil {
			return nil, err
		}
		words = words && (ans.kind == kindText || ans.kind == kindNone)
		out = append(out, ans)
	}
	if words {
		if whole := f.words(strings.Join(args, " ")); whole.known() {
			return []answer{whole}, nil
		}
	}
	return out, nil
}

func (f finder) one(what string) (answer, error) {
	if rawBytes.MatchString(what) {
		return answer{asked: what, kind: kindByte, near: textOfBytes(what[2:])}, nil
	}
	if m := fieldValue.FindStringSubmatch(what); m != nil {
		return f.coded(what, f.book, m[1]), nil
	}
	if m := tagValue.FindStringSubmatch(what); m != nil {
		return f.tagged(what, m[1], m[2]), nil
	}
	if m := bookCode.FindStringSubmatch(what); m != nil {
		if err := knownBook(f.lib, m[1]); err != nil {
			return answer{}, err
		}
		return f.coded(what, m[1], m[2]), nil
	}
	if findingID.MatchString(what) {
		if found, ok := rules.Explain(what); ok {
			return answer{asked: what, kind: kindFinding, finding: found}, nil
		}
		return answer{asked: what, kind: kindNone, near: nearest.To(what, rules.IDs())}, nil
	}
	if codeShape.MatchString(what) {
		if ans := f.coded(what, f.book, what); ans.known() {
			return ans, nil
		}
	}
	return f.words(what), nil
}

// textOfBytes gives what bytes say when they are two characters of a code.
func textOfBytes(digits string) string {
	b, err := hex.DecodeString(digits)
	if err != nil || len(b) < 2 || !codeShape.Match(b) {
		return ""
	}
	return string(b)
}

// coded looks a code up: in the one book, in the profile's books, else in all.
func (f finder) coded(asked, book, code string) answer {
	ans := answer{asked: asked, kind: kindCode}
	tries := []string{code, strings.ToUpper(code), "0" + strings.ToUpper(code)}
	if book == "" && len(f.preferred) == 0 && len(code) == 1 {
		slices.Reverse(tries) // a slip that shows 5 means 05; a till's own 5 is asked for by book
	}
	for _, try := range tries {
		ans.code = try
		if ans.readings = f.readings(book, try); len(ans.readings) > 0 {
			return ans
		}
	}
	ans.code, ans.kind = "", kindNone
	if book != "" {
		var known []string
		for _, c := range f.lib.Codes(book) {
			known = append(known, c.Value)
		}
		if near := nearest.To(code, known); near != "" {
			ans.near = book + ":" + near
		}
	}
	return ans
}

func (f finder) readings(book, code string) []group {
	books := f.preferred
	if book != "" {
		books = []string{book}
	}
	for _, id := range books {
		if found := f.inBook(id, code); len(found) > 0 {
			return found
		}
	}
	if book != "" {
		return nil
	}
	return grouped(f.lib.Candidates(codes.ClassAny, code))
}

// inBook gives the meaning of a code in the answer to a payment, then those in
// other messages that ask for something else.
func (f finder) inBook(book, code string) []group {
	first, ok := f.lib.Lookup(book, codes.ClassAny, code)
	if !ok {
		return nil
	}
	b, _ := f.lib.Book(first.Book)
	found := []codes.Reading{{Code: first, Book: b}}
	for _, c := range f.lib.Codes(first.Book) {
		if c.Value == first.Value && c.Class != first.Class {
			found = append(found, codes.Reading{Code: c, Book: b, Why: classNames[c.Class]})
		}
	}
	return grouped(found)
}

// grouped puts readings together that ask for the same. The order of first
// appearance, likeliest first, is kept.
func grouped(readings []codes.Reading) []group {
	type consequence struct {
		money codes.Money
		retry codes.Retry
		by    codes.Party
	}
	at := map[consequence]int{}
	var out []group
	for _, r := range readings {
		k := consequence{money: r.Code.Money, retry: r.Code.Retry}
		if len(r.Code.DeclinedBy) > 0 {
			k.by = r.Code.DeclinedBy[0]
		}
		if i, ok := at[k]; ok {
			out[i].same = append(out[i].same, r)
			continue
		}
		at[k] = len(out)
		out = append(out, group{Reading: r})
	}
	return out
}

// words looks for codes by what a terminal shows. Only the texts that fit best
// are kept: where the whole text is known, those that merely contain it are
// noise.
func (f finder) words(text string) answer {
	ans := answer{asked: text, kind: kindText}
	var best []codes.Reading
	for _, r := range f.lib.Search(text) {
		if f.book != "" && r.Book.ID != f.book {
			continue
		}
		if len(best) == 0 || r.Why == best[0].Why {
			best = append(best, r)
		}
	}
	if ans.readings = grouped(best); len(best) == 0 {
		ans.kind = kindNone
	}
	return ans
}

// tagged explains the bits of a chip value such as 95=8000008000. Values that
// may hold card data are not read here.
func (f finder) tagged(asked, tag, value string) answer {
	info, ok := emv.Tag(tag)
	b, err := hex.DecodeString(value)
	if !ok || err != nil || info.Keep != emv.KeepValue {
		return answer{asked: asked, kind: kindNone}
	}
	bits := emv.Bits(tag, b)
	if len(bits) == 0 {
		return answer{asked: asked, kind: kindNone}
	}
	return answer{asked: asked, kind: kindTag, tag: info, bits: bits}
}

// notKnown words that nothing, or not everything, was found.
func notKnown(answers []answer) error {
	for _, ans := range answers {
		switch {
		case ans.known():
			continue
		case ans.kind == kindByte:
			p := &codes.Problem{ID: "explain.raw_bytes", What: textRawBytes.With(ans.asked), Hint: hintRawBytes}
			if ans.near != "" {
				p.Hint = hintBytesText.With(ans.near)
			}
			return p
		case ans.near != "":
			return &codes.Problem{ID: "explain.nothing", What: textNothing.With(ans.asked), Hint: hintMean.With("posdoctor explain " + ans.near)}
		}
		return &codes.Problem{ID: "explain.nothing", What: textNothing.With(ans.asked), Hint: hintNothing}
	}
	return nil
}

var (
	textNothing  = codes.Text{EN: "posdoctor knows nothing about %q", ZH: "posdoctor 查不到 %q"}
	hintNothing  = codes.Text{EN: "check the spelling on the slip or the screen; some shops' terminals use codes of their own, ask the terminal's support line", ZH: "对照签购单或屏幕再检查一遍；有些终端用自己的代码，请问终端客服"}
	textRawBytes = codes.Text{
		EN: "%s is a raw byte, not a response code; by itself it says nothing about the money, and it is no sign of a reversal",
		ZH: "%s 是原始字节，不是响应码；它本身说明不了钱的去向，也不表示发生了冲正",
	}
	hintRawBytes  = codes.Text{EN: "give the whole message to posdoctor decode, or the log to posdoctor check", ZH: "请把整条报文交给 posdoctor decode，或把日志交给 posdoctor check"}
	hintBytesText = codes.Text{EN: "as text these bytes read %[1]s; if they are field 39: posdoctor explain %[1]s", ZH: "按文字读，这些字节是 %[1]s；如果它是 39 域：posdoctor explain %[1]s"}
)
