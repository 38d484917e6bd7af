package guide

import (
	"embed"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/posdoctor/posdoctor/codes"
)

//go:embed data
var files embed.FS

// The shapes of the files under data/.
type (
	indexEntry struct {
		ID    string     `yaml:"id"`
		Title codes.Text `yaml:"title"`
		Find  phrases    `yaml:"find"`
	}
	// phrases are separated by bars.
	phrases struct {
		EN string `yaml:"en"`
		ZH string `yaml:"zh"`
	}
	vocabulary struct {
		Skip phrases  `yaml:"skip"`
		Same []string `yaml:"same"` // forms separated by bars; all are read as the first
	}

	// card is a one-page card: numbered rules for a job.
	card struct {
		// Clear marks a page about payments whose end is clear, where another
		// payment may be spoken of. All other pages must never ask for one.
		Clear    bool         `yaml:"clear"`
		Intro    codes.Text   `yaml:"intro"`
		Rules    []rule       `yaml:"rules"`
		Never    []rule       `yaml:"never"`
		Say      []codes.Text `yaml:"say"` // words for the customer
		Customer []codes.Text `yaml:"customer"`
		Engineer []codes.Text `yaml:"engineer"`
		Related  []string     `yaml:"related"`
	}
	rule struct {
		ID       string   `yaml:"id"`       // stable, whatever number it has on the page
		Findings []string `yaml:"findings"` // that it prevents or handles
		EN       string   `yaml:"en"`
		ZH       string   `yaml:"zh"`
	}

	// article is a topic or a symptom.
	article struct {
		Clear     bool         `yaml:"clear"` // as in card
		What      codes.Text   `yaml:"what"`
		Table     grid         `yaml:"table"`
		Money     []codes.Text `yaml:"money"`      // where it can be
		Causes    []codes.Text `yaml:"causes"`     // likeliest first
		NotCauses []codes.Text `yaml:"not_causes"` // what people wrongly suspect
		Says      []saying     `yaml:"says"`
		Steps     []step       `yaml:"steps"`
		Avoid     []codes.Text `yaml:"avoid"`
		Call      []call       `yaml:"call"`
		Times     []timed      `yaml:"times"`
		Customer  []codes.Text `yaml:"customer"`
		Engineer  []codes.Text `yaml:"engineer"`
		Related   []string     `yaml:"related"`
	}
	grid struct {
		Columns []codes.Text   `yaml:"columns"`
		Rows    [][]codes.Text `yaml:"rows"`
	}
	saying struct {
		Says  codes.Text `yaml:"says"`  // on the screen
		Means codes.Text `yaml:"means"` // in truth
	}
	step struct {
		Who string `yaml:"who"` // a key of whoWords
		By  string `yaml:"by"`  // a key of byWords
		EN  string `yaml:"en"`
		ZH  string `yaml:"zh"`
	}
	call struct {
		Sheet string `yaml:"sheet"`
		EN    string `yaml:"en"`
		ZH    string `yaml:"zh"`
	}
	// timed is a statement about time; none is made without its source.
	timed struct {
		EN         string     `yaml:"en"`
		ZH         string     `yaml:"zh"`
		Source     codes.Text `yaml:"source"`
		AsOf       string     `yaml:"as_of"` // YYYY-MM
		Confidence string     `yaml:"confidence"`
	}

	sheet struct {
		Caller  codes.Text   `yaml:"caller"`
		Number  codes.Text   `yaml:"number"` // where to find it
		Have    []string     `yaml:"have"`   // ids of fields
		Also    []codes.Text `yaml:"also"`
		Ask     []codes.Text `yaml:"ask"`
		Asked   []codes.Text `yaml:"asked"` // what the caller may be asked
		Related []string     `yaml:"related"`
	}
	callShared struct {
		Fields []fieldEntry `yaml:"fields"`
		Never  []codes.Text `yaml:"never"`
		Record codes.Text   `yaml:"record"`
		Warn   codes.Text   `yaml:"warn"`
	}
	fieldEntry struct {
		ID   string     `yaml:"id"`
		Name codes.Text `yaml:"name"`
		Find codes.Text `yaml:"find"` // where a person finds it
		// Some payments have no such number: nobody is sent to look for it.
		Optional bool `yaml:"optional"`
	}
)

// read reads a file that is part of the program; a test reads all of them, so
// that one which cannot be read is a fault of the build.
func read(name string, to any) {
	b, err := files.ReadFile("data/" + name)
	if err == nil {
		err = decode(b, to)
	}
	if err != nil {
		panic(fmt.Sprintf("guide: built-in %s: %v", name, err))
	}
}

// parts splits what is separated by bars.
func parts(s string) []string { return strings.Split(s, " | ") }

func decode(b []byte, to any) error { return yaml.UnmarshalWithOptions(b, to, yaml.Strict()) }
