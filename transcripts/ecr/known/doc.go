// Package known lists the cash-register protocols and recognises them. Its
// doors are [All], [ByID], [Recognise] and [NoiseOf].
//
// Recognise runs every protocol's framer over captured bytes and lets each
// protocol say how much the frames look like its own. One short check sum may
// fit by chance, and many protocols share STX, ETX and a XOR sum, so a guess
// says whether another one fits the same bytes. NoiseOf looks at bytes that no
// protocol fits: a wrong speed, a wrong parity, an echo and a text console each
// leave a pattern. Nothing here sends anything.
package known
