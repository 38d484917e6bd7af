// Package pick finds one payment among many by what a person has of it: the key
// that a report shows, a trace number, a reference number, an amount, a time,
// the last digits of the card, or "the last one". Its door is [Pick]; [Search]
// does the same while payments stream by, and keeps what nearly fits.
//
// It chooses, it never judges: what it leaves out is as true as before.
package pick
