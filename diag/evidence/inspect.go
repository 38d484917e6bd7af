package evidence

import (
	_ "embed"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
)

// Contents is what is in a bundle, for its maker before handing it over.
type Contents struct {
	Case     string           `json:"case"`
	Revision int              `json:"revision"`
	Records  int              `json:"records"`
	Files    []Content        `json:"files"`
	Bytes    int64            `json:"bytes"`
	Masked   map[string]int64 `json:"masked"`
	Portals  []PortalFit      `json:"portals"`
	Open     []OpenItem       `json:"open_items"`
	Faults   []Fault          `json:"faults"` // of the files alone; the signer is not asked
}

// Content is one file of the payload.
type Content struct {
	Path  string     `json:"path"`
	Title codes.Text `json:"title"`
	Bytes int64      `json:"bytes"`
}

// PortalFit says whether what a dispute portal takes of the bundle fits it.
// Portals take documents and pictures, never a folder or an archive.
type PortalFit struct {
	Receiver string   `json:"receiver"`
	Formats  []string `json:"formats"`
	Files    int      `json:"files"` // of the bundle, in a format it takes
	Bytes    int64    `json:"bytes"`
	Most     int64    `json:"most_bytes"`
	Pages    int      `json:"most_pages"` // 0: no limit is known
	Fits     bool     `json:"fits"`       // by size; false also when there is no file for it
}

//go:embed portals.tsv
var portalTable string

// Inspect tells what is in a bundle.
func Inspect(t *Tree) Contents {
	out := Verify(t, Expect{Unsigned: true})
	c := Contents{
		Case: out.Case, Revision: out.Revision, Bytes: out.Bytes, Masked: map[string]int64{},
		Files: []Content{}, Portals: []PortalFit{}, Open: []OpenItem{}, Faults: out.Faults,
	}
	for _, p := range t.paths() {
		if inside, ok := strings.CutPrefix(p, dirPayload); ok {
			c.Files = append(c.Files, Content{shown(p), contentTitle(inside), t.files[p].bytes})
		}
	}
	var r record
	if json.Unmarshal(t.read(dirPayload+RecordPath), &r) == nil {
		c.Records = len(r.Records)
		c.Open = append(c.Open, r.Open...)
	}
	copies := r.Originals
	for n := 2; n <= out.Revision; n++ {
		var a addition
		if json.Unmarshal(t.read(dirPayload+additionPath(n)), &a) == nil {
			copies = append(copies, a.Attachments...)
			c.Open = append(c.Open, toLookAt(a.Attachments)...)
		}
	}
	for _, d := range copies {
		for kind, n := range d.Masked.Counts {
			c.Masked[kind] += n
		}
	}
	c.Open = stillOpen(c.Open, copies)
	c.Portals = portals(c.Files)
	return c
}

// stillOpen drops what a later revision brought.
func stillOpen(open []OpenItem, copies []Copied) []OpenItem {
	brought := map[string]string{"receipt": "receipt", "merchant_statement": "statement_page"}
	return slices.DeleteFunc(open, func(o OpenItem) bool {
		return brought[o.ID] != "" && slices.ContainsFunc(copies, func(d Copied) bool { return d.Kind == brought[o.ID] })
	})
}

// contentTitles name files by where they stand; the first beginning that fits wins.
var contentTitles = []struct {
	under string
	title codes.Text
}{
	{RecordPath, titleRecord},
	{TimelinePath, titleTimeline},
	{RedactionPath, titleRedaction},
	{CustodyPath, codes.Text{EN: "custody log", ZH: "保管记录"}},
	{"custody/revision-", codes.Text{EN: "an earlier revision's manifests and signature", ZH: "较早版本的清单和签名"}},
	{"record/addition-", titleAddition},
	{"report/", codes.Text{EN: "report", ZH: "报告"}},
	{"letter/", codes.Text{EN: "letter", ZH: "函件"}},
	{"source/statement", codes.Text{EN: "statement, masked", ZH: "对账单（已遮盖）"}},
	{"source/", codes.Text{EN: "log, masked", ZH: "日志（已遮盖）"}},
}

func contentTitle(p string) codes.Text {
	for _, c := range contentTitles {
		if strings.HasPrefix(p, c.under) {
			return c.title
		}
	}
	for _, k := range AttachmentKinds {
		if strings.HasPrefix(p, "attachments/") && strings.HasSuffix(p[:strings.LastIndexByte(p, '.')+1], "-"+k.ID+".") {
			return k.Title
		}
	}
	return codes.Text{}
}

func portals(files []Content) []PortalFit {
	var out []PortalFit
	for line := range strings.Lines(portalTable) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") || len(cells) != 5 {
			continue
		}
		p := PortalFit{Receiver: cells[0], Formats: strings.Split(cells[1], ",")}
		p.Most, _ = strconv.ParseInt(cells[2], 10, 64)
		p.Pages, _ = strconv.Atoi(cells[3])
		for _, f := range files {
			if at := strings.LastIndexByte(f.Path, '.'); at >= 0 && slices.Contains(p.Formats, f.Path[at+1:]) {
				p.Files++
				p.Bytes += f.Bytes
			}
		}
		p.Fits = p.Files > 0 && p.Bytes <= p.Most
		out = append(out, p)
	}
	return out
}
