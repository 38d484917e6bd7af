// Package mellon reads the protocol of tills and Mellon terminals in Greece and
// the Balkans (ECR-MELLON integration 1.00B). Its door is [Protocol].
//
// The flow: framer.go cuts a stream by its length headers, fields.go takes a
// body apart into fields and parts, and on that stand the conversation, Describe
// and Mask. The protocol has no check sum, no way to ask for the last result and
// no reversal of its own: a result that is lost has to be settled by hand. The
// one question, query.go, is the echo that the protocol has for it.
package mellon
