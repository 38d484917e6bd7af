package letters

import (
	"maps"
	"slices"
	"strings"
	"text/template/parse"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/codes/nearest"
)

// functions are those that a condition needs. The others can make a letter of any
// size or time out of a few bytes, as templates in templates can.
var functions = []string{"and", "or", "not", "eq", "ne", "lt", "le", "gt", "ge", "len"}

// written lists the fields that a template writes whatever it is filled with.
func written(tree *parse.Tree) []string {
	var out []string
	if tree == nil || tree.Root == nil {
		return nil
	}
	for _, n := range tree.Root.Nodes {
		if a, ok := n.(*parse.ActionNode); ok && len(a.Pipe.Decl) == 0 {
			out = append(out, plainField(a.Pipe))
		}
	}
	return out
}

// plainField names the field if a pipe is that field and nothing else: ".rrn" or
// "$.rrn"; else "".
func plainField(p *parse.PipeNode) string {
	if p == nil || len(p.Cmds) != 1 || len(p.Cmds[0].Args) != 1 {
		return ""
	}
	switch x := p.Cmds[0].Args[0].(type) {
	case *parse.FieldNode:
		if len(x.Ident) == 1 {
			return x.Ident[0]
		}
	case *parse.VariableNode:
		if len(x.Ident) == 2 && x.Ident[0] == "$" {
			return x.Ident[1]
		}
	}
	return ""
}

// judge looks through one tree of a template.
type judge struct {
	tree   *parse.Tree
	known  []string // fields that this letter has, and those of the entries of its lists
	within bool     // inside a range
	found  []*codes.Problem
}

// refused lists what a tree uses and a letter does not have, and what might not
// end: a range goes over a list of the letter, and none stands in another, so that
// a letter takes no more steps than its template has words and its lists entries.
func refused(tree *parse.Tree, values map[string]any) []*codes.Problem {
	j := &judge{tree: tree}
	for id := range values {
		j.known = append(j.known, id)
		j.known = append(j.known, lists[id]...)
	}
	slices.Sort(j.known)
	if tree.Root != nil {
		j.walk(tree.Root)
	}
	return j.found
}

func (j *judge) refuse(n parse.Node, what, hint codes.Text) {
	where, _ := j.tree.ErrorContext(n)
	if i := strings.LastIndexByte(where, ':'); i > 0 {
		where = where[:i] // file and line, without the column
	}
	j.found = append(j.found, problem(where, what, hint))
}

func (j *judge) field(n parse.Node, ident []string) {
	if len(ident) == 0 || slices.Contains(j.known, ident[0]) {
		return
	}
	hint := hintSyntax
	if near := nearest.To(ident[0], j.known); near != "" {
		hint = hintMean.With(near)
	}
	j.refuse(n, sayNoField.With(ident[0]), hint)
}

func (j *judge) walk(n parse.Node) {
	switch x := n.(type) {
	case *parse.ListNode:
		if x != nil {
			for _, n := range x.Nodes {
				j.walk(n)
			}
		}
	case *parse.ActionNode:
		j.walk(x.Pipe)
		if id := plainField(x.Pipe); lists[id] != nil && len(x.Pipe.Decl) == 0 {
			j.refuse(x, sayIsList.With(id), listHint())
		}
	case *parse.PipeNode:
		if x == nil {
			return // {{template "x"}} without an argument
		}
		for _, c := range x.Cmds {
			for _, a := range c.Args {
				j.walk(a)
			}
		}
	case *parse.FieldNode:
		j.field(x, x.Ident)
	case *parse.VariableNode:
		j.field(x, x.Ident[1:])
	case *parse.ChainNode:
		j.walk(x.Node)
	case *parse.IfNode:
		j.branch(x.BranchNode)
	case *parse.WithNode:
		j.branch(x.BranchNode)
	case *parse.RangeNode:
		j.rangeOver(x)
	case *parse.IdentifierNode:
		if !slices.Contains(functions, x.Ident) {
			j.refuse(x, sayNotInLetters.With(x.Ident), hintSyntax)
		}
	case *parse.TemplateNode:
		j.refuse(x, sayNotInLetters.With("template"), hintSyntax)
	}
}

func (j *judge) branch(b parse.BranchNode) {
	j.walk(b.Pipe)
	j.walk(b.List)
	j.walk(b.ElseList)
}

func (j *judge) rangeOver(x *parse.RangeNode) {
	switch {
	case j.within:
		j.refuse(x, sayNoNesting, listHint())
		return
	case lists[plainField(x.Pipe)] == nil:
		before := len(j.found)
		j.walk(x.Pipe)
		if len(j.found) == before { // a field that is not there has its own words
			j.refuse(x, sayOnlyLists, listHint())
		}
	}
	j.within = true
	j.walk(x.List)
	j.within = false
	j.walk(x.ElseList)
}

func listHint() codes.Text {
	return hintLists.With(strings.Join(slices.Sorted(maps.Keys(lists)), ", "))
}
