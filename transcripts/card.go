package transcripts

// Same compares two cards: by token when both were seen clear, else by the
// digits that both show.
func (c Card) Same(d Card) Match {
	switch {
	case c.Token != "" && d.Token != "":
		if c.Token == d.Token {
			return Equals
		}
		return Differs
	case c.Masked == "" || d.Masked == "":
		return Unclear
	}
	return sameDigits(c.Masked, d.Masked)
}

// sameDigits compares two masked numbers position by position. Numbers of
// different length are compared at their visible ends.
func sameDigits(a, b string) Match {
	if len(a) != len(b) {
		n := min(4, len(a), len(b))
		a, b = a[len(a)-n:], b[len(b)-n:]
	}
	seen := 0
	for i := range len(a) {
		if !digit(a[i]) || !digit(b[i]) {
			continue
		}
		if a[i] != b[i] {
			return Differs
		}
		seen++
	}
	if seen < 4 {
		return Unclear
	}
	return Fits
}

func digit(c byte) bool { return c >= '0' && c <= '9' }
