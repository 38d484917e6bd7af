package logs

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/transcripts"
)

//go:embed signals.tsv
var signalData string

// phrase is one way to say that something happened.
type phrase struct {
	id   transcripts.SignalID
	text string
	not  []string // words that make the line mean something else
	han  bool     // starts and ends with Chinese: needs no word borders
}

// phraseBook finds phrases in folded text. Phrases are looked up by a digest of
// their first four bytes, so that a text without any is passed over quickly.
type phraseBook struct {
	bits   [1 << 10]uint64
	heads  map[uint32][]phrase // the longest first
	before []string            // directly before a phrase: it did not happen
	after  []string            // directly behind a phrase: a setting, a counter
	prose  []string            // anywhere: the line explains, it does not report
}

var book = mustBook(signalData)

func mustBook(data string) *phraseBook {
	b, err := parseBook(data)
	if err != nil {
		panic(err) // embedded data, read by a test
	}
	return b
}

func parseBook(data string) (*phraseBook, error) {
	b := &phraseBook{heads: map[uint32][]phrase{}}
	for i, l := range strings.Split(strings.TrimSuffix(data, "\n"), "\n") {
		f := strings.Split(l, "\t")
		if len(f) != 3 {
			return nil, fmt.Errorf("signals.tsv:%d: %d columns, want 3", i+1, len(f))
		}
		if i == 0 {
			continue
		}
		text := string(fold(nil, []byte(f[1])))
		switch f[0] {
		case "before":
			b.before = append(b.before, text)
		case "after":
			b.after = append(b.after, text)
		case "prose":
			b.prose = append(b.prose, text)
		default:
			if len(text) < 4 {
				return nil, fmt.Errorf("signals.tsv:%d: phrase too short", i+1)
			}
			p := phrase{id: transcripts.SignalID(f[0]), text: text, han: text[0] >= 0x80}
			for _, n := range strings.Split(f[2], "|") {
				if n != "" {
					p.not = append(p.not, string(fold(nil, []byte(n))))
				}
			}
			k := head(text)
			b.heads[k] = append(b.heads[k], p)
			h := hash(k)
			b.bits[h>>6] |= 1 << (h & 63)
		}
	}
	for _, list := range b.heads {
		slices.SortStableFunc(list, func(x, y phrase) int { return len(y.text) - len(x.text) })
	}
	return b, nil
}

func head[T string | []byte](s T) uint32 {
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

func hash(k uint32) uint32 { return k * 2654435761 >> 16 }

// hit is a phrase found in a text.
type hit struct {
	p          *phrase
	start, end int
}

// find gives the phrases that a folded text states, the first of each kind, at
// most three. Of phrases that overlap the longer one counts.
func (b *phraseBook) find(s []byte, hits []hit) []hit {
	hits = hits[:0]
	for i := 0; i+4 <= len(s); i++ {
		k := head(s[i:])
		if h := hash(k); b.bits[h>>6]&(1<<(h&63)) == 0 {
			continue
		}
		list := b.heads[k]
		for j := range list {
			p := &list[j]
			end := i + len(p.text)
			if end > len(s) || string(s[i:end]) != p.text || !borders(s, i, end) {
				continue
			}
			if n := len(hits); n > 0 && i < hits[n-1].end {
				if end-i <= hits[n-1].end-hits[n-1].start {
					break
				}
				hits = hits[:n-1]
			}
			hits = append(hits, hit{p, i, end})
			break
		}
	}
	if len(hits) == 0 {
		return hits
	}
	for _, w := range b.prose {
		if i := bytes.Index(s, []byte(w)); i >= 0 && borders(s, i, i+len(w)) {
			return hits[:0]
		}
	}
	return slices.DeleteFunc(hits, func(h hit) bool { return b.denied(s, h) })
}

// borders reports whether a phrase stands between word borders, where it starts
// or ends with a letter of ASCII.
func borders(s []byte, i, end int) bool {
	if alnum(s[i]) && i > 0 && alnum(s[i-1]) {
		return false
	}
	return !alnum(s[end-1]) || end >= len(s) || !alnum(s[end])
}

// denied reports whether the words around a phrase take it back.
func (b *phraseBook) denied(s []byte, h hit) bool {
	front, back := bytes.TrimRight(s[:h.start], " "), bytes.TrimLeft(s[h.end:], " ")
	for _, w := range b.before {
		if bytes.HasSuffix(front, []byte(w)) && borders(front, len(front)-len(w), len(front)) {
			return true
		}
	}
	for _, w := range b.after {
		if bytes.HasPrefix(back, []byte(w)) && borders(back, 0, len(w)) {
			return true
		}
	}
	for _, w := range h.p.not {
		if i := bytes.Index(s, []byte(w)); i >= 0 && borders(s, i, i+len(w)) {
			return true
		}
	}
	return false
}

// words reads lines that say in words what happened.
type words struct {
	folded []byte
	hits   []hit
	rec    Record
	entry  int // the log entry that spoke last, and what it said
	last   transcripts.SignalID
}

// look reports whether a line states anything.
func (w *words) look(ln *line) bool {
	if ln.blank || len(ln.Text) > 1<<14 {
		return false
	}
	w.folded = fold(w.folded, ln.Text)
	w.hits = book.find(w.folded, w.hits)
	return len(w.hits) > 0
}

// emit hands over what the line just looked at states.
func (w *words) emit(ln *line, sc *scene) {
	named := readNamed(ln.Text)
	for i, h := range w.hits {
		if i == 3 || slices.ContainsFunc(w.hits[:i], func(o hit) bool { return o.p.id == h.p.id }) {
			continue
		}
		// A stack trace says the same thing line after line.
		if sc.channel != "" && w.entry == sc.entry && w.last == h.p.id {
			continue
		}
		w.entry, w.last = sc.entry, h.p.id
		w.rec = Record{Kind: Words, At: sc.clock.of(ln), Channel: sc.channel, Format: "text", Signal: named, Text: ln.Text}
		if w.rec.Channel != "" {
			w.rec.Format = "jpos"
		} else {
			w.rec.Channel = ln.key
		}
		if i == 0 {
			w.rec.Lines = 1
		}
		w.rec.Signal.ID = h.p.id
		span(&w.rec.Where, ln)
		sc.emit(&w.rec)
	}
}
