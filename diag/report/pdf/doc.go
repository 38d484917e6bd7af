// Package pdf draws what a report says of one payment as a small A4 PDF for the
// portal of a bank. Its door is [Write].
//
// A portal takes one file, and an analyst reads the first page. So the file is
// what every portal takes that posdoctor knows of: four pages for a payment (a
// retrieval request of Mastercard at one acquirer), under 1 MB (American
// Express), portrait, black on white, letters of 12 points, no links, and the
// numbers of case and payment on each page. It is PDF 1.7 without an archival
// profile: nothing here claims PDF/A.
//
// The text is drawn with two fonts, since none that may be embedded has both
// Latin and Chinese: each run of characters gets the font that draws it, and a
// character that neither draws is spelled as its number, never left out.
package pdf
