package sim

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/codes/byhand"
)

const (
	maxProblems = 20       // more than this is another file
	maxDepth    = 20       // brackets in brackets; a scenario needs three
	maxBytes    = 64 << 10 // the YAML reader takes time that grows faster than its input
	maxList     = 200      // lines of a journal, steps of a till
	maxWait     = 30 * 24 * time.Hour
	maxMinor    = 99_999_999 // the narrowest amount field has eight digits (ECR17, Concert)
)

// Parse reads a scenario. name is how the user calls the file; without its
// folder and ending it is the scenario's name. An error joins one
// [codes.Problem] for each mistake, each with its line. It refuses what it does
// not know: a mistyped key would make another terminal than was meant.
func Parse(name string, data []byte) (Scenario, error) {
	file, body := byhand.Read(name, data, scenarioFile)
	r := &reader{Reader: file}
	r.s.Name = stem(name)
	if file.Err() != nil {
		return r.s, file.Err()
	}
	if body == nil {
		r.Report(nil, textEmpty, byhand.HintKeys(r.keys()))
		return r.s, r.Err()
	}
	r.Fields(body, r.keys())
	if r.Err() == nil {
		r.whole(body)
	}
	return r.s, r.Err()
}

func stem(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	return strings.TrimSuffix(strings.TrimSuffix(name, ".yml"), ".yaml")
}

var scenarioFile = byhand.Kind{ID: "usage.scenario", Name: codes.Text{EN: "scenario", ZH: "场景文件"}}

// reader fills one scenario.
type reader struct {
	*byhand.Reader
	s Scenario
}

// whole checks what only the whole scenario can tell, and fills in what need not
// be written.
func (r *reader) whole(body ast.Node) {
	s := &r.s
	p := protocolOf(s.Protocol)
	if p == nil {
		r.Report(body, textNoProtocol, hintChoices.With(strings.Join(Protocols(), ", ")))
		return
	}
	if s.Link == "" {
		s.Link = p.links[0]
	}
	if s.Variant == "" && len(p.variants) > 0 {
		s.Variant = p.variants[0]
	}
	if s.Terminal == "" {
		s.Terminal = p.terminal
	}
	if s.Merchant == "" {
		s.Merchant = p.merchant
	}
	if len(s.Till) == 0 {
		s.Till = []Step{{Do: p.dos[0]}, {Do: DoSale, Minor: 1250, Reference: "INV0001", After: 5 * time.Second}}
	}
	for i := range s.Journal {
		s.Journal[i].complete(i, p)
	}
	r.fits(body, p)
}

// complete fills in what a line of a journal need not say.
func (p *Payment) complete(i int, of *protocol) {
	if p.Operation == "" {
		p.Operation = Sale
	}
	if p.Code == "" {
		p.Code = of.approved.code
	}
	if p.STAN == "" {
		p.STAN = fmt.Sprintf("%06d", i+1)
	}
	if p.Receipt == "" {
		p.Receipt = fmt.Sprintf("%06d", i+1)
	}
	if p.Code == of.approved.code && p.Auth == "" {
		p.Auth = fmt.Sprintf("%06d", 201149+i)
	}
	if p.Code == of.approved.code && p.RRN == "" {
		p.RRN = fmt.Sprintf("%012d", 309421771600+i)
	}
}

// fits checks that the protocol can do what the scenario wants.
func (r *reader) fits(body ast.Node, p *protocol) {
	s := &r.s
	if !slices.Contains(p.links, s.Link) {
		r.Report(body, textNoSuchLink.With(p.id, string(s.Link)), hintChoices.With(joined(p.links)))
	}
	if s.Variant != "" && !slices.Contains(p.variants, s.Variant) {
		r.Report(body, textNoSuchVariant.With(p.id, byhand.Quote(s.Variant)), hintChoices.With(strings.Join(p.variants, ", ")))
	}
	for _, b := range s.Behaviours {
		if slices.Contains(special, b) && !slices.Contains(p.does, b) {
			r.Report(body, textNoSuchBehaviour.With(p.id, string(b)), codes.Text{})
		}
	}
	yes, no := p.signs(*s)
	if s.Does(NAKStorm) && no == nil || s.Does(LateACK) && yes == nil {
		r.Report(body, textNoSigns.With(p.id), codes.Text{})
	}
	for _, step := range s.Till {
		if !slices.Contains(p.dos, step.Do) {
			r.Report(body, textNoSuchStep.With(p.id, string(step.Do)), hintChoices.With(joined(p.dos)))
		}
	}
	if !p.terminalID(s.Terminal) {
		r.Report(body, textBadTerminal.With(p.id), hintTerminal.With(p.terminal))
	}
	if s.Status != "" && (p.status == nil || !p.status(s.Status)) {
		r.Report(body, textBadStatus.With(p.id), codes.Text{})
	}
	if s.Code != "" && !p.code(s.Code) {
		r.Report(body, textBadCode.With(p.id, byhand.Quote(s.Code)), hintCode.With(p.approved.code))
	}
	for _, pay := range s.Journal {
		if !p.code(pay.Code) {
			r.Report(body, textBadCode.With(p.id, byhand.Quote(pay.Code)), hintCode.With(p.approved.code))
		}
	}
}

func joined[T ~string](values []T) string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return strings.Join(out, ", ")
}

// Protocols gives the ids of what the pretend terminal speaks, sorted.
func Protocols() []string {
	var out []string
	for _, p := range protocols {
		out = append(out, p.id)
	}
	slices.Sort(out)
	return out
}

// minor reads an amount in minor units.
func (r *reader) minor(n ast.Node, to *int64) {
	v, ok := r.Word(n)
	if !ok {
		return
	}
	m, err := strconv.ParseInt(v, 10, 64)
	if err != nil || m < 1 || m > maxMinor {
		r.Report(n, textNotAnAmount.With(byhand.Quote(v)), hintAmount)
		return
	}
	*to = m
}

// wait reads a length of time. Only a clock may be behind.
func (r *reader) wait(n ast.Node, to *time.Duration, negative bool) {
	v, ok := r.Word(n)
	if !ok {
		return
	}
	d, err := time.ParseDuration(v)
	if err != nil || d > maxWait || d < -maxWait || d < 0 && !negative {
		r.Report(n, textNotATime.With(byhand.Quote(v)), hintTime)
		return
	}
	*to = d
}
