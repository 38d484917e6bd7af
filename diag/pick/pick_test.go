package pick

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

func stamp(t *testing.T, s string) transcripts.Stamp {
	t.Helper()
	at, err := time.Parse("2006-01-02 15:04:05", s)
	if err != nil {
		t.Fatal(err)
	}
	return transcripts.Stamp{Time: at}
}

func sale(t *testing.T, stan, rrn, at, card string, minor int64) diag.Transaction {
	t.Helper()
	l := diag.Leg{
		Kind: transcripts.KindSale, Target: -1, STAN: stan, RRN: rrn, Card: transcripts.Card{Masked: card},
		Amount: transcripts.Amount{Minor: minor, Currency: "CNY", Known: true},
	}
	if at != "" {
		l.At = stamp(t, at)
	}
	return diag.Transaction{Key: "10000001." + stan + "." + at, Kind: l.Kind, Legs: []diag.Leg{l}}
}

// counter is a morning at one till: the third sale was reversed under a number
// of its own, the fourth has the same amount as the first.
func counter(t *testing.T) []diag.Transaction {
	txs := []diag.Transaction{
		sale(t, "000123", "632410000123", "2026-11-20 10:14:03", "622848*********0019", 12800),
		sale(t, "000124", "632410000124", "2026-11-20 10:31:40", "411111******1111", 128000),
		sale(t, "000125", "632410000125", "2026-11-20 11:05:00", "555555******4444", 6600),
		sale(t, "000127", "632410000127", "2026-11-21 10:16:00", "622848*********0019", 12800),
	}
	undo := txs[2].Legs[0]
	undo.Kind, undo.Target, undo.STAN, undo.RRN = transcripts.KindReversal, 0, "000126", ""
	undo.At = stamp(t, "2026-11-20 12:40:00")
	txs[2].Legs = append(txs[2].Legs, undo)
	txs[1].Legs[0].Order, txs[2].Legs[0].Receipt = "INV-7", "0176"
	// The slip of the second shows the terminal's clock, which is 25 minutes slow.
	txs[1].Legs[0].Seen = []diag.Sighting{{
		Message: &transcripts.Message{LocalTime: "100640", LocalDate: "1120"},
		Places:  []diag.Place{{At: stamp(t, "2026-11-20 10:31:40")}},
	}}
	return txs
}

func selector(t *testing.T, f func(*Selector)) Selector {
	t.Helper()
	var s Selector
	f(&s)
	return s
}

func amount(t *testing.T, s string) Amount {
	t.Helper()
	a, ok := ParseAmount(s)
	if !ok {
		t.Fatalf("%q is no amount", s)
	}
	return a
}

func moment(t *testing.T, s string) Time {
	t.Helper()
	m, ok := ParseTime(s)
	if !ok {
		t.Fatalf("%q is no time", s)
	}
	return m
}

func TestPick(t *testing.T) {
	for name, tt := range map[string]struct {
		s    func(*Selector)
		want []int
	}{
		"nothing asked fits all":           {func(*Selector) {}, []int{0, 1, 2, 3}},
		"key":                              {func(s *Selector) { s.Key = "10000001.000124.2026-11-20 10:31:40" }, []int{1}},
		"part of a key is none":            {func(s *Selector) { s.Key = "10000001.000124" }, nil},
		"trace number":                     {func(s *Selector) { s.STAN = "000124" }, []int{1}},
		"without its zeros":                {func(s *Selector) { s.STAN = "124" }, []int{1}},
		"the reversal's number":            {func(s *Selector) { s.STAN = "000126" }, []int{2}},
		"a number nobody has":              {func(s *Selector) { s.STAN = "000999" }, nil},
		"nought fits no missing number":    {func(s *Selector) { s.STAN = "000000" }, nil},
		"reference number":                 {func(s *Selector) { s.RRN = "632410000125" }, []int{2}},
		"an order":                         {func(s *Selector) { s.RRN = "inv-7" }, []int{1}},
		"a receipt number":                 {func(s *Selector) { s.RRN = "176" }, []int{2}},
		"amount":                           {func(s *Selector) { s.Amount = amount(t, "128.00") }, []int{0, 3}},
		"amount in minor units":            {func(s *Selector) { s.Amount = amount(t, "CNY:12800") }, []int{0, 3}},
		"another currency":                 {func(s *Selector) { s.Amount = amount(t, "USD 128.00") }, nil},
		"time of day, any day":             {func(s *Selector) { s.Time = moment(t, "10:14") }, []int{0, 3}},
		"a minute off":                     {func(s *Selector) { s.Time = moment(t, "2026-11-20 10:10") }, []int{0, 1}},
		"seven minutes off":                {func(s *Selector) { s.Time = moment(t, "2026-11-20 10:24") }, nil},
		"the terminal's clock on the slip": {func(s *Selector) { s.Time = moment(t, "2026-11-20 10:06") }, []int{1}},
		"the reversal's time":              {func(s *Selector) { s.Time = moment(t, "12:41") }, []int{2}},
		"a day":                            {func(s *Selector) { s.Time = moment(t, "2026-11-21") }, []int{3}},
		"card":                             {func(s *Selector) { s.Last4 = "0019" }, []int{0, 3}},
		"the last":                         {func(s *Selector) { s.Last = 1 }, []int{3}},
		"the last of those that fit":       {func(s *Selector) { s.Last, s.Amount = 1, amount(t, "128") }, []int{3}},
		"more last than there are":         {func(s *Selector) { s.Last = 9 }, []int{0, 1, 2, 3}},
		"all of it must fit":               {func(s *Selector) { s.Amount, s.Time = amount(t, "128.00"), moment(t, "2026-11-20 10:14") }, []int{0}},
		"one thing of it does not": {
			func(s *Selector) { s.STAN, s.Last4 = "000123", "1111" },
			nil,
		},
	} {
		if got := Pick(counter(t), selector(t, tt.s)); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %v, want %v", name, got, tt.want)
		}
	}
}

