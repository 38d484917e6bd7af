package cases

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) // a Monday

// written gives the file and the head after some lines.
func written(t interface{ Fatal(...any) }, lines ...Line) (file, head []byte) {
	for _, l := range lines {
		more, h, err := Read(file, head).Next(l)
		if err != nil {
			t.Fatal(err)
		}
		file, head = append(file, more...), h
	}
	return file, head
}

func five(t *testing.T) (file, head []byte) {
	lines := []Line{{At: noon, Kind: KindOpened, Opened: &Opened{Case: "c1"}}}
	for i := range 4 {
		lines = append(lines, Line{At: noon, Kind: KindNote, Note: &Note{Text: fmt.Sprint("call ", i)}})
	}
	return written(t, lines...)
}

func TestTheChainNamesWhatHappenedToIt(t *testing.T) {
	file, head := five(t)
	rows := bytes.SplitAfter(file, []byte("\n"))[:5]
	join := func(r ...[]byte) []byte { return bytes.Join(r, nil) }
	edited := func(i int) []byte {
		return bytes.Replace(rows[i], []byte("call"), []byte("CALL"), 1)
	}
	for _, tt := range []struct {
		name       string
		file, head []byte
		want       []Fault
		torn       bool
	}{
		{"whole", file, head, nil, false},
		{"a line in the middle changed", join(rows[0], rows[1], edited(2), rows[3], rows[4]), head, []Fault{{3, FaultChanged}}, false},
		{"the first line changed", join([]byte(strings.Replace(string(rows[0]), "c1", "c2", 1)), rows[1], rows[2], rows[3], rows[4]), head, []Fault{{1, FaultChanged}}, false},
		{"the last line changed", join(rows[0], rows[1], rows[2], rows[3], edited(4)), head, []Fault{{5, FaultChanged}}, false},
		{"a line in the middle removed", join(rows[0], rows[1], rows[3], rows[4]), head, []Fault{{3, FaultRemoved}}, false},
		{"the first line removed", join(rows[1], rows[2], rows[3], rows[4]), head, []Fault{{1, FaultRemoved}}, false},
		{"the last line removed", join(rows[0], rows[1], rows[2], rows[3]), head, []Fault{{5, FaultRemoved}}, false},
		{"the end of the last line removed", file[:len(file)-3], head, []Fault{{5, FaultRemoved}}, true},
		{"two lines exchanged", join(rows[0], rows[2], rows[1], rows[3], rows[4]), head, []Fault{{2, FaultRemoved}, {3, FaultChanged}, {4, FaultRemoved}}, false},
		{"a line twice", join(rows[0], rows[1], rows[1], rows[2], rows[3], rows[4]), head, []Fault{{3, FaultChanged}}, false},
		{"a line of nonsense", join(rows[0], rows[1], []byte("hello\n"), rows[3], rows[4]), head, []Fault{{3, FaultUnreadable}}, false},
		{"no head", file, nil, []Fault{{5, FaultNoHead}}, false},
		{"everything gone", nil, head, []Fault{{1, FaultRemoved}}, false},
		{"a torn line behind", join(file, []byte(`{"n":6,"at":"2026`)), head, nil, true},
		{"nought bytes behind", join(file, make([]byte, 512), []byte("\n")), head, nil, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			log := Read(tt.file, tt.head)
			if d := cmp.Diff(tt.want, log.Faults); d != "" {
				t.Errorf("faults (-want +got):\n%s", d)
			}
			if (log.Torn > 0) != tt.torn || log.Whole+log.Torn != len(tt.file) {
				t.Errorf("%d bytes whole and %d torn of %d, want torn %v", log.Whole, log.Torn, len(tt.file), tt.torn)
			}
		})
	}
}

