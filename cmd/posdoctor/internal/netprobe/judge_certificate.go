package netprobe

import (
	"crypto/x509"
	_ "embed"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// soon is how long before its end a certificate is told of. Those that live
// shorter than fresh are renewed by machines days before their end.
const (
	soon  = 14 * 24 * time.Hour
	fresh = 60 * 24 * time.Hour
)

// judgeCertificate judges who issued the certificate, for which name and until
// when, and whether somebody on the way put it in place of the host's.
func judgeCertificate(h *Host, roots *x509.CertPool, c clock) []Check {
	const idIssuer, idName, idDates, idWay = "net.certificate", "net.certificate_name", "net.certificate_dates", "net.interception"
	if h.Session == nil || len(h.Session.Chain) == 0 {
		return []Check{
			skipped(idIssuer, titleIssuer, reasonNoCertificate), skipped(idName, titleCertName, reasonNoCertificate),
			skipped(idDates, titleDates, reasonNoCertificate), skipped(idWay, titleWay, reasonNoCertificate),
		}
	}
	chain := h.Session.Chain
	way := judgeWay(idWay, chain)
	issuer := judgeIssuer(idIssuer, chain, roots, c.now)
	if len(way.Causes) > 0 {
		// The one explains the other.
		issuer = skipped(idIssuer, titleIssuer, reasonSeeWay)
	}
	return []Check{issuer, judgeCertName(idName, h, chain[0]), judgeDates(idDates, chain, c), way}
}

// judgeIssuer checks who vouches for the host, at a time at which the certificate
// is valid: its dates are a question of their own.
func judgeIssuer(id string, chain []*x509.Certificate, roots *x509.CertPool, now time.Time) Check {
	leaf, top := chain[0], chain[len(chain)-1]
	between := x509.NewCertPool()
	for _, c := range chain[1:] {
		between.AddCert(c)
	}
	if now.Before(leaf.NotBefore) || now.After(leaf.NotAfter) {
		now = leaf.NotBefore.Add(time.Second)
	}
	trusted, err := leaf.Verify(x509.VerifyOptions{
		Roots: roots, Intermediates: between, CurrentTime: now, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny},
	})
	var (
		system  x509.SystemRootsError
		nobody  x509.UnknownAuthorityError
		fetched = len(chain) == 1 && len(leaf.IssuingCertificateURL) > 0
	)
	switch {
	case err == nil:
		root := trusted[0][len(trusted[0])-1]
		return ok(id, titleIssuer, reasonTrusted.With(issuerName(leaf), len(chain), nameOf(root)))
	case errors.As(err, &system):
		return unknown(id, titleIssuer, reasonNoRoots)
	case selfSigned(leaf):
		return problem(id, titleIssuer, reasonSelfSigned.With(issuerName(leaf)), whySelfSigned)
	case errors.As(err, &nobody) && fetched:
		// It says where the missing one can be fetched, as public issuers do.
		return problem(id, titleIssuer, reasonBrokenChain.With(issuerName(leaf)), whyBrokenChain)
	case errors.As(err, &nobody):
		// An issuer of the acquirer's own, which the terminal may know.
		return unknown(id, titleIssuer, reasonPrivateRoot.With(issuerName(top)))
	}
	return problem(id, titleIssuer, reasonBadChain, whyBadChain)
}

func selfSigned(c *x509.Certificate) bool {
	return string(c.RawIssuer) == string(c.RawSubject) && c.CheckSignature(c.SignatureAlgorithm, c.RawTBSCertificate, c.Signature) == nil
}

func issuerName(c *x509.Certificate) string { return named(c.Issuer.CommonName, c.Issuer.Organization) }

func nameOf(c *x509.Certificate) string { return named(c.Subject.CommonName, c.Subject.Organization) }

func named(common string, organization []string) string {
	if common == "" && len(organization) > 0 {
		common = organization[0]
	}
	return redact.Clean(common)
}

func judgeCertName(id string, h *Host, leaf *x509.Certificate) Check {
	if h.Literal && len(leaf.IPAddresses) == 0 {
		return skipped(id, titleCertName, reasonNameless.With(certNames(leaf)))
	}
	if leaf.VerifyHostname(h.Target.Host) != nil {
		return problem(id, titleCertName, reasonOtherName.With(certNames(leaf), h.Target.Host), whyOtherName)
	}
	return ok(id, titleCertName, reasonRightName.With(h.Target.Host))
}

// certNames lists a few of the names that a certificate is for.
func certNames(c *x509.Certificate) string {
	const most = 3
	names := slices.Clone(c.DNSNames)
	for _, ip := range c.IPAddresses {
		names = append(names, ip.String())
	}
	switch {
	case len(names) == 0:
		return nameOf(c)
	case len(names) > most:
		names = append(names[:most], "...")
	}
	return redact.Clean(strings.Join(names, ", "))
}

// judgeDates judges by the best time that is known: when a witness says that
// this machine's clock is wrong, the certificate is not to blame.
func judgeDates(id string, chain []*x509.Certificate, c clock) Check {
	leaf := chain[0]
	for i, cert := range chain {
		if i > 0 && selfSigned(cert) {
			continue // a root is trusted for what it is, not for its dates
		}
		switch {
		case c.now.After(cert.NotAfter) && c.known:
			return problem(id, titleDates, reasonExpired.With(nameOf(cert), day(cert.NotAfter)), whyExpired)
		case c.now.After(cert.NotAfter):
			return problem(id, titleDates, reasonExpired.With(nameOf(cert), day(cert.NotAfter)), whyExpiredOrClock)
		case c.now.Before(cert.NotBefore):
			return problem(id, titleDates, reasonNotYet.With(nameOf(cert), day(cert.NotBefore)), whyNotYet)
		}
	}
	if left := leaf.NotAfter.Sub(c.now); left < soon && leaf.NotAfter.Sub(leaf.NotBefore) > fresh {
		return problem(id, titleDates, reasonSoon.With(day(leaf.NotAfter), length(left)), whySoon)
	}
	return ok(id, titleDates, reasonDates.With(day(leaf.NotBefore), day(leaf.NotAfter)))
}

//go:embed interceptors.tsv
var interceptorsFile string

// interceptor is a product that puts itself between a program and its host.
type interceptor struct{ mark, name, kind string }

var interceptors = sync.OnceValue(func() []interceptor {
	var out []interceptor
	for i, line := range strings.Split(strings.TrimSpace(interceptorsFile), "\n") {
		if f := strings.Split(line, "\t"); i > 0 {
			out = append(out, interceptor{f[0], f[1], f[2]})
		}
	}
	return out
})

// judgeWay looks for the names of such products among the issuers. Trusted by
// this machine or not, a terminal does not accept their certificates.
func judgeWay(id string, chain []*x509.Certificate) Check {
	for _, c := range chain {
		issuer := strings.ToLower(c.Issuer.CommonName + " " + strings.Join(c.Issuer.Organization, " ") + " " + strings.Join(c.Issuer.OrganizationalUnit, " "))
		for _, p := range interceptors() {
			if strings.Contains(issuer, p.mark) {
				return problem(id, titleWay, reasonIntercepted.With(kindWords[p.kind], p.name), whyIntercepted)
			}
		}
	}
	return ok(id, titleWay, reasonNoProduct)
}
