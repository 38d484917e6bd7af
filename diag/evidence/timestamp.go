package evidence

import (
	"crypto/sha256"
	"encoding/asn1"
)

// The request of RFC 3161, 2.4.1. It holds the digest and nothing else of the
// bundle. There is no nonce, so that the same bundle asks the same question; the
// reply's own time and digest tell replies apart.
type timeStampReq struct {
	Version        int
	MessageImprint messageImprint
	CertReq        bool
}

type messageImprint struct {
	HashAlgorithm algorithm
	HashedMessage []byte
}

type algorithm struct {
	Algorithm  asn1.ObjectIdentifier
	Parameters asn1.RawValue
}

// oidSHA256 is id-sha256 of NIST's arc.
var oidSHA256 = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}

// stampQuery asks a time stamp authority to prove that the message existed.
func stampQuery(message []byte) ([]byte, error) {
	digest := sha256.Sum256(message)
	return asn1.Marshal(timeStampReq{
		Version:        1,
		MessageImprint: messageImprint{HashAlgorithm: algorithm{Algorithm: oidSHA256, Parameters: asn1.NullRawValue}, HashedMessage: digest[:]},
		CertReq:        true,
	})
}
