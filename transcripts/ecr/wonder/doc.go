// Package wonder reads what tills and Wonder terminals say to each other over a
// serial line. Its door is [Protocol].
//
// It is only decoded. The body names the action in the clear; amount, card and
// result are in a member that is encrypted, so an answer has no response code and
// proves nothing about the money. That member is not kept: its key comes from six
// digits.
//
// Facts: the vendor's pages "ECR via RS232". They do not say in which order the
// bytes of the sums stand; both are accepted.
package wonder
