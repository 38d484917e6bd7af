package netprobe

import (
	"crypto/tls"
	"net/http"
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
)

// plainPorts are ports on which HTTP without TLS is the rule.
var plainPorts = []uint16{80, 8000, 8080}

// tlsPorts are ports on which TLS is the rule.
var tlsPorts = []uint16{443, 8443}

// wanted reports whether TLS is known to belong here, by the profile or by the
// port.
func (h *Host) wanted() bool {
	return h.Target.TLS == diag.TLSYes || slices.Contains(tlsPorts, h.Target.Port)
}

func judgeTLS(h *Host) Check {
	const id = "net.tls"
	s := h.Session
	switch {
	case s == nil && h.Target.TLS == diag.TLSNo:
		return skipped(id, titleTLS, reasonTLSOff)
	case s == nil:
		return skipped(id, titleTLS, reasonNotReached)
	case s.Speech == SpeechTLS && s.Version < tls.VersionTLS12:
		return problem(id, titleTLS, reasonOldTLS.With(tls.VersionName(s.Version)), whyOldTLS)
	case s.Speech == SpeechTLS && s.WantsCertificate:
		return ok(id, titleTLS, reasonTLSClient.With(tls.VersionName(s.Version)))
	case s.Speech == SpeechTLS:
		return ok(id, titleTLS, codes.Same(tls.VersionName(s.Version)))
	case s.Speech == SpeechAlert && s.WantsCertificate:
		// Only the terminal has the certificate that the host asks for.
		return unknown(id, titleTLS, reasonNeedsClient)
	case s.Speech == SpeechAlert:
		return problem(id, titleTLS, reasonAlert.With(orNothing(s.Alert)), whyAlert)
	case h.wanted():
		return problem(id, titleTLS, reasonNoTLS[s.Speech], whyNoTLS)
	}
	return skipped(id, titleTLS, reasonNoTLS[s.Speech])
}

func orNothing(s string) codes.Text {
	if s == "" {
		return textNoAlert
	}
	return codes.Same(s)
}

// judgePortal looks for the sign-in page of a guest network, which answers in
// place of the host.
func judgePortal(h *Host) Check {
	const id = "net.portal"
	s := h.Session
	switch {
	case s == nil || s.Speech == SpeechClosed || s.Speech == SpeechSilent || s.Speech == SpeechOther:
		return skipped(id, titlePortal, reasonNoAnswer)
	case s.Speech != SpeechHTTP:
		return ok(id, titlePortal, reasonNoPortal)
	}
	switch {
	case s.HTTP.Status == http.StatusNetworkAuthenticationRequired:
		return problem(id, titlePortal, reasonPlainHTTP, whyPortal)
	case elsewhere(s.HTTP.Location, h.Target.Host):
		return problem(id, titlePortal, reasonRedirect.With(s.HTTP.Location), whyPortal)
	case h.wanted():
		return problem(id, titlePortal, reasonPlainHTTP, whyPortal)
	case slices.Contains(plainPorts, h.Target.Port):
		return ok(id, titlePortal, reasonHTTPPort)
	}
	return unknown(id, titlePortal, reasonPlainHTTP)
}

// elsewhere reports whether an answer sends to another host; www.bank.example
// belongs to bank.example.
func elsewhere(to, host string) bool {
	return to != "" && to != host && !strings.HasSuffix(to, "."+host) && !strings.HasSuffix(host, "."+to)
}
