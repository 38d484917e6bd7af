// Package cases follows a payment up until its money is where it belongs. Its
// door is [Read]: the bytes of a case file in, a [Log] out; [Fold] turns its
// lines into the [State] of the case, [Due] says what has to be done by when,
// and [Log.Next] gives the bytes of one more line.
//
// A case file is JSON lines that only grow. Each line holds the SHA-256 of the
// line before it, and a head beside the file holds that of the last one, so that
// a line that was changed or taken out is named. That shows accidents and
// careless edits; whoever can write all files can also make a new chain.
//
// The package keeps no files and reads no clock: bytes, today and the
// [Rules] come from outside.
package cases
