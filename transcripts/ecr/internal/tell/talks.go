package tell

import "strconv"

// Talks numbers the turns of a conversation. The zero value needs a Protocol.
type Talks struct {
	Protocol string
	n        int
}

// Next starts a turn and names it.
func (t *Talks) Next() string {
	t.n++
	return t.Now()
}

// Now names the turn that was begun last; "" before the first.
func (t *Talks) Now() string {
	if t.n == 0 {
		return ""
	}
	return t.Protocol + "#" + strconv.Itoa(t.n)
}
