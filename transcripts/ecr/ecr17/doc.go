// Package ecr17 speaks ECR17, the Italian till protocol, as Nexi and the banks'
// terminals of Ingenico, PAX and Verifone have it, mostly over LAN. Its door is
// [Protocol].
//
// A frame is STX, ASCII fields at fixed places, ETX and a check byte with base
// 7F. Which bytes are folded into it differs by terminal: four rules, told apart
// by the first good frame. An acknowledgement has three bytes. A terminal that
// was spoken to in another protocol answers with this one's refusal, 15 03 69:
// it is alive, the line is good, and another protocol is chosen in its menu.
//
// Sources: the public pages of Nexi on traditional POS, for layouts and states;
// padosoft/rust-ecr17-protocol, for the four rules.
package ecr17
