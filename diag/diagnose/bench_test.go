package diagnose_test

import (
	"testing"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/diagnose"
	"github.com/posdoctor/posdoctor/transcripts"
)

// BenchmarkEngine diagnoses a day of approved sales, streamed; one operation is
// one message.
func BenchmarkEngine(b *testing.B) {
	s := newSource(0)
	for i := range 100_000 {
		s.sale(stanOf(i+1), amount(int64(i))).saleAnswer(stanOf(i+1), "00", amount(int64(i)))
	}
	b.ReportAllocs()
	b.ResetTimer()
	e := diagnose.New(diagnose.Config{Books: table, Settled: func(diag.Transaction) {}})
	for i := range b.N {
		ev := s.events[i%len(s.events)]
		ev.Seq = int64(i)
		e.Add(ev)
	}
	e.Finish([]transcripts.Source{{}})
}
