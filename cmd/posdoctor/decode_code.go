package main

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
)

// code gives the meanings of the code in DE39 of a message. In a reversal
// request it is the reason why the sale is undone, and its reading is another
// one than in an answer.
func (d decoder) code(m transcripts.Message) []group {
	value := m.ResponseCode
	if value == "" {
		value = m.Reason
	}
	if value == "" {
		return nil
	}
	class := m.CodeClass()
	if m.Book != "" {
		// The protocol itself fixes the book; other networks' codes would mislead.
		c, ok := d.lib.Lookup(m.Book, class, value)
		if !ok {
			return nil
		}
		b, _ := d.lib.Book(c.Book)
		return []group{{Reading: codes.Reading{Code: c, Book: b}}}
	}
	for _, book := range append(d.books, dialectBook(m)) {
		if c, ok := d.lib.Lookup(book, class, value); ok {
			b, _ := d.lib.Book(c.Book)
			return []group{{Reading: codes.Reading{Code: c, Book: b}}}
		}
	}
	return grouped(d.lib.Candidates(class, value))
}

// dialectBook is the book that a dialect by itself makes the right one.
func dialectBook(m transcripts.Message) string {
	switch {
	case m.Dialect == "cnpos":
		return "unionpay"
	case m.Version == "1993":
		return "iso8583-1993"
	}
	return ""
}
