package letters

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/guide/disputes"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// lists are the fields that a template walks over, with what each entry has.
var lists = map[string][]string{
	"requests":  {"n", "text"},
	"because":   {"n", "text", "place"},
	"reasons":   {"n", "network", "code", "step", "name"},
	"deadlines": {"n", "rule", "due"},
	"missing":   {"n", "what", "who", "find"},
	"enclosed":  {"n", "text"},
	"files":     {"n", "name", "sha256"},
}

// items are the references of the payment and what receivers ask for.
func (s *Set) items(in Input) []disputes.Item {
	list := s.facts.Items(in.Transaction)
	at := func(id string) int { return slices.IndexFunc(list, func(x disputes.Item) bool { return x.ID == id }) }
	give := func(id, value string) {
		if value = redact.Clean(strings.TrimSpace(value)); value != "" {
			i := at(id)
			list[i].Value, list[i].Have = codes.Same(value), disputes.Here
		}
	}
	give("case_number", in.Case)
	if byCode(in.Transaction) {
		if i := at("card"); list[i].Have == disputes.Missing {
			list[i].Value, list[i].Have = sayByCode, disputes.Here
		}
	}
	if in.Shop.Name != "" && in.Shop.Place != "" {
		give("merchant_place", in.Shop.Name+", "+in.Shop.Place)
	}
	// A profile may tell what the log does not.
	if list[at("merchant")].Have == disputes.Missing {
		give("merchant", in.Profile.Merchant)
	}
	return list
}

func byCode(t *diag.Transaction) bool { return t != nil && t.Method == "qr" }

// own are the fields that are not among the items; a missing one is the zero Text.
func (s *Set) own(to recipient, in Input) map[string]codes.Text {
	plain := func(v string) codes.Text { return codes.Same(redact.Clean(strings.TrimSpace(v))) }
	out := map[string]codes.Text{
		"shop_name": plain(in.Shop.Name), "shop_place": plain(in.Shop.Place), "writer": plain(in.Shop.Writer), "tool": plain(in.Tool),
		"institution": plain(contact(in.Profile.Contacts, "acquirer", "bank")), "recipient": plain(contact(in.Profile.Contacts, to.Roles...)),
	}
	if !in.Now.IsZero() {
		out["date"] = codes.Same(local(in.Now, in.Profile.Zone).Format(time.DateOnly))
		out["time_ist"] = codes.Same(in.Now.In(time.FixedZone("IST", 5*3600+1800)).Format("2006-01-02 15:04 IST"))
	}
	if !in.Complained.IsZero() {
		out["complained"] = codes.Same(in.Complained.Format(time.DateOnly))
	}
	if in.Transaction != nil {
		out["key"] = plain(in.Transaction.Key)
	}
	if d, ok := device(in); ok {
		out["model"], out["serial"], out["software"] = plain(d.Device.Model), plain(d.Device.Serial), plain(d.Device.Software)
	}
	return out
}

// device is what the terminal of the payment said about itself. The only device
// of a report is taken where nothing says that it is another one.
func device(in Input) (diag.DeviceSeen, bool) {
	id := ""
	if in.Transaction != nil && len(in.Transaction.Legs) > 0 {
		id = in.Transaction.Root().Terminal
	}
	for i := len(in.Devices) - 1; i >= 0; i-- {
		d := in.Devices[i]
		if id != "" && d.Device.Terminal == id || len(in.Devices) == 1 && (id == "" || d.Device.Terminal == "") {
			return d, true
		}
	}
	return diag.DeviceSeen{}, false
}

func contact(list []diag.Contact, roles ...string) string {
	for _, role := range roles {
		for _, c := range list {
			if c.Role == role && c.Name != "" {
				return c.Name
			}
		}
	}
	return ""
}

func local(t time.Time, zone *time.Location) time.Time {
	if zone != nil {
		return t.In(zone)
	}
	return t
}

// values fills the fields of a letter in one language.
func (s *Set) values(to recipient, lang codes.Lang, in Input) map[string]any {
	w := words()
	say := func(t codes.Text) string {
		if t.IsZero() {
			t = w.Unknown
		}
		return t.In(lang)
	}
	out := map[string]any{"unknown": say(w.Unknown), "not_advice": say(w.NotAdvice)}
	items := s.items(in)
	for _, i := range items {
		out[i.ID] = say(i.Value)
		if i.Have == disputes.Missing && i.By == "shop" {
			out[i.ID] = w.ByHand.In(lang)
		}
	}
	if in.Transaction != nil && len(in.Transaction.Legs) > 0 {
		out["time"] = say(moment(in.Transaction.Root().At))
	}
	own := s.own(to, in)
	for _, f := range w.Fields {
		out[f.ID] = say(own[f.ID])
		if f.Hand && own[f.ID].IsZero() {
			out[f.ID] = w.ByHand.In(lang)
		}
	}
	happened, certainty := happening(in, to.Plain)
	out["happened"], out["certainty"] = say(happened), say(certainty)
	out["payment"] = payment(in.Transaction).In(lang)

	out["requests"] = texts(requests(to.ID, in), say)
	out["enclosed"] = texts(in.Enclosed, say)
	out["because"] = because(in, say)
	out["reasons"] = reasons(in.Advice, say)
	out["deadlines"] = deadlines(to, in.Advice, say)
	out["missing"] = missing(items, in.Advice.Asked, say)
	var list []map[string]string
	for i, f := range in.Files {
		list = append(list, row(i, "name", redact.Clean(f.Name), "sha256", f.SHA256))
	}
	out["files"] = list
	for _, id := range to.Hidden {
		delete(out, id)
	}
	return out
}

