// Package codes is what posdoctor knows about response codes and other coded
// values. Its door is [Library]: Lookup finds one code in one book, Candidates
// lists every reading of a code whose book is not known, Search finds codes by
// the words that a terminal shows.
//
// The knowledge itself is data under data/: one tab-separated file a book,
// with causes and advice as shared texts. A book is read when it is first
// asked for, never at start-up. The package imports nothing else of posdoctor.
package codes
