// Package mispos reads a Chinese till protocol (MISPOS, 收银一体化): private tags
// DF01, DF02 and so on between a till and its terminal, in the frame of package
// bcdlen. There is no national standard; this family (银捷) is known from one
// public source. Its door is [Protocol].
//
// DF07 is the response code: two characters are the host's answer (应答码) and are
// read by the UnionPay table, eight are the terminal's own and are read by the
// book mispos-cn. What a transaction type (DF02) does is not known apart from 13,
// a status query, so every other type counts as one that moves money.
//
// It asks nothing. The one harmless type comes from a single source whose table
// of types is not public, and the sibling protocols show that a number may be a
// query in one build and a void in the next: until a second source is found, such
// a packet might be anything to the terminal that gets it.
package mispos
