// Package codes is what posdoctor knows about response codes and other coded
// values. Its door is [Library]: Lookup finds one code in one book, Candidates
// lists every reading of a code whose book is not known, Search finds codes by
// the words that a terminal shows, Overlay adds a user's own rows.
//
// The knowledge itself is data under data/. A book is one tab-separated file,
// named after the book, and one entry in books.yaml, whose order is the order of
// likelihood; causes.yaml and advice.yaml hold the texts that rows share. Adding
// a book means adding a file and an entry, no code. A book is read when it is
// first asked for, never at start-up.
//
// House rules of the data, all tested: a row says what the code alone proves
// about money, so a refusal is a row of class "answer" and never answers for
// another class of message; where money may have moved the only retry rules are
// check_first and never; customers are never told lost, stolen or fraud.
//
// The package imports nothing else of posdoctor.
package codes
