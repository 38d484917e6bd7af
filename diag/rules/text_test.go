package rules

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/codes"
)

func TestEveryIDHasAWholeTextInBothLanguages(t *testing.T) {
	who := []string{"cashier", "manager", "customer", "support", "acquirer", "issuer"}
	call := []string{"", "acquirer", "support", "issuer"}
	shape := regexp.MustCompile(`^[a-z]+(\.[a-z0-9_]+)+$`)
	for _, id := range IDs() {
		if !shape.MatchString(id) {
			t.Errorf("%s: not a finding id", id)
		}
		x := load(id)
		if _, ok := severities[x.Severity]; !ok {
			t.Errorf("%s: severity %q", id, x.Severity)
		}
		if len(x.Causes) == 0 || len(x.Remedies) == 0 || len(x.Avoid) == 0 {
			t.Errorf("%s: a cause, a remedy or a warning is missing", id)
		}
		if strings.HasPrefix(id, responsePrefix) != (x.Seen == words{}) {
			t.Errorf("%s: only the response family shares its evidence sentence", id)
		}
		for _, w := range everything(x) {
			if w.EN == "" || w.ZH == "" {
				t.Errorf("%s: one language is missing in %+v", id, w)
			}
			if !han.MatchString(w.ZH) || han.MatchString(w.EN) {
				t.Errorf("%s: languages mixed up in %+v", id, w)
			}
			if verbs(w.EN) != verbs(w.ZH) {
				t.Errorf("%s: the languages tell different facts: %+v", id, w)
			}
		}
		for _, r := range x.Remedies {
			if !slices.Contains(who, r.Who) || !slices.Contains(call, r.Call) {
				t.Errorf("%s: who %q, call %q", id, r.Who, r.Call)
			}
			if _, ok := times[r.By]; !ok || r.By == "" {
				t.Errorf("%s: by %q", id, r.By)
			}
		}
	}
}

var han = regexp.MustCompile(`\p{Han}`)

func verbs(s string) string {
	found := regexp.MustCompile(`%\[\d\][sd]`).FindAllString(s, -1)
	slices.Sort(found)
	return strings.Join(slices.Compact(found), " ")
}

func everything(x *text) []words {
	all := append([]words{x.Title}, x.Causes...)
	if x.Seen != (words{}) {
		all = append(all, x.Seen)
	}
	for _, r := range x.Remedies {
		all = append(all, r.Do)
	}
	return append(all, x.Avoid...)
}

func TestNoTextIsLeftWithoutARule(t *testing.T) {
	entries, err := fs.ReadDir(files, "texts")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if id := strings.TrimSuffix(e.Name(), ".yaml"); !slices.Contains(IDs(), id) {
			t.Errorf("%s belongs to no rule", e.Name())
		}
	}
	if len(entries) != len(IDs()) {
		t.Errorf("%d texts, %d ids", len(entries), len(IDs()))
	}
}

func TestUnknownKeysInATextAreRefused(t *testing.T) {
	if _, err := parse([]byte("severity: info\nbogus: 1\n")); err == nil {
		t.Error("a key that nobody reads was accepted")
	}
}

// A remedy must not send anyone to charge, refund or void: whether that is
// allowed is the guard's to say, sale by sale. Those marked pays follow it.
func TestRemediesNeverTellToMoveMoney(t *testing.T) {
	forbidden := regexp.MustCompile(`(?i)charge|swipe|try (it|the (card|payment|sale))|once more|\bretry|\b(make|give|start|do) (a |the )?(refund|void)|refund (it|the)|void (it|the)|another card|way to pay|pay again` +
		`|再次?(收款|刷|试|扣)|重新?(刷|收)|换一张卡|退货|撤销这|退款`)
	for _, id := range IDs() {
		for _, r := range load(id).Remedies {
			if r.Pays && !strings.HasPrefix(id, responsePrefix) {
				t.Errorf("%s: a payment is suggested where money may be open", id)
			}
			for _, s := range []string{r.Do.EN, r.Do.ZH} {
				if found := forbidden.FindString(s); found != "" && !r.Pays {
					t.Errorf("%s: the remedy %q says %q", id, s, found)
				}
			}
		}
	}
}

