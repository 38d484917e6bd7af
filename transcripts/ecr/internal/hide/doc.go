// Package hide hides what may not be kept of bytes on a line. Its door is [PAN]
// for a field known to hold a card number, [All] for one that may not be kept at
// all, and for bytes whose meaning is not known [Text], [Words], [Mixed], [Loose]
// and [Unknown], from the mildest to the strictest. [JSON] does so by the names of
// members.
//
// Protocols that show a value and mask it by the same rule ask for marks first:
// [Seen] and [Number] tell for each byte whether it may be seen, [Stars] writes
// the others as stars, and [Unless] hides them on the line, so that both agree.
package hide
