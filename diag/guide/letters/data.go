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
	}
	fieldEntry struct {
		ID   string     `yaml:"id"`
		Name codes.Text `yaml:"name"`
		Find codes.Text `yaml:"find"`
	}
	wordList struct {
		Unknown   codes.Text            `yaml:"unknown"`
		NotAdvice codes.Text            `yaml:"not_advice"`
		Fields    []fieldEntry          `yaml:"fields"`
		Happened  map[string]codes.Text `yaml:"happened"`
		Certainty map[string]codes.Text `yaml:"certainty"`
		// Requests are by recipient and situation; "always" comes last.
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
