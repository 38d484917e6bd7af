// Package zvt reads ZVT, the protocol of tills and payment terminals in
// Germany, Austria, Switzerland and their neighbours (PA00P015 13.08 and
// PA00P016 04 of the terminal makers' association). Its door is [Protocol].
//
// The flow: framer.go cuts a serial line into blocks and tcp.go a connection
// into APDUs; apdu.go and fields.go take an APDU apart by its layout
// (commands.tsv) into BMPs (bmps.tsv) and the objects of the TLV container
// (tags.tsv). On that stand the conversation (till.go and answers.go are its two
// sides), which follows one command after the other through "accepted", results
// and completion; Describe; and Mask, which shows only what a table says may be
// shown. query.go holds the four questions.
//
// What matters for the money: 80 00 says that a command was received, no more.
// 04 0F states a result, and 06 0F or 06 1E ends the command. Until then the
// terminal may still undo an approved payment on its own, so an approval that
// is never completed stays open.
package zvt
