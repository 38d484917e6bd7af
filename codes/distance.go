package codes

// distance counts the characters to change, add or drop to turn one text into
// the other (Levenshtein). It gives up with limit as soon as the answer cannot
// be below it, which keeps searches over thousands of texts short.
func distance(a, b []rune, limit int) int {
	if d := len(a) - len(b); d >= limit || -d >= limit {
		return limit
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		before, least := row[0], limit
		row[0] = i + 1
		for j, y := range b {
			change := before
			if x != y {
				change++
			}
			before = row[j+1]
			row[j+1] = min(change, row[j+1]+1, row[j]+1)
			least = min(least, row[j+1])
		}
		if least >= limit && row[0] >= limit {
			return limit
		}
	}
	return min(row[len(b)], limit)
}
