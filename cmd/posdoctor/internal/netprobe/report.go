package netprobe

import (
	"crypto/x509"
	"slices"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
)

// Check is one question about a host or this machine, with what may be behind a
// problem and what to do about it.
type Check struct {
	diag.Check
	Causes   []codes.Text
	Remedies []diag.Remedy
}

// Host is what was found out about one host.
type Host struct {
	Facts
	Checks []Check
}

// Failed counts the repeated connects that did not come about.
func (h *Host) Failed() int {
	n := 0
	for _, a := range h.Repeats {
		if a.Outcome != Reached {
			n++
		}
	}
	return n
}

// Delays gives the middle and the longest time that a connect took, 0 when none
// came about.
func (h *Host) Delays() (middle, longest time.Duration) {
	var all []time.Duration
	for _, a := range h.Repeats {
		if a.Outcome == Reached {
			all = append(all, a.Delay)
		}
	}
	if len(all) == 0 {
		return 0, 0
	}
	slices.Sort(all)
	return all[(len(all)-1)/2], all[len(all)-1]
}

// Report is the judgement about all hosts and this machine.
type Report struct {
	Hosts   []Host
	Checks  []Check // about this machine: its proxy and its clock
	Proxies []Proxy
}

// Reached counts the hosts to which a connection stood.
func (r *Report) Reached() int {
	n := 0
	for i := range r.Hosts {
		if r.Hosts[i].Reached() {
			n++
		}
	}
	return n
}

// Problems counts the checks that ended in a problem.
func (r *Report) Problems() int {
	n := 0
	count := func(list []Check) {
		for _, c := range list {
			if c.State == diag.CheckProblem {
				n++
			}
		}
	}
	count(r.Checks)
	for i := range r.Hosts {
		count(r.Hosts[i].Checks)
	}
	return n
}

// judge turns facts into checks. now is the clock of this machine; roots are
// the certificates it trusts, nil for the system's own.
func judge(facts []Facts, proxies []Proxy, roots *x509.CertPool, now time.Time) Report {
	r := Report{Proxies: proxies}
	clock := judgeClock(facts, now)
	for _, f := range facts {
		h := Host{Facts: f}
		h.Checks = append(h.Checks, judgeName(&h), judgeAddresses(&h), judgeConnect(&h), judgeLoss(&h), judgeDelay(&h))
		h.Checks = append(h.Checks, judgeTLS(&h), judgePortal(&h))
		h.Checks = append(h.Checks, judgeCertificate(&h, roots, clock)...)
		r.Hosts = append(r.Hosts, h)
	}
	r.Checks = []Check{judgeProxy(proxies, r.Reached() < len(facts)), clock.check}
	return r
}

func ok(id string, title, reason codes.Text) Check {
	return Check{Check: diag.Check{ID: id, State: diag.CheckOK, Title: title, Reason: reason}}
}

func skipped(id string, title, reason codes.Text) Check {
	return Check{Check: diag.Check{ID: id, State: diag.CheckSkipped, Title: title, Reason: reason}}
}

func unknown(id string, title, reason codes.Text) Check {
	return Check{Check: diag.Check{ID: id, State: diag.CheckUnknown, Title: title, Reason: reason}}
}

func problem(id string, title, reason codes.Text, w why) Check {
	return Check{Check: diag.Check{ID: id, State: diag.CheckProblem, Title: title, Reason: reason}, Causes: w.causes, Remedies: w.remedies}
}

// why is what may be behind a problem and what to do.
type why struct {
	causes   []codes.Text
	remedies []diag.Remedy
}