// The last ones are the latest by time, in whatever order the list is; where a
// time is not known, the order of the list counts.
func TestTheLastAreTheLatest(t *testing.T) {
	txs := counter(t)
	slices.Reverse(txs)
	if got := Pick(txs, Selector{Last: 2}); !slices.Equal(got, []int{0, 1}) {
		t.Errorf("got %v, want the two latest, which stand first", got)
	}
	txs[1].Legs[0].At = transcripts.Stamp{}
	if got := Pick(txs, Selector{Last: 2}); !slices.Equal(got, []int{2, 3}) {
		t.Errorf("without times: got %v, want those that stand last", got)
	}
}

func TestAmounts(t *testing.T) {
	for typed, tt := range map[string]struct {
		minor    int64
		currency string
		fits     bool
	}{
		"128":         {12800, "CNY", true},
		"128.5":       {12850, "CNY", true},
		"1,280.00":    {128000, "CNY", true},
		"1,280":       {128000, "CNY", true},
		"1280,00":     {128000, "EUR", true},
		"1.280,00":    {128000, "EUR", true},
		"128.00元":     {12800, "CNY", true},
		"￥128":        {12800, "CNY", true},
		"cny 128.00":  {12800, "CNY", true},
		"128.00CNY":   {12800, "CNY", true},
		"500":         {500, "JPY", true},
		"JPY 500":     {50000, "JPY", false},
		"1.250":       {1250, "KWD", true},
		"128.001":     {12800, "CNY", false},
		"128.000":     {12800, "CNY", true},
		"0.01":        {1, "CNY", true},
		"0":           {0, "CNY", true},
		"CNY:12800":   {12800, "CNY", true},
		"CNY:128":     {12800, "CNY", false},
		"USD 128":     {12800, "", true},
		"128.00 EUR":  {12800, "CNY", false},
		"0000128.00":  {12800, "CNY", true},
		"JPY:500":     {500, "JPY", true},
		"999999999":   {99999999900, "CNY", true},
		"128.00 元 ":   {12800, "CNY", true},
		"00000000.50": {50, "CNY", true},
		"RMB 128":     {12800, "CNY", true},
		"RMB:12800":   {12800, "CNY", false},
		"人民币128":      {12800, "CNY", true},
		"$128":        {12800, "USD", true},
		"€ 1.280,00":  {128000, "EUR", true},
		"1,00":        {100, "CNY", true},
	} {
		if got := amount(t, typed).is(transcripts.Amount{Minor: tt.minor, Currency: tt.currency, Known: true}); got != tt.fits {
			t.Errorf("%q for %d %s: got %v", typed, tt.minor, tt.currency, got)
		}
	}
	for _, typed := range []string{"", ".", ",", "abc", "12a", "CNY", "CNY:", "CNY:1.5", "-5", "1e3", "12:80", "1234567890123456789.00"} {
		if a, ok := ParseAmount(typed); ok {
			t.Errorf("%q was taken for %+v", typed, a)
		}
	}
	if amount(t, "0").is(transcripts.Amount{}) {
		t.Error("an amount that nobody stated is not nought")
	}
}

func TestApprovedPartOfAnAmountFits(t *testing.T) {
	tx := sale(t, "000001", "", "", "", 10000)
	tx.Verdict.Amounts = diag.Amounts{Currency: "CNY", Approved: 8000, Known: true}
	if len(Pick([]diag.Transaction{tx}, Selector{Amount: amount(t, "80.00")})) != 1 {
		t.Error("the approved amount does not find it")
	}
}

