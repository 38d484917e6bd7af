package main

import (
	"encoding/hex"
	"regexp"
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/codes/nearest"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/guide"
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
	together codes.Text
	topic    guide.Entry   // of kindTopic
	also     []guide.Entry // pages of the guide that may help as well
	near     string        // of an unknown one: what may have been meant
	why      codes.Text    // of an unknown one: why nothing can be said
}

type answerKind string

const (
	kindCode    answerKind = "code"
	kindText    answerKind = "text" // words that a terminal shows
	kindFinding answerKind = "finding"
	kindTopic   answerKind = "topic" // a page of the guide
	kindTag     answerKind = "tag"   // a coded value of the chip
	kindByte    answerKind = "raw_bytes"
	kindNone    answerKind = "unknown"
)

func (a answer) known() bool { return a.kind != kindNone && a.kind != kindByte }

// proved reports whether the first reading is that of a book that the user
// named or that the message proves; the others are then only told in short.
func (a answer) proved() bool {
	return a.kind == kindCode && len(a.readings) > 0 && a.readings[0].Proof >= codes.ProofHeader
}

// group is one reading with the others that ask for the same.
type group struct {
	codes.Reading
	same []codes.Reading
}

// finder looks things up.
type finder struct {
	lib    *codes.Library
	book   string        // the only book, if the user named one
	clues  codes.Clues   // what chooses between books else
	class  []codes.Class // the only classes of message, none for all
	guides *guide.Shelf
}

var (
	rawBytes   = regexp.MustCompile(`^0[xX]([0-9A-Fa-f]{2})+$`)
	fieldValue = regexp.MustCompile(`^(?i:DE|F|BIT|FIELD)?\.?0?39\s*[=:：]\s*(\S+)$`)
	bookCode   = regexp.MustCompile(`^([a-z][a-z0-9-]*)\s*[:：]\s*(\S+)$`)
	codeShape  = regexp.MustCompile(`^[+-]?[0-9A-Za-z][0-9A-Za-z_.-]{0,63}$`)
	shortCode  = regexp.MustCompile(`^[0-9A-Za-z]{2,4}$`)
	findingID  = regexp.MustCompile(`^[a-z]+(\.[a-z0-9_]+)+$`)
)

