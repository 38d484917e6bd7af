package rules

// judged is what must be known of a transaction to take its judgement back
// when a later revision comes.
type judged struct {
	revision int
	ids      []string
	safe     bool // it may be charged again
	conflict bool
}

// remembered is how many settled transactions with findings are kept for a
// late revision. Those that are still open are kept without a limit: late
// evidence is expected there.
const remembered = 4096

// memory keeps judgements by transaction key.
type memory struct {
	open    map[string]judged
	settled map[string]judged
	ring    []string // keys of settled, oldest at next
	next    int
}

func newMemory() *memory {
	return &memory{open: map[string]judged{}, settled: map[string]judged{}}
}

// get gives the judgement kept for a key.
func (m *memory) get(key string) (judged, bool) {
	if j, ok := m.open[key]; ok {
		return j, true
	}
	j, ok := m.settled[key]
	return j, ok
}

// put keeps a judgement in place of the one before.
func (m *memory) put(key string, j judged, open bool) {
	delete(m.open, key)
	if open {
		delete(m.settled, key)
		m.open[key] = j
		return
	}
	if _, ok := m.settled[key]; !ok {
		if len(m.ring) < remembered {
			m.ring = append(m.ring, key)
		} else {
			delete(m.settled, m.ring[m.next])
			m.ring[m.next] = key
			m.next = (m.next + 1) % remembered
		}
	}
	m.settled[key] = j
}
