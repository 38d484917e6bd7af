// Package wire holds what all cash-register protocols share on the line:
// [Bytes] of which some nibbles may be hidden, [Frame] and [Framer], line
// settings and check sums.
package wire
