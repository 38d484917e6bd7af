// Package nccc reads the fixed records that tills and card terminals in Taiwan
// exchange: STX, a record filled with spaces, ETX and a sum. Its door is
// [Protocol].
//
// It is only decoded: no question without consequence is known. The record of
// 400 bytes is that of the National Credit Card Center (NCCC), and its fields are
// known; banks have records of 144, 200, 250 and 600 bytes whose fields are not
// public. Those are framed and told as messages that may move money, without
// content.
//
// Facts: a public driver for NCCC terminals and a public list of bank records.
package nccc
