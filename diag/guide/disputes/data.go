package disputes

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"github.com/posdoctor/posdoctor/codes"
)

//go:embed data
var files embed.FS

// The shapes of the files under data/.
type (
	sourceEntry struct {
		ID   string     `yaml:"id"`
		Text codes.Text `yaml:"text"`
	}
	place struct {
		ID      string     `yaml:"id"` // ISO 3166, two letters, or "EU"
		Name    codes.Text `yaml:"name"`
		Members []string   `yaml:"members"`
	}
	step struct {
		ID    string     `yaml:"id"`
		Name  codes.Text `yaml:"name"`
		By    codes.Text `yaml:"by"`
		Means codes.Text `yaml:"means"`
	}
	itemEntry struct {
		ID   string     `yaml:"id"`
		Who  string     `yaml:"who"`  // a key of whoWords
		Name codes.Text `yaml:"name"` // empty: the call sheet's
		Find codes.Text `yaml:"find"` // the same
	}
	situationEntry struct {
		ID     string     `yaml:"id"`
		Title  codes.Text `yaml:"title"`
		Called codes.Text `yaml:"called"`
		Asked  []string   `yaml:"asked"`
	}
	network struct {
		ID    string     `yaml:"id"`
		Name  codes.Text `yaml:"name"`
		QR    bool       `yaml:"qr"` // a wallet: its payments show no card
		About codes.Text `yaml:"about"`
		Asked []string   `yaml:"asked"`
		Notes []note     `yaml:"notes"`
	}
	note struct {
		Text       codes.Text       `yaml:"text"`
		Source     string           `yaml:"source"`
		Confidence codes.Confidence `yaml:"confidence"`
		AsOf       string           `yaml:"as_of"` // YYYY or YYYY-MM
	}
	rule struct {
		ID           string           `yaml:"id"`
		Jurisdiction string           `yaml:"jurisdiction"` // "" everywhere
		Network      string           `yaml:"network"`      // "" every network
		Methods      []string         `yaml:"methods"`      // "card", "qr"; none: both
		Reasons      []string         `yaml:"reasons"`      // codes that it is about
		Situations   []string         `yaml:"situations"`
		Who          string           `yaml:"who"` // a key of partyWords
		May          bool             `yaml:"may"` // that is its right, no duty
		What         codes.Text       `yaml:"what"`
		N            int              `yaml:"n"`
		Max          int              `yaml:"max"` // where sources give a range or differ
		Unit         Unit             `yaml:"unit"`
		From         From             `yaml:"from"`
		Extra        codes.Text       `yaml:"extra"`
		Source       string           `yaml:"source"`
		Confidence   codes.Confidence `yaml:"confidence"`
		AsOf         string           `yaml:"as_of"`
		InForce      string           `yaml:"in_force"` // YYYY-MM-DD, "" not known
	}
	noRule struct {
		Jurisdiction string           `yaml:"jurisdiction"`
		Network      string           `yaml:"network"`
		Text         codes.Text       `yaml:"text"`
		Source       string           `yaml:"source"`
		Confidence   codes.Confidence `yaml:"confidence"`
		AsOf         string           `yaml:"as_of"`
	}
	// reason is a row of reasons.tsv.
	reason struct {
		network, code, alias, step string
		name                       codes.Text
		situations, answer         []string
		source                     string
		confidence                 codes.Confidence
		asOf                       string
		note                       codes.Text
	}
)

// facts is everything under data/.
type facts struct {
	sources    []sourceEntry
	places     []place
	steps      []step
	items      []itemEntry
	situations []situationEntry
	networks   []network
	rules      []rule
	none       []noRule
	notes      []note // of every card network
	reasons    []reason
}

// load reads everything once; what it gives is shared and not changed.
var load = sync.OnceValues(func() (*facts, error) {
	f := &facts{}
	for name, to := range map[string]any{
		"sources.yaml": &f.sources, "jurisdictions.yaml": &f.places, "steps.yaml": &f.steps, "items.yaml": &f.items,
		"situations.yaml": &f.situations, "networks.yaml": &f.networks, "deadlines.yaml": &f.rules, "none.yaml": &f.none, "notes.yaml": &f.notes,
	} {
		b, err := files.ReadFile("data/" + name)
		if err == nil {
			err = decode(b, to)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	b, err := files.ReadFile("data/reasons.tsv")
	if err != nil {
		return nil, err
	}
	if f.reasons, err = readReasons(string(b)); err != nil {
		return nil, fmt.Errorf("reasons.tsv: %w", err)
	}
	return f, nil
})

func decode(b []byte, to any) error { return yaml.UnmarshalWithOptions(b, to, yaml.Strict()) }

const reasonColumns = "network code alias step name_en name_zh situations answer source confidence as_of note_en note_zh"

func readReasons(table string) ([]reason, error) {
	var out []reason
	head := true
	for n, line := range strings.Split(strings.TrimSuffix(table, "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		c := strings.Split(line, "\t")
		if head {
			if strings.Join(c, " ") != reasonColumns {
				return nil, fmt.Errorf("line %d: unexpected columns", n+1)
			}
			head = false
			continue
		}
		if len(c) != 13 {
			return nil, fmt.Errorf("line %d: %d cells", n+1, len(c))
		}
		out = append(out, reason{
			network: c[0], code: c[1], alias: c[2], step: c[3], name: codes.Text{EN: c[4], ZH: c[5]},
			situations: strings.Fields(c[6]), answer: strings.Fields(c[7]), source: c[8],
			confidence: codes.Confidence(c[9]), asOf: c[10], note: codes.Text{EN: c[11], ZH: c[12]},
		})
	}
	return out, nil
}

func (f *facts) source(id string) codes.Text {
	for _, s := range f.sources {
		if s.ID == id {
			return s.Text
		}
	}
	return codes.Text{}
}

func (f *facts) network(id string) (network, bool) {
	for _, n := range f.networks {
		if n.ID == id {
			return n, true
		}
	}
	return network{}, false
}

func (f *facts) place(id string) (place, bool) {
	for _, p := range f.places {
		if p.ID == id {
			return p, true
		}
	}
	return place{}, false
}
