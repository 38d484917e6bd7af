package rules

import "github.com/posdoctor/posdoctor/diag"

// merchantMismatch: a payment carries another merchant number than the profile
// says for its terminal. The money then goes to another shop's account.
const merchantMismatch = "config.mid_mismatch"

// otherMerchant looks once at each pair of terminal and merchant number: it is
// the set-up that needs looking after, not every payment made with it.
func (s *Set) otherMerchant(t *diag.Transaction) {
	root := t.Root()
	want := s.profile.Merchant
	for _, x := range s.profile.Terminals {
		if x.ID == root.Terminal && x.Merchant != "" {
			want = x.Merchant
		}
	}
	pair := root.Terminal + "|" + root.Merchant
	if want == "" || root.Merchant == "" || root.Merchant == want || len(root.Seen) == 0 || s.merchants[pair] || len(s.merchants) >= listed {
		return
	}
	s.merchants[pair] = true
	s.loose(merchantMismatch, []fact{{root.Seen[0].Where(), []any{root.Merchant, want}, ""}})
}