// The power may go at any byte of the last line, after the head of the line
// before was written.
func TestACutAtAnyByteLosesTheLastLineOnly(t *testing.T) {
	file, head := five(t)
	more, _, err := Read(file, head).Next(Line{At: noon, Kind: KindNote, Note: &Note{Text: "the last"}})
	if err != nil {
		t.Fatal(err)
	}
	for cut := range len(more) {
		log := Read(append(slices.Clone(file), more[:cut]...), head)
		if len(log.Lines) != 5 || len(log.Faults) != 0 || log.Whole != len(file) || log.Torn != cut {
			t.Fatalf("cut at %d: %d lines, faults %v, %d whole, %d torn", cut, len(log.Lines), log.Faults, log.Whole, log.Torn)
		}
	}
	// The line was written and its head was not: it is kept.
	if log := Read(append(slices.Clone(file), more...), head); len(log.Lines) != 6 || len(log.Faults)+log.Torn != 0 {
		t.Errorf("%d lines, faults %v, %d torn", len(log.Lines), log.Faults, log.Torn)
	}
}

func TestAnyChangedByteIsSeen(t *testing.T) {
	file, head := five(t)
	for i := range file {
		changed := slices.Clone(file)
		changed[i] ^= 0x04
		if log := Read(changed, head); len(log.Faults) == 0 {
			t.Fatalf("byte %d changed and nothing was said", i)
		}
	}
}

