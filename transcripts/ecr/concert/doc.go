// Package concert reads Concert E and E+, the French protocol of tills and
// payment terminals. Its door is [Protocol]. The specification is not public:
// the layout follows a public till driver, and what is marked "memory" in the
// code book follows common knowledge only.
//
// The flow: framer.go cuts a line into blocks and signs, layout.go names the
// fixed fields of a block, and on that stand the conversation, Describe and
// Mask. There is no message that asks for anything: the one question, query.go,
// opens a session and ends it at once.
package concert
