package report

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
)

// The shapes of JUnit's XML, as far as build servers agree on them.
type (
	junitSuites struct {
		XMLName xml.Name     `xml:"testsuites"`
		Name    string       `xml:"name,attr"`
		Suites  []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Time     string      `xml:"timestamp,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Class   string        `xml:"classname,attr"`
		Name    string        `xml:"name,attr"`
		Failure *junitFailure `xml:"failure"`
		Skipped *junitSkipped `xml:"skipped"`
	}
	junitFailure struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
	junitSkipped struct {
		Message string `xml:"message,attr"`
	}
)

// JUnit writes a report as JUnit XML in one language, for build servers: a suite
// of checks, one of transactions that need attention and one of findings that
// are about no transaction. What needs attention is a failure; a check that was
// skipped or could not tell is skipped, never passed. It gives the first error
// of w.
func JUnit(w io.Writer, r diag.Report, meta Meta, lang codes.Lang) error {
	j := junit{page: newPage(r, PageOptions{Lang: lang, Width: defaultWidth}), at: meta.Now.UTC().Format("2006-01-02T15:04:05")}
	all := junitSuites{Name: "posdoctor", Suites: []junitSuite{
		j.suite("checks", j.checks()),
		j.suite("transactions", j.transactions()),
		j.suite("findings", j.findings()),
	}}
	out := bufio.NewWriter(w)
	out.WriteString(xml.Header)
	enc := xml.NewEncoder(out)
	enc.Indent("", "  ")
	if err := enc.Encode(all); err != nil {
		return err
	}
	out.WriteByte('\n')
	return out.Flush()
}

type junit struct {
	page *page
	at   string
}

func (j junit) suite(name string, cases []junitCase) junitSuite {
	s := junitSuite{Name: "posdoctor." + name, Tests: len(cases), Time: j.at, Cases: cases}
	for _, c := range cases {
		if c.Failure != nil {
			s.Failures++
		}
		if c.Skipped != nil {
			s.Skipped++
		}
	}
	return s
}

func (j junit) checks() []junitCase {
	var out []junitCase
	for _, c := range toChecks(j.page.r.Checks) {
		x := junitCase{Class: "posdoctor.checks", Name: c.ID}
		why := j.page.say(c.Reason)
		switch diag.CheckState(c.State) {
		case diag.CheckProblem:
			x.Failure = &junitFailure{Message: why, Type: c.ID, Text: j.page.say(c.Title)}
		case diag.CheckOK:
		default:
			x.Skipped = &junitSkipped{Message: why}
		}
		out = append(out, x)
	}
	return out
}

// transactions makes a case of each transaction that needs attention, named by
// its key, with its proof.
func (j junit) transactions() []junitCase {
	var out []junitCase
	for _, l := range j.page.rows {
		v, proof := l.t.Verdict, []string{}
		for _, e := range v.Because {
			proof = append(proof, strings.TrimSpace(j.page.say(e.Text)+"  "+e.Where.In(j.page.r.Sources)))
		}
		message := j.page.say(v.Sentence)
		if message == "" {
			message = j.page.say(l.why)
		}
		out = append(out, junitCase{
			Class: "posdoctor.transactions", Name: l.t.Key,
			Failure: &junitFailure{
				Message: fmt.Sprintf("%s: %s", j.page.amount(l.t), message),
				Type:    v.Money.String(), Text: strings.Join(proof, "\n"),
			},
		})
	}
	return out
}

// findings makes a case of each finding of which no transaction tells.
func (j junit) findings() []junitCase {
	var out []junitCase
	for _, f := range j.page.r.Findings {
		if len(f.Transactions) > 0 || f.Severity == diag.Info {
			continue
		}
		var todo []string
		for _, r := range f.Remedies {
			todo = append(todo, plain(j.page.step(r, nil)))
		}
		out = append(out, junitCase{
			Class: "posdoctor.findings", Name: f.ID,
			Failure: &junitFailure{Message: j.page.say(f.Title), Type: f.Severity.String(), Text: strings.Join(todo, "\n")},
		})
	}
	return out
}
