package transcripts_test

import (
	"testing"

	"github.com/posdoctor/posdoctor/transcripts"
)

func TestCardSame(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b transcripts.Card
		want transcripts.Match
	}{
		{"both seen clear, one card", card("411111******1111", "one"), card("411111******1111", "one"), transcripts.Equals},
		{"both seen clear, two cards that look alike", card("411111******1111", "one"), card("411111******1111", "two"), transcripts.Differs},
		{"one masked by its source", card("411111******1111", "one"), card("411111******1111", ""), transcripts.Fits},
		{"another tail", card("411111******1111", ""), card("411111******1112", ""), transcripts.Differs},
		{"another head", card("411111******1111", "one"), card("555555******1111", ""), transcripts.Differs},
		{"only the tail is shown", card("************1111", ""), card("411111******1111", "one"), transcripts.Fits},
		{"only the tail is shown, another", card("************1112", ""), card("411111******1111", "one"), transcripts.Differs},
		{"short form of the same tail", card("****1111", ""), card("411111******1111", ""), transcripts.Fits},
		{"short form of another tail", card("****1112", ""), card("411111******1111", ""), transcripts.Differs},
		{"nothing is shown", card("****************", ""), card("411111******1111", "one"), transcripts.Unclear},
		{"head and tail have no place in common", card("411111**********", ""), card("************1111", ""), transcripts.Unclear},
		{"three digits in common are too few", card("*************111", ""), card("411111******1111", ""), transcripts.Unclear},
		{"one is not stated", card("", ""), card("411111******1111", "one"), transcripts.Unclear},
		{"neither is stated", card("", ""), card("", ""), transcripts.Unclear},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.a.Same(c.b); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
			if got := c.b.Same(c.a); got != c.want {
				t.Errorf("the other way round: got %v, want %v", got, c.want)
			}
		})
	}
}

func card(masked, token string) transcripts.Card {
	return transcripts.Card{Masked: masked, Token: token}
}
