// Package iso reads ISO 8583 messages. Its doors are [Reader.Read], which turns
// the bytes of one logged message into the common shape, and [Decode], which
// takes one apart for showing.
package iso
