// Package linkpos reads the till protocol of Hypercom's family as banks of
// Thailand and the Philippines use it (LinkPOS). Its door is [Protocol].
//
// A message is a header of eighteen characters with a transaction code and a
// response code, then fields. What a transaction code does is the acquirer's own
// business: 71 voids by trace number at KBTG and only looks a payment up
// elsewhere. So codes stand in a table by variant (commands.tsv), a code that is
// not in it counts as one that moves money, and questions are asked only where
// the variant's own specification calls them harmless.
//
// Response codes are read by the book of the variant: linkpos-kbtg,
// linkpos-v156, linkpos-bdo.
package linkpos
