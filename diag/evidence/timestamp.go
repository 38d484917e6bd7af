package evidence

import (
	"bytes"
	"crypto/sha256"
	"encoding/asn1"
	"errors"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/evidence/stamp"
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

// Stamped is what a time stamp reply in a bundle says.
type Stamped struct {
	Path      string    `json:"path"`
	Revision  int       `json:"revision"`
	Time      time.Time `json:"time"`
	Authority string    `json:"authority"` // as its certificate calls it; "" when there is none
}

// stamps checks the requests and replies of this revision and of the earlier ones,
// each against the tag manifest beside it.
func (v *verifier) stamps() {
	for n := 1; n <= v.out.Revision; n++ {
		dir := revisionDir(n)
		if n == v.out.Revision {
			dir = ""
		}
		tags := v.t.read(dir + fileTagManifest)
		if v.t.has(dir + fileQuery) {
			if want, err := stampQuery(tags); err != nil || !bytes.Equal(want, v.t.read(dir+fileQuery)) {
				v.fault("stamp.query", dir+fileQuery, "")
			}
		}
		if !v.t.has(dir + fileStamp) {
			continue
		}
		s, id := readStamp(tags, v.t.read(dir+fileStamp))
		if id != "" {
			v.fault(id, dir+fileStamp, "")
			continue
		}
		v.out.Stamps = append(v.out.Stamps, Stamped{dir + fileStamp, n, s.Time, shown(s.Authority)})
	}
}

// readStamp reads a reply to a request for a tag manifest; a fault's id tells what
// is wrong with it.
func readStamp(tagManifest, reply []byte) (s stamp.Stamp, fault string) {
	s, err := stamp.Read(reply)
	switch {
	case errors.Is(err, stamp.ErrRefused):
		return s, "stamp.refused"
	case errors.Is(err, stamp.ErrSignature):
		return s, "stamp.signature"
	case err != nil:
		return s, "stamp.form"
	case !s.Covers(tagManifest):
		return s, "stamp.other"
	}
	return s, ""
}

// checkReply refuses a reply that does not stamp that tag manifest.
func checkReply(tagManifest, reply []byte) error {
	if _, id := readStamp(tagManifest, reply); id != "" {
		return &codes.Problem{ID: "input.timestamp", What: textReplyWrong.With(faultTexts[id]), Hint: hintReply}
	}
	return nil
}

// stampClaims says what the replies prove and what they do not.
func (v *verifier) stampClaims(prove, not func(codes.Text)) {
	for _, s := range v.out.Stamps {
		at := s.Time.Format("2006-01-02 15:04:05")
		if s.Authority == "" {
			not(openStampBare.With(s.Path, at))
			continue
		}
		prove(provedStamp.With(s.Revision, at, s.Authority))
		not(openStamp.With(s.Authority, s.Path))
	}
}

var (
	textReplyWrong = codes.Text{EN: "this reply cannot be added: it %s", ZH: "不能加入这份时间戳回执：%s"}
	hintReply      = codes.Text{EN: "send tagmanifest-sha256.txt.tsq of this very bundle to the authority and add what it answers", ZH: "请把这个证据包里的 tagmanifest-sha256.txt.tsq 提交给时间戳机构，再加入它的回执"}
	textStampTwice = codes.Text{EN: "this bundle has a time stamp reply already", ZH: "这个证据包已有时间戳回执"}
	provedStamp    = codes.Text{
		EN: "a certificate in the name of %[3]q signed that revision %[1]d existed at %[2]s UTC",
		ZH: "名为 %[3]q 的证书签名写明：版本 %[1]d 在 %[2]s（UTC）已经存在",
	}
	openStamp = codes.Text{
		EN: "that %[1]q is an authority to be trusted: the chain to a trusted root was not checked; openssl ts -verify -data FILE -in %[2]s -CAfile CA does",
		ZH: "%[1]q 是可信的时间戳机构：没有核对到可信根证书的链，可用 openssl ts -verify -data 文件 -in %[2]s -CAfile CA证书",
	}
	openStampBare = codes.Text{
		EN: "the time %[2]s UTC of %[1]s: it carries no certificate, so that its signature was not checked",
		ZH: "%[1]s 所写的时间 %[2]s（UTC）：回执里没有证书，无法检查签名",
	}
)
