// Package redact masks card data. Its door is [Masker]: PAN masks a number
// known to be one, Text masks what looks like one in free text. What is masked
// keeps its length in bytes, so that places in a redacted copy stay true.
package redact
