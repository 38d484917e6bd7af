// Package nearest gives the known word that a mistyped one was meant to be.
// Its door is [To].
package nearest

import "strings"

// maxLength bounds the words compared, in characters; longer ones have no
// neighbour.
const maxLength = 64

// To gives the known word nearest to the one typed: the one that begins with it,
// or one that a few slips of the finger away. It is "" when none is near. Ties go
// to the one that stands first in known. Case does not count.
func To(typed string, known []string) string {
	word := []rune(strings.ToLower(typed))
	if len(word) == 0 || len(word) > maxLength {
		return ""
	}
	best, least := "", 1+max(1, len(word)/3)
	for _, k := range known {
		lower := strings.ToLower(k)
		if len(word) >= 3 && strings.HasPrefix(lower, string(word)) {
			return k
		}
		other := []rune(lower)
		if len(other) > maxLength {
			continue
		}
		// A word of one or two letters has no slip that leaves it recognisable
		// but a change of case or of order.
		if d := distance(word, other); d < least && d < len(word) {
			best, least = k, d
		}
	}
	return best
}

// distance counts the slips between two words: a letter missing, too many,
// wrong, or two swapped (optimal string alignment).
func distance(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
