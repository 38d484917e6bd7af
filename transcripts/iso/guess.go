package iso

import (
	"sort"
)

// rank orders readings: only the first two are whole.
type rank int

const (
	rankBroken rank = iota // stops at a field that cannot be
	rankLoose              // every field read, bytes left over
	rankShort              // the bytes end too early
	rankPadded             // whole; the length header is wrong or zeros follow
	rankExact              // the last field ends where the bytes end
)

// reading is one try: a frame and a layout, and how far they got.
type reading struct {
	frame frame
	lay   *layout
	at    stop
	rank  rank
	view  verdict
	order int
	left  int // bytes behind the last field
	// variant is true for the further forms of a dialect.
	variant bool
}

// whole reports whether every field was read.
func (g *reading) whole() bool { return g.rank >= rankPadded }

// try reads raw with one frame and one layout into r; false when the MTI alone
// rules it out.
func (r *record) try(raw []byte, f frame, l *layout) (reading, bool) {
	g := reading{frame: f, lay: l}
	if f.start > f.end {
		return g, false
	}
	g.at = r.walk(l, raw[f.start:f.end])
	if g.at.field == 0 && g.at.why != atEnd {
		return g, false
	}
	if !mtiFits(r.mti, l.version) {
		return g, false
	}
	g.view = r.check()
	if r.oddPad {
		g.view.score--
	}
	if l.mti == encASCII && !l.hexMap && hexBitmap(r.bitmap[:8]) {
		g.view.bad(8)
	}
	switch g.at.why {
	case short:
		g.rank = rankShort
	case badForm:
		g.rank = rankBroken
	default:
		g.rank, g.left = r.ending(raw, &f, g.at.at)
		if g.at.read == 0 {
			// An empty bitmap fits any run of zero bytes.
			return g, false
		}
	}
	return g, true
}

// hexBitmap reports whether a bitmap read as bytes consists of hex characters:
// then it surely is one written in hex.
func hexBitmap(b []byte) bool {
	for _, c := range b {
		if _, ok := mapNibble(c); !ok {
			return false
		}
	}
	return true
}

// ending ranks a reading whose fields were all read and end at byte n of the
// body: at the end, at the end that the length header states, or before zeros.
func (r *record) ending(raw []byte, f *frame, n int) (rank, int) {
	end := f.start + n
	left := raw[end:f.end]
	switch {
	case len(left) == 0 && f.lengthFits():
		return rankExact, 0
	case len(left) == 0:
		return rankPadded, 0
	case allZero(left), closing(left):
		return rankPadded, len(left)
	case f.stated >= 0 && end == f.base+f.stated:
		return rankPadded, len(left)
	}
	return rankLoose, len(left)
}

// closing recognises what lines and serial frames leave behind a message.
func closing(b []byte) bool {
	if len(b) > 2 {
		return false
	}
	for _, c := range b {
		if c != '\r' && c != '\n' && c != 0x03 {
			return false
		}
	}
	return true
}

// better orders readings: rank, then evidence, then the simpler explanation.
func (g *reading) better(o *reading) bool {
	if g.rank != o.rank && (g.whole() || o.whole()) {
		return g.rank > o.rank
	}
	if a, b := g.weight(), o.weight(); a != b {
		return a > b
	}
	return g.order < o.order
}

// weight is the evidence for a reading from its content and its frame.
func (g *reading) weight() int {
	w := 2 * g.view.score
	if g.frame.stated >= 0 {
		switch {
		case g.frame.lengthFits():
			w += 6
		case g.rank == rankShort && g.frame.stated > g.frame.actual:
			w += 4 // the header itself says that bytes are missing
		default:
			w -= 4
		}
	}
	if g.frame.header != headerNone {
		w += 2
	}
	// A variant is the less usual form of its dialect.
	if g.variant {
		w -= 3
	}
	// The six-byte header is UnionPay's.
	if (g.frame.header == headerCN || g.frame.header == headerOnly) && g.lay.id == "cnpos" {
		w += 4
	}
	if !g.whole() {
		w += g.at.read + 3*int(g.rank-rankBroken)
	}
	return w
}

// sure reports whether bytes that were not read to their end are a message at
// all. Two packed digits that look like an MTI are found in any data; a TPDU
// or a true length in front, an MTI of four characters, or a few fields that
// make sense are not.
func (g *reading) sure() bool {
	if g.whole() {
		return g.view.score >= 1
	}
	return g.view.score >= 3 || g.lay.mti != encBCD || g.frame.header != headerNone ||
		(g.frame.length == lengthBinary && g.frame.stated >= g.frame.actual && g.frame.stated < 4096)
}

// readings tries every frame and layout and gives what can be, best first, and
// the best of what was refused for its content.
func (r *record) readings(raw []byte, dialect string) (ok []reading, refused *reading) {
	ids := dialectOrder
	if dialect != "" {
		ids = []string{dialect}
	}
	order := 0
	for _, lf := range lengthForms {
		f, can := cutLength(raw, lf)
		if !can {
			continue
		}
		for hf := range headerForms {
			if !f.cutHeader(raw, hf) {
				continue
			}
			for _, id := range ids {
				for i, l := range layouts(id) {
					order++
					g, can := r.try(raw, f, l)
					g.order, g.variant = order, i > 0
					switch {
					case !can:
					case g.view.refused != 0:
						if refused == nil || g.better(refused) {
							refused = &g
						}
					case dialect != "" || g.sure():
						ok = append(ok, g)
					}
				}
			}
		}
	}
	sort.SliceStable(ok, func(i, j int) bool { return ok[i].better(&ok[j]) })
	return ok, refused
}

// others lists the other dialects that read the bytes just as wholly.
func others(gs []reading) []string {
	var out []string
	if len(gs) == 0 || !gs[0].whole() {
		return nil
	}
	seen := map[string]bool{gs[0].lay.id: true}
	for _, g := range gs[1:] {
		if g.rank == gs[0].rank && !g.view.doubt && !seen[g.lay.id] {
			seen[g.lay.id] = true
			out = append(out, g.lay.id)
		}
	}
	return out
}
