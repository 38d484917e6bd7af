package redact

import (
	"sort"
	"sync"
)

// finder looks through one text and masks what it finds in a copy. All looking
// is done on the text as given, never on what is already masked, so that
// findings that overlap all take effect.
type finder struct {
	src []byte  // the text
	sym []byte  // how it reads: src, or without what is not seen (normal.go)
	pos []place // where each of sym stands in src; nil: at the same index
	out []byte  // the masked copy; nil while nothing is masked

	// note hears of each finding that masked something, in bytes of src.
	note func(k kind, from, to int)
	told stretch
	// pass, if set, is asked before a finding masks anything.
	pass func(from, to int) bool
	// calm are stretches of sym, in order, whose label says that they are no card.
	calm []stretch
	// torn tells that src starts inside of a longer text.
	torn bool
	// depth is how many layers of base64 lie around src.
	depth int

	groups []group
	digits []byte
	owner  []int32
	nibs   nibbles
	viewed []byte
	hits   []stretch
	fold   []byte
	spots  []place
	places []int32
}

// finders are kept for their buffers.
var finders = sync.Pool{New: func() any { return new(finder) }}

// look readies a finder for a text.
func look(src []byte, note func(k kind, from, to int)) *finder {
	f := finders.Get().(*finder)
	f.src, f.note = src, note
	f.read()
	return f
}

// done gives the finder back, without the text.
func (f *finder) done() {
	*f = finder{
		fold: f.fold[:0], spots: f.spots[:0], groups: f.groups, digits: f.digits, owner: f.owner,
		nibs: f.nibs, viewed: f.viewed, places: f.places, hits: f.hits, calm: f.calm[:0],
	}
	if cap(f.fold)+cap(f.digits)+cap(f.groups)+cap(f.hits)+cap(f.calm) > 4*hexPart {
		return // one huge text must not hold memory for good
	}
	finders.Put(f)
}

// stretch is a part of sym.
type stretch struct{ from, to int }

// view is one way to read a text: its symbols, and how they lead back to the
// symbols of the finder. A symbol is an ASCII character whatever the encoding.
type view struct {
	f   *finder
	sym []byte
	// at is the first nibble of each symbol, nil if symbols are the finder's own;
	// each symbol has step nibbles.
	at   []int32
	nib  *nibbles
	step int
}

// what is how a part of a finding is masked.
type what uint8

const (
	digitsOnly what = iota
	everything      // letters too; punctuation stays
)

// hit masks symbols [cut.from, cut.to) of the finding [all.from, all.to).
func (v *view) hit(k kind, all, cut stretch, w what) {
	f := v.f
	from, to := v.source(all.from, all.to)
	if f.pass != nil && f.pass(from, to) {
		return
	}
	changed := false
	for i := cut.from; i < cut.to; i++ {
		switch {
		case v.at != nil:
			for n := int(v.at[i]); n < int(v.at[i])+v.step; n++ {
				changed = f.cover(int(v.nib.at[n]), 'x') || changed
				if m := v.nib.mirror[n]; m >= 0 {
					f.cover(int(m), '*')
				}
			}
		case isDigit(v.sym[i]), w == everything && (isWord(v.sym[i]) || v.sym[i] >= 0x80):
			changed = f.cover(i, '*') || changed
		}
	}
	if changed {
		f.tell(k, from, to)
	}
}

// tell notes a finding, once even if it is masked part by part.
func (f *finder) tell(k kind, from, to int) {
	if last := (stretch{from, to}); f.note != nil && last != f.told {
		f.told = last
		f.note(k, from, to)
	}
}

// source is where symbols [i, j) stand in the text.
func (v *view) source(i, j int) (from, to int) {
	last := j - 1
	if v.at != nil {
		i, last = int(v.nib.at[v.at[i]]), int(v.nib.at[int(v.at[last])+v.step-1])
	}
	from, _ = v.f.place(i)
	to, n := v.f.place(last)
	return from, to + n
}

// cover masks one symbol, unless it is masked already.
func (f *finder) cover(i int, fill byte) bool {
	at, n := f.place(i)
	if f.src[at] == fill || f.out != nil && f.out[at] != f.src[at] {
		return false
	}
	if f.out == nil {
		f.out = append([]byte(nil), f.src...)
	}
	for ; n > 0; at, n = at+1, n-1 {
		f.out[at] = fill
	}
	return true
}

func (f *finder) place(i int) (at, n int) {
	if f.pos == nil {
		return i, 1
	}
	return int(f.pos[i].at), int(f.pos[i].n)
}

// calmAt reports whether symbols [from, to) lie where a label says "no card".
func (f *finder) calmAt(from, to int) bool {
	i := sort.Search(len(f.calm), func(i int) bool { return f.calm[i].to >= to })
	return i < len(f.calm) && f.calm[i].from <= from
}

// shapes looks for everything that shows by its shape alone.
func (f *finder) shapes() {
	v := view{f: f, sym: f.sym}
	v.track1()
	f.hex()
	v.scan()
	f.base64()
}