// Where a code or a state leaves the money open, not even a guarded remedy may
// speak of another payment, and the warning not to charge must stand there.
func TestOpenMoneyIsNeverChargedAgain(t *testing.T) {
	open := []string{
		"response.timeout", "response.duplicate", "response.host_unavailable", "response.issuer_unavailable", "response.in_progress", "response.unconfirmed",
		"response.terminal_fault", "response.terminal_state",
		"response.other", "net.no_response", "net.late_response", "reversal.pending", "reversal.not_acknowledged", "reversal.refused",
		"reversal.gave_up", "reversal.answered_25", "reversal.answered_12", "state.approved_but_marked_failed",
		"state.chip_refused_after_approval", "state.conflict", "void.unanswered", "device.printer.paper_out", "device.printer.error",
	}
	for _, id := range open {
		x := load(id)
		for _, r := range x.Remedies {
			if r.Pays {
				t.Errorf("%s: %q", id, r.Do.EN)
			}
		}
		if id == "response.other" {
			continue // the code may as well be a plain no
		}
		if !slices.ContainsFunc(x.Avoid, func(w words) bool {
			return strings.Contains(w.EN, "Do not charge") && strings.Contains(w.ZH, "收款")
		}) {
			t.Errorf("%s: nothing warns of charging again", id)
		}
	}
}

// Clearing or resetting a terminal can destroy a waiting reversal or a batch;
// no remedy may ask for it, and no text may say that money sits in a terminal.
func TestNoTextAsksForAReset(t *testing.T) {
	reset := regexp.MustCompile(`(?i)\breset|initiali|factory|clear the|erase|重置|初始化|清除|清空`)
	inside := regexp.MustCompile(`(?i)money (is |stays |sits )?(in|inside|into) the (terminal|machine)|钱(在|回到)(终端|机器|POS)`)
	for _, id := range IDs() {
		x := load(id)
		for _, r := range x.Remedies {
			if reset.MatchString(r.Do.EN) || reset.MatchString(r.Do.ZH) {
				t.Errorf("%s: %+v", id, r.Do)
			}
		}
		for _, w := range everything(x) {
			if inside.MatchString(w.EN) || inside.MatchString(w.ZH) {
				t.Errorf("%s: %+v", id, w)
			}
		}
	}
}

// What may be told to the customer never names loss, theft or fraud.
func TestTheCustomerIsNotToldOfLossTheftOrFraud(t *testing.T) {
	word := regexp.MustCompile(`(?i)lost|stolen|theft|fraud|misuse|挂失|失窃|被盗|欺诈|冒用`)
	for _, id := range IDs() {
		for _, r := range load(id).Remedies {
			if r.Who == "customer" && (word.MatchString(r.Do.EN) || word.MatchString(r.Do.ZH)) {
				t.Errorf("%s: %+v", id, r.Do)
			}
		}
	}
}

func TestExplain(t *testing.T) {
	f, ok := Explain("response.refer_to_issuer")
	if !ok || f.Title.EN != "The bank wants the customer to call it" || len(f.Remedies) != 2 {
		t.Errorf("got %+v, %v", f, ok)
	}
	if _, ok := Explain("response.no_such_thing"); ok {
		t.Error("an unknown id was explained")
	}
}

func TestTextsKeepToTheGlossary(t *testing.T) {
	for _, id := range IDs() {
		f, _ := Explain(id)
		texts := append([]codes.Text{f.Title}, append(f.Causes, f.Avoid...)...)
		for _, r := range f.Remedies {
			texts = append(texts, r.Do)
		}
		for _, term := range codes.Glossary() {
			for _, w := range term.Avoid {
				for _, x := range texts {
					if strings.Contains(strings.ToLower(x.EN+" "+x.ZH), strings.ToLower(w)) {
						t.Errorf("%s uses %q where the glossary says %s, %s", id, w, term.Word.EN, term.Word.ZH)
					}
				}
			}
		}
	}
}
