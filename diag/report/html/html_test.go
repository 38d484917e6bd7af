package html

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts"
)

var update = flag.Bool("update", false, "write the golden pages anew; review the diff")

var meta = report.Meta{Version: "1.0.0", Knowledge: "2026-11-22", Now: time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)}

func write(t interface{ Fatal(...any) }, r diag.Report, o Options) string {
	o.Meta = meta
	var out bytes.Buffer
	if err := Write(&out, r, o); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestGoldens leaves the style sheet out: it is a file of its own.
func TestGoldens(t *testing.T) {
	for name, o := range map[string]Options{
		"two.html":     {},
		"bundle.html":  {Only: []string{"10000001.000007.000121"}, Bundle: true, Lang: codes.Chinese},
		"nothing.html": {},
	} {
		t.Run(name, func(t *testing.T) {
			r := twoPayments()
			if name == "nothing.html" {
				r = diag.Report{}
			}
			got := strings.Replace(write(t, r, o), style, "", 1)
			got = strings.Replace(got, strings.ReplaceAll(strings.ReplaceAll(policy(), "'", "&#39;"), "+", "&#43;"), "", 1)
			path := filepath.Join("testdata", name)
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), got); d != "" {
				t.Errorf("the page changed (-want +got):\n%s", d)
			}
		})
	}
}

func TestTheSameReportGivesTheSameBytes(t *testing.T) {
	first := write(t, twoPayments(), Options{})
	if again := write(t, twoPayments(), Options{}); first != again {
		t.Error("two pages of one report differ")
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestAnErrorOfTheWriterComesBack(t *testing.T) {
	if err := Write(failing{}, twoPayments(), Options{Meta: meta}); err == nil || !strings.Contains(err.Error(), "disk full") {
		t.Errorf("got %v, want the error of the writer", err)
	}
}

func TestOnlyTheChosenPaymentIsInTheFile(t *testing.T) {
	r := twoPayments()
	key := r.Transactions[1].Key
	got := write(t, r, Options{Only: []string{key, "no such key"}})
	for _, want := range []string{"000501", "This report shows 1 of the 41 payments", "refer to issuer", "10000002", "Take another card."} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing", want)
		}
	}
	for _, other := range []string{"000121", "reversal.pending", "10000001", "622848", "Make a balance enquiry"} {
		if strings.Contains(got, other) {
			t.Errorf("%q is of another payment", other)
		}
	}
	if len(r.Transactions) != 2 || len(r.Findings) != 3 || len(r.Findings[1].Transactions) != 1 || len(r.Terminals) != 2 {
		t.Error("the report that was handed in has changed")
	}
}

func TestAFindingAboutSeveralPaymentsIsCutToTheChosenOne(t *testing.T) {
	r := twoPayments()
	r.Findings[2].Count = 2
	r.Findings[2].Transactions = []string{r.Transactions[0].Key, r.Transactions[1].Key}
	r.Findings[2].Evidence = []diag.Evidence{
		{Text: codes.Same("evidence of the first"), Where: r.Transactions[0].Legs[0].Seen[0].Where()},
		{Text: codes.Same("evidence of the second"), Where: r.Transactions[1].Legs[0].Seen[0].Where()},
	}
	got := write(t, r, Options{Only: []string{r.Transactions[0].Key}})
	if !strings.Contains(got, "evidence of the first") || strings.Contains(got, "evidence of the second") || strings.Contains(got, "2 times") {
		t.Error("the finding still tells of the other payment")
	}
}

func TestABundleHoldsNoDigestOfAnOriginal(t *testing.T) {
	r := twoPayments()
	if got := write(t, r, Options{}); !strings.Contains(got, r.Sources[0].SHA256) {
		t.Error("the digest is missing from the shop's own page")
	}
	got := write(t, r, Options{Bundle: true})
	for _, s := range r.Sources {
		if strings.Contains(got, s.SHA256) {
			t.Error("the digest of an original is in a page that is handed on")
		}
	}
	if !strings.Contains(got, "The digests of the originals are left out") {
		t.Error("the page is silent about the missing digests")
	}
}

