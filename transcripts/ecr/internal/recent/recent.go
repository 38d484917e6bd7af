// Package recent remembers the newest of what passed by, and no more than fits
// into a bounded room. Its door is [Map].
package recent

// size is how many entries a map keeps: more than a till asks in an hour.
const size = 256

// Map is a map that forgets its oldest entry to make room. The zero value is
// empty and ready.
type Map[V any] struct {
	values map[string]V
	order  []string // oldest first
}

// Get gives what was put under a key last.
func (m *Map[V]) Get(key string) (V, bool) {
	v, ok := m.values[key]
	return v, ok
}

// Put remembers a value. A key that is known keeps its age.
func (m *Map[V]) Put(key string, v V) {
	if m.values == nil {
		m.values = map[string]V{}
	}
	if _, known := m.values[key]; !known {
		if len(m.order) == size {
			delete(m.values, m.order[0])
			m.order = append(m.order[:0], m.order[1:]...)
		}
		m.order = append(m.order, key)
	}
	m.values[key] = v
}
