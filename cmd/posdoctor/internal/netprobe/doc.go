// Package netprobe finds out whether this network can reach a host as a payment
// terminal would need it. Its door is [Run].
//
// The flow: look asks the outside (names, connections, TLS) and keeps facts;
// judge turns facts into checks with causes and remedies and touches nothing.
// What a host is sent is a TLS handshake and not a byte more: no request, no
// message of a payment, nothing at all where the host is known not to speak TLS.
package netprobe
