package find

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/posdoctor/posdoctor/codes"
)

// Kind is the sort of thing behind a USB number.
type Kind string

// The kinds. The zero value is "not known".
const (
	KindUnknown  Kind = ""
	KindTerminal Kind = "terminal" // a payment terminal or a pinpad
	KindAdapter  Kind = "adapter"  // a cable to a serial line; anything may be behind it
	KindGadget   Kind = "gadget"   // a number that comes with a chip or with Linux
	KindAndroid  Kind = "android"  // an Android device, terminal or phone
	KindReader   Kind = "reader"   // reads cards, takes no payments
	KindScanner  Kind = "scanner"  // reads barcodes
	KindOther    Kind = "other"    // known to be no terminal, or known by nobody
)

// Basis is what a guess rests on.
type Basis string

// The bases. The zero value is "nothing".
const (
	BasisNone   Basis = ""
	BasisIDs    Basis = "ids"    // vendor and product id
	BasisVendor Basis = "vendor" // vendor id and the device's own words
	BasisWeak   Basis = "weak"   // vendor id alone, which decides nothing
	BasisWords  Basis = "words"  // the device's own words alone
	BasisDriver Basis = "driver" // the name of the driver or of the port
)

// Guess is what a port's numbers and words say may be behind it. It is never
// proof: only the answer of a terminal is.
type Guess struct {
	Kind       Kind
	Maker      string // "PAX"; "" is not known
	Model      string // "IM30"; "" is not known
	Basis      Basis
	Confidence codes.Confidence // "" when nothing is known
	Interface  int              // the interface that talks to a till, -1 not known
	Note       codes.Text       // how it may be wrong, or what to know about it
	Source     string           // where the fact comes from
}

//go:embed usb-ids.tsv
var idsFile string

// idRow is one line of usb-ids.tsv.
type idRow struct {
	vid, pid string // pid "-" is any, an x any digit
	guess    Guess
}

var idTable = sync.OnceValue(func() []idRow {
	var rows []idRow
	for _, f := range table(idsFile) {
		g := Guess{
			Kind: Kind(f[2]), Maker: f[3], Model: f[4], Confidence: codes.Confidence(f[5]),
			Interface: -1, Note: codes.Text{EN: f[7], ZH: f[8]}, Source: f[9],
		}
		if n, err := strconv.Atoi(f[6]); err == nil {
			g.Interface = n
		}
		rows = append(rows, idRow{f[0], f[1], g})
	}
	return rows
})

// table cuts a data file of this package into fields, without its header.
func table(file string) [][]string {
	lines := strings.Split(strings.TrimSpace(file), "\n")
	rows := make([][]string, 0, len(lines))
	for _, line := range lines[1:] {
		rows = append(rows, strings.Split(line, "\t"))
	}
	return rows
}

// guess says what a USB device may be. Both ids decide by the table; a vendor
// id alone stays weak unless the device itself names the maker.
func guess(u *USB) Guess {
	none := Guess{Interface: -1}
	if u == nil {
		return none
	}
	said := u.Maker + " " + u.Product
	var vendor *idRow
	for i, row := range idTable() {
		switch {
		case row.vid != u.VID:
		case row.pid == "-":
			vendor = &idTable()[i]
		case fits(row.pid, u.PID):
			g := row.guess
			g.Basis = BasisIDs
			return g
		}
	}
	if vendor != nil {
		g := vendor.guess
		g.Basis = BasisWeak
		g.Confidence = codes.Low
		if names(said, g.Maker) {
			g.Basis, g.Confidence = BasisVendor, codes.Medium
		}
		return g
	}
	for _, row := range idTable() {
		if row.guess.Kind == KindTerminal && names(said, row.guess.Maker) {
			return Guess{Kind: KindTerminal, Maker: row.guess.Maker, Basis: BasisWords, Confidence: codes.Low, Interface: -1}
		}
	}
	return none
}

func fits(pattern, pid string) bool {
	if len(pattern) != len(pid) {
		return false
	}
	for i := range pattern {
		if pattern[i] != 'x' && pattern[i] != pid[i] {
			return false
		}
	}
	return true
}

// names reports whether a text holds a maker's name as a word of its own.
func names(text, maker string) bool {
	if maker == "" {
		return false
	}
	words := func(s string) string {
		return " " + strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r)
		}), " ") + " "
	}
	return strings.Contains(words(text), words(maker))
}

// byName is what the name of a port or its driver says when there are no
// numbers.
func byName(name string) Guess {
	switch base := name[strings.LastIndexAny(name, `/\`)+1:]; {
	case strings.HasPrefix(base, "ttyPos"), strings.HasPrefix(base, "ttyPOS"):
		return Guess{Kind: KindTerminal, Maker: "PAX", Basis: BasisDriver, Confidence: codes.Medium, Interface: -1, Note: notePaxDriver}
	case strings.HasPrefix(base, "USBVCOM"):
		return Guess{Kind: KindTerminal, Maker: "Ingenico", Basis: BasisDriver, Confidence: codes.Medium, Interface: -1, Note: noteUSBVCOM}
	case strings.HasPrefix(base, "cu.wchusbserial"), strings.HasPrefix(base, "ttyCH343USB"):
		return Guess{Kind: KindAdapter, Maker: "QinHeng", Basis: BasisDriver, Confidence: codes.Medium, Interface: -1}
	case strings.HasPrefix(base, "cu.SLAB_USBtoUART"):
		return Guess{Kind: KindAdapter, Maker: "Silicon Labs", Basis: BasisDriver, Confidence: codes.Medium, Interface: -1}
	case strings.HasPrefix(base, "cu.PL2303"):
		return Guess{Kind: KindAdapter, Maker: "Prolific", Basis: BasisDriver, Confidence: codes.Medium, Interface: -1}
	case strings.HasPrefix(base, "ttyXRUSB"):
		return Guess{Kind: KindAdapter, Maker: "MaxLinear", Basis: BasisDriver, Confidence: codes.Memory, Interface: -1}
	case strings.HasPrefix(base, "ttyUSB"), strings.HasPrefix(base, "cu.usbserial"):
		return Guess{Kind: KindAdapter, Basis: BasisDriver, Confidence: codes.Low, Interface: -1}
	}
	return Guess{Interface: -1}
}

var (
	notePaxDriver = codes.Text{EN: "PAX's own driver for its older terminals gives ports this name.", ZH: "百富老终端的专用驱动会用这种名称。"}
	noteUSBVCOM   = codes.Text{EN: "Ingenico's own driver for Windows gives ports this name.", ZH: "Ingenico 的 Windows 专用驱动会用这种名称。"}
)
