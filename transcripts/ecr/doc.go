// Package ecr holds the words for cash-register protocols: what a terminal and
// a till (electronic cash register) say to each other over a cable. Its door is
// [Protocol]: each folder below holds one, made of a framer, a decoder to
// events, a masker, and the few questions that a terminal may be asked.
//
// The flow: package wire cuts bytes into frames, a [Conversation] follows the
// frames of both sides and tells events, and package known lists all protocols
// and recognises which one bytes are in. A [Query] can only be made below this
// folder, from an allow-list that a test reads byte by byte: nothing that moves
// money, changes a setting or loads a key is in it. A port that is opened to
// ask takes a Query and nothing else.
package ecr
