package letters

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/guide/disputes"
	"github.com/posdoctor/posdoctor/transcripts"
)

var update = flag.Bool("update", false, "write the golden files anew")

var beijing = time.FixedZone("", 8*3600)

func stamp(clock string) transcripts.Stamp {
	at, err := time.ParseInLocation(time.DateTime, clock, beijing)
	if err != nil {
		panic(err)
	}
	return transcripts.Stamp{Time: at, Zone: transcripts.ZoneAssumed}
}

// declined is a payment that the issuer refused: "contact the issuer".
func declined() *diag.Transaction {
	return &diag.Transaction{
		Key: "20261120-12345678-000007-000123", Kind: transcripts.KindSale, Method: "card",
		Verdict: diag.Verdict{
			Money: diag.NotCharged, Confidence: diag.Proved, Reason: diag.ReasonDeclined,
			Amounts:  diag.Amounts{Currency: "CNY", Requested: 12800, Known: true},
			Sentence: codes.Text{EN: "refused: the customer was not charged", ZH: "被拒绝，顾客没有被扣款"},
			Because: []diag.Evidence{{
				Text:  codes.Text{EN: "answer 01: refer to card issuer", ZH: "应答码 01：查询发卡行"},
				Where: transcripts.Where{Line: 12, Offset: 3456, Length: 210},
			}},
		},
		Legs: []diag.Leg{{
			Kind: transcripts.KindSale, Target: -1, State: diag.StateDeclined, Code: "01",
			STAN: "000123", RRN: "102030405060", Batch: "000007", Terminal: "12345678", Merchant: "898000000000001",
			Card:    transcripts.Card{Masked: "622848******0019"},
			Reading: codes.Reading{Code: codes.Code{Value: "01", Name: codes.Text{EN: "refer to card issuer", ZH: "查询发卡行"}, Money: codes.NotMoved}},
			At:      stamp("2026-11-20 10:14:03"),
			Seen: []diag.Sighting{
				{Message: &transcripts.Message{EntryMode: "051", EMV: transcripts.EMV{AC: "A1B2C3D4E5F60718", ATC: "001A"}}, Places: []diag.Place{{}}},
				{Message: &transcripts.Message{ResponseCode: "01"}, Answers: true, Places: []diag.Place{{}}},
			},
		}},
	}
}

// debited is a payment without an answer whose reversal the terminal gave up; the
// customer says that it was debited.
func debited() *diag.Transaction {
	return &diag.Transaction{
		Key: "20261120-12345678-000007-000124", Kind: transcripts.KindSale, Method: "card",
		Verdict: diag.Verdict{
			Money: diag.MoneyUnknown, Confidence: diag.Open, Reason: diag.ReasonReversalGaveUp,
			Amounts:  diag.Amounts{Currency: "INR", Requested: 50000, Known: true},
			Sentence: codes.Text{EN: "no answer, and the terminal stopped trying to undo it: the customer may still be charged", ZH: "没有应答，终端也不再冲正：顾客可能仍被扣款"},
			Because: []diag.Evidence{
				{Text: codes.Text{EN: "sale sent, no answer", ZH: "消费已发出，无应答"}, Where: transcripts.Where{Line: 20, Offset: 5000, Length: 180}},
				{Text: codes.Text{EN: "the terminal gave the reversal up", ZH: "终端放弃冲正"}, Where: transcripts.Where{Line: 31, Offset: 7777, Length: 60}},
			},
		},
		Legs: []diag.Leg{
			{
				Kind: transcripts.KindSale, Target: -1, State: diag.StateSent, STAN: "000124", Batch: "000007", Terminal: "12345678",
				Card: transcripts.Card{Masked: "411111******1111"}, At: stamp("2026-11-20 18:02:41"),
				Seen: []diag.Sighting{{Message: &transcripts.Message{}, Places: []diag.Place{{}}}},
			},
			{Kind: transcripts.KindReversal, STAN: "000124", State: diag.StateGaveUp, Attempts: 3, At: stamp("2026-11-20 18:05:00")},
		},
	}
}

func input(t *diag.Transaction, jurisdiction string) Input {
	in := Input{
		Transaction: t, Sources: []transcripts.Source{{Name: "pos.log"}},
		Devices: []diag.DeviceSeen{{Device: transcripts.Device{Terminal: "12345678", Model: "X900", Serial: "SN-0001", Software: "3.2.1"}}},
		Profile: diag.Profile{Zone: beijing, Contacts: []diag.Contact{
			{Role: "acquirer", Name: "Example Acquiring", Phone: "0000-000", Note: "ask for the night desk"},
			{Role: "support", Name: "Example Support"},
		}},
		Now: time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC), Case: "C-2026-17",
		Shop:     Shop{Name: "Corner Shop", Place: "Example Town", Writer: "A. Keeper"},
		Enclosed: []codes.Text{{EN: "Report", ZH: "报告"}, {EN: "Terminal log, masked", ZH: "终端日志（掩码）"}},
		Files:    []File{{Name: "source/terminal-log.redacted.bin", SHA256: strings.Repeat("4111111111111111", 4)}},
		Tool:     "posdoctor 1.2.0",
	}
	in.Advice = disputes.Open().For(t, disputes.Options{Jurisdiction: jurisdiction, Now: in.Now, Profile: in.Profile})
	return in
}

