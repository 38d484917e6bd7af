// Package guide holds what posdoctor knows beyond single codes: one-page cards
// for people at work, topics and symptoms, call sheets and the elimination path
// from terminal to issuer. [Open] gives the [Shelf] they stand on: [Shelf.Find]
// looks for words as people say them, [Shelf.Page] gives a page as a layout
// tree, [Shelf.Sheet] fills a call sheet with what is known of a payment, and
// [Shelf.Triage] is the path.
//
// The knowledge is data under data/, in English and Chinese. It decides nothing
// about a payment: verdicts come from diagnose. It names no makes and holds no
// telephone numbers; those come from the user's own contacts.
package guide