// row is one entry of a list, numbered from 1.
func row(i int, pairs ...string) map[string]string {
	m := map[string]string{"n": strconv.Itoa(i + 1)}
	for k := 0; k < len(pairs); k += 2 {
		m[pairs[k]] = pairs[k+1]
	}
	return m
}

func texts(list []codes.Text, say func(codes.Text) string) []map[string]string {
	var out []map[string]string
	for i, t := range list {
		out = append(out, row(i, "text", say(t)))
	}
	return out
}

// mostProof is how much of a proof stands in a letter: a terminal that repeated a
// reversal for days would fill a book, and its beginning and end tell the story.
const mostProof = 40

func because(in Input, say func(codes.Text) string) []map[string]string {
	if in.Transaction == nil {
		return nil
	}
	list := in.Transaction.Verdict.Because
	var out []map[string]string
	for i, e := range list {
		switch left := len(list) - mostProof; {
		case left > 0 && i == mostProof/2:
			out = append(out, row(len(out), "text", say(sayLeftOut.With(left)), "place", say(saySame)))
			continue
		case left > 0 && i > mostProof/2 && i < mostProof/2+left:
			continue
		}
		place := sayNowhere
		if at := e.Where.In(in.Sources); at != "" {
			place = sayPlace.With(redact.Clean(at), e.Where.Offset)
		}
		out = append(out, row(len(out), "text", say(oneLine(e.Text)), "place", say(place)))
	}
	return out
}

// oneLine takes the columns out of a text that quotes a log.
func oneLine(t codes.Text) codes.Text {
	squeeze := func(s string) string { return strings.Join(strings.Fields(redact.Clean(s)), " ") }
	return codes.Text{EN: squeeze(t.EN), ZH: squeeze(t.ZH)}
}

// reasons are the codes of the closest situation, where the network is known:
// those of all networks would only confuse.
func reasons(a disputes.Advice, say func(codes.Text) string) []map[string]string {
	if len(a.Networks) != 1 || !a.Networks[0].Sure || len(a.Situations) == 0 {
		return nil
	}
	var out []map[string]string
	for _, r := range a.Reasons {
		if !slices.Contains(r.Situations, a.Situations[0].ID) {
			continue
		}
		switch r.Step.ID {
		case "inquiry", "credit_adjustment", "chargeback", "compliance":
			out = append(out, row(len(out), "network", say(a.Networks[0].Name), "code", r.Code, "step", say(r.Step.Name), "name", say(r.Name)))
		}
	}
	return out
}

// deadlines are the limits that concern a recipient: well supported ones, and
// those that give a date. Those of networks are for the acquirer, and only where
// the network is known.
func deadlines(to recipient, a disputes.Advice, say func(codes.Text) string) []map[string]string {
	var out []map[string]string
	for _, d := range a.Deadlines {
		if d.Network != "" && (to.Plain || len(a.Networks) != 1 || !a.Networks[0].Sure) {
			continue
		}
		// A letter quotes no rule of which posdoctor itself is not sure.
		if d.Confidence == codes.Low || d.Due.IsZero() && d.Confidence != codes.High {
			continue
		}
		due := sayNoLastDay
		switch {
		case d.Passed:
			due = sayLastDayPassed.With(d.DueText)
		case !d.Due.IsZero():
			due = sayLastDay.With(d.DueText)
		}
		out = append(out, row(len(out), "rule", say(saySource.With(d.Rule, d.Source, d.AsOf)), "due", say(due)))
	}
	return out
}

// missing are the things asked for that are not here.
func missing(items, asked []disputes.Item, say func(codes.Text) string) []map[string]string {
	var out []map[string]string
	for _, i := range items {
		wanted := slices.ContainsFunc(asked, func(x disputes.Item) bool { return x.ID == i.ID })
		if wanted && i.Have == disputes.Missing {
			who := i.Who
			if i.By == "shop" || i.By == "log" {
				who = sayOurselves // the shop writes
			}
			out = append(out, row(len(out), "what", say(i.What), "who", say(who), "find", say(i.Find)))
		}
	}
	return out
}

// sample gives every field that a recipient may have a mark of its own, to see
// what a template writes. With empty lists it shows what is left when there is
// nothing to list.
func (s *Set) sample(to recipient, empty bool) map[string]any {
	out := map[string]any{}
	for _, id := range s.fields {
		names, isList := lists[id]
		switch {
		case slices.Contains(to.Hidden, id):
		case !isList:
			out[id] = mark(id)
		case empty:
			out[id] = []map[string]string(nil)
		default:
			var pairs []string
			for _, n := range names[1:] {
				pairs = append(pairs, n, mark(id+"."+n))
			}
			out[id] = []map[string]string{row(0, pairs...)}
		}
	}
	return out
}

func mark(id string) string { return fmt.Sprintf("\x01%s\x02", id) }
