package html

import (
	"slices"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
)

// faults lists what would stand in the way of somebody who does not see the
// page or uses no mouse.
func faults(root *node) []string {
	var out []string
	fault := func(parts ...string) { out = append(out, strings.Join(parts, " ")) }
	ids, labels := map[string]*node{}, map[string]string{}
	for _, n := range root.all() {
		if id := n.attr["id"]; id != "" {
			if ids[id] != nil {
				fault("two elements have the id", id)
			}
			ids[id] = n
		}
		if n.name == "label" {
			labels[n.attr["for"]] = n.text()
		}
	}
	// name is what a screen reader calls an element.
	name := func(n *node) string {
		var parts []string
		for _, id := range strings.Fields(n.attr["aria-labelledby"]) {
			if ids[id] == nil {
				fault("nothing has the id", id)
			} else {
				parts = append(parts, ids[id].text())
			}
		}
		if len(parts) > 0 {
			return strings.Join(parts, " ")
		}
		if l := n.attr["aria-label"]; l != "" {
			return l
		}
		if n.name == "input" {
			return labels[n.attr["id"]]
		}
		return n.text()
	}
	reports := 0
	for _, n := range root.all() {
		switch n.name {
		case "html", "label":
			if l := n.attr["lang"]; l != "en" && l != "zh-CN" {
				fault("<"+n.name+"> has the language", l)
			}
		case "title":
			if n.text() == "" {
				fault("an empty title")
			}
		case "input", "a", "button", "select", "textarea", "summary":
			if name(n) == "" {
				fault("a control without a name:", n.name, n.attr["id"])
			}
			if href := n.attr["href"]; n.name == "a" && (!strings.HasPrefix(href, "#") || ids[href[1:]] == nil) {
				fault("a link to nowhere:", href)
			}
		case "svg", "img":
			if n.attr["role"] != "img" || name(n) == "" || !slices.ContainsFunc(n.kids, func(k *node) bool { return k.name == "desc" && k.text() != "" }) {
				fault("a picture without a name or a description")
			}
		case "th":
			if !slices.Contains([]string{"col", "row", "rowgroup"}, n.attr["scope"]) {
				fault("a header cell without scope:", n.text())
			}
		case "table":
			if !slices.ContainsFunc(n.all(), func(k *node) bool { return k.name == "th" }) {
				fault("a table without headers")
			}
		case "section":
			if name(n) == "" || n.attr["aria-labelledby"] == "" {
				fault("a section without a name")
			}
		}
		if n.attr["tabindex"] != "" && (n.attr["tabindex"] != "0" || n.attr["role"] == "" || name(n) == "") {
			fault("something without a name or out of turn takes the focus")
		}
		if strings.HasPrefix(n.attr["class"], "report") {
			reports++
			if l := n.attr["lang"]; l != "en" && l != "zh-CN" {
				fault("a report in the language", l)
			}
			out = append(out, headings(n)...)
		}
	}
	if reports != 2 {
		fault("not two languages")
	}
	return out
}

// headings must start at 1 and never skip a level on the way down.
func headings(n *node) []string {
	var out []string
	last := 0
	for _, k := range n.all() {
		if len(k.name) != 2 || k.name[0] != 'h' || k.name[1] < '1' || k.name[1] > '6' {
			continue
		}
		level := int(k.name[1] - '0')
		if k.text() == "" || level > last+1 || level == 1 && last != 0 {
			out = append(out, "heading out of order: "+k.name+" "+k.text())
		}
		last = level
	}
	if last == 0 {
		out = append(out, "no headings")
	}
	return out
}

func TestEveryPageCanBeUsedWithoutEyesOrMouse(t *testing.T) {
	for name, page := range map[string]string{
		"two": write(t, twoPayments(), Options{}), "worst": write(t, worst(), Options{Lang: codes.Chinese}),
		"nothing": write(t, diag.Report{}, Options{}), "one": write(t, twoPayments(), Options{Only: []string{"10000002.000501"}, Bundle: true}),
	} {
		for _, f := range faults(parse(t, page)) {
			t.Errorf("%s: %s", name, f)
		}
	}
}

// A test that cannot fail is none: each change below must be a fault.
func TestThePassSeesFaults(t *testing.T) {
	good := write(t, twoPayments(), Options{})
	for _, change := range [][2]string{
		{`<html lang="en">`, `<html>`},
		{`for="pick-zh"`, `for="pick-xx"`},
		{`role="img"`, ``},
		{`<th scope="row">`, `<th>`},
		{`href="#en-p1"`, `href="#en-p9"`},
		{`id="en-p1-title"`, `id="en-p1-name"`},
		{`<h3 id="en-p1-guards">`, `<h4 id="en-p1-guards">`},
		{`role="region" `, ``},
		{`<div class="report zh" lang="zh-CN">`, `<div class="report zh">`},
	} {
		bad := strings.Replace(good, change[0], change[1], 1)
		if change[0][:3] == "<h3" {
			bad = strings.Replace(bad, "What may be done with it</h3>", "What may be done with it</h4>", 1)
		}
		if bad == good {
			t.Fatalf("%s is not in the page", change[0])
		}
		if len(faults(parse(t, bad))) == 0 {
			t.Errorf("%s instead of %s is no fault", change[1], change[0])
		}
	}
}

// The chosen language is the one that is checked, and the language of the page.
func TestTheChosenLanguageComesFirst(t *testing.T) {
	for lang, want := range map[codes.Lang]string{codes.English: "en", codes.Chinese: "zh-CN", "": "en"} {
		for _, n := range parse(t, write(t, twoPayments(), Options{Lang: lang})).all() {
			_, checked := n.attr["checked"]
			if n.name == "html" && n.attr["lang"] != want || n.name == "input" && checked != strings.HasPrefix(want, strings.TrimPrefix(n.attr["id"], "pick-")) {
				t.Errorf("%q: <%s id=%q lang=%q>", lang, n.name, n.attr["id"], n.attr["lang"])
			}
		}
	}
}
