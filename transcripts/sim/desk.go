package sim

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// entry is a payment in the journal with its time.
type entry struct {
	Payment
	at time.Time
}

// outcome is how a payment ends.
type outcome struct {
	code string
	text string // as the terminal words it, where the protocol has room for it
}

// desk is what a talker works with: the clock, the journal and the way out.
type desk struct {
	sc      Scenario
	proto   *protocol
	now     time.Time
	journal []entry
	pending bool // a reversal waits to be sent
	out     []packet
}

func newDesk(s Scenario, p *protocol, now time.Time) *desk {
	d := &desk{sc: s, proto: p, now: now, pending: s.Does(PendingReversal)}
	for _, pay := range s.Journal {
		d.journal = append(d.journal, entry{pay, d.clock().Add(-pay.Ago)})
	}
	return d
}

// clock is the time that the terminal shows.
func (d *desk) clock() time.Time { return d.now.Add(d.sc.ClockOff) }

// say puts a packet into the way out. wait are the signs that must come before
// the next one.
func (d *desk) say(r role, after time.Duration, b []byte, wait ...byte) {
	d.out = append(d.out, packet{role: r, after: after, bytes: b, wait: wait})
}

// pay carries a payment out as the scenario says and writes it down.
func (d *desk) pay(op Operation, minor int64, reference string) (entry, outcome) {
	return d.record(op, minor, reference, d.outcome())
}

// undo voids the payment that matches. A payment that is not there, was not
// approved or is undone already cannot be.
func (d *desk) undo(match func(entry) bool) (void, original entry, o outcome) {
	o = d.outcome()
	i := slices.IndexFunc(d.journal, func(e entry) bool {
		return e.Operation == Sale && e.Code == d.proto.approved.code && !e.Undone && match(e)
	})
	if i < 0 {
		o = d.proto.missing(d.sc)
	} else {
		d.journal[i].Undone = o.code == d.proto.approved.code
		original = d.journal[i]
	}
	void, o = d.record(Void, original.Minor, original.Reference, o)
	return void, original, o
}

func (d *desk) record(op Operation, minor int64, reference string, o outcome) (entry, outcome) {
	e := entry{at: d.clock(), Payment: Payment{Operation: op, Minor: minor, Reference: reference, Code: o.code}}
	e.STAN, e.Receipt = d.following(func(p Payment) string { return p.STAN }, 6), d.following(func(p Payment) string { return p.Receipt }, 6)
	if o.code == d.proto.approved.code {
		n, _ := strconv.Atoi(e.STAN)
		// Any six digits will do; these look like no counter.
		e.Auth = fmt.Sprintf("%06d", (n*7919+350377)%1_000_000)
		// Year, day and hour before the trace number, as hosts number.
		e.RRN = fmt.Sprintf("%d%03d%02d%s", e.at.Year()%10, e.at.YearDay(), e.at.Hour(), e.STAN)
	}
	d.journal = append(d.journal, e)
	return e, o
}

// following counts on from the highest number in the journal.
func (d *desk) following(of func(Payment) string, width int) string {
	highest := 0
	for _, e := range d.journal {
		if n, err := strconv.Atoi(of(e.Payment)); err == nil {
			highest = max(highest, n)
		}
	}
	return fmt.Sprintf("%0*d", width, (highest+1)%1_000_000)
}

// outcome is how the next payment ends.
func (d *desk) outcome() outcome {
	switch {
	case d.sc.Code != "":
		return d.worded(d.sc.Code)
	case d.sc.Does(ContactIssuer):
		return d.proto.issuer(d.sc)
	case d.sc.Does(PrinterOut):
		return d.proto.printer
	}
	return d.proto.approved
}

// worded gives the words of a code.
func (d *desk) worded(code string) outcome {
	switch issuer := d.proto.issuer(d.sc); {
	case code == d.proto.approved.code:
		return d.proto.approved
	case d.sc.Does(ContactIssuer) && code == issuer.code:
		return issuer
	}
	if text, ok := d.proto.words[code]; ok {
		return outcome{code, text}
	}
	return outcome{code, d.proto.declined}
}

// of gives the outcome that a payment in the journal had.
func (d *desk) of(e entry) outcome { return d.worded(e.Code) }

// latest gives the last payment.
func (d *desk) latest() (entry, bool) {
	if len(d.journal) == 0 {
		return entry{}, false
	}
	return d.journal[len(d.journal)-1], true
}

// find gives the last payment that matches.
func (d *desk) find(match func(entry) bool) (entry, bool) {
	for _, e := range slices.Backward(d.journal) {
		if match(e) {
			return e, true
		}
	}
	return entry{}, false
}

// totals counts what was approved and sums it: voids and refunds count and take
// away.
func (d *desk) totals() (count int, minor int64) {
	for _, e := range d.journal {
		if e.Code != d.proto.approved.code {
			continue
		}
		count++
		if e.Operation == Sale {
			minor += e.Minor
		} else {
			minor -= e.Minor
		}
	}
	return count, minor
}
