package letters

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"unicode/utf8"

	"github.com/posdoctor/posdoctor/codes"
)

const (
	maxTemplate = 64 << 10 // bytes of a template; a letter has three thousand
	maxLetter   = 1 << 20  // bytes of a letter
)

var (
	sayInPart      = codes.Text{EN: "%s (known in part)", ZH: "%s（不完整）"}
	sayNoRecipient = codes.Text{EN: "no letter goes to %q", ZH: "没有给 %q 的信"}
	hintRecipients = codes.Text{EN: "letters go to: %[1]s", ZH: "可选的收件方：%[1]s"}
	sayPlace       = codes.Text{EN: "%[1]s, byte %[2]d", ZH: "%[1]s，第 %[2]d 字节"}

	sayNowhere   = codes.Text{EN: "nowhere in these records", ZH: "这些记录中都没有"}
	sayLeftOut   = codes.Text{EN: "%[1]d more records, which are not listed here", ZH: "另有 %[1]d 条记录，此处未列"}
	saySame      = codes.Text{EN: "the same records", ZH: "同上记录"}
	sayByCode    = codes.Text{EN: "none, paid by code", ZH: "无（扫码付款）"}
	sayOurselves = codes.Text{EN: "ourselves, not added yet", ZH: "我方（尚未补上）"}
	saySource    = codes.Text{EN: "%[1]s (source: %[2]s, as of %[3]s)", ZH: "%[1]s（来源：%[2]s，截至 %[3]s）"}

	sayLastDayPassed = codes.Text{EN: "Last day by this rule: %[1]s, which has passed.", ZH: "按此规则的最后一天：%[1]s，已过。"}
	sayNoLastDay     = codes.Text{EN: "Our records do not show the day from which it counts.", ZH: "我方记录里没有起算日期。"}

	sayLastDay  = codes.Text{EN: "Last day by this rule: %[1]s.", ZH: "按此规则的最后一天：%[1]s。"}
	sayShopZone = codes.Text{EN: "%[1]s %[2]s (time zone stated by the shop)", ZH: "%[1]s %[2]s（时区由商户说明）"}
	sayNoZone   = codes.Text{EN: "%[1]s (time zone unknown)", ZH: "%[1]s（时区未知）"}
	sayNoYear   = codes.Text{EN: "%[1]s (year and time zone unknown)", ZH: "%[1]s（年份和时区未知）"}
	sayNoDate   = codes.Text{EN: "%[1]s (date and time zone unknown)", ZH: "%[1]s（日期和时区未知）"}

	sayFolder       = codes.Text{EN: "the folder of letter templates cannot be read", ZH: "信函模板文件夹读不出来"}
	sayNoSuchFile   = codes.Text{EN: "no letter has this file name, so the template would never be used", ZH: "没有用这个文件名的信，这个模板不会被用到"}
	hintFileNames   = codes.Text{EN: "name it like a built-in one, for example %[1]s", ZH: "请按内置文件名命名，例如 %[1]s"}
	sayNotText      = codes.Text{EN: "the template is not text in UTF-8, or too large", ZH: "模板不是 UTF-8 文本，或者太大"}
	hintSave        = codes.Text{EN: "save it as UTF-8 text of at most 64 KiB", ZH: "请另存为 UTF-8 文本，不超过 64 KiB"}
	saySyntax       = codes.Text{EN: "the template cannot be read at this place", ZH: "模板在这里读不下去"}
	hintSyntax      = codes.Text{EN: "fields look like {{.rrn}}, lists like {{range .requests}} ... {{end}}", ZH: "字段写作 {{.rrn}}，列表写作 {{range .requests}} … {{end}}"}
	sayNoField      = codes.Text{EN: "there is no field %q in this letter", ZH: "这封信没有字段 %q"}
	hintMean        = codes.Text{EN: "did you mean %[1]s?", ZH: "您是不是想写 %[1]s？"}
	sayNotInLetters = codes.Text{EN: "%q is not available in letters; fields, lists and conditions are", ZH: "信函模板不能用 %q，只能用字段、列表和条件"}
	sayOnlyLists    = codes.Text{EN: "range only walks over a list of the letter, named as it is", ZH: "range 只能用于信里的列表，并直接写列表名"}
	sayNoNesting    = codes.Text{EN: "a range cannot stand within another one", ZH: "range 里面不能再用 range"}
	sayIsList       = codes.Text{EN: "%q is a list, not a text", ZH: "%q 是列表，不是文字"}
	hintLists       = codes.Text{EN: "lists are: %[1]s; walk over one with {{range .requests}} ... {{end}}", ZH: "列表有：%[1]s；写作 {{range .requests}} … {{end}}"}
	sayRequired     = codes.Text{EN: "the template does not write the field %q, which the recipient needs", ZH: "模板没有写字段 %q，而收件方需要它"}
	hintRequired    = codes.Text{EN: "add {{.%[1]s}} outside of any condition", ZH: "请加上 {{.%[1]s}}，不要放在条件里"}
	sayTooLong      = codes.Text{EN: "the template writes more than a letter can hold", ZH: "模板写出的内容超过一封信的上限"}
	sayBraces       = codes.Text{EN: "braces are left over in the letter", ZH: "信里留下了花括号"}
)

