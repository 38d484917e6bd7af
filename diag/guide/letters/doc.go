// Package letters writes the letters and forms of one payment: to the acquirer,
// to the issuer (handed in by the cardholder), to terminal support, to a
// regulator, and a worksheet for a court's certificate. [Open] is the door; it
// takes the user's own templates, which replace built-in ones of the same file
// name. [Set.Write] writes one letter in one language, [Set.Missing] lists what
// the records do not tell for one letter.
//
// A letter states facts only: every field comes from the payment, the profile or
// the caller, or reads "unknown". Cards are masked, and the whole text passes the
// last scan for card data. It holds no telephone number. It gives no legal advice
// and says so.
package letters
