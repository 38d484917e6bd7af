// Package pdf looks for card data in PDF documents. Its door is [Look].
//
// A PDF keeps its text in packed streams, cut into pieces and often written with
// the numbers of glyphs instead of characters. Look unpacks the streams, puts the
// pieces of a line together, translates glyphs by the tables that documents carry
// for searching, and scans the lot by shape. It draws nothing: what is in
// pictures, in fonts without such a table or behind a password it cannot read,
// and it counts what it could not. It never changes a document.
package pdf
