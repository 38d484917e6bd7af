package netprobe

import (
	"net/url"
	"strings"
)

// Proxy is a proxy that the environment names. Programs follow it, a terminal
// does not, and neither does this package.
type Proxy struct {
	Variable string // "HTTPS_PROXY"
	Host     string // without the password that may stand in the value
}

// proxies reads the environment. Where a variable is set in both spellings the
// small one counts, as most programs have it.
func proxies(env func(string) string) []Proxy {
	var out []Proxy
	for _, name := range []string{"HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"} {
		for _, variable := range []string{strings.ToLower(name), name} {
			if v := env(variable); v != "" {
				out = append(out, Proxy{variable, proxyHost(v)})
				break
			}
		}
	}
	return out
}

func proxyHost(v string) string {
	if !strings.Contains(v, "://") {
		v = "http://" + v
	}
	u, err := url.Parse(v)
	if err != nil {
		return "?"
	}
	return u.Host
}
