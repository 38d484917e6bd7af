package profile

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/codes/byhand"
	"github.com/posdoctor/posdoctor/diag"
)

var kind = byhand.Kind{ID: "profile.invalid", Name: codes.Text{EN: "profile", ZH: "配置文件"}}

// reader fills one profile.
type reader struct {
	*byhand.Reader
	profile *diag.Profile
}

// Parse reads a profile. name is how the user calls the file, for messages. An
// error joins one [codes.Problem] for each mistake, each with its line; the
// profile then holds what could be read.
func Parse(name string, data []byte) (p diag.Profile, err error) {
	file, body := byhand.Read(name, data, kind)
	if body != nil {
		r := &reader{Reader: file, profile: &p}
		r.Fields(body, r.keys())
	}
	return p, file.Err()
}
