// Package read is the door for dumps: [Events] recognises the format and the
// encoding of each input, decodes and masks what it holds and gives events in
// order. Nothing unmasked leaves it.
package read
