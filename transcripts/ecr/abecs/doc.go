// Package abecs reads what a pinpad of the Brazilian ABECS standard and the
// payment software of a till say to each other. Its door is [Protocol].
//
// The pinpad reads cards, asks for the PIN and runs the chip; the software on the
// till talks to the host. So nothing on this line is the answer of a host, and
// the pinpad keeps no journal of payments: its commands are told as exchanges
// that move no money, and what it says about itself as a device. Only a chip that
// refused at the end of a payment is told as a signal.
//
// Facts: ABECS 2.12 of 11 April 2019, sections 2 and 3.
package abecs
