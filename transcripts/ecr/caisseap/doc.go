// Package caisseap reads Caisse-AP, the protocol of French tills and terminals
// over a network (Concert V3). Its door is [Protocol]. The specification is not
// public: tags and codes follow a public till client and its server.
//
// The flow: framer.go cuts a stream into messages, which have no length and no
// check sum: one ends where the next begins or the line falls silent. On that
// stand the conversation, Describe and Mask. There is no question: the protocol
// can only pay.
package caisseap
