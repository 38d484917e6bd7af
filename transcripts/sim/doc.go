// Package sim is a pretend terminal: it speaks the terminal's side of the
// cash-register protocols, for tests, for training and for a demo without
// hardware. No money moves: it is connected to nothing.
//
// Its door is [Terminal], a pure state machine. [Terminal.Receive] takes what a
// till sent, [Terminal.Next] says when the terminal wants to do something, and
// [Terminal.Do] gives what: bytes to write, or a cable that comes out. A
// [Scenario], read from YAML by [Parse], says which protocol it speaks, what is
// in its journal and what goes wrong.
//
// [Serve] puts a Terminal on a pseudo-terminal or a socket. It opens nothing
// that it did not make itself, and listens only on this machine, so it can reach
// no real till and no real terminal. [Play] lets a pretend till talk to it in
// memory and gives what passed; the till exists nowhere else, because one on a
// port could be bridged to a real terminal and make it take money.
//
// All packing here is the package's own, written from the reference, so that a
// mistake in a decoder below transcripts/ecr cannot hide in the data that tests
// it.
package sim
