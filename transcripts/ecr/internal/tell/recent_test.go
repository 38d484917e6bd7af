package tell

import (
	"strconv"
	"testing"
)

func TestOldestIsForgotten(t *testing.T) {
	var m Recent[int]
	if _, ok := m.Get("0"); ok {
		t.Error("an empty map knows something")
	}
	for i := range size {
		m.Put(strconv.Itoa(i), i)
	}
	m.Put("0", -1) // known: nothing has to go
	if v, ok := m.Get("0"); !ok || v != -1 {
		t.Errorf("got %d, %v", v, ok)
	}
	m.Put("new", 7)
	if _, ok := m.Get("0"); ok {
		t.Error("the oldest was kept")
	}
	for _, key := range []string{"1", "new"} {
		if _, ok := m.Get(key); !ok {
			t.Errorf("%s was forgotten", key)
		}
	}
	if len(m.values) != size || len(m.order) != size {
		t.Errorf("%d values, %d in order", len(m.values), len(m.order))
	}
}