// all explains each argument. Words without quotes arrive as several arguments:
// where none of them is a code or an id, they are tried together first.
func (f finder) all(args []string) ([]answer, error) {
	if tag, value, ok := splitTag(strings.Join(args, " ")); ok && len(args) > 1 {
		return []answer{f.tagged(strings.Join(args, " "), tag, value)}, nil
	}
	var out []answer
	words := len(args) > 1
	for _, arg := range args {
		ans, err := f.one(strings.TrimSpace(arg))
		if err != nil {
			return nil, err
		}
		words = words && (ans.kind == kindText || ans.kind == kindTopic || ans.kind == kindNone)
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
	if tag, value, ok := splitTag(what); ok {
		return f.tagged(what, tag, value), nil
	}
	if m := bookCode.FindStringSubmatch(what); m != nil {
		if err := knownBook(f.lib, m[1]); err != nil {
			return answer{}, err
		}
		return orDispute(f.coded(what, m[1], m[2]), m[1], m[2]), nil
	}
	if e, ok := disputeTopic(what); ok {
		return answer{asked: what, kind: kindTopic, topic: e}, nil
	}
	if findingID.MatchString(what) {
		return f.byID(what), nil
	}
	if codeShape.MatchString(what) {
		if ans := orDispute(f.coded(what, f.book, what), f.book, what); ans.known() {
			return ans, nil
		}
	}
	if ans := f.words(what); ans.known() || !shortCode.MatchString(what) || !strings.ContainsAny(what, "0123456789") {
		return ans, nil
	}
	// Two to four characters with a digit are a code, and one that nobody knows
	// must not be taken for harmless.
	return f.coded(what, f.book, what), nil
}

// byID gives a finding or a page of the guide.
func (f finder) byID(what string) answer {
	if found, ok := rules.Explain(what); ok {
		return answer{asked: what, kind: kindFinding, finding: found}
	}
	known := rules.IDs()
	for _, e := range f.guides.List() {
		if e.ID == what {
			return answer{asked: what, kind: kindTopic, topic: e}
		}
		known = append(known, e.ID)
	}
	known = append(known, disputeTopics()...)
	return answer{asked: what, kind: kindNone, near: nearest.To(what, known)}
}

// textOfBytes gives what bytes say when they are two characters of a code.
func textOfBytes(digits string) string {
	b, err := hex.DecodeString(digits)
	if err != nil || len(b) < 2 || len(b) > 4 || !shortCode.Match(b) {
		return ""
	}
	return string(b)
}

// coded looks a code up: in the one book, else in all, in the order in which the
// clues choose them.
func (f finder) coded(asked, book, code string) answer {
	ans := answer{asked: asked, kind: kindCode}
	upper := strings.ToUpper(code)
	tries := []string{code, upper}
	if len(code) == 1 {
		// People leave the zero of 05 away, while some books do have a code 5.
		tries = []string{"0" + upper, upper}
	}
	for _, try := range tries {
		ans.readings = append(ans.readings, f.readings(book, try)...)
		if ans.code == "" || len(code) > 1 {
			ans.code = try
		}
		if len(ans.readings) > 0 && len(code) > 1 {
			return ans
		}
	}
	if len(ans.readings) > 0 {
		return ans
	}
	ans.kind, ans.why = kindNone, textNoCode
	if len(f.class) > 0 && len(f.everyClass().readings(book, upper)) > 0 {
		ans.why = textOtherClass
	} else if book != "" {
		var known []string
		for _, c := range f.lib.Codes(book) {
			known = append(known, c.Value)
		}
		if near := nearest.To(code, known); near != "" {
			ans.near = book + ":" + near
		}
	}
	ans.code = ""
	return ans
}

func (f finder) everyClass() finder {
	f.class = nil
	return f
}

func (f finder) readings(book, code string) []group {
	classes := f.class
	if len(classes) == 0 {
		classes = []codes.Class{codes.ClassAny}
	}
	var found []codes.Reading
	for _, class := range classes {
		if book != "" {
			found = append(found, f.inBook(book, class, code)...)
			continue
		}
		for _, r := range f.lib.Read(f.clues, class, code) {
			if !r.NameOnly() && !slices.ContainsFunc(found, func(x codes.Reading) bool { return sameRow(x.Code, r.Code) }) {
				found = append(found, r)
			}
		}
	}
	return grouped(found)
}

func sameRow(a, b codes.Code) bool {
	return a.Book == b.Book && a.Value == b.Value && a.Class == b.Class
}

// inBook gives the meaning of a code in the answer to a payment, then those in
// other messages that ask for something else.
func (f finder) inBook(book string, class codes.Class, code string) []codes.Reading {
	first, ok := f.lib.Lookup(book, class, code)
	if !ok {
		return nil
	}
	b, _ := f.lib.Book(first.Book)
	found := []codes.Reading{{Code: first, Book: b, Proof: codes.ProofTold}}
	if class != codes.ClassAny {
		return found
	}
	for _, c := range f.lib.Codes(first.Book) {
		if c.Value == first.Value && c.Class != first.Class {
			found = append(found, codes.Reading{Code: c, Book: b, Why: classNames[c.Class], Proof: codes.ProofTold})
		}
	}
	return found
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

// words looks for codes by what a terminal shows, and for pages of the guide.
// Only the texts that fit best are kept: where the whole text is known, those
// that merely contain it are noise. A page of the guide that fits comes before
// names of codes that only contain the words, and before guesses.
func (f finder) words(text string) answer {
	ans := answer{asked: text, kind: kindText}
	var best []codes.Reading
	for _, r := range f.lib.Find(f.clues, text) {
		if f.book != "" && r.Book.ID != f.book || len(f.class) > 0 && !slices.Contains(f.class, r.Code.Class) {
			continue
		}
		if len(best) == 0 || r.Why == best[0].Why || best[0].Match == codes.MatchCode && r.Match == codes.MatchCode {
			best = append(best, r)
		}
	}
	ans.readings = grouped(best)
	pages := f.guides.Find(text)
	switch {
	case len(best) > 0 && shown(best[0].Match) && !namesPage(pages, text):
		ans.also = pages
	case len(pages) > 0 && !pages[0].Near:
		ans.kind, ans.topic, ans.also, ans.readings = kindTopic, pages[0], pages[1:], nil
	case len(best) > 0:
		ans.also = nil
	case len(pages) > 0:
		ans.kind, ans.near = kindNone, pages[0].ID
	default:
		ans.kind = kindNone
	}
	return ans
}

// shown tells words that stand on a screen or a slip, as a whole or in part.
func shown(m codes.Match) bool { return m.Sure() || m == codes.MatchPart || m == codes.MatchOdd }

// namesPage tells whether the words are the very name of the first page, as
// "reversal" is, and not a text that a page happens to fit as well.
func namesPage(pages []guide.Entry, text string) bool {
	if len(pages) == 0 || pages[0].Near {
		return false
	}
	_, name, _ := strings.Cut(pages[0].ID, ".")
	text = strings.TrimSpace(text)
	return strings.EqualFold(strings.ReplaceAll(text, " ", "_"), name) ||
		strings.EqualFold(text, pages[0].Title.EN) || text == pages[0].Title.ZH
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
		}
		p := &codes.Problem{ID: "explain.nothing", What: textNothing.With(ans.asked), Hint: hintNothing}
		switch {
		case ans.near != "":
			p.Hint = hintMean.With("posdoctor explain " + ans.near)
		case !ans.why.IsZero():
			p.Hint = ans.why
		}
		return p
	}
	return nil
}

var (
	textNothing    = codes.Text{EN: "posdoctor knows nothing about %q", ZH: "posdoctor 查不到 %q"}
	hintNothing    = codes.Text{EN: "check the spelling on the slip or the screen; some shops' terminals use codes of their own, ask the terminal's support line", ZH: "对照签购单或屏幕再检查一遍；有些终端用自己的代码，请问终端客服"}
	textNoCode     = codes.Text{EN: "no book has this code, so nothing can be said about the money: do not charge again, look up the last transaction and ask your acquirer", ZH: "没有码表列出这个码，因此说明不了钱的去向：不要再收一次，先查最后一笔，再问收单机构"}
	textOtherClass = codes.Text{EN: "in this kind of message nobody defines the code; without --class its meaning in other messages is shown", ZH: "这类报文里没有这个码的定义；不加 --class 可以看它在其他报文里的意思"}
	textRawBytes   = codes.Text{
		EN: "%s is a raw byte, not a response code; by itself it says nothing about the money, and it is no sign of a reversal",
		ZH: "%s 是原始字节，不是响应码；它本身说明不了钱的去向，也不表示发生了冲正",
	}
	hintRawBytes  = codes.Text{EN: "give the whole message to posdoctor decode, or the log to posdoctor check", ZH: "请把整条报文交给 posdoctor decode，或把日志交给 posdoctor check"}
	hintBytesText = codes.Text{EN: "as text these bytes read %[1]s; if they are field 39: posdoctor explain %[1]s", ZH: "按文字读，这些字节是 %[1]s；如果它是 39 域：posdoctor explain %[1]s"}
)
