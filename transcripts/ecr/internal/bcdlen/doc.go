// Package bcdlen cuts the frames that many terminals of Asia share:
//
//	02 | two bytes of packed digits: length of the data | data | 03 | LRC
//
// The LRC is the XOR of the two length bytes, the data and the 03, without the
// 02. Its door is [NewFramer]; [Encode] builds a frame. What the data means is
// the business of the protocols that use it.
//
// A frame is cut by its length alone: 03 may stand inside the data, and the LRC
// may equal any control byte. Only a frame that does not end where its length
// says is looked at for the damage that copied logs show, a byte that was lost
// on the way, because then the digits are still worth reading.
package bcdlen
