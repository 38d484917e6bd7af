package evidence

import (
	"cmp"
	"encoding/csv"
	"io"
	"slices"
	"strconv"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

var timelineHead = []string{
	"record_id", "at", "zone", "source", "line", "offset", "length", "direction", "leg", "what",
	"mti", "stan", "rrn", "response_code", "amount_minor", "currency",
}

// moment is one row of the timeline.
type moment struct {
	where transcripts.Where
	seq   int64
	at    transcripts.Stamp
	leg   diag.Leg
	dir   transcripts.Direction
	what  string
	m     *transcripts.Message
}

// timeline writes what each source shows of the transactions, in the order of
// each source; clocks of two sources are never compared.
func timeline(w io.Writer, rep diag.Report, copies []Copied) error {
	out := csv.NewWriter(w)
	if err := out.Write(timelineHead); err != nil {
		return err
	}
	for i := range rep.Transactions {
		t := &rep.Transactions[i]
		for _, m := range moments(t) {
			if err := out.Write(row(t.Key, m, copies)); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

func moments(t *diag.Transaction) []moment {
	var out []moment
	for _, l := range t.Legs {
		for _, s := range l.Seen {
			what := "request"
			if s.Answers {
				what = "answer"
			}
			for _, p := range s.Places {
				out = append(out, moment{p.Where, p.Seq, p.At, l, s.Dir, what, s.Message})
			}
		}
		for _, s := range l.Signals {
			out = append(out, moment{where: s.Where, seq: s.Seq, at: s.At, leg: l, what: string(s.Signal.ID)})
		}
	}
	slices.SortStableFunc(out, func(a, b moment) int {
		return cmp.Or(cmp.Compare(a.where.Source, b.where.Source), cmp.Compare(a.seq, b.seq))
	})
	return out
}

func row(key string, m moment, copies []Copied) []string {
	r := []string{
		key, m.at.String(), zoneName(m.at), sourcePath(copies, m.where.Source),
		number(m.where.Line), number(m.where.Offset), number(m.where.Length), string(m.dir), string(m.leg.Kind), m.what,
		"", "", "", "", "", "",
	}
	if x := m.m; x != nil {
		copy(r[10:], []string{x.MTI, x.STAN, x.RRN, x.ResponseCode})
		if x.Amount.Known {
			r[14], r[15] = number(x.Amount.Minor), x.Amount.Currency
		}
	}
	for i := range r {
		if r[i] == "" {
			r[i] = unknown
		}
		r[i] = plainCell(r[i])
	}
	return r
}

func number(n int64) string { return strconv.FormatInt(n, 10) }
