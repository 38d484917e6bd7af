package stamp

import (
	"bytes"
	"crypto"
	_ "crypto/sha256" // the digests that authorities use
	_ "crypto/sha512"
	"encoding/asn1"
	"errors"
	"math/big"
	"time"
)

// What can be wrong with a reply.
var (
	ErrForm      = errors.New("not a time stamp reply")
	ErrRefused   = errors.New("the authority gave no time stamp")
	ErrSignature = errors.New("the signature of the time stamp does not hold")
)

// Stamp says that something with a digest existed at a time.
type Stamp struct {
	Time time.Time // UTC
	// Authority is how the signing certificate calls its owner; "" when the reply
	// carries no certificate, and then its signature was not checked.
	Authority string
	hash      crypto.Hash
	digest    []byte
}

// Covers reports whether the stamp is of that message.
func (s Stamp) Covers(message []byte) bool {
	h := s.hash.New()
	h.Write(message)
	return bytes.Equal(h.Sum(nil), s.digest)
}

// reply is TimeStampResp of RFC 3161, 2.4.2, without the words of the status.
type reply struct {
	Status struct{ Status int }
	Token  asn1.RawValue `asn1:"optional"`
}

// info is TSTInfo, the content that is signed, up to its time. The nonce is not
// looked at: it tells an asker that a reply is fresh, and the time says more here.
type info struct {
	Version int
	Policy  asn1.ObjectIdentifier
	Imprint imprint
	Serial  *big.Int
	Time    time.Time `asn1:"generalized"`
}

type imprint struct {
	Algorithm algorithm
	Digest    []byte
}

type algorithm struct {
	ID         asn1.ObjectIdentifier
	Parameters asn1.RawValue `asn1:"optional"`
}

// hashes are the digests that are taken; SHA-1 proves nothing any more.
func hashes(id asn1.ObjectIdentifier) crypto.Hash {
	switch id.String() {
	case "2.16.840.1.101.3.4.2.1":
		return crypto.SHA256
	case "2.16.840.1.101.3.4.2.2":
		return crypto.SHA384
	case "2.16.840.1.101.3.4.2.3":
		return crypto.SHA512
	}
	return 0
}

// Read reads a reply whole. The errors are those of this package.
func Read(b []byte) (Stamp, error) {
	var r reply
	if err := whole(b, &r); err != nil {
		return Stamp{}, err
	}
	const granted, grantedWithMods = 0, 1
	if r.Status.Status != granted && r.Status.Status != grantedWithMods {
		return Stamp{}, ErrRefused
	}
	signed, err := readSigned(r.Token.FullBytes)
	if err != nil {
		return Stamp{}, err
	}
	var in info
	if err := whole(signed.content, &in); err != nil {
		return Stamp{}, err
	}
	s := Stamp{Time: in.Time.UTC(), hash: hashes(in.Imprint.Algorithm.ID), digest: in.Imprint.Digest}
	if s.hash == 0 {
		return Stamp{}, ErrForm
	}
	s.Authority, err = signed.check(in.Time)
	return s, err
}

// whole reads a value and nothing behind it.
func whole(b []byte, into any) error {
	if rest, err := asn1.Unmarshal(b, into); err != nil || len(rest) > 0 {
		return ErrForm
	}
	return nil
}
