package disputes

import (
	"slices"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
)

// Candidate is a network that a payment may belong to.
type Candidate struct {
	ID   string // "visa", "unionpay", ...
	Name codes.Text
	// Sure is set when the user named it, or when it alone fits what the log shows.
	Sure bool
	Why  codes.Text
}

// candidates gives the networks of a payment: the one that the user named; those
// that fit the first digits of the card, the closest first; else all that take
// such payments, since nothing tells them apart.
func (f *Facts) candidates(t *diag.Transaction, told string) []Candidate {
	if n, ok := f.network(told); ok {
		return []Candidate{{ID: n.ID, Name: n.Name, Sure: true, Why: whyToldNetwork}}
	}
	if id := wallet(t); id != "" {
		if n, ok := f.network(id); ok {
			return []Candidate{{ID: n.ID, Name: n.Name, Sure: true, Why: whyWallet}}
		}
	}
	var out []Candidate
	fitting := 0
	if digits := firstDigits(t); digits != "" {
		for _, c := range f.lib.Choose(codes.Clues{Card: digits}) {
			if c.Proof != codes.ProofCard {
				continue
			}
			fitting++
			if n, ok := f.network(c.Book.ID); ok {
				out = append(out, Candidate{ID: n.ID, Name: n.Name, Why: whyCard})
			}
		}
	}
	for i := range out {
		if out[i].Sure = fitting == 1; !out[i].Sure {
			out[i].Why = whyCardOthers
		}
	}
	if len(out) > 0 || fitting > 0 {
		return out
	}
	for _, n := range f.networks {
		// UnionPay alone takes both cards and codes.
		if t == nil || t.Method == "" || n.QR == (t.Method == "qr") || n.ID == "unionpay" {
			out = append(out, Candidate{ID: n.ID, Name: n.Name, Why: whyNothing})
		}
	}
	return out
}

// firstDigits gives what a masked card shows of its beginning, at most six.
func firstDigits(t *diag.Transaction) string {
	if t == nil {
		return ""
	}
	for _, l := range t.Legs {
		m := l.Card.Masked
		i := 0
		for i < len(m) && i < 6 && m[i] >= '0' && m[i] <= '9' {
			i++
		}
		if i > 0 && i < len(m) {
			return m[:i]
		}
	}
	return ""
}

// wallet names the wallet whose own messages or code book the payment shows.
func wallet(t *diag.Transaction) string {
	if t == nil {
		return ""
	}
	known := []string{"wechat", "alipay"}
	for _, l := range t.Legs {
		if slices.Contains(known, l.Reading.Code.Book) {
			return l.Reading.Code.Book
		}
		for _, s := range l.Seen {
			if m := s.Message; m != nil && slices.Contains(known, m.Book) {
				return m.Book
			}
		}
	}
	return ""
}