func problem(at string, what, hint codes.Text) *codes.Problem {
	return &codes.Problem{ID: "usage.letter", What: what, At: at, Hint: hint}
}

// override replaces templates by those of a folder.
func (s *Set) override(folder fs.FS) error {
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		return &codes.Problem{ID: "usage.letter", What: sayFolder, Err: err}
	}
	var mistakes []error
	for _, e := range entries {
		name := e.Name()
		if e.IsDir() || !strings.HasSuffix(name, ".txt") {
			continue // a note of the user's, not a template
		}
		r, ok := named(name)
		if !ok {
			mistakes = append(mistakes, problem(name, sayNoSuchFile, hintFileNames.With(fileName("acquirer", codes.English))))
			continue
		}
		text, ok := readText(folder, name)
		if !ok {
			mistakes = append(mistakes, problem(name, sayNotText, hintSave))
			continue
		}
		t, problems := s.parse(name, text, r)
		for _, p := range problems {
			mistakes = append(mistakes, p)
		}
		if len(problems) == 0 {
			s.templates[name] = t
		}
	}
	return errors.Join(mistakes...)
}

func named(name string) (recipient, bool) {
	for _, r := range recipients() {
		for _, lang := range []codes.Lang{codes.English, codes.Chinese} {
			if fileName(r.ID, lang) == name {
				return r, true
			}
		}
	}
	return recipient{}, false
}

// readText reads a template as editors on any system write it.
func readText(folder fs.FS, name string) (string, bool) {
	f, err := folder.Open(name)
	if err != nil {
		return "", false
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxTemplate+1))
	if err != nil || len(b) > maxTemplate || !utf8.Valid(b) || bytes.IndexByte(b, 0) >= 0 {
		return "", false
	}
	text := strings.TrimPrefix(string(b), "\ufeff")
	return strings.ReplaceAll(text, "\r\n", "\n"), true
}

// parse reads a template and tries it out: it may only use what a letter has and
// what ends, must write the fields that the recipient needs whatever the payment,
// and leaves no braces.
func (s *Set) parse(name, text string, to recipient) (*template.Template, []*codes.Problem) {
	t, err := template.New(name).Option("missingkey=error").Parse(text)
	if err != nil {
		return nil, []*codes.Problem{wrong(name, err)}
	}
	full, empty := s.sample(to, false), s.sample(to, true)
	var problems []*codes.Problem
	for _, one := range t.Templates() {
		if one.Tree != nil {
			problems = append(problems, refused(one.Tree, full)...)
		}
	}
	// Only what stands outside of all conditions and lists is sure to be written.
	always := written(t.Tree)
	for _, id := range to.Required {
		if !slices.Contains(always, id) {
			problems = append(problems, problem(name, sayRequired.With(id), hintRequired.With(id)))
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	for _, values := range []map[string]any{full, empty} {
		if err := t.Execute(&limited{w: &bytes.Buffer{}}, values); err != nil {
			return nil, []*codes.Problem{wrong(name, err)}
		}
	}
	for i, line := range strings.Split(outside(text), "\n") {
		if strings.Contains(line, "{{") || strings.Contains(line, "}}") {
			return nil, []*codes.Problem{problem(name+":"+strconv.Itoa(i+1), sayBraces, hintSyntax)}
		}
	}
	return t, nil
}

var action = regexp.MustCompile(`(?s)\{\{.*?\}\}`)

// outside is the text of a template without its actions; lines keep their number.
func outside(text string) string {
	return action.ReplaceAllStringFunc(text, func(s string) string { return strings.Repeat("\n", strings.Count(s, "\n")) })
}

var place = regexp.MustCompile(`^template: ([^:]+:\d+)`)

// wrong words an error of the template library. Its message quotes the file, so
// only the place is taken from it, and the name of an unknown field.
func wrong(name string, err error) *codes.Problem {
	if errors.Is(err, errTooLong) {
		return problem(name, sayTooLong, hintSyntax)
	}
	at := name
	if m := place.FindStringSubmatch(err.Error()); m != nil {
		at = m[1]
	}
	return problem(at, saySyntax, hintSyntax)
}

// limited ends a template that writes without end.
type limited struct {
	w    *bytes.Buffer
	seen int
}

var errTooLong = errors.New("letter too long")

func (l *limited) Write(p []byte) (int, error) {
	if l.seen += len(p); l.seen > maxLetter {
		return 0, errTooLong
	}
	return l.w.Write(p)
}
