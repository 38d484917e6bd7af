package byhand

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
)

const (
	maxProblems = 20       // more than this is another file, not one with mistakes
	maxDepth    = 20       // brackets in brackets; these files need three
	maxBytes    = 64 << 10 // the YAML reader takes time that grows faster than its input
)

// Kind is a sort of file.
type Kind struct {
	ID   string     // of its problems: "profile.invalid"
	Name codes.Text // "profile"
}

// Reader walks the tree of one file and gathers mistakes.
type Reader struct {
	name     string
	kind     Kind
	problems []error
}

// Read takes a file apart. name is how the user calls it, for messages. The node
// is what the file holds; it is nil where it holds nothing, or cannot be read,
// which [Reader.Err] then says.
func Read(name string, data []byte, kind Kind) (*Reader, ast.Node) {
	r := &Reader{name: name, kind: kind}
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // some editors on Windows write it
	if len(data) > maxBytes || tooDeep(data) {
		r.Report(nil, textTooLarge.With(kind.Name), codes.Text{})
		return r, nil
	}
	file, err := parseYAML(data)
	if err != nil {
		r.syntax(err)
		return r, nil
	}
	var body ast.Node
	for _, doc := range file.Docs {
		switch doc.Body.(type) {
		case nil, *ast.NullNode, *ast.CommentGroupNode:
		default:
			if body != nil {
				r.Report(doc.Body, textSecondDocument.With(kind.Name), codes.Text{})
				return r, body
			}
			body = doc.Body
		}
	}
	return r, body
}

// Err joins one [codes.Problem] for each mistake so far; nil when there is none.
func (r *Reader) Err() error { return errors.Join(r.problems...) }

// Report notes a mistake at a node; a nil node is the file as a whole.
func (r *Reader) Report(at ast.Node, what, hint codes.Text) {
	line := 0
	if at != nil && at.GetToken() != nil && at.GetToken().Position != nil {
		line = at.GetToken().Position.Line
	}
	r.reportLine(line, what, hint)
}

func (r *Reader) reportLine(line int, what, hint codes.Text) {
	if len(r.problems) == maxProblems {
		return
	}
	at := r.name
	if line > 0 {
		at = fmt.Sprintf("%s:%d", r.name, line)
	}
	r.problems = append(r.problems, &codes.Problem{ID: r.kind.ID, What: what, At: at, Hint: hint})
}

var alreadyDefined = regexp.MustCompile(`already defined`)

// syntax words the YAML library's own error. Its message quotes the file, so
// only the place is taken from it.
func (r *Reader) syntax(err error) {
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

// tooDeep reports nesting beyond any file of these kinds, which the YAML library
// follows by recursion. Brackets in texts and comments count too.
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
