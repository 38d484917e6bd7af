// Package stamp reads the reply of a time stamp authority (RFC 3161). Its door is
// [Read], which checks everything that a reply proves by itself: that the request
// was granted, that the authority's certificate is one for time stamps and was
// valid then, and that its key signed the digest and the time.
//
// It knows no trusted roots: whose certificate it is remains to be checked by
// somebody who has them. It reads DER, as the standard asks, and no network.
package stamp
