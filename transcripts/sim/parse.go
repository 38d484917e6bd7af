package sim

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/posdoctor/posdoctor/codes"
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
	r := &reader{name: name}
	r.s.Name = stem(name)
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // some editors on Windows write it
	if len(data) > maxBytes || tooDeep(data) {
		r.report(nil, textTooLarge, codes.Text{})
		return r.s, r.err()
	}
	file, err := parseYAML(data)
	if err != nil {
		return r.s, r.syntax(err)
	}
	var body ast.Node
	for _, doc := range file.Docs {
		switch doc.Body.(type) {
		case nil, *ast.NullNode, *ast.CommentGroupNode:
		default:
			if body != nil {
				r.report(doc.Body, textSecondDocument, codes.Text{})
				return r.s, r.err()
			}
			body = doc.Body
		}
	}
	if body == nil {
		r.report(nil, textEmpty, hintKeys(topKeys))
		return r.s, r.err()
	}
	r.fields(body, topKeys)
	r.whole(body)
	return r.s, r.err()
}

func stem(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	return strings.TrimSuffix(strings.TrimSuffix(name, ".yml"), ".yaml")
}

// parseYAML turns a panic of the YAML library into an error. The panic value is
// dropped: it may quote the file.
func parseYAML(data []byte) (file *ast.File, err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("yaml")
		}
	}()
	return parser.ParseBytes(data, 0)
}

// tooDeep reports brackets in brackets beyond any scenario, which the YAML
// library follows by recursion. Brackets in texts and comments count too.
func tooDeep(data []byte) bool {
	depth := 0
	for line := range strings.SplitSeq(string(data), "\n") {
		if len(line)-len(strings.TrimLeft(line, " -?\t")) > 2*maxDepth {
			return true
		}
		for _, c := range line {
			switch c {
			case '[', '{':
				depth++
			case ']', '}':
				depth = max(depth-1, 0)
			}
			if depth > maxDepth {
				return true
			}
		}
	}
	return false
}

// reader walks the tree of one scenario and gathers mistakes.
type reader struct {
	name     string
	s        Scenario
	problems []error
}

func (r *reader) err() error { return errors.Join(r.problems...) }

// report notes a mistake at a node; a nil node is the file as a whole.
func (r *reader) report(at ast.Node, what, hint codes.Text) {
	line := 0
	if at != nil && at.GetToken() != nil && at.GetToken().Position != nil {
		line = at.GetToken().Position.Line
	}
	r.reportLine(line, what, hint)
}

func (r *reader) reportLine(line int, what, hint codes.Text) {
	if len(r.problems) == maxProblems {
		return
	}
	at := r.name
	if line > 0 {
		at = fmt.Sprintf("%s:%d", r.name, line)
	}
	r.problems = append(r.problems, &codes.Problem{ID: "usage.scenario", What: what, At: at, Hint: hint})
}

var alreadyDefined = regexp.MustCompile(`already defined`)

// syntax words the YAML library's own error. Its message quotes the file, so
// only the place is taken from it.
func (r *reader) syntax(err error) error {
	line := 0
	var y yaml.Error
	if errors.As(err, &y) && y.GetToken() != nil && y.GetToken().Position != nil {
		line = y.GetToken().Position.Line
	}
	if alreadyDefined.MatchString(err.Error()) {
		r.reportLine(line, textTwice, codes.Text{})
	} else {
		r.reportLine(line, textSyntax, hintSyntax)
	}
	return r.err()
}

// whole checks what only the whole scenario can tell, and fills in what need not
// be written.
func (r *reader) whole(body ast.Node) {
	s := &r.s
	if len(r.problems) > 0 {
		return
	}
	p := protocolOf(s.Protocol)
	if p == nil {
		r.report(body, textNoProtocol, hintChoices.With(strings.Join(Protocols(), ", ")))
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
		r.report(body, textNoSuchLink.With(p.id, string(s.Link)), hintChoices.With(joined(p.links)))
	}
	if s.Variant != "" && !slices.Contains(p.variants, s.Variant) {
		r.report(body, textNoSuchVariant.With(p.id, quote(s.Variant)), hintChoices.With(strings.Join(p.variants, ", ")))
	}
	for _, b := range s.Behaviours {
		if slices.Contains(special, b) && !slices.Contains(p.does, b) {
			r.report(body, textNoSuchBehaviour.With(p.id, string(b)), codes.Text{})
		}
	}
	yes, no := p.signs(*s)
	if s.Does(NAKStorm) && no == nil || s.Does(LateACK) && yes == nil {
		r.report(body, textNoSigns.With(p.id), codes.Text{})
	}
	for _, step := range s.Till {
		if !slices.Contains(p.dos, step.Do) {
			r.report(body, textNoSuchStep.With(p.id, string(step.Do)), hintChoices.With(joined(p.dos)))
		}
	}
	if !p.terminalID(s.Terminal) {
		r.report(body, textBadTerminal.With(p.id), hintTerminal.With(p.terminal))
	}
	if s.Status != "" && (p.status == nil || !p.status(s.Status)) {
		r.report(body, textBadStatus.With(p.id), codes.Text{})
	}
	if s.Code != "" && !p.code(s.Code) {
		r.report(body, textBadCode.With(p.id, quote(s.Code)), hintCode.With(p.approved.code))
	}
	for _, pay := range s.Journal {
		if !p.code(pay.Code) {
			r.report(body, textBadCode.With(p.id, quote(pay.Code)), hintCode.With(p.approved.code))
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
	v, ok := r.word(n)
	if !ok {
		return
	}
	m, err := strconv.ParseInt(v, 10, 64)
	if err != nil || m < 1 || m > maxMinor {
		r.report(n, textNotAnAmount.With(quote(v)), hintAmount)
		return
	}
	*to = m
}

// wait reads a length of time. Only a clock may be behind.
func (r *reader) wait(n ast.Node, to *time.Duration, negative bool) {
	v, ok := r.word(n)
	if !ok {
		return
	}
	d, err := time.ParseDuration(v)
	if err != nil || d > maxWait || d < -maxWait || d < 0 && !negative {
		r.report(n, textNotATime.With(quote(v)), hintTime)
		return
	}
	*to = d
}
