package main

import (
	_ "embed"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/evidence"
	"github.com/posdoctor/posdoctor/diag/report"
)

//go:embed schemas/message.json
var messageSchema []byte

//go:embed schemas/explain.json
var explainSchema []byte

//go:embed schemas/probe.json
var probeSchema []byte

//go:embed schemas/codes.json
var codesSchema []byte

//go:embed schemas/ports.json
var portsSchema []byte

//go:embed schemas/case.json
var caseSchema []byte

//go:embed schemas/cases.json
var casesListSchema []byte

//go:embed schemas/capture.json
var captureSchema []byte

//go:embed schemas/net.json
var netSchema []byte

//go:embed schemas/verify.json
var verifySchema []byte

//go:embed schemas/contents.json
var contentsSchema []byte

// schemas are the contracts of the JSON that posdoctor writes.
var schemas = []struct {
	name string
	json []byte
}{
	{"report", report.Schema},
	{"message", messageSchema},
	{"explain", explainSchema},
	{"codes", codesSchema},
	{"probe", probeSchema},
	{"ports", portsSchema},
	{"capture", captureSchema},
	{"net", netSchema},
	{"case", caseSchema},
	{"cases", casesListSchema},
	{"evidence", evidence.Schema},
	{"verify", verifySchema},
	{"contents", contentsSchema},
}

func schemaNames() []string {
	names := make([]string, len(schemas))
	for i, s := range schemas {
		names[i] = s.name
	}
	return names
}

func (a *app) schemaCommand() *cobra.Command {
	cmd := a.command("schema", manual{
		for_: forScript, use: codes.Text{EN: "NAME", ZH: "名称"}, short: schemaShort, long: []codes.Text{schemaLong},
		examples: []example{{"posdoctor schema report", schemaExample}},
	})
	cmd.Args = arguments(1, 1)
	cmd.ValidArgs = schemaNames()
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		for _, s := range schemas {
			if s.name == args[0] {
				if _, err := a.Out.Write(s.json); err != nil {
					return writeProblem(err)
				}
				return nil
			}
		}
		return oneOf(args[0], schemaNames())
	}
	return cmd
}

var (
	schemaShort = codes.Text{EN: "the JSON Schema of what posdoctor writes", ZH: "posdoctor 输出的 JSON 的结构（JSON Schema）"}
	schemaLong  = codes.Text{
		EN: "NAME is report (check and trace), message (decode), capture (one line of a capture), case (one line of a case file), cases (case list, show and due), evidence (the record of a bundle), verify and contents (bundle verify and inspect), explain, codes, ports, probe or net. Fields are only ever added to them.",
		ZH: "名称可以是 report（check 和 trace 的结果）、message（decode 的结果）、capture（抓包文件的一行）、case（个案文件的一行）、cases（case list、show、due 的结果）、evidence（证据包里的记录）、verify 和 contents（bundle verify 与 inspect 的结果）、explain、codes、ports、probe 或 net。以后只会增加字段。",
	}
	schemaExample = codes.Text{EN: "what check --format json writes", ZH: "check --format json 输出的结构"}
)
