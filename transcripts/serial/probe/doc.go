// Package probe finds out what is at the end of a cable. Its door is [Run]: it
// listens first and recognises what it hears, then, with the user's word, asks
// one harmless question of the likeliest protocol, at the settings that are
// usual for it. It never tries the questions of several protocols: what asks for
// a state in one may be a command in another.
//
// Each step says what was done, what came and what follows. Run tells apart a
// terminal that answers, one that is busy, one that speaks another protocol, a
// wrong speed, a log console, an echo, a cable without anything at its end, and
// silence.
package probe
