package profile

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
)

const (
	maxProblems = 20       // more than this is another file, not a profile with mistakes
	maxDepth    = 20       // brackets in brackets; a profile needs two
	maxBytes    = 64 << 10 // the YAML reader takes time that grows faster than its input
)

// Parse reads a profile. name is how the user calls the file, for messages. An
// error joins one [codes.Problem] for each mistake, each with its line; the
// profile then holds what could be read.
func Parse(name string, data []byte) (p diag.Profile, err error) {
	r := &reader{name: name, profile: &p}
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // some editors on Windows write it
	if len(data) > maxBytes || tooDeep(data) {
		r.report(nil, textTooLarge, codes.Text{})
		return p, r.err()
	}
	file, err := parseYAML(data)
	if err != nil {
		return p, r.syntax(err)
	}
	seen := false
	for _, doc := range file.Docs {
		switch body := doc.Body.(type) {
		case nil, *ast.NullNode, *ast.CommentGroupNode:
		default:
			if seen {
				r.report(body, textSecondDocument, codes.Text{})
				break
			}
			seen = true
			r.fields(body, topKeys)
		}
	}
	return p, r.err()
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

// tooDeep reports brackets in brackets beyond any profile, which the YAML
// library follows by recursion. Brackets in texts and comments count too.
func tooDeep(data []byte) bool {
	depth := 0
	for line := range strings.SplitSeq(string(data), "\n") {
		indent := len(line) - len(strings.TrimLeft(line, " -?\t"))
		if indent > 2*maxDepth {
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

// reader walks the tree of one profile and gathers mistakes.
type reader struct {
	name     string
	profile  *diag.Profile
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
	r.problems = append(r.problems, &codes.Problem{ID: "profile.invalid", What: what, At: at, Hint: hint})
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
