package evidence

import (
	"io"
	"slices"
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
)

// SchemaID names the record of a bundle.
const SchemaID = "posdoctor.evidence/1"

// Case is what the record of a bundle is made of.
type Case struct {
	Report diag.Report // its transactions are those of the case
	Meta   report.Meta
	Number string // of the dispute; may be empty
	By     string
	Host   string // of the system it is made on, "linux/amd64"; may be empty
}

// House rule of the record: what is not known says "unknown" and is never left
// blank or zero; a number that is not known is null.

type record struct {
	Schema    string     `json:"schema"`
	Tool      recordTool `json:"tool"`
	CreatedAt string     `json:"created_at"`
	Case      string     `json:"case"`
	Shop      shop       `json:"shop"`
	Capture   capture    `json:"capture"`
	Records   []txRecord `json:"records"`
	Originals []Copied   `json:"originals"`
	Open      []OpenItem `json:"open_items"`
}

type recordTool struct {
	Name      string `json:"name"`
	Version   string `json:"version"`
	Knowledge string `json:"knowledge"`
}

type shop struct {
	Name  string `json:"name"`
	Place string `json:"place"`
}

type capture struct {
	At   string `json:"captured_at"`
	By   string `json:"captured_by"`
	Host string `json:"host_os"`
	// Skews are how far the clocks of terminals are off, by what they said.
	Skews []clockSkew `json:"clock_offsets"`
}

type clockSkew struct {
	Terminal string `json:"terminal_id"`
	Seconds  int64  `json:"seconds"`
}

// OpenItem is something that the receiver will ask for and that is not here.
type OpenItem struct {
	ID   string     `json:"id"`
	What codes.Text `json:"what"`
	Who  string     `json:"who"` // who has it: "acquirer", "merchant", "customer"
}

// Record gives the parts that tell of a case in the bundle: evidence.json and
// timeline.csv. copies are what the bundle holds of its originals.
func Record(c Case, copies []Copied) ([]Part, error) {
	r := record{
		Schema: SchemaID, Tool: recordTool{"posdoctor", c.Meta.Version, c.Meta.Knowledge},
		CreatedAt: c.Meta.Now.Format(time.RFC3339), Case: known(c.Number), Shop: shop{known(c.Meta.Shop.Name), known(c.Meta.Shop.Place)},
		Capture: capture{At: c.Meta.Now.Format(time.RFC3339), By: known(c.By), Host: known(c.Host), Skews: skews(c.Report.Devices)},
		Records: []txRecord{}, Originals: slices.Clone(copies), Open: openItems(c, copies),
	}
	if r.Originals == nil {
		r.Originals = []Copied{}
	}
	for i := range c.Report.Transactions {
		r.Records = append(r.Records, txRecordOf(&c.Report.Transactions[i], c, copies))
	}
	body, err := indented(r)
	if err != nil {
		return nil, err
	}
	return []Part{
		{Path: RecordPath, Media: "application/json", Title: titleRecord, Write: func(w io.Writer) error { _, err := w.Write(body); return err }},
		{Path: TimelinePath, Media: "text/csv", Title: titleTimeline, Write: func(w io.Writer) error { return timeline(w, c.Report, copies) }},
	}, nil
}

