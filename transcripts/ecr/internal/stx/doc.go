// Package stx runs a protocol's rule for its next frame over bytes that come in
// any pieces. Its door is [New]. The rule looks at the start of what is held and
// says what stands there; stx keeps what is not decided, gathers the bytes that
// are part of no frame, and bounds both. A rule must decide by the shortest
// start that decides, so that the frames do not depend on how the bytes were
// cut on the way.
package stx
