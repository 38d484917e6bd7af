// Package byhand reads the YAML files that people write by hand: profiles, and
// scenarios of pretend terminals. Its door is [Read].
//
// It keeps every value as it is written (a terminal number keeps its leading
// zeros), refuses what it does not know (a mistyped key that is silently passed
// over would change verdicts without a word), and gathers all mistakes, each with
// its line and in both languages. It reads bytes, never files, and no message
// repeats what could be a card number.
package byhand
