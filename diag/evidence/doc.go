// Package evidence writes and checks dispute bundles. Its doors are [Write],
// which turns the parts of a case into a BagIt 1.0 folder that a receiver can
// check with tools of their own, and [Verify], which checks one offline.
//
// A bundle holds opaque parts (reports, records), redacted copies of what was
// read, a custody log whose lines are chained by their digests, manifests over
// all of it and one detached SSH signature over the last manifest, so that one
// signature covers everything. [Revise] adds documents as a new revision and
// leaves what was handed over before provable. [Inspect] tells what is in one
// before it is handed over.
//
// The plain digest of an original never stands beside its redacted copy: with a
// few digits unknown, trying them all would give the card number back. The copy
// carries its SHA-256, the original only an HMAC under a key that the merchant
// keeps.
//
// The package works on values and on interfaces: it opens no files, reads no
// clock and makes no keys. It does not know what a part says.
package evidence
