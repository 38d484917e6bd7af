package tell

// size is how many entries a map keeps: more than a till asks in an hour.
const size = 256

// Recent is a map that forgets its oldest entry to make room. The zero value is
// empty and ready.
type Recent[V any] struct {
	values map[string]V
	order  []string // oldest first
}

// Get gives what was put under a key last.
func (m *Recent[V]) Get(key string) (V, bool) {
	v, ok := m.values[key]
	return v, ok
}

// Put remembers a value. A key that is known keeps its age.
func (m *Recent[V]) Put(key string, v V) {
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
