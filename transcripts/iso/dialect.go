package iso

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"strconv"
	"sync"

	"github.com/posdoctor/posdoctor/codes"
)

// dialectFiles holds one file a dialect. A file may extend another and then
// states only what differs; its variants are further ways the same dialect is
// found on the wire, and the exact length decides between them.
//
//go:embed dialects/*.json
var dialectFiles embed.FS

// dialectOrder lists the built-in dialects; among equal readings the earlier
// one wins.
var dialectOrder = []string{
	"cnpos", "iso1987-bcd", "iso1987-ascii", "iso1987-ascii-bin", "iso1987-ebcdic", "iso1993-ascii", "iso1993-bcd", "iso1993-ebcdic",
}

// Dialect names one built-in dialect.
type Dialect struct {
	ID      string // as the --dialect flag takes it
	Name    codes.Text
	Version string // edition of ISO 8583: "1987" or "1993"
}

// Dialects lists the built-in dialects in a fixed order.
func Dialects() []Dialect {
	out := make([]Dialect, 0, len(dialectOrder))
	for _, id := range dialectOrder {
		f := loadFile(id)
		out = append(out, Dialect{ID: id, Name: f.Name, Version: f.Version})
	}
	return out
}

// Known reports whether id names a built-in dialect.
func Known(id string) bool {
	for _, have := range dialectOrder {
		if have == id {
			return true
		}
	}
	return false
}

// wire says how a dialect writes each sort of field. In a variant an empty
// entry means "as in the dialect itself".
type wire struct {
	MTI         string `json:"mti,omitempty"`          // ascii, bcd, ebcdic
	Bitmap      string `json:"bitmap,omitempty"`       // binary, hex
	BitmapBytes int    `json:"bitmap_bytes,omitempty"` // 8 or 16 when fixed; 0: bit 1 decides
	Digits      string `json:"digits,omitempty"`       // ascii, bcd, ebcdic
	Text        string `json:"text,omitempty"`         // ascii, ebcdic
	Binary      string `json:"binary,omitempty"`       // binary, hex
	Length      string `json:"length,omitempty"`       // ascii, bcd, ebcdic
}

// fieldFile is one field as a dialect file states it.
type fieldFile struct {
	EN    string `json:"en,omitempty"`
	ZH    string `json:"zh,omitempty"`
	Kind  string `json:"kind,omitempty"`  // n, x (sign and digits), an, ans, z (track), b
	Form  string `json:"form,omitempty"`  // fixed, ll, lll
	Max   int    `json:"max,omitempty"`   // digits for n and z, bytes otherwise
	Keep  string `json:"keep,omitempty"`  // keep, text, sub, truncate, drop
	Enc   string `json:"enc,omitempty"`   // overrides the wire
	Align string `json:"align,omitempty"` // where odd packed digits stand: left, right
}

type variantFile struct {
	Wire   wire              `json:"wire"`
	Fields map[int]fieldFile `json:"fields"`
}

type dialectFile struct {
	ID       string            `json:"id"`
	Version  string            `json:"version"`
	Name     codes.Text        `json:"name"`
	Extends  string            `json:"extends"`
	Wire     wire              `json:"wire"`
	Variants []variantFile     `json:"variants"`
	Fields   map[int]fieldFile `json:"fields"`
}

var fileCache sync.Map // id -> *dialectFile

// loadFile reads one dialect with what it extends. The files are part of the
// program and a test reads them all, so a broken one cannot be shipped.
func loadFile(id string) *dialectFile {
	if f, ok := fileCache.Load(id); ok {
		return f.(*dialectFile)
	}
	b, err := dialectFiles.ReadFile("dialects/" + id + ".json")
	if err != nil {
		panic("iso: no dialect file " + id)
	}
	f := new(dialectFile)
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(f); err != nil {
		panic(fmt.Sprintf("iso: dialect file %s: %v", id, err))
	}
	if f.Extends != "" {
		base := loadFile(f.Extends)
		f.Wire = base.Wire.with(f.Wire)
		f.Fields = merge(base.Fields, f.Fields)
	}
	fileCache.Store(id, f)
	return f
}

func (w wire) with(o wire) wire {
	set := func(dst *string, src string) {
		if src != "" {
			*dst = src
		}
	}
	set(&w.MTI, o.MTI)
	set(&w.Bitmap, o.Bitmap)
	set(&w.Digits, o.Digits)
	set(&w.Text, o.Text)
	set(&w.Binary, o.Binary)
	set(&w.Length, o.Length)
	if o.BitmapBytes != 0 {
		w.BitmapBytes = o.BitmapBytes
	}
	return w
}

func merge(base, over map[int]fieldFile) map[int]fieldFile {
	out := make(map[int]fieldFile, len(base))
	for id, f := range base {
		out[id] = f
	}
	for id, o := range over {
		f := out[id]
		set := func(dst *string, src string) {
			if src != "" {
				*dst = src
			}
		}
		set(&f.EN, o.EN)
		set(&f.ZH, o.ZH)
		set(&f.Kind, o.Kind)
		set(&f.Form, o.Form)
		set(&f.Keep, o.Keep)
		set(&f.Enc, o.Enc)
		set(&f.Align, o.Align)
		if o.Max != 0 {
			f.Max = o.Max
		}
		out[id] = f
	}
	return out
}

var layoutCache sync.Map // id -> []*layout

// layouts compiles a dialect: first the dialect as it stands, then its variants.
func layouts(id string) []*layout {
	if l, ok := layoutCache.Load(id); ok {
		return l.([]*layout)
	}
	f := loadFile(id)
	out := []*layout{compile(f, f.Wire, f.Fields)}
	for _, v := range f.Variants {
		out = append(out, compile(f, f.Wire.with(v.Wire), merge(f.Fields, v.Fields)))
	}
	layoutCache.Store(id, out)
	return out
}

func fieldName(id int) string { return "DE" + strconv.Itoa(id) }
