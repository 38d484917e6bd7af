package sim

import (
	"embed"
	"path"
	"slices"
)

//go:embed scenarios/*.yaml
var shipped embed.FS

// Names gives the names of the scenarios that posdoctor brings along, sorted.
func Names() []string {
	files, _ := shipped.ReadDir("scenarios") // a part of the program is there
	out := make([]string, len(files))
	for i, f := range files {
		out[i] = stem(f.Name())
	}
	slices.Sort(out) // the files were sorted with their endings
	return out
}

// Source gives a scenario that posdoctor brings along as it is written; false
// when there is none of this name.
func Source(name string) ([]byte, bool) {
	b, err := shipped.ReadFile(path.Join("scenarios", name+".yaml"))
	return b, err == nil
}

// Named gives a scenario that posdoctor brings along; false when there is none
// of this name.
func Named(name string) (Scenario, bool) {
	b, ok := Source(name)
	if !ok {
		return Scenario{}, false
	}
	s, err := Parse(name, b)
	return s, err == nil
}
