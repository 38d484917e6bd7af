// Package disputes holds what is known about disputes: what a network asks for
// in the five situations of a shop, its reason codes, and the time limits that a
// rule gives. [Open] is the door; [Facts.For] sorts it all for one payment: what
// is asked for and is here or missing, which limits count from when, which codes
// may come. [Facts.Page] gives the facts of one network, or all limits, as a page.
//
// The knowledge is data under data/, in English and Chinese; every fact names its
// source, its date and how well it is known. Where no rule was found, that is
// said, and a date is only given where a rule says from which day it counts and
// that day is in the log. The date on a notice always wins over what stands
// here. It decides nothing about a payment, and it is no legal advice.
package disputes
