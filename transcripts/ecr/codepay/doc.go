// Package codepay reads what CodePay and PayCloud terminals (Android) say over
// their USB port: JSON in packets that begin with 55 AA and end with CC 33. Its
// door is [Protocol].
//
// The terminal sends a heartbeat every two seconds, so listening alone shows that
// it lives. The only question is the handshake, and that ends the session which
// the till's own program has open; it needs the user's word.
//
// What a message does stands in its topic and transaction type (topics.tsv);
// what is not listed there may move money. An answer finds its request by the
// number that the till gave it.
package codepay
