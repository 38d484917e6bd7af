// Package say words what one frame holds, for decoders of cash-register
// protocols. Its door is [Decoded], which puts a frame taken apart together;
// [Sheet] gathers its fields, [Sign] shows a frame that is a sign only.
package say
