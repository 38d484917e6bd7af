// Package redact masks card data. Its door is [Masker]: PAN masks a number
// known to be one, Masked one that its source masked already, and Text what
// shows as card data in free text, by a label before it (labels.tsv) or by its
// shape. What is masked keeps its length in bytes, so that places in a redacted
// copy stay true, and masking what is masked changes nothing.
//
// [Guard] and [Scan] look a last time over an output, by shape alone. [Clean]
// takes out of a device's text what could act on a screen.
//
// Inside, a finder reads a text in every way that a number may be written in it:
// as it stands, without invisible characters, and its hex as packed digits,
// ASCII and EBCDIC, over the rows of a dump; base64 is decoded and read again.
// All of these are views of one kind, looked through by the same code.
//
// It does not take messages apart: who knows that a field is a card number or a
// reference number says so by calling PAN, or by not calling Text. Without a
// label, card numbers of twelve digits are not found, for they look like any
// reference number; nor are split numbers in two columns, enciphered PIN blocks
// and keys, which look like any bytes.
package redact