// Typed gives the reference numbers of a report that pass the last scan wherever
// they stand whole: their place in a message says that they are no card number.
func Typed(r diag.Report) []string {
	set := map[string]bool{}
	for i := range r.Transactions {
		t := &r.Transactions[i]
		set[t.Key] = true
		for _, l := range t.Legs {
			for _, s := range []string{l.STAN, l.RRN, l.AuthCode, l.Batch, l.Terminal, l.Merchant, l.Order, l.Receipt} {
				set[s] = true
			}
			set[chipOf(l).Cryptogram] = true
		}
	}
	delete(set, "")
	out := make([]string, 0, len(set))
	for s := range set {
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

func skews(devices []diag.DeviceSeen) []clockSkew {
	out := []clockSkew{}
	for _, d := range devices {
		if d.SkewKnown {
			out = append(out, clockSkew{known(d.Device.Terminal), int64(d.Skew / time.Second)})
		}
	}
	return out
}

// openItems lists what is missing and who has it.
func openItems(c Case, copies []Copied) []OpenItem {
	var out []OpenItem
	add := func(id, who string, what codes.Text) { out = append(out, OpenItem{id, what, who}) }
	add("arn", "acquirer", openARN)
	if c.Number == "" {
		add("case_number", "acquirer", openCaseNumber)
	}
	if c.Meta.Shop.Name == "" || c.Meta.Shop.Place == "" {
		add("shop", "merchant", openShop)
	}
	has := func(role Role, kind string) bool {
		return slices.ContainsFunc(copies, func(d Copied) bool { return d.Role == role && (kind == "" || d.Kind == kind) })
	}
	if !has(RoleStatement, "") {
		add("merchant_statement", "merchant", openStatement)
	}
	if !has(RoleAttachment, "receipt") {
		add("receipt", "merchant", openReceipt)
	}
	add("cardholder_statement", "customer", openCustomer)
	for _, t := range c.Report.Transactions {
		if len(t.Legs) > 0 && t.Root().RRN == "" {
			add("rrn", "acquirer", openRRN.With(t.Root().Name()))
		}
		if t.Verdict.Money.Open() && !t.Verdict.WouldSettle.IsZero() {
			add("would_settle", "acquirer", openSettle.With(t.Root().Name(), t.Verdict.WouldSettle))
		}
	}
	for _, d := range copies {
		if d.Path == "" {
			add("copy_omitted", "merchant", openOmitted.With(d.Name, d.Omitted))
		}
	}
	return append(out, toLookAt(copies)...)
}

// toLookAt lists the documents that somebody has to look at, for no program did.
func toLookAt(copies []Copied) []OpenItem {
	var out []OpenItem
	for _, d := range copies {
		switch d.Masked.Method {
		case "image":
			out = append(out, OpenItem{"look_yourself", openLook.With(d.Name), "merchant"})
		case "as_is":
			out = append(out, OpenItem{"look_yourself", openSettle.With(d.Name, d.Masked.Note), "merchant"})
		}
	}
	return out
}

// sourcePath is the copy of a source by its index: copies of logs stand in the
// order of the sources.
func sourcePath(copies []Copied, source int) string {
	for _, c := range copies {
		if c.Role != RoleLog {
			continue
		}
		if source == 0 {
			return c.Path
		}
		source--
	}
	return ""
}

// plainCell takes the power of a formula from a cell of a table.
func plainCell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

var (
	titleRecord    = codes.Text{EN: "evidence record", ZH: "证据记录"}
	titleTimeline  = codes.Text{EN: "timeline as a table", ZH: "时间线表格"}
	openARN        = codes.Text{EN: "the ARN (23 digits) of each transaction: ask your acquirer for this number", ZH: "每笔交易的 ARN（23 位）：请向收单机构索取"}
	openCaseNumber = codes.Text{EN: "the case number, once the bank has given one", ZH: "案件编号（银行受理后才有）"}
	openShop       = codes.Text{EN: "the name and the place of the shop: write them under shop in posdoctor.yaml", ZH: "商户名称和地址：请写在 posdoctor.yaml 的 shop 里"}
	openStatement  = codes.Text{EN: "the settlement or bank statement of the shop for these days", ZH: "门店这几天的结算单或银行对账单"}
	openReceipt    = codes.Text{EN: "the receipt of the sale, if one was printed", ZH: "签购单（如果打印了）"}
	openCustomer   = codes.Text{EN: "the line of the customer's card statement; only the customer can get it", ZH: "客户卡片账单上的那一行，只有客户能查到"}
	openRRN        = codes.Text{EN: "the RRN of %s, which no log shows", ZH: "%s 的检索参考号，日志里没有"}
	openSettle     = codes.Text{EN: "%[1]s: %[2]s", ZH: "%[1]s：%[2]s"}
	openOmitted    = codes.Text{EN: "no copy of %[1]s is in the bundle: %[2]s", ZH: "证据包里没有 %[1]s 的副本：%[2]s"}
	openLook       = codes.Text{EN: "look yourself that no card number shows in %s", ZH: "请自己确认 %s 里没有露出卡号"}
)
