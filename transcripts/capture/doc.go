// Package capture holds the file format of what was heard on a line,
// posdoctor.capture/1. Its doors are [Writer], which takes bytes with time and
// side, and [Reader], which gives the lines of such a file back.
//
// The way of a byte: a lane holds the bytes of one side to the end of a frame or
// to a silence, mask.go hides what may not be kept, the record is written and
// made safe on disk, and only then handed on to be shown. So nothing that was
// seen is missing in the file, and nothing unmasked ever leaves the memory of
// the lane.
//
// Masking goes by structure first: the protocol's own Mask. Then everything is
// looked over by shape, as hex and as text. What the decoder of the protocol
// accounts for as fields of their own passes that last look; of an unknown
// protocol, and of a damaged frame, nothing passes.
//
// It opens no port and no file, and knows no protocol by name.
package capture