func TestTimes(t *testing.T) {
	noYear, noDate := stamp(t, "0000-11-20 10:14:00"), stamp(t, "0000-01-01 23:58:00")
	noYear.NoYear, noDate.NoDate = true, true
	utc := stamp(t, "2026-11-20 02:14:00")
	utc.Zone = transcripts.ZoneStated
	china := time.FixedZone("", 8*3600)
	for name, tt := range map[string]struct {
		typed string
		at    transcripts.Stamp
		zone  *time.Location
		want  bool
	}{
		"across midnight":                       {"00:01", noDate, nil, true},
		"a log without a year":                  {"2026-11-20 10:15", noYear, nil, true},
		"a log without a year, another day":     {"2026-11-21 10:15", noYear, nil, false},
		"a log without a day never rules out":   {"2026-11-21 23:57", noDate, nil, true},
		"no year typed":                         {"11-20 10:15", stamp(t, "2026-11-20 10:14:00"), nil, true},
		"the day of a log without a year":       {"2026-11-20", noYear, nil, true},
		"another day of a log without a year":   {"2026-11-19", noYear, nil, false},
		"a day does not fit a clock without it": {"2026-11-20", noDate, nil, false},
		"the shop's zone":                       {"2026-11-20 10:14", utc, china, true},
		"not the zone of this machine":          {"2026-11-20 10:14", utc, nil, false},
		"slashes":                               {"2026/11/20 10:14", stamp(t, "2026-11-20 10:14:00"), nil, true},
		"exactly the tolerance":                 {"10:19", stamp(t, "2026-11-20 10:14:00"), nil, true},
		"a second more":                         {"10:19:01", stamp(t, "2026-11-20 10:14:00"), nil, false},
		"full-width colon":                      {"10：14", stamp(t, "2026-11-20 10:14:00"), nil, true},
		"a T":                                   {"2026-11-20T10:14", stamp(t, "2026-11-20 10:14:00"), nil, true},
		"in Chinese":                            {"2026年11月20日 10点14分", stamp(t, "2026-11-20 10:14:00"), nil, true},
		"a Chinese day":                         {"2026年11月20日", stamp(t, "2026-11-20 10:14:00"), nil, true},
		"a Chinese time of day":                 {"10点14分", stamp(t, "2026-11-20 10:14:00"), nil, true},
		"a German day":                          {"20.11.2026", stamp(t, "2026-11-20 10:14:00"), nil, true},
		"another German day":                    {"11.12.2026", stamp(t, "2026-11-12 10:14:00"), nil, false},
		"afternoon":                             {"2:03 pm", stamp(t, "2026-11-20 14:03:00"), nil, true},
		"not the morning":                       {"2:03 pm", stamp(t, "2026-11-20 02:03:00"), nil, false},
		"as a report writes it":                 {"2026-11-20T10:14:00+08:00", utc, nil, true},
		"in UTC":                                {"2026-11-20T02:14:00Z", utc, china, true},
		"another zone":                          {"2026-11-20T10:14:00Z", utc, china, false},
		"with a zone, of a clock without one":   {"2026-11-20T10:14:00+08:00", stamp(t, "2026-11-20 10:14:00"), nil, true},
		"an unknown time":                       {"10:14", transcripts.Stamp{}, nil, false},
	} {
		l := diag.Leg{At: tt.at}
		if got := moment(t, tt.typed).near(&l, tt.zone); got != tt.want {
			t.Errorf("%s: got %v", name, got)
		}
	}
	for _, typed := range []string{"", "10", "25:00", "2026-13-01", "yesterday", "1014", "11点", "11:00-11:10", "about 10:14", "31.02.2026"} {
		if _, ok := ParseTime(typed); ok {
			t.Errorf("%q was taken for a time", typed)
		}
	}
}

func search(txs []diag.Transaction, s Selector) Outcome {
	x := Search{Selector: s}
	for _, t := range txs {
		x.See(t)
	}
	return x.Outcome()
}

func TestSearchAgreesWithPick(t *testing.T) {
	txs := counter(t)
	for _, s := range []Selector{{}, {STAN: "124"}, {Last: 2}, {Amount: amount(t, "128"), Last: 1}, {Last4: "0019"}, {STAN: "77"}} {
		var got, want []string
		o := search(txs, s)
		for _, x := range o.Found {
			got = append(got, x.Key)
		}
		for _, i := range Pick(txs, s) {
			want = append(want, txs[i].Key)
		}
		if !slices.Equal(got, want) || o.Total != len(want) {
			t.Errorf("%+v: search found %v (%d), pick %v", s, got, o.Total, want)
		}
	}
}

