// Package profile reads posdoctor.yaml, in which a user tells what posdoctor
// cannot see in a dump. Its door is [Parse]. It reads bytes, never files, and
// refuses what it does not know: a mistyped key that is silently passed over
// would change verdicts without a word.
package profile
