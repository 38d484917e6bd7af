// Package iso reads ISO 8583 messages. Its doors are [Reader.Read], which turns
// the bytes of one logged message into the common shape, [Reader.Fields], which
// does the same for logs that already hold fields, and [Decode], which takes one
// message apart for showing.
//
// The flow: framing (length, TPDU, headers) is tried in every form that fits
// the first bytes; behind each the dialects are tried, and the reading whose
// last field ends where the bytes end wins. Read walks the bitmap by hand and
// touches only what [transcripts.Message] holds; Decode unpacks every field with
// moov-io/iso8583. Both give the same message, and a test holds them to it.
//
// Dialects are data: one file each under dialects/, read when first needed.
// The package has no keys: it checks no MAC and opens no PIN block. Values that
// PCI DSS forbids to keep are cut off here and reach no field, fault or error.
package iso
