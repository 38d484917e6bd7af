package main

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/store"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/calendar"
	"github.com/posdoctor/posdoctor/diag/cases"
	"github.com/posdoctor/posdoctor/diag/guide"
	"github.com/posdoctor/posdoctor/diag/guide/disputes"
)

// desk is the folder of cases while one command works in it.
type desk struct {
	*app
	prof  diag.Profile
	dir   string
	files *store.Cases
	now   time.Time // by the clock of the shop, if the profile says its zone
	by    string
}

// caseFile is one case as it was read.
type caseFile struct {
	id    string
	log   cases.Log
	state cases.State
}

// desk opens the folder of cases. The caller closes its files.
func (a *app) desk(ctx context.Context, f caseFlags, write bool) (*desk, error) {
	prof, err := a.profile(f.profile)
	if err != nil {
		return nil, err
	}
	now, err := a.now()
	if err != nil {
		return nil, err
	}
	d := &desk{app: a, prof: prof, dir: a.caseDir(f, prof), by: a.mask(f.by), now: now.UTC()}
	if prof.Zone != nil {
		d.now = now.In(prof.Zone)
	}
	if d.files, err = store.OpenCases(ctx, d.dir, write); err != nil {
		return nil, caseProblem(err, write)
	}
	return d, nil
}

// caseDir is where the cases are: the first of --dir, the profile, a folder
// posdoctor-cases here, the user's data folder.
func (a *app) caseDir(f caseFlags, prof diag.Profile) string {
	here := filepath.Join(a.Dir, store.DefaultCases)
	switch info, err := os.Stat(here); {
	case f.dir != "":
		return f.dir
	case filepath.IsAbs(prof.Cases):
		return prof.Cases
	case prof.Cases != "":
		return filepath.Join(filepath.Dir(a.profilePath(f.profile)), prof.Cases)
	case err == nil && info.IsDir(), a.UserCases == "":
		return here
	}
	return a.UserCases
}

func (d *desk) today() time.Time { return cases.Day(d.now, d.prof.Zone) }

// country is whose rules and weekend count for a case: "" where nobody told it.
func (d *desk) country(s cases.State) string { return cmp.Or(s.Country, d.prof.Shop.Country) }

// days counts business days as they are where a case is.
func (d *desk) days(s cases.State) calendar.Calendar {
	return calendar.New(d.prof.Holidays, d.prof.Workdays).In(d.country(s))
}

// limits gives the time limits that rules give for a case, and where none was
// found.
func (d *desk) limits(s cases.State) ([]disputes.Deadline, []codes.Text) {
	return disputes.Open().Limits(s.Traits(), disputes.Options{
		Jurisdiction: d.country(s), Now: d.now, Profile: d.prof, Started: s.Started,
	})
}

func (d *desk) due(s cases.State) []cases.Item {
	limits, _ := d.limits(s)
	return cases.Due(s, cases.Rules{Today: d.today(), Zone: d.prof.Zone, Days: d.days(s), Ladder: guide.Open().Ladder(), Limits: limits})
}

// find reads the case that the user means: by its name, or by the beginning or
// end of it where only one fits. What is wrong with its file is said, and the
// work goes on.
func (d *desk) find(typed string) (*caseFile, error) {
	ids, err := d.files.List()
	if err != nil {
		return nil, caseProblem(err, false)
	}
	fit := []string{typed}
	if !slices.Contains(ids, typed) {
		fit = slices.DeleteFunc(ids, func(id string) bool {
			return typed == "" || !strings.HasPrefix(id, typed) && !strings.HasSuffix(id, typed)
		})
	}
	switch len(fit) {
	case 0:
		return nil, &codes.Problem{ID: "input.case_missing", What: textNoCase.With(typed), At: d.dir, Hint: hintNoCase}
	case 1:
		c, err := d.read(fit[0])
		if err == nil {
			d.tell(c)
		}
		return c, err
	}
	return nil, &codes.Problem{ID: "usage.case", What: textManyCases.With(typed), Hint: hintManyCases.With(strings.Join(fit, ", "))}
}

func (d *desk) read(id string) (*caseFile, error) {
	file, head, err := d.files.Read(id)
	if err != nil {
		return nil, caseProblem(err, false)
	}
	c := &caseFile{id: id, log: cases.Read(file, head)}
	if c.log.Newer() {
		return nil, &codes.Problem{ID: "input.case_newer", What: textNewerCase, At: d.files.Path(id), Hint: hintNewerCase}
	}
	c.state = cases.Fold(c.log.Lines)
	if c.state.ID == "" {
		c.state.ID = id // its first line is gone, and the folder still says which one it is
	}
	return c, nil
}

// all reads every case. One that cannot be read does not keep the others back;
// the error joins what was wrong.
func (d *desk) all() ([]*caseFile, error) {
	ids, err := d.files.List()
	if err != nil {
		return nil, caseProblem(err, false)
	}
	var out []*caseFile
	var wrong []error
	for _, id := range ids {
		c, err := d.read(id)
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		out = append(out, c)
	}
	return out, errors.Join(wrong...)
}

func states(all []*caseFile) []cases.State {
	out := make([]cases.State, len(all))
	for i, c := range all {
		out[i] = c.state
	}
	return out
}

// tell says beside the result what is wrong with a case's file.
func (d *desk) tell(c *caseFile) {
	for _, err := range d.faults(c) {
		d.showError(err)
	}
	if c.log.Torn > 0 {
		d.note(textTorn.With(d.files.Path(c.id), c.log.Torn))
	}
}

func (d *desk) faults(c *caseFile) []error {
	found := c.log.Faults
	if len(c.log.Lines) == 0 && len(found) == 0 {
		found = []cases.Fault{{Line: 1, Kind: cases.FaultRemoved}} // no case is made without a line
	}
	var out []error
	for _, f := range found {
		out = append(out, f.Problem(d.files.Path(c.id)))
	}
	return out
}

// clockSlack is how far entries of several people at once may lie behind each
// other, since each takes its time before it waits for the others.
const clockSlack = time.Minute

// write adds a line to a case; it is safe on disk when write returns.
func (d *desk) write(c *caseFile, line cases.Line) error {
	line.At, line.By = d.now, d.by
	if c.state.LastAt.Sub(d.now) > clockSlack {
		d.note(textClockBack.With(d.clock(c.state.LastAt)))
	}
	more, head, err := c.log.Next(line)
	if err != nil {
		return &codes.Problem{ID: "usage.case_text", What: textTooLong, Hint: hintTooLong, Err: err}
	}
	aside, err := d.files.Append(c.id, c.log.Whole, more, head)
	if aside != "" {
		d.note(textAside.With(aside))
	}
	if err != nil {
		return caseProblem(err, true)
	}
	again, err := d.read(c.id)
	if err == nil {
		*c = *again
	}
	return err
}

// refuseClosed reports a case that was closed, to which nothing but notes is
// added.
func (d *desk) refuseClosed(c *caseFile) error {
	if c.state.Closed != nil {
		return &codes.Problem{ID: "usage.case_closed", What: textCaseClosed.With(c.id), Hint: hintCaseClosed}
	}
	return nil
}

// caseProblem words an error of the folder of cases.
func caseProblem(err error, write bool) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	if errors.Is(err, store.ErrBusy) {
		p := &codes.Problem{ID: "output.case_busy", What: textCaseBusy, Hint: hintCaseBusy, Err: err}
		var path *fs.PathError
		if errors.As(err, &path) {
			p.At = filepath.Dir(path.Path)
		}
		return p
	}
	if write {
		return writeProblem(err)
	}
	return inputProblem(err)
}
