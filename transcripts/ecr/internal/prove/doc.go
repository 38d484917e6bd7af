// Package prove holds the proofs that every text protocol has to stand, for use
// in tests: that frames do not depend on how bytes were cut, that what is masked
// gives no secret away and still reads, and that no question is a forbidden
// command. Its door is [Protocol].
package prove
