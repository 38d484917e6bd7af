// Package transcripts holds the words for what terminals leave behind: a
// [Source] is one input, an [Event] is one thing a source says happened, a
// [Message] is a payment message of any protocol in one shape, and a [Where]
// is the proof. It has types only; read, logs, iso, emv and redact below it
// turn bytes into them, and card data is masked before it reaches any of them.
package transcripts
