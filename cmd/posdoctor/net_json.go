package main

import (
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"time"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/netprobe"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// The shape of "posdoctor.net/1"; schemas/net.json describes it.
type (
	netJSON struct {
		Schema      string         `json:"schema"`
		GeneratedAt string         `json:"generated_at"`
		Sentence    codes.Text     `json:"sentence"`
		Reached     int            `json:"reached"`
		Problems    int            `json:"problems"`
		Hosts       []hostJSON     `json:"hosts"`
		Checks      []netCheckJSON `json:"checks"` // about this machine
		Proxies     []proxyJSON    `json:"proxies"`
	}
	hostJSON struct {
		Name      string         `json:"name"`
		Host      string         `json:"host"`
		Port      uint16         `json:"port"`
		TLS       string         `json:"tls"` // "auto", "true" or "false"
		Reached   bool           `json:"reached"`
		Addresses []addressJSON  `json:"addresses"`
		Connects  connectsJSON   `json:"connects"`
		Session   *sessionJSON   `json:"session"`
		Checks    []netCheckJSON `json:"checks"`
	}
	addressJSON struct {
		Address string           `json:"address"`
		Outcome netprobe.Outcome `json:"outcome"`
		DelayMS int64            `json:"delay_ms"`
	}
	connectsJSON struct {
		Tried    int   `json:"tried"`
		Failed   int   `json:"failed"`
		MedianMS int64 `json:"median_ms"`
		MaxMS    int64 `json:"max_ms"`
	}
	sessionJSON struct {
		Speech           netprobe.Speech   `json:"speech"`
		Version          string            `json:"version"`
		Alert            string            `json:"alert"`
		WantsCertificate bool              `json:"wants_certificate"`
		Certificates     []certificateJSON `json:"certificates"`
	}
	certificateJSON struct {
		Subject   string   `json:"subject"`
		Issuer    string   `json:"issuer"`
		Names     []string `json:"names"`
		NotBefore string   `json:"not_before"`
		NotAfter  string   `json:"not_after"`
		SHA256    string   `json:"sha256"`
	}
	netCheckJSON struct {
		ID       string          `json:"id"`
		State    diag.CheckState `json:"state"`
		Title    codes.Text      `json:"title"`
		Reason   codes.Text      `json:"reason"`
		Causes   []codes.Text    `json:"causes"`
		Remedies []remedyJSON    `json:"remedies"`
	}
	proxyJSON struct {
		Variable string `json:"variable"`
		Host     string `json:"host"`
	}
)

func netToJSON(r *netprobe.Report, now time.Time) netJSON {
	out := netJSON{
		Schema: "posdoctor.net/1", GeneratedAt: now.Format(time.RFC3339), Sentence: netSentence(r), Reached: r.Reached(), Problems: r.Problems(),
		Hosts: []hostJSON{}, Checks: netChecks(r.Checks), Proxies: []proxyJSON{},
	}
	for _, p := range r.Proxies {
		out.Proxies = append(out.Proxies, proxyJSON(p))
	}
	for i := range r.Hosts {
		out.Hosts = append(out.Hosts, hostToJSON(&r.Hosts[i]))
	}
	return out
}

func hostToJSON(h *netprobe.Host) hostJSON {
	middle, longest := h.Delays()
	out := hostJSON{
		Name: h.Target.Name, Host: h.Target.Host, Port: h.Target.Port, TLS: string(h.Target.TLS), Reached: h.Reached(), Addresses: []addressJSON{},
		Connects: connectsJSON{Tried: len(h.Repeats), Failed: h.Failed(), MedianMS: middle.Milliseconds(), MaxMS: longest.Milliseconds()},
		Checks:   netChecks(h.Checks),
	}
	if h.Target.TLS == diag.TLSAuto {
		out.TLS = "auto"
	}
	for _, a := range h.Attempts {
		out.Addresses = append(out.Addresses, addressJSON{a.Address.String(), a.Outcome, a.Delay.Milliseconds()})
	}
	if h.Session != nil {
		out.Session = sessionToJSON(h.Session)
	}
	return out
}

func sessionToJSON(s *netprobe.Session) *sessionJSON {
	out := &sessionJSON{Speech: s.Speech, Alert: s.Alert, WantsCertificate: s.WantsCertificate, Certificates: []certificateJSON{}}
	if s.Version != 0 {
		out.Version = tls.VersionName(s.Version)
	}
	for _, c := range s.Chain {
		names := []string{}
		for _, name := range c.DNSNames {
			names = append(names, redact.Clean(name))
		}
		for _, ip := range c.IPAddresses {
			names = append(names, ip.String())
		}
		sum := sha256.Sum256(c.Raw)
		out.Certificates = append(out.Certificates, certificateJSON{
			Subject: redact.Clean(c.Subject.String()), Issuer: redact.Clean(c.Issuer.String()), Names: names,
			NotBefore: c.NotBefore.UTC().Format(time.RFC3339), NotAfter: c.NotAfter.UTC().Format(time.RFC3339), SHA256: hex.EncodeToString(sum[:]),
		})
	}
	return out
}

func netChecks(list []netprobe.Check) []netCheckJSON {
	out := []netCheckJSON{}
	for _, c := range list {
		w := netCheckJSON{ID: c.ID, State: c.State, Title: c.Title, Reason: c.Reason, Causes: []codes.Text{}, Remedies: []remedyJSON{}}
		w.Causes = append(w.Causes, c.Causes...)
		for _, r := range c.Remedies {
			w.Remedies = append(w.Remedies, remedyJSON{r.Who, r.Do, r.By})
		}
		out = append(out, w)
	}
	return out
}
