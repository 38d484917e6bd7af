package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/guide/disputes"
	"github.com/posdoctor/posdoctor/diag/guide/letters"
)

// letterIDs are the recipients that a letter can go to.
func letterIDs() []string {
	var out []string
	for _, r := range letters.Recipients() {
		out = append(out, r.ID)
	}
	return out
}

// letterSet gives the templates, those of the user's own folder first.
func (a *app) letterSet() (*letters.Set, error) {
	if a.UserConfig == "" {
		return letters.Open(nil)
	}
	own := filepath.Join(a.UserConfig, "posdoctor", "letters")
	if _, err := os.Stat(own); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return letters.Open(nil)
		}
		return nil, inputProblem(err)
	}
	return letters.Open(os.DirFS(own))
}

// letterInput puts together what a letter about one payment may state.
func letterInput(rep diag.Report, t *diag.Transaction, prof diag.Profile, now time.Time) letters.Input {
	return letters.Input{
		Transaction: t, Findings: rep.Findings, Sources: rep.Sources, Devices: rep.Devices, Profile: prof, Now: now,
		Advice: disputes.Open().For(t, disputes.Options{Jurisdiction: prof.Shop.Country, Now: now, Profile: prof}),
		Shop:   letters.Shop{Name: prof.Shop.Name, Place: prof.Shop.Place},
		Tool:   "posdoctor " + versionName(),
	}
}

// letterFits refuses a letter that means nothing where the shop is.
func letterFits(to string, prof diag.Profile) error {
	for _, r := range letters.Recipients() {
		if r.ID == to && r.Country != "" && r.Country != prof.Shop.Country {
			return &codes.Problem{ID: "usage.letter", What: textLetterCountry.With(to, r.Country), At: "--letter", Hint: hintLetterCountry.With(r.Country)}
		}
	}
	return nil
}

// writeLetter writes the letter about the one payment that was found, and says
// what is still missing in it.
func (a *app) writeLetter(out *output, set *letters.Set, to string, rep diag.Report, prof diag.Profile, now time.Time) error {
	if len(rep.Transactions) != 1 {
		return &codes.Problem{ID: "usage.letter", What: textLetterOne, Hint: hintLetterOne}
	}
	rep = a.shareable(rep)
	in := letterInput(rep, &rep.Transactions[0], prof, now)
	var byHand, others []letters.Field
	for _, f := range set.Missing(to, in) {
		if f.Hand {
			byHand = append(byHand, f)
		} else {
			others = append(others, f)
		}
	}
	if len(byHand) > 0 {
		a.note(textLetterByHand.With(listed(byHand)))
	}
	if len(others) > 0 {
		a.note(textLetterMissing.With(listed(others)))
	}
	return out.write(func(w io.Writer) error { return set.Write(w, to, a.lang, in) })
}

// listed names fields in one line.
func listed(fields []letters.Field) codes.Text {
	var en, zh []string
	for _, f := range fields {
		en, zh = append(en, f.Name.EN), append(zh, f.Name.ZH)
	}
	return codes.Text{EN: strings.Join(en, "; "), ZH: strings.Join(zh, "；")}
}

var (
	flagLetter        = codes.Text{EN: "write the letter to this `RECIPIENT`: acquirer, issuer, support, regulator or court-in (worksheet for India); posdoctor help letters", ZH: "写给这个`收件方`的信：acquirer 收单机构、issuer 发卡行、support 技术支持、regulator 监管机构、court-in 印度法院证书底稿；见 posdoctor help letters"}
	textLetterOne     = codes.Text{EN: "a letter is about one payment, and several fit", ZH: "一封信只说一笔交易，现在有好几笔符合"}
	hintLetterOne     = codes.Text{EN: "name the payment more closely, as the list without --letter shows", ZH: "请更具体地指定那一笔；去掉 --letter 会列出符合的交易"}
	textLetterByHand  = codes.Text{EN: "write in by hand: %s", ZH: "请手写补上：%s"}
	textLetterMissing = codes.Text{EN: "not in the records, and marked as unknown in the letter: %s", ZH: "记录里没有、信里注明未知：%s"}
	textLetterCountry = codes.Text{EN: "%[1]s is only for shops in %[2]s", ZH: "%[1]s 只适用于 %[2]s 的商户"}
	hintLetterCountry = codes.Text{EN: "if the shop is there, write country: %[1]s under shop: in posdoctor.yaml (posdoctor help profile)", ZH: "如果商户在那里，请在 posdoctor.yaml 的 shop: 下写 country: %[1]s（见 posdoctor help profile）"}
)
