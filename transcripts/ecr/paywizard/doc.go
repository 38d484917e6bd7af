// Package paywizard reads what tills and WizarPOS terminals with PAYwizard say to
// each other. Its door is [Protocol].
//
// It is only decoded. The body is one JSON object; a handshake carries any text.
// The result of a payment is the word of the payment app behind PAYwizard: its
// codes are those of its acquirer, so no book is named. An answer whose flag and
// code contradict each other has no code.
//
// Facts: the vendor's page on serial connections and its public sample program.
package paywizard
