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

// letterInput puts together what a letter about one payment may state. files are
// digests of masked copies that go with it.
func letterInput(rep diag.Report, t *diag.Transaction, prof diag.Profile, now time.Time, files []letters.File) letters.Input {
	return letters.Input{
		Transaction: t, Sources: rep.Sources, Devices: rep.Devices, Profile: prof, Now: now, Files: files,
		Advice: disputes.Open().For(t, disputes.Options{Jurisdiction: prof.Shop.Country, Now: now, Profile: prof}),
		Shop:   letters.Shop{Name: prof.Shop.Name, Place: prof.Shop.Place},
		Tool:   "posdoctor " + versionName(),
	}
}

// writeLetter writes the letter about the one payment that was found, and says
// what is still missing in it.
func (a *app) writeLetter(out *output, to string, rep diag.Report, prof diag.Profile, now time.Time) error {
	if len(rep.Transactions) != 1 {
		return &codes.Problem{ID: "usage.letter", What: textLetterOne, Hint: hintLetterOne}
	}
	set, err := a.letterSet()
	if err != nil {
		return err
	}
	rep = a.shareable(rep)
	in := letterInput(rep, &rep.Transactions[0], prof, now, nil)
	if missing := set.Missing(in); len(missing) > 0 {
		a.note(textLetterMissing.With(listed(missing)))
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
	flagLetter        = codes.Text{EN: "write the letter to this `RECIPIENT`: acquirer, issuer, support, regulator or court-in (worksheet for India)", ZH: "写给这个`收件方`的信：acquirer 收单机构、issuer 发卡行、support 技术支持、regulator 监管机构、court-in 印度法院工作表"}
	textLetterOne     = codes.Text{EN: "a letter is about one payment, and several fit", ZH: "一封信只说一笔交易，现在有好几笔符合"}
	hintLetterOne     = codes.Text{EN: "name the payment more closely, as the list without --letter shows", ZH: "请更具体地指定那一笔；去掉 --letter 会列出符合的交易"}
	textLetterMissing = codes.Text{EN: "not in the records, add it by hand if you are asked for it: %s", ZH: "记录里没有、需要时请手工补上：%s"}
)