// Somebody changes the last line, and the case goes on: the change stays known.
func TestGoingOnHidesNothing(t *testing.T) {
	file, head := five(t)
	rows := bytes.SplitAfter(file, []byte("\n"))[:5]
	for name, tt := range map[string]struct {
		file []byte
		want []Fault
	}{
		"last line changed": {bytes.Replace(file, []byte("call 3"), []byte("call 9"), 1), []Fault{{5, FaultChanged}}},
		"last line removed": {bytes.Join(rows[:4], nil), []Fault{{5, FaultRemoved}}},
		"all removed":       {nil, []Fault{{1, FaultRemoved}}},
	} {
		now, h := slices.Clone(tt.file), head
		for range 3 {
			more, next, err := Read(now, h).Next(Line{At: noon, Kind: KindNote, Note: &Note{Text: "later"}})
			if err != nil {
				t.Fatal(err)
			}
			now, h = append(now, more...), next
		}
		if d := cmp.Diff(tt.want, Read(now, h).Faults); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

func TestALaterFormatIsToldApart(t *testing.T) {
	file, head := five(t)
	if Read(file, head).Newer() {
		t.Error("this format counts as a later one")
	}
	if !Read(bytes.Replace(file, []byte("case/1"), []byte("case/2"), 1), head).Newer() {
		t.Error("a later format was not seen")
	}
	// A later format may have lines of another shape.
	other := []byte(`{"schema":"posdoctor.case/2","seq":1}` + "\n")
	if !Read(other, []byte("1 "+digest(other)+"\n")).Newer() {
		t.Error("a later format with other lines was not seen")
	}
	if Read([]byte("{\"hello\":1}\n"), nil).Newer() {
		t.Error("a stranger's file counts as a later format")
	}
}

// Fields and kinds of a later version within the format are passed over.
func TestALaterMinorVersionIsRead(t *testing.T) {
	file, head := written(t, Line{At: noon, Kind: KindOpened, Opened: &Opened{Case: "c1"}}, Line{At: noon, Kind: "weighed"})
	log := Read(file, head)
	if len(log.Faults) != 0 || Fold(log.Lines).Lines != 2 || Fold(log.Lines).ID != "c1" {
		t.Errorf("faults %v, state %+v", log.Faults, Fold(log.Lines))
	}
	added := []byte(`{"schema":"posdoctor.case/1","n":1,"at":"2026-11-23T12:00:00Z","kind":"opened","prev_sha256":"","opened":{"case":"c1","mood":"good"}}` + "\n")
	if log := Read(added, []byte("1 "+digest(added)+"\n")); len(log.Faults) != 0 || Fold(log.Lines).ID != "c1" {
		t.Errorf("faults %v", log.Faults)
	}
}

func FuzzRead(f *testing.F) {
	var t testing.T
	file, head := five(&t)
	f.Add(file, head)
	f.Add([]byte("{}\n\n"), []byte("1 00"))
	f.Fuzz(func(t *testing.T, file, head []byte) {
		log := Read(file, head)
		if log.Whole+log.Torn != len(file) || log.Whole < 0 {
			t.Errorf("%d whole and %d torn of %d", log.Whole, log.Torn, len(file))
		}
		Fold(log.Lines)
		more, h, err := log.Next(Line{At: noon, Kind: KindNote, Note: &Note{Text: "x"}})
		if err != nil {
			t.Fatal(err)
		}
		// One more line never adds a fault, whatever stood before it.
		again := Read(append(slices.Clone(file[:log.Whole]), more...), h)
		if len(again.Lines) != len(log.Lines)+1 || len(again.Faults) > len(log.Faults)+1 {
			t.Errorf("%d lines and %v before, %d and %v after", len(log.Lines), log.Faults, len(again.Lines), again.Faults)
		}
	})
}

// lineGen draws lines of every kind, some without the part that belongs to it.
func lineGen() *rapid.Generator[Line] {
	return rapid.Custom(func(t *rapid.T) Line {
		day := func(name string) string {
			if !rapid.Bool().Draw(t, name) {
				return ""
			}
			return noon.AddDate(0, 0, rapid.IntRange(-5, 15).Draw(t, name)).Format(time.DateOnly)
		}
		l := Line{
			At:   noon.Add(time.Duration(rapid.IntRange(0, 30*24).Draw(t, "hours")) * time.Hour),
			Kind: rapid.SampledFrom([]Kind{KindOpened, KindNote, KindDocument, KindEscalated, KindRechecked, KindClosed, KindPurged, "later"}).Draw(t, "kind"),
		}
		if rapid.IntRange(0, 9).Draw(t, "bare") == 0 {
			return l
		}
		switch l.Kind {
		case KindOpened:
			l.Opened = &Opened{Case: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "id"), Transaction: Snapshot{Key: "k", Standing: Standing{Money: "unknown", Confidence: "open"}}}
		case KindNote:
			l.Note = &Note{Text: rapid.String().Draw(t, "text"), Promised: day("promised"), AnswerBy: day("answer"), Answered: rapid.Bool().Draw(t, "answered")}
		case KindDocument:
			l.Document = &Document{Name: "slip.txt"}
		case KindEscalated:
			l.Escalated = &Escalated{Rung: rapid.SampledFrom([]string{"institution", "written", "regulator", "nowhere"}).Draw(t, "rung")}
		case KindRechecked:
			l.Rechecked = &Rechecked{Found: rapid.Bool().Draw(t, "found"), Suggest: AdviceClose, After: &Snapshot{Standing: Standing{Money: "returned", Confidence: "proved"}}}
		case KindClosed:
			l.Closed = &Closed{Outcome: OutcomeReturned, Lesson: "x"}
		}
		return l
	})
}

// The state is a function of the lines: writing and reading changes nothing,
// folding line by line or at once is the same, and any prefix gives a state.
func TestTheStateIsAFunctionOfTheLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(lineGen(), 0, 12).Draw(t, "lines")
		file, head := written(t, lines...)
		log := Read(file, head)
		if len(log.Faults) != 0 || log.Torn != 0 || len(log.Lines) != len(lines) {
			t.Fatalf("%d lines of %d, faults %v, torn %d", len(log.Lines), len(lines), log.Faults, log.Torn)
		}
		all := Fold(log.Lines)
		if d := cmp.Diff(Fold(lines), all); d != "" {
			t.Fatalf("reading changed the state:\n%s", d)
		}
		stepwise, closed := Fold(nil), false
		for i, l := range log.Lines {
			stepwise.add(l)
			prefix := Fold(log.Lines[:i+1])
			if d := cmp.Diff(stepwise, prefix); d != "" {
				t.Fatalf("prefix of %d lines:\n%s", i+1, d)
			}
			if closed && prefix.Open() {
				t.Fatalf("a line after the end opened the case again: %+v", l)
			}
			closed = closed || prefix.Closed != nil
			if !prefix.Open() && len(Due(prefix, Rules{Today: noon})) > 0 {
				t.Fatal("a case that is not open has something to do")
			}
		}
	})
}
