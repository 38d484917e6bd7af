// Package verdict says where the money of a transaction is. Its door is
// [Judge.Transaction]: legs with everything that was seen of them go in, states
// and the verdict come out. It is a pure function of the transaction and of
// what the code books say.
//
// The rules are those of the design's section on the verdict: every doubt goes
// to the more cautious side, an undo that was itself undone has no effect, and
// what a journal or a printer says never decides where money is.
package verdict
