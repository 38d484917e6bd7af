package cases

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/posdoctor/posdoctor/diag/pick"
)

// Another machine gives other trace numbers and may leave things out; what both
// state must agree.
func TestDiffers(t *testing.T) {
	amount := func(n int64) *int64 { return &n }
	known := Snapshot{Amount: amount(1000), Currency: "CNY", Card: "622848******0019", RRN: "1", STAN: "000123"}
	for _, tt := range []struct {
		name  string
		other Snapshot
		want  []pick.Criterion
	}{
		{"other trace number", Snapshot{Amount: amount(1000), Currency: "CNY", Card: "************0019", RRN: "1", STAN: "9"}, nil},
		{"nothing stated", Snapshot{}, nil},
		{"currency not stated", Snapshot{Amount: amount(1000)}, nil},
		{"card not shown", Snapshot{Card: "****************"}, nil},
		{"amount", Snapshot{Amount: amount(1001), Currency: "CNY"}, []pick.Criterion{pick.ByAmount}},
		{"currency", Snapshot{Amount: amount(1000), Currency: "HKD"}, []pick.Criterion{pick.ByAmount}},
		{"card and reference", Snapshot{Card: "622848******0018", RRN: "2"}, []pick.Criterion{pick.ByLast4, pick.ByRRN}},
	} {
		if d := cmp.Diff(tt.want, known.Differs(tt.other)); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
}
