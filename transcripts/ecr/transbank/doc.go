// Package transbank speaks with the terminals of Transbank in Chile: POS
// Integrado at a till and POS Autoservicio in a machine. Getnet Chile took over
// the same shape. Its door is [Protocol].
//
// A frame is STX, ASCII fields parted by bars, ETX and the XOR of all after STX;
// each is answered by a bare ACK or NAK. The check byte may be any byte: that of
// the poll is an STX. The acquirer never passes the bank's reason for a refusal
// on, so a bank that wants to be called cannot be told apart from any other
// refusal.
//
// Sources: the public developer pages and program libraries of Transbank
// (transbank-developers-docs referencia/posintegrado, transbank-pos-sdk-c and
// -nodejs).
package transbank