func TestSearchTakesTheLastRevision(t *testing.T) {
	old := sale(t, "000001", "", "2026-11-20 10:00:00", "", 100)
	later := old
	later.Revision = 1
	o := search([]diag.Transaction{old, later}, Selector{})
	if len(o.Found) != 1 || o.Found[0].Revision != 1 || o.Total != 1 {
		t.Errorf("got %+v", o)
	}
}

// However long the input, a search holds no more than it may.
func TestSearchIsBounded(t *testing.T) {
	x := Search{}
	last := Search{Selector: Selector{Last: 3}}
	base := stamp(t, "2026-11-20 00:00:00").Time
	for i := range 5000 {
		tx := sale(t, fmt.Sprintf("%06d", i+1), "", "", "", 100)
		tx.Key = fmt.Sprint(i)
		tx.Legs[0].At = transcripts.Stamp{Time: base.Add(time.Duration(i) * time.Second)}
		x.See(tx)
		last.See(tx)
		if len(last.found) > 2*mostFound {
			t.Fatalf("%d held", len(last.found))
		}
	}
	if o := x.Outcome(); len(o.Found) != mostFound || o.Total != 5000 {
		t.Errorf("%d found of %d", len(o.Found), o.Total)
	}
	if o := last.Outcome(); len(o.Found) != 3 || o.Total != 3 || o.Found[2].Key != "4999" {
		t.Errorf("last: %d found of %d", len(o.Found), o.Total)
	}
}

func TestNearMisses(t *testing.T) {
	for name, tt := range map[string]struct {
		s    func(*Selector)
		want string // trace numbers and what does not fit
	}{
		"a digit wrong":             {func(s *Selector) { s.STAN = "000184" }, "[000124 [stan]]"},
		"a reference digit missing": {func(s *Selector) { s.RRN = "63241000123" }, "[000123 [rrn]]"},
		"digits changed about":      {func(s *Selector) { s.Amount = amount(t, "182.00") }, "[000123 [amount] 000127 [amount]]"},
		"minor units":               {func(s *Selector) { s.Amount = amount(t, "6600") }, "[000125 [amount]]"},
		"an hour off":               {func(s *Selector) { s.Time = moment(t, "2026-11-20 11:40") }, "[000125 [time] 000123 [time] 000124 [time]]"},
		"all but one thing":         {func(s *Selector) { s.STAN, s.Last4 = "000123", "9999" }, "[000123 [last4]]"},
		"nothing like it":           {func(s *Selector) { s.STAN = "987654" }, "[]"},
		"two strange things":        {func(s *Selector) { s.STAN, s.Last4, s.Amount = "000123", "9999", amount(t, "777") }, "[]"},
	} {
		var got []any
		for _, n := range search(counter(t), selector(t, tt.s)).Near {
			got = append(got, n.Transaction.Root().STAN, n.Misses)
		}
		if s := fmt.Sprint(got); s != tt.want {
			t.Errorf("%s: got %s, want %s", name, s, tt.want)
		}
	}
}

func TestWhatFitsAloneIsCounted(t *testing.T) {
	o := search(counter(t), Selector{STAN: "000124", Amount: amount(t, "128.00")})
	if len(o.Found) != 0 || o.Alone[BySTAN] != 1 || o.Alone[ByAmount] != 2 {
		t.Errorf("got %+v", o.Alone)
	}
}

// What Apart gives fits its own payment and no other, together with what was
// asked before.
func TestApart(t *testing.T) {
	txs := counter(t)
	twin := txs[0]
	twin.Key += "-2"
	txs = append(txs, twin)
	for i, s := range Apart(txs) {
		if got := Pick(txs, s); !slices.Equal(got, []int{i}) {
			t.Errorf("%d: %+v fits %v", i, s, got)
		}
	}
	bare := counter(t)[:2]
	bare[1].Legs[0].STAN, bare[1].Legs[0].RRN = "", ""
	if got := Apart(bare); got[1].RRN != "INV-7" || !slices.Equal(Pick(bare, got[1]), []int{1}) {
		t.Errorf("the order would do, got %+v", got[1])
	}
	if s := Apart(counter(t))[1]; s.STAN != "000124" {
		t.Errorf("the trace number would do, got %+v", s)
	}
}

// Whatever is typed is an amount or is not; reading it never fails otherwise, and
// an amount fits what it says.
func FuzzTyped(f *testing.F) {
	for _, s := range []string{"128.00", "1,280.00", "CNY:12800", "2026-11-20 10:14", "10：14", ".,", "元"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if a, ok := ParseAmount(s); ok {
			if minor := a.minorOf("CNY"); minor == "" && len(a.part) <= 2 {
				t.Errorf("%q: no minor units in %+v", s, a)
			}
		}
		if m, ok := ParseTime(s); ok && m.IsZero() {
			t.Errorf("%q: a time that says nothing", s)
		}
	})
}
