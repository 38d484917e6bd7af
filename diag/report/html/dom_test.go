package html

import (
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
)

// node is an element of a page.
type node struct {
	name string
	attr map[string]string
	kids []*node
	own  string // its own text
}

// parse reads a page, or what a browser made of one.
func parse(t interface{ Fatal(...any) }, page string) *node {
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	root := &node{}
	open := []*node{root}
	for {
		tok, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			if len(open) != 1 {
				t.Fatal("unclosed: " + open[len(open)-1].name)
			}
			return root
		}
		if err != nil {
			t.Fatal(err)
		}
		top := open[len(open)-1]
		switch tok := tok.(type) {
		case xml.StartElement:
			n := &node{name: tok.Name.Local, attr: map[string]string{}}
			for _, a := range tok.Attr {
				n.attr[a.Name.Local] = a.Value
			}
			top.kids = append(top.kids, n)
			if !slices.Contains(xml.HTMLAutoClose, n.name) {
				open = append(open, n)
			}
		case xml.EndElement:
			switch {
			case tok.Name.Local == top.name:
				open = open[:len(open)-1]
			case !slices.Contains(xml.HTMLAutoClose, tok.Name.Local):
				t.Fatal("</" + tok.Name.Local + "> closes <" + top.name + ">")
			}
		case xml.CharData:
			top.own += string(tok)
		}
	}
}

// all gives the elements below n in document order.
func (n *node) all() []*node {
	var out []*node
	for _, k := range n.kids {
		out = append(append(out, k), k.all()...)
	}
	return out
}

func (n *node) text() string {
	s := n.own
	for _, k := range n.all() {
		s += " " + k.own
	}
	return strings.TrimSpace(s)
}

// shape is what a browser would act on: elements and the names of their
// attributes, without any text.
func (n *node) shape() []string {
	var out []string
	for _, k := range n.all() {
		names := slices.Sorted(maps.Keys(k.attr))
		out = append(out, "<"+k.name+" "+strings.Join(names, " ")+">")
	}
	return out
}