// "Nothing needs attention" is a claim: only who saw payments may make it.
func TestAPageClaimsNothingOfWhatItDidNotSee(t *testing.T) {
	const claim = "No payment needs attention."
	if got := write(t, diag.Report{}, Options{}); strings.Contains(got, claim) {
		t.Error("nothing was read and all is well")
	}
	if got := write(t, diag.Report{Summary: diag.Summary{Transactions: 2, Attention: 1}}, Options{}); strings.Contains(got, claim) {
		t.Error("a payment that needs attention is not listed and all is well")
	}
	if got := write(t, diag.Report{Summary: diag.Summary{Transactions: 2}}, Options{}); !strings.Contains(got, claim) {
		t.Error("two payments without trouble, and the page does not say so")
	}
}

// Nobody may read "charge again" for a payment that may have gone through.
func TestARemedyThatPaysIsOnlyForPaymentsThatMayBeCharged(t *testing.T) {
	r := twoPayments()
	if got := write(t, r, Options{}); strings.Contains(got, "Charge it again.") || !strings.Contains(got, "Take another card. <span class=\"dim\">(for 000501)</span>") {
		t.Error("a remedy that pays is shown for an open payment, or hidden for a declined one")
	}
	r.Findings[2].Severity = diag.Info
	if got := write(t, r, Options{}); strings.Contains(got, "Charge it again.") {
		t.Error("a remedy that pays is shown with the finding")
	}
}

// A remedy of a mere note is not among what to do now, and not lost either.
func TestNoRemedyIsLost(t *testing.T) {
	got := write(t, twoPayments(), Options{})
	for _, want := range []string{"Support: Look at the settings.", "技术支持：看一下设置。"} {
		if strings.Count(got, want) != 1 {
			t.Errorf("%q is there %d times, want once", want, strings.Count(got, want))
		}
	}
}

func TestWhatIsLeftOutIsCounted(t *testing.T) {
	r := diag.Report{Summary: diag.Summary{Transactions: mostPayments + 7, ByMoney: map[diag.Money]int{diag.Returning: mostPayments + 7}}}
	for i := range mostPayments + 7 {
		r.Transactions = append(r.Transactions, silent(i))
	}
	got := write(t, r, Options{})
	if !strings.Contains(got, "7 more payments need attention") || strings.Count(got, `class="payment"`) != 2*mostPayments {
		t.Errorf("%d payments are written out", strings.Count(got, `class="payment"`)/2)
	}
	if got := write(t, worst(), Options{}); !strings.Contains(got, "more entries are not shown here") {
		t.Error("the rest of a long timeline is not counted")
	}
}

func TestCardDataInWordsOfALogIsMasked(t *testing.T) {
	const pan = "4111111111111111"
	r := twoPayments()
	r.Transactions[0].Legs[0].Signals[0].Signal.Text = "card " + pan
	r.Transactions[0].Legs[0].Order = pan
	r.Transactions[0].Verdict.Because[0].Text = codes.Same("the log says: PAN=" + pan)
	r.Findings[0].Title = codes.Same("seen: " + pan)
	r.Findings[0].Evidence = []diag.Evidence{{Text: codes.Same(pan)}}
	r.Sources[0].Name = "dump of " + pan + ".log"
	r.Checks[0].Reason = codes.Same(pan)
	r.Devices = []diag.DeviceSeen{{Device: transcripts.Device{Meaning: codes.Same(pan), Model: pan}}}
	got := write(t, r, Options{})
	if strings.Contains(got, pan) {
		t.Error("a card number is in the page")
	}
	if !strings.Contains(got, "411111") {
		t.Error("nothing of it is there, so this test proves nothing")
	}
}

// Both languages say the same in the same order: only the words differ.
func TestBothLanguagesHaveTheSameParts(t *testing.T) {
	for name, w := range words {
		if w.EN == "" || w.ZH == "" {
			t.Errorf("%s lacks a language", name)
		}
	}
	tree := parse(t, write(t, twoPayments(), Options{}))
	var shapes [][]string
	for _, n := range tree.all() {
		if n.name == "div" && strings.HasPrefix(n.attr["class"], "report ") {
			var shape []string
			for _, c := range n.all() {
				shape = append(shape, c.name)
			}
			shapes = append(shapes, shape)
		}
	}
	if len(shapes) != 2 || !slices.Equal(shapes[0], shapes[1]) {
		t.Errorf("%d languages, or they differ in their parts", len(shapes))
	}
}
