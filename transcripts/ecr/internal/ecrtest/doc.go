// Package ecrtest holds what the tests of all cash-register protocols check
// alike. Its door is [Trial], the proofs that a protocol has to stand: that frames
// do not depend on how bytes were cut, that what is masked gives no secret away
// and still reads, and that no question is a forbidden command.
//
// For a single case there are [Cut] and [SameInPieces] for framers, [Published]
// and [Conversation] for what is told, [Private] and [SameMasked] for privacy, and
// [Draw], which makes card data. Only tests import it.
package ecrtest
