package guide

import (
	"testing"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
)

func TestRecipient(t *testing.T) {
	declined := func(by ...codes.Party) diag.Leg {
		return diag.Leg{Code: "01", Reading: codes.Reading{Code: codes.Code{DeclinedBy: by}}}
	}
	for name, tt := range map[string]struct {
		v    diag.Verdict
		leg  diag.Leg
		hot  bool
		want string
	}{
		"unknown":                {diag.Verdict{Money: diag.MoneyUnknown}, diag.Leg{}, true, "acquirer"},
		"going back":             {diag.Verdict{Money: diag.Returning}, diag.Leg{}, true, "acquirer"},
		"contradiction":          {diag.Verdict{Money: diag.Conflict}, diag.Leg{}, true, "acquirer"},
		"likely not charged":     {diag.Verdict{Money: diag.NotCharged, Confidence: diag.Likely}, declined(codes.Issuer), true, "acquirer"},
		"stored":                 {diag.Verdict{Money: diag.Charged, Stage: diag.StageStored, Confidence: diag.Proved}, diag.Leg{}, true, "acquirer"},
		"given back":             {diag.Verdict{Money: diag.Returned, Confidence: diag.Proved}, diag.Leg{}, false, "issuer"},
		"held":                   {diag.Verdict{Money: diag.Charged, Stage: diag.StageHeld, Confidence: diag.Proved}, diag.Leg{}, false, "issuer"},
		"the issuer refused":     {diag.Verdict{Money: diag.NotCharged, Confidence: diag.Proved}, declined(codes.Issuer, codes.Network), true, "issuer"},
		"the network refused":    {diag.Verdict{Money: diag.NotCharged, Confidence: diag.Proved}, declined(codes.Network), true, "acquirer"},
		"nobody knows who":       {diag.Verdict{Money: diag.NotCharged, Confidence: diag.Proved}, declined(codes.PartyUnknown), true, "acquirer"},
		"the terminal refused":   {diag.Verdict{Money: diag.NotCharged, Confidence: diag.Proved}, declined(codes.Terminal), true, "support"},
		"never sent":             {diag.Verdict{Money: diag.NotCharged, Confidence: diag.Proved}, diag.Leg{}, false, "support"},
		"paid":                   {diag.Verdict{Money: diag.Charged, Stage: diag.StageCaptured, Confidence: diag.Proved}, diag.Leg{}, false, ""},
		"paid, but marked wrong": {diag.Verdict{Money: diag.Charged, Stage: diag.StageCaptured, Confidence: diag.Proved}, diag.Leg{}, true, "acquirer"},
	} {
		x := diag.Transaction{Verdict: tt.v, Legs: []diag.Leg{tt.leg}, Attention: tt.hot}
		got := Recipient(&x)
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
		if _, ok := Open().Sheet(got, &x, nil); got != "" && !ok {
			t.Errorf("%s: there is no sheet for %q", name, got)
		}
	}
}
