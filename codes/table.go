package codes

// table is one parsed book: its rows in file order and three indexes into
// them. It is never changed after it was built.
type table struct {
	rows    []Code
	exact   map[rowKey]int // rows of one class
	general map[string]int // rows of ClassAny
	first   map[string]int // what a query without a class gets
}

type rowKey struct {
	class Class
	code  string
}

// classOrder is the order in which a query without a class looks: people who
// name no class nearly always read the answer to a payment.
var classOrder = [...]Class{
	ClassAnswer, ClassAny, ClassReversalAnswer, ClassReversalReason,
	ClassReconciliation, ClassNetwork, ClassFile, ClassAdmin,
}

func newTable(rows []Code) *table {
	t := &table{
		rows:    rows,
		exact:   make(map[rowKey]int, len(rows)),
		general: map[string]int{},
		first:   make(map[string]int, len(rows)),
	}
	for i, c := range rows {
		if c.Class == ClassAny {
			t.general[c.Value] = i
		} else {
			t.exact[rowKey{c.Class, c.Value}] = i
		}
		if old, ok := t.first[c.Value]; !ok || rank(c.Class) < rank(rows[old].Class) {
			t.first[c.Value] = i
		}
	}
	return t
}

func rank(class Class) int {
	for i, c := range classOrder {
		if c == class {
			return i
		}
	}
	return len(classOrder)
}

// lookup gives the row of exactly this class, else the row for every class;
// never a row of another class.
func (t *table) lookup(class Class, code string) (Code, bool) {
	var i int
	var ok bool
	if class == ClassAny {
		i, ok = t.first[code]
	} else if i, ok = t.exact[rowKey{class, code}]; !ok {
		i, ok = t.general[code]
	}
	if !ok {
		return Code{}, false
	}
	return t.rows[i], true
}

// readings gives every row that a query may mean. Without a class these are
// the rows of all classes; the row for every class is left out then where an
// answer row says the same code more exactly.
func (t *table) readings(class Class, code string) []Code {
	if class != ClassAny {
		if c, ok := t.lookup(class, code); ok {
			return []Code{c}
		}
		return nil
	}
	var found []Code
	for _, k := range classOrder {
		if k == ClassAny {
			if i, ok := t.general[code]; ok && len(found) == 0 {
				found = append(found, t.rows[i])
			}
			continue
		}
		if i, ok := t.exact[rowKey{k, code}]; ok {
			found = append(found, t.rows[i])
		}
	}
	return found
}
