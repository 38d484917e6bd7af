// Package pairing finds out which messages belong together. Its door is
// [Window]: it collects events and resolves them into transactions, each a tree
// of legs with everything that was seen of them, and into exchanges.
//
// Resolving is a pure function of what the window holds: messages are grouped
// by terminal and STAN, merged where several places show the same one, made
// into legs, given their answers, tied to the leg they undo or complete, and
// only then put together. Nothing hangs on the order in which sources were
// read. Order within one source is proof; wall clocks of different sources are
// only used to keep days apart.
package pairing
