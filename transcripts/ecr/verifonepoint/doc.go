// Package verifonepoint reads what tills and Verifone Point terminals in Finland
// and the Nordic countries say to each other over a serial line. Its door is
// [Protocol].
//
// It is only decoded. Everything that may move money starts with y; a status of
// four digits stops a payment (1xxx, 9xxx) or holds it up (2xxx), and a result
// record comes only for one that went through. A message may come in several
// frames.
//
// Facts: the public program rmos5/VerifoneECRTerminalProjects. Texts are in
// ISO 8859-15.
package verifonepoint
