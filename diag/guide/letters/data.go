package letters

import (
	"embed"
	"fmt"
	"sync"

	"github.com/goccy/go-yaml"

	"github.com/posdoctor/posdoctor/codes"
)

//go:embed data
var files embed.FS

// The shapes of the files under data/.
type (
	recipient struct {
		ID      string     `yaml:"id"`
		Title   codes.Text `yaml:"title"`
		Country string     `yaml:"country"` // where alone the letter means something
		Roles   []string   `yaml:"roles"`   // of the user's contacts that name it
		// Required fields must come out of every template, Hidden ones are not
		// given to any.
		Required []string `yaml:"required"`
		Hidden   []string `yaml:"hidden"`
		Plain    bool     `yaml:"plain"` // says what happened without the reason
		Asked    bool     `yaml:"asked"` // lists what the networks want and is not there
	}
	fieldEntry struct {
		ID   string     `yaml:"id"`
		Name codes.Text `yaml:"name"`
		Find codes.Text `yaml:"find"`
		Hand bool       `yaml:"hand"` // the shop writes it in
	}
	wordList struct {
		Unknown   codes.Text            `yaml:"unknown"`
		ByHand    codes.Text            `yaml:"by_hand"` // what is unknown and written in
		NotAdvice codes.Text            `yaml:"not_advice"`
		Payments  map[string]codes.Text `yaml:"payments"` // by method
		Fields    []fieldEntry          `yaml:"fields"`
		Others    []fieldEntry          `yaml:"others"`   // what else a template may name
		Happened  map[string]codes.Text `yaml:"happened"` // by money, and "_likely"
		Told      map[string]codes.Text `yaml:"told"`     // by money and reason, "unknown/answer.cut"
		Twice     codes.Text            `yaml:"twice"`    // with what the records say of it
		Other     codes.Text            `yaml:"other"`    // in its place where they say nothing
		Certainty map[string]codes.Text `yaml:"certainty"`
		// Requests are by recipient and situation, "qr", "duplicate" or "always".
		Requests map[string]map[string][]codes.Text `yaml:"requests"`
	}
)

// The built-in lists, each read when it is first asked for; a test reads all, so
// that a file which cannot be read is a fault of the build.
var (
	recipients = sync.OnceValue(func() []recipient { return embedded[[]recipient]("recipients.yaml") })
	words      = sync.OnceValue(func() wordList { return embedded[wordList]("words.yaml") })
)

func embedded[T any](name string) T {
	var v T
	b, err := files.ReadFile("data/" + name)
	if err == nil {
		err = decode(b, &v)
	}
	if err != nil {
		panic(fmt.Sprintf("letters: built-in %s: %v", name, err))
	}
	return v
}

func decode(b []byte, to any) error { return yaml.UnmarshalWithOptions(b, to, yaml.Strict()) }
