package stamp

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha1" // the standard of 2001 names certificates by it
	"crypto/x509"
	"encoding/asn1"
	"math/big"
	"slices"
	"time"
)

var (
	oidSignedData   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}
	oidInfo         = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}
	oidContentType  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	oidDigest       = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 4}
	oidCertificate  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 12}
	oidCertificate2 = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}
	oidPSS          = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 10}
)

// contentInfo and signedData are of CMS (RFC 5652, 3 and 5.1).
type contentInfo struct {
	Type    asn1.ObjectIdentifier
	Content asn1.RawValue `asn1:"explicit,tag:0"`
}

type signedData struct {
	Version int
	Digests asn1.RawValue
	Content struct {
		Type asn1.ObjectIdentifier
		Data []byte `asn1:"explicit,tag:0"`
	}
	Certificates asn1.RawValue `asn1:"optional,tag:0"`
	Revoked      asn1.RawValue `asn1:"optional,tag:1"`
	Signers      []signerInfo  `asn1:"set"`
}

type signerInfo struct {
	Version    int
	Signer     asn1.RawValue
	Digest     algorithm
	Attributes asn1.RawValue `asn1:"tag:0"`
	Algorithm  algorithm
	Signature  []byte
}

type attribute struct {
	Type   asn1.ObjectIdentifier
	Values asn1.RawValue `asn1:"set"`
}

// token is signed content with its one signer.
type token struct {
	content []byte
	signer  signerInfo
	certs   []*x509.Certificate
}

func readSigned(b []byte) (token, error) {
	var outer contentInfo
	var data signedData
	if err := whole(b, &outer); err != nil || !outer.Type.Equal(oidSignedData) {
		return token{}, ErrForm
	}
	if err := whole(outer.Content.Bytes, &data); err != nil || !data.Content.Type.Equal(oidInfo) || len(data.Signers) != 1 {
		return token{}, ErrForm
	}
	certs, err := x509.ParseCertificates(data.Certificates.Bytes)
	if err != nil {
		return token{}, ErrForm
	}
	return token{data.Content.Data, data.Signers[0], certs}, nil
}

// check checks the signature and gives the name of the signer; "" without an
// error when there is no certificate to check it with.
func (t token) check(at time.Time) (string, error) {
	if len(t.certs) == 0 {
		return "", nil
	}
	hash := hashes(t.signer.Digest.ID)
	i := slices.IndexFunc(t.certs, t.signer.is)
	if hash == 0 || i < 0 {
		return "", ErrSignature
	}
	cert := t.certs[i]
	// The attributes are signed as the set that they are, not under their tag.
	signed := bytes.Clone(t.signer.Attributes.FullBytes)
	signed[0] = asn1.TagSet | 0x20
	if !t.attributes(cert, hash) || cert.CheckSignature(t.signer.scheme(cert, hash), signed, t.signer.Signature) != nil {
		return "", ErrSignature
	}
	if !slices.Contains(cert.ExtKeyUsage, x509.ExtKeyUsageTimeStamping) || at.Before(cert.NotBefore) || at.After(cert.NotAfter) {
		return "", ErrSignature
	}
	return name(cert), nil
}

// attributes reports whether the signed attributes are of this content and of
// this certificate.
func (t token) attributes(cert *x509.Certificate, hash crypto.Hash) bool {
	content, digest, own := false, false, false
	for rest := t.signer.Attributes.Bytes; len(rest) > 0; {
		var a attribute
		var err error
		if rest, err = asn1.Unmarshal(rest, &a); err != nil {
			return false
		}
		switch {
		case a.Type.Equal(oidContentType):
			var id asn1.ObjectIdentifier
			content = whole(a.Values.Bytes, &id) == nil && id.Equal(oidInfo)
		case a.Type.Equal(oidDigest):
			var d []byte
			digest = whole(a.Values.Bytes, &d) == nil && bytes.Equal(d, sum(hash, t.content))
		case a.Type.Equal(oidCertificate):
			d := sha1.Sum(cert.Raw)
			own = own || firstDigest(a.Values.Bytes, crypto.SHA1, d[:])
		case a.Type.Equal(oidCertificate2):
			own = own || firstDigest(a.Values.Bytes, crypto.SHA256, sum(crypto.SHA256, cert.Raw))
		}
	}
	return content && digest && own
}

// firstDigest reads SigningCertificate or SigningCertificateV2 (RFC 5035) and
// reports whether the first one it names is the certificate with that digest. An
// algorithm that is not the usual one stands before the digest.
func firstDigest(b []byte, usual crypto.Hash, want []byte) bool {
	var certs struct{ IDs []asn1.RawValue }
	if whole(b, &certs) != nil || len(certs.IDs) == 0 {
		return false
	}
	first := certs.IDs[0].Bytes
	if usual == crypto.SHA256 {
		var other algorithm
		if rest, err := asn1.Unmarshal(first, &other); err == nil {
			if hashes(other.ID) != usual {
				return false
			}
			first = rest
		}
	}
	var got []byte
	_, err := asn1.Unmarshal(first, &got)
	return err == nil && bytes.Equal(got, want)
}

func sum(hash crypto.Hash, b []byte) []byte {
	h := hash.New()
	h.Write(b)
	return h.Sum(nil)
}

// is reports whether a certificate is the signer's, by issuer and number or by its
// key.
func (s signerInfo) is(c *x509.Certificate) bool {
	if s.Signer.Class == asn1.ClassContextSpecific {
		return len(c.SubjectKeyId) > 0 && bytes.Equal(s.Signer.Bytes, c.SubjectKeyId)
	}
	var id struct {
		Issuer asn1.RawValue
		Serial *big.Int
	}
	return whole(s.Signer.FullBytes, &id) == nil && bytes.Equal(id.Issuer.FullBytes, c.RawIssuer) && id.Serial.Cmp(c.SerialNumber) == 0
}

// scheme is how the key of a certificate signs with that digest.
func (s signerInfo) scheme(c *x509.Certificate, hash crypto.Hash) x509.SignatureAlgorithm {
	pick := func(of256, of384, of512 x509.SignatureAlgorithm) x509.SignatureAlgorithm {
		return map[crypto.Hash]x509.SignatureAlgorithm{crypto.SHA256: of256, crypto.SHA384: of384, crypto.SHA512: of512}[hash]
	}
	switch c.PublicKey.(type) {
	case *rsa.PublicKey:
		if s.Algorithm.ID.Equal(oidPSS) {
			return pick(x509.SHA256WithRSAPSS, x509.SHA384WithRSAPSS, x509.SHA512WithRSAPSS)
		}
		return pick(x509.SHA256WithRSA, x509.SHA384WithRSA, x509.SHA512WithRSA)
	case *ecdsa.PublicKey:
		return pick(x509.ECDSAWithSHA256, x509.ECDSAWithSHA384, x509.ECDSAWithSHA512)
	case ed25519.PublicKey:
		return x509.PureEd25519
	}
	return x509.UnknownSignatureAlgorithm
}

// name is how a certificate calls its owner.
func name(c *x509.Certificate) string {
	switch {
	case c.Subject.CommonName != "":
		return c.Subject.CommonName
	case len(c.Subject.Organization) > 0:
		return c.Subject.Organization[0]
	}
	return c.Subject.String()
}