func write(t *testing.T, s *Set, to string, lang codes.Lang, in Input) string {
	t.Helper()
	var b bytes.Buffer
	if err := s.Write(&b, to, lang, in); err != nil {
		t.Fatalf("%s, %s: %v", to, lang, err)
	}
	return b.String()
}

func open(t *testing.T) *Set {
	t.Helper()
	s, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var languages = []codes.Lang{codes.English, codes.Chinese}

func TestLettersOfTwoPayments(t *testing.T) {
	s := open(t)
	for name, in := range map[string]Input{"declined": input(declined(), "CN"), "debited": input(debited(), "IN")} {
		for _, r := range Recipients() {
			for _, lang := range languages {
				got := write(t, s, r.ID, lang, in)
				path := filepath.Join("testdata", name+"."+r.ID+"."+string(lang)+".txt")
				if *update {
					if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if got != string(want) {
					t.Errorf("%s differs; run with -update and read the difference:\n%s", path, got)
				}
				if again := write(t, s, r.ID, lang, in); again != got {
					t.Errorf("%s: two runs differ", path)
				}
			}
		}
	}
}

// every gives all letters of an input.
func every(t *testing.T, in Input) map[string]string {
	t.Helper()
	s := open(t)
	out := map[string]string{}
	for _, r := range Recipients() {
		for _, lang := range languages {
			out[r.ID+"."+string(lang)] = write(t, s, r.ID, lang, in)
		}
	}
	return out
}

func inputs() map[string]Input {
	return map[string]Input{
		"nothing known": {}, "no legs": {Transaction: &diag.Transaction{}}, "bare": {Transaction: &diag.Transaction{Legs: []diag.Leg{{Target: -1}}}},
		"declined": input(declined(), "CN"), "debited": input(debited(), "IN"), "unknown place": input(debited(), ""),
	}
}

var (
	emptyField = regexp.MustCompile(`[:：] *$|: *[,.;)\]]|[(（\[［] *[)）\]］]|，，|, ,|<no value>|%!|\{\{|\}\}|\x01|  `)
	greeting   = "您好："
)

// whole checks that nothing in a letter is empty or left over.
func whole(t *testing.T, name, text string) {
	t.Helper()
	for line := range strings.SplitSeq(text, "\n") {
		if emptyField.MatchString(line) && line != greeting {
			t.Errorf("%s: %q", name, line)
		}
	}
	if strings.Contains(text, "\n\n\n") || !strings.HasSuffix(text, "\n") {
		t.Errorf("%s: badly spaced", name)
	}
}

func TestNoFieldIsEmptyAndNoBraceIsLeft(t *testing.T) {
	for name, in := range inputs() {
		for letter, text := range every(t, in) {
			whole(t, name+", "+letter, text)
		}
	}
}

func TestUnknownIsSaidInTheLanguageOfTheLetter(t *testing.T) {
	for letter, text := range every(t, Input{}) {
		word, other := "unknown", "未知"
		if strings.HasSuffix(letter, ".zh") {
			word, other = other, word
		}
		if strings.Count(text, word) < 8 || strings.Contains(text, other) {
			t.Errorf("%s says %s %d times", letter, word, strings.Count(text, word))
		}
	}
}

func TestLettersSayTheyAreNoAdviceAndGiveNone(t *testing.T) {
	advice := regexp.MustCompile(`(?i)you (are|have) (legally|the right)|entitled|liable|we (will|shall) sue|legal action|违法|起诉|赔偿责任|有权要求`)
	for name, in := range inputs() {
		for letter, text := range every(t, in) {
			if !strings.Contains(text, words().NotAdvice.In(codes.Lang(letter[len(letter)-2:]))) {
				t.Errorf("%s, %s does not say that it is no advice", name, letter)
			}
			if m := advice.FindString(text); m != "" {
				t.Errorf("%s, %s says %q", name, letter, m)
			}
		}
	}
}

func TestNoTelephoneNumberIsWritten(t *testing.T) {
	for letter, text := range every(t, input(debited(), "IN")) {
		if strings.Contains(text, "0000-000") || strings.Contains(text, "night desk") {
			t.Errorf("%s shows a contact's number or note", letter)
		}
	}
}

// A shop hands these letters out, and some codes carry a reason that only the
// bank may tell.
func TestCardholderAndRegulatorHearNoReason(t *testing.T) {
	lost := declined()
	lost.Legs[0].Code, lost.Legs[0].Reading.Code.Name = "41", codes.Text{EN: "lost card", ZH: "挂失卡"}
	lost.Verdict.Because[0].Text = codes.Text{EN: "answer 41: lost card", ZH: "应答码 41：挂失卡"}
	for letter, text := range every(t, input(lost, "CN")) {
		told := strings.Contains(text, "lost card") || strings.Contains(text, "挂失")
		if plain := strings.HasPrefix(letter, "issuer") || strings.HasPrefix(letter, "regulator"); told == plain && !strings.HasPrefix(letter, "court") {
			t.Errorf("%s: reason told is %v", letter, told)
		}
	}
	_, err := Open(fstest.MapFS{"issuer.en.txt": file(builtIn(t, "issuer.en.txt") + "{{.response}}\n")})
	if p := first(t, err); !strings.HasPrefix(p.At, "issuer.en.txt:") || !strings.Contains(p.What.EN, `"response"`) {
		t.Errorf("a template may tell the code: %+v", p)
	}
}

func TestCardDataOfTheCallerIsMasked(t *testing.T) {
	in := input(debited(), "IN")
	in.Shop.Name, in.Case = "Shop 4111111111111111", "5555555555554444"
	in.Enclosed = append(in.Enclosed, codes.Same("card 6228480000000000019"))
	in.Transaction.Verdict.Because[0].Text = codes.Same("seen 378282246310005")
	for letter, text := range every(t, in) {
		for _, pan := range []string{"5555555555554444", "6228480000000000019", "378282246310005"} {
			if strings.Contains(text, pan) {
				t.Errorf("%s shows %s", letter, pan)
			}
		}
		if strings.Contains(text, "Shop 4111111111111111") {
			t.Errorf("%s shows the card in the name", letter)
		}
	}
}

func TestTypedValuesAreNotMasked(t *testing.T) {
	in := input(declined(), "CN")
	in.Transaction.Legs[0].Merchant = "411111111111111" + "1" // as long and as valid as a card number
	text := write(t, open(t), "court-in", codes.English, in)
	for _, want := range []string{strings.Repeat("4111111111111111", 4), "merchant number (MID): 4111111111111111"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not in\n%s", want, text)
		}
	}
}

func TestDatesOnlyFollowFromRules(t *testing.T) {
	date := regexp.MustCompile(`20\d\d-\d\d-\d\d`)
	known := []string{"2026-11-20", "2026-11-23"} // the payment, the letter
	for letter, text := range every(t, input(debited(), "")) {
		for _, d := range date.FindAllString(text, -1) {
			if !slices.Contains(known, d) {
				t.Errorf("%s, no place told: the date %s", letter, d)
			}
		}
	}
	text := write(t, open(t), "acquirer", codes.English, input(debited(), "IN"))
	if !strings.Contains(text, "at most 5 calendar days, counted from the day of the payment.") || !strings.Contains(text, "Last day by this rule: 2026-11-25.") {
		t.Errorf("India's rule is not in\n%s", text)
	}
}

func TestMissingListsWhatALetterLacks(t *testing.T) {
	s := open(t)
	names := func(to string, in Input) (all, hand []string) {
		for _, f := range s.Missing(to, in) {
			if f.Name.IsZero() || f.Find.IsZero() || slices.Contains(all, f.ID) {
				t.Errorf("%+v", f)
			}
			if all = append(all, f.ID); f.Hand {
				hand = append(hand, f.ID)
			}
		}
		return all, hand
	}
	in := input(debited(), "IN")
	in.Shop.Writer = ""
	for to, want := range map[string]struct{ missing, hand, here string }{
		"acquirer":  {"rrn auth_code merchant arn customer_debit slip", "writer", "stan card amount case_number shop_name recipient cash_count complained serial"},
		"issuer":    {"rrn auth_code merchant order recipient", "recipient", "arn slip customer_debit complained model"},
		"regulator": {"rrn merchant complained", "complained writer", "institution arn slip model"},
		"support":   {"merchant screen", "writer", "serial model arn auth_code"},
		"court-in":  {"rrn merchant", "writer", "serial tool arn slip"},
		"neighbour": {},
	} {
		all, hand := names(to, in)
		for _, id := range strings.Fields(want.missing) {
			if !slices.Contains(all, id) {
				t.Errorf("%s: %s is not missing", to, id)
			}
		}
		for _, id := range strings.Fields(want.here) {
			if slices.Contains(all, id) {
				t.Errorf("%s: %s is missing", to, id)
			}
		}
		if got := strings.Join(hand, " "); !sameWords(got, want.hand) {
			t.Errorf("%s: by hand %s, want %s", to, got, want.hand)
		}
	}
	in.Profile.Merchant = "898000000000001"
	if all, _ := names("acquirer", in); slices.Contains(all, "merchant") {
		t.Error("the merchant number of the profile is not taken")
	}
}

func sameWords(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

func TestAnotherRecipientIsRefused(t *testing.T) {
	var b bytes.Buffer
	err := open(t).Write(&b, "neighbour", codes.English, Input{})
	var p *codes.Problem
	if !errors.As(err, &p) || p.ID != "usage.recipient" || !strings.Contains(p.Hint.EN, "acquirer, issuer, support, regulator, court-in") || b.Len() > 0 {
		t.Errorf("%v", err)
	}
}

func TestErrorsOfTheWriterComeBack(t *testing.T) {
	if err := open(t).Write(broken{}, "acquirer", codes.English, Input{}); !errors.Is(err, errBroken) {
		t.Errorf("%v", err)
	}
}

type broken struct{}

var errBroken = errors.New("broken")

func (broken) Write([]byte) (int, error) { return 0, errBroken }
