package codes

import (
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
)

// Overlay adds a user's own rows to a book, or replaces rows of it. The name is
// a file's name; without its folder and ".tsv" it is the id of the book, and an
// id that is not known yet makes a new book. The file has the columns of the
// built-in books; a row that replaces another keeps what the file has no column
// for, and a new row needs at least code, name_en or name_zh, money and retry.
//
// Either all rows are taken or none: errors are *Problem values naming file,
// line and column, up to twenty of them joined. Reading stops at 8 MiB.
func (l *Library) Overlay(name string, r io.Reader) error {
	b, err := io.ReadAll(io.LimitReader(r, maxBook+1))
	if err != nil {
		return &Problem{
			ID: "codes.file", What: Text{"the file cannot be read", "文件无法读取"}, At: name,
			Hint: Text{"check that it is there and may be read", "请检查文件是否存在、是否有读取权限"}, Err: err,
		}
	}
	book := strings.TrimSuffix(name[strings.LastIndexAny(name, `/\`)+1:], ".tsv")
	if book == "" {
		return &Problem{
			ID: "codes.file", What: Text{"the book has no name", "码表没有名称"}, At: name,
			Hint: Text{"name the file after the book, unionpay.tsv for example", "请用码表的名称命名文件，例如 unionpay.tsv"},
		}
	}

	l.overlay.Lock()
	defer l.overlay.Unlock()
	old := l.table(book)
	p := bookParser{file: name, book: book, texts: l, lint: l.strict}
	if old != nil {
		p.base = func(class Class, code string) (Code, bool) {
			for _, c := range old.rows {
				if c.Class == class && c.Value == code {
					return c, true
				}
			}
			return Code{}, false
		}
	}
	rows, problems := p.parse(b)
	if len(problems) > 0 {
		return errors.Join(problems...)
	}

	var all []Code
	if old != nil {
		all = slices.Clone(old.rows)
	}
	for _, c := range rows {
		same := func(o Code) bool { return o.Class == c.Class && o.Value == c.Value }
		if i := slices.IndexFunc(all, same); i >= 0 {
			all[i] = c
		} else {
			all = append(all, c)
		}
	}
	s := &shelf{id: book}
	s.table.Store(newTable(all))
	shelves := maps.Clone(*l.shelves.Load())
	shelves[book] = s
	l.shelves.Store(&shelves)
	return nil
}
